"""The rest of what may be asked of one customer, out of the way until it is wanted."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.reference import SALE_TITLE_LENGTH
from lomi_pos.till.text import NOTE_LENGTH, clean
from lomi_pos.ui import theme
from lomi_pos.ui.options.customer import CustomerFields
from lomi_pos.ui.options.metadata import MetadataRows
from lomi_pos.ui.options.product import SoldProduct
from lomi_pos.ui.pieces import ElidedLabel, EntryField, Page, button, number_box
from lomi_pos.ui.words import provider_name

_LONGEST_MINUTES = 24 * 60


class SaleOptions(Page):
    """Fields of one checkout session. Empty ones are not sent.

    Signals:
        charge_wanted(): Enter in one of the fields.
        phone_wanted(Kind): the customer's phone is to be asked, by Wave or MTN.
        product_changed(): another product, price or quantity; ``fixed_amount`` may be another.
        shown(): the disclosure was opened.
    """

    charge_wanted = Signal()
    phone_wanted = Signal(object)
    product_changed = Signal()
    shown = Signal()

    def __init__(self, usual_minutes: int, currency: str) -> None:
        super().__init__()
        self._usual_minutes = usual_minutes
        self.product = SoldProduct(currency)
        self.customer = CustomerFields()
        self._metadata = MetadataRows()
        self._labels: dict[str, ElidedLabel] = {}
        self._fields: dict[str, QLineEdit] = {}
        self._providers: dict[str, QCheckBox] = {}
        self._minutes = number_box("optionMinutes", 0, _LONGEST_MINUTES)
        self._coupon = QCheckBox()
        self._coupon.setObjectName("optionCoupon")
        self._provider_row = QHBoxLayout()
        self._asks = {kind: button(f"optionAsk{kind.upper()}") for kind in (Kind.WAVE, Kind.MTN)}
        self._lay_out()
        self.retranslate()

    # ------------------------------------------------------------------ what was chosen
    def added_to(self, order: Order) -> Order:
        """``order`` with what has been filled in here."""
        order = self.product.added_to(order)
        ticked = tuple(code for code, box in self._providers.items() if box.isChecked())
        return replace(
            order,
            title=self._text("title", SALE_TITLE_LENGTH),
            description=self._text("description", NOTE_LENGTH),
            customer_name=self.customer.text("name"),
            customer_phone=self.customer.text("phone"),
            customer_email=self.customer.text("email"),
            providers=ticked if len(ticked) < len(self._providers) else (),
            expiration_minutes=self._minutes.value() or None,
            allow_coupon_code=self._coupon.isChecked(),
            metadata=self._metadata.pairs,
        )

    @property
    def fixed_amount(self) -> Money | None:
        """What a product's fixed price makes the amount; None when it is the clerk's to type."""
        return self.product.subtotal

    def show_providers(self, codes: tuple[str, ...]) -> None:
        """The ways to pay that this shop has; none ticked means all of them."""
        if codes == tuple(self._providers):
            return
        while (item := self._provider_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()  # Tab passes it by at once
                old.deleteLater()
        self._providers = {code: QCheckBox() for code in codes}
        for code, box in self._providers.items():
            box.setObjectName(f"optionProvider{code}")
            self._provider_row.addWidget(box)
        for one, following in pairwise((self.customer.last, *self._providers.values())):
            QWidget.setTabOrder(one, following)  # they come late, and Tab reads on
        self._provider_row.addStretch(1)
        self.retranslate()

    def set_usual_minutes(self, minutes: int) -> None:
        self._usual_minutes = minutes
        self.retranslate()

    def clear(self) -> None:
        for field in self._fields.values():
            field.clear()
        for part in (self.product, self.customer, self._metadata):
            part.clear()
        for box in self._providers.values():
            box.setChecked(False)
        self._minutes.setValue(0)
        self._coupon.setChecked(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _text(self, name: str, length: int) -> str:
        return clean(self._fields[name].text(), length)

    # ------------------------------------------------------------------ how it looks
    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, theme.SPACE_S, 0)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.addWidget(self.product, 0, 0, 1, 3)
        self.product.changed.connect(self.product_changed)
        self.customer.charge_wanted.connect(self.charge_wanted)
        self._metadata.charge_wanted.connect(self.charge_wanted)
        places = {"title": (1, 0, SALE_TITLE_LENGTH), "description": (1, 1, NOTE_LENGTH)}
        for name, (row, column, longest) in places.items():
            field = EntryField()
            field.setMaxLength(longest)
            field.setObjectName("option" + name.capitalize())
            field.returnPressed.connect(self.charge_wanted)
            self._fields[name] = field
            self._place(grid, name, field, (row, column))
        self._place(grid, "minutes", self._minutes, (1, 2))
        grid.addWidget(self.customer, 3, 0, 1, 3)
        ways = self._ways = QWidget()
        ways.setLayout(self._provider_row)
        self._provider_row.setContentsMargins(0, 0, 0, 0)
        self._provider_row.setSpacing(theme.SPACE_M)
        self._place(grid, "providers", ways, (4, 0), columns=2)
        self._place(grid, "coupon", self._coupon, (4, 2))
        by_phone = QWidget()
        asks = QHBoxLayout(by_phone)
        asks.setContentsMargins(0, 0, 0, 0)
        asks.setSpacing(theme.SPACE_S)
        for kind, ask in self._asks.items():
            ask.clicked.connect(lambda _=False, kind=kind: self.phone_wanted.emit(kind))
            asks.addWidget(ask)
        asks.addStretch(1)
        self._place(grid, "asks", by_phone, (6, 0), columns=3)
        grid.addWidget(self._metadata, 8, 0, 1, 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(9, 1)

    def _place(self, grid: QGridLayout, name: str, field: QWidget, place: tuple[int, int], *, columns: int = 1) -> None:
        row, column = place
        caption = ElidedLabel("caption")
        caption.setBuddy(field)
        self._labels[name] = caption
        grid.addWidget(caption, row, column, 1, columns)
        grid.addWidget(field, row + 1, column, 1, columns)

    def retranslate(self) -> None:
        words = {
            "title": self.tr("Title on the payment page"),
            "description": self.tr("Description"),
            "minutes": self.tr("Minutes until the code expires"),
            "providers": self.tr("Ways to pay (none ticked: all)"),
            "coupon": self.tr("Coupon code"),
            "asks": self.tr("Ask on the customer's phone"),
        }
        for name, text in words.items():
            self._labels[name].show_text(text)
        for name, field in self._fields.items():
            field.setAccessibleName(words[name])
        self._minutes.setAccessibleName(words["minutes"])
        self._minutes.setSpecialValueText(self.tr("as usual ({n})").format(n=self._usual_minutes))
        self._coupon.setText(self.tr("May be used"))
        for kind, ask in self._asks.items():
            provider = provider_name(kind.upper())
            ask.setText(provider)
            ask.setAccessibleName(self.tr("Ask on the phone: {provider}").format(provider=provider))
            ask.setToolTip(self.tr("The customer confirms on their phone. It needs their number, and is sent once."))
        for code, box in self._providers.items():
            box.setText(provider_name(code))
