"""The lines of a slip laid out in tenths of a point: the same on a sheet, a roll, a PDF and a picture.

Any thread may lay out and paint: nothing here is a widget.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageReader, QPainter, QTextLayout, QTextOption

from lomi_pos.till.slip import Code, Fact, Line, Logo, Look, Rule, Text
from lomi_pos.ui import qr
from lomi_pos.ui.printing.paper import UNITS_A_MM

_AMOUNT_SCALE, _LEAST_AMOUNT_SCALE = 4.2, 1.4
_LOGO_MM = (46, 22)
_LARGEST_LOGO_PX = 1200
_DESIGN_SLACK = 1.02
"""Widths measured and widths laid out differ by a hair."""
_LINE_WIDTH = 6
_INK, _QUIET, _LINE = QColor("#000000"), QColor("#555555"), QColor("#999999")


@dataclass(frozen=True, slots=True)
class Room:
    """How wide a block may be, and how large plain text is."""

    width: float
    text: float


class Block:
    """One line of a slip at its place. ``height`` in tenths of a point."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint it with its upper left corner ``at``."""


class Paragraph(Block):
    """Plain text that breaks where it must, also inside a word that is wider than the paper."""

    def __init__(
        self,
        words: str,
        room: Room,
        *,
        scale: float = 1.0,
        is_bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
        colour: QColor = _INK,
    ) -> None:
        self._colour = colour
        self._layout = QTextLayout(words, font_of(room.text * scale, is_bold=is_bold))
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        self._layout.setTextOption(option)
        super().__init__(self._break(room.width))

    @property
    def size(self) -> int:
        """Of its letters, in tenths of a point."""
        return self._layout.font().pixelSize()

    def _break(self, width: float) -> float:
        height = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        self._layout.endLayout()
        return height

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(self._colour)
        self._layout.draw(painter, at)


class Amount(Paragraph):
    """The largest thing on the paper: as large as fits its width."""

    def __init__(self, words: str, room: Room) -> None:
        widest = QFontMetricsF(font_of(100, is_bold=True)).horizontalAdvance(words) / 100
        scale = min(_AMOUNT_SCALE, room.width * 0.97 / max(widest, 1) / room.text)
        super().__init__(words, room, scale=max(_LEAST_AMOUNT_SCALE, scale), is_bold=True)


class Band(Block):
    """White words on black, from edge to edge."""

    def __init__(self, words: str, room: Room) -> None:
        self._pad = room.text * 0.45
        self._width = room.width
        self._words = Paragraph(words, room, scale=1.15, is_bold=True, colour=QColor("#ffffff"))
        super().__init__(self._words.height + 2 * self._pad)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.fillRect(QRectF(at.x(), at.y(), self._width, self.height), _INK)
        self._words.draw(painter, at + QPointF(0, self._pad))


class Pair(Block):
    """A name on the left and its value on the right, or below it when it has no room there."""

    def __init__(self, fact: Fact, room: Room) -> None:
        metrics = QFontMetricsF(font_of(room.text))
        beside = metrics.horizontalAdvance(fact.name) + room.text
        needed = metrics.horizontalAdvance(fact.value) * _DESIGN_SLACK
        fits_beside, fits_below = beside + needed <= room.width, needed <= room.width
        to_right, to_left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        self._name = Paragraph(fact.name, room, align=to_left, colour=_QUIET)
        self._value = Paragraph(fact.value, room, align=to_right if fits_beside or fits_below else to_left)
        self._value_below = 0.0 if fits_beside else self._name.height
        super().__init__(max(self._name.height, self._value_below + self._value.height) + room.text * 0.2)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        self._name.draw(painter, at)
        self._value.draw(painter, at + QPointF(0, self._value_below))


class Hairline(Block):
    def __init__(self, room: Room) -> None:
        self._width = room.width
        super().__init__(room.text)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.fillRect(QRectF(at.x(), at.y() + self.height / 2, self._width, _LINE_WIDTH), _LINE)


class Square(Block):
    """The QR: as large as it is meant to be, and as the paper lets it be."""

    def __init__(self, code: Code, room: Room) -> None:
        self._url = code.url
        self._side = min(room.width, code.side_mm * UNITS_A_MM)
        self._left = (room.width - self._side) / 2
        super().__init__(self._side)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        qr.paint(painter, self._url, QRectF(at.x() + self._left, at.y(), self._side, self._side))


class Picture(Block):
    """The shop's logo."""

    def __init__(self, image: QImage, room: Room) -> None:
        self._image = image
        most_wide, most_high = min(room.width, _LOGO_MM[0] * UNITS_A_MM), _LOGO_MM[1] * UNITS_A_MM
        scale = min(most_wide / image.width(), most_high / image.height())
        self._size = (image.width() * scale, image.height() * scale)
        self._left = (room.width - self._size[0]) / 2
        super().__init__(self._size[1] + room.text * 0.5)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.drawImage(QRectF(at.x() + self._left, at.y(), *self._size), self._image)


def blocks_of(lines: tuple[Line, ...], room: Room) -> Iterator[tuple[Line, Block]]:
    for line in lines:
        block = block_of(line, room)
        if block is not None:
            yield line, block


def block_of(line: Line, room: Room) -> Block | None:  # noqa: PLR0911  one case a kind of line
    """The block of one line; None for a logo that cannot be read: a receipt goes without."""
    match line:
        case Text(look=Look.AMOUNT):
            return Amount(line.words, room)
        case Text(look=Look.BAND):
            return Band(line.words, room)
        case Text(look=Look.SHOP):
            return Paragraph(line.words, room, scale=1.5, is_bold=True)
        case Text(look=Look.HEADING):
            return Paragraph(line.words, room, scale=1.15, is_bold=True)
        case Text():
            return Paragraph(line.words, room)
        case Fact():
            return Pair(line, room)
        case Code():
            return Square(line, room)
        case Logo():
            image = logo_image(line.path)
            return None if image is None else Picture(image, room)
        case Rule():
            return Hairline(room)


def logo_image(path: str) -> QImage | None:
    """The shop's picture in a size that paper can use; None when it is none."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return None
    if max(size.width(), size.height()) > _LARGEST_LOGO_PX:
        reader.setScaledSize(size.scaled(QSize(_LARGEST_LOGO_PX, _LARGEST_LOGO_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def font_of(size: float, *, is_bold: bool = False) -> QFont:
    """The window's own font, at a size in tenths of a point of paper, whatever the screen is."""
    font = QFont()
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
