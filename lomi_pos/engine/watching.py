"""Looking at what waits until it is paid or given up, and now and then for days after that."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.news import SaleChecked
from lomi_pos.till import events as ev
from lomi_pos.till.errors import LomiTrouble, NotFound
from lomi_pos.till.lomi import CheckoutSession, Transaction, TransactionQuery
from lomi_pos.till.sale import Attempt, Kind, Sale, State
from lomi_pos.till.schedule import Waiting, plan
from lomi_pos.till.settling import news_of_session, news_of_transaction

TICK_S = 0.25
_LOOKS_AT_ONCE = 4
_PAGE = 100
_DETAIL_TRIES = 5
_DETAIL_WAIT_S = 2.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Watched:
    """When a sale was last asked about by itself, and since when it is given up; by the monotonic clock."""

    asked_at: float | None = None
    given_up_at: float | None = None


class Watching:
    """Knows which sales wait, asks as ``till/schedule.py`` plans it, and records what comes back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watched: dict[int, _Watched] = {}
        self._in_front: int | None = None
        self._listed_at: float | None = None
        self._payers_at: float | None = None
        self._under_way: set[int | str] = set()
        self._at_once = asyncio.Semaphore(_LOOKS_AT_ONCE)

    # ------------------------------------------------------------------ what waits
    def follow(self, sale: Sale) -> None:
        """Start, or stop, looking at ``sale``, as its state asks for."""
        now = self._desk.clock.now()
        if not sale.still_watched(now):
            self._watched.pop(sale.id, None)
            return
        watched = self._watched.setdefault(sale.id, _Watched())
        if sale.state is State.OPEN:
            watched.given_up_at = None
        elif watched.given_up_at is None:
            since_s = (now - _given_up_at(sale)).total_seconds()
            watched.given_up_at = self._desk.clock.monotonic() - max(0.0, since_s)

    def put_in_front(self, sale_id: int | None) -> None:
        self._in_front = sale_id

    @property
    def is_waiting(self) -> bool:
        """Whether a customer may be paying right now."""
        return any(one.given_up_at is None for one in self._watched.values())

    async def run(self) -> None:
        """Look, for ever. A look that fails is dropped and asked again."""
        while True:
            self.ask_what_is_due()
            await self._desk.clock.sleep(TICK_S)

    def ask_what_is_due(self) -> None:
        """One tick: start every look that the plan says is due now."""
        now = self._desk.clock.monotonic()
        due = plan(
            [self._waiting(sale_id, one, now) for sale_id, one in self._watched.items()],
            listed_s_ago=_since(self._listed_at, now),
            payers_s_ago=_since(self._payers_at, now),
        )
        for sale_id in due.sale_ids:
            self._start(sale_id)
        if due.list_completed and "list" not in self._under_way:
            self._listed_at = now
            self._desk.spawn(self._guarded("list", self._look_at_list()), "looking at the list")
        if due.look_for_payers and "payers" not in self._under_way and self._in_front is not None:
            self._payers_at = now
            self._desk.spawn(self._guarded("payers", self._look_for_payers(self._in_front)), "looking for payers")

    def _waiting(self, sale_id: int, one: _Watched, now: float) -> Waiting:
        return Waiting(
            sale_id,
            is_in_front=sale_id == self._in_front,
            asked_s_ago=_since(one.asked_at, now),
            given_up_s_ago=_since(one.given_up_at, now),
        )

    def _start(self, sale_id: int) -> None:
        if sale_id in self._under_way:
            return
        if sale_id in self._watched:
            self._watched[sale_id].asked_at = self._desk.clock.monotonic()
        self._desk.spawn(self._guarded(sale_id, self.look(sale_id)), f"looking at sale {sale_id}")

    async def _guarded(self, name: int | str, look: Awaitable[object]) -> None:
        self._under_way.add(name)
        try:
            async with self._at_once:
                await look
        except LomiTrouble as trouble:
            _log.info("A look was not answered: %s", trouble)
        finally:
            self._under_way.discard(name)

    # ------------------------------------------------------------------ one sale by itself
    async def look(self, sale_id: int) -> Sale:
        """Ask lomi. about every code of one sale, record what is new, and return the sale as it is then.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        sale = self._desk.journal.sale(sale_id)
        for attempt in sale.attempts:
            if attempt.remote_id is None:
                continue
            if attempt.identity.account:
                sale = await self._look_through_transactions(sale)
            elif attempt.kind is Kind.LINK:
                sale = await self._look_at_link(sale, attempt)
            else:
                sale = await self._look_at_session(sale, attempt)
        self._desk.tell(SaleChecked(sale_id, self._desk.clock.now()))
        self.follow(sale)
        return sale

    async def _look_at_session(self, sale: Sale, attempt: Attempt) -> Sale:
        assert attempt.remote_id is not None  # noqa: S101  the caller has looked
        seen = await self._session_asked_twice_if_missing(attempt.remote_id)
        if seen is None:
            return self._record(sale, ev.StatusUnknown(at=self._now(), attempt=attempt.count, word="404"))
        if seen.is_expired and attempt.state is State.OPEN:
            seen = await self._desk.payments.session(attempt.remote_id)
        return self._record_session(sale.id, attempt.count, seen)

    async def _session_asked_twice_if_missing(self, session_id: str) -> CheckoutSession | None:
        """One 404 proves nothing; a second one only says that lomi. does not show it just now."""
        for _ in range(2):
            try:
                return await self._desk.payments.session(session_id)
            except NotFound:
                continue
        return None

    def _record_session(self, sale_id: int, count: int, seen: CheckoutSession) -> Sale:
        sale = self._desk.journal.sale(sale_id)
        return self._record(sale, *news_of_session(sale, sale.attempt_numbered(count), seen, self._now()))

    async def _look_at_link(self, sale: Sale, attempt: Attempt) -> Sale:
        """A link makes its own sessions: those completed for it are looked for, then the transactions."""
        sessions = await self._desk.payments.sessions(status="completed", limit=_PAGE)
        for seen in sessions:
            if seen.payment_link_id == attempt.remote_id and seen.amount is not None:
                sale = await self._look_through_transactions(sale)
                if sale.payments:
                    return sale
                event = ev.PaymentReceived(at=self._now(), who="lomi.", attempt=attempt.count, amount=seen.amount)
                return self._record(sale, event)
        sale = await self._look_through_transactions(sale)
        return self._expire_link(sale, attempt)

    def _expire_link(self, sale: Sale, attempt: Attempt) -> Sale:
        is_over = attempt.expires_at is not None and self._server_now() >= attempt.expires_at
        if is_over and sale.attempt_numbered(attempt.count).state is State.OPEN:
            return self._record(sale, ev.AttemptExpired(at=self._now(), who="lomi.", attempt=attempt.count))
        return sale

    # ------------------------------------------------------------------ several at once
    async def _look_at_list(self) -> None:
        """One call sees every waiting sale; what it shows as completed is confirmed by itself before anyone is told."""
        completed = {one.id for one in await self._desk.payments.sessions(status="completed", limit=_PAGE)}
        now = self._now()
        for sale_id, watched in list(self._watched.items()):
            if watched.given_up_at is None:
                self._desk.tell(SaleChecked(sale_id, now))
            sale = self._desk.journal.sale(sale_id)
            if completed & {attempt.remote_id for attempt in sale.attempts}:
                self._start(sale_id)

    async def _look_for_payers(self, sale_id: int) -> None:
        """Is the customer in front choosing how to pay, or has a try been refused? For words only, never for money."""
        if sale_id in self._watched:
            sale = self._desk.journal.sale(sale_id)
            await self._look_through_transactions(sale)

    async def _look_through_transactions(self, sale: Sale) -> Sale:
        query = TransactionQuery(from_at=sale.created_at, limit=_PAGE)
        return self._record_transactions(sale.id, await self._desk.payments.transactions(query))

    def _record_transactions(self, sale_id: int, seen: Iterable[Transaction]) -> Sale:
        sale = self._desk.journal.sale(sale_id)
        for transaction in seen:
            sale = self._record(sale, *news_of_transaction(sale, transaction, self._now()))
        return sale

    # ------------------------------------------------------------------ what came back
    def _record(self, sale: Sale, *events: ev.Event) -> Sale:
        was_paid = bool(sale.payments)
        sale = self._desk.record(sale.id, *(event for event in events if not _is_old_news(sale, event)))
        self.follow(sale)
        if sale.payments and not was_paid and not sale.transaction_ids:
            self._desk.spawn(self._find_details(sale.id), f"looking for the transaction of sale {sale.id}")
        return sale

    async def _find_details(self, sale_id: int) -> None:
        """Once paid: which provider, what fee. Not finding it changes nothing."""
        for _ in range(_DETAIL_TRIES):
            try:
                sale = await self._look_through_transactions(self._desk.journal.sale(sale_id))
            except LomiTrouble as trouble:
                _log.info("The transaction of a paid sale was not found yet: %s", trouble)
            else:
                if sale.transaction_ids:
                    return
            await self._desk.clock.sleep(_DETAIL_WAIT_S)

    def _now(self) -> datetime:
        return self._desk.clock.now()

    def _server_now(self) -> datetime:
        return self._now() + timedelta(seconds=self._desk.payments.clock_offset_s)


def _since(then: float | None, now: float) -> float | None:
    return None if then is None else now - then


def _given_up_at(sale: Sale) -> datetime:
    given_up = sale.settled_at or sale.cancelled_at
    if given_up is not None:
        return given_up
    return max((event.at for event in sale.history), default=sale.created_at)


def _is_old_news(sale: Sale, event: ev.Event) -> bool:
    return isinstance(event, ev.StatusUnknown) and sale.attempt_numbered(event.attempt).status_word == event.word
