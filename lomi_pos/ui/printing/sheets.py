"""A slip on its pages, painted on whatever has a painter: a PDF, a picture, a system printer.

Any thread may call these; they write no widget.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QPointF, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from lomi_pos.till.slip import Line, Look, Slip, Text
from lomi_pos.ui.printing.blocks import Block, Room, blocks_of, font_of
from lomi_pos.ui.printing.paper import ROLL_80, UNITS_A_MM, UNITS_A_POINT, Paper

_GAP = 0.25
_GAPS = {Look.SHOP: 0.3, Look.HEADING: 0.8, Look.AMOUNT: 0.2, Look.BAND: 0.6}
"""Room above a line, in sizes of its text."""
_PICTURE_MARGIN_MM = 5
_PICTURE_PX_A_MM = 12
_PDF_DPI = 600
_LEAST_TOP_MM = 2
_SMALLER = (0.9, 0.8, 0.72)
"""How much smaller the text may be to keep everything on one sheet."""
_MARK_COLOUR = QColor(0, 0, 0, 26)
_MARK_SPACING = 3.4
_MARK_ANGLE = -30
_LARGEST_MARK = 0.18


@dataclass(frozen=True, slots=True)
class Placed:
    block: Block
    y: float


@dataclass(frozen=True, slots=True)
class Sheets:
    """A slip laid out, in tenths of a point: ``pages`` of blocks that begin at ``left``."""

    width: float
    height: float
    left: float
    pages: tuple[tuple[Placed, ...], ...]
    mark: str
    mark_size: float

    def paint(self, painter: QPainter, page: int, scale: float) -> None:
        """Paint one page at the painter's origin; a tenth of a point is ``scale`` of the painter's own units."""
        painter.save()
        painter.scale(scale, scale)
        if self.mark:
            self._paint_mark(painter)
        for placed in self.pages[page]:
            placed.block.draw(painter, QPointF(self.left, placed.y))
        painter.restore()

    def _paint_mark(self, painter: QPainter) -> None:
        """The word across all of the page, beneath what is written."""
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width, self.height))
        painter.setPen(_MARK_COLOUR)
        font = font_of(self.mark_size, is_bold=True)
        painter.setFont(font)
        advance = QFontMetricsF(font).horizontalAdvance(self.mark)
        y = self.mark_size
        while y < self.height + self.mark_size:
            painter.save()
            painter.translate(self.width / 2, y)
            painter.rotate(_MARK_ANGLE)
            painter.drawText(QPointF(-advance / 2, 0), self.mark)
            painter.restore()
            y += self.mark_size * _MARK_SPACING
        painter.restore()


def lay_out(slip: Slip, paper: Paper) -> Sheets:
    """Put the slip on as few pages as can be read."""
    width, margin = paper.width_mm * UNITS_A_MM, paper.margin_mm * UNITS_A_MM
    top = max(margin, _LEAST_TOP_MM * UNITS_A_MM)
    limit = None if paper.height_mm is None else paper.height_mm * UNITS_A_MM - top
    room = Room(min(width - 2 * margin, paper.widest_mm * UNITS_A_MM), paper.text_pt * UNITS_A_POINT)
    pages = _paged(slip, room, top, limit)
    if len(pages) > 1:
        smaller = [_paged(slip, replace(room, text=room.text * scale), top, limit) for scale in _SMALLER]
        pages = next((one for one in smaller if len(one) == 1), pages)
    height = max(one.y + one.block.height for one in pages[-1]) + top if limit is None else limit + top
    return Sheets(width, height, (width - room.width) / 2, pages, slip.mark, _mark_size(slip.mark, width))


def _paged(slip: Slip, room: Room, top: float, limit: float | None) -> tuple[tuple[Placed, ...], ...]:
    pages: list[list[Placed]] = [[]]
    y = top
    for line, block in blocks_of(slip.lines, room):
        y += _gap_above(line) * room.text if pages[-1] else 0
        if limit is not None and y + block.height > limit and pages[-1]:
            pages.append([])
            y = top
        pages[-1].append(Placed(block, y))
        y += block.height
    return tuple(tuple(page) for page in pages)


def _gap_above(line: Line) -> float:
    return _GAPS.get(line.look, _GAP) if isinstance(line, Text) else _GAP


def _mark_size(mark: str, width: float) -> float:
    """As large as lets the word go across the page once."""
    if not mark:
        return 0
    needed = QFontMetricsF(font_of(100, is_bold=True)).horizontalAdvance(mark) / 100
    return width * min(0.8 / needed, _LARGEST_MARK)


# ---------------------------------------------------------------------- where they go
def picture_of(slip: Slip) -> QImage:
    """The slip as one picture, to be sent to a phone: as on a roll, with a white border."""
    sheets = lay_out(slip, ROLL_80)
    scale = _PICTURE_PX_A_MM / UNITS_A_MM
    border = _PICTURE_MARGIN_MM * _PICTURE_PX_A_MM
    image = QImage(
        round(sheets.width * scale) + 2 * border, round(sheets.height * scale) + 2 * border, QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(border, border)
    sheets.paint(painter, 0, scale)
    painter.end()
    return image


def paint_on(device: QPagedPaintDevice, slip: Slip, paper: Paper, dpi: int) -> bool:
    """Paint every page on a PDF or a printer; False when it takes none."""
    sheets = lay_out(slip, paper)
    size_mm = QSizeF(sheets.width / UNITS_A_MM, sheets.height / UNITS_A_MM)
    device.setPageSize(QPageSize(size_mm, QPageSize.Unit.Millimeter, paper.name, QPageSize.SizeMatchPolicy.ExactMatch))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(device):
        return False
    for page in range(len(sheets.pages)):
        if page and not device.newPage():
            return False
        sheets.paint(painter, page, dpi / (72 * UNITS_A_POINT))
    return painter.end()


def save_pdf(slip: Slip, paper: Paper, path: Path) -> bool:
    """Write the slip whole, or not at all. False when the disk does not take it."""
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        return False
    writer = QPdfWriter(file)
    writer.setTitle(slip.title)
    writer.setCreator("lomi POS")
    writer.setResolution(_PDF_DPI)
    is_painted = paint_on(writer, slip, paper, _PDF_DPI)
    return is_painted and file.commit()


def save_picture(slip: Slip, path: Path) -> bool:
    """Write it as PNG, whole or not at all."""
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        return False
    return QImageWriter(file, QByteArray(b"PNG")).write(picture_of(slip)) and file.commit()
