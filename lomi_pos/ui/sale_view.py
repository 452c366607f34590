"""The empty counter: an amount, a note, Charge. Everything else stays out of the way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.settings import Settings
from lomi_pos.till.text import NOTE_LENGTH, clean
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.amount_card import AmountCard
from lomi_pos.ui.keypad import Keypad, is_wanted
from lomi_pos.ui.pieces import EntryField, Page, button, is_enter, is_held_enter, label, say
from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from lomi_pos.till.order import Kind, Order
    from lomi_pos.till.ports import Clock
    from lomi_pos.ui.options.sale_options import SaleOptions

_READING_S = 0.4
"""An Enter sooner than this after the question is the first one bouncing."""

_AMOUNT_SHARE = 0.19
"""Of the view's height, for the figures of the amount."""

_HIGH_ENOUGH_FOR_TITLE = 480
_HIGH_ENOUGH_FOR_ALL = 600
_HIGH_ENOUGH_FOR_OPTIONS = 470
"""With less, the figures give a sentence its room, and the title gives the options its own."""


class SaleView(Page):
    """Where an amount is typed and charged.

    Signals:
        charge_requested(Order): the amount as it stood when the key went down.
        retry_requested(): the same order again, after it could not be made.
        given_up(): what could not be made is not what stands here any longer.
        options_made(SaleOptions): what the Options button opens is there, and may be filled.
        left(): Esc on an empty sale: back to where the clerk was.
    """

    charge_requested = Signal(object)
    retry_requested = Signal()
    left = Signal()
    given_up = Signal()
    options_made = Signal(object)

    def __init__(self, clock: Clock, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._is_creating = False
        self._is_tight = False
        self._refused_order: Order | None = None
        self._order_to_confirm: Order | None = None
        self._asked_at_s = 0.0
        self._clock = clock
        self._trouble: Message | None = None
        self._card = AmountCard(clock, settings.shop.currency)
        self.amount = self._card.field
        self.note = EntryField()
        self._providers: tuple[str, ...] = ()
        self._build()
        self._wire()
        self.retranslate()

    # ------------------------------------------------------------------ what the counter says
    @property
    def is_empty(self) -> bool:
        return self.amount.is_empty

    def take_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.amount.set_currency(settings.shop.currency)
        if self._has_options:
            self.options.set_usual_minutes(settings.payments.expiration_minutes)
            self.options.product.set_currency(settings.shop.currency)
        self._show_keypad()
        self.retranslate()

    def show_providers(self, codes: tuple[str, ...]) -> None:
        self._providers = codes
        if self._has_options:
            self.options.show_providers(codes)

    def show_creating(self) -> None:
        """The order is under way: the button says so, and a second Enter does nothing."""
        self._hold(is_creating=True)
        self._show_trouble(None)

    def show_failed(self, reason: Message, order: Order | None = None) -> None:
        """It could not be made, and nothing was charged. ``order`` is what Retry is for, while it stands unchanged."""
        self._hold(is_creating=False)
        self._refused_order = order
        self._show_trouble(reason)

    def clear(self) -> None:
        """Begin an empty sale: the one that stood here has its own place now, or the clerk has given it up."""
        self._hold(is_creating=False)
        self._give_up()
        self.note.clear()
        if self._has_options:
            self.options.clear()
        self._more.setChecked(False)
        self.amount.clear_all()
        self._show_trouble(None)

    def take_focus(self) -> None:
        self.amount.setFocus()
        self.amount.deselect()

    def _hold(self, *, is_creating: bool) -> None:
        self._is_creating = is_creating
        self.amount.hold(is_held=is_creating)
        self.note.setReadOnly(is_creating)

    # ------------------------------------------------------------------ charging
    def _on_charge(self) -> None:
        self._begin()

    @Slot(object)
    def _on_phone(self, kind: Kind) -> None:
        """The customer's phone is asked instead of a code being shown."""
        self._begin(kind)

    def _begin(self, kind: Kind | None = None) -> None:
        if self._is_creating or self.amount.is_empty:
            return
        try:
            order = self._order(kind)
        except TillRefusal as refusal:
            if refusal.message.code not in {"amount_empty", "amount_zero"}:
                self._show_trouble(refusal.message)
            return
        if order.amount.minor > self._settings.shop.confirm_limit and not self._is_confirmed(order):
            return
        self._order_to_confirm = None
        self.show_creating()
        if order == self._refused_order:
            self.retry_requested.emit()
        else:
            self.charge_requested.emit(order)

    def _is_confirmed(self, order: Order) -> bool:
        """Ask once; an Enter that comes before anyone can have read the question answers nothing."""
        now_s = self._clock.monotonic()
        if order != self._order_to_confirm:
            self._order_to_confirm, self._asked_at_s = order, now_s
            self._show_trouble(None)
            return False
        return now_s - self._asked_at_s >= _READING_S

    def _order(self, kind: Kind | None) -> Order:
        from lomi_pos.till.order import Kind, Order  # noqa: PLC0415  there is none at the first paint

        order = Order(self.amount.total(), note=clean(self.note.text()), kind=kind or Kind.SESSION)
        if not self._has_options:
            return order
        from lomi_pos.till.catalogue import check_catalogue  # noqa: PLC0415  only options name a product

        order = self.options.added_to(order)
        check_catalogue(order)
        return order

    @Slot()
    def _on_suggested(self) -> None:
        """Once they have their place: on a small screen it is below the edge."""
        self._scroll.ensureWidgetVisible(self.options.customer.suggestions, 0, theme.SPACE_S)

    def _on_product(self) -> None:
        """A fixed price makes the amount; without one what was typed is there again."""
        if not self._is_creating:
            self.amount.fix(self.options.fixed_amount)

    def _on_changed(self) -> None:
        """Another amount than the one just refused or asked about: those words no longer belong to it."""
        if self._is_creating:
            return
        self._give_up()
        self._show_trouble(None)

    def _give_up(self) -> None:
        was, self._order_to_confirm, self._refused_order = self._refused_order, None, None
        if was is not None:
            self.given_up.emit()

    def _on_clear(self) -> None:
        if self._order_to_confirm is not None:
            self._order_to_confirm = None
            self.retranslate()
        elif self._is_creating or (self.is_empty and not self.note.text()):
            self.left.emit()
        else:
            self.clear()

    def _on_keypad(self, figures: str) -> None:
        if not self._is_creating:
            self.amount.type_text(figures)
            self.take_focus()

    def _on_scan(self, piece: str) -> None:
        is_new = len(piece) > 1
        self.note.setText(f"{self.note.text()} {piece}".strip() if is_new else self.note.text() + piece)

    # ------------------------------------------------------------------ how it looks
    def _build(self) -> None:
        self._title = label("title")
        self._sentence = label("trouble", "trouble", wraps=True)
        self._charge = button("charge", "primary", focus="NoFocus")
        self._more = button("options", "quiet", focus="NoFocus")
        self._more.setCheckable(True)
        self.note.setObjectName("note")
        self.note.setMaxLength(NOTE_LENGTH)

        typed = self._typed = QVBoxLayout()
        typed.setSpacing(theme.SPACE_M)
        typed.addWidget(self._card)
        typed.addWidget(self.note)
        at_the_left = self._beside_more = QHBoxLayout()
        at_the_left.addWidget(self._more)
        at_the_left.addStretch(1)
        typed.addLayout(at_the_left)
        typed.addStretch(1)
        beside = self._beside = QHBoxLayout()
        beside.setSpacing(theme.SPACE_M)
        beside.addLayout(typed, 3)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addLayout(beside, 1)
        column.addWidget(self._sentence)
        column.addWidget(self._charge)
        self._show_keypad()

    # ------------------------------------------------------------------ what is made when it is wanted
    def make_options(self) -> None:
        """Make what the Options button opens: few sales need it."""
        self.options  # noqa: B018  a property that makes it

    def _show_options(self, is_open: bool) -> None:  # noqa: FBT001  Qt's own
        self.make_options()
        self._scroll.setVisible(is_open)

    @property
    def _has_options(self) -> bool:
        return "options" in vars(self)

    @cached_property
    def options(self) -> SaleOptions:
        from lomi_pos.ui.options.sale_options import SaleOptions  # noqa: PLC0415  products and customers: after the first paint
        from lomi_pos.ui.scrolling import scrolled  # noqa: PLC0415  with them

        shop = self._settings.shop
        options = SaleOptions(self._settings.payments.expiration_minutes, shop.currency)
        options.show_providers(self._providers)
        options.charge_wanted.connect(self._on_charge)
        options.phone_wanted.connect(self._on_phone)
        options.product_changed.connect(self._on_product)
        options.customer.suggested.connect(self._on_suggested, QtCore.Qt.ConnectionType.QueuedConnection)
        self._scroll = scrolled(options)
        self._scroll.hide()
        self._typed.insertWidget(self._typed.count() - 1, self._scroll, 100)
        self.options_made.emit(options)
        return options

    @cached_property
    def keypad(self) -> Keypad:
        keypad = Keypad()
        keypad.typed.connect(self._on_keypad)
        keypad.back_pressed.connect(self.amount.drop_figure)
        keypad.clear_pressed.connect(self._on_clear)
        self._beside.addWidget(keypad, 2)
        return keypad

    def _show_keypad(self) -> None:
        wanted = is_wanted(self._settings.counter.keypad)
        if wanted or "keypad" in vars(self):
            self.keypad.setVisible(wanted)

    def _wire(self) -> None:
        self._charge.clicked.connect(self._on_charge)
        self._more.toggled.connect(self._show_options)
        self._more.toggled.connect(self._size_amount)
        self._more.toggled.connect(self.retranslate)
        self.note.returnPressed.connect(self._on_charge)
        self.note.textChanged.connect(self._on_changed)
        self.amount.amount_changed.connect(self._on_changed)
        self.amount.charge_wanted.connect(self._on_charge)
        self.amount.clear_wanted.connect(self._on_clear)
        self.amount.note_wanted.connect(self.note.setFocus)
        self.amount.refused.connect(self._show_trouble)
        self.amount.scan_typed.connect(self._on_scan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_amount()

    def _size_amount(self) -> None:
        """The amount takes the room that the options leave: it is read from the other side of the counter."""
        height, is_open = self.height(), self._more.isChecked()
        self._close_up(is_tight=is_open and height < _HIGH_ENOUGH_FOR_OPTIONS)
        self._title.setVisible(height >= (_HIGH_ENOUGH_FOR_ALL if is_open else _HIGH_ENOUGH_FOR_TITLE))
        if height < _HIGH_ENOUGH_FOR_ALL and not self._sentence.isHidden():
            height -= self._sentence.heightForWidth(self.width() - 2 * theme.SPACE_L) + theme.SPACE_M
        self._card.set_largest(0 if is_open else round(height * _AMOUNT_SHARE))

    def _close_up(self, *, is_tight: bool) -> None:
        """Note and Options share a line on a very low screen: else the open options would cut the amount."""
        if is_tight == self._is_tight:
            return
        self._is_tight = is_tight
        if is_tight:
            self._beside_more.insertWidget(0, self.note, 100)
        else:
            self._typed.insertWidget(1, self.note)
        above_and_below = theme.SPACE_S if is_tight else theme.SPACE_L
        self._column.setContentsMargins(theme.SPACE_L, above_and_below, theme.SPACE_L, above_and_below)
        for between in (self._column, self._typed):
            between.setSpacing(theme.SPACE_S if is_tight else theme.SPACE_M)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question that is out of sight is not answered any longer: an Enter meant for another screen comes back."""
        super().hideEvent(event)
        if self._order_to_confirm is not None:
            self._order_to_confirm = None
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self.take_focus()
        elif is_enter(event):
            if not is_held_enter(event):
                self._on_charge()
        else:
            super().keyPressEvent(event)

    def _show_trouble(self, trouble: Message | None) -> None:
        self._trouble = trouble
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("New sale"))
        self.amount.setAccessibleName(self.tr("Amount"))
        self.amount.retranslate()
        self._card.show_currency(self._settings.shop.currency)
        self.note.setPlaceholderText(self.tr("Note (Tab or /)"))
        self.note.setAccessibleName(self.tr("Note"))
        open_or_closed = "less" if self._more.isChecked() else "more"
        say(self._more, self.tr("Options"), "F7", open_or_closed, theme.tokens().quiet)
        self._card.show_sum()
        self._show_sentence()
        self._show_charge()
        self._size_amount()

    def _show_sentence(self) -> None:
        if self._order_to_confirm is not None:
            from lomi_pos.ui.amount_words import amount_words  # noqa: PLC0415  for large amounts only

            words = amount_words(self._order_to_confirm.amount, fmt.language())
            self._sentence.setText(self.tr("Charge {words}? Press Enter once more.").format(words=words))
            theme.set_role(self._sentence, "notice")
            theme.set_tone(self._sentence, "amber")
        elif self._trouble is not None:
            self._sentence.setText(tell(self._trouble))
            theme.set_role(self._sentence, "trouble")
        self._sentence.setVisible(self._order_to_confirm is not None or self._trouble is not None)

    def _show_charge(self) -> None:
        total = self._card.total()
        enter = self.tr("Enter")
        if self._is_creating:
            say(self._charge, self.tr("Creating…"))
        elif self._order_to_confirm is not None:
            say(
                self._charge,
                self.tr("Yes, charge {amount}").format(amount=fmt.money(self._order_to_confirm.amount)),
                enter,
            )
        elif self._refused_order is not None:
            say(self._charge, self.tr("Retry"), enter)
        elif total is not None and self.amount.lines:
            say(self._charge, self.tr("Charge {amount}").format(amount=fmt.money(total)), enter)
        else:
            say(self._charge, self.tr("Charge"), enter)
        self._charge.setEnabled(total is not None and not self._is_creating)
