"""Products and prices as lomi. spells them (lomi.'s source, ``core/products``)."""

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.values import (
    Currency,
    Flag,
    Id,
    IdOrNone,
    Line,
    Metadata,
    When,
    WholeIfThere,
    WholeOrNone,
    Word,
)
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, money, others, read
from lomi_pos.till.products import Price, Product


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _parts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class PriceWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("price_id", "id"))
    amount: WholeIfThere = None
    currency: Currency = Field(validation_alias=CURRENCY_NAMES)
    model: Word = Field("", validation_alias=AliasChoices("pricing_model", "model"))
    interval: Word = Field("", validation_alias=AliasChoices("billing_interval", "interval"))
    minimum: WholeOrNone = Field(None, validation_alias="minimum_amount")
    maximum: WholeOrNone = Field(None, validation_alias="maximum_amount")
    is_default: Flag = None
    is_active: Flag = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


class ProductWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("product_id", "id"))
    name: Line
    description: Line = ""
    kind: Word = Field("", validation_alias=AliasChoices("product_type", "type"))
    is_active: Flag = None
    display_on_storefront: Flag = None
    images: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    prices: Annotated[list[Any], BeforeValidator(_parts)] = Field(default_factory=list)
    organization_id: IdOrNone = None
    environment: Word = ""
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


def to_product(raw: Any) -> Product:
    """Raises ``Unreadable``; a price that cannot be read is left out, the product stays."""
    wire = read(ProductWire, raw)
    prices = [price for price in map(_price_in_force, wire.prices) if price is not None]
    return Product(
        id=wire.id,
        name=wire.name,
        description=wire.description,
        prices=tuple(prices),
        is_active=wire.is_active is not False,
        kind=wire.kind or "one_time",
        images=wire.images,
        is_on_storefront=wire.display_on_storefront,
        organization_id=wire.organization_id,
        environment=wire.environment or None,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire, besides={"total_count"}),
    )


def _price_in_force(raw: Any) -> Price | None:
    try:
        wire = read(PriceWire, raw)
    except Unreadable:
        return None
    return None if wire.is_active is False else _price(wire)


def to_price(raw: Any) -> Price:
    """Raises ``Unreadable``."""
    return _price(read(PriceWire, raw))


def _price(wire: PriceWire) -> Price:
    return Price(
        id=wire.id,
        amount=money(wire.amount, wire.currency),
        currency=wire.currency,
        is_default=wire.is_default is True,
        interval=wire.interval,
        model=wire.model or "standard",
        minimum=money(wire.minimum, wire.currency),
        maximum=money(wire.maximum, wire.currency),
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire, besides={"product_id"}),
    )
