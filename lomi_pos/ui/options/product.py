"""A product for the sale: picked with its price, and how many."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.money import Money
from lomi_pos.till.order import LARGEST_QUANTITY, Order
from lomi_pos.till.products import Price, Product
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label, number_box
from lomi_pos.ui.product_box import ProductBox
from lomi_pos.ui.words import tell


class SoldProduct(Page):
    """A fixed price fixes the amount; where the customer chooses, the amount is typed within its bounds.

    Signals:
        changed(): another product, price or quantity.
    """

    changed = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._products: tuple[Product, ...] = ()
        self._problem: Message | None = None
        self._caption, self._count_caption = label("caption"), label("caption")
        self.box = ProductBox()
        self.box.setObjectName("optionProduct")
        self.quantity = number_box("optionQuantity", 1, LARGEST_QUANTITY)
        self._said = label("caption", "optionProductSaid", wraps=True)
        self._lay_out()
        self.box.currentIndexChanged.connect(self._on_changed)
        self.quantity.valueChanged.connect(self._on_changed)
        self.retranslate()

    # ------------------------------------------------------------------ what was picked
    @property
    def subtotal(self) -> Money | None:
        """What a fixed price makes of the quantity; None when the amount is the clerk's to type."""
        offer = self.box.offer
        if offer is None or not offer.price.is_standard or offer.price.amount is None:
            return None
        return replace(offer.price.amount, minor=offer.price.amount.minor * self.quantity.value())

    def added_to(self, order: Order) -> Order:
        offer = self.box.offer
        if offer is None:
            return order
        count = self.quantity.value() if offer.price.is_standard else 1
        return replace(order, product_id=offer.product.id, price=offer.price, quantity=count)

    def clear(self) -> None:
        self.box.setCurrentIndex(0)
        self.quantity.setValue(1)

    # ------------------------------------------------------------------ what there is
    def show_products(self, products: Sequence[Product], problem: Message | None = None) -> None:
        """``problem`` is why lomi. could not be asked just now; what was known before can still be picked."""
        self._products, self._problem = tuple(products), problem
        self.retranslate()

    def set_currency(self, currency: str) -> None:
        """Only what is sold in the till's own currency can be charged here."""
        self._currency = currency
        self.retranslate()

    def _fits(self, price: Price) -> bool:
        return price.currency == self._currency and (price.is_open or (price.is_standard and price.amount is not None))

    # ------------------------------------------------------------------ how it looks
    def _lay_out(self) -> None:
        self._caption.setBuddy(self.box)
        self._count_caption.setBuddy(self.quantity)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.addWidget(self._caption, 0, 0)
        grid.addWidget(self._count_caption, 0, 1)
        grid.addWidget(self.box, 1, 0)
        grid.addWidget(self.quantity, 1, 1)
        grid.addWidget(self._said, 2, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)

    def retranslate(self) -> None:
        self._caption.setText(self.tr("Product"))
        self._count_caption.setText(self.tr("Quantity"))
        self.box.setAccessibleName(self.tr("Product"))
        self.quantity.setAccessibleName(self.tr("Quantity"))
        self.box.show_products(self._products, none=self.tr("None: the amount is typed"), fits=self._fits)
        self._show_state()

    def _show_state(self) -> None:
        offer = self.box.offer
        self.box.setEnabled(self.box.count() > 1)
        self.quantity.setEnabled(offer is not None and offer.price.is_standard)
        self._said.setText(self._words())
        self._said.setVisible(bool(self._said.text()))

    def _words(self) -> str:
        offer = self.box.offer
        if offer is not None and offer.price.is_open:
            return self._bounds(offer.price)
        if offer is not None:
            return self.tr("The price makes the amount.")
        if self._problem is not None and self._problem.code == "network_refused":
            return self.tr("The products of a Network account cannot be seen from here.")
        if self._problem is not None:
            known = self.tr("What was known before can be picked.") if self._products else ""
            return " ".join(part for part in (self._unasked(self._problem), known) if part)
        return ""

    def _unasked(self, problem: Message) -> str:
        if problem.code in {"no_connection", "no_answer", "outcome_unknown"}:
            return self.tr("No connection: lomi. could not be asked for its products.")
        return tell(as_unanswered(problem))

    def _bounds(self, price: Price) -> str:
        least, most = price.minimum, price.maximum
        if least is not None and most is not None:
            words = self.tr("The customer chooses: type an amount from {least} to {most}.")
            return words.format(least=fmt.money(least), most=fmt.money(most))
        if least is not None:
            return self.tr("The customer chooses: type {least} or more.").format(least=fmt.money(least))
        if most is not None:
            return self.tr("The customer chooses: type {most} or less.").format(most=fmt.money(most))
        return self.tr("The customer chooses: type the amount.")

    def _on_changed(self) -> None:
        self._show_state()
        self.changed.emit()
