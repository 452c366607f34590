"""A list from which a product is picked at one of its prices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox

from lomi_pos.till.products import Price, Product
from lomi_pos.till.text import clean
from lomi_pos.ui import format as fmt


@dataclass(frozen=True, slots=True)
class Offer:
    """A product at one of its prices."""

    product: Product
    price: Price


class ProductBox(QComboBox):
    """Each product once for every price. The first row is no product, where ``none`` has words for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @property
    def offer(self) -> Offer | None:
        """What is picked."""
        picked: Offer | None = self.currentData()
        return picked

    def show_products(
        self, products: Sequence[Product], *, none: str = "", fits: Callable[[Price], bool] = lambda _: True
    ) -> None:
        """What the shop sells at lomi., at each of its prices that ``fits``; what was picked stays so."""
        offers = [Offer(product, price) for product in products for price in product.prices if fits(price)]
        picked = self.offer
        self.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self.clear()
        if none:
            self.addItem(none, None)
        for one in offers:
            self.addItem(f"{clean(one.product.name, 60)} · {self._price_words(one.price)}", one)
        first = 1 if none else 0
        self.setCurrentIndex(first + offers.index(picked) if picked in offers else 0)
        self.blockSignals(False)  # noqa: FBT003
        if self.offer != picked:
            self.currentIndexChanged.emit(self.currentIndex())

    def _price_words(self, price: Price) -> str:
        if price.is_open or price.amount is None:
            return self.tr("customer's choice")
        every = {
            "day": self.tr("a day"),
            "week": self.tr("a week"),
            "month": self.tr("a month"),
            "year": self.tr("a year"),
        }.get(price.interval, clean(price.interval, 20))
        return f"{fmt.money(price.amount)} {every}".rstrip()
