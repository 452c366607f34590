"""Products and prices as lomi. spells them (lomi.'s source, ``core/products``)."""

from typing import Any

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.values import currency, flag, id_or_none, its_id, line, texts, urls, when, whole, whole_or_none, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, money, reads
from lomi_pos.till.products import Price, Product


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@reads
def to_product(said: Said) -> Product:
    """A price that cannot be read is left out, the product stays."""
    prices = [price for price in map(_price_in_force, said(_rows, "prices")) if price is not None]
    return Product(
        id=said.needs(its_id, "product_id", "id"),
        name=said.needs(line, "name"),
        description=said(line, "description"),
        prices=tuple(prices),
        is_active=said(flag, "is_active") is not False,
        kind=said(word, "product_type", "type") or "one_time",
        images=said(urls, "images"),
        is_on_storefront=said(flag, "display_on_storefront"),
        organization_id=said(id_or_none, "organization_id"),
        environment=said(word, "environment") or None,
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(besides={"total_count"}),
    )


def _price_in_force(raw: Any) -> Price | None:
    try:
        price, is_active = _price(raw)
    except Unreadable:
        return None
    return None if is_active is False else price


def to_price(raw: Any) -> Price:
    return _price(raw)[0]


@reads
def _price(said: Said) -> tuple[Price, bool | None]:
    """A price, and whether it is in force."""
    in_currency = said.needs(currency, *CURRENCY_NAMES)
    is_active = said(flag, "is_active")
    price = Price(
        id=said.needs(its_id, "price_id", "id"),
        amount=money(said(whole, "amount"), in_currency),
        currency=in_currency,
        is_default=said(flag, "is_default") is True,
        interval=said(word, "billing_interval", "interval"),
        model=said(word, "pricing_model", "model") or "standard",
        minimum=money(said(whole_or_none, "minimum_amount"), in_currency),
        maximum=money(said(whole_or_none, "maximum_amount"), in_currency),
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(besides={"product_id"}),
    )
    return price, is_active
