"""What stands beside a list: one of its rows in full, with values to copy and a line for what was just done."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSlider, QVBoxLayout, QWidget

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


def scrolling(content: QWidget) -> QScrollArea:
    """``content``, which may be higher than its room; Page Up and Page Down move it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    scroll_by_page_keys(area)
    return area


def compact_row(parts: Iterable[QWidget], *, stretches: bool = True) -> QHBoxLayout:
    """Buttons side by side, with little room around their words."""
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    for part in parts:
        if isinstance(part, QPushButton):
            part.setProperty("compact", True)  # noqa: FBT003  Qt's own
        row.addWidget(part, 1 if stretches else 0)
    return row


def scroll_by_page_keys(area: QScrollArea) -> None:
    """Page Up and Page Down move ``area`` as long as it is on the screen, wherever the keyboard is."""
    bar = area.verticalScrollBar()
    steps = (
        (Qt.Key.Key_PageUp, QSlider.SliderAction.SliderPageStepSub),
        (Qt.Key.Key_PageDown, QSlider.SliderAction.SliderPageStepAdd),
    )
    for key, action in steps:
        QShortcut(key, area).activated.connect(partial(bar.triggerAction, action))
