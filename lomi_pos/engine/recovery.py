"""After a start: finish what was interrupted, then look at everything that lomi. may have settled meanwhile."""

import asyncio
import logging
from datetime import datetime, timedelta

from lomi_pos.engine.charging import Charging
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.expired import has_only_expired
from lomi_pos.engine.given_elsewhere import GivenElsewhere
from lomi_pos.engine.ledger import asking_for
from lomi_pos.engine.news import SweepFinished
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.engine.watching import Watching
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.budget import Use
from lomi_pos.till.errors import LomiBusy, LomiTrouble
from lomi_pos.till.sale import OF_A_REFUND, Sale
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

MOST_TRIES = 3
"""How often the sweep tries to finish one creation before it goes on; the window keeps trying in the background."""

_GIVE_UP_AFTER = 3
"""So many sales in a row without an answer: there is no connection, and the others are not tried."""

_log = logging.getLogger(__name__)

_ENDED = (State.PAID, State.EXPIRED, State.CANCELLED)
_UNFINISHED = (State.CREATING, State.OPEN)
_GIVEN_UP = (State.EXPIRED, State.CANCELLED)
_LONG_AGO = timedelta(days=1)
MANY = 30
"""So many given up are looked at by lists; fewer, each by itself."""

LAST_ENDED = 40
"""So many of the last that ended are looked at once more: customers pay twice or late within minutes, or not at all."""


class Recovery:
    """The start-up sweep; ``lomi-pos recover`` is the same without the window."""

    def __init__(
        self,
        desk: Desk,
        charging: Charging,
        watching: Watching,
        book: TransactionBook,
        elsewhere: GivenElsewhere,
    ) -> None:
        self._desk = desk
        self._elsewhere = elsewhere
        self._charging = charging
        self._watching = watching
        self._book = book
        self._before: dict[int, Sale] = {}
        """As they stood when the till stopped, until lomi. has been asked about them."""
        self._sweeping = asyncio.Lock()

    def sales(self) -> list[Sale]:
        """Every sale that lomi. may still say something about: those that may hold up a customer first."""
        found = [sale for sale in self._desk.journal.sales_to_watch(self._since) if not self._is_over(sale)]
        return sorted(found, key=lambda sale: (_ORDER.get(sale.state, len(_ORDER)), -sale.id))

    def _is_over(self, sale: Sale) -> bool:
        now, lomis_now = self._desk.clock.now(), self._desk.lomis_now
        if sale.state in _UNFINISHED or sale.attempts[-1].state is State.CREATING:
            return False
        if sale.state is State.ATTENTION:  # of its code nothing may be known
            return all(one.age(now, lomis_now) >= WATCHED_FOR for one in sale.attempts)
        return not sale.still_watched(now, lomis_now)

    @property
    def _since(self) -> datetime:
        """A week ago by our clock or lomi.'s, whichever says earlier: ours may have been set since."""
        return min(self._desk.clock.now(), self._desk.lomis_time) - WATCHED_FOR

    async def sweep(self, *, most_tries: int = MOST_TRIES) -> SweepFinished:
        """Look at each of them once, tell what changed, and return it. What is just being charged is left alone.

        One at a time: a second sweep waits for the first.

        Raises:
            JournalTrouble: something learnt could not be written down.
        """
        async with self._sweeping:
            return await self._sweep(most_tries)

    async def _sweep(self, most_tries: int) -> SweepFinished:
        for sale in self.sales():
            self._before.setdefault(sale.id, sale)
        self._before = {one: sale for one, sale in self._before.items() if not self._charging.is_under_way(one)}
        reached: list[Sale] = []
        unanswered = 0
        looked_at = len(self._before)
        seen_together = await self._look_together()
        for then in list(self._before.values()):
            if then.id in seen_together:
                reached.append(self._before.pop(then.id))
            elif unanswered < _GIVE_UP_AFTER and await self._finish(then.id, most_tries):
                unanswered = 0
                reached.append(self._before.pop(then.id))
            else:
                unanswered += 1
                self._watching.follow(self._desk.journal.sale(then.id))
        await self._book.details_found()
        changed = [(then, self._desk.journal.sale(then.id)) for then in reached]
        unreached = len(self._before)
        if unanswered < _GIVE_UP_AFTER:
            try:
                changed += await self._look_at_payments()
            except LomiTrouble as trouble:
                unreached += 1
                _log.info("What was paid last could not be looked at: %s", trouble)
        news = {sale.id: sale for then, sale in changed if _is_news(then, sale)}
        given_back = {sale.id: sale for then, sale in changed if sale.id not in news and then.refunds != sale.refunds}
        swept = SweepFinished(tuple(news.values()), looked_at, unreached, given_back=tuple(given_back.values()))
        self._desk.tell(swept)
        return swept

    async def _look_together(self) -> set[int]:
        """When many were given up, a page of a list tells of a hundred. Returns whom it clears.

        What lomi. has called expired is named again by the list of that; of the rest, after a day, the list of what is
        completed says enough.
        """
        if self._desk.payments.identity.account:
            return set()
        given_up = [one for one in self._before.values() if one.state in _GIVEN_UP]
        long_ago = self._desk.clock.now() - _LONG_AGO
        cleared: set[int] = set()
        try:
            with asking_for(Use.SWEEP):
                expired = [one for one in given_up if has_only_expired(one)]
                if len(expired) >= MANY:
                    cleared |= await self._watching.look_at_expired(expired)
                old = [one for one in given_up if one.id not in cleared and one.created_at < long_ago]
                if len(old) >= MANY:
                    cleared |= await self._watching.look_together(old)
        except LomiTrouble as trouble:
            _log.info("What was given up could not be looked at together: %s", trouble)
        return cleared

    async def _look_at_payments(self) -> list[tuple[Sale, Sale]]:
        """Look once for who paid just before the till stopped, and for who has paid late or a second time since.

        A session that stays expired does not tell of a late payment: only its transaction does. Returns what changed,
        each beside what it was.
        """
        since = self._since
        lines = self._desk.journal.sale_lines(SalesQuery(states=_ENDED, from_at=since, limit=LAST_ENDED))
        ended = {sale.id: sale for sale in self._desk.journal.sales_without_transaction(since)}
        ended |= {line.id: self._desk.journal.sale(line.id) for line in lines}
        if not ended:
            return []
        given_back = await self._given_back()
        await self._book.read(list(ended.values()), is_deep=True, turn=self._watching.turn)
        await self._elsewhere.found()
        ended |= {then.id: then for then, _ in given_back if then.id not in ended}
        return [(then, self._desk.journal.sale(one)) for one, then in ended.items()]

    async def _given_back(self) -> list[tuple[Sale, Sale]]:
        """What was given back elsewhere meanwhile. Not being told of it holds up nothing: it is asked again."""
        try:
            return await self._elsewhere.read_new()
        except LomiTrouble as trouble:
            _log.info("What was given back could not be read: %s", trouble)
            return []

    async def _finish(self, sale_id: int, most_tries: int) -> bool:
        """Finish one sale's creation if it was interrupted, and look at it. Returns whether lomi. has answered.

        What a clerk has asked for since the sweep began may take its time: only what there was before is looked at.
        """
        sale = self._desk.journal.sale(sale_id)
        is_interrupted = bool(sale.attempts) and sale.attempts[-1].state is State.CREATING
        if is_interrupted and not self._charging.is_under_way(sale_id):
            await self._charging.start(sale_id, most_tries=most_tries)
            if self._desk.journal.sale(sale_id).attempts[-1].state is State.CREATING:
                return False
        for _ in range(most_tries):
            try:
                await self._watching.turn()
                with asking_for(Use.SWEEP):
                    if self._desk.journal.sale(sale_id).perhaps_rang:
                        await self._charging.look_for_it(sale_id)
                    await self._watching.look(sale_id)
            except LomiBusy as busy:
                await self._desk.clock.sleep(busy.retry_after_s)
            except LomiTrouble:
                return False
            else:
                return True
        return False


_ORDER = {state: place for place, state in enumerate((State.CREATING, State.OPEN, State.ATTENTION))}


def _is_news(then: Sale, now: Sale) -> bool:
    """Another code that a clerk has asked for meanwhile is none."""
    if now.state is State.CREATING:
        return False
    return (then.state, then.flags - OF_A_REFUND, then.received) != (now.state, now.flags - OF_A_REFUND, now.received)
