"""The product endpoints (OpenAPI 1.1.0; lomi.'s source, ``core/products``). No product is changed or deleted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lomi_pos.sandbox.call import Answer, Call
from lomi_pos.sandbox.catalogue import CURRENCIES, Price, Product
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.session_bodies import amount_problems, lax_number, metadata_problems
from lomi_pos.sandbox.trouble import Refusal, broken, invalid, not_found

TYPES = ("one_time", "recurring", "usage_based")
INTERVALS = ("day", "week", "bi-weekly", "month", "bi-monthly", "quarterly", "semi-annual", "year", "lifetime", "unit")
MODELS = ("standard", "pay_what_you_want", "tiered", "volume")


def list_products(call: Call) -> Answer:
    active = call.flag("isActive")
    limit, offset = call.whole("limit", 15), call.whole("offset", 0)
    rows = [
        each
        for each in call.lomi.catalogue.products.values()
        if each.organization_id == call.owner.organization_id and active in (None, each.is_active)
    ]
    return Answer([{**each.as_json(), "total_count": len(rows)} for each in rows[offset : offset + limit]])


def _product(call: Call) -> Product:
    product = call.lomi.catalogue.products.get(call.path["id"].lower())
    if product is None or product.organization_id != call.owner.organization_id:
        raise not_found("Product", call.path["id"])
    return product


def get_product(call: Call) -> Answer:
    return Answer(_product(call).as_json())


def create_product(call: Call) -> Answer:
    body = call.body if isinstance(call.body, dict) else {}
    problems = list(_problems(call, body))
    if problems:
        raise broken() if call.is_live else invalid(problems)
    prices = [_price(call, each) for each in body["prices"]]
    if not any(price.is_default for price in prices):
        prices[0] = replace(prices[0], is_default=True)
    now = stamp(call.lomi.now)
    product = Product(
        id=call.lomi.new_id(),
        name=body["name"],
        prices=tuple(prices),
        description=body.get("description") or None,
        product_type=body.get("product_type") or "one_time",
        is_active=body.get("is_active") is not False,
        organization_id=call.owner.organization_id,
        display_on_storefront=body.get("display_on_storefront") is not False,
        images=tuple(body.get("images") or ()),
        metadata=body.get("metadata"),
        created_at=now,
        updated_at=now,
    )
    return Answer(call.lomi.keep_product(product).as_json(), 201)


def add_price(call: Call) -> Answer:
    product = _product(call)
    body = call.body if isinstance(call.body, dict) else {}
    problems = _price_problems(call, body)
    if problems:
        raise broken() if call.is_live else invalid(problems)
    price = _price(call, body)
    prices = [*product.prices, price]
    if price.is_default:
        prices = _with_default(prices, price.id)
    call.lomi.keep_product(replace(product, prices=tuple(prices), updated_at=stamp(call.lomi.now)))
    return Answer({"product_id": product.id, **price.as_json()}, 201)


def set_default(call: Call) -> Answer:
    product = _product(call)
    price_id = call.path["price_id"].lower()
    if product.price(price_id) is None:
        raise Refusal(404, f"Price with ID {call.path['price_id']} not found for this product")
    prices = _with_default(product.prices, price_id)
    changed = replace(product, prices=tuple(prices), updated_at=stamp(call.lomi.now))
    return Answer(call.lomi.keep_product(changed).as_json(), 201)


def _with_default(prices: tuple[Price, ...] | list[Price], price_id: str) -> list[Price]:
    return [replace(each, is_default=each.id == price_id) for each in prices]


# ---------------------------------------------------------------- bodies
def _problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    problems = []
    if not isinstance(body.get("name"), str) or not body["name"].strip():
        problems.append("name should not be empty")
    if body.get("product_type") not in (None, *TYPES):
        problems.append(f"product_type must be one of the following values: {', '.join(TYPES)}")
    prices = body.get("prices")
    if not isinstance(prices, list) or not prices or not all(isinstance(each, dict) for each in prices):
        problems.append("prices must contain at least 1 elements")
    else:
        problems += [f"prices.{n}.{text}" for n, each in enumerate(prices) for text in _price_problems(call, each)]
    if not call.is_live:
        problems += metadata_problems(body.get("metadata"))
    return problems


def _price_problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    problems = []
    if body.get("currency_code") not in CURRENCIES:
        problems.append(f"currency_code must be one of the following values: {', '.join(CURRENCIES)}")
    if body.get("billing_interval") not in (None, *INTERVALS):
        problems.append(f"billing_interval must be one of the following values: {', '.join(INTERVALS)}")
    if body.get("pricing_model") not in (None, *MODELS):
        problems.append(f"pricing_model must be one of the following values: {', '.join(MODELS)}")
    try:
        lax_number(body.get("amount"))
    except Refusal:
        problems.append("amount must be a positive number")
    else:
        problems += [] if call.is_live else amount_problems(body.get("amount"))
    return problems


def _price(call: Call, body: Mapping[str, Any]) -> Price:
    now = stamp(call.lomi.now)
    least, most = body.get("minimum_amount"), body.get("maximum_amount")
    return Price(
        id=call.lomi.new_id(),
        amount=lax_number(body["amount"]),
        currency_code=body["currency_code"],
        pricing_model=body.get("pricing_model") or "standard",
        billing_interval=body.get("billing_interval"),
        minimum_amount=lax_number(least) if least else None,
        maximum_amount=lax_number(most) if most else None,
        is_default=body.get("is_default") is True,
        created_at=now,
        updated_at=now,
    )


ENDPOINTS = (
    Endpoint("GET", "/products", list_products),
    Endpoint("POST", "/products", create_product),
    Endpoint("GET", "/products/{id}", get_product),
    Endpoint("POST", "/products/{id}/prices", add_price),
    Endpoint("POST", "/products/{id}/prices/{price_id}/set-default", set_default),
)
