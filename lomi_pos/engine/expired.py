"""The list of what has expired at lomi., read page by page as far back as sales of this till are looked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession

_READ_FURTHER = timedelta(minutes=5)
"""So much further back than the oldest sale that is looked for."""


def has_only_expired(sale: Sale) -> bool:
    """Whether lomi. has said of every code of it that it has expired: such a word is all that a look would bring."""
    made = [one for one in sale.attempts if one.remote_id is not None]
    return bool(made) and all(one.kind is Kind.SESSION and one.state is State.EXPIRED for one in made)


async def still_expired(
    desk: Desk,
    sales: Sequence[Sale],
    *,
    turn: Callable[[], Awaitable[None]],
    note_page: Callable[[Sequence[CheckoutSession]], None],
) -> set[int]:
    """Of which of ``sales`` lomi. goes on saying, of every code, that it has expired.

    Each is named by its row, so nothing hangs on the order of the list, nor on how much of it was read: whatever it
    does not name is to be asked about by itself. It is read no further than that would cost. ``turn`` is waited for
    before each further page; ``note_page`` hears of the first.

    Raises:
        LomiTrouble: lomi. gave no answer.
    """
    codes = {sale.id: {one.remote_id for one in sale.attempts if one.remote_id is not None} for sale in sales}
    missing = set().union(*codes.values())
    since = min(sale.begun_at for sale in sales) - _READ_FURTHER
    seen: frozenset[str] = frozenset()
    for page in range(1, len(missing) + 1):
        if page > 1:
            await turn()
        shown = await desk.payments.sessions(status="expired", limit=PAGE, page=page)
        if page == 1:
            note_page(shown)
        missing -= {one.id for one in shown if one.is_expired}
        made_at = [one.created_at for one in shown if one.created_at is not None]
        if not missing or shown.is_last or shown.given <= seen or (made_at and min(made_at) < since):
            break
        seen |= shown.given
    return {sale_id for sale_id, named in codes.items() if not named & missing}
