"""Finding at lomi. what an unclear creation may have made, by our reference. Looking makes nothing."""

from lomi_pos.engine.desk import Desk
from lomi_pos.till.lomi import CheckoutSession, PaymentLink
from lomi_pos.till.reference import references_in
from lomi_pos.till.sale import Attempt, Sale

_PAGE = 100
_MOST_PAGES = 5


async def find_session(desk: Desk, sale: Sale, attempt: Attempt) -> CheckoutSession | None:
    """The session that carries this attempt's reference, read from the newest pages of the list, or None.

    Raises:
        LomiTrouble: the list could not be read: nothing is known.
    """
    seen: set[str] = set()
    for page in range(1, _MOST_PAGES + 1):
        sessions = await desk.payments.sessions(limit=_PAGE, page=page)
        for session in sessions:
            if _is_of(session, sale, attempt):
                return session
        fresh = {session.id for session in sessions} - seen
        if len(sessions) < _PAGE or not fresh:
            return None
        seen |= fresh
    return None


def _is_of(session: CheckoutSession, sale: Sale, attempt: Attempt) -> bool:
    named = session.metadata.get("order_ref")
    if named is not None:
        return named == sale.reference and session.metadata.get("attempt", str(attempt.count)) == str(attempt.count)
    return sale.reference in references_in(session.title) and session.amount == sale.amount


async def find_link(desk: Desk, sale: Sale) -> PaymentLink | None:
    """The link whose title ends with this sale's reference, or None; its metadata is dropped by lomi.

    Raises:
        LomiTrouble: the list could not be read: nothing is known.
    """
    seen: set[str] = set()
    for page in range(1, _MOST_PAGES + 1):
        links = await desk.payments.links(kind="instant", limit=_PAGE, page=page)
        for link in links:
            if sale.reference in references_in(link.title):
                return link
        fresh = {link.id for link in links} - seen
        if len(links) < _PAGE or not fresh:
            return None
        seen |= fresh
    return None
