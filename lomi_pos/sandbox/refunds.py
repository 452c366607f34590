"""The refund endpoints (lomi.'s source, ``core/refunds``; OpenAPI 1.1.0). Nothing is deduplicated here."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.clock import read_stamp
from lomi_pos.sandbox.endpoint import READ, Endpoint
from lomi_pos.sandbox.records import Amount, Transaction
from lomi_pos.sandbox.refund_book import Refund, refund_row
from lomi_pos.sandbox.session_bodies import amount_problems
from lomi_pos.sandbox.transactions import is_seen_by
from lomi_pos.sandbox.trouble import bad_request, invalid, not_found

STATUSES = ("pending", "completed", "failed")
ACTIONS = ("default", "cancel", "pause", "none")
TYPES = ("full", "partial")
TOLERANCE = 0.01  # of the server, which counts in decimals

CARD_SAID = "Refund recorded. Customer credit is processed by our team."
WAVE_SAID = "Refund initiated and recorded."
PART_SAID = "Partial refund sent to customer and recorded."


def create_refund(call: Call) -> Answer:
    body = call.body if isinstance(call.body, dict) else {}
    if not call.is_live:
        problems = _documented_problems(body)
        if problems:
            raise invalid(problems)
    row = _own_transaction(call, body)
    amount = _amount(body)
    is_full = _is_full(body, amount, row)
    _check(call, row, amount, is_full=is_full)
    return Answer(_told(call.lomi.refunds.give(_refund(call, row, amount, body, is_full=is_full)), row, body), 201)


def _documented_problems(body: dict[str, Any]) -> list[str]:
    problems = [] if is_uuid(str(body.get("transaction_id"))) else ["transaction_id must be a UUID"]
    amount = body.get("amount")
    # Zero and less have words of their own, once the transaction is known.
    if not isinstance(amount, int | float) or isinstance(amount, bool) or amount > 0:
        problems += amount_problems(amount)
    if not isinstance(body.get("reason"), str | None):
        problems.append("reason must be a string")
    if body.get("refund_type") not in (None, *TYPES):
        problems.append(f"refund_type must be one of the following values: {', '.join(TYPES)}")
    if body.get("subscription_action") not in (None, *ACTIONS):
        problems.append(f"subscription_action must be one of the following values: {', '.join(ACTIONS)}")
    return problems


def _own_transaction(call: Call, body: dict[str, Any]) -> Transaction:
    """Find it among the caller's own; a Network operator only among those it made itself."""
    asked = str(body.get("transaction_id")).lower()
    _database_uuid(asked)
    row = call.lomi.transactions.get(asked)
    if row is None or not _is_refundable_by(call, row):
        raise not_found("Transaction", asked)
    return row


def _is_refundable_by(call: Call, row: Transaction) -> bool:
    return row.organization_id == call.owner.organization_id and call.owner.operator_id in (None, row.operator_id)


def _database_uuid(text: str) -> None:
    """Refunds quote their database where other resources answer 500."""
    if not is_uuid(text):
        raise bad_request(f'invalid input syntax for type uuid: "{text}"')


def _amount(body: dict[str, Any]) -> Amount:
    value = body.get("amount")
    if value is None:
        raise bad_request('null value in column "amount" of relation "refunds" violates not-null constraint')
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise bad_request(f'invalid input syntax for type numeric: "{value}"') from None
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124 - NaN is the one number unlike itself
        raise bad_request(f'invalid input syntax for type numeric: "{value}"')
    return int(number) if number.is_integer() else number


def _is_full(body: dict[str, Any], amount: Amount, row: Transaction) -> bool:
    if body.get("refund_type") in TYPES:
        return bool(body["refund_type"] == "full")
    return amount + TOLERANCE >= row.gross_amount


def _check(call: Call, row: Transaction, amount: Amount, *, is_full: bool) -> None:
    """Ask in the server's order, before any money moves.

    Raises:
        Refusal: 400, with the words the server uses.
    """
    left = row.gross_amount - call.lomi.refunds.given(row.id)
    is_wave = row.provider_code == "WAVE"
    is_card = (row.provider_code, row.payment_method_code) == ("STRIPE", "CARDS")
    checks = (
        (row.status != "refunded", "Transaction has already been refunded"),
        (row.status == "completed", "Only completed transactions can be refunded"),
        (amount > 0, "Refund amount must be positive"),
        (amount <= row.gross_amount + TOLERANCE, "Refund amount exceeds transaction gross amount"),
        (is_wave or is_card, "Refunds are not supported for this transaction type"),
        (row.id not in call.lomi.refunds.disputed, "Transaction has a pending dispute"),
        (left > 0, "Transaction has already been refunded"),
        (amount <= left + TOLERANCE, "Refund amount exceeds what is left of the transaction"),
        (
            is_full or not is_wave or call.lomi.customers.phone_of(row),
            "Customer phone number is required for partial refunds",
        ),
    )
    for passes, message in checks:
        if not passes:
            raise bad_request(message)


def _refund(call: Call, row: Transaction, amount: Amount, body: dict[str, Any], *, is_full: bool) -> Refund:
    now = call.lomi.now
    its_id = call.lomi.new_id()
    reason = body.get("reason") or None
    by_payout = row.provider_code == "WAVE" and not is_full
    if by_payout:
        reason = f"{reason} (partial refund via payout)" if reason else "Partial refund via payout"
    owner = replace(call.owner, operator_id=row.operator_id)
    return Refund(
        **asdict(owner),
        id=its_id,
        transaction_id=row.id,
        amount=amount,
        currency_code=row.currency_code,
        is_full=is_full,
        reason=reason,
        provider_refund_id=f"re_{its_id.replace('-', '')[:24]}" if row.provider_code == "STRIPE" else None,
        metadata={"is_partial_refund": True, "source": "api"} if by_payout else {"source": "api"},
        created_at=now,
        updated_at=now,
    )


def _told(refund: Refund, row: Transaction, body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a creation is flat, and not the row that is read back."""
    is_card = row.provider_code == "STRIPE"
    told: dict[str, Any] = {
        "success": True,
        "refund_id": refund.id,
        "transaction_id": refund.transaction_id,
        "refunded_amount": refund.amount,
        "status": refund.status,
        "message": CARD_SAID if is_card else WAVE_SAID if refund.is_full else PART_SAID,
    }
    if is_card:
        told["stripe_refund_id"] = refund.provider_refund_id
    if row.subscription_id:
        told["subscription_action"] = body.get("subscription_action") or "default"
    return told


def _is_seen(call: Call, refund: Refund) -> bool:
    row = call.lomi.transactions.get(refund.transaction_id)
    return row is not None and is_seen_by(call, row)


def list_refunds(call: Call) -> Answer:
    """List the newest first, whatever their environment: the organization is all that is asked."""
    status = call.query.get("status") or None
    if status is not None and status not in STATUSES:
        raise bad_request(
            f'invalid input value for enum refund_status: "{status}"'
            if call.is_live
            else f"status must be one of: {', '.join(STATUSES)}"
        )
    since, until = _date(call, "startDate"), _date(call, "endDate")
    limit, offset = call.whole("limit", 50, least=0 if call.is_live else 1), call.whole("offset", 0)
    rows = [
        refund
        for refund in call.lomi.refunds.kept
        if _is_seen(call, refund)
        and status in (None, refund.status)
        and (since is None or refund.created_at >= since)
        and (until is None or refund.created_at <= until)
    ]
    return Answer({"success": True, "data": [refund_row(refund) for refund in rows[offset : offset + limit]]})


def _date(call: Call, name: str) -> datetime | None:
    text = call.query.get(name)
    if not text:
        return None
    try:
        return read_stamp(text)
    except ValueError:
        message = f'invalid input syntax for type timestamp with time zone: "{text}"'
        raise bad_request(message if call.is_live else f"{name} must be a valid ISO 8601 date string") from None


def get_refund(call: Call) -> Answer:
    asked = call.path["id"].strip()
    if call.is_live:
        _database_uuid(asked)
    elif not is_uuid(asked):
        raise bad_request("Refund id must be a UUID")
    refund = call.lomi.refunds.kept.get(asked)
    if refund is None or not _is_seen(call, refund):
        raise not_found("Refund", asked)
    # The published document shows the row alone.
    return Answer({"success": True, "data": refund_row(refund)} if call.is_live else refund_row(refund))


OWN = ("transaction.read_own",)

ENDPOINTS = (
    Endpoint("POST", "/refunds", create_refund, network=("refund.create",)),
    Endpoint("GET", "/refunds", list_refunds, network=READ, live_network=OWN),
    Endpoint("GET", "/refunds/{id}", get_refund, network=READ, live_network=OWN),
)
