"""A charge of which lomi. did not say whether a phone asked: it can be paid there without anything from this till."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.ledger import asking_for
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.budget import Use
from lomi_pos.till.errors import JournalTrouble, LomiTrouble
from lomi_pos.till.given_up import interval_s
from lomi_pos.till.sale import Sale

_log = logging.getLogger(__name__)


class PhoneSearch:
    """Goes on looking after the first looks were in vain, as often as at a sale that was given up.

    ``look`` looks once and sends nothing; ``turn`` returns when this minute has room for a look nobody waits for.
    """

    def __init__(self, desk: Desk, look: Callable[[int], Awaitable[None]], turn: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._look = look
        self._turn = turn
        self._searches: dict[int, asyncio.Task[None]] = {}

    def follow(self, sale: Sale) -> None:
        """Look for it from now on, if nobody knows whether it was asked."""
        if sale.perhaps_rang and sale.id not in self._searches:
            search = self._desk.spawn(self._search(sale.id), f"looking for the charge of sale {sale.id}")
            self._searches[sale.id] = search
            search.add_done_callback(lambda _: self._searches.pop(sale.id, None))

    async def _search(self, sale_id: int) -> None:
        began_s = self._desk.clock.monotonic()
        while True:
            await self._desk.clock.sleep(interval_s(self._desk.clock.monotonic() - began_s))
            await self._turn()
            try:
                if not self._is_wanted(sale_id):
                    return
                with asking_for(Use.LOOK):
                    await self._look(sale_id)
            except LomiTrouble as trouble:
                _log.info("A charge could not be looked for: %s", trouble)
            except JournalTrouble as trouble:
                self._desk.tell_trouble(trouble)

    def _is_wanted(self, sale_id: int) -> bool:
        sale = self._desk.journal.sale(sale_id)
        return sale.perhaps_rang and sale.attempts[-1].age(self._desk.clock.now(), self._desk.lomis_now) < WATCHED_FOR
