"""What the shop sells at lomi. (lomi.'s source, ``core/products``): products, each with its prices."""

from dataclasses import dataclass

from lomi_pos.till.money import Money

LARGEST_QUANTITY = 999


@dataclass(frozen=True, slots=True)
class Price:
    """``interval`` is empty for what is paid once; ``model`` is lomi.'s word.

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

    @property
    def is_standard(self) -> bool:
        """Whether it is the same for everyone, and for each of several."""
        return self.model == "standard"

    @property
    def is_open(self) -> bool:
        return self.model == "pay_what_you_want"


@dataclass(frozen=True, slots=True)
class LineItem:
    """One of several articles that are sold together."""

    price: Price
    quantity: int = 1
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One thing to sell; only prices that are in force."""

    id: str
    name: str
    description: str = ""
    prices: tuple[Price, ...] = ()
    is_active: bool = True
