"""A new payment link: for an amount, or for a product. Enter makes it."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import parse_amount
from lomi_pos.till.ports import Clock
from lomi_pos.till.products import Product
from lomi_pos.till.settings import SettingsBook
from lomi_pos.till.text import NOTE_LENGTH, clean
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.pieces import Page, button, card, label, number_box, say
from lomi_pos.ui.product_box import ProductBox
from lomi_pos.ui.product_source import ProductSource
from lomi_pos.ui.scrolling import scrolled
from lomi_pos.ui.words import tell_of_link

USUAL_DAYS = 7
_MOST_DAYS = 365
_TITLE_LENGTH = 60
_PAGE_LENGTH = 300
_WIDEST = 920


class NewLinkForm(Page):
    """In the place of the list.

    Signals:
        made(ShopLink): it is made, or nobody knows yet: the list has it.
        closed(): the clerk does not want one now. What was sent goes on.
    """

    made = Signal(object)
    closed = Signal()

    def __init__(self, bridge: EngineBridge, book: SettingsBook, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newLinkForm")
        self._bridge = bridge
        self._book = book
        self._clock = clock
        self._link_id: int | None = None
        self._is_asking = False
        self._problem: Message | None = None
        self._products_problem: Message | None = None
        self._products = ProductSource(bridge, clock, self)
        self._captions: dict[str, QLabel] = {}
        self._build()
        self._lay_out()
        bridge.link_changed.connect(self._on_link_changed)
        self._products.told.connect(self.offer)
        self.retranslate()
        self.clear()

    # ------------------------------------------------------------------ commands
    def clear(self) -> None:
        """An empty form, as the first time."""
        for field in (self.amount, self.title, self.description, self.success, self.cancel):
            field.clear()
        for box in (self.coupon, self.quantity, self.billing):
            box.setChecked(False)
        self.days.setValue(USUAL_DAYS)
        self._link_id, self._is_asking, self._problem = None, False, None
        self.choose_kind("instant")

    @property
    def kind(self) -> str:
        return "product" if self._kinds["product"].isChecked() else "instant"

    def choose_kind(self, kind: str) -> None:
        for name, chip in self._kinds.items():
            chip.setChecked(name == kind)
        self._tell_state()

    def offer(self, products: Sequence[Product], problem: Message | None = None) -> None:
        """What the shop sells at lomi., at each of its prices; the one that was chosen stays so.

        ``problem`` is why nothing newer is known: those that were known before can still be picked.
        """
        self._products_problem = problem
        self.product.show_products(products)
        self._tell_state()

    def make(self) -> None:
        """Ask for the link, once: while it is being made a second Enter is swallowed."""
        if self._is_busy:
            return
        try:
            draft = self._draft()
        except TillRefusal as refusal:
            self._tell_problem(refusal.message)
            return
        self._is_asking = True
        self._tell_problem(None)
        self._bridge.make_link(draft, self._on_begun, self._on_refused)

    @property
    def _is_busy(self) -> bool:
        return self._is_asking or self._link_id is not None

    def _draft(self) -> LinkDraft:
        """What was typed.

        Raises:
            TillRefusal: it is no amount, or something lacks.
        """
        offer = self.product.offer if self.kind == "product" else None
        currency = offer.price.currency if offer is not None else self._book.settings.shop.currency
        title = clean(self.title.text(), _TITLE_LENGTH) or (clean(offer.product.name, _TITLE_LENGTH) if offer else "")
        days = self.days.value()
        if self.kind == "product" and offer is None:
            raise TillRefusal("link_needs")
        amount = parse_amount(self.amount.text(), currency) if offer is None else None
        if not title:
            raise TillRefusal("link_untitled")
        return LinkDraft(
            kind=self.kind,
            title=title,
            currency=currency,
            amount=amount,
            product_id=offer.product.id if offer is not None else None,
            price_id=offer.price.id if offer is not None else None,
            description=clean(self.description.text()),
            expires_at=self._clock.now() + timedelta(days=days) if days else None,
            allow_coupon_code=self.coupon.isChecked(),
            allow_quantity=self.quantity.isChecked(),
            require_billing_address=self.billing.isChecked(),
            success_url=self.success.text().strip(),
            cancel_url=self.cancel.text().strip(),
        )

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._heading = label("title")
        self._advice = label("quiet", wraps=True)
        self._kinds = {name: QPushButton() for name in ("instant", "product")}
        for name, chip in self._kinds.items():
            chip.setObjectName(f"linkKind_{name}")
            chip.setCheckable(True)
            theme.set_role(chip, "chip")
            chip.clicked.connect(lambda _=False, name=name: self.choose_kind(name))
        self.amount, self.title, self.description = QLineEdit(), QLineEdit(), QLineEdit()
        self.success, self.cancel = QLineEdit(), QLineEdit()
        self.product = ProductBox()
        self.days = number_box("linkDays", 0, _MOST_DAYS)
        self.coupon, self.quantity, self.billing = QCheckBox(), QCheckBox(), QCheckBox()
        for name, field, length in (
            ("linkAmount", self.amount, 40),
            ("linkTitle", self.title, _TITLE_LENGTH),
            ("linkDescription", self.description, NOTE_LENGTH),
            ("linkSuccessPage", self.success, _PAGE_LENGTH),
            ("linkCancelPage", self.cancel, _PAGE_LENGTH),
        ):
            field.setObjectName(name)
            field.setMaxLength(length)
        self.product.setObjectName("linkProduct")
        for name, box in (
            ("linkCoupon", self.coupon),
            ("linkQuantity", self.quantity),
            ("linkBilling", self.billing),
        ):
            box.setObjectName(name)
        self._notice = label("notice", "newLinkNotice", wraps=True)
        self._make = button("makeLink", "primary")
        self._make.clicked.connect(self.make)
        self._leave = button("newLinkBack")
        self._leave.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        content = card()
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        for chip in self._kinds.values():
            head.addWidget(chip)
        column.addLayout(head)
        column.addWidget(self._scrolled(self._advice, self._fields()), 1)
        column.addWidget(self._notice)
        buttons = QHBoxLayout()
        buttons.addWidget(self._leave)
        buttons.addWidget(self._make, 1)
        column.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(content, 100)
        outer.addStretch(1)

    def _scrolled(self, above: QLabel, fields: QGridLayout) -> QScrollArea:
        """On a small screen the fields scroll, and what makes the link stays in sight."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        column.addWidget(above)
        column.addLayout(fields)
        column.addStretch(1)
        return scrolled(holder)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_S)
        grid.setColumnStretch(0, 3)  # a product and its price need more room than a title
        grid.setColumnStretch(1, 2)
        what = QVBoxLayout()
        what.setSpacing(theme.SPACE_XS)
        for name, field in (("amount", self.amount), ("product", self.product)):
            what.addWidget(self._caption(name, field))
            what.addWidget(field)
        grid.addLayout(what, 0, 0)
        grid.addLayout(self._captioned("title", self.title), 0, 1)
        grid.addLayout(self._captioned("description", self.description), 1, 0, 1, 2)
        grid.addLayout(self._captioned("days", self.days), 2, 0)
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        boxes.setAlignment(Qt.AlignmentFlag.AlignTop)
        for box in (self.coupon, self.quantity, self.billing):
            boxes.addWidget(box)
        grid.addLayout(boxes, 2, 1)
        grid.addLayout(self._captioned("success", self.success), 3, 0)
        grid.addLayout(self._captioned("cancel", self.cancel), 3, 1)
        return grid

    def _captioned(self, name: str, field: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._caption(name, field))
        column.addWidget(field)
        column.addStretch(1)
        return column

    def _caption(self, name: str, field: QWidget) -> QLabel:
        made = label("caption")
        made.setBuddy(field)
        self._captions[name] = made
        return made

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("New payment link"))
        self._heading.setText(self.tr("New payment link"))
        self._advice.setText(
            self.tr(
                "A link can be shared and printed, and paid more than once, by anyone who has it. "
                "For a customer at the counter, make a sale instead."
            )
        )
        self._kinds["instant"].setText(self.tr("An amount"))
        self._kinds["product"].setText(self.tr("A product"))
        named = {
            "amount": self.tr("Amount in {currency}").format(
                currency=fmt.currency_sign(self._book.settings.shop.currency)
            ),
            "product": self.tr("Product and price"),
            "title": self.tr("Title, as the customer reads it"),
            "description": self.tr("Description"),
            "days": self.tr("Ends after"),
            "success": self.tr("Page after the payment"),
            "cancel": self.tr("Page when the customer gives up"),
        }
        for name, words in named.items():
            self._captions[name].setText(words)
            buddy = self._captions[name].buddy()
            if buddy is not None:
                buddy.setAccessibleName(words)
        self.days.setSuffix(self.tr(" days"))
        self.days.setSpecialValueText(self.tr("Never"))
        self.coupon.setText(self.tr("Take coupon codes"))
        self.quantity.setText(self.tr("Let the customer choose how many"))
        self.billing.setText(self.tr("Ask for a billing address"))
        payments = self._book.settings.payments
        self.success.setPlaceholderText(payments.success_url)
        self.cancel.setPlaceholderText(payments.cancel_url)
        say(self._leave, self.tr("Back"), self.tr("Esc"), "back")
        self._tell_state()

    def _tell_state(self) -> None:
        is_product = self.kind == "product"
        for name, field, is_seen in (("amount", self.amount, not is_product), ("product", self.product, is_product)):
            self._captions[name].setVisible(is_seen)
            field.setVisible(is_seen)
        self.product.setEnabled(self.product.count() > 0)
        words = self.tr("Creating…") if self._is_busy else self.tr("Make the link")
        say(self._make, words, "" if self._is_busy else self.tr("Enter"))
        self._make.setEnabled(not self._is_busy)
        self._notice.setText(self._notice_words())
        self._notice.setVisible(bool(self._notice.text()))
        theme.set_tone(self._notice, "amber" if self._is_busy or self._problem is None else "red")

    def _notice_words(self) -> str:
        if self._problem is not None:
            return tell_of_link(self._problem)
        if self.kind == "product" and self.product.count() == 0:
            if self._products_problem is not None:
                return tell_of_link(self._products_problem)
            return self.tr("No product is known. Products are made on lomi.'s dashboard.")
        return ""

    def _tell_problem(self, problem: Message | None) -> None:
        self._problem = problem
        self._tell_state()

    # ------------------------------------------------------------------ what becomes of it
    def _on_begun(self, link: ShopLink) -> None:
        self._is_asking, self._link_id = False, link.id
        self._on_link_changed(link)

    def _on_refused(self, problem: Message) -> None:
        self._is_asking = False
        self._tell_problem(problem)

    @Slot(object)
    def _on_link_changed(self, link: ShopLink) -> None:
        if link.id != self._link_id:
            return
        match link.state:
            case LinkState.CREATING:
                self._tell_problem(link.reason)
            case LinkState.REFUSED:
                self._link_id = None
                self._tell_problem(link.reason)
            case _:
                self.clear()
                self.made.emit(link)

    # ------------------------------------------------------------------ events
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._products.ask()
        (self.amount if self.kind == "instant" else self.product).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton) and focused is not self._make:
            focused.click()
        else:
            self.make()
