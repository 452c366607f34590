"""What stands beside a list: one of its rows in full, with values to copy and a line for what was just done."""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, card, label


class SidePanel(Page):
    """A card with a button that closes it. ``said_for_ms`` is how long it says what was done.

    Signals:
        closed(): the clerk has seen enough.
    """

    closed = Signal()

    def __init__(self, name: str, *, close: str, said: str, said_for_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._close = button(close, "quiet")
        self._close.clicked.connect(self.closed)
        self._said = label("caption", said, wraps=True)
        self._said_timer = QTimer(self, singleShot=True, interval=said_for_ms)
        self._said_timer.timeout.connect(self._said.hide)
        self._said.hide()

    def _framed(self) -> QVBoxLayout:
        """The column inside the card."""
        frame = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        return column

    @Slot(str)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(self.tr("Copied"))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        self._said_timer.start()


def compact_row(parts: Iterable[QWidget], *, stretches: bool = True) -> QHBoxLayout:
    """Buttons side by side, with little room around their words."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    for part in parts:
        if isinstance(part, QPushButton):
            part.setProperty("compact", True)  # noqa: FBT003  Qt's own
        row.addWidget(part, 1 if stretches else 0)
    return row
