"""Looking at what waits until it is paid or given up, and now and then for days after that."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE
from lomi_pos.engine.news import SaleChecked
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till import events as ev
from lomi_pos.till.errors import KeyRefused, LomiBusy, LomiTrouble, RequestRefused
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.sale import Attempt, Kind, Sale, State
from lomi_pos.till.schedule import PAID_TWICE_WITHIN_S, Waiting, plan
from lomi_pos.till.settling import news_of_link_session, news_of_session

TICK_S = 0.25
_BACKED_OFF_LOOKS_AT_ONCE = 4
_FRESH_S = 60.0
"""What happened since a look this young is on the first page of the transactions."""

_AT_ONCE = contextlib.nullcontext()
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Watched:
    """When a sale was last asked about by itself, and since when it is given up; by the monotonic clock."""

    asked_at: float | None = None
    given_up_at: float | None = None


class Watching:
    """Knows which sales wait, asks as ``till/schedule.py`` plans it, and records what comes back.

    ``suspect_key`` is called when a look was refused by 401: one proves nothing, so it is asked about elsewhere.
    """

    def __init__(self, desk: Desk, book: TransactionBook, suspect_key: Callable[[], None]) -> None:
        self._desk = desk
        self._book = book
        self._suspect_key = suspect_key
        self._watched: dict[int, _Watched] = {}
        self._paid_at: dict[int, float] = {}
        self._in_front: int | None = None
        self._listed_at: float | None = None
        self._transactions_read_at: float | None = None
        self._quiet_until = 0.0
        self._under_way: set[int | str] = set()
        self._backed_off = asyncio.Semaphore(_BACKED_OFF_LOOKS_AT_ONCE)

    # ------------------------------------------------------------------ what waits
    def follow(self, sale: Sale) -> None:
        """Start, or stop, looking at ``sale``, as its state asks for."""
        now = self._desk.clock.now()
        if sale.settled_at is not None and (now - sale.settled_at).total_seconds() < PAID_TWICE_WITHIN_S:
            self._paid_at.setdefault(sale.id, self._desk.clock.monotonic())
        if not sale.still_watched(now):
            self._watched.pop(sale.id, None)
            return
        watched = self._watched.setdefault(sale.id, _Watched())
        if sale.state in {State.OPEN, State.CREATING}:
            watched.given_up_at = None
        elif watched.given_up_at is None:
            since_s = (now - _given_up_at(sale)).total_seconds()
            watched.given_up_at = self._desk.clock.monotonic() - max(0.0, since_s)

    def put_in_front(self, sale_id: int | None) -> None:
        self._in_front = sale_id

    @property
    def in_front(self) -> int | None:
        return self._in_front

    async def run(self) -> None:
        """Look, for ever. A look that fails is dropped and asked again."""
        while True:
            self.ask_what_is_due()
            await self._desk.clock.sleep(TICK_S)

    def ask_what_is_due(self) -> None:
        """One tick: start every look that the plan says is due now."""
        now = self._desk.clock.monotonic()
        if now < self._quiet_until:
            return
        self._paid_at = {one: at for one, at in self._paid_at.items() if now - at < PAID_TWICE_WITHIN_S}
        due = plan(
            [self._waiting(sale_id, one, now) for sale_id, one in self._watched.items()],
            listed_s_ago=_since(self._listed_at, now),
            payers_s_ago=_since(self._transactions_read_at, now),
            paid_s_ago=min((now - paid_at for paid_at in self._paid_at.values()), default=None),
        )
        for sale_id in due.sale_ids:
            self._start(sale_id)
        if due.list_completed and "list" not in self._under_way:
            self._listed_at = now
            is_member = bool(self._desk.payments.identity.account)
            self._spawn("list", self._look_at_transactions if is_member else self._look_at_list)
        if due.look_for_payers and "transactions" not in self._under_way:
            self._transactions_read_at = now
            self._spawn("transactions", self._look_for_payers)

    def _waiting(self, sale_id: int, one: _Watched, now: float) -> Waiting:
        return Waiting(
            sale_id,
            is_in_front=sale_id == self._in_front,
            asked_s_ago=_since(one.asked_at, now),
            given_up_s_ago=_since(one.given_up_at, now),
        )

    def _start(self, sale_id: int) -> None:
        """Look at one sale in the background, unless that is under way. Only backed-off looks wait for each other."""
        if sale_id in self._under_way:
            return
        watched = self._watched.get(sale_id, _Watched())
        is_backed_off = watched.given_up_at is not None
        now = self._desk.clock.monotonic()
        is_deep = watched.asked_at is None or now - watched.asked_at > _FRESH_S
        watched.asked_at = now
        self._spawn(
            sale_id,
            lambda: self.look(sale_id, is_deep=is_deep),
            self._backed_off if is_backed_off else _AT_ONCE,
        )

    def _spawn(
        self,
        name: int | str,
        look: Callable[[], Awaitable[object]],
        turn: contextlib.AbstractAsyncContextManager[None] = _AT_ONCE,
    ) -> None:
        self._under_way.add(name)
        self._desk.spawn(self._guarded(look, turn), f"looking at {name}").add_done_callback(
            lambda _: self._under_way.discard(name)
        )

    async def _guarded(
        self, look: Callable[[], Awaitable[object]], turn: contextlib.AbstractAsyncContextManager[None]
    ) -> None:
        try:
            async with turn:
                await look()
        except LomiTrouble as trouble:
            _log.info("A look was not answered: %s", trouble)
            if isinstance(trouble, LomiBusy):
                self._quiet_until = self._desk.clock.monotonic() + trouble.retry_after_s
            if isinstance(trouble, KeyRefused):
                self._suspect_key()

    # ------------------------------------------------------------------ one sale by itself
    async def look(self, sale_id: int, *, is_deep: bool = True) -> Sale:
        """Ask lomi. about every code of one sale, record what is new, and return the sale as it is then.

        ``is_deep`` reads every page of the transactions, where those are asked, and not only the newest.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        if sale_id in self._watched:
            self._watched[sale_id].asked_at = self._desk.clock.monotonic()
        sale = self._desk.journal.sale(sale_id)
        asked = [one for one in sale.attempts if one.remote_id is not None and self._can_be_asked_about(one)]
        if any(one.identity.account or one.kind is Kind.LINK for one in asked):
            await self._book.read([sale], is_deep=is_deep)
        for attempt in asked:
            if attempt.state is State.PAID or attempt.identity.account:
                continue
            if attempt.kind is Kind.LINK:
                await self._look_at_link(sale_id, attempt)
            else:
                await self._look_at_session(sale_id, attempt)
        sale = self._desk.journal.sale(sale_id)
        if asked:
            self._desk.tell(SaleChecked(sale_id, self._now()))
        self.follow(sale)
        self._book.find_details(sale)
        return sale

    def _can_be_asked_about(self, attempt: Attempt) -> bool:
        """Whether an answer under today's key can be about this attempt. Another key of the shop's serves as well."""
        asks, made = self._desk.payments.identity, attempt.identity
        return (made.base_url, made.environment, made.account) == (asks.base_url, asks.environment, asks.account)

    async def _look_at_session(self, sale_id: int, attempt: Attempt) -> None:
        assert attempt.remote_id is not None  # noqa: S101  the caller has looked
        seen = await self._session_asked_twice_if_missing(attempt.remote_id)
        if isinstance(seen, RequestRefused):
            self._note_missing(sale_id, attempt, word=str(seen.answered.status))
            return
        if seen.is_expired and attempt.state is State.OPEN:
            seen = await self._desk.payments.session(attempt.remote_id)
        sale = self._desk.journal.sale(sale_id)
        self._desk.record(sale_id, *news_of_session(sale, sale.attempt_numbered(attempt.count), seen, self._now()))

    async def _session_asked_twice_if_missing(self, session_id: str) -> CheckoutSession | RequestRefused:
        """One 404 proves nothing; a second one only says that lomi. does not show it just now.

        So does the 403 for what another organization's key has made.
        """
        refusal: RequestRefused | None = None
        for _ in range(2):
            try:
                return await self._desk.payments.session(session_id)
            except RequestRefused as refused:
                refusal = refused
        assert refusal is not None  # noqa: S101  the loop returns or sets it
        return refusal

    def _note_missing(self, sale_id: int, attempt: Attempt, *, word: str) -> None:
        sale = self._desk.journal.sale(sale_id)
        if sale.attempt_numbered(attempt.count).status_word != word:
            self._desk.record(sale_id, ev.StatusUnknown(at=self._now(), who="lomi.", attempt=attempt.count, word=word))

    async def _look_at_link(self, sale_id: int, attempt: Attempt) -> None:
        """A link makes its own sessions: a completed one is looked for in the list, and confirmed by itself."""
        if self._desk.journal.sale(sale_id).attempt_numbered(attempt.count).state is State.PAID:
            return  # its transaction was there already
        for listed in await self._desk.payments.sessions(status="completed", limit=PAGE):
            if listed.payment_link_id == attempt.remote_id:
                seen = await self._desk.payments.session(listed.id)
                sale = self._desk.journal.sale(sale_id)
                news = news_of_link_session(sale, sale.attempt_numbered(attempt.count), seen, self._now())
                self._desk.record(sale_id, *news)
        self._expire_link(sale_id, attempt)

    def _expire_link(self, sale_id: int, attempt: Attempt) -> None:
        """A link has no status that says it: its end is the hour that lomi. gave, by lomi.'s clock."""
        server_now = self._now() + timedelta(seconds=self._desk.payments.clock_offset_s)
        is_over = attempt.expires_at is not None and server_now >= attempt.expires_at
        if is_over and self._desk.journal.sale(sale_id).attempt_numbered(attempt.count).state is State.OPEN:
            self._desk.record(sale_id, ev.AttemptExpired(at=self._now(), who="lomi.", attempt=attempt.count))

    # ------------------------------------------------------------------ several at once
    async def _look_at_list(self) -> None:
        """One call sees every waiting sale; what it shows as completed is confirmed by itself before anyone is told."""
        completed = {one.id for one in await self._desk.payments.sessions(status="completed", limit=PAGE)}
        now = self._now()
        for sale_id, watched in list(self._watched.items()):
            sale = self._desk.journal.sale(sale_id)
            unpaid = {one.remote_id for one in sale.attempts if one.state not in {State.PAID, State.ATTENTION}}
            if completed & unpaid:
                self._start(sale_id)
            elif watched.given_up_at is None:
                self._desk.tell(SaleChecked(sale_id, now))

    async def _look_at_transactions(self) -> None:
        """The same for a Network member, whose sessions cannot be read: its transactions tell, and confirm."""
        waiting = [sale_id for sale_id, one in self._watched.items() if one.given_up_at is None]
        changed = await self._book.read([self._desk.journal.sale(one) for one in waiting], is_deep=False)
        for sale_id in waiting:
            self._desk.tell(SaleChecked(sale_id, self._now()))
        for sale in changed:
            self.follow(sale)

    async def _look_for_payers(self) -> None:
        """Is the customer in front choosing how to pay, was a try refused, has someone just paid a second time?"""
        sale_ids = set(self._paid_at)
        if self._in_front in self._watched and self._in_front is not None:
            sale_ids.add(self._in_front)
        if sale_ids:
            changed = await self._book.read([self._desk.journal.sale(one) for one in sale_ids], is_deep=False)
            for sale in changed:
                self.follow(sale)

    def _now(self) -> datetime:
        return self._desk.clock.now()


def _since(then: float | None, now: float) -> float | None:
    return None if then is None else now - then


def _given_up_at(sale: Sale) -> datetime:
    given_up = sale.settled_at or sale.cancelled_at
    if given_up is not None:
        return given_up
    return max((event.at for event in sale.history), default=sale.created_at)
