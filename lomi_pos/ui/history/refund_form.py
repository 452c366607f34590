"""Giving a payment back, in the place of the detail: how much, the amount once more, and why. Enter sends it, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money, parse_amount
from lomi_pos.till.refunding import REASON_LENGTH, AskedRefund, RefundOrder, hindrance, left_of, may_go_back
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.pieces import EntryField, Page, button, label, say
from lomi_pos.ui.scrolling import scrolled
from lomi_pos.ui.words import provider_name, tell


@dataclass(frozen=True, slots=True)
class Refundable:
    """One payment, as far as it matters for giving it back."""

    transaction_id: str
    paid: Money
    provider: str
    at: datetime | None = None
    given_minor: int = 0
    """What is known to be given back of it, from here and elsewhere."""


class RefundForm(Page):
    """Nothing is sent before the amount stands there twice.

    Signals:
        begun(AskedRefund): it is written down and on its way.
        closed(): nobody wants one now.
        cash_wanted(): the money goes back in cash instead.
    """

    begun = Signal(object)
    closed = Signal()
    cash_wanted = Signal()

    def __init__(self, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refundForm")
        self._bridge = bridge
        self._payments: tuple[Refundable, ...] = ()
        self._earlier: tuple[AskedRefund, ...] | None = None
        self._is_asking = False
        self._is_sent_early = False
        """Enter came before the second amount was the first: then the form says what is missing."""
        self._can_be_cash = False
        self._problem: Message | None = None
        self._build()
        self._lay_out()
        bridge.refund_changed.connect(self._on_refund_changed)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def open_for(self, payments: Sequence[Refundable], *, can_be_cash: bool = False) -> None:
        """Offer ``payments``. Of two the last is the one too many, but only one that lomi. gives back is of use.

        ``can_be_cash``: they are a sale's of this till, on which cash given back can be noted.
        """
        self._can_be_cash = can_be_cash
        self._payments = tuple(payments)
        self.payment.blockSignals(True)  # noqa: FBT003  Qt's own
        self.payment.clear()
        for one in self._payments:
            self.payment.addItem(_name_of(one), one)
        useful = [at for at, one in enumerate(self._payments) if may_go_back(one.provider)]
        self.payment.setCurrentIndex(useful[-1] if useful else len(self._payments) - 1)
        self.payment.blockSignals(False)  # noqa: FBT003  Qt's own
        self.reason.clear()
        self._is_asking = self._is_sent_early = False
        self._begin()

    def _begin(self) -> None:
        """Look up what of the chosen payment was given back before; until that is known nothing can be sent."""
        self._earlier, self._problem = None, None
        self.amount.clear()
        self.again.clear()
        self._tell_state()
        chosen = self._chosen
        if chosen is not None:
            self._bridge.fetch_refunds(
                chosen.transaction_id, lambda earlier: self._show_earlier(chosen.transaction_id, earlier)
            )

    def _show_earlier(self, transaction_id: str, earlier: Sequence[AskedRefund]) -> None:
        chosen = self._chosen
        if chosen is None or chosen.transaction_id != transaction_id:
            return
        is_first = self._earlier is None
        self._earlier = tuple(earlier)
        if is_first:
            self.amount.setText(fmt.figures_to_type(left_of(chosen.paid, earlier, chosen.given_minor)))
        self._tell_state()
        if is_first and self.isVisible():
            (self.again if self._hindered is None else self._leave).setFocus()

    @property
    def _chosen(self) -> Refundable | None:
        chosen: Refundable | None = self.payment.currentData()
        return chosen

    @property
    def _hindered(self) -> Message | None:
        chosen = self._chosen
        if chosen is None or self._earlier is None:
            return None
        told = hindrance(chosen.provider, chosen.paid, self._earlier, chosen.given_minor)
        if told is not None and "provider" in told.values:
            return Message(told.code, {"provider": provider_name(told.values["provider"])})
        return told

    def send(self) -> None:
        """Ask for it, once: while it is being written down a second Enter is swallowed."""
        if self._is_asking:
            return
        order = self._order()
        if order is None:
            self._is_sent_early = True
            self._tell_state()
            return
        self._is_asking = True
        self._problem = None
        self._tell_state()
        self._bridge.refund(order, self._on_begun, self._on_refused)

    def _order(self) -> RefundOrder | None:
        """What stands there, when it may be sent."""
        chosen, amount = self._chosen, self._read(self.amount)
        if chosen is None or amount is None or self._earlier is None or self._hindered is not None:
            return None
        if amount != self._read(self.again) or amount > left_of(chosen.paid, self._earlier, chosen.given_minor):
            return None
        return RefundOrder(chosen.transaction_id, amount, chosen.paid, chosen.provider, self.reason.text().strip())

    def _read(self, field: QLineEdit) -> Money | None:
        chosen = self._chosen
        if chosen is None:
            return None
        try:
            return parse_amount(field.text(), chosen.paid.currency)
        except TillRefusal:
            return None

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._heading = label("heading")
        self.payment = QComboBox()
        self.payment.setObjectName("refundPayment")
        self.payment.currentIndexChanged.connect(self._on_payment_chosen)
        self.amount, self.again, self.reason = EntryField(), EntryField(), EntryField()
        for name, field, length in (
            ("refundAmount", self.amount, 40),
            ("refundAgain", self.again, 40),
            ("refundReason", self.reason, REASON_LENGTH),
        ):
            field.setObjectName(name)
            field.setMaxLength(length)
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self.send)
        self._captions = {field: label("caption") for field in (self.payment, self.amount, self.again, self.reason)}
        self._notice = label("notice", "refundNotice", wraps=True)
        self._hint = label("caption", "refundHint", wraps=True)
        self._send = button("giveBack", "primary")
        self._send.clicked.connect(self.send)
        self._in_cash = button("cashBack")
        self._in_cash.clicked.connect(self.cash_wanted)
        self._leave = button("refundBack")
        self._leave.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        holder = QWidget()
        fields = QVBoxLayout(holder)
        fields.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        fields.setSpacing(theme.SPACE_XS)
        for field in (self.payment, self.amount, self.again, self.reason):
            fields.addWidget(self._captions[field])
            fields.addWidget(field)
            if field is self.payment:
                fields.addWidget(self._notice)
                fields.addWidget(self._hint)
        fields.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._heading)
        column.addWidget(scrolled(holder), 1)
        column.addWidget(self._send)
        column.addWidget(self._in_cash)
        column.addWidget(self._leave)

    # ------------------------------------------------------------------ telling
    def retranslate(self) -> None:
        self._heading.setText(self.tr("Give money back"))
        for field, words in (
            (self.payment, self.tr("Which payment")),
            (self.amount, self.tr("Amount to give back")),
            (self.again, self.tr("The same amount once more")),
            (self.reason, self.tr("Reason (not required)")),
        ):
            self._caption(field).setText(words)
            field.setAccessibleName(words)
        say(self._leave, self.tr("Back"), self.tr("Esc"))
        say(self._in_cash, self.tr("Given back in cash…"), self.tr("Ctrl+G"))
        for one in (self._send, self._in_cash, self._leave):
            one.setProperty("compact", True)  # noqa: FBT003  Qt's own
        self._tell_state()

    def _caption(self, field: QWidget) -> QLabel:
        return next(caption for one, caption in self._captions.items() if one is field)

    @Slot()
    def _tell_state(self) -> None:
        hindered = self._hindered
        can_be_asked = hindered is None
        has_choice = len(self._payments) > 1
        for field in (self.amount, self.again, self.reason):
            field.setVisible(can_be_asked)
            self._caption(field).setVisible(can_be_asked)
        self.payment.setVisible(has_choice)
        self._caption(self.payment).setVisible(has_choice)
        self._say_notice(hindered or self._problem)
        self._say_hint()
        self._say_button()

    def _say_notice(self, problem: Message | None) -> None:
        words = tell(problem) if problem is not None else self._difference()
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        theme.set_tone(self._notice, "amber")

    def _difference(self) -> str:
        """Why what was typed cannot be sent, once both amounts stand there."""
        chosen, amount, again = self._chosen, self._read(self.amount), self._read(self.again)
        if chosen is None or self._earlier is None:
            return ""
        if not self.again.text().strip():
            return self.tr("Nothing was sent: type the same amount once more.") if self._is_sent_early else ""
        left = left_of(chosen.paid, self._earlier, chosen.given_minor)
        if amount is not None and amount > left:
            return tell(Message("refund_too_much", {"left": str(left)}))
        is_shorter = len(self.again.text().strip()) < len("".join(self.amount.text().split()))
        is_typing = is_shorter and not self._is_sent_early
        if (amount is not None and amount == again) or is_typing:
            return ""
        return self._refusal(self.amount) or self._refusal(self.again) or self.tr("The two amounts are not the same.")

    def _refusal(self, field: QLineEdit) -> str:
        """Why what stands there is no amount; empty when it is one."""
        chosen = self._chosen
        try:
            parse_amount(field.text(), chosen.paid.currency if chosen is not None else "XOF")
        except TillRefusal as refusal:
            return tell(refusal.message)
        return ""

    def _say_hint(self) -> None:
        chosen, amount = self._chosen, self._read(self.amount)
        if chosen is None or self._hindered is not None:
            self._hint.clear()
            self._hint.hide()
            return
        provider = provider_name(chosen.provider)
        words = self.tr("The money goes back the way it came: {provider}. It is sent once, never twice by itself.")
        said = words.format(provider=provider)
        if chosen.provider.upper() == "WAVE" and amount is not None and amount < chosen.paid:
            said += " " + self.tr(
                "lomi. gives a part of a Wave payment back only when it knows the customer's phone; "
                "otherwise it says no, and no money moves."
            )
        self._hint.setText(said)
        self._hint.show()

    def _say_button(self) -> None:
        amount = self._read(self.amount)
        words = (
            self.tr("Writing it down…")
            if self._is_asking
            else self.tr("Give back {amount}").format(amount=fmt.money(amount))
            if amount is not None
            else self.tr("Give back")
        )
        say(self._send, words, self.tr("Enter"))
        self._send.setEnabled(self._order() is not None and not self._is_asking)
        self._send.setVisible(self._hindered is None)
        self._in_cash.setVisible(self._can_be_cash)

    # ------------------------------------------------------------------ events
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_typed(self) -> None:
        self._is_sent_early = False
        self._tell_state()

    @Slot()
    def _on_payment_chosen(self) -> None:
        self._begin()

    def _on_begun(self, asked: AskedRefund) -> None:
        self._is_asking = False
        self.begun.emit(asked)

    def _on_refused(self, problem: Message) -> None:
        self._is_asking, self._problem = False, problem
        self._tell_state()

    @Slot(object)
    def _on_refund_changed(self, told: AskedRefund) -> None:
        chosen = self._chosen
        if self._earlier is not None and chosen is not None and told.order.transaction_id == chosen.transaction_id:
            others = [one for one in self._earlier if one.id != told.id]
            self._show_earlier(chosen.transaction_id, [*others, told])


def _name_of(payment: Refundable) -> str:
    when = fmt.moment(payment.at) if payment.at is not None else ""
    parts = (fmt.money(payment.paid), provider_name(payment.provider) if payment.provider else "", when)
    return " · ".join(part for part in parts if part)
