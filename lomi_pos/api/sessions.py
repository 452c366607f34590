"""Checkout sessions (lomi. docs, Checkout sessions)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lomi_pos.api.checks import check_uuid
from lomi_pos.api.envelope import one
from lomi_pos.api.pages import Listing
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import PaymentRequired
from lomi_pos.till.ids import is_uuid
from lomi_pos.till.rows import Rows

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession

_PATH = "/checkout-sessions"


def _to_session(raw: Any) -> CheckoutSession:
    from lomi_pos.api.session_wire import to_session  # noqa: PLC0415  a charge leaves before it is there

    return to_session(raw)


def _to_row(raw: Any) -> CheckoutSession:
    from lomi_pos.api.session_wire import to_session_row  # noqa: PLC0415  a charge leaves before it is there

    return to_session_row(raw)


_LIST = Listing(_PATH, _to_row, usual=20)


async def create(transport: Transport, body: bytes, *, idempotency_key: str) -> CheckoutSession:
    """Make a session, or get the one that the same key and body made before.

    Raises:
        PaymentRequired: lomi. made none, since the customer has an unpaid invoice.
        LomiTrouble: all else.
    """
    answer = await transport.create(_PATH, body, idempotency_key=idempotency_key, request_id=idempotency_key)
    if asks_for_payment(answer.payload):
        raise PaymentRequired(answer.answered)
    made = answer.read_one(_to_session)
    if not is_uuid(made.id):  # it could never be asked about again
        raise answer.unclear("bad_id")
    return made


async def get(transport: Transport, session_id: str, *, deadline_s: float | None = None) -> CheckoutSession:
    answer = await transport.read(f"{_PATH}/{check_uuid(session_id)}", deadline_s=deadline_s)
    return replace(answer.read_asked(session_id, _to_session), id=session_id)


async def find(
    transport: Transport, *, environment: str, status: str, limit: int, page: int, deadline_s: float | None = None
) -> Rows[CheckoutSession]:
    """One page. lomi. mixes environments in it."""
    return await _LIST.page(
        transport,
        {"status": status} if status else {},
        limit=limit,
        page=page,
        keep=lambda one: _is_asked_for(one, environment, status),
        deadline_s=deadline_s,
    )


def _is_asked_for(session: CheckoutSession, environment: str, status: str) -> bool:
    has_status = not status or session.status == status or (status == "open" and session.is_open)
    return has_status and session.environment in {None, environment}


def asks_for_payment(payload: Any) -> bool:
    """Whether a creation made nothing because the customer has an unpaid invoice (lomi.'s blocking-invoice answer)."""
    return any(isinstance(part, Mapping) and part.get("payment_required") is True for part in (payload, one(payload)))
