"""Products and prices as lomi. spells them (lomi.'s source, ``core/products``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Currency, Flag, Id, Line, WholeIfThere, WholeOrNone, Word
from lomi_pos.api.wire import Unreadable, Wire, money, read
from lomi_pos.till.products import Price, Product


class PriceWire(Wire):
    id: Id = Field(validation_alias=AliasChoices("price_id", "id"))
    amount: WholeIfThere = None
    currency: Currency = Field(validation_alias=AliasChoices("currency_code", "currency"))
    model: Word = Field("", validation_alias=AliasChoices("pricing_model", "model"))
    minimum: WholeOrNone = Field(None, validation_alias="minimum_amount")
    maximum: WholeOrNone = Field(None, validation_alias="maximum_amount")
    interval: Word = Field("", validation_alias=AliasChoices("billing_interval", "interval"))
    is_default: Flag = None
    is_active: Flag = None


class ProductWire(Wire):
    id: Id = Field(validation_alias=AliasChoices("product_id", "id"))
    name: Line
    description: Line = ""
    is_active: Flag = None
    prices: list[Any] = Field(default_factory=list)


def to_product(raw: Any) -> Product:
    """Raises ``Unreadable``; a price that cannot be read is left out, the product stays."""
    wire = read(ProductWire, raw)
    prices = [price for price in map(_price_or_none, wire.prices) if price is not None]
    return Product(
        id=wire.id,
        name=wire.name,
        description=wire.description,
        prices=tuple(prices),
        is_active=wire.is_active is not False,
    )


def _price_or_none(raw: Any) -> Price | None:
    try:
        wire = read(PriceWire, raw)
    except Unreadable:
        return None
    if wire.is_active is False:
        return None
    return Price(
        id=wire.id,
        amount=money(wire.amount, wire.currency),
        currency=wire.currency,
        is_default=wire.is_default is True,
        interval=wire.interval,
        model=wire.model or "standard",
        minimum=money(wire.minimum, wire.currency),
        maximum=money(wire.maximum, wire.currency),
    )
