"""Small pieces that every screen is made of."""

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Literal

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from lomi_pos.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

Focus = Literal["NoFocus", "TabFocus", "StrongFocus"]

_MOST_SHOWN = 500
_MAY_BREAK = "\u200b"
_LONG_WORD = re.compile(r"\S{28}(?=\S)")


class Page(QWidget):
    """A widget with words: it puts them in again when the language or the colours change."""

    def retranslate(self) -> None:
        """Set every text and icon. Called once by each page at its end of ``__init__``, and at each change."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        is_language = event.type() is QEvent.Type.LanguageChange
        # A hidden page may be half built: styling it for the first time is a change of its colours too.
        if is_language or (event.type() is QEvent.Type.PaletteChange and self.isVisible()):
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.retranslate()
        super().showEvent(event)


class PlainLabel(QLabel):
    """Sentences that wrap. A word of any length wraps too, and what is absurdly long is clipped."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def text(self) -> str:
        return self._said

    def setText(self, text: str) -> None:
        self._said = text
        shown = text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
        super().setText(_LONG_WORD.sub(lambda word: f"{word[0]}{_MAY_BREAK}", shown))


def label(role: str = "", name: str = "", *, wraps: bool = False) -> QLabel:
    """A label of plain text: nothing that a server says can become markup, or push the window wide."""
    made = PlainLabel() if wraps else QLabel()
    made.setProperty("textFormat", "PlainText")
    made.setWordWrap(wraps)
    theme.mark(made, role)
    if name:
        made.setObjectName(name)
    return made


def card(role: str = "card", name: str = "") -> QFrame:
    made = QFrame()
    theme.mark(made, role)
    if name:
        made.setObjectName(name)
    return made


def is_enter(event: QKeyEvent) -> bool:
    return event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter}


def is_held_enter(event: QKeyEvent) -> bool:
    """Whether it is an Enter that the keyboard repeats because nobody lets go: it was one decision, taken once."""
    return event.isAutoRepeat() and is_enter(event)


class EntryField(QLineEdit):
    """A field that takes Enter once, however long it is held."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_held_enter(event):
            super().keyPressEvent(event)


class _Press(Enum):
    """What a press of the mouse is to a button."""

    FIRST = auto()
    REPEATED = auto()
    """Soon after another: the second half of a double click."""
    UNREAD = auto()
    """As soon, and the button says another thing since: nobody can have answered that."""


class _Button(QPushButton):
    _pressed_at_ms = 0
    _pressed_words: str | None = None
    """What it said when it was pressed, as far as that press counted."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._press(event) is not _Press.UNREAD:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second half of a double click counts where the first did: another button may have come in between."""
        if self._press(event) is _Press.REPEATED:
            super().mouseDoubleClickEvent(event)

    def _press(self, event: QMouseEvent) -> _Press:
        is_soon = 0 <= event.timestamp() - self._pressed_at_ms <= QApplication.doubleClickInterval()
        self._pressed_at_ms = event.timestamp()
        if is_soon and self._pressed_words not in {None, self.text()}:
            return _Press.UNREAD
        self._pressed_words = self.text()
        return _Press.REPEATED if is_soon else _Press.FIRST

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that Tab came to, as Space does; Qt keeps that for dialogs."""
        if not is_enter(event):
            super().keyPressEvent(event)
        elif not is_held_enter(event):
            self.click()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def button(name: str, role: str = "secondary", *, focus: Focus = "TabFocus") -> QPushButton:
    """A button; a click never takes the keyboard away from where the clerk is typing."""
    made = _Button()
    made.setObjectName(name)
    made.setProperty("focusPolicy", focus)
    theme.mark(made, role)
    return made


def number_box(name: str, least: int, most: int) -> "QSpinBox":
    """A whole number. The style sheet cannot reach the text inside, so its margin is set here."""
    from PySide6.QtWidgets import QSpinBox  # noqa: PLC0415  there is none at the first paint

    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(least, most)
    made.lineEdit().setTextMargins(10, 0, 0, 0)
    return made


def say(pressed: QPushButton, words: str, key: str = "", icon: str = "", colour: str = "") -> None:
    """Put words on a button, its key behind them, its icon before; screen readers hear the words alone."""
    pressed.setText(f"{words} ({key})" if key else words)
    pressed.setToolTip("")
    pressed.setAccessibleName(words)
    if icon:
        pressed.setIcon(icons.icon(icon, colour))
        pressed.setIconSize(QSize(20, 20))


def shorten(pressed: QPushButton) -> None:
    """Leave a button its icon alone, after ``say``: its words become the tool tip, and screen readers hear them."""
    pressed.setToolTip(pressed.text())
    pressed.setText("")


def fitting_font(base: QFont, text: str, width: float, largest_px: int, smallest_px: int) -> QFont:
    """``base`` in bold, at the largest size at which ``text`` is no wider than ``width``."""
    font = QFont(base)
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(largest_px)
    needed = QFontMetricsF(font).horizontalAdvance(text) + 2
    if needed > width:
        font.setPixelSize(max(smallest_px, int(largest_px * width / needed)))
    return font


class ElidedLabel(QLabel):
    """A line that ends in an ellipsis where its room ends."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._full = ""
        self.setProperty("textFormat", "PlainText")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.mark(self, role)

    def show_text(self, text: str) -> None:
        self._full = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, QtCore.Qt.TextElideMode.ElideRight, self.width()))


class Dot(QWidget):
    """A dot of colour beside a word that says the same.

    A ring means waiting, one with a core that the money is on its way, a full dot that it is decided.
    """

    def __init__(self) -> None:
        super().__init__()
        self._looks = ("dot", "")
        """The icon and its colour."""
        self.setFixedSize(12, 12)

    def show_tone(self, tone: theme.Tone, *, is_ring: bool = False, has_core: bool = False) -> None:
        of = theme.tokens()
        colour = {
            "accent": of.accent,
            "green": of.green_text,
            "amber": of.amber_text,
            "orange": of.orange,
            "red": of.red_text,
        }.get(tone, of.quiet)
        looks = ("dot" if not is_ring else "ring-core" if has_core else "ring", colour)
        if looks != self._looks:  # it is told twice a second
            self._looks = looks
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  a dot is drawn whole
        shape, colour = self._looks
        painter = QPainter(self)
        icons.paint(painter, shape, QRectF(self.rect()), colour)
        painter.end()
