"""Looking at what waits until it is paid or given up, and now and then for days after that."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.ledger import asking_for
from lomi_pos.engine.lookup import PAGE
from lomi_pos.engine.news import SaleChecked
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till import events as ev
from lomi_pos.till.budget import HOUR_S, Means, Use, tills_seen
from lomi_pos.till.errors import KeyRefused, LomiTrouble, RequestRefused
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.payment_times import learnt
from lomi_pos.till.ports import SalesQuery
from lomi_pos.till.sale import Attempt, Kind, Sale, State
from lomi_pos.till.schedule import PAID_TWICE_WITHIN_S, TICK_S, Asked, Call
from lomi_pos.till.settling import news_of_link_session, news_of_session

LISTS_AT_ONCE = 3
"""A list whose answer is lost holds up no other."""

LIST_PAGES = 5
HIT_AGAIN_S = 10.0
SELLS_WITHIN_S = 2 * HOUR_S
DETAILS_AFTER_S = 8.0
LEARNT_EVERY_S = HOUR_S
LEARNT_FROM = 200
_ENDED = (State.PAID, State.EXPIRED, State.CANCELLED)
_CLOCKS_APART = timedelta(minutes=5)
_FRESH_S = 60.0
"""What happened since a code this young is on the first page of the transactions."""

_log = logging.getLogger(__name__)


class Watching:
    """Knows which sales wait, asks as ``till/schedule.py`` plans it, and records what comes back.

    ``suspect_key`` is called when a look was refused by 401: one proves nothing, so it is asked about elsewhere.
    """

    def __init__(self, desk: Desk, book: TransactionBook, suspect_key: Callable[[], None]) -> None:
        self._desk = desk
        self._book = book
        self._suspect_key = suspect_key
        self._lookout = Lookout()
        self._times_learnt_at: float | None = None
        self._hits: dict[str, float] = {}
        """When a session was last confirmed because the list showed it."""
        self._under_way: Counter[int | str] = Counter()

    # ------------------------------------------------------------------ what waits
    def follow(self, sale: Sale) -> None:
        """Start, or stop, looking at ``sale``, as its state asks for."""
        now, now_s = self._desk.clock.now(), self._desk.clock.monotonic()
        if sale.settled_at is not None and (now - sale.settled_at).total_seconds() < PAID_TWICE_WITHIN_S:
            self._lookout.note_paid(sale.id, now_s)
        if not sale.still_watched(now):
            self._lookout.drop(sale.id)
            return
        known = self._lookout.watched.get(sale.id)
        given_up_at_s = None
        if sale.state not in {State.OPEN, State.CREATING}:
            given_up_at_s = known.given_up_at_s if known is not None else None
            if given_up_at_s is None:
                given_up_at_s = now_s - _seconds(now - _given_up_at(sale))
        since_s = now_s - _seconds(now - _newest_code_at(sale))
        watched = self._lookout.follow(sale.id, since_s=since_s, given_up_at_s=given_up_at_s)
        watched.expires_at_s = self._expires_at_s(sale, now, now_s)

    def _expires_at_s(self, sale: Sale, now: datetime, now_s: float) -> float | None:
        """When lomi. should say "expired", by lomi.'s clock; only lomi. decides it."""
        ends = [one.expires_at for one in sale.attempts if one.state is State.OPEN and one.expires_at is not None]
        if not ends:
            return None
        return now_s + (max(ends) - now).total_seconds() - self._desk.payments.clock_offset_s

    def put_in_front(self, sale_id: int | None) -> None:
        self._lookout.in_front = sale_id

    @property
    def in_front(self) -> int | None:
        return self._lookout.in_front

    async def run(self) -> None:
        """Look, for ever. A look that fails is dropped and asked again."""
        while True:
            self.ask_what_is_due()
            await self._desk.clock.sleep(TICK_S)

    async def turn(self) -> None:
        """Return once this minute has room for a look that nobody waits for."""
        while not self._means().has_minute:
            await self._desk.clock.sleep(TICK_S)

    def _means(self) -> Means:
        return self._desk.ledger.means(self._lookout.mean_root)

    def ask_what_is_due(self) -> None:
        """One tick: start what the plan says is due now, unless lomi. has asked for quiet."""
        now_s = self._desk.clock.monotonic()
        if now_s < self._desk.ledger.quiet_until_s:
            return
        self._learn_times(now_s)
        is_member = bool(self._desk.payments.identity.account)
        call = self._lookout.tick(now_s, self._means(), can_look_alone=not is_member)
        if call is not None:
            self._ask(call, is_member=is_member)

    def _learn_times(self, now_s: float) -> None:
        """How this till's customers pay, from the journal, now and then."""
        if self._times_learnt_at is not None and now_s - self._times_learnt_at < LEARNT_EVERY_S:
            return
        self._times_learnt_at = now_s
        ended = self._desk.journal.sale_lines(SalesQuery(states=_ENDED, limit=LEARNT_FROM))
        times_s = [(one.settled_at - one.created_at).total_seconds() for one in ended if one.settled_at is not None]
        unpaid = sum(one.settled_at is None for one in ended)
        self._lookout.times = learnt([one for one in times_s if one > 0], unpaid=unpaid)

    def _ask(self, call: Call, *, is_member: bool) -> None:
        if call.asked is Asked.LOOK and call.sale_id is not None and not self._under_way[call.sale_id]:
            self._start(call.sale_id, is_paced=call.is_paced)
        elif call.asked is Asked.TRANSACTIONS:
            if not self._under_way["transactions"]:
                self._spawn("transactions", self._look_for_payers, is_paced=call.is_paced)
        elif self._under_way["list"] < LISTS_AT_ONCE:
            look = self._look_at_transactions if is_member else self._look_at_list
            self._spawn("list", look, is_paced=call.is_paced)

    def _start(self, sale_id: int, *, is_paced: bool = False) -> None:
        """Look at one sale in the background, unless that is under way."""
        if self._under_way[sale_id]:
            return
        now_s = self._desk.clock.monotonic()
        watched = self._lookout.watched.get(sale_id)
        is_deep = watched is None or now_s - watched.since_s > _FRESH_S
        self._lookout.note_look(sale_id, now_s)
        self._spawn(sale_id, lambda: self.look(sale_id, is_deep=is_deep), is_paced=is_paced)

    def _spawn(self, name: int | str, look: Callable[[], Awaitable[object]], *, is_paced: bool) -> None:
        self._under_way[name] += 1
        task = self._desk.spawn(self._guarded(look, is_paced=is_paced), f"looking at {name}")
        task.add_done_callback(lambda _: self._under_way.subtract([name]))

    async def _guarded(self, look: Callable[[], Awaitable[object]], *, is_paced: bool) -> None:
        try:
            with asking_for(Use.LOOK, is_paced=is_paced):
                await look()
        except LomiTrouble as trouble:
            _log.info("A look was not answered: %s", trouble)
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
        self._lookout.note_look(sale_id, self._desk.clock.monotonic())
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
        self._book.find_details(sale, after_s=DETAILS_AFTER_S if self._lookout.is_thin(self._means()) else 0.0)
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
        """One call sees every waiting sale; what it shows as completed is confirmed by itself before anyone is told.

        A sale that is older than the first page shows is looked for on the next ones, and after that by itself.
        """
        watched = {sale_id: self._desk.journal.sale(sale_id) for sale_id in self._lookout.watched}
        opened = set(self._lookout.open_ids())
        oldest_at = min((sale.created_at for one, sale in watched.items() if one in opened), default=self._now())
        rows, reaches_to = await self._completed_since(oldest_at - _CLOCKS_APART)
        self._note_tills(rows)
        completed = {one.id for one in rows} | {one.payment_link_id for one in rows}
        unlisted = set()
        for sale_id, sale in watched.items():
            unpaid = {one.remote_id for one in sale.attempts if one.state not in {State.PAID, State.ATTENTION}}
            hits = {one for one in unpaid & completed if one is not None}
            if hits:
                self._confirm(sale_id, hits)
            elif reaches_to is not None and sale.created_at < reaches_to:
                unlisted.add(sale_id)
            elif sale_id in opened:
                self._desk.tell(SaleChecked(sale_id, self._now()))
        self._lookout.note_unlisted(unlisted)

    async def _completed_since(self, since: datetime) -> tuple[list[CheckoutSession], datetime | None]:
        """The completed sessions, page by page until they are older than ``since`` or a page says nothing new.

        Returns them, and back to when they are all there; None when there are no others.
        """
        rows: dict[str, CheckoutSession] = {}
        for page in range(1, LIST_PAGES + 1):
            shown = await self._desk.payments.sessions(status="completed", limit=PAGE, page=page)
            fresh = [one for one in shown if one.id not in rows]
            rows.update((one.id, one) for one in fresh)
            if not fresh or len(shown) < PAGE:
                return list(rows.values()), None
            made_at = [one.created_at for one in shown if one.created_at is not None]
            if not made_at or min(made_at) < since:
                break
        return list(rows.values()), min((one.created_at for one in rows.values() if one.created_at), default=None)

    def _confirm(self, sale_id: int, session_ids: set[str]) -> None:
        """Ask about the sale itself; a list that goes on saying what the session denies is asked about less often."""
        now_s = self._desk.clock.monotonic()
        self._hits = {one: at_s for one, at_s in self._hits.items() if now_s - at_s < HIT_AGAIN_S}
        if session_ids - self._hits.keys():
            self._hits.update(dict.fromkeys(session_ids, now_s))
            self._start(sale_id)

    def _note_tills(self, rows: list[CheckoutSession]) -> None:
        """Who else has sold under this key lately: the budget is divided between as many tills."""
        since = self._now() - timedelta(seconds=SELLS_WITHIN_S)
        names = {one.metadata.get("till", "") for one in rows if one.created_at is not None and one.created_at > since}
        self._desk.ledger.note_tills(tills_seen(names, self._desk.shop.till))

    async def _look_at_transactions(self) -> None:
        """The same for a Network member, whose sessions cannot be read: its transactions tell, and confirm."""
        waiting = self._lookout.open_ids()
        if not waiting:
            return
        changed = await self._book.read([self._desk.journal.sale(one) for one in waiting], is_deep=False)
        for sale_id in waiting:
            self._desk.tell(SaleChecked(sale_id, self._now()))
        for sale in changed:
            self.follow(sale)

    async def _look_for_payers(self) -> None:
        """Is the customer in front choosing how to pay, was a try refused, has someone just paid a second time?"""
        sale_ids = {*self._lookout.paid_at_s, *self._lookout.open_ids()}
        if sale_ids:
            changed = await self._book.read([self._desk.journal.sale(one) for one in sale_ids], is_deep=False)
            for sale in changed:
                self.follow(sale)

    def _now(self) -> datetime:
        return self._desk.clock.now()


def _seconds(age: timedelta) -> float:
    """An age; what seems to come from the future was timed by a wrong clock, and is new."""
    return max(0.0, age.total_seconds())


def _newest_code_at(sale: Sale) -> datetime:
    return sale.attempts[-1].made_at if sale.attempts else sale.created_at


def _given_up_at(sale: Sale) -> datetime:
    given_up = sale.settled_at or sale.cancelled_at
    if given_up is not None:
        return given_up
    return max((event.at for event in sale.history), default=sale.created_at)
