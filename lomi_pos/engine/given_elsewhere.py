"""Money of our sales that was given back in lomi.'s dashboard: seen in its books, and written down with the sale."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE, all_rows
from lomi_pos.till.errors import JournalTrouble, LomiTrouble
from lomi_pos.till.given_up import interval_s
from lomi_pos.till.queries import CLOCKS_APART
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import RefundState

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction
    from lomi_pos.till.refunds import Refund

FIRST_BACK = timedelta(days=7)
"""How far back the refunds are read after a start; those of older sales are seen when their transaction is."""

AGAIN_S = 600.0
"""A transaction that goes on telling of a refund that nobody finds is looked at this often at most."""

_log = logging.getLogger(__name__)


class GivenElsewhere:
    """Looks into lomi.'s refunds when a transaction of ours tells of one, and now and then.

    A part that was given back leaves its transaction ``completed``, so only the list of refunds tells of it.
    ``turn`` returns when this minute has room for a look that nobody waits for.
    """

    def __init__(self, desk: Desk, turn: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._turn = turn
        self._looked_at_s: dict[str, float] = {}
        self._looks: set[asyncio.Task[None]] = set()
        self._on_their_way: dict[int, asyncio.Task[None]] = {}
        """Sales of which lomi. is about to give money back, and may not."""
        self._read_to: datetime | None = None

    def note(self, seen: Iterable[tuple[Transaction, Sale]]) -> None:
        """Look, in the background, at the transactions that tell of more than their sale knows to be given back."""
        now_s = self._desk.clock.monotonic()
        found = [(one, sale) for one, sale in seen if self._is_news(one, sale, now_s)]
        if not found:
            return
        self._looked_at_s.update((one.id, now_s) for one, _ in found)
        look = self._desk.spawn(self._look(found), "looking for refunds made elsewhere")
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)

    def _is_news(self, seen: Transaction, sale: Sale, now_s: float) -> bool:
        if seen.id not in sale.transaction_ids or not seen.tells_of_a_refund or sale.left_of(seen.id) == 0:
            return False
        looked_at_s = self._looked_at_s.get(seen.id)
        return looked_at_s is None or now_s - looked_at_s >= AGAIN_S

    async def found(self) -> None:
        """Wait until every look that was begun has ended."""
        await asyncio.gather(*self._looks, return_exceptions=True)

    async def _look(self, found: list[tuple[Transaction, Sale]]) -> None:
        try:
            since = min(sale.begun_at for _, sale in found)
            listed = await self._listed_if_told(since, turn=self._turn)
            for seen, sale in found:
                await self._turn()
                self._record(sale.id, await self._desk.payments.transaction(seen.id), listed)
        except LomiTrouble as trouble:
            _log.info("A refund made elsewhere could not be looked at: %s", trouble)

    async def look_at(self, sale_id: int) -> None:
        """Ask about every payment of one sale, for somebody who waits.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
        """
        sale = self._desk.journal.sale(sale_id)
        if not sale.transaction_ids:
            return
        listed = await self._listed_if_told(sale.begun_at)
        for transaction_id in sorted(sale.transaction_ids):
            self._record(sale_id, await self._desk.payments.transaction(transaction_id), listed)

    async def read_new(self) -> list[tuple[Sale, Sale]]:
        """Read what was given back since the last time; return the sales that it has changed, each beside what it was.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        from lomi_pos.till.lomi import Transaction  # noqa: PLC0415  a charge leaves before it is there

        now = self._desk.lomis_time
        listed = await self._listed(min(self._read_to or now - FIRST_BACK, now), turn=self._turn)
        named = sorted({one.transaction_id.lower() for one in listed if one.transaction_id is not None})
        changed = []
        for transaction_id, sale_id in self._desk.journal.sale_ids_of_transactions(named).items():
            before = self._desk.journal.sale(sale_id)
            # What the list says of a part is all there is: nothing is made of the transaction's own status here.
            sale = self._record(sale_id, Transaction(transaction_id, "", None), listed)
            if sale.refunds != before.refunds:
                changed.append((before, sale))
        self._read_to = min(now, self._desk.lomis_time)
        return changed

    async def _listed_if_told(
        self, since: datetime, *, turn: Callable[[], Awaitable[None]] | None = None
    ) -> list[Refund]:
        """What lomi. lists. Where it refuses to, a transaction that is refunded still says enough."""
        try:
            return await self._listed(since, turn=turn)
        except LomiTrouble as trouble:
            _log.info("The refunds could not be read: %s", trouble)
            return []

    async def _listed(self, since: datetime, *, turn: Callable[[], Awaitable[None]] | None = None) -> list[Refund]:
        from lomi_pos.till.refunds import RefundQuery  # noqa: PLC0415  as above

        refunds = self._desk.payments.refunds
        query = RefundQuery(from_at=since - CLOCKS_APART, limit=PAGE)

        async def page_of(page: int) -> Rows[Refund]:
            if turn is not None:
                await turn()
            return await refunds.list(replace(query, page=page))

        return [row async for row in all_rows(page_of)]

    def _record(self, sale_id: int, seen: Transaction, listed: Iterable[Refund]) -> Sale:
        from lomi_pos.till.refunding import news_of_refunds  # noqa: PLC0415  as above

        sale = self._desk.journal.sale(sale_id)
        ours = self._desk.journal.refunds.of_transaction(seen.id)
        sale = self._desk.record(sale_id, *news_of_refunds(sale, seen, listed, ours, self._desk.clock.now()))
        if _is_on_its_way(sale) and sale_id not in self._on_their_way:
            follow = self._desk.spawn(self._follow(sale_id), f"following a refund of sale {sale_id}")
            self._on_their_way[sale_id] = follow
            follow.add_done_callback(lambda _: self._on_their_way.pop(sale_id, None))
        return sale

    async def _follow(self, sale_id: int) -> None:
        """Look until it has arrived, or has come back: what the shop has depends on it."""
        began_s = self._desk.clock.monotonic()
        while (for_s := self._desk.clock.monotonic() - began_s) < FIRST_BACK.total_seconds():
            await self._desk.clock.sleep(interval_s(for_s))
            await self._turn()
            try:
                await self.look_at(sale_id)
                if not _is_on_its_way(self._desk.journal.sale(sale_id)):
                    return
            except LomiTrouble as trouble:
                _log.info("A refund made elsewhere could not be looked at: %s", trouble)
            except JournalTrouble as trouble:
                self._desk.tell_trouble(trouble)


def _is_on_its_way(sale: Sale) -> bool:
    return any(one.is_elsewhere and one.state is RefundState.DONE and one.status == "pending" for one in sale.refunds)
