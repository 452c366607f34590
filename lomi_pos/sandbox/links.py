"""The payment link endpoints (lomi. docs, Payment links). A repeated creation makes a second link."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from lomi_pos.sandbox.call import Answer, Call
from lomi_pos.sandbox.catalogue import CURRENCIES
from lomi_pos.sandbox.clock import read_stamp_or_none
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.records import Amount, Link
from lomi_pos.sandbox.session_bodies import amount_problems, is_web_url, lax_number, metadata_problems
from lomi_pos.sandbox.spelling import documented_link, live_link
from lomi_pos.sandbox.trouble import broken, invalid, not_found

TYPES = ("product", "instant")


def create_link(call: Call) -> Answer:
    body = call.body if isinstance(call.body, dict) else {}
    problems = _problems(call, body)
    if problems:
        # The server leaves the judgement to its database, and its database is not quoted.
        raise broken() if call.is_live else invalid(problems)
    link = call.lomi.keep_link(_link(call, body))
    return Answer(_written(call, link) if call.is_live else {"data": _written(call, link)}, 201)


def _problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    problems = []
    link_type = body.get("link_type")
    if link_type not in TYPES:
        problems.append("link_type must be one of the following values: product, instant")
    if not isinstance(body.get("title"), str) or not body["title"].strip():
        problems.append("title should not be empty")
    if body.get("currency_code") not in CURRENCIES:
        problems.append(f"currency_code must be one of the following values: {', '.join(CURRENCIES)}")
    if link_type == "instant":
        problems += _instant_problems(body)
    if link_type == "product":
        problems += _product_problems(call, body)
    if body.get("expires_at") is not None and read_stamp_or_none(body["expires_at"]) is None:
        problems.append("expires_at must be a valid ISO 8601 date string")
    if not call.is_live:
        problems += metadata_problems(body.get("metadata"))
        for name in ("success_url", "cancel_url"):
            if body.get(name) is not None and not is_web_url(body[name]):
                problems.append(f"{name} must be a URL address")
    return problems


def _instant_problems(body: Mapping[str, Any]) -> list[str]:
    problems = ["product_id is not allowed on an instant link"] if body.get("product_id") else []
    amount = body.get("amount")
    # Zero is accepted, and means that the customer types the amount.
    return problems if amount == 0 and not isinstance(amount, bool) else problems + amount_problems(amount)


def _product_problems(call: Call, body: Mapping[str, Any]) -> list[str]:
    problems = ["amount is not allowed on a product link"] if body.get("amount") else []
    product = call.lomi.catalogue.products.get(str(body.get("product_id")))
    if product is None:
        return [*problems, "product_id must be one of your products"]
    return problems if product.price(body.get("price_id")) else [*problems, "price_id is not a price of this product"]


def _link(call: Call, body: Mapping[str, Any]) -> Link:
    now = call.lomi.now
    amount: Amount | None = lax_number(body["amount"]) if body.get("amount") else None
    return Link(
        **asdict(call.owner),
        id=call.lomi.new_id(),
        link_type=body["link_type"],
        title=body["title"],
        description=body.get("description"),
        amount=amount,
        currency_code=body["currency_code"],
        product_id=body.get("product_id"),
        price_id=body.get("price_id"),
        created_at=now,
        updated_at=now,
        expires_at=read_stamp_or_none(body.get("expires_at")),
        success_url=body.get("success_url"),
        cancel_url=body.get("cancel_url"),
        allow_coupon_code=bool(body.get("allow_coupon_code", False)),
        allow_quantity=bool(body.get("allow_quantity", False)),
        require_billing_address=bool(body.get("require_billing_address", True)),
        # Documented as stored; the running server drops it on the way to its database.
        metadata=None if call.is_live else body.get("metadata"),
    )


def _written(call: Call, link: Link) -> dict[str, Any]:
    write = live_link if call.is_live else documented_link
    return write(link, call.lomi.link_url(link.id), is_active=link.is_open(call.lomi.now))


def get_link(call: Call) -> Answer:
    asked = call.path["id"]
    link = call.lomi.links.get(asked.lower())
    if link is None or link.organization_id != call.owner.organization_id:
        raise not_found("Payment link", asked)
    if not call.is_live:
        return Answer({"data": _written(call, link)})
    # Only the server adds them, and only to a link that is read by itself.
    return Answer({**_written(call, link), "line_items": _line_items(call, link)})


def _line_items(call: Call, link: Link) -> list[dict[str, Any]]:
    """What a product link sells, in the words of a session's ``line_items``; an instant link sells nothing."""
    product = call.lomi.catalogue.products.get(link.product_id or "")
    price = product.price(link.price_id) if product else None
    return [{"price_id": price.id, "quantity": link.quantity}] if price else []


def list_links(call: Call) -> Answer:
    """List the newest first. ``total`` only counts the rows of this page, as the server does."""
    kind = call.query.get("linkType") or None
    active = call.flag("isActive")
    limit, offset = call.whole("limit", 20), call.whole("offset", 0)
    if kind is not None and kind not in TYPES:
        raise broken() if call.is_live else invalid(["linkType must be one of: product, instant"])
    rows = [
        link
        for link in reversed(call.lomi.links.values())
        if link.organization_id == call.owner.organization_id
        and kind in (None, link.link_type)
        and active in (None, link.is_open(call.lomi.now))
    ]
    shown = [_written(call, link) for link in rows[offset : offset + limit]]
    return Answer({"data": shown, "total": len(shown), "limit": limit, "offset": offset})


ENDPOINTS = (
    Endpoint("POST", "/payment-links", create_link),
    Endpoint("GET", "/payment-links", list_links),
    Endpoint("GET", "/payment-links/{id}", get_link),
)
