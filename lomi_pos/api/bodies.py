"""The exact bytes of a creation. They are journalled first and sent unchanged, however often.

lomi.'s pages and its source disagree on some names, and unknown fields are ignored, so both spellings go out (lomi.
docs, Checkout sessions and Payment links; lomi.'s ``create-checkout-session.dto.ts``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.api.json_body import as_bytes, moment
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.reference import named_title
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import USUAL_PROVIDERS
from lomi_pos.till.shares import TOLD
from lomi_pos.till.text import NOTE_LENGTH, TITLE_LENGTH, clean

if TYPE_CHECKING:
    from lomi_pos.till.lomi import LinkDraft
    from lomi_pos.till.products import LineItem

_METADATA_KEYS = 50
_METADATA_LENGTH = 500
_SHORTEST_SHOP = 4


def session_body(order: Order, sale: Sale, *, attempt: int, shop: Shop, told: Mapping[str, str] | None = None) -> bytes:
    """Return the body of ``POST /checkout-sessions``. Amounts are whole smallest units, as an integer."""
    description = clean(order.description)
    fields: dict[str, object] = {
        "amount": order.amount.minor,
        "currency_code": order.amount.currency,
        "success_url": shop.success_url,
        "cancel_url": shop.cancel_url,
        "allowed_providers": list(order.providers or shop.providers or USUAL_PROVIDERS),
        "title": title_of(order, sale, shop=shop),
        "public_description": description,  # the documented name
        "description": description,  # the one that is read
        **_customer(order),
        **_sold(order),
        "subscription_id": order.subscription_id,
        "plan_id": order.plan_id,
        "expiration_minutes": order.expiration_minutes or shop.expiration_minutes,
        "allow_coupon_code": order.allow_coupon_code,
        "require_billing_address": False,
        "metadata": metadata_of(order, sale, attempt=attempt, shop=shop, told=told),
    }
    return as_bytes(fields)


def link_body(order: Order, sale: Sale, *, attempt: int, shop: Shop, now: datetime) -> bytes:
    """Return the body of ``POST /payment-links``: a product link for one of a product, else an instant one.

    A product link can say neither how many nor how much, so several of a product, several articles, and a price that
    the customer would choose are asked for by their amount.

    lomi. drops a link's metadata, so the title alone carries the reference. A link has no call to close it, so one that
    is made for a single sale always ends by itself, as a session would, counted from ``now``.
    """
    is_product = _is_one_of_a_product(order)
    ends_at = now + timedelta(minutes=order.expiration_minutes or shop.expiration_minutes)
    fields: dict[str, object] = {
        "link_type": "product" if is_product else "instant",
        "title": title_of(order, sale, shop=shop),
        "description": clean(order.description),
        "currency_code": order.amount.currency,
        "amount": None if is_product else order.amount.minor,
        "product_id": order.product_id if is_product else None,
        "price_id": order.price_id if is_product else None,
        "allow_coupon_code": order.allow_coupon_code,
        "allow_quantity": is_product and order.allow_quantity,
        "require_billing_address": False,
        "expires_at": moment(ends_at),
        "success_url": shop.success_url,
        "cancel_url": shop.cancel_url,
        "metadata": metadata_of(order, sale, attempt=attempt, shop=shop),
    }
    return as_bytes(fields)


def new_link_body(draft: LinkDraft, reference: str, *, shop: Shop) -> bytes:
    """Return the body of ``POST /payment-links`` for a link that belongs to no sale, and may be paid many times."""
    fields: dict[str, object] = {
        "link_type": draft.kind,
        "title": named_title(draft.title, reference),
        "description": clean(draft.description),
        "currency_code": draft.currency,
        "amount": draft.amount.minor if draft.amount else None,
        "product_id": draft.product_id,
        "price_id": draft.price_id,
        "allow_coupon_code": draft.allow_coupon_code,
        "allow_quantity": draft.allow_quantity,
        "require_billing_address": draft.require_billing_address,
        "expires_at": moment(draft.expires_at) if draft.expires_at else None,
        "success_url": draft.success_url or shop.success_url,
        "cancel_url": draft.cancel_url or shop.cancel_url,
        "metadata": _own_metadata(draft.metadata.items()) or None,
    }
    return as_bytes(fields)


def body_again(body: bytes, *, attempt: int, shop: Shop, now: datetime, told: Mapping[str, str] | None = None) -> bytes:
    """Return the ``body`` of an earlier attempt as that of the next: all the same but the counts in its metadata.

    A link whose time is over gets the shop's usual time from ``now``: it would be born dead.
    """
    fields = json.loads(body)
    metadata = {name: value for name, value in fields.get("metadata", {}).items() if name not in TOLD}
    fields["metadata"] = {**metadata, "attempt": str(attempt)}
    if len(fields["metadata"]) + len(TOLD) <= _METADATA_KEYS:
        fields["metadata"] |= told or {}
    if "expires_at" in fields and fields["expires_at"] <= moment(now):
        fields["expires_at"] = moment(now + timedelta(minutes=shop.expiration_minutes))
    return as_bytes(fields)


def title_of(order: Order, sale: Sale, *, shop: Shop) -> str:
    """Return ``Shop · A-041 · REFERENCE``. The name in front is clipped, the reference never is."""
    ending = f"{sale.number} · {sale.reference}"
    room = TITLE_LENGTH - len(ending) - len(" · ")
    named = clean(order.title or shop.title, max(room, 0)) if room >= _SHORTEST_SHOP else ""
    return f"{named} · {ending}" if named else ending


def metadata_of(
    order: Order, sale: Sale, *, attempt: int, shop: Shop, told: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Return the metadata: ours first, and never replaced by the order's own. Values are strings, 50 keys at most."""
    ours = {"order_ref": sale.reference, "till": clean(shop.till), "attempt": str(attempt), **(told or {})}
    others = [(name, value) for name, value in _own_metadata(order.metadata).items() if name not in {*ours, *TOLD}]
    return ours | dict(others[: _METADATA_KEYS - len(ours)])


def _own_metadata(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    cleaned = ((clean(name, 40), clean(value, _METADATA_LENGTH)) for name, value in pairs)
    return dict([(name, value) for name, value in cleaned if name][:_METADATA_KEYS])


def _customer(order: Order) -> dict[str, object]:
    """Name, address and number, never ``customer_id``: that one makes lomi. look for unpaid invoices first."""
    return {
        "customer_name": clean(order.customer_name, NOTE_LENGTH),
        "customer_email": clean(order.customer_email, NOTE_LENGTH),
        "customer_phone": clean(order.customer_phone, NOTE_LENGTH),
        "customer_country": clean(order.customer_country, NOTE_LENGTH),
        "customer_city": clean(order.customer_city, NOTE_LENGTH),
        "customer_address": clean(order.customer_address, NOTE_LENGTH),
        "customer_postal_code": clean(order.customer_postal_code, NOTE_LENGTH),
    }


def _sold(order: Order) -> dict[str, object]:
    """The articles, or the one product: with articles lomi. takes no notice of the product (OpenAPI 1.1.0)."""
    if order.line_items:
        return {"line_items": [_line_item(item) for item in order.line_items]}
    if order.product_id is None and order.price is None:
        return {}
    return {
        "product_id": order.product_id,
        "price_id": order.price_id,
        "quantity": order.quantity,
        "allow_quantity": order.allow_quantity,
    }


def _line_item(item: LineItem) -> dict[str, object]:
    fields: dict[str, object] = {"price_id": item.price.id, "quantity": item.quantity}
    metadata = _own_metadata(item.metadata)
    return {**fields, "metadata": metadata} if metadata else fields


def _is_one_of_a_product(order: Order) -> bool:
    if order.product_id is None or order.line_items or order.quantity != 1:
        return False
    return order.price is None or order.price.is_standard
