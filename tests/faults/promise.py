"""All that can happen at a counter, in any order, as rules for Hypothesis; ``checks.py`` says what must hold."""

import gc
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lomi_pos.api.keys import fingerprint
from lomi_pos.sandbox import payers
from lomi_pos.sandbox.network import SAMPLE_ACCOUNT
from lomi_pos.sandbox.trouble import SandboxError
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.refunding import RefundOrder
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State
from tests.faults.bad_line import FAULTS, Fault
from tests.faults.checks import Arrived, check_every_moment, check_nothing_is_lost, check_the_copies
from tests.faults.world import KEY, LIVE_KEY, NEWER_KEY, STRANGERS_KEY, CutJournal, World

ANY = st.integers(min_value=0, max_value=999)
AMOUNTS = st.sampled_from([5000, 5000, 7500, 100])
MOMENTS = st.sampled_from([0.0, 0.1, 0.2, 0.4, 1.0, 3.0])
MORE_TRIES = 5
SWEEP_S = 300.0
"""Sixty sales that all wait are asked about at the pace of a key: a minute and a half."""
MOSTLY = 800
DAY_H = 24
DEEDS = [
    "pay",
    "pay",
    "pay with a card",
    "pay too little",
    "pay too little",
    "pay too much",
    "pay too much",
    "pay twice",
    "pay slowly",
    "pay after the end",
    "pay late",
    "pay late",
    "pay late, session expired",
    "refuse",
    "expire",
]

is_running = precondition(lambda self: self.world.till is not None)
is_off = precondition(lambda self: self.world.till is None)
has_sales = precondition(lambda self: self.world.till is not None and bool(self.world.told))
has_codes = precondition(lambda self: bool(self.world.shown))


class Promise(RuleBasedStateMachine):
    """No sale is lost, doubled or shown wrongly."""

    ran: ClassVar[Counter[str]] = Counter()
    """How often each rule ran, and how the sales ended, over all examples."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.keys_used = [KEY]

    @initialize(
        dialect=st.sampled_from(["documented", "live", "mixed"]),
        account=st.sampled_from(["", "", SAMPLE_ACCOUNT]),
    )
    def open_the_shop(self, dialect: Any, account: str) -> None:
        self.world.leave()
        self.world = World(dialect=dialect, account=account)
        self.world.start()
        self._note("a Network member" if account else "a shop")

    def teardown(self) -> None:
        try:
            if self.world.till is not None or self.world.path.exists():
                self._come_to_an_end()
        finally:
            self.world.leave()
            gc.collect()  # off in tests (docs/decisions/0014): two thousand tills in one test would grow to gigabytes

    # ------------------------------------------------------------------ the clerk
    @is_running
    @rule(minor=AMOUNTS, is_link=st.sampled_from([False, False, True]), wait_s=MOMENTS)
    def charge(self, minor: int, is_link: bool, wait_s: float) -> None:
        self.world.charge(Order(Money(minor), kind=Kind.LINK if is_link else Kind.SESSION), wait_s)
        self._note("charge a link" if is_link else "charge")

    @is_running
    @rule(minor=AMOUNTS, is_link=st.sampled_from([False, False, True]))
    def sell(self, minor: int, is_link: bool) -> None:
        """A charge that has the time to become a code: most have."""
        self.charge(minor, is_link, 5.0)

    @has_sales
    @rule(which=ANY, wait_s=MOMENTS)
    def give_up(self, which: int, wait_s: float) -> None:
        self.press("cancel", which, wait_s)

    @has_sales
    @rule(which=ANY, wait_s=MOMENTS)
    def make_a_new_code(self, which: int, wait_s: float) -> None:
        self.press("new_code", which, wait_s)

    @has_sales
    @rule(wait_s=MOMENTS)
    def deal_with_what_is_on_top(self, wait_s: float) -> None:
        """Late, twice, underpaid, overpaid, or in need of a person: someone sees to it."""
        for sale in list(self.world.told.values()):
            if sale.needs_someone:
                self.world.ask(self.world.engine.acknowledge(sale.id), wait_s)
                self._note("acknowledge")
                return

    @has_sales
    @rule(which=ANY, is_part=st.booleans(), wait_s=MOMENTS)
    def give_back(self, which: int, is_part: bool, wait_s: float) -> None:
        """A refund from this till: sent once, whatever the line does to its answer."""
        paid = [one for sale in self.world.told.values() for one in sale.payments if one.transaction_id]
        if not paid:
            return
        one = paid[which % len(paid)]
        amount = Money(max(1, one.amount.minor // 2)) if is_part else one.amount
        order = RefundOrder(str(one.transaction_id), amount, one.amount, one.provider)
        self.world.ask(self.world.engine.refund(order), wait_s)
        self._note("give back")

    @has_sales
    @rule(
        command=st.sampled_from(["retry", "check_now", "new_code", "cancel", "put_in_front"]),
        which=ANY,
        wait_s=MOMENTS,
    )
    def press(self, command: str, which: int, wait_s: float) -> None:
        sale = self._sale(which)
        self.world.ask(getattr(self.world.engine, command)(sale.id), wait_s)
        self._note(command)

    @is_running
    @rule(is_well=st.booleans())
    def sweep(self, is_well: bool) -> None:
        """With everything well, lomi.'s money must be in the journal when it ends."""
        if not is_well:
            self.world.ask(self.world.engine.sweep(), 5.0)
            self._note("sweep")
            return
        self._make_well()
        before = self.world.money_by_reference()
        if self._sweep_until_quiet():
            self._check_nothing_is_lost(before)
            self._note("sweep and compare")
        else:
            self._note("sweep without an end")

    # ------------------------------------------------------------------ the customer
    @has_codes
    @rule(deed=st.sampled_from(DEEDS), which=ANY)
    def customer(self, deed: str, which: int) -> None:
        codes = list(reversed(self.world.shown))
        code = codes[which % min(3, len(codes)) if which < MOSTLY else which % len(codes)]
        kind, _ = self.world.shown[code]
        session = self.world.visit_link(code) if kind is Kind.LINK else code
        if session is None or self.world.lomi.session(session).status == "completed":
            return
        try:
            self._do(deed, session)
        except SandboxError:
            return  # it is over
        self._note(deed)

    @has_codes
    @rule(deed=st.sampled_from(DEEDS), which=ANY)
    def another_customer(self, deed: str, which: int) -> None:
        """Customers come more often than anything else."""
        self.customer(deed, which)

    @has_codes
    @rule(which=ANY)
    def refund(self, which: int) -> None:
        """lomi. gives money back: what has been paid stays paid, and nothing else may be made of it."""
        arrived = [row for rows in self.world.money_by_reference().values() for row in rows]
        if arrived:
            self.world.lomi.keep_transaction(replace(arrived[which % len(arrived)], status="refunded"))
            self._note("refund")

    def _do(self, deed: str, session: str) -> None:  # noqa: C901  a table, one row a deed
        server = self.world.server
        match deed:
            case "pay":
                server.pay(session)
            case "pay with a card":
                server.pay(session, "STRIPE")
            case "pay too little":
                server.pay(session, amount=1)
            case "pay too much":
                server.pay(session, amount=90_000)
            case "pay twice":
                server.pay(session)
                server.pay(session, again=True)
            case "pay slowly":
                server.send(payers.pays_slowly(0, 30), session)
            case "pay after the end":
                server.send(payers.pays_late(20), session)
            case "pay late":
                server.pay_late(session)
            case "pay late, session expired":
                server.pay_late(session, session_follows=False)
            case "refuse":
                server.refuse(session)
            case "expire":
                server.expire(session)

    # ------------------------------------------------------------------ the line
    @is_running
    @rule(fault=st.sampled_from(FAULTS), method=st.sampled_from(["POST", "POST", "GET"]), times=st.integers(1, 4))
    def spoil(self, fault: Fault, method: str, times: int) -> None:
        self.world.line.spoil(fault, method, times)
        self._note("spoil")

    @is_running
    @rule(is_up=st.sampled_from([True, True, False]))
    def line_is(self, is_up: bool) -> None:
        self.world.line.is_up = is_up
        self._note("line up" if is_up else "line down")

    # ------------------------------------------------------------------ time
    @rule(seconds=st.sampled_from([0.2, 1.0, 3.0, 10.0, 10.0, 30.0, 90.0]))
    def wait(self, seconds: float) -> None:
        self.world.pass_time(seconds)
        self._note("wait")

    @rule(
        sleeps_h=st.sampled_from([0.0, 0.0, 0.0, 0.5, 2.0, 22.0, 25.0, 49.0]),
        wrong_by_h=st.sampled_from([0, 0, 0, -3, 3, -DAY_H, DAY_H, -365 * DAY_H, 365 * DAY_H]),
    )
    def hours_go_by(self, sleeps_h: float, wrong_by_h: int) -> None:
        """The machine sleeps, or somebody sets the clock on the wall, or both."""
        self.world.true_clock.sleep_through(sleeps_h)
        self.world.clock.wrong_by = timedelta(hours=wrong_by_h)
        self._note("machine sleeps" if sleeps_h else "clock set")
        if abs(wrong_by_h) >= DAY_H:
            self._note("clock wrong by a day" if abs(wrong_by_h) == DAY_H else "clock wrong by a year")

    # ------------------------------------------------------------------ the machine
    @is_running
    @rule(is_crash=st.sampled_from([True, True, False]), turns=st.integers(0, 12), after_s=MOMENTS)
    def stop(self, is_crash: bool, turns: int, after_s: float) -> None:
        self.world.pass_time(after_s)
        self.world.turn(turns)
        if not is_crash:
            self.world.close()
            self._note("close")
            return
        self._note_a_crash()
        self.world.crash()

    @is_running
    @rule(writes=st.integers(0, 3), is_after=st.booleans(), minor=AMOUNTS, is_link=st.booleans())
    def crash_in_a_charge(self, writes: int, is_after: bool, minor: int, is_link: bool) -> None:
        self._journal.writes_left, self._journal.is_cut_after = writes, is_after
        self.world.charge(Order(Money(minor), kind=Kind.LINK if is_link else Kind.SESSION), 2.0)
        if self.world.till is not None:
            self.world.crash()
        self._note("crash in a charge")

    @is_off
    @rule(key=st.sampled_from([KEY, KEY, KEY, NEWER_KEY, NEWER_KEY, STRANGERS_KEY, LIVE_KEY]))
    def start(self, key: str) -> None:
        self.world.start(key=key)
        self.keys_used.append(key)
        named = {
            KEY: "start",
            NEWER_KEY: "another key of the shop",
            STRANGERS_KEY: "another organization's key",
            LIVE_KEY: "a live key",
        }
        self._note(named[key])

    @is_running
    @rule(state=st.sampled_from(["well", "well", "full", "read-only"]))
    def disk_is(self, state: str) -> None:
        journal = self._journal
        {"full": journal.fill_the_disk, "read-only": journal.refuse_to_write, "well": journal.write_again}[state]()
        self._note(f"disk {state}")

    # ------------------------------------------------------------------ what must hold
    @invariant()
    def the_promise_is_kept(self) -> None:
        check_every_moment(self.world)

    def _come_to_an_end(self) -> None:
        """Everything works again, under each key in turn: now nothing may be missing, and nobody may be stuck."""
        before: Arrived = {}
        is_quiet = False
        for key in [one for one in (STRANGERS_KEY, LIVE_KEY, KEY) if one == KEY or one in self.keys_used]:
            if self.world.till is not None:
                self.world.close()
            self.world.line.mend()
            self.world.start(key=key)
            self._make_well()
            self.world.pass_time(40.0)
            before = self.world.money_by_reference()
            is_quiet = self._sweep_until_quiet()
        assert is_quiet, "sweeps do not come to an end"
        on_disk = self._check_nothing_is_lost(before)
        check_the_copies(self.world)
        self._count_endings(on_disk)
        self._check_ways_out(on_disk)

    def _make_well(self) -> None:
        self.world.line.mend()
        self.world.clock.wrong_by = timedelta()
        self._journal.write_again()

    def _sweep_until_quiet(self) -> bool:
        """Sweep until lomi. was reached about everything. Returns whether that came to pass in time."""
        for _ in range(MORE_TRIES):
            swept = self.world.ask_patiently(self.world.engine.sweep(), SWEEP_S)
            if swept is not None and not swept.unreached:
                return True
            self.world.pass_time(60.0)  # as long as 429 asks for
        return False

    def _check_nothing_is_lost(self, before: Arrived) -> list[Sale]:
        on_disk = check_every_moment(self.world)
        fitting = [sale for sale in on_disk if self._is_reached(sale)]
        check_nothing_is_lost(self.world, fitting, before)
        return on_disk

    def _is_reached(self, sale: Sale) -> bool:
        """Whether today's key sees all of this sale's codes. A member's are seen by all that act for it."""
        if not all(self.world.identity.sees(one.identity) for one in sale.attempts):
            return False
        if self.world.account:
            return True
        is_strangers = self.world.key == STRANGERS_KEY
        return all(
            (one.identity.key_fingerprint == fingerprint(STRANGERS_KEY)) == is_strangers for one in sale.attempts
        )

    def _check_ways_out(self, on_disk: list[Sale]) -> None:
        for sale in on_disk:
            if sale.needs_someone:
                self.world.ask(self.world.engine.acknowledge(sale.id))
                assert not self._journal.sale(sale.id).needs_someone, f"{sale.number} cannot be acknowledged"
                self.world.ask(self.world.engine.take_up_again(sale.id))
                assert self._journal.sale(sale.id).needs_someone, f"{sale.number} cannot be taken up again"
                if sale.kept is not None and Flag.REFUND_UNCLEAR not in sale.flags:
                    self.world.ask(self.world.engine.note_cash_back(sale.id, sale.kept))
                    assert not self._journal.sale(sale.id).needs_someone, f"{sale.number} is even, and calls someone"
            if sale.state is not State.PAID:
                self.world.ask(self.world.engine.cancel(sale.id), 8.0)
                now = self._journal.sale(sale.id)
                assert now.state in {State.CANCELLED, State.PAID}, f"{sale.number} is stuck in {now.state}"

    # ------------------------------------------------------------------ helpers
    @property
    def _journal(self) -> CutJournal:
        assert self.world.till is not None
        return self.world.till.journal

    def _sale(self, which: int) -> Sale:
        """One of the sales on screen: the newest more often than the others."""
        sales = sorted(self.world.told.values(), key=lambda sale: -sale.id)
        return sales[which % min(3, len(sales)) if which < MOSTLY else which % len(sales)]

    def _note(self, name: str) -> None:
        type(self).ran[name] += 1

    def _note_a_crash(self) -> None:
        in_flight = any(one.is_in_flight for sale in self.world.sales_on_disk() for one in sale.attempts)
        self._note("crash between sending and the answer" if in_flight else "crash")

    def _count_endings(self, on_disk: list[Sale]) -> None:
        for sale in on_disk:
            self._note(f"= {sale.state}")
            for flag in sale.flags & {Flag.LATE, Flag.TWICE, Flag.UNDERPAID, Flag.OVERPAID, Flag.SUPERSEDED}:
                self._note(f"= {flag}")
        self._note("= examples")
        for fault, count in self.world.line.spoilt.items():
            type(self).ran[f"fault {fault}"] += count
