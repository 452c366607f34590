"""Who the key belongs to, and what that shop has: me, merchants, providers, products, health."""

from typing import Any

from lomi_pos.sandbox.call import Answer, Call
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.records import HOME_ORGANIZATION, Amount
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import Refusal, bad_request, not_found


def me(call: Call) -> Answer:
    owner = call.owner
    is_home = owner.organization_id == HOME_ORGANIZATION
    return Answer(
        {
            "merchant_id": owner.merchant_id,
            "organization_id": owner.organization_id,
            "organization_name": call.lomi.shop_name if is_home else "Another organization",
            "environment": owner.environment,
        }
    )


def list_providers(call: Call) -> Answer:
    wanted = call.query.get("provider_code") or None
    # The filter also takes CARD, where the server itself says STRIPE.
    wanted = "STRIPE" if wanted == "CARD" else wanted
    rows = [each.as_json() for code, each in call.lomi.catalogue.providers.items() if wanted in (None, code)]
    return Answer({"success": True, "data": rows})


def _enveloped(call: Call, data: dict[str, Any]) -> Answer:
    return Answer({"success": True, "data": data} if call.is_live else {"data": data})


def _own_merchant(call: Call) -> str:
    if call.path["id"] != call.owner.merchant_id:
        raise Refusal(403, "Access denied: merchant ID does not match API key")
    return call.owner.merchant_id


def get_merchant(call: Call) -> Answer:
    return _enveloped(
        call,
        {
            "merchant_id": _own_merchant(call),
            "name": call.lomi.shop_name,
            "email": "boutique@example.com",
            "phone_number": "+2250700000000",
            "country": "CI",
            "mrr": 0,
            "arr": 0,
            "merchant_lifetime_value": 0,
            "retry_payment_every": 0,
            "total_retries": 0,
            "metadata": {},
            "created_at": "2026-01-05T08:00:00.000Z",
            "updated_at": "2026-01-05T08:00:00.000Z",
        },
    )


def get_balance(call: Call) -> Answer:
    """Add up what completed, in the key's environment: live and test money never mix."""
    merchant_id = _own_merchant(call)
    currency = call.query.get("currency_code")
    if not currency:
        raise bad_request("currency_code is required")
    balance = balance_of(call.lomi, merchant_id, call.owner.environment, currency)
    return _enveloped(
        call,
        {
            "merchant_id": merchant_id,
            "currency_code": currency,
            "balance": balance,
            "as_of_date": stamp(call.lomi.now),
        },
    )


def balance_of(lomi: Lomi, merchant_id: str, environment: str, currency: str) -> Amount:
    """Add up what was received, less what was given back. lomi. keeps the fee of a refunded payment."""
    whose = (merchant_id, environment, currency)
    received = sum(
        row.net_amount
        for row in lomi.transactions.values()
        if row.status in ("completed", "refunded") and (row.merchant_id, row.environment, row.currency_code) == whose
    )
    given = sum(
        each.amount + each.fee_amount
        for each in lomi.refunds.kept
        if each.status != "failed" and (each.merchant_id, each.environment, each.currency_code) == whose
    )
    return received - given


def list_products(call: Call) -> Answer:
    active = call.flag("isActive")
    limit, offset = call.whole("limit", 15), call.whole("offset", 0)
    rows = [each for each in call.lomi.catalogue.products.values() if active in (None, each.is_active)]
    shown = rows[offset : offset + limit] if call.owner.organization_id == HOME_ORGANIZATION else []
    return Answer([{**each.as_json(), "total_count": len(rows)} for each in shown])


def get_product(call: Call) -> Answer:
    product = call.lomi.catalogue.products.get(call.path["id"])
    if product is None or call.owner.organization_id != HOME_ORGANIZATION:
        raise not_found("Product", call.path["id"])
    return Answer(product.as_json())


def health(_call: Call) -> Answer:
    return Answer({"ok": True, "service": "lomi-api", "uptime": 1})


def ready(_call: Call) -> Answer:
    return Answer({"ready": True, "service": "lomi-api", "checks": {"database": True}, "redis": {"ok": True}})


ENDPOINTS = (
    Endpoint("GET", "/me", me),
    Endpoint("GET", "/providers", list_providers),
    Endpoint("GET", "/products", list_products),
    Endpoint("GET", "/products/{id}", get_product),
    Endpoint("GET", "/merchants/{id}", get_merchant),
    Endpoint("GET", "/merchants/{id}/balance", get_balance),
    Endpoint("GET", "/health", health, open_to_all=True),
    Endpoint("GET", "/ready", ready, open_to_all=True),
)
