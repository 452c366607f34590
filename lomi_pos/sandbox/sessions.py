"""The checkout session endpoints (lomi. docs, Checkout sessions)."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.endpoint import CREATE, Endpoint
from lomi_pos.sandbox.idempotency import FirstAnswer, fingerprint, trim
from lomi_pos.sandbox.records import Invoice, Session
from lomi_pos.sandbox.session_bodies import documented_session_from, live_session_from
from lomi_pos.sandbox.spelling import documented_session, live_session, live_session_created
from lomi_pos.sandbox.trouble import Refusal, bad_request, broken, not_found

PLACEHOLDERS = ("{CHECKOUT_SESSION_ID}", "{{CHECKOUT_SESSION_ID}}")
STATUSES = ("open", "completed", "expired")
INVOICE_DAYS = 7


def create_session(call: Call) -> Answer:
    """Make a session, or give the first answer again to a repeated Idempotency-Key."""
    key = trim(call.headers.get("idempotency-key"))
    scope, named = _idempotency_scope(call)
    print_ = fingerprint(call.body, *named)
    if key:
        first = call.lomi.answers.recall(scope, key, print_, call.lomi.now)
        if first is not None:
            return Answer(first, 201)
    session = live_session_from(call) if call.is_live else documented_session_from(call)
    invoice = _blocking_invoice(call)
    if invoice:
        return Answer(_payment_required(call, invoice), 201)
    call.lomi.open_session(session)
    answer = _created(call, session)
    if key:
        call.lomi.answers.keep(scope, key, FirstAnswer(print_, answer, call.lomi.now))
    return Answer(answer, 201)


def _idempotency_scope(call: Call) -> tuple[str, list[str]]:
    """Whose keys do not collide, and what else makes a request the same: an operator's are told apart by membership."""
    member = call.caller.member if call.caller else None
    environment = call.owner.environment
    if call.caller is None or member is None:
        return f"{call.owner.organization_id}:{environment}", []
    membership = member.membership_id(call.caller.key.organization_id)
    return f"network:{membership}:{environment}", [member.account_id, membership]


def _created(call: Call, session: Session) -> dict[str, Any]:
    url = call.lomi.checkout_url(session.id)
    if call.is_live:
        return live_session_created(session, url)
    return {"data": documented_session(session, url, created=True)}


def _blocking_invoice(call: Call) -> Invoice | None:
    body = call.body
    if body.get("line_items") or (body.get("metadata") or {}).get("payment_flow") == "invoice_payment":
        return None
    owing = (body.get("customer_id"), body.get("subscription_id"))
    return next((call.lomi.invoices[each] for each in owing if each in call.lomi.invoices), None)


def _payment_required(call: Call, invoice: Invoice) -> dict[str, Any]:
    """Every try makes another session, and that one collects the old invoice."""
    now = call.lomi.now
    session = call.lomi.open_session(
        Session(
            **asdict(call.owner),
            id=call.lomi.new_id(),
            amount=invoice.amount_remaining,
            currency_code=invoice.currency_code,
            created_at=now,
            updated_at=now,
            expires_at=now + timedelta(days=INVOICE_DAYS),
            title=invoice.number,
            metadata={"payment_flow": "invoice_payment", "invoice_id": invoice.invoice_id},
        )
    )
    return {
        "payment_required": True,
        "reason": "invoice_payment_required",
        "blocking_invoice": {
            "invoice_id": invoice.invoice_id,
            "invoice_number": invoice.number,
            "amount_remaining": invoice.amount_remaining,
            "currency_code": invoice.currency_code,
            "checkout_url": call.lomi.checkout_url(session.id),
        },
    }


def get_session(call: Call) -> Answer:
    asked = call.path["id"].strip()
    if asked in PLACEHOLDERS:
        raise bad_request("Replace the {CHECKOUT_SESSION_ID} placeholder with a checkout session id")
    if not is_uuid(asked):
        raise bad_request("Checkout session id must be a UUID")
    session = call.lomi.sessions.get(asked.lower())
    if session is None:
        raise not_found("Checkout session", asked)
    if session.organization_id != call.owner.organization_id:
        # The page promises 403; the server does not tell a stranger's session from none.
        raise not_found("Checkout session", asked) if call.is_live else Refusal(403, "Access denied")
    if call.is_live:
        return Answer(live_session(session))
    return Answer({"data": documented_session(session, call.lomi.checkout_url(session.id))})


def list_sessions(call: Call) -> Answer:
    """List the newest first. Test and live sessions stand side by side: the list is not filtered by environment."""
    status = call.query.get("status") or None
    if status is not None and status not in STATUSES:
        raise broken() if call.is_live else bad_request("status must be one of: open, completed, expired")
    rows = [
        session
        for session in reversed(call.lomi.sessions.values())
        if session.organization_id == call.owner.organization_id and status in (None, session.status)
    ]
    limit = call.whole("limit", 20, least=0 if call.is_live else 1)
    if call.is_live:
        offset = call.whole("offset", 0)
        return Answer([live_session(session) for session in rows[offset : offset + limit]])
    page = call.whole("page", 1, least=1)
    shown = rows[(page - 1) * limit : page * limit]
    return Answer(
        {
            "data": [documented_session(session, call.lomi.checkout_url(session.id)) for session in shown],
            "meta": {"current_page": page, "per_page": limit},
        }
    )


ENDPOINTS = (
    Endpoint("POST", "/checkout-sessions", create_session, network=CREATE),
    Endpoint("GET", "/checkout-sessions", list_sessions),
    Endpoint("GET", "/checkout-sessions/{id}", get_session),
)
