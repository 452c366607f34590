"""The list of what is completed at lomi., read page by page as far back as somebody waits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession

READ_FURTHER = timedelta(minutes=5)
"""So much further back than the oldest sale that is asked about."""

_NOT_KNOWN = datetime.max.replace(tzinfo=UTC)
"""How far back a page goes of which nothing is left: no sale is shown to be unpaid by it."""


@dataclass(frozen=True, slots=True)
class Completed:
    """What was read. ``first_page_to`` and ``to`` are how far back it goes; None when there are no others."""

    rows: tuple[CheckoutSession, ...]
    first_page_to: datetime | None = None
    to: datetime | None = None

    def hits(self, sale: Sale) -> set[str]:
        """Which unpaid codes of the sale it shows, as a session or as the link of one: to be confirmed."""
        told = {one.remote_id for one in sale.attempts if one.state is State.PAID or one.is_paid_in_another_currency}
        unpaid = {one.remote_id for one in sale.attempts} - told
        return {one for one in unpaid & self.names() if one is not None}

    def names(self) -> set[str]:
        """Every session that it shows, and every link that made one."""
        return {one.id for one in self.rows} | {one.payment_link_id for one in self.rows if one.payment_link_id}

    def reaches(self, begun_at: datetime) -> bool:
        """Whether it would show a code that was paid of a sale begun then."""
        return self.to is None or begun_at >= self.to

    def first_page_reaches(self, begun_at: datetime) -> bool:
        return self.first_page_to is None or begun_at >= self.first_page_to


async def completed_since(
    desk: Desk,
    since: datetime,
    *,
    most_pages: int,
    turn: Callable[[], Awaitable[None]],
    note_page: Callable[[Sequence[CheckoutSession]], None],
) -> Completed:
    """Read until a page is older than ``since`` or says nothing new. ``turn`` is waited for before each further page.

    ``note_page`` hears of the first page before another is asked for: it shows how many tills want the same.

    Raises:
        LomiTrouble: lomi. gave no answer.
    """
    rows: dict[str, CheckoutSession] = {}
    seen: frozenset[str] = frozenset()
    first_page_to: datetime | None = None
    for page in range(1, most_pages + 1):
        if page > 1:
            await turn()
        shown = await desk.payments.sessions(status="completed", limit=PAGE, page=page)
        if page == 1:
            note_page(shown)
        rows = {one.id: one for one in shown} | rows
        if shown.is_last or shown.given <= seen:
            return Completed(tuple(rows.values()), first_page_to)
        seen |= shown.given
        made_at = [one.created_at for one in shown if one.created_at is not None]
        oldest_at = min(made_at, default=_NOT_KNOWN)
        first_page_to = first_page_to or oldest_at
        if oldest_at < since:
            break
    to = min((one.created_at for one in rows.values() if one.created_at is not None), default=_NOT_KNOWN)
    return Completed(tuple(rows.values()), first_page_to, to)
