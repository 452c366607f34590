"""The till is opened: what was left open is shown, finished and looked at, and followed from there on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lomi_pos.engine.charging import Charging
from lomi_pos.engine.connection import Connection
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.gap import Gap
from lomi_pos.engine.news import SaleChanged, SweepFinished
from lomi_pos.engine.recovery import Recovery
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.engine.watching import Watching
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.day import local_day
from lomi_pos.till.errors import JournalTrouble
from lomi_pos.till.events import AttemptOpened
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.showable import loopback_host, moved
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.engine.phone_search import PhoneSearch
    from lomi_pos.engine.refunding import Refunding
    from lomi_pos.engine.shop_links import ShopLinks

SWEEPS = 3
"""How often the start-up sweep is made when lomi. answers some things and not others; the watching goes on anyway."""

SWEPT_AGAIN_S = 60.0
"""How long the start-up sweep waits when the disk does not take what it learnt. It is made until the disk does."""

_RAIL_LENGTH = 60


class Opening:
    """Made once with the engine. ``sweep`` can be asked for at any time; the rest is for the start."""

    def __init__(
        self,
        desk: Desk,
        *,
        recovery: Recovery,
        charging: Charging,
        watching: Watching,
        connection: Connection,
        links: Callable[[], ShopLinks],
        refunding: Callable[[], Refunding],
        phone_search: Callable[[], PhoneSearch],
        book: TransactionBook,
    ) -> None:
        """``links`` and the other two are made when the sweep comes to them: a charge goes before that."""
        self._desk = desk
        self._recovery = recovery
        self._charging = charging
        self._watching = watching
        self._connection = connection
        self._links = links
        self._refunding = refunding
        self._phone_search = phone_search
        self._gap = Gap(desk, book, watching.turn)

    async def show_what_is_known(self) -> None:
        """Tell of today's sales, of those that need someone or are on their way, and of the day's total.

        One sale a turn of the loop: a charge that was asked for while the till opened leaves in between.
        """
        self._move_codes()
        start, _ = local_day(self._desk.clock.now())
        lines = self._desk.journal.sale_lines(SalesQuery(from_at=start, limit=_RAIL_LENGTH))
        shown = {line.id for line in [*lines, *self._desk.journal.sales_needing_someone()]}
        shown |= {sale.id for sale in self._recovery.sales() if sale.state in {State.CREATING, State.OPEN}}
        for sale_id in sorted(shown):
            self._desk.tell(SaleChanged(self._desk.journal.sale(sale_id)))
            await asyncio.sleep(0)
        self._desk.tell_day()

    def _move_codes(self) -> None:
        """The simulator may have another port than yesterday, and its old one another program: codes move with it."""
        if self._desk.problem is not None or loopback_host(self._desk.payments.identity.base_url) is None:
            return
        try:
            for sale in self._recovery.sales():
                for attempt in sale.attempts:
                    self._move_code(sale, attempt)
        except JournalTrouble as trouble:
            self._desk.tell_trouble(trouble)

    def _move_code(self, sale: Sale, attempt: Attempt) -> None:
        ours = self._desk.payments.identity
        told = (one for one in sale.history if isinstance(one, AttemptOpened) and one.attempt == attempt.count)
        opened = next(told, None)
        if attempt.state is not State.OPEN or opened is None or not ours.sees(attempt.identity):
            return
        url = moved(opened.url, from_base=attempt.identity.base_url, to_base=ours.base_url)
        if url != attempt.url:
            self._desk.record(sale.id, replace(opened, at=self._desk.clock.now(), url=url))

    async def take_up(self) -> None:
        """Take up what was left open. Without a network it is taken up again when lomi. answers."""
        for sale in self._recovery.sales():
            if sale.state is State.OPEN:
                self._watching.follow(sale)
        self._note_interrupted_refunds()
        await self._connection.check_account()
        for _ in range(SWEEPS):
            if await self._swept_through():
                return
            await self._connection.next_answer()

    async def sweep(self) -> SweepFinished:
        """Finish what was interrupted and look at everything still open, once; after a copy, ask what is missing."""
        swept = await self._recovery.sweep()
        await self._gap.look_into()
        links, links_unreached = await self._links().sweep()
        refunds, refunds_unreached = await self._refunding().sweep()
        unreached = swept.unreached + links_unreached + refunds_unreached
        return replace(swept, links=links, refunds=refunds, unreached=unreached)

    async def _swept_through(self) -> bool:
        """Sweep until all that lomi. said is on disk; whether it was reached about everything."""
        while True:
            try:
                swept = await self.sweep()
            except JournalTrouble as trouble:
                self._desk.tell_trouble(trouble)
            else:
                return not swept.unreached and not self._gap.is_open
            finally:
                self._resume_creating()
            await self._desk.clock.sleep(SWEPT_AGAIN_S)

    def _resume_creating(self) -> None:
        for sale in self._recovery.sales():
            is_interrupted = bool(sale.attempts) and sale.attempts[-1].state is State.CREATING
            if is_interrupted and not self._charging.is_under_way(sale.id):
                self._charging.start(sale.id)
            if sale.perhaps_rang:
                self._phone_search().follow(sale)
        self._links().resume()
        self._refunding().resume()
        self._gap.watch()

    def _note_interrupted_refunds(self) -> None:
        """Said at once, without waiting for lomi.: nobody may ask for such a refund a second time."""
        try:
            self._refunding().note_interrupted()
        except JournalTrouble as trouble:
            self._desk.tell_trouble(trouble)
