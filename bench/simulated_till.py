"""A till in simulated time: the shipped ``Lookout`` and budget, and what the engine does with their calls."""

import math
import random
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bench.scenario import EXPIRES_S, LINE_S, LOST, NEVER_PAID, OPENED_AT, OPENS_WITHIN_S, TIMEOUT_S
from bench.simulated_world import PAGE, Paying, World
from lomi_pos.engine.key_sharing import SELLS_WITHIN_S
from lomi_pos.engine.recovery import LAST_ENDED, MANY
from lomi_pos.engine.transactions import DATED_WITHIN, PENDING_AT_MOST
from lomi_pos.engine.watching import DETAILS_AFTER_S
from lomi_pos.till.budget import LIVE, OPEN_FOR_S, Means, Sharing, Spent, Use, has_room, means, tills_seen
from lomi_pos.till.forecast import SeenDay, forecast, seen_day
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.outlook import of_day_s
from lomi_pos.till.payment_times import USUAL
from lomi_pos.till.schedule import DAY_S, TICK_S, Asked, Call
from lomi_pos.till.shares import Report, Shares, Sold

_ACCOUNT_CALLS = 2
_REFUND_CALLS = 1
_LONGEST_IDLE_S = 1.0


def _report(one: Paying) -> Report:
    return Report(str(one.till), OPENED_AT + timedelta(seconds=one.opened_s), one.requests, one.gain)


_LISTS = frozenset({Asked.LIST, Asked.DEEP_LIST})
_USE = {
    Asked.LOOK: Use.LOOK,
    Asked.LIST: Use.LIST,
    Asked.DEEP_LIST: Use.LIST,
    Asked.TRANSACTIONS: Use.TRANSACTIONS,
    Asked.NEW_TRANSACTIONS: Use.TRANSACTIONS,
    Asked.ALL_TRANSACTIONS: Use.TRANSACTIONS,
}


class SimulatedTill:
    """One of the tills that share the key, and its customers."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.a_day = world.scenario.sold_by(number)
        self.shares = Shares()
        self.customers = random.Random(f"customers {world.seed} {number}")
        self.rush = random.Random(f"rush {world.seed} {number}")
        """All of them come and pay alike, whatever is asked: two schedules are compared on the same day."""
        self.lookout = Lookout()
        self.spent = Spent(OPENED_AT.date())
        self.sharing = Sharing()
        self.tills_named: set[str] = set()
        """By any list of the day."""
        self.quiet_until_s = 0.0
        self.under_way = 0
        self.transactions_to_s = -DAY_S
        apart_s = OPENS_WITHIN_S / world.scenario.tills if world.scenario.after_power_cut is None else 0.0
        self.opens_s = number * apart_s + self.customers.uniform(0, TICK_S)

    # ------------------------------------------------------------------ the shop
    def open(self) -> None:
        scenario, chance = self.world.scenario, self.customers
        self._remember_last_week()
        self.world.at(self.opens_s, self.tick)
        for _ in range(scenario.after_power_cut or 0):
            self.world.at(self.opens_s, partial(self._opened, self._takes_s(chance)))
        for _ in range(scenario.at_once):
            self.world.at(scenario.rush_from_s + self.rush.uniform(0, 60), self.charge_in_rush)
        if self.a_day:
            self.world.at(self.opens_s + chance.expovariate(self.a_day / OPEN_FOR_S), self._next_customer)

    def _remember_last_week(self) -> None:
        """What was given up on the six days before: the start-up sweep looks at it. And how busy yesterday was."""
        a_day, chance = self.a_day, self.customers
        for past in range(round(6 * a_day * NEVER_PAID)):
            ago_s = chance.uniform(DAY_S / 2, 6 * DAY_S)
            watched = self.lookout.follow(-1 - past, since_s=-ago_s, given_up_at_s=EXPIRES_S - ago_s)
            watched.is_listed = -ago_s > self.world.list_reaches_to_s()
            watched.asked_at_s = watched.seen_at_s = 0.0
        scenario = self.world.scenario
        self.sharing = Sharing(scenario.tills if a_day and scenario.knows_tills else 1)
        if scenario.knows_tills and scenario.tills > 1:
            paid = {str(one): self._paid_yesterday(one) for one in range(scenario.tills)}
            self.shares = Shares.kept({OPENED_AT.date() - timedelta(days=1): paid}, OPENED_AT.date())
            self.sharing = replace(
                self.sharing, part=self.shares.part(str(self.number), OPENED_AT.date(), scenario.tills)
            )
        if a_day:
            for _ in range(_ACCOUNT_CALLS):
                self.world.at(self.opens_s, lambda: self.send(Use.PROBE, lambda: None))
            looks = self._looks_of_the_sweep() + (scenario.after_power_cut or 0)
            self.world.at(self.opens_s, partial(self._read_on, looks, Use.SWEEP))
            before = random.Random(f"before {self.world.seed} {self.number}")
            days = {ago: self._day_before(chance if ago == 1 else before) for ago in range(1, 7)}
            self.lookout.outlook.expect(forecast(days))

    def _day_before(self, chance: random.Random) -> SeenDay:
        a_day = self.a_day
        began_s = [chance.uniform(0, OPEN_FOR_S) for _ in range(a_day)]
        takes_s = [self._takes_s(chance) for _ in range(a_day)]
        spans_s = [(at_s, at_s + min(EXPIRES_S, s)) for at_s, s in zip(began_s, takes_s, strict=True)]
        spans_s += self._rush_of_another_day(chance)
        opened_s = of_day_s(OPENED_AT)
        return seen_day([(opened_s + from_s, opened_s + to_s) for from_s, to_s in spans_s])

    def _paid_yesterday(self, till: int) -> int:
        """The same to all of them."""
        chance = random.Random(f"yesterday {self.world.seed} {till}")
        return sum(chance.random() >= NEVER_PAID for _ in range(self.world.scenario.sold_by(till)))

    def _looks_of_the_sweep(self) -> int:
        """At each that was given up, or the list that names them; the transactions since the last ended; refunds."""
        a_day, given_up = self.a_day, len(self.lookout.watched)
        expired = self.world.pages_of_expired if given_up >= MANY else given_up
        ended_s = min(1.0, LAST_ENDED / a_day) * OPEN_FOR_S
        since_s = OPEN_FOR_S - DAY_S - ended_s - DATED_WITHIN.total_seconds()
        return expired + self.world.pages_of_transactions(since_s) + _REFUND_CALLS

    def _rush_of_another_day(self, chance: random.Random) -> list[tuple[float, float]]:
        scenario, spans_s = self.world.scenario, []
        for _ in range(scenario.at_once if scenario.is_daily else 0):
            at_s = scenario.rush_from_s + chance.uniform(0, 60)
            while at_s < scenario.rush_to_s:
                spans_s.append((at_s, at_s + min(EXPIRES_S, self._takes_s(chance))))
                at_s = spans_s[-1][1]
        return spans_s

    def _next_customer(self) -> None:
        self.charge(self._takes_s(self.customers))
        rate = self.a_day / OPEN_FOR_S
        self.world.at(self.world.now_s + self.customers.expovariate(rate), self._next_customer)

    def _takes_s(self, chance: random.Random) -> float:
        takes_s = chance.lognormvariate(math.log(USUAL.median_s), USUAL.spread)
        return takes_s if chance.random() >= NEVER_PAID else math.inf

    def charge(self, takes_s: float, *, is_rush: bool = False) -> None:
        """A creation waits until the minute has room for it."""
        if has_room(self.spent, LIVE, self.world.now_s):
            self.send(Use.CREATE, partial(self._opened, takes_s, is_rush=is_rush))
        else:
            self.world.at(self.world.now_s + TICK_S, partial(self.charge, takes_s, is_rush=is_rush))

    def charge_in_rush(self) -> None:
        if self.world.now_s < self.world.scenario.rush_to_s:
            self.charge(self._takes_s(self.rush), is_rush=True)

    def _opened(self, takes_s: float, *, is_rush: bool = False) -> None:
        world, now_s = self.world, self.world.now_s
        sale_id = len(world.sales)
        world.sales.append(
            Paying(
                self.number,
                now_s,
                now_s + takes_s,
                is_rush=is_rush,
                seen_s=now_s,
                requests=self.spent.in_all(OPENED_AT.date()),
                gain=self._means().own_gain,
            )
        )
        self.lookout.follow(sale_id, since_s=now_s).expires_at_s = now_s + EXPIRES_S
        self.lookout.in_front = sale_id

    def _notice_end(self, sale_id: int) -> None:
        """lomi. says "expired", and once more when it is asked again; then it is given up."""
        watched = self.lookout.watched.get(sale_id)
        is_over = self.world.now_s - self.world.sales[sale_id].opened_s > EXPIRES_S
        if watched is not None and watched.given_up_at_s is None and is_over:
            if self.world.scenario.is_member:
                self._give_up(sale_id)  # the hour that lomi. gave tells it
            else:
                self.send(Use.LOOK, lambda: self._give_up(sale_id), reason="end")

    def _give_up(self, sale_id: int) -> None:
        sale = self.world.sales[sale_id]
        if sale.known_s is None and sale.ended_s > self.world.now_s:
            self.lookout.follow(sale_id, since_s=sale.opened_s, given_up_at_s=self.world.now_s)
            self._ended(sale_id)

    def _ended(self, sale_id: int) -> None:
        self.world.sales[sale_id].ended_s = self.world.now_s
        if self.world.sales[sale_id].is_rush:
            self.charge_in_rush()

    def _know(self, sale_id: int, *, is_detailed: bool = False) -> None:
        sale, now_s = self.world.sales[sale_id], self.world.now_s
        if sale.known_s is not None:
            return
        sale.known_s = now_s
        self.lookout.transactions_tell = True
        was_open = self.lookout.watched[sale_id].given_up_at_s is None
        self.lookout.drop(sale_id)
        self.lookout.note_paid(sale_id, now_s)
        if not is_detailed:
            allowed = self._means()
            after_s = DETAILS_AFTER_S * allowed.stretch if allowed.is_thin else 0.0
            self.world.at(now_s + after_s, partial(self._find_details, now_s))
        if was_open:
            self._ended(sale_id)

    def _find_details(self, known_s: float) -> None:
        if (self.lookout.transactions_at_s or 0.0) < known_s:
            self.lookout.note_transactions(self.world.now_s)
            self.send(Use.TRANSACTIONS, lambda: None, reason="details")

    # ------------------------------------------------------------------ the engine
    def _means(self) -> Means:
        now_s = self.world.now_s
        at = OPENED_AT + timedelta(seconds=now_s)
        return means(
            self.spent,
            limits=LIVE,
            sharing=self.sharing,
            opened_s_ago=now_s,
            to_come=self.lookout.outlook.to_come(at, now_s),
            at=at,
            now_s=now_s,
        )

    def tick(self) -> None:
        now_s = self.world.now_s
        allowed = self._means()
        if now_s >= self.quiet_until_s and self.under_way < 4:
            at = OPENED_AT + timedelta(seconds=now_s)
            call = self.lookout.tick(now_s, allowed, at, can_look_alone=not self.world.scenario.is_member)
            if call is not None:
                self.ask(call)
        self.world.at(now_s + self._idle_s(allowed), self.tick)

    def _idle_s(self, allowed: Means) -> float:
        """Ticks at which nothing can happen are passed over: with nobody waiting, or far from the next call."""
        due_in_s = self.lookout.due_in_s(allowed) if self.lookout.open_ids() else _LONGEST_IDLE_S
        whole_ticks_s = TICK_S * math.floor(0.8 * due_in_s / TICK_S) if due_in_s < _LONGEST_IDLE_S else _LONGEST_IDLE_S
        return max(self.lookout.wait_s(self.world.now_s, allowed), whole_ticks_s)

    def ask(self, call: Call) -> None:
        paid: list[int] = []
        self.under_way += 1

        def at_lomi() -> None:
            seen = [one for one in self._asked_about(call) if one is not None and one >= 0]
            paid.extend(one for one in seen if self.world.sales[one].paid_s <= self.world.now_s)
            for one in seen:
                self.world.note_seen(one, is_listed=call.asked in _LISTS)

        def ended() -> None:
            self.under_way -= 1

        def answered() -> None:
            ended()
            self._take(call, paid)

        reason = f"{'paced' if call.is_paced else 'ruled'} {call.asked}"
        self.send(_USE[call.asked], answered, at_lomi, failed=ended, is_paced=call.is_paced, reason=reason)

    def _asked_about(self, call: Call) -> Collection[int | None]:
        if call.asked is Asked.LOOK:
            return [call.sale_id]
        return self.lookout.open_ids() if call.asked is Asked.NEW_TRANSACTIONS else list(self.lookout.watched)

    def _take(self, call: Call, paid: list[int]) -> None:
        """A list's hits are confirmed; a look and the transactions are enough."""
        is_list = call.asked in _LISTS
        if is_list:
            self._read_list(call)
        elif call.asked is not Asked.LOOK:
            self._read_transactions()
        for sale_id in paid:
            if is_list:
                self.send(Use.LOOK, partial(self._know, sale_id), reason="confirmation")
            else:
                self._know(sale_id, is_detailed=call.asked is not Asked.LOOK)
        if call.asked is Asked.ALL_TRANSACTIONS:
            self._read_all_transactions()
        over = self.lookout.open_ids() if self.world.scenario.is_member else [call.sale_id]
        for over_id in over:
            if over_id is not None and over_id >= 0:
                self._notice_end(over_id)

    def _read_list(self, call: Call) -> None:
        """The first page tells who has sold lately, and how far back it goes; a deep one costs all its pages."""
        world = self.world
        since_s = world.now_s - SELLS_WITHIN_S
        rows = [one for one in world.sales[-4 * PAGE :] if one.opened_s > since_s and one.paid_s <= world.now_s]
        sold = {one.till for one in rows[-PAGE:]} if len(rows) >= PAGE else range(world.scenario.tills)  # yesterday's
        self.tills_named |= {str(one) for one in sold}
        tills = tills_seen(self.tills_named, str(self.number))
        self.shares.note(Sold(str(one.opened_s), str(one.till), OPENED_AT.date()) for one in rows[-PAGE:])
        self.shares.hear(_report(one) for one in rows[-PAGE:])
        self.sharing = replace(self.sharing, tills=tills)
        self._share()
        reaches_to_s = world.list_reaches_to_s()
        unlisted = {sale_id for sale_id, one in self.lookout.watched.items() if one.since_s < reaches_to_s}
        self.lookout.note_unlisted(unlisted, page_reaches_s=world.now_s - reaches_to_s)
        if call.asked is Asked.DEEP_LIST:
            self._read_on(world.pages_back_to(world.now_s - call.back_s - EXPIRES_S) - 1, Use.LIST)

    def _read_transactions(self) -> None:
        """The newest: each names its till, and what that had asked."""
        since_s = self.world.now_s - EXPIRES_S
        rows = [one for one in self.world.sales[-4 * PAGE :] if since_s < one.paid_s <= self.world.now_s]
        self.shares.hear(_report(one) for one in sorted(rows, key=lambda one: one.paid_s)[-PAGE:])
        self._share()

    def _share(self) -> None:
        own = (str(self.number), OPENED_AT.date(), self.sharing.tills)
        self.sharing = replace(self.sharing, part=self.shares.part(*own), elsewhere=self.shares.elsewhere(*own))

    def _read_all_transactions(self) -> None:
        """The other pages since the last time, and what was given back."""
        since_s = self.transactions_to_s - PENDING_AT_MOST.total_seconds()
        self.transactions_to_s = self.world.now_s
        self._read_on(self.world.pages_of_transactions(since_s) - 1 + _REFUND_CALLS, Use.TRANSACTIONS)

    def _read_on(self, pages: int, use: Use) -> None:
        """The other pages, one after another, while the minute has room for watching."""
        if pages <= 0:
            return
        if self._means().has_turn:
            self.send(use, partial(self._go_on_reading, pages - 1, use), reason=f"further {use}")
        else:
            self.world.at(self.world.now_s + TICK_S, partial(self._read_on, pages, use))

    def _go_on_reading(self, pages: int, use: Use) -> None:
        if self.sharing.tills != self.world.scenario.tills:
            self.sharing = replace(self.sharing, tills=self.world.scenario.tills)  # each page shows who else sells
        self._read_on(pages, use)

    def send(
        self,
        use: Use,
        answered: Callable[[], None],
        at_lomi: Callable[[], None] = lambda: None,
        *,
        failed: Callable[[], None] = lambda: None,
        is_paced: bool = False,
        reason: str = "",
    ) -> None:
        now_s, world = self.world.now_s, self.world
        at = OPENED_AT + timedelta(seconds=now_s)
        self.spent = self.spent.after(use, at=at, now_s=now_s, is_paced=is_paced, sharing=self.sharing)
        world.reasons[reason or use] += 1
        if world.line.random() < LOST:
            world.at(now_s + TIMEOUT_S, lambda: self.send(Use.REPEAT, answered, at_lomi, failed=failed))
            return
        wait_s = world.lomi.admits(now_s + LINE_S / 2)
        if wait_s is not None:
            world.at(now_s + LINE_S, lambda: self._refused(wait_s, use, answered, failed))
            return
        world.at(now_s + LINE_S / 2, at_lomi)
        world.at(now_s + LINE_S, answered)

    def _refused(self, wait_s: float, use: Use, answered: Callable[[], None], failed: Callable[[], None]) -> None:
        now_s = self.world.now_s
        self.sharing = self.sharing.refused(now_s, wait_s)
        self.quiet_until_s = max(self.quiet_until_s, now_s + wait_s)
        failed()
        if use is Use.CREATE:
            self.world.at(now_s + wait_s, lambda: self.send(use, answered))
