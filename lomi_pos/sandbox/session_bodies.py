"""Reading the body of a new checkout session: strictly as documented, or as loosely as the server."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from lomi_pos.sandbox.call import Call, is_uuid
from lomi_pos.sandbox.catalogue import CURRENCIES
from lomi_pos.sandbox.records import Amount, Session
from lomi_pos.sandbox.trouble import bad_request, broken, invalid

DOCUMENTED_MINUTES = 30
LIVE_MINUTES = 60
MOST_METADATA = 50
SOURCES = ("system", "shopify", "woocommerce", "prestashop", "magento", "odoo", "bubble")


def is_web_url(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def documented_session_from(call: Call) -> Session:
    """Read a body after lomi. docs, Checkout sessions.

    Raises:
        Refusal: 400, with one message a problem.
    """
    body = call.body if isinstance(call.body, dict) else {}
    problems = list(_documented_problems(call, body))
    if problems:
        raise invalid(problems)
    return _session(
        call,
        body,
        amount=int(body["amount"]),
        minutes=float(body.get("expiration_minutes") or DOCUMENTED_MINUTES),
        description=body.get("public_description"),
        metadata=body.get("metadata") or {},
        allowed=tuple(body.get("allowed_providers") or call.lomi.catalogue.connected),
    )


def _documented_problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    problems: list[str] = []
    # The Network page's own example leaves out cancel_url and allowed_providers.
    network = call.owner.operator_id is not None
    problems += [
        f"{name} must be a URL address"
        for name in ("success_url", "cancel_url")
        if not (is_web_url(body.get(name)) or (network and body.get(name) is None))
    ]
    problems += _provider_problems(call, body.get("allowed_providers"), optional=network)
    problems += amount_problems(body.get("amount"))
    if body.get("currency_code") not in CURRENCIES:
        problems.append(f"currency_code must be one of the following values: {', '.join(CURRENCIES)}")
    for name in ("title", "public_description", "customer_email", "customer_name", "customer_phone"):
        if not isinstance(body.get(name), str | None):
            problems.append(f"{name} must be a string")
    for name in ("product_id", "subscription_id", "plan_id"):
        if not (body.get(name) is None or is_uuid(str(body[name]))):
            problems.append(f"{name} must be a UUID")
    problems += metadata_problems(body.get("metadata"))
    minutes = body.get("expiration_minutes")
    if minutes is not None and (not isinstance(minutes, int | float) or isinstance(minutes, bool) or minutes <= 0):
        problems.append("expiration_minutes must be a positive number")
    if not isinstance(body.get("allow_coupon_code"), bool | None):
        problems.append("allow_coupon_code must be a boolean value")
    return problems


def _provider_problems(call: Call, providers: Any, *, optional: bool) -> list[str]:
    if providers is None and optional:
        return []
    if not isinstance(providers, list) or not providers:
        return ["allowed_providers should not be empty"]
    unknown = [str(code) for code in providers if code not in call.lomi.catalogue.providers]
    return [f"allowed_providers holds an unknown provider: {', '.join(unknown)}"] if unknown else []


def amount_problems(amount: Any) -> list[str]:
    if not isinstance(amount, int | float) or isinstance(amount, bool) or amount != amount // 1:
        return ["amount must be a whole number of the smallest currency unit"]
    return [] if amount > 0 else ["amount must be a positive number"]


def metadata_problems(metadata: Any) -> list[str]:
    if metadata is None:
        return []
    if not isinstance(metadata, dict):
        return ["metadata must be an object"]
    if len(metadata) > MOST_METADATA:
        return [f"metadata must have at most {MOST_METADATA} keys"]
    return [] if all(isinstance(value, str) for value in metadata.values()) else ["metadata values must be strings"]


def live_session_from(call: Call) -> Session:
    """Read a body as the running server does: nothing is validated before its database.

    Raises:
        Refusal: 500 for whatever the database would not take; 400 for refused line items.
    """
    if not isinstance(call.body, dict) or call.body.get("currency_code") not in CURRENCIES:
        raise broken()
    body = call.body
    metadata = body.get("metadata")
    if not isinstance(metadata, dict | None):
        raise broken()
    if body.get("integration_source") in SOURCES:
        metadata = {**(metadata or {}), "integration_source": body["integration_source"]}
    return _session(
        call,
        body,
        amount=_live_amount(call, body),
        minutes=LIVE_MINUTES,
        description=body.get("description"),
        metadata=metadata,
        allowed=(),
    )


def lax_number(value: Any) -> Amount:
    """Read a number as the database casts it: ``"1000"`` is one.

    Raises:
        Refusal: 500, it is none, or not above zero.
    """
    is_text = isinstance(value, str) and re.fullmatch(r"\d{1,12}(\.\d{1,4})?", value.strip())
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_text or is_number):
        raise broken()
    number = float(value)
    if not 0 < number < float("inf"):
        raise broken()
    return int(number) if number.is_integer() else number


def _live_amount(call: Call, body: Mapping[str, Any]) -> Amount:
    if body.get("line_items"):
        return _line_items_total(call, body["line_items"])
    if not body.get("product_id"):
        return lax_number(body.get("amount"))
    product = call.lomi.catalogue.products.get(str(body["product_id"]))
    price = product.price(body.get("price_id")) if product else None
    if price is None:
        raise broken()
    quantity = int(lax_number(body.get("quantity", 1)))
    if body.get("amount") is None:
        return price.amount * quantity
    amount = lax_number(body["amount"])
    if not price.accepts(amount, quantity):
        raise broken()
    return amount


def _line_items_total(call: Call, items: Any) -> Amount:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise broken()
    total: Amount = 0
    for item in items:
        found = _priced(call, item.get("price_id"))
        if found is None:
            raise broken()
        product_type, model, amount = found
        if product_type == "recurring":
            raise bad_request_line_items("recurring not supported")
        if model == "pay_what_you_want":
            raise bad_request_line_items("pwyw not supported")
        total += amount * int(lax_number(item.get("quantity", 1)))
    return total


def _priced(call: Call, price_id: Any) -> tuple[str, str, Amount] | None:
    for product in call.lomi.catalogue.products.values():
        for price in product.prices:
            if price.id == price_id:
                return product.product_type, price.pricing_model, price.amount
    return None


def bad_request_line_items(reason: str) -> Exception:
    refusal = bad_request(f"Checkout line_items rejected: {reason}")
    refusal.details = None
    return refusal


def _session(
    call: Call,
    body: Mapping[str, Any],
    *,
    amount: Amount,
    minutes: float,
    description: str | None,
    metadata: Mapping[str, Any] | None,
    allowed: tuple[str, ...],
) -> Session:
    now = call.lomi.now
    return Session(
        **asdict(call.owner),
        id=call.lomi.new_id(),
        amount=amount,
        currency_code=body["currency_code"],
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(minutes=minutes),
        title=body.get("title"),
        description=description,
        success_url=body.get("success_url"),
        cancel_url=body.get("cancel_url"),
        allowed_providers=allowed,
        customer_id=body.get("customer_id"),
        customer_email=body.get("customer_email"),
        customer_name=body.get("customer_name"),
        customer_phone=body.get("customer_phone"),
        product_id=None if body.get("line_items") else body.get("product_id"),
        price_id=None if body.get("line_items") else body.get("price_id"),
        subscription_id=body.get("subscription_id"),
        plan_id=body.get("plan_id"),
        payment_link_id=body.get("payment_link_id"),
        quantity=int(lax_number(body.get("quantity", 1))),
        allow_coupon_code=bool(body.get("allow_coupon_code", False)),
        allow_quantity=bool(body.get("allow_quantity", False)),
        require_billing_address=bool(body.get("require_billing_address", False)),
        metadata=metadata,
    )
