"""Amounts and verdicts, written as large as their room allows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import fitting_font


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
