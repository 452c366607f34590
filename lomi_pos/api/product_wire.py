"""Products and prices as lomi. spells them (lomi.'s source, ``core/products``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Currency, Flag, Id, Line, WholeIfThere, Word
from lomi_pos.api.wire import Unreadable, Wire, read
from lomi_pos.till.money import Money
from lomi_pos.till.products import Price, Product


class PriceWire(Wire):
    id: Id = Field(validation_alias=AliasChoices("price_id", "id"))
    amount: WholeIfThere = None
    currency: Currency = Field(validation_alias=AliasChoices("currency_code", "currency"))
    model: Word = Field("", validation_alias=AliasChoices("pricing_model", "model"))
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
        amount=Money(wire.amount, wire.currency) if wire.amount is not None else None,
        currency=wire.currency,
        is_default=wire.is_default is True,
        is_open=wire.model == "pay_what_you_want",
        interval=wire.interval,
    )
