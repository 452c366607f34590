"""A sale that is over unpaid, or that only a person can decide: why, and the way out."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lomi_pos.till.ports import Clock
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import icons, theme
from lomi_pos.ui.big_text import BigText
from lomi_pos.ui.dealt_with import DealtWithButton, dealt_with_words
from lomi_pos.ui.pieces import Page, button, card, label, say
from lomi_pos.ui.words import tell

_COMFORTABLE_HEIGHT = 600
_AMOUNT_PX = 84


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sale ended: the headline, the sentence under it, and its icon."""

    line: str
    more: str
    icon: str


def ending_of(sale: Sale, now: datetime, *, is_out_of_sight: bool = False) -> Ending:
    """``is_out_of_sight``: lomi. tells today's key nothing of it."""
    reason = tell(sale.reason) if sale.reason is not None else ""
    if sale.state is State.CANCELLED:
        more = _not_seen(sale) if is_out_of_sight else _still_payable(sale, now)
        return Ending(QCoreApplication.translate("ending", "Cancelled here."), more, "cancel")
    if sale.state is State.EXPIRED:
        late = QCoreApplication.translate("ending", "If the customer pays late all the same, it shows here.")
        more = _not_seen(sale) if is_out_of_sight else late
        return Ending(_expired(sale), more, "clock")
    if sale.state is State.FAILED and sale.attempt is not None and sale.attempt.remote_id is not None:
        return Ending(QCoreApplication.translate("ending", "Not paid on the phone."), reason, "cancel")
    if sale.state is State.FAILED:
        nothing = (
            QCoreApplication.translate("ending", "The customer was not asked.")
            if _is_asked_on_the_phone(sale)
            else QCoreApplication.translate("ending", "No code was made.")
        )
        return Ending(nothing, reason, "offline")
    more = reason or tell(Message("outcome_unknown"))
    return Ending(QCoreApplication.translate("ending", "A person must decide."), more, "warning")


def _is_asked_on_the_phone(sale: Sale) -> bool:
    """There may be no code at all: the customer's phone asks by itself."""
    return bool(sale.attempts) and sale.attempts[-1].kind.is_phone


def _can_be_asked_again(sale: Sale) -> bool:
    """A request on the phone is only made anew once the one before is over."""
    return not _is_asked_on_the_phone(sale) or sale.attempts[-1].state in {State.FAILED, State.EXPIRED}


def _expired(sale: Sale) -> str:
    if _is_asked_on_the_phone(sale):
        return QCoreApplication.translate("ending", "The request on the phone expired, not paid.")
    return QCoreApplication.translate("ending", "Code expired, not paid.")


def _not_seen(sale: Sale) -> str:
    if sale.is_practice:
        return QCoreApplication.translate(
            "ending", "Practice has begun anew since it was made, so nobody can pay it any more."
        )
    return QCoreApplication.translate(
        "ending",
        "It was made with another lomi. key or account: a late payment is not seen here until the manager puts that "
        "key back.",
    )


def _still_payable(sale: Sale, now: datetime) -> str:
    until = max((one.expires_at for one in sale.attempts if one.expires_at is not None), default=None)
    if not any(one.may_exist_at_lomi for one in sale.attempts):
        if _is_asked_on_the_phone(sale):
            return QCoreApplication.translate("ending", "The customer was not asked, so nobody can pay it.")
        return QCoreApplication.translate("ending", "No code was made, so nobody can pay it.")
    if until is None:
        return QCoreApplication.translate(
            "ending", "No payment was seen so far. The customer can still pay: we keep watching."
        )
    if until <= now:
        return QCoreApplication.translate(
            "ending", "No payment was seen so far. Its code has expired: we keep watching."
        )
    words = QCoreApplication.translate(
        "ending", "No payment was seen so far. The customer can still pay until {time}: we keep watching."
    )
    return words.format(time=fmt.moment_near(until, now))


class EndedView(Page):
    """The left zone for a sale that did not end in money.

    Signals:
        new_code_requested(), retry_requested(), check_requested(): the way out that fits the ending (Enter).
        acknowledged(Sale), taken_up_again(Sale): someone has dealt with it; that was a slip of the hand.
        new_sale_requested(): leave it as it is (F2).
    """

    new_code_requested = Signal()
    retry_requested = Signal()
    check_requested = Signal()
    acknowledged = Signal(object)
    taken_up_again = Signal(object)
    new_sale_requested = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._sale: Sale | None = None
        self._is_out_of_sight = False
        self._now = datetime.min.replace(tzinfo=UTC)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._amount = BigText(_AMOUNT_PX, smallest_px=30)
        self._number = label("number")
        self._icon = label()
        self._line = label("title", "stateLine", wraps=True)
        self._more = label("lead", wraps=True)
        self._way_out = button("newCode", "primary", focus="NoFocus")
        self._dealt_with = DealtWithButton(clock)
        self._new_sale = button("newSale")
        self._way_out.clicked.connect(self.take_way_out)
        self._dealt_with.acknowledged.connect(self.acknowledged)
        self._dealt_with.taken_up_again.connect(self.taken_up_again)
        self._new_sale.clicked.connect(self._on_second_button)
        self._lay_out()
        self.retranslate()

    def show_sale(self, sale: Sale, now: datetime, *, is_out_of_sight: bool = False) -> None:
        """Show ``sale`` as it stands. ``is_out_of_sight``: lomi. tells today's key nothing of it."""
        self._sale, self._now, self._is_out_of_sight = sale, now, is_out_of_sight
        self.retranslate()

    @property
    def _is_left_behind(self) -> bool:
        """Whether Enter goes on with the queue: it was given up on purpose, or it can get no other code."""
        return self._sale is not None and (
            self._sale.state is State.CANCELLED or (self._sale.state is State.EXPIRED and self._is_out_of_sight)
        )

    def take_way_out(self) -> None:
        """Do what the primary button does."""
        if self._sale is None:
            return
        if self._is_left_behind:
            self.new_sale_requested.emit()
        elif self._sale.state is State.FAILED:
            self.retry_requested.emit()
        elif self._sale.state is State.ATTENTION:
            self.check_requested.emit()
        else:
            self.new_code_requested.emit()

    def _on_second_button(self) -> None:
        (self.new_code_requested if self._is_left_behind else self.new_sale_requested).emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._amount, 1)
        top.addWidget(self._number)
        middle = card()
        inside = self._inside = QVBoxLayout(middle)
        inside.setSpacing(theme.SPACE_M)
        inside.addStretch(1)
        inside.addWidget(self._icon)
        inside.addWidget(self._line)
        inside.addWidget(self._more)
        inside.addStretch(2)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self._new_sale, 1)
        buttons.addWidget(self._dealt_with, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addLayout(top)
        column.addWidget(middle, 1)
        column.addLayout(buttons)
        column.addWidget(self._way_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the sentences keep theirs: the icon and the distances give way."""
        super().resizeEvent(event)
        is_low = event.size().height() < _COMFORTABLE_HEIGHT
        margin = theme.SPACE_M if is_low else theme.SPACE_XL
        self._inside.setContentsMargins(margin, margin, margin, margin)
        self._icon.setVisible(not is_low)
        self._amount.set_largest(_AMOUNT_PX // 2 if is_low else _AMOUNT_PX)

    def retranslate(self) -> None:
        say(self._new_sale, self.tr("New sale"), "F2", "plus")
        if self._sale is None:
            return
        self._amount.show_text(fmt.money(self._sale.amount), theme.tokens().quiet)
        self._number.setText(self._sale.number)
        ending = ending_of(self._sale, self._now, is_out_of_sight=self._is_out_of_sight)
        self._icon.setPixmap(icons.pixmap(ending.icon, 64, theme.tokens().quiet))
        self._line.setText(ending.line)
        self._more.setText(" ".join(words for words in (ending.more, dealt_with_words(self._sale)) if words))
        self._dealt_with.show_sale(self._sale)
        self._name_buttons(self._sale.state)
        has_second = not self._is_left_behind or (not self._is_out_of_sight and _can_be_asked_again(self._sale))
        self._new_sale.setVisible(has_second)
        if self._is_left_behind:
            # Given up on purpose: Enter goes on with the queue, and does not put a second code out.
            say(self._way_out, self.tr("New sale"), self.tr("Enter"))
            say(self._new_sale, self._new_code_words(self._sale), self.tr("Ctrl+N"))
            return
        words = {
            State.FAILED: self.tr("Retry"),
            State.ATTENTION: self.tr("Check again"),
        }.get(self._sale.state, self._new_code_words(self._sale))
        say(self._way_out, words, self.tr("Enter"))

    def _new_code_words(self, sale: Sale) -> str:
        if _is_asked_on_the_phone(sale):
            return self.tr("Ask on the phone again")
        return self.tr("New code for the same sale")

    def _name_buttons(self, state: State) -> None:
        """Scripts and the window's keys find a button by what it does, and these do not always do the same."""
        names = {State.FAILED: "retry", State.ATTENTION: "checkNow"}
        self._way_out.setObjectName("newSale" if self._is_left_behind else names.get(state, "newCode"))
        self._new_sale.setObjectName("newCode" if self._is_left_behind else "newSale")
