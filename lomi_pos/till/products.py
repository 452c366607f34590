"""What the shop sells at lomi. (lomi.'s source, ``core/products``): products, each with its prices.

lomi. neither changes nor deletes a product or a price; one price of each is the usual one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.money import Money

PRODUCT_KINDS = ("one_time", "recurring", "usage_based")
OPEN_MODEL = "pay_what_you_want"
PRICE_MODELS = ("standard", OPEN_MODEL, "tiered", "volume")
INTERVALS = (
    *("day", "week", "bi-weekly", "month", "bi-monthly", "quarterly", "semi-annual", "year", "lifetime", "unit"),
)


@dataclass(frozen=True, slots=True)
class Price:
    """``interval`` is empty for what is paid once. It and ``model`` are lomi.'s words, as it wrote them.

    Where the customer chooses the amount (``is_open``), ``minimum`` and ``maximum`` bound it.
    """

    id: str
    amount: Money | None
    currency: str
    is_default: bool = False
    interval: str = ""
    model: str = "standard"
    minimum: Money | None = None
    maximum: Money | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    """Fields that this version does not know, to be shown as they came."""

    @property
    def is_standard(self) -> bool:
        """Whether it is the same for everyone, and for each of several."""
        return self.model == "standard"

    @property
    def is_open(self) -> bool:
        return self.model == OPEN_MODEL


@dataclass(frozen=True, slots=True)
class LineItem:
    """One of several articles that are sold together."""

    price: Price
    quantity: int = 1
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One thing to sell; only prices that are in force. ``kind`` is lomi.'s word, mostly of ``PRODUCT_KINDS``."""

    id: str
    name: str
    description: str = ""
    prices: tuple[Price, ...] = ()
    is_active: bool = True
    kind: str = "one_time"
    images: tuple[str, ...] = ()
    is_on_storefront: bool | None = None
    organization_id: str | None = None
    environment: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A price to be made. ``minimum`` and ``maximum`` bound an open one, of which ``amount`` is what is proposed."""

    amount: Money
    model: str = "standard"
    interval: str = ""
    minimum: Money | None = None
    maximum: Money | None = None
    is_default: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product to be made, with one price or more; the first is the usual one unless another says so.

    What comes after ``fee_type_ids`` is for subscriptions: ``failed_payment_action`` is ``pause``, ``cancel`` or
    ``continue``, ``first_payment_type`` is ``initial``, ``non_initial`` or ``prorated``.
    """

    name: str
    prices: tuple[PriceDraft, ...]
    kind: str = "one_time"
    description: str = ""
    images: tuple[str, ...] = ()
    is_active: bool = True
    is_on_storefront: bool = True
    metadata: Mapping[str, str] = field(default_factory=dict)
    fee_type_ids: tuple[str, ...] = ()
    failed_payment_action: str = ""
    charge_day: int | None = None
    first_payment_type: str = ""
    trial_days: int | None = None


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """Filters of ``GET /products``. ``is_active``: what is sold now, what is not, or None for both.

    ``page`` counts from 1.
    """

    is_active: bool | None = True
    limit: int = 100
    page: int = 1
