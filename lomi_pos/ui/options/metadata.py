"""What the shop's own books want to find again at lomi.: names and values, a row each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from lomi_pos.till.text import clean
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import EntryField, Page, label

MOST_ROWS = 45
"""lomi. takes fifty (lomi. docs, Checkout sessions); five are the till's own, by which it finds its sales again, and
tells other tills what it has asked, and at what pace."""

_NAME_LENGTH, _VALUE_LENGTH = 40, 500


class MetadataRows(Page):
    """There is always one empty row to type into, until there is no more room.

    Signals:
        charge_wanted(): Enter in one of the fields.
    """

    charge_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLineEdit, QLineEdit]] = []
        self._caption = label("caption")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_XS)
        self._grid.addWidget(self._caption, 0, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        self._add_row()
        self.retranslate()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What was typed. A value without a name is nothing."""
        typed = [(clean(name.text(), _NAME_LENGTH), clean(value.text(), _VALUE_LENGTH)) for name, value in self._rows]
        return tuple((name, value) for name, value in typed if name)

    def clear(self) -> None:
        for name, value in self._rows[1:]:
            for field in (name, value):
                self._grid.removeWidget(field)
                field.deleteLater()
        del self._rows[1:]
        for field in self._rows[0]:
            field.clear()

    def retranslate(self) -> None:
        self._caption.setText(self.tr("Metadata for your own books (name, value)"))
        for row in range(len(self._rows)):
            self._name_row(row)

    def _add_row(self) -> None:
        row = len(self._rows)
        pair = EntryField(), EntryField()
        for column, (field, length) in enumerate(zip(pair, (_NAME_LENGTH, _VALUE_LENGTH), strict=True)):
            field.setObjectName(f"optionMetadata{'Value' if column else 'Name'}{row + 1}")
            field.setMaxLength(length)
            field.returnPressed.connect(self.charge_wanted)
            field.textEdited.connect(self._on_edited)
            self._grid.addWidget(field, row + 1, column)
            field.show()  # at once: Tab goes there
        self._rows.append(pair)
        self._name_row(row)

    def _name_row(self, row: int) -> None:
        name, value = self._rows[row]
        name.setPlaceholderText(self.tr("Name"))
        value.setPlaceholderText(self.tr("Value"))
        name.setAccessibleName(self.tr("Metadata {count}, name").format(count=row + 1))
        value.setAccessibleName(self.tr("Metadata {count}, value").format(count=row + 1))

    def _on_edited(self) -> None:
        if self._rows[-1][0].text() and len(self._rows) < MOST_ROWS:
            self._add_row()
