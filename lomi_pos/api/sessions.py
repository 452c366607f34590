"""Checkout sessions (lomi. docs, Checkout sessions)."""

from dataclasses import replace

from lomi_pos.api.answers import check_uuid, without_repeats
from lomi_pos.api.session_wire import asks_for_payment, to_session, to_session_row
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import PaymentRequired
from lomi_pos.till.lomi import CheckoutSession

_PATH = "/checkout-sessions"


async def create(transport: Transport, body: bytes, *, idempotency_key: str) -> CheckoutSession:
    """Make a session, or get the one that the same key and body made before.

    Raises:
        PaymentRequired: lomi. made none, since the customer has an unpaid invoice.
        LomiTrouble: all else.
    """
    answer = await transport.create(_PATH, body, idempotency_key=idempotency_key)
    if asks_for_payment(answer.payload):
        raise PaymentRequired(answer.answered)
    return answer.read_one(to_session)


async def get(transport: Transport, session_id: str, *, deadline_s: float | None = None) -> CheckoutSession:
    answer = await transport.read(f"{_PATH}/{check_uuid(session_id)}", deadline_s=deadline_s)
    found = answer.read_one(to_session)
    if found.id.lower() != session_id.lower():
        raise answer.unclear("other_object")
    return replace(found, id=session_id)


async def find(
    transport: Transport, *, environment: str, status: str, limit: int, page: int, deadline_s: float | None = None
) -> list[CheckoutSession]:
    """One page. The docs page by ``page`` and the server by ``offset``, so both are sent; it mixes environments."""
    query = {"limit": str(limit), "page": str(page), "offset": str((page - 1) * limit)}
    if status:
        query["status"] = status
    answer = await transport.read(_PATH, query, deadline_s=deadline_s)
    found = without_repeats(answer.read_rows(to_session_row), lambda one: one.id)
    return [one for one in found if _is_asked_for(one, environment, status)]


def _is_asked_for(session: CheckoutSession, environment: str, status: str) -> bool:
    has_status = not status or session.status == status or (status == "open" and session.is_open)
    return has_status and session.environment in {None, environment}
