"""The customer of the sale: typed, or found among lomi.'s customers while typing. Nothing waits for the search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem

from lomi_pos.till.customers import Customer, may_be_email
from lomi_pos.till.text import TITLE_LENGTH, clean
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import EntryField, Page, label

TYPED_MS = 400
"""After the last key, so that a name is asked for once and not letter by letter."""

APART_MS = 1_000
LEAST_TYPED = 2
_MOST_SHOWN = 4
_NAMES = ("name", "phone", "email")


class Suggestions(QListWidget):
    """Some customers, reached with the arrow down.

    Signals:
        picked(Customer): Enter, or a click.
        left(): Esc, or up from the first.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("customerSuggestions")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._on_item)
        self.hide()

    def show_customers(self, customers: Sequence[Customer]) -> None:
        self.clear()
        for one in customers[:_MOST_SHOWN]:
            item = QListWidgetItem("  ·  ".join(part for part in (one.name, one.phone, one.email) if part))
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.addItem(item)
        self.setVisible(self.count() > 0)
        if self.count():
            frame = 2 * self.frameWidth() + theme.SPACE_XS
            self.setFixedHeight(frame + self.count() * self.sizeHintForRow(0))

    def take_focus(self) -> None:
        self.setCurrentRow(0)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._on_item(item)
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentRow() <= 0):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(Qt.ItemDataRole.UserRole))


class CustomerFields(Page):
    """Name, phone and e-mail. What is picked fills them; its id is not kept, for with it lomi. looks for old invoices.

    Signals:
        charge_wanted(): Enter in one of the fields.
        suggested(): some customers are shown, who need room.
        sought(str): look for customers with this in their name or phone, at most once a second.
    """

    charge_wanted = Signal()
    suggested = Signal()
    sought = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._fields = {name: EntryField() for name in _NAMES}
        self._captions: dict[str, QLabel] = {name: label("caption") for name in _NAMES}
        self._typed_in = self._fields["name"]
        self._wanted = ""
        self._asked = ""
        self._is_unreachable = False
        self.suggestions = Suggestions()
        self._said = label("caption", "customerSaid", wraps=True)
        self._email_hint = label("caption", "emailHint", wraps=True)
        self._email_hint.hide()
        self._pause = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._apart = QTimer(self, singleShot=True, interval=APART_MS)
        self._lay_out()
        self._pause.timeout.connect(self._seek)
        self._apart.timeout.connect(self._seek)
        self.suggestions.picked.connect(self._on_picked)
        self.suggestions.left.connect(self._on_left)
        self.retranslate()

    # ------------------------------------------------------------------ what was typed
    def text(self, name: str) -> str:
        """``name``, ``phone`` or ``email``."""
        return clean(self._fields[name].text(), TITLE_LENGTH)

    def clear(self) -> None:
        for field in self._fields.values():
            field.clear()
        self._put_away()

    @property
    def last(self) -> QLineEdit:
        """The last field that Tab comes to."""
        return self._fields[_NAMES[-1]]

    # ------------------------------------------------------------------ what was found
    def show_found(self, sought: str, customers: Sequence[Customer]) -> None:
        """The answer to ``sought``; one that nobody waits for any more is dropped."""
        if sought != self._asked:
            return
        self._is_unreachable = False
        self.suggestions.show_customers(customers)
        self._show_said()
        if customers:
            self.suggested.emit()

    def show_not_found(self, sought: str) -> None:
        """Lomi. could not be asked. What is typed is taken as it is."""
        if sought == self._asked:
            self.suggestions.show_customers(())
            self._is_unreachable = True
            self._show_said()

    # ------------------------------------------------------------------ how it looks
    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        for column, (name, field) in enumerate(self._fields.items()):
            field.setObjectName("option" + name.capitalize())
            field.setMaxLength(TITLE_LENGTH)
            field.returnPressed.connect(self.charge_wanted)
            self._captions[name].setBuddy(field)
            grid.addWidget(self._captions[name], 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        for name in ("name", "phone"):
            self._fields[name].textEdited.connect(self._on_edited)
        grid.addWidget(self.suggestions, 2, 0, 1, len(_NAMES))
        grid.addWidget(self._said, 3, 0, 1, len(_NAMES))
        grid.addWidget(self._email_hint, 4, 0, 1, len(_NAMES))
        self._fields["email"].editingFinished.connect(self._look_at_email)
        self._fields["email"].textChanged.connect(self._on_email_changed)

    def retranslate(self) -> None:
        words = {
            "name": self.tr("Customer's name"),
            "phone": self.tr("Customer's phone"),
            "email": self.tr("Customer's e-mail"),
        }
        for name, text in words.items():
            self._captions[name].setText(text)
            self._fields[name].setAccessibleName(text)
        self.suggestions.setAccessibleName(self.tr("Customers at lomi."))
        self._email_hint.setText(
            self.tr("This does not look like an e-mail address, as awa@example.com does. It is sent as it stands.")
        )
        self._show_said()

    def _show_said(self) -> None:
        if self._is_unreachable:
            self._said.setText(self.tr("lomi. cannot be asked for customers now."))
        else:
            self._said.setText(self.tr("Known at lomi.: arrow down and Enter to take one."))
        self._said.setVisible(self._is_unreachable or self.suggestions.count() > 0)

    @Slot()
    def _look_at_email(self) -> None:
        """A hint, and no refusal: nobody waits in a queue for the sake of an e-mail address."""
        email = self.text("email")
        self._email_hint.setVisible(bool(email) and not may_be_email(email))

    @Slot()
    def _on_email_changed(self) -> None:
        """Nobody is told while typing; what is right again is not complained of any longer."""
        if not self._email_hint.isHidden():
            self._look_at_email()

    def _put_away(self) -> None:
        self._pause.stop()
        self._wanted = self._asked = ""
        self._is_unreachable = False
        self.suggestions.show_customers(())
        self._show_said()

    # ------------------------------------------------------------------ typing and picking
    @Slot(str)
    def _on_edited(self, text: str) -> None:
        field = self.sender()
        assert isinstance(field, EntryField)  # noqa: S101  only they are connected
        self._typed_in = field
        wanted = clean(text, TITLE_LENGTH)
        if len(wanted) < LEAST_TYPED:
            self._put_away()
            return
        self._wanted = wanted
        self._pause.start()

    @Slot()
    def _seek(self) -> None:
        """Ask, once the clerk has paused and the last question is a second old."""
        if not self._wanted or self._pause.isActive() or self._apart.isActive():
            return
        self._asked, self._wanted = self._wanted, ""
        self._apart.start()
        self.sought.emit(self._asked)

    @Slot(object)
    def _on_picked(self, customer: Customer) -> None:
        for name, text in (("name", customer.name), ("phone", customer.phone), ("email", customer.email)):
            self._fields[name].setText(text)
        self._put_away()
        self._typed_in.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self._put_away()
        self._typed_in.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.suggestions.isVisible() and not self.suggestions.hasFocus():
            self.suggestions.take_focus()
        else:
            super().keyPressEvent(event)
