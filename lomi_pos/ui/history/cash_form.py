"""Noting what was handed back in cash, in the place of the detail. Nothing is asked of lomi.: Enter writes it down."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lomi_pos.till.cash import check_cash_back, too_much_of
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import parse_amount
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.pieces import EntryField, Page, button, label, say
from lomi_pos.ui.scrolling import scrolled
from lomi_pos.ui.words import tell


class CashForm(Page):
    """The amount is typed, never proposed in the field: who types it has counted it.

    Signals:
        noted(Sale): it is written down, or a note was undone.
        closed(): nobody wants to note anything now.
    """

    noted = Signal(object)
    closed = Signal()

    def __init__(self, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cashForm")
        self._bridge = bridge
        self._sale: Sale | None = None
        self._is_asking = False
        self._why: Message | None = None
        self._problem: Message | None = None
        self._heading = label("heading")
        self._standing = label("notice", "cashStanding", wraps=True)
        self._caption = label("caption")
        self.amount = EntryField()
        self.amount.setObjectName("cashAmount")
        self.amount.setMaxLength(40)
        self._hint = label("caption", "cashHint", wraps=True)
        self._trouble = label("notice", "cashNotice", wraps=True)
        self._known = label("caption", "cashKnown", wraps=True)
        self._send = button("noteCash", "primary")
        self._undo = button("undoCash")
        self._leave = button("cashBackLeave")
        for one in (self._send, self._undo, self._leave):
            one.setProperty("compact", True)  # noqa: FBT003  Qt's own
        self.amount.textChanged.connect(self._on_typed)
        self.amount.returnPressed.connect(self.send)
        self._send.clicked.connect(self.send)
        self._undo.clicked.connect(self.undo)
        self._leave.clicked.connect(self.closed)
        self._lay_out()
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def open_for(self, sale: Sale, why: Message | None = None) -> None:
        """``why`` says what keeps lomi. from giving it back."""
        self._why = why
        self._problem, self._is_asking = None, False
        self.show_sale(sale)
        self.amount.clear()
        self.amount.setFocus()

    def show_sale(self, sale: Sale) -> None:
        """The sale stands otherwise now."""
        self._sale = sale
        self._tell_state()

    def send(self) -> None:
        """Write it down, once: while that is under way a second Enter is swallowed."""
        if self._sale is None or self._is_asking:
            return
        try:
            amount = parse_amount(self.amount.text(), self._sale.amount.currency)
            check_cash_back(self._sale, amount)
        except TillRefusal as refusal:
            is_empty = not self.amount.text().strip()
            self._on_refused(Message("cash_zero") if is_empty else refusal.message)
            return
        self._begin()
        self._bridge.note_cash_back(self._sale, amount, self._on_noted, self._on_refused)

    @Slot()
    def undo(self) -> None:
        """The last note was wrong."""
        if self._sale is not None and self._sale.cash_backs and not self._is_asking:
            self._begin()
            self._bridge.undo_cash_note(self._sale, self._on_noted, self._on_refused)

    def _begin(self) -> None:
        self._is_asking, self._problem = True, None
        self._tell_state()

    # ------------------------------------------------------------------ telling
    def _lay_out(self) -> None:
        holder = QWidget()
        above = QVBoxLayout(holder)
        above.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        above.setSpacing(theme.SPACE_S)
        said: tuple[QWidget, ...] = (
            self._heading,
            self._standing,
            self._caption,
            self.amount,
            self._trouble,
            self._hint,
            self._known,
        )
        for part in said:
            above.addWidget(part)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(scrolled(holder), 1)
        for below in (self._undo, self._send, self._leave):
            column.addWidget(below)

    def retranslate(self) -> None:
        self._heading.setText(self.tr("Given back in cash"))
        self._caption.setText(self.tr("What you handed to the customer"))
        self.amount.setAccessibleName(self._caption.text())
        say(self._leave, self.tr("Back"), self.tr("Esc"))
        say(self._undo, self.tr("Undo the last note"))
        self._tell_state()

    def _tell_state(self) -> None:
        sale = self._sale
        if sale is None:
            return
        self._standing.setText(self._standing_words(sale))
        theme.set_tone(self._standing, "amber" if too_much_of(sale) is not None else "")
        hint = self.tr(
            "Count it out first, then note it. The note says which till the cash came from, and when. "
            "It moves no money at lomi."
        )
        self._hint.setText("\n".join(words for words in (tell(self._why) if self._why else "", hint) if words))
        self._trouble.setText(tell(self._problem) if self._problem is not None else "")
        self._trouble.setVisible(self._problem is not None)
        theme.set_tone(self._trouble, "red")
        self._known.setText("\n".join(self._note_words(sale)))
        self._known.setVisible(bool(sale.cash_backs))
        self._undo.setVisible(bool(sale.cash_backs))
        words = self.tr("Writing it down…") if self._is_asking else self.tr("Note it as given back")
        say(self._send, words, self.tr("Enter"))
        self._send.setEnabled(not self._is_asking)

    def _standing_words(self, sale: Sale) -> str:
        too_much = too_much_of(sale)
        received, asked = fmt.money(sale.received or sale.amount), fmt.money(sale.amount)
        if too_much is not None:
            words = self.tr("Received {received} for {asked}: {more} too much.")
            return words.format(received=received, asked=asked, more=fmt.money(too_much))
        kept = self.tr("Received {received} for {asked}. The shop has {kept} of it.")
        return kept.format(received=received, asked=asked, kept=fmt.money(sale.kept or sale.amount))

    def _note_words(self, sale: Sale) -> list[str]:
        words = self.tr("Noted: {amount} at {time}, till {till}")
        return [
            words.format(amount=fmt.money(one.amount), time=fmt.moment(one.at), till=one.till)
            for one in sale.cash_backs
        ]

    # ------------------------------------------------------------------ events
    @Slot()
    def _on_typed(self) -> None:
        self._problem = None
        self._tell_state()

    def _on_noted(self, sale: Sale) -> None:
        self._is_asking = False
        if self._sale is not None and self._sale.id == sale.id:
            self.noted.emit(sale)

    def _on_refused(self, problem: Message) -> None:
        self._is_asking, self._problem = False, problem
        self._tell_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
