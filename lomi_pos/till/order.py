"""What is asked for at the counter, before it becomes a sale."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lomi_pos.till.money import Money

if TYPE_CHECKING:
    from lomi_pos.till.products import LineItem, Price

LARGEST_QUANTITY = 999


class Kind(StrEnum):
    """What an attempt made at lomi."""

    SESSION = "session"
    LINK = "link"
    WAVE = "wave"
    """Asked on the customer's phone, by Wave."""
    MTN = "mtn"

    @property
    def is_phone(self) -> bool:
        """Whether it is a charge that names its provider and its customer's number, followed by its transaction."""
        return self in {Kind.WAVE, Kind.MTN}


@dataclass(frozen=True, slots=True)
class Order:
    """What the clerk asks for: one amount of one customer, and what the hosted page shows of it.

    ``amount`` is all that is to be paid: of a product that has one ``price``, ``quantity`` times that. ``line_items``
    are several articles at once; lomi. then takes no notice of ``product_id``, ``price`` and ``quantity``.
    """

    amount: Money
    note: str = ""
    kind: Kind = Kind.SESSION
    title: str = ""
    description: str = ""
    customer_name: str = ""
    customer_email: str = ""
    customer_phone: str = ""
    customer_country: str = ""
    customer_city: str = ""
    customer_address: str = ""
    customer_postal_code: str = ""
    providers: tuple[str, ...] = ()
    expiration_minutes: int | None = None
    allow_coupon_code: bool = False
    product_id: str | None = None
    price: Price | None = None
    """The one that was picked, as lomi. told it; None is the product's own."""
    quantity: int = 1
    allow_quantity: bool = False
    """Whether the customer may take more or fewer."""
    line_items: tuple[LineItem, ...] = ()
    subscription_id: str | None = None
    plan_id: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    id: str = field(default="", compare=False)
    """Chosen when the key goes down, so that the same order handed in twice is one sale. Empty: each time a new one."""

    @property
    def price_id(self) -> str | None:
        return self.price.id if self.price is not None else None
