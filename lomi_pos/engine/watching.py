"""Looking at what waits until it is paid or given up, and now and then for days after that."""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from lomi_pos.engine.completed import READ_FURTHER, Completed, completed_since
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.expired import still_expired
from lomi_pos.engine.foreseeing import foresee
from lomi_pos.engine.given_elsewhere import GivenElsewhere
from lomi_pos.engine.key_sharing import KeySharing
from lomi_pos.engine.ledger import asking_for
from lomi_pos.engine.looking import Looking
from lomi_pos.engine.news import SaleChecked
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till.budget import HOUR_S, Means, Use
from lomi_pos.till.errors import KeyRefused, LomiTrouble
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.payment_times import learnt
from lomi_pos.till.sale import Sale
from lomi_pos.till.schedule import PAID_TWICE_WITHIN_S, PAST_END_S, TICK_S, Asked, Call
from lomi_pos.till.states import State

_SHARED = {
    Asked.LIST: 3,
    Asked.DEEP_LIST: 1,
    Asked.TRANSACTIONS: 3,
    Asked.NEW_TRANSACTIONS: 3,
    Asked.ALL_TRANSACTIONS: 1,
}
"""How many at once: a list whose answer is lost holds up no other."""

LIST_PAGES = 5
DEEP_PAGES = 100
HIT_AGAIN_S = 10.0
DETAILS_AFTER_S = 20.0
LEARNT_EVERY_S = HOUR_S
LEARNT_FROM = 200
_ENDED = (State.PAID, State.EXPIRED, State.CANCELLED)
_LIVES_AT_MOST = timedelta(hours=2)
"""A sale was made so long before it was given up."""

_FRESH_S = 60.0
"""What happened since a code this young is on the first page of the transactions."""

_log = logging.getLogger(__name__)


class Watching:
    """Knows which sales wait, asks as ``till/schedule.py`` plans it, and records what comes back.

    ``suspect_key`` is called when a look was refused by 401: one proves nothing, so it is asked about elsewhere.
    """

    def __init__(
        self,
        desk: Desk,
        book: TransactionBook,
        elsewhere: GivenElsewhere,
        sharing: KeySharing,
        suspect_key: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._book = book
        self._elsewhere = elsewhere
        self._looking = Looking(desk, book)
        self._sharing = sharing
        self._suspect_key = suspect_key
        self._lookout = Lookout()
        self._times_learnt_at: float | None = None
        self._hits: dict[str, float] = {}
        """When a session was last confirmed because the list showed it."""
        self._wanting_a_turn = 0
        self._under_way: Counter[int | str] = Counter()

    # ------------------------------------------------------------------ what waits
    def follow(self, sale: Sale) -> None:
        """Start, or stop, looking at ``sale``, as its state asks for."""
        now, now_s = self._desk.clock.now(), self._desk.clock.monotonic()
        if sale.settled_at is not None and (now - sale.settled_at).total_seconds() < PAID_TWICE_WITHIN_S:
            self._lookout.note_paid(sale.id, now_s)
        lomis_now = self._desk.lomis_now
        if not sale.still_watched(now, lomis_now) or sale.is_out_of_sight_of(self._desk.payments.identity):
            self._lookout.drop(sale.id)
            return
        known = self._lookout.watched.get(sale.id)
        since_s = now_s - _seconds(sale.attempts[-1].age(now, lomis_now))
        given_up_at_s = None
        if sale.state not in {State.OPEN, State.CREATING}:
            given_up_at_s = known.given_up_at_s if known is not None else None
            if given_up_at_s is None:  # never longer ago than its code is old by lomi.'s clock: ours may have been set
                given_up_at_s = max(since_s, now_s - _seconds(now - _given_up_at(sale)))
        expires_at_s = self._expires_at_s(sale, now, now_s)
        if self._is_member and expires_at_s is not None and now_s > expires_at_s + PAST_END_S:
            given_up_at_s = expires_at_s  # nobody can read that it has expired: it stays open, and is asked about less
        watched = self._lookout.follow(sale.id, since_s=since_s, given_up_at_s=given_up_at_s)
        watched.expires_at_s, watched.begun_at = expires_at_s, sale.begun_at

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
            await self._desk.clock.sleep(self._lookout.wait_s(self._desk.clock.monotonic(), self._means()))

    async def turn(self) -> None:
        """Return once this minute has room for a look of the sweep, or of a refund. What is paced waits meanwhile."""
        self._wanting_a_turn += 1
        try:
            while not self._means().has_turn:
                await self._desk.clock.sleep(TICK_S)
        finally:
            self._wanting_a_turn -= 1

    def _means(self) -> Means:
        return self._desk.ledger.means(self._lookout.outlook)

    def ask_what_is_due(self) -> None:
        """One tick: start what the plan says is due now, unless lomi. has asked for quiet."""
        now_s = self._desk.clock.monotonic()
        if now_s < self._desk.ledger.quiet_until_s:
            return
        self._learn_times(now_s)
        self._lookout.transactions_tell = self._book.tells
        means = self._means()
        if self._wanting_a_turn:
            means = replace(means, has_share=False)
        call = self._lookout.tick(now_s, means, self._now(), can_look_alone=not self._is_member)
        if call is not None:
            self._ask(call)

    def _learn_times(self, now_s: float) -> None:
        """How this till's customers pay, from the journal, now and then."""
        if self._times_learnt_at is not None and now_s - self._times_learnt_at < LEARNT_EVERY_S:
            return
        is_first = self._times_learnt_at is None
        self._times_learnt_at = now_s
        from lomi_pos.till.sale_lines import SalesQuery  # noqa: PLC0415  a charge leaves before it is there

        ended = self._desk.journal.sale_lines(SalesQuery(states=_ENDED, limit=LEARNT_FROM))
        times_s = [(one.settled_at - one.created_at).total_seconds() for one in ended if one.settled_at is not None]
        unpaid = sum(one.settled_at is None for one in ended)
        self._lookout.times = learnt([one for one in times_s if one > 0], unpaid=unpaid)
        if is_first:
            self._sharing.take_part()
            self._desk.spawn(foresee(self._desk, self._lookout), "remembering the last days")

    def _ask(self, call: Call) -> None:
        if call.asked is Asked.LOOK and call.sale_id is not None and not self._under_way[call.sale_id]:
            self._start(call.sale_id, is_paced=call.is_paced)
        elif call.asked in _SHARED and self._under_way[call.asked] < _SHARED[call.asked]:
            looks: dict[Asked, Callable[[], Awaitable[None]]] = {
                Asked.LIST: self._look_at_list,
                Asked.DEEP_LIST: lambda: self._look_at_list(back_s=call.back_s),
                Asked.TRANSACTIONS: partial(self._look_at_transactions, late_too=True),
                Asked.NEW_TRANSACTIONS: partial(self._look_at_transactions, late_too=False),
                Asked.ALL_TRANSACTIONS: self._look_at_all_transactions,
            }
            self._spawn(call.asked, looks[call.asked], is_paced=call.is_paced)

    def look_first(self) -> None:
        """The line was away, and what the screen shows of those that wait may be old: ask before the plan would.

        So it is of those just given up: the last look at them may have brought no answer.
        """
        now_s = self._desk.clock.monotonic()
        first = self._lookout.to_look_at_first(now_s)
        if not first or now_s < self._desk.ledger.quiet_until_s:
            return
        if self._is_member:
            is_all = set(first) - set(self._lookout.open_ids())
            self._ask(Call(Asked.ALL_TRANSACTIONS if is_all else Asked.TRANSACTIONS))
        elif self._lookout.in_front in first:
            self._start(self._lookout.in_front)
        if not self._is_member and first != [self._lookout.in_front]:
            self._ask(Call(Asked.LIST))

    def look_soon(self, sale_id: int) -> None:
        """The last look at this sale brought no answer, and nobody waits for it any more: the plan asks once more."""
        self._lookout.forget_look(sale_id)

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
            LomiTrouble: lomi. gave no answer about one of them; what it said of the others is recorded.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        self._lookout.note_look(sale_id, self._desk.clock.monotonic())
        try:
            if await self._looking.ask_about(sale_id, is_deep=is_deep):
                self._desk.tell(SaleChecked(sale_id, self._now()))
        except LomiTrouble:
            self._take_in(sale_id)
            raise
        return self._take_in(sale_id)

    def _take_in(self, sale_id: int) -> Sale:
        """Follow the sale as it stands now, and look for who has paid it."""
        sale = self._desk.journal.sale(sale_id)
        self.follow(sale)
        means = self._means()
        self._book.find_details(sale, after_s=DETAILS_AFTER_S * means.stretch if means.is_thin else 0.0)
        return sale

    # ------------------------------------------------------------------ several at once
    async def _look_at_list(self, *, back_s: float = 0.0) -> None:
        """One call sees every waiting sale; what it shows as completed is confirmed by itself before anyone is told.

        A sale that is older than the first page shows is looked for on the next ones, and after that by itself.
        ``back_s`` reads on to what was given up so long ago.
        """
        watched = {sale_id: one.begun_at for sale_id, one in self._lookout.watched.items()}
        opened = {sale_id: self._desk.journal.sale(sale_id) for sale_id in self._lookout.open_ids()}
        for sale_id, sale in opened.items():
            if _is_asked_on_the_phone(sale):  # no list of sessions shows it
                self._start(sale_id)
        oldest_at = min((sale.begun_at for sale in opened.values()), default=self._now())
        if back_s:
            oldest_at = min(oldest_at, self._now() - timedelta(seconds=back_s) - _LIVES_AT_MOST)
        listed = await self._completed_since(oldest_at, most_pages=DEEP_PAGES if back_s else LIST_PAGES)
        hits = self._hits_among(watched, listed)
        for sale_id, session_ids in hits.items():
            self._confirm(sale_id, session_ids)
        missed = {sale_id: begun_at for sale_id, begun_at in watched.items() if sale_id not in hits}
        for sale_id, begun_at in missed.items():
            if sale_id in opened and listed.reaches(begun_at):
                self._desk.tell(SaleChecked(sale_id, self._now()))
        unlisted = {sale_id for sale_id, begun_at in missed.items() if not listed.first_page_reaches(begun_at)}
        page_at = listed.first_page_to
        reaches_s = _seconds(self._now() - page_at) if page_at is not None else math.inf
        self._lookout.note_unlisted(unlisted, page_reaches_s=reaches_s)

    def _hits_among(self, watched: Container[int], listed: Completed) -> dict[int, set[str]]:
        """Which unpaid codes the list shows, by their sale. Only those sales are read: a week of them takes a while."""
        shown = set(self._desk.journal.sale_ids_of_codes(list(listed.names())).values())
        hits = {one: listed.hits(self._desk.journal.sale(one)) for one in shown if one in watched}
        return {sale_id: session_ids for sale_id, session_ids in hits.items() if session_ids}

    async def look_together(self, sales: Sequence[Sale]) -> set[int]:
        """Read the list as far back as ``sales``, and confirm what it shows. Returns those that it does not show.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        oldest_at = min(sale.begun_at for sale in sales)
        listed = await self._completed_since(oldest_at, most_pages=DEEP_PAGES)
        denied = {sale.id for sale in sales if not listed.hits(sale) and listed.reaches(sale.begun_at)}
        self._note_looks(sales, denied)
        return denied

    async def look_at_expired(self, sales: Sequence[Sale]) -> set[int]:
        """Read the list of what has expired, and return the sales that it goes on naming with all their codes.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        expired = await still_expired(self._desk, sales, turn=self.turn, note_page=self._sharing.note_expired)
        self._note_looks(sales, expired)
        return expired

    def _note_looks(self, sales: Sequence[Sale], answered: set[int]) -> None:
        now_s = self._desk.clock.monotonic()
        for sale in sales:
            self.follow(sale)
            if sale.id in answered:
                self._lookout.note_look(sale.id, now_s)

    async def _completed_since(self, oldest_at: datetime, *, most_pages: int) -> Completed:
        return await completed_since(
            self._desk,
            oldest_at - READ_FURTHER,
            most_pages=most_pages,
            turn=self.turn,
            note_page=self._sharing.note_completed,
        )

    def _confirm(self, sale_id: int, session_ids: set[str]) -> None:
        """Ask about the sale itself; a list that goes on saying what the session denies is asked about less often."""
        now_s = self._desk.clock.monotonic()
        self._hits = {one: at_s for one, at_s in self._hits.items() if now_s - at_s < HIT_AGAIN_S}
        if session_ids - self._hits.keys():
            self._hits.update(dict.fromkeys(session_ids, now_s))
            self._start(sale_id)

    async def _look_at_transactions(self, *, late_too: bool) -> None:
        """Is the customer in front choosing how to pay, was a try refused, has someone paid: perhaps a second time?

        Who pays long after the end is seen ``late_too``, in a longer answer. For a Network member, whose sessions
        cannot be read, that stands for the list.
        """
        waiting = self._lookout.open_ids()
        sales = [self._desk.journal.sale(one) for one in {*self._lookout.paid_at_s, *waiting}]
        if sales or late_too:  # what waited may have been settled meanwhile
            self._take_up(await self._book.read(sales, is_deep=False, late_too=late_too), waiting)

    async def _look_at_all_transactions(self) -> None:
        """Who paid late although the session stays expired, or a second time: every transaction since the last time."""
        waiting = self._lookout.open_ids()
        self._take_up(await self._book.read_new(turn=self.turn), waiting)
        await self._elsewhere.read_new()

    def _take_up(self, changed: Sequence[Sale], waiting: Sequence[int]) -> None:
        for sale in changed:
            self.follow(sale)
        if not self._is_member:
            return
        for sale_id in waiting:
            self._desk.tell(SaleChecked(sale_id, self._now()))
            self.follow(self._desk.journal.sale(sale_id))

    @property
    def _is_member(self) -> bool:
        return bool(self._desk.payments.identity.account)

    def _now(self) -> datetime:
        return self._desk.clock.now()


def _is_asked_on_the_phone(sale: Sale) -> bool:
    return any(one.kind.is_phone and one.state is State.OPEN for one in sale.attempts)


def _seconds(age: timedelta) -> float:
    """An age; what seems to come from the future was timed by a wrong clock, and is new."""
    return max(0.0, age.total_seconds())


def _given_up_at(sale: Sale) -> datetime:
    given_up = sale.settled_at or sale.cancelled_at
    if given_up is not None:
        return given_up
    return max((event.at for event in sale.history), default=sale.created_at)
