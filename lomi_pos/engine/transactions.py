"""lomi.'s transactions, read once and matched with every sale of this till that they may be about."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.given_elsewhere import GivenElsewhere
from lomi_pos.engine.key_sharing import KeySharing
from lomi_pos.engine.lookup import MOST_PAGES, PAGE, all_rows
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.queries import CLOCKS_APART, TransactionQuery
from lomi_pos.till.reference import is_reference, references_in
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import news_of_transaction

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction

DETAIL_TRIES = 5
DETAIL_WAIT_S = 2.0
PENDING_AT_MOST = timedelta(hours=2)
_FIRST_BACK = timedelta(days=1)
DATED_WITHIN = timedelta(minutes=10)
"""So near to a transaction's date is lomi.'s time of our try, which its answers' headers told."""

_NAMING_A_CODE = ("checkout_session_id", "checkoutSessionId", "payment_link_id")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)


class TransactionBook:
    """Each transaction is looked at with the sale it names, and with the sales that were being asked about."""

    def __init__(self, desk: Desk, elsewhere: GivenElsewhere, sharing: KeySharing) -> None:
        self._desk = desk
        self._sharing = sharing
        self._elsewhere = elsewhere
        self._finding: dict[int, asyncio.Task[None]] = {}
        self._read_to: datetime | None = None
        self.tells = False
        """Whether the transactions told of the last payment: where they do, they are asked more, and the list less."""

    async def read(
        self,
        sales: Sequence[Sale],
        *,
        is_deep: bool,
        late_too: bool = False,
        turn: Callable[[], Awaitable[None]] | None = None,
    ) -> list[Sale]:
        """Read the transactions since the oldest of ``sales``, record what they tell, and return what changed.

        ``late_too`` reads those of a day at least. ``is_deep`` reads every page, else only the newest. ``turn`` is
        waited for before each further page.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        since_each = [made_since(sale, self._desk.lomis_time) for sale in sales]
        since = min([*since_each, self._desk.clock.now() - CLOCKS_APART]) if late_too else min(since_each)
        return self.take_in(await self._rows(since, MOST_PAGES if is_deep else 1, turn))

    async def read_new(self, *, turn: Callable[[], Awaitable[None]]) -> list[Sale]:
        """Read every transaction since the last time, and those of the hours before it: a pending one may be paid now.

        ``turn`` is waited for before each page.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        now = self._desk.lomis_time
        since = min(self._read_to or now - _FIRST_BACK, now)
        rows = await self._rows(since - PENDING_AT_MOST, MOST_PAGES, turn)
        changed = self.take_in(rows)
        self._read_to = min(now, self._desk.lomis_time)  # the answer may say that our clock had been set
        return changed

    async def _rows(
        self, since: datetime, most_pages: int, turn: Callable[[], Awaitable[None]] | None = None
    ) -> list[Transaction]:
        async def page_of(page: int) -> Rows[Transaction]:
            if turn is not None and page > 1:
                await turn()
            return await self._desk.payments.transactions(TransactionQuery(from_at=since, limit=PAGE, page=page))

        rows = [row async for row in all_rows(page_of, most_pages=most_pages)]
        self._sharing.note_transactions(rows)
        return rows

    def take_in(self, seen: Iterable[Transaction]) -> list[Sale]:
        """Record what ``seen`` tells of the sales that they name; return those that changed.

        The oldest comes first: a refused try before the one that went through, the first payment before the second.
        One that tells of a refund is looked at in the background: it may have been made in lomi.'s dashboard.

        Raises:
            JournalTrouble: it could not be written down, and was not told.
        """
        changed: dict[int, Sale] = {}
        oldest_first = sorted(seen, key=lambda one: one.created_at or _LONG_AGO)
        settled = self._desk.journal.sale_ids_of_transactions([one.id for one in oldest_first])
        codes = {code for one in oldest_first if one.id not in settled for code in _codes_named_by(one)}
        by_code = self._desk.journal.sale_ids_of_codes(sorted(codes))
        for transaction in oldest_first:
            if transaction.id in settled:
                continue  # all that can be new of it is a refund
            for sale_id in self._sales_of(transaction, by_code):
                sale = self._desk.journal.sale(sale_id)
                events = news_of_transaction(sale, transaction, self._desk.clock.now())
                if events:
                    changed[sale_id] = self._desk.record(sale_id, *events)
                    self.tells = self.tells or bool(changed[sale_id].transaction_ids)
        self._note_refunds([one for one in oldest_first if one.tells_of_a_refund])
        return list(changed.values())

    def sales_of(self, seen: Sequence[Transaction]) -> dict[str, int]:
        """The sale of this till that each of ``seen`` is of, by their ids: what it settled, or was tried for.

        Money that counts for no sale is nobody's, whatever it names.
        """
        owners = self._desk.journal.sale_ids_of_transactions([one.id for one in seen])
        tries = [one for one in seen if one.id not in owners and not one.is_completed_payment]
        by_code = self._desk.journal.sale_ids_of_codes(sorted({code for one in tries for code in _codes_named_by(one)}))
        for one in tries:
            sales = self._sales_of(one, by_code)
            if len(sales) == 1:
                owners[one.id] = sales.pop()
        return owners

    def _note_refunds(self, seen: Sequence[Transaction]) -> None:
        sale_ids = self._desk.journal.sale_ids_of_transactions([one.id for one in seen]) if seen else {}
        self._elsewhere.note((one, self._desk.journal.sale(sale_ids[one.id])) for one in seen if one.id in sale_ids)

    def _sales_of(self, transaction: Transaction, by_code: Mapping[str, int]) -> set[int]:
        """Those whose session, link or charge it is of, or whose reference it carries. Another till's is nobody's."""
        by_session = {by_code[code] for code in _codes_named_by(transaction) if code in by_code}
        return by_session or self._sales_named_by(transaction)

    def _sales_named_by(self, transaction: Transaction) -> set[int]:
        references = {transaction.metadata.get("order_ref", ""), *references_in(transaction.description)}
        named = [self._desk.journal.sale_named(reference) for reference in references if is_reference(reference)]
        return {sale.id for sale in named if sale is not None and sale.reference in references}

    # ------------------------------------------------------------------ who paid
    def find_details(self, sale: Sale, *, after_s: float = 0.0) -> None:
        """Once paid: look in the background for the provider, the fee and the net. Not finding them changes nothing.

        ``after_s`` leaves time for what the watching reads anyway, where requests are short.
        """
        is_unknown = bool(sale.payments) and not sale.transaction_ids
        if is_unknown and sale.id not in self._finding:
            task = self._desk.spawn(
                self._find_details(sale.id, after_s), f"looking for the transaction of sale {sale.id}"
            )
            self._finding[sale.id] = task
            task.add_done_callback(lambda _: self._finding.pop(sale.id, None))

    async def details_found(self) -> None:
        """Wait until every search for details, and for refunds made elsewhere, has ended."""
        await asyncio.gather(*self._finding.values(), return_exceptions=True)
        await self._elsewhere.found()

    async def _find_details(self, sale_id: int, after_s: float) -> None:
        for count in range(DETAIL_TRIES):
            wait_s = DETAIL_WAIT_S if count > 0 else after_s
            if wait_s > 0:
                await self._desk.clock.sleep(wait_s)
            sale = self._desk.journal.sale(sale_id)
            if sale.transaction_ids:
                return
            try:
                await self.read([sale], is_deep=False)
            except LomiTrouble as trouble:
                _log.info("The transaction of a paid sale was not found yet: %s", trouble)
            if self._desk.journal.sale(sale_id).transaction_ids:
                return
        self.tells = False


def made_since(sale: Sale, lomis_time: datetime) -> datetime:
    """No transaction of it is older: by lomi.'s clock where that is known of every try, else by two that may differ.

    What was begun in lomi.'s future was timed by a wrong clock.
    """
    told = [one.first_tried_lomis_at for one in sale.attempts]
    by_lomi = [at for at in told if at is not None]
    if by_lomi and len(by_lomi) == len(told):
        return min(by_lomi) - DATED_WITHIN
    is_timed_wrongly = sale.begun_at - lomis_time > CLOCKS_APART
    return (lomis_time - WATCHED_FOR if is_timed_wrongly else sale.begun_at) - CLOCKS_APART


def _codes_named_by(transaction: Transaction) -> set[str]:
    """The session that it paid, the link that made that, and itself, by which a charge to a phone is known."""
    named = (
        transaction.id,
        transaction.checkout_session_id,
        *(transaction.metadata.get(name) for name in _NAMING_A_CODE),
    )
    return {code for code in named if code}
