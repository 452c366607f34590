"""Reading the body of a new checkout session: strictly as documented, or as loosely as the server."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from lomi_pos.sandbox.call import Call, is_uuid
from lomi_pos.sandbox.catalogue import CURRENCIES, Price, Product
from lomi_pos.sandbox.records import Amount, Session
from lomi_pos.sandbox.trouble import bad_request, broken, invalid

DOCUMENTED_MINUTES = 30
LIVE_MINUTES = 60
MOST_METADATA = 50
REFUSED_TYPES = {"recurring": "recurring not supported", "usage_based": "usage based not supported"}
REFUSED_MODELS = {"pay_what_you_want": "pwyw not supported"}
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
        amount=_catalogue_amount(call, body) if _is_priced(body) else int(body["amount"]),
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
    problems += _item_problems(call, body) if _is_priced(body) else amount_problems(body.get("amount"))
    if body.get("currency_code") not in CURRENCIES:
        problems.append(f"currency_code must be one of the following values: {', '.join(CURRENCIES)}")
    for name in ("title", "public_description", "customer_email", "customer_name", "customer_phone"):
        if not isinstance(body.get(name), str | None):
            problems.append(f"{name} must be a string")
    for name in ("product_id", "price_id", "customer_id", "subscription_id", "plan_id"):
        if not (body.get(name) is None or is_uuid(str(body[name]))):
            problems.append(f"{name} must be a UUID")
    problems += metadata_problems(body.get("metadata"))
    minutes = body.get("expiration_minutes")
    if minutes is not None and (not isinstance(minutes, int | float) or isinstance(minutes, bool) or minutes <= 0):
        problems.append("expiration_minutes must be a positive number")
    problems += [
        f"{name} must be a boolean value"
        for name in ("allow_coupon_code", "allow_quantity", "require_billing_address")
        if not isinstance(body.get(name), bool | None)
    ]
    return problems if _is_count(body.get("quantity", 1)) else [*problems, "quantity must be a positive whole number"]


def _is_priced(body: Mapping[str, Any]) -> bool:
    """Whether the catalogue says how much: line items always do, a price when no amount is given."""
    return bool(body.get("line_items")) or (bool(body.get("price_id")) and body.get("amount") is None)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _item_problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    items = body.get("line_items") or [{"price_id": body.get("price_id")}]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return ["line_items must be a list of objects"]
    unknown = [str(item.get("price_id")) for item in items if _priced(call, item.get("price_id")) is None]
    problems = [f"price_id is not one of your prices: {each}" for each in unknown]
    if not all(_is_count(item.get("quantity", 1)) for item in items):
        problems.append("quantity must be a positive whole number")
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
    has_price = body.get("product_id") or body.get("price_id")
    if body.get("line_items") or (has_price and body.get("amount") is None):
        return _catalogue_amount(call, body)
    amount = lax_number(body.get("amount"))
    if has_price and not _price(call, body).accepts(amount, _quantity(body)):
        raise broken()
    return amount


def _catalogue_amount(call: Call, body: Mapping[str, Any]) -> Amount:
    """Return what the catalogue asks for.

    Raises:
        Refusal: 400 for refused line items, 500 for what is not in the catalogue.
    """
    if body.get("line_items"):
        return _line_items_total(call, body["line_items"])
    return _price(call, body).amount * _quantity(body)


def _quantity(body: Mapping[str, Any]) -> int:
    return int(lax_number(body.get("quantity", 1)))


def _price(call: Call, body: Mapping[str, Any]) -> Price:
    found = None
    if body.get("product_id"):
        product = call.lomi.catalogue.products.get(str(body["product_id"]))
        found = product.price(body.get("price_id")) if product else None
    elif priced := _priced(call, body.get("price_id")):
        found = priced[1]
    if found is None:
        raise broken()
    return found


def _line_items_total(call: Call, items: Any) -> Amount:
    """Add the items up.

    Raises:
        Refusal: 400 in the words of the server, and 500 for what is not in the catalogue.
    """
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise broken()
    found = [(_priced(call, item.get("price_id")), int(lax_number(item.get("quantity", 1)))) for item in items]
    lines = [(priced[0], priced[1], quantity) for priced, quantity in found if priced is not None]
    if len(lines) < len(found):
        raise broken()
    if len({product.product_type for product, _, _ in lines}) > 1:
        raise bad_request_line_items("mixed product types")
    for product, price, _ in lines:
        reason = REFUSED_TYPES.get(product.product_type) or REFUSED_MODELS.get(price.pricing_model)
        if reason:
            raise bad_request_line_items(reason)
    return sum(price.amount * quantity for _, price, quantity in lines)


def _priced(call: Call, price_id: Any) -> tuple[Product, Price] | None:
    for product in call.lomi.catalogue.products.values():
        for price in product.prices:
            if price.id == price_id:
                return product, price
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
