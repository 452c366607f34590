"""What the shop sells at lomi. (lomi.'s source, ``core/products``): products, each with its prices."""

from dataclasses import dataclass

from lomi_pos.till.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """``interval`` is empty for what is paid once; ``is_open`` where the customer chooses the amount."""

    id: str
    amount: Money | None
    currency: str
    is_default: bool = False
    is_open: bool = False
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One thing to sell; only prices that are in force."""

    id: str
    name: str
    description: str = ""
    prices: tuple[Price, ...] = ()
    is_active: bool = True
