"""Small pieces that every screen is made of."""

import re
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QSlider, QSpinBox, QWidget

from lomi_pos.ui import icons, theme

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
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        theme.set_role(made, role)
    if name:
        made.setObjectName(name)
    return made


def card(role: str = "card", name: str = "") -> QFrame:
    made = QFrame()
    theme.set_role(made, role)
    if name:
        made.setObjectName(name)
    return made


def button(name: str, role: str = "secondary", *, focus: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus) -> QPushButton:
    """A button; a click never takes the keyboard away from where the clerk is typing."""
    made = QPushButton()
    made.setObjectName(name)
    made.setFocusPolicy(focus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    theme.set_role(made, role)
    return made


def number_box(name: str, least: int, most: int) -> QSpinBox:
    """A whole number. The style sheet cannot reach the text inside, so its margin is set here."""
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


def scroll_by_page_keys(area: QScrollArea) -> None:
    """Page Up and Page Down move ``area`` as long as it is on the screen, wherever the keyboard is."""
    bar = area.verticalScrollBar()
    steps = (
        (Qt.Key.Key_PageUp, QSlider.SliderAction.SliderPageStepSub),
        (Qt.Key.Key_PageDown, QSlider.SliderAction.SliderPageStepAdd),
    )
    for key, action in steps:
        QShortcut(key, area).activated.connect(partial(bar.triggerAction, action))


class BigText(QWidget):
    """One line of text, as large as its room allows, for reading from two metres."""

    def __init__(
        self, largest_px: int, *, smallest_px: int = 20, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ) -> None:
        super().__init__()
        self._text = ""
        self._largest_px = largest_px
        self._smallest_px = smallest_px
        self._align = align
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def set_largest(self, largest_px: int) -> None:
        if largest_px != self._largest_px:
            self._largest_px = largest_px
            self.updateGeometry()

    def show_text(self, text: str, colour: str = "") -> None:
        self._text, self._colour = text, colour
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._largest_px * 4, round(self._largest_px * 1.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._smallest_px * 4, round(self._largest_px * 1.2))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  one line, drawn whole
        painter = QPainter(self)
        painter.setFont(fitting_font(self.font(), self._text, self.width(), self._largest_px, self._smallest_px))
        painter.setPen(QColor(self._colour or theme.tokens().ink))
        painter.drawText(QRectF(self.rect()), self._align | Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


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
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_role(self, role)

    def show_text(self, text: str) -> None:
        self._full = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width()))


class FittedLabel(QLabel):
    """A line that is written smaller where its room ends: an amount loses no figure."""

    def __init__(self, role: str, smallest_px: int) -> None:
        super().__init__()
        self._smallest_px = smallest_px
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self, role)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._smallest_px * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.sizeHint().width() <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        largest_px = QFontInfo(self.font()).pixelSize()
        painter.setFont(fitting_font(self.font(), self.text(), self.width(), largest_px, self._smallest_px))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Dot(QWidget):
    """A dot of colour beside a word that says the same.

    A ring means waiting, one with a core that the money is on its way, a full dot that it is decided.
    """

    def __init__(self) -> None:
        super().__init__()
        self._colour = ""
        self._is_ring = False
        self._has_core = False
        self.setFixedSize(12, 12)

    def show_tone(self, tone: theme.Tone, *, is_ring: bool = False, has_core: bool = False) -> None:
        of = theme.tokens()
        self._colour = {
            "accent": of.accent,
            "green": of.green_text,
            "amber": of.amber_text,
            "orange": of.orange,
            "red": of.red_text,
        }.get(tone, of.quiet)
        self._is_ring, self._has_core = is_ring, has_core
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  a dot is drawn whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(QColor(self._colour))
        pen.setWidthF(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._is_ring else QColor(self._colour))
        painter.drawEllipse(QRectF(2, 2, 8, 8))
        if self._has_core:
            painter.drawEllipse(QRectF(5, 5, 2, 2))
        painter.end()
