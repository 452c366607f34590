"""Products with their prices (lomi.'s source, ``core/products``). None of the writes is deduplicated."""

from dataclasses import replace

from lomi_pos.api.answers import Answer
from lomi_pos.api.checks import check_uuid, check_word
from lomi_pos.api.json_body import as_bytes
from lomi_pos.api.once import write_once
from lomi_pos.api.pages import Listing, flag
from lomi_pos.api.product_wire import to_price, to_product
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.ids import check_named
from lomi_pos.till.money import check_currency
from lomi_pos.till.products import (
    INTERVALS,
    OPEN_MODEL,
    PRICE_MODELS,
    PRODUCT_KINDS,
    Price,
    PriceDraft,
    Product,
    ProductDraft,
    ProductQuery,
)
from lomi_pos.till.rows import Rows
from lomi_pos.till.text import clean

_PATH = "/products"
_LIST = Listing(_PATH, to_product, usual=15)


class Products:
    """What the shop sells at lomi., under one identity. A lomi. Network has none: a member's are the member's."""

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def list(self, query: ProductQuery | None = None) -> Rows[Product]:
        """One page. What the server made of the filter is filtered again here."""
        query = query or ProductQuery()
        return await _LIST.page(
            self._transport,
            flag("isActive", value=query.is_active),
            limit=query.limit,
            page=query.page,
            keep=lambda one: self._is_asked_for(one, query),
        )

    async def get(self, product_id: str) -> Product:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(product_id)}")
        return replace(answer.read_asked(product_id, to_product), id=product_id)

    async def create(self, draft: ProductDraft) -> Product:
        """Make a product, once: lomi. can neither change nor delete it.

        Raises:
            TillRefusal: the draft cannot be one; nothing was sent.
            OutcomeUnknown: there may be one now: look at the list. So for the price below.
        """
        return await write_once(self._transport, "POST", _PATH, product_body(draft), _read_product)

    async def add_price(self, product_id: str, draft: PriceDraft) -> Price:
        path = f"{_PATH}/{check_uuid(product_id)}/prices"
        return await write_once(self._transport, "POST", path, price_body(draft), _read_price)

    async def set_default(self, product_id: str, price_id: str) -> None:
        """Make it the usual one of the product's prices. What lomi. answers is not published: ``get`` tells."""
        path = f"{_PATH}/{check_uuid(product_id)}/prices/{check_uuid(price_id)}/set-default"
        await write_once(self._transport, "POST", path, b"{}", lambda _answer: None)

    def _is_asked_for(self, one: Product, query: ProductQuery) -> bool:
        return one.environment in {None, self._environment} and query.is_active in {None, one.is_active}


def product_body(draft: ProductDraft) -> bytes:
    """Return the body of ``POST /products``.

    Raises:
        TillRefusal: the draft cannot be one.
    """
    check_named(*draft.fee_type_ids)
    name = clean(draft.name)
    if not name or not draft.prices:
        raise TillRefusal("product_needs")
    return as_bytes(
        {
            "name": name,
            "description": clean(draft.description),
            "product_type": check_word(draft.kind, PRODUCT_KINDS),
            "prices": [_price_fields(price) for price in draft.prices],
            "images": list(draft.images) or None,
            "is_active": draft.is_active,
            "display_on_storefront": draft.is_on_storefront,
            "metadata": dict(draft.metadata) or None,
            "fee_type_ids": list(draft.fee_type_ids) or None,
            "failed_payment_action": check_word(draft.failed_payment_action, ("", "pause", "cancel", "continue")),
            "charge_day": draft.charge_day,
            "first_payment_type": check_word(draft.first_payment_type, ("", "initial", "non_initial", "prorated")),
            "trial_enabled": True if draft.trial_days else None,
            "trial_period_days": draft.trial_days or None,
        }
    )


def price_body(draft: PriceDraft) -> bytes:
    """Return the body of ``POST /products/{id}/prices``. Amounts are whole smallest units.

    Raises:
        TillRefusal: the draft cannot be one.
    """
    return as_bytes(_price_fields(draft))


def _price_fields(draft: PriceDraft) -> dict[str, object]:
    currency = check_currency(draft.amount.currency)
    bounds = [one for one in (draft.minimum, draft.amount, draft.maximum) if one is not None]
    if draft.amount.minor <= 0:
        raise TillRefusal("amount_zero")
    if draft.model != OPEN_MODEL and len(bounds) > 1:
        raise TillRefusal("price_bounds")
    if any(one.currency != currency for one in bounds) or bounds != sorted(bounds, key=lambda one: one.minor):
        raise TillRefusal("price_bounds")
    fields: dict[str, object] = {
        "amount": draft.amount.minor,
        "currency_code": currency,
        "pricing_model": check_word(draft.model, PRICE_MODELS),
        "billing_interval": check_word(draft.interval, ("", *INTERVALS)),
        "minimum_amount": draft.minimum.minor if draft.minimum else None,
        "maximum_amount": draft.maximum.minor if draft.maximum else None,
        "is_default": draft.is_default,
        "metadata": dict(draft.metadata),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def _read_product(answer: Answer) -> Product:
    return answer.read_one(to_product)


def _read_price(answer: Answer) -> Price:
    return answer.read_one(to_price)
