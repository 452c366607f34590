"""The merchant, its recurring revenue, its accounts and its organization (lomi. docs, Merchants; lomi.'s source)."""

from typing import Any

from lomi_pos.sandbox.balances import Balance, balances_of
from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.catalogue import CURRENCIES, SOLD_SINCE
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.records import HOME_ORGANIZATION, Amount
from lomi_pos.sandbox.trouble import Refusal, bad_request, broken, not_found

MONTHS = 12


def shop_name_of(call: Call) -> str:
    return call.lomi.shop_name if call.owner.organization_id == HOME_ORGANIZATION else "Another organization"


def _monthly(call: Call) -> Amount:
    """Return what subscriptions bring in a month, in whole XOF."""
    return call.lomi.subscriptions.monthly(call.owner)


def _enveloped(call: Call, data: dict[str, Any]) -> Answer:
    return Answer({"success": True, "data": data} if call.is_live else {"data": data})


# ---------------------------------------------------------------- merchants
def _own_merchant(call: Call) -> str:
    if call.path["id"] != call.owner.merchant_id:
        raise Refusal(403, "Access denied: merchant ID does not match API key")
    return call.owner.merchant_id


def get_merchant(call: Call) -> Answer:
    return _enveloped(
        call,
        {
            "merchant_id": _own_merchant(call),
            "name": shop_name_of(call),
            "email": "boutique@example.com",
            "phone_number": "+2250700000000",
            "country": "CI",
            "mrr": _monthly(call),
            "arr": _monthly(call) * MONTHS,
            "merchant_lifetime_value": 0,
            "retry_payment_every": 0,
            "total_retries": 0,
            "metadata": {},
            "created_at": SOLD_SINCE,
            "updated_at": SOLD_SINCE,
        },
    )


def get_mrr(call: Call) -> Answer:
    return _revenue(call, "mrr", 1)


def get_arr(call: Call) -> Answer:
    return _revenue(call, "arr", MONTHS)


def _revenue(call: Call, name: str, months: int) -> Answer:
    merchant_id = _own_merchant(call)
    figure = {"currency_code": "XOF", "as_of_date": stamp(call.lomi.now)}
    return _enveloped(call, {"merchant_id": merchant_id, name: _monthly(call) * months, **figure})


def get_balance(call: Call) -> Answer:
    """The page promises a figure; the server has none before the first payment in a currency."""
    merchant_id = _own_merchant(call)
    currency = call.query.get("currency_code")
    if not currency:
        raise bad_request("currency_code query parameter is required")
    found = _balance(call, currency)
    if found is None and call.is_live:
        raise Refusal(404, f"No balance found for currency {currency}")
    figure = {"balance": found.available if found else 0, "as_of_date": stamp(call.lomi.now)}
    return _enveloped(call, {"merchant_id": merchant_id, "currency_code": currency, **figure})


def _balance(call: Call, currency: str) -> Balance | None:
    return next((each for each in balances_of(call.lomi, call.owner) if each.currency_code == currency), None)


# ---------------------------------------------------------------- accounts
def list_accounts(call: Call) -> Answer:
    return Answer([_account(call, each) for each in balances_of(call.lomi, call.owner)])


def get_account(call: Call) -> Answer:
    asked = call.path["id"]
    if not is_uuid(asked):
        raise broken() if call.is_live else bad_request("Account id must be a UUID")
    for each in balances_of(call.lomi, call.owner):
        if each.account_id == asked.lower():
            return Answer(_account(call, each))
    # The server asks its database for exactly one row, and breaks on none.
    raise broken() if call.is_live else not_found("Account", asked)


def _account(call: Call, balance: Balance) -> dict[str, Any]:
    return {
        "account_id": balance.account_id,
        "organization_id": call.owner.organization_id,
        "currency_code": balance.currency_code,
        "balance": balance.available,
        "environment": call.owner.environment,
        "created_at": SOLD_SINCE,
        "updated_at": stamp(call.lomi.now),
    }


def list_balances(call: Call) -> Answer:
    """Documented with the names of the Data models page; the server has others."""
    currency = call.query.get("currency") or None
    rows = [each for each in balances_of(call.lomi, call.owner) if currency in (None, each.currency_code)]
    if currency is not None and not rows:
        raise Refusal(404, f"No account found for currency {currency}")
    now = stamp(call.lomi.now)
    if call.is_live:
        return Answer([{"currency_code": r.currency_code, "balance": r.available, "last_updated": now} for r in rows])
    return Answer(
        [
            {
                "currency_code": row.currency_code,
                "available_amount": row.available,
                "pending_amount": row.pending,
                "reserved_amount": 0,
                "updated_at": now,
            }
            for row in rows
        ]
    )


def break_down(call: Call) -> Answer:
    """The sandbox knows no exchange rates: another target currency than a row's own is not converted."""
    target = call.query.get("target_currency") or None
    rows = balances_of(call.lomi, call.owner)
    if not rows:
        raise Refusal(404, "No account found for this organization")
    return Answer([_broken_down(row, target) for row in rows])


def _broken_down(row: Balance, target: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "currency_code": row.currency_code,
        "available_balance": row.available,
        "pending_balance": row.pending,
        "total_balance": row.available + row.pending,
    }
    if target is not None:
        is_same = target == row.currency_code
        told |= {
            "converted_available_balance": row.available if is_same else None,
            "converted_pending_balance": row.pending if is_same else None,
            "converted_total_balance": row.available + row.pending if is_same else None,
            "target_currency": target,
        }
    return told


def check_balance(call: Call) -> Answer:
    currency = call.path["currency"]
    if currency not in CURRENCIES:
        raise broken() if call.is_live else bad_request(f"currency must be one of: {', '.join(CURRENCIES)}")
    found = _balance(call, currency)
    available = found.available if found else 0
    return Answer(
        {
            "has_sufficient_balance": available > 0 and available >= call.whole("amount", 0),
            "available_balance": available,
        }
    )


# ---------------------------------------------------------------- organizations
def list_organizations(call: Call) -> Answer:
    return Answer([_organization(call)])


def get_organization(call: Call) -> Answer:
    if call.path["id"] != call.owner.organization_id:
        raise Refusal(404, "Organization not found or access denied")
    return Answer(_organization(call))


def _organization(call: Call) -> dict[str, Any]:
    return {
        "organization_id": call.owner.organization_id,
        "name": shop_name_of(call),
        "email": "boutique@example.com",
        "phone_number": "+2250700000000",
        "country": "CI",
        "city": "Abidjan",
        "default_currency": "XOF",
        "status": "active",
        "created_at": SOLD_SINCE,
        "updated_at": SOLD_SINCE,
    }


def get_metrics(call: Call) -> Answer:
    owner = call.owner
    whose = (owner.organization_id, owner.environment)
    paid = [
        row
        for row in call.lomi.transactions.values()
        if (row.organization_id, row.environment) == whose and row.status == "completed" and row.currency_code == "XOF"
    ]
    customers = [
        each
        for each in call.lomi.customers.kept
        if (each.organization_id, each.environment) == whose and not each.is_deleted
    ]
    return Answer(
        {
            "mrr": _monthly(call),
            "arr": _monthly(call) * MONTHS,
            "total_revenue": sum(row.gross_amount for row in paid),
            "total_transactions": len(paid),
            "total_customers": len(customers),
            "currency_code": "XOF",
            "calculated_at": stamp(call.lomi.now),
        }
    )


ENDPOINTS = (
    Endpoint("GET", "/merchants/{id}", get_merchant),
    Endpoint("GET", "/merchants/{id}/mrr", get_mrr),
    Endpoint("GET", "/merchants/{id}/arr", get_arr),
    Endpoint("GET", "/merchants/{id}/balance", get_balance),
    Endpoint("GET", "/accounts", list_accounts),
    Endpoint("GET", "/accounts/balance", list_balances),
    Endpoint("GET", "/accounts/balance/breakdown", break_down),
    Endpoint("GET", "/accounts/balance/check/{currency}", check_balance),
    Endpoint("GET", "/accounts/{id}", get_account),
    Endpoint("GET", "/organizations", list_organizations),
    Endpoint("GET", "/organizations/metrics", get_metrics),
    Endpoint("GET", "/organizations/{id}", get_organization),
)
