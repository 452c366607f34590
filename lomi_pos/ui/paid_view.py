"""The money is there: the one green screen. What is not exactly right is orange or amber, and says so."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.till.money import Money
from lomi_pos.till.ports import Clock
from lomi_pos.till.rights import may_refund
from lomi_pos.till.sale import OF_A_REFUND, Sale
from lomi_pos.till.states import Flag, RefundState
from lomi_pos.ui import format as fmt
from lomi_pos.ui import icons, theme
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.dealt_with import DealtWithButton, dealt_with_words
from lomi_pos.ui.pieces import Page, button, label, say
from lomi_pos.ui.printing.desk import Outlet
from lomi_pos.ui.slip_actions import SlipActions
from lomi_pos.ui.words import provider_name, tell

_COMFORTABLE_HEIGHT, _LOW = 640, 480
_COMFORTABLE_WIDTH = 700
_LEAST_BUTTON_PX = 130
"""So that a wide window can be made narrow: only then do its buttons draw together."""
_SIGN_PX, _WORD_PX, _AMOUNT_PX = 112, 64, 96


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the screen says of money received: green only when it is ours, exact, in time and once."""

    tone: theme.Tone
    word: str
    more: str = ""


_SIGNS: dict[theme.Tone, str] = {"green": "paid", "grey": "refund"}
_MAY_WANT_A_REFUND = frozenset({Flag.TWICE, Flag.LATE, Flag.OVERPAID, Flag.UNDERPAID})


def verdict_of(sale: Sale) -> Verdict:
    received = fmt.money(sale.received or sale.amount)
    if sale.is_paid_exactly:
        return Verdict("green", QCoreApplication.translate("verdict", "PAID"), _coupon_of(sale))
    if sale.flags & OF_A_REFUND:
        return _verdict_of_refund(sale)
    if sale.cash_back is not None:
        return _verdict_of_cash(sale, sale.cash_back)
    if Flag.TWICE in sale.flags:
        return Verdict(
            "amber",
            QCoreApplication.translate("verdict", "PAID TWICE"),
            QCoreApplication.translate("verdict", "Received {received} in all for {asked}. Refund one?").format(
                received=received, asked=fmt.money(sale.amount)
            ),
        )
    if sale.flags & {Flag.UNDERPAID, Flag.OVERPAID}:
        word = (
            QCoreApplication.translate("verdict", "NOT ENOUGH")
            if Flag.UNDERPAID in sale.flags
            else QCoreApplication.translate("verdict", "TOO MUCH")
        )
        return Verdict("orange", word, _another_amount(sale))
    more = QCoreApplication.translate(
        "verdict",
        "The money came after the code had expired or was cancelled. "
        "Hand over the goods, or ask the manager to refund.",
    )
    if any(sale.attempt_numbered(one.attempt).kind.is_phone for one in sale.payments):
        more = QCoreApplication.translate(
            "verdict",
            "The money came after the request on the phone had expired or was cancelled. "
            "Hand over the goods, or ask the manager to refund.",
        )
    return Verdict("amber", QCoreApplication.translate("verdict", "PAID LATE"), more)


def _another_amount(sale: Sale) -> str:
    """What came of what was asked, and what to do about the rest."""
    received = sale.received or sale.amount
    more = QCoreApplication.translate("verdict", "Received {received} of {asked}")
    if _may_be_a_coupon(sale):
        more = QCoreApplication.translate(
            "verdict", "Received {received} of {asked}. A coupon may be the reason: lomi. has not said so yet."
        )
    elif received.currency == sale.amount.currency and Flag.UNDERPAID in sale.flags:
        more = QCoreApplication.translate(
            "verdict",
            "Received {received} of {asked}. {rest} is missing: charge it as a new sale, or give the money back.",
        )
    elif received.currency == sale.amount.currency:
        more = QCoreApplication.translate(
            "verdict", "Received {received} of {asked}. Give {rest} back to the customer."
        )
    due = sale.amount.minor - (sale.discount.minor if sale.discount is not None else 0)
    rest = Money(abs(due - received.minor), received.currency)
    return more.format(received=fmt.money(received), asked=fmt.money(sale.amount), rest=fmt.money(rest))


def _coupon_of(sale: Sale) -> str:
    if sale.discount is None:
        return ""
    more = QCoreApplication.translate("verdict", "{asked}, less {discount} with a coupon")
    return more.format(asked=fmt.money(sale.amount), discount=fmt.money(sale.discount))


def _may_be_a_coupon(sale: Sale) -> bool:
    """Whether less was paid on a code that takes coupons, and its transaction is still looked for."""
    return Flag.UNDERPAID in sale.flags and any(
        one.transaction_id is None and sale.attempt_numbered(one.attempt).takes_coupons for one in sale.payments
    )


def _verdict_of_refund(sale: Sale) -> Verdict:
    unclear = next((one for one in sale.refunds if one.state is RefundState.UNCLEAR), None)
    if unclear is not None:
        reason = tell(unclear.reason) if unclear.reason is not None else ""
        return Verdict("amber", QCoreApplication.translate("verdict", "REFUND UNCLEAR"), reason)
    word = (
        QCoreApplication.translate("verdict", "REFUNDED")
        if Flag.REFUNDED in sale.flags
        else QCoreApplication.translate("verdict", "PARTLY REFUNDED")
    )
    more = QCoreApplication.translate("verdict", "Received {received}, given back {refunded}")
    if sale.refunds[-1].is_elsewhere:
        more = QCoreApplication.translate(
            "verdict", "Received {received}, given back {refunded}, not from this till: lomi. says so."
        )
    received, refunded = sale.received or sale.amount, sale.refunded or sale.amount
    return _verdict_of_what_is_kept(sale, word, more.format(received=fmt.money(received), refunded=fmt.money(refunded)))


def _verdict_of_what_is_kept(sale: Sale, word: str, more: str) -> Verdict:
    """Grey once there is nothing left to do; until then what the shop has is said."""
    if not sale.needs_someone:
        return Verdict("grey", word, more)
    left = QCoreApplication.translate("verdict", "The shop has {kept} of it, for {asked}.")
    left = left.format(kept=fmt.money(sale.kept or sale.amount), asked=fmt.money(sale.amount))
    return Verdict("amber", word, f"{more.removesuffix('.')}. {left}")


def _verdict_of_cash(sale: Sale, cash: Money) -> Verdict:
    kept, received = sale.kept or sale.amount, fmt.money(sale.received or sale.amount)
    word = (
        QCoreApplication.translate("verdict", "PARTLY GIVEN BACK IN CASH")
        if kept.minor
        else QCoreApplication.translate("verdict", "GIVEN BACK IN CASH")
    )
    more = QCoreApplication.translate("verdict", "Received {received}, given back in cash {cash}.")
    return _verdict_of_what_is_kept(sale, word, more.format(received=received, cash=fmt.money(cash)))


class Sign(QWidget):
    """A large tick, or a warning."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "paid"
        self.setFixedSize(QSize(_SIGN_PX, _SIGN_PX))

    def show_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  drawn whole
        painter = QPainter(self)
        icons.paint(painter, self._icon, QRectF(self.rect()), theme.tokens().on_verdict)
        painter.end()


class PaidView(Page):
    """The left zone once money is there.

    Signals:
        next_sale_requested(): Next sale, or Enter.
        acknowledged(Sale): someone has dealt with a payment that was not exactly right.
        taken_up_again(Sale): that was a slip of the hand.
        touched(): the clerk is reading this: do not go away by itself.
        slip_wanted(Sale, Outlet): its receipt is to go out this way.
        refund_requested(int): money of the sale with this id is to be given back.
    """

    next_sale_requested = Signal()
    acknowledged = Signal(object)
    taken_up_again = Signal(object)
    touched = Signal()
    slip_wanted = Signal(object, object)
    refund_requested = Signal(int)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._sale: Sale | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "verdict")
        self._sign = Sign()
        centre = Qt.AlignmentFlag.AlignHCenter
        self._word = BigText(_WORD_PX, align=centre)
        self._amount = BigText(_AMOUNT_PX, smallest_px=36, align=centre)
        self._more = label("title", "stateLine", wraps=True)
        self._facts = label("lead", "paidFacts", wraps=True)
        self._more.setAlignment(centre)
        self._facts.setAlignment(centre)
        self._next = button("newSale", "primary", focus="NoFocus")
        self._dealt_with = DealtWithButton(clock)
        self._refund = button("refundOne", "secondary")
        self._refund.clicked.connect(self._on_refund)
        self._actions = SlipActions(self)
        self._actions.wanted.connect(self.hand_out)
        self._next.clicked.connect(self.next_sale_requested)
        self._dealt_with.acknowledged.connect(self.acknowledged)
        self._dealt_with.taken_up_again.connect(self.taken_up_again)
        self._lay_out()
        self.retranslate()

    def show_sale(self, sale: Sale) -> None:
        self._sale = sale
        self.retranslate()

    @Slot(object)
    def hand_out(self, outlet: Outlet) -> None:
        """Print the receipt, or send it; the screen stays for whoever does."""
        if self._sale is not None:
            self.touched.emit()
            self.slip_wanted.emit(self._sale, outlet)

    @Slot()
    def _on_refund(self) -> None:
        if self._sale is not None:
            self.touched.emit()
            self.refund_requested.emit(self._sale.id)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_M)
        buttons.addStretch(1)
        buttons.addWidget(self._dealt_with)
        buttons.addWidget(self._next)
        buttons.addStretch(1)
        self._papers = (self._actions.print_button, self._actions.share_button, self._refund)
        for one in self._papers:
            one.setMinimumWidth(_LEAST_BUTTON_PX)
        paper = QHBoxLayout()
        paper.setSpacing(theme.SPACE_M)
        paper.addStretch(1)
        paper.addWidget(self._actions.print_button)
        paper.addWidget(self._actions.share_button)
        paper.addWidget(self._refund)
        paper.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE_S)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._word)
        column.addWidget(self._amount)
        column.addWidget(self._more)
        column.addSpacing(theme.SPACE_S)
        column.addWidget(self._facts)
        column.addStretch(3)
        column.addLayout(paper)
        column.addSpacing(theme.SPACE_S)
        column.addLayout(buttons)

    def retranslate(self) -> None:
        say(self._next, self.tr("Next sale"), self.tr("Enter"))
        say(self._refund, self.tr("Refund…"), self.tr("Ctrl+R"), "refund", theme.tokens().on_verdict)
        self._actions.retranslate(theme.tokens().on_verdict)
        if self._sale is None:
            return
        verdict = verdict_of(self._sale)
        theme.set_tone(self, verdict.tone)
        self._sign.show_icon(_SIGNS.get(verdict.tone, "warning"))
        self._word.show_text(verdict.word, theme.tokens().on_verdict)
        self._amount.show_text(fmt.money(self._sale.received or self._sale.amount), theme.tokens().on_verdict)
        self._more.setText(verdict.more)
        self._more.setVisible(bool(verdict.more))
        self._facts.setText(self._facts_of(self._sale))
        self._narrow_papers(is_narrow=self.width() < _COMFORTABLE_WIDTH)
        self._dealt_with.show_sale(self._sale, colour=theme.tokens().on_verdict)
        is_asked = self._sale.needs_someone and bool(self._sale.flags & _MAY_WANT_A_REFUND)
        self._refund.setVisible(is_asked and may_refund(self._sale.clerk))
        self.setAccessibleName(f"{verdict.word} {fmt.money(self._sale.received or self._sale.amount)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the sentences keep theirs: the sign and the figures give way."""
        super().resizeEvent(event)
        is_compact = event.size().height() < _COMFORTABLE_HEIGHT
        part = 0.55 if is_compact else 1.0
        theme.set_role(self._more, "heading" if is_compact else "title")
        self._sign.setVisible(event.size().height() >= _LOW)
        margin = theme.SPACE_S if event.size().height() < _LOW else theme.SPACE_L
        self._column.setContentsMargins(theme.SPACE_L, margin, theme.SPACE_L, margin)
        self._sign.setFixedSize(QSize(round(_SIGN_PX * part), round(_SIGN_PX * part)))
        self._narrow_papers(is_narrow=event.size().width() < _COMFORTABLE_WIDTH)
        self._word.set_largest(round(_WORD_PX * part))
        self._amount.set_largest(round(_AMOUNT_PX * part))

    def _narrow_papers(self, *, is_narrow: bool) -> None:
        """Buttons side by side: in a narrow window they stand closer and without icons."""
        for one in (*self._papers, self._dealt_with):
            one.setIconSize(QSize(0, 0) if is_narrow else QSize(20, 20))
            if one.property("compact") != is_narrow:
                one.setProperty("compact", is_narrow)
                theme.repolish(one)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()
        super().mousePressEvent(event)

    def _facts_of(self, sale: Sale) -> str:
        at = sale.settled_at
        facts = (
            provider_name(sale.provider) if sale.provider else "",
            f"{fmt.day(at)} {fmt.clock_time_s(at)}" if at else "",
            sale.number,
            sale.note,
        )
        line = "   ·   ".join(fact for fact in facts if fact)
        return "\n".join(words for words in (line, dealt_with_words(sale)) if words)
