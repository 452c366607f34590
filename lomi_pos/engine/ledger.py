"""Every request of the engine's, counted on its way to lomi., and the pace that what is left of the budget allows."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from lomi_pos.engine.counted import CountedCharges, CountedProducts, CountedRefunds
from lomi_pos.engine.counted_lists import CountedBalances, CountedCustomers
from lomi_pos.till.budget import Limits, Means, Sharing, Spent, Use, has_room, limits_of, means
from lomi_pos.till.errors import JournalTrouble, LomiBusy, NoConnection
from lomi_pos.till.identity import Identity
from lomi_pos.till.moment import Moment
from lomi_pos.till.order import Order
from lomi_pos.till.outlook import Outlook
from lomi_pos.till.ports import Clock, Payments, RequestCounts
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale
from lomi_pos.till.shares import Report, Shares, Sold

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Account, CheckoutSession, LinkDraft, PaymentLink, Provider, Transaction

T = TypeVar("T")
KEPT_EVERY_S = 30.0
ROOM_AGAIN_S = 0.25
TOO_MANY_REQUESTS = 429

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Purpose:
    """What the requests of a task are made for."""

    use: Use
    is_paced: bool = False


_PURPOSE: ContextVar[_Purpose | None] = ContextVar("purpose", default=None)


@contextmanager
def asking_for(use: Use, *, is_paced: bool = False) -> Iterator[None]:
    """What the requests of this task are made for. Only the first can be the schedule's own."""
    token = _PURPOSE.set(_Purpose(use, is_paced))
    try:
        yield
    finally:
        _PURPOSE.reset(token)


class Ledger:
    """What the key has been asked today and in this minute, as far as this till knows. One for the life of the engine.

    ``counts`` remembers the day's number over a restart; up to half a minute of it may be forgotten after a crash.
    """

    def __init__(self, clock: Clock, identity: Identity, counts: RequestCounts | None = None) -> None:
        self._clock = clock
        self._key = identity.key_fingerprint
        self.limits: Limits = limits_of(identity.environment)
        today = clock.now().astimezone(UTC).date()
        self.sharing = Sharing(counts.tills(self._key) if counts is not None else 1)
        self.shares = Shares.kept(counts.sold(self._key) if counts is not None else {}, today)
        self.quiet_until_s = 0.0
        self._counts = counts
        self._kept_at_s = clock.monotonic()
        self.spent = Spent.kept(today, counts.read(self._key, today) if counts is not None else {})
        self._opened_on = self.spent.on
        self._opened_at_s = clock.monotonic()
        self._own_gain = 0.0

    def note(self, use: Use, *, is_paced: bool = False) -> None:
        """One request is on its way."""
        now_s = self._clock.monotonic()
        at = self._clock.now().astimezone(UTC)
        if at.date() != self._opened_on:
            self._opened_on, self._opened_at_s = at.date(), now_s
        self.spent = self.spent.after(use, at=at, now_s=now_s, is_paced=is_paced, sharing=self.sharing)
        if now_s - self._kept_at_s >= KEPT_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Write the day's number down. Not being able to harms no sale."""
        self._kept_at_s = self._clock.monotonic()
        if self._counts is None:
            return
        try:
            self._counts.keep(
                self._key, self.spent.on, self.spent.counts(), tills=self.sharing.tills, sold=self.shares.by_day
            )
        except JournalTrouble as trouble:
            _log.warning("The number of requests was not written down: %s", trouble)

    def note_busy(self, trouble: LomiBusy) -> None:
        """Lomi. asked for quiet: nothing is looked at until it is over, and after a 429 more slowly than before."""
        now_s = self._clock.monotonic()
        self.quiet_until_s = max(self.quiet_until_s, now_s + trouble.retry_after_s)
        if trouble.answered.status == TOO_MANY_REQUESTS:
            self.sharing = self.sharing.refused(now_s, trouble.retry_after_s)

    def note_tills(self, count: int) -> None:
        """So many live from this key. It is remembered: after a power cut they all start in the same second."""
        self.sharing = replace(self.sharing, tills=count)

    def note_sold(self, rows: Iterable[Sold], *, own: str) -> None:
        """The list shows who sells how much: this till, ``own``, has that part of the day."""
        self.shares.note(rows)
        self._share(own)

    def _share(self, own: str) -> None:
        among = (own, self._today, self.sharing.tills)
        self.sharing = replace(self.sharing, part=self.shares.part(*among), elsewhere=self.shares.elsewhere(*among))

    @property
    def _today(self) -> date:
        return self._clock.now().astimezone(UTC).date()

    @property
    def told(self) -> dict[str, str]:
        """What a sale tells the other tills of this key in its metadata; nothing when there are none."""
        if self.sharing.tills <= 1:
            return {}
        now = self._clock.now().astimezone(UTC)
        return Report("", now, self.spent.in_all(now.date()), self._own_gain).as_metadata()

    def hear(self, reports: Iterable[Report], *, own: str) -> None:
        """What the others have asked, as their sales say."""
        self.shares.hear(one for one in reports if one.can_be_of_its_day(self.limits.a_minute))
        self._share(own)

    def note_opened(self, s_ago: float) -> None:
        """The day had begun before this start."""
        self._opened_at_s = min(self._opened_at_s, self._clock.monotonic() - s_ago)

    async def room(self) -> None:
        """Return once this minute has room: what watching has asked must not make lomi. refuse a creation.

        Raises:
            NoConnection: the machine slept meanwhile, and what was asked for before that must not leave after it.
        """
        began = Moment.now(self._clock)
        while not has_room(self.spent, self.limits, self._clock.monotonic()):
            await self._clock.sleep(ROOM_AGAIN_S)
            if began.age(Moment.now(self._clock)) is None:
                raise NoConnection("slept")

    def means(self, outlook: Outlook) -> Means:
        now_s, at = self._clock.monotonic(), self._clock.now().astimezone(UTC)
        opened_s_ago = now_s - self._opened_at_s
        reckoned = means(
            self.spent,
            limits=self.limits,
            sharing=self.sharing,
            opened_s_ago=opened_s_ago,
            to_come=outlook.to_come(at, opened_s_ago),
            at=at,
            now_s=now_s,
        )
        self._own_gain = reckoned.own_gain
        return reckoned


class CountedPayments:
    """The ``Payments`` port again, with every request noted in the ledger."""

    def __init__(self, payments: Payments, ledger: Ledger) -> None:
        self._payments = payments
        self._ledger = ledger
        self._noted = payments.requests_sent

    # ------------------------------------------------------------------ resources, each loaded when it is asked for
    @cached_property
    def customers(self) -> CountedCustomers:
        return CountedCustomers(self._payments.customers, self._ask)

    @cached_property
    def balances(self) -> CountedBalances:
        return CountedBalances(self._payments.balances, self._ask)

    @cached_property
    def charges(self) -> CountedCharges:
        return CountedCharges(self._payments.charges, self._ask)

    @cached_property
    def refunds(self) -> CountedRefunds:
        return CountedRefunds(self._payments.refunds, self._ask)

    @cached_property
    def products(self) -> CountedProducts:
        return CountedProducts(self._payments.products, self._ask)

    # ------------------------------------------------------------------ what asks nobody
    @property
    def identity(self) -> Identity:
        return self._payments.identity

    @property
    def clock_offset_s(self) -> float:
        return self._payments.clock_offset_s

    @property
    def lomis_now(self) -> datetime | None:
        return self._payments.lomis_now

    @property
    def last_answer_at(self) -> datetime | None:
        return self._payments.last_answer_at

    @property
    def last_failure_at(self) -> datetime | None:
        return self._payments.last_failure_at

    @property
    def requests_sent(self) -> int:
        return self._payments.requests_sent

    def session_body(self, order: Order, sale: Sale, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        return self._payments.session_body(order, sale, attempt=attempt, told=told)

    def link_body(self, order: Order, sale: Sale, *, attempt: int) -> bytes:
        return self._payments.link_body(order, sale, attempt=attempt)

    def new_link_body(self, draft: LinkDraft, reference: str) -> bytes:
        return self._payments.new_link_body(draft, reference)

    def body_again(self, body: bytes, *, attempt: int, told: Mapping[str, str] | None = None) -> bytes:
        return self._payments.body_again(body, attempt=attempt, told=told)

    async def close(self) -> None:
        await self._payments.close()

    # ------------------------------------------------------------------ what is counted
    async def create_session(self, body: bytes, *, idempotency_key: str) -> CheckoutSession:
        return await self._ask(Use.CREATE, lambda: self._payments.create_session(body, idempotency_key=idempotency_key))

    async def session(self, session_id: str) -> CheckoutSession:
        return await self._ask(Use.LOOK, lambda: self._payments.session(session_id))

    async def sessions(self, *, status: str = "", limit: int = 20, page: int = 1) -> Rows[CheckoutSession]:
        return await self._ask(Use.LIST, lambda: self._payments.sessions(status=status, limit=limit, page=page))

    async def create_link(self, body: bytes, *, request_id: str = "") -> PaymentLink:
        return await self._ask(Use.CREATE, lambda: self._payments.create_link(body, request_id=request_id))

    async def link(self, link_id: str) -> PaymentLink:
        return await self._ask(Use.HISTORY, lambda: self._payments.link(link_id))

    async def links(
        self, *, kind: str = "", is_active: bool | None = None, limit: int = 20, page: int = 1
    ) -> Rows[PaymentLink]:
        return await self._ask(
            Use.HISTORY, lambda: self._payments.links(kind=kind, is_active=is_active, limit=limit, page=page)
        )

    async def transactions(self, query: TransactionQuery) -> Rows[Transaction]:
        return await self._ask(Use.TRANSACTIONS, lambda: self._payments.transactions(query))

    async def transaction(self, transaction_id: str) -> Transaction:
        return await self._ask(Use.HISTORY, lambda: self._payments.transaction(transaction_id))

    async def account(self) -> Account:
        return await self._ask(Use.PROBE, self._payments.account)

    async def providers(self) -> list[Provider]:
        return await self._ask(Use.PROBE, self._payments.providers)

    async def _ask(self, use: Use, ask: Callable[[], Awaitable[T]]) -> T:
        purpose = _PURPOSE.get() or _Purpose(use)
        if use is Use.CREATE:
            await self._ledger.room()
        self._note(purpose.use if purpose.use in {Use.CHECK, Use.SWEEP} else use, is_paced=purpose.is_paced)
        purpose.is_paced = False
        try:
            return await ask()
        except LomiBusy as trouble:
            self._ledger.note_busy(trouble)
            raise
        finally:
            self._note_repeats()

    def _note(self, use: Use, **how: Any) -> None:
        self._noted += 1
        self._ledger.note(use, **how)

    def _note_repeats(self) -> None:
        """The client asks once more at once when the line failed: those it has sent beyond what was noted."""
        for _ in range(self._payments.requests_sent - self._noted):
            self._note(Use.REPEAT)
