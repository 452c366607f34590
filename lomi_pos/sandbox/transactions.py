"""The transaction endpoints (lomi. docs, Transactions). Read only."""

from collections.abc import Callable
from datetime import datetime

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.clock import read_stamp
from lomi_pos.sandbox.endpoint import READ, Endpoint
from lomi_pos.sandbox.records import Transaction
from lomi_pos.sandbox.spelling import documented_transaction, live_transaction, live_transaction_row
from lomi_pos.sandbox.trouble import bad_request, broken, not_found

STATUSES = ("pending", "completed", "failed", "refunded", "expired")
TYPES = ("payment", "instalment")
# ORANGE is documented, and missing from the server's own list of codes.
LIVE_PROVIDERS = ("WAVE", "MTN", "STRIPE", "SPI", "JUMBO", "CYBERSOURCE", "FREE")
MOST_ROWS = 100

Test = Callable[[Transaction], bool]


def list_transactions(call: Call) -> Answer:
    return _live_list(call) if call.is_live else _documented_list(call)


def _documented_list(call: Call) -> Answer:
    statuses = [word.strip() for word in call.query.get("status", "").split(",") if word.strip()]
    unknown = [word for word in statuses if word not in STATUSES]
    if unknown:
        raise bad_request(f"Invalid status: {', '.join(unknown)}")
    provider = call.query.get("provider") or None
    if provider and provider not in call.lomi.catalogue.providers:
        raise bad_request(f"Invalid provider: {provider}")
    since, until = _date(call, "from_date"), _date(call, "to_date")
    limit = min(call.whole("limit", 20, least=1), MOST_ROWS)
    page = call.whole("page", 1, least=1)
    rows = _own(
        call,
        lambda row: not statuses or row.status in statuses,
        lambda row: provider in (None, row.provider_code),
        lambda row: (since is None or row.created_at >= since) and (until is None or row.created_at <= until),
    )
    return Answer(
        {
            "success": True,
            "data": [documented_transaction(row) for row in rows[(page - 1) * limit : page * limit]],
            "meta": {"current_page": page, "per_page": limit},
            "environment": call.owner.environment,
        }
    )


def _live_list(call: Call) -> Answer:
    """``limit``, ``from_date`` and ``to_date`` are not read; a list of statuses is split, but not trimmed."""
    statuses = _live_words(call, "status", STATUSES)
    types = _live_words(call, "type", TYPES)
    currencies = _live_words(call, "currency", ("XOF", "USD", "EUR"))
    methods = _live_words(call, "paymentMethod", ("MOBILE_MONEY", "CARDS", "BANK_TRANSFER", "BNPL", "FREE"))
    provider = call.query.get("provider") or None
    if provider and provider not in LIVE_PROVIDERS:
        raise broken()
    since, until = _date(call, "startDate"), _date(call, "endDate")
    size, page = call.whole("pageSize", 50, least=1), call.whole("page", 1, least=1)
    rows = _own(
        call,
        lambda row: not statuses or row.status in statuses,
        lambda _row: not types or "payment" in types,
        lambda row: not currencies or row.currency_code in currencies,
        lambda row: not methods or row.payment_method_code in methods,
        lambda row: provider in (None, row.provider_code),
        lambda row: (since is None or row.created_at >= since) and (until is None or row.created_at <= until),
        lambda _row: call.flag("isPos") is not True,
    )
    return Answer([live_transaction_row(row) for row in rows[(page - 1) * size : page * size]])


def _live_words(call: Call, name: str, known: tuple[str, ...]) -> list[str]:
    words = call.query[name].split(",") if call.query.get(name) else []
    if any(word not in known for word in words):
        raise broken()
    return words


def _date(call: Call, name: str) -> datetime | None:
    if not call.query.get(name):
        return None
    try:
        return read_stamp(call.query[name])
    except ValueError:
        raise broken() if call.is_live else bad_request(f"{name} must be a valid ISO 8601 date string") from None


def _own(call: Call, *tests: Test) -> list[Transaction]:
    """The key's environment and organization, the newest first; an operator sees only what it made itself."""
    owner = call.owner
    return [
        row
        for row in reversed(call.lomi.transactions.values())
        if row.environment == owner.environment and is_seen_by(call, row) and all(test(row) for test in tests)
    ]


def is_seen_by(call: Call, row: Transaction) -> bool:
    """Whether it is the caller's; a Network operator sees its own, or all with the wider right."""
    owner = call.owner
    if row.organization_id != owner.organization_id:
        return False
    member = call.caller.member if call.caller else None
    if member is None:
        return True
    sees_all = "transaction.read" in member.granted(owner.environment)
    return sees_all or row.operator_id == owner.operator_id


def get_transaction(call: Call) -> Answer:
    asked = call.path["id"].strip()
    if not is_uuid(asked):
        raise broken() if call.is_live else bad_request("Transaction id must be a UUID")
    row = call.lomi.transactions.get(asked.lower())
    if row is None or not is_seen_by(call, row):
        raise not_found("Transaction", asked)
    if call.is_live:
        return Answer(live_transaction(row))
    return Answer({"success": True, "data": documented_transaction(row), "environment": call.owner.environment})


ENDPOINTS = (
    Endpoint("GET", "/transactions", list_transactions, network=READ),
    Endpoint("GET", "/transactions/{id}", get_transaction, network=READ),
)
