"""lomi.'s lists as history shows them: a page at a time, with the sales of this till that the rows are about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.pages import SessionPage, TransactionPage
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.queries import CLOCKS_APART, TransactionQuery
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession, SessionQuery, is_asked_for
from lomi_pos.till.showable import check_showable

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession


class Listing:
    """Reads one page. ``turn`` returns when this minute has room for one that nobody waits for."""

    def __init__(self, desk: Desk, book: TransactionBook, turn: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._book = book
        self._turn = turn

    async def transactions(self, query: TransactionQuery, *, in_turn: bool) -> TransactionPage:
        """A page of lomi.'s transactions, with those that settled a sale of this till, or were tried for one, marked.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        if in_turn:
            await self._turn()
        seen = await self._desk.payments.transactions(query)
        self._book.take_in(seen)
        ids = [one.id for one in seen]
        return TransactionPage(
            tuple(seen),
            self._book.sales_of(seen),
            seen.is_last,
            self._desk.clock.now(),
            self._desk.journal.refunds.given_back(ids),
            seen.given,
        )

    async def sessions(self, query: SessionQuery, *, in_turn: bool) -> SessionPage:
        """A page of lomi.'s checkout sessions, with those made for a sale of this till marked.

        Raises:
            LomiTrouble: lomi. gave no answer, or this is a Network member, whose sessions nobody can list.
        """
        if in_turn:
            await self._turn()
        status = query.statuses[0] if len(query.statuses) == 1 else ""
        seen = await self._desk.payments.sessions(status=status, limit=query.limit, page=query.page)
        ours = self._desk.journal.sale_ids_of_codes([one.id for one in seen])
        rows = [self._listed(one, ours.get(one.id)) for one in seen if is_asked_for(one, query)]
        is_last = seen.is_last or _is_past(seen, query)
        return SessionPage(tuple(rows), is_last, self._desk.clock.now(), seen.given)

    def _listed(self, session: CheckoutSession, sale_id: int | None) -> ListedSession:
        sale = self._desk.journal.sale(sale_id) if sale_id is not None else None
        url = self._page_of(session, sale)
        if sale is None:
            return ListedSession(session, url=url)
        return ListedSession(session, sale.id, sale.number, sale.provider, url)

    def _page_of(self, session: CheckoutSession, sale: Sale | None) -> str:
        """Where it is paid, as it was told when we made it: lists do not say it. Empty when it may not be shown."""
        made = next((one.url for one in sale.attempts if one.remote_id == session.id), None) if sale else None
        try:
            return check_showable(
                made or session.url, base_url=self._desk.payments.identity.base_url, our_id=session.id
            )
        except LomiTrouble:
            return ""


def _is_past(seen: Rows[CheckoutSession], query: SessionQuery) -> bool:
    """Whether all of a page is older than what is asked for. The newest come first, and no filter says from when."""
    made_at = [one.created_at for one in seen]
    if query.from_at is None or not made_at:
        return False
    return all(at is not None and at < query.from_at - CLOCKS_APART for at in made_at)
