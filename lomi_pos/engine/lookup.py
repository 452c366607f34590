"""Finding at lomi. what an unclear creation may have made, by our reference. Looking makes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from lomi_pos.engine.desk import Desk
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.reference import references_in
from lomi_pos.till.rows import HasId, Rows
from lomi_pos.till.sale import Sale

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession, PaymentLink, Transaction

PAGE = 100
MOST_PAGES = 10


Row = TypeVar("Row", bound=HasId)


async def all_rows(read: Callable[[int], Awaitable[Rows[Row]]], *, most_pages: int = MOST_PAGES) -> AsyncIterator[Row]:
    """Every row of a list, page by page, until the last page or one that lomi. has given before.

    A page of which nothing is left is not the end: what belongs to the other environment is taken out of each.
    """
    seen: frozenset[str] = frozenset()
    for number in range(1, most_pages + 1):
        page = await read(number)
        for row in page:
            if row.id not in seen:
                yield row
        if page.is_last or page.given <= seen:
            return
        seen |= page.given


async def find_session(desk: Desk, sale: Sale, attempt: Attempt) -> CheckoutSession | None:
    """The session that carries this attempt's reference, read from the newest pages of the list, or None.

    Raises:
        LomiTrouble: the list could not be read: nothing is known.
    """
    others = ids_of_other_attempts(sale, attempt)
    async for session in all_rows(lambda page: desk.payments.sessions(limit=PAGE, page=page)):
        if session.id not in others and _is_of(session, sale, attempt):
            return session
    return None


async def find_link(desk: Desk, reference: str, *, others: Collection[str | None] = ()) -> PaymentLink | None:
    """The link whose title ends with ``reference``, or None; its metadata is dropped by lomi.

    ``others`` are ids of links that carry the same reference and are not the one looked for.

    Raises:
        LomiTrouble: the list could not be read: nothing is known.
    """
    async for link in all_rows(lambda page: desk.payments.links(limit=PAGE, page=page)):
        if link.id not in others and reference in references_in(link.title):
            return link
    return None


async def described(desk: Desk, row: Transaction) -> Transaction:
    """``row`` with its description, which lists may lack: it is asked for by itself, once, since it never changes.

    Raises:
        LomiTrouble: lomi. gave no answer.
    """
    if row.description:
        return row
    if row.id in desk.descriptions:
        return replace(row, description=desk.descriptions[row.id])
    seen = await desk.payments.transaction(row.id)
    desk.descriptions[row.id] = seen.description
    return seen


def _is_of(session: CheckoutSession, sale: Sale, attempt: Attempt) -> bool:
    named = session.metadata.get("order_ref")
    if named is not None:
        return named == sale.reference and session.metadata.get("attempt", str(attempt.count)) == str(attempt.count)
    return sale.reference in references_in(session.title) and session.amount == sale.amount


def ids_of_other_attempts(sale: Sale, attempt: Attempt) -> set[str | None]:
    """Every attempt of a sale carries the same reference: what is known to be another's is not this one's."""
    return {one.remote_id for one in sale.attempts if one.count != attempt.count}
