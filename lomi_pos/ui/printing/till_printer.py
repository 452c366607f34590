"""A slip on the roll of a till printer (ESC/POS).

Text goes in the printer's own letters, which is quick and sharp, in code page 858. A line with a character that it does
not have (Arabic, an emoji) goes as a picture of that line. Nothing that was typed can become a command: only bytes
that are letters are ever sent as text.
"""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from lomi_pos.till.slip import Code, Fact, Line, Logo, Look, Rule, Slip, Text
from lomi_pos.ui import qr
from lomi_pos.ui.printing.blocks import Room, block_of
from lomi_pos.ui.printing.paper import UNITS_A_POINT, Paper

CODE_PAGE = "CP858"
_ENCODING = "cp858"
_DPI = 203
_UNITS_A_DOT = 72 * UNITS_A_POINT / _DPI
_LARGEST_LETTERS = 4
_QR_DOTS = 360
_SLICE_DOTS = 240
"""How high one picture command is at most: cheap printers have little memory."""
_BLACK = 0xFF000000
_FIRST_LETTER, _DELETE = 0x20, 0x7F
_TWINS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "œ": "oe", "Œ": "OE", "•": "·"}
)
"""What code page 858 lacks and every reader takes for the same."""


class TillPrinter(Protocol):
    """What we use of python-escpos' printers."""

    def hw(self, hw: str) -> None: ...
    def charcode(self, code: str) -> None: ...
    def set(
        self,
        *,
        align: str,
        bold: bool,
        invert: bool,
        custom_size: bool,
        width: int,
        height: int,
    ) -> None: ...
    def cut(self) -> None: ...
    def _raw(self, msg: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One line of letters, ``size`` times as wide and ``tall`` times as high as the printer's own."""

    words: str
    size: int = 1
    tall: int = 1
    is_bold: bool = False
    is_inverted: bool = False
    is_centred: bool = True


def print_slip(slip: Slip, printer: TillPrinter, paper: Paper) -> None:
    """Send the slip and cut.

    Raises:
        OSError, escpos.exceptions.Error: the printer did not take it.
    """
    printer.hw("INIT")
    printer.charcode(CODE_PAGE)
    for line in slip.lines:
        rows = rows_of(line, paper)
        if rows is not None:
            for row in rows:
                _send_row(row, printer)
        else:
            picture = picture_of(line, paper)
            if picture is not None:
                _send_picture(picture, printer)
    printer.cut()


def rows_of(line: Line, paper: Paper) -> list[Row] | None:
    """``line`` in letters; None when only a picture can show it."""
    match line:
        case Text():
            words = _plain(line.words)
            return None if words is None else list(_text_rows(words, line.look, paper.columns))
        case Fact():
            name, value = _plain(line.name), _plain(line.value)
            return None if name is None or value is None else list(_fact_rows(name, value, paper.columns))
        case Rule():
            return [Row("─" * paper.columns)]
        case _:
            return None


def _text_rows(words: str, look: Look, columns: int) -> Iterator[Row]:
    match look:
        case Look.AMOUNT:
            size = max(1, min(_LARGEST_LETTERS, columns // max(1, len(words))))
            yield Row("")
            tall = min(_LARGEST_LETTERS, size + 1)
            yield from (Row(one, size, tall, is_bold=True) for one in _wrapped(words, columns // size))
            yield Row("")
        case Look.BAND:
            for one in _wrapped(words, columns):
                yield Row(one.center(columns), is_bold=True, is_inverted=True)
        case Look.SHOP:
            size = 2 if len(words) * 2 <= columns else 1
            yield from (Row(one, size, size, is_bold=True) for one in _wrapped(words, columns))
        case Look.HEADING:
            yield Row("")
            yield from (Row(one, is_bold=True) for one in _wrapped(words, columns))
        case _:
            yield from (Row(one) for one in _wrapped(words, columns))


def _fact_rows(name: str, value: str, columns: int) -> Iterator[Row]:
    room = columns - len(name) - 1
    if len(value) <= room:
        yield Row(f"{name} {value.rjust(room)}", is_centred=False)
        return
    yield Row(name, is_centred=False)
    wrapped = _wrapped(value, columns)
    is_single = len(wrapped) == 1
    yield from (Row(one.rjust(columns) if is_single else one, is_centred=False) for one in wrapped)


def _wrapped(words: str, columns: int) -> list[str]:
    return textwrap.wrap(words, columns, break_on_hyphens=False) or [""]


def _plain(words: str) -> str | None:
    """``words`` in letters that code page 858 has; None when it lacks one."""
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in words.translate(_TWINS))
    return spaced if _letters(spaced) is not None else None


def _letters(words: str) -> bytes | None:
    """The bytes of ``words``: never one that a printer takes for a command."""
    try:
        encoded = words.encode(_ENCODING)
    except UnicodeEncodeError:
        return None
    return None if any(byte < _FIRST_LETTER or byte == _DELETE for byte in encoded) else encoded


def _send_row(row: Row, printer: TillPrinter) -> None:
    encoded = _letters(row.words)
    if encoded is None:
        raise AssertionError(row)  # rows are made of letters only
    printer.set(
        align="center" if row.is_centred else "left",
        bold=row.is_bold,
        invert=row.is_inverted,
        custom_size=True,
        width=row.size,
        height=row.tall,
    )
    printer._raw(encoded + b"\n")  # noqa: SLF001  escpos' own text() would look for other code pages by itself


# ---------------------------------------------------------------------- pictures
def picture_of(line: Line, paper: Paper) -> QImage | None:
    """``line`` in black and white dots, as wide as the paper; None for a logo that cannot be read."""
    if isinstance(line, Code):
        return _code_picture(line.url, paper.dots)
    block = block_of(line, Room(paper.dots * _UNITS_A_DOT, paper.text_pt * UNITS_A_POINT))
    if block is None:
        return None
    image = QImage(paper.dots, max(1, round(block.height / _UNITS_A_DOT)), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(1 / _UNITS_A_DOT, 1 / _UNITS_A_DOT)
    block.draw(painter, QPointF(0, 0))
    painter.end()
    dither = Qt.ImageConversionFlag.DiffuseDither if isinstance(line, Logo) else Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.MonoOnly | dither)


def _code_picture(url: str, dots: int) -> QImage:
    """The QR in whole dots, in the middle of the paper."""
    side = qr.side_of(url)
    module = max(1, min(dots, _QR_DOTS) // side)
    image = QImage(dots, side * module, QImage.Format.Format_Mono)
    image.fill(1)
    left = (dots - side * module) // 2
    painter = QPainter(image)
    for run in qr.runs_of(url):
        where = QRect(left + run.x() * module, run.y() * module, run.width() * module, module)
        painter.fillRect(where, Qt.GlobalColor.black)
    painter.end()
    return image


def _send_picture(image: QImage, printer: TillPrinter) -> None:
    """``GS v 0``: width in bytes, height in dots, a set bit is black."""
    image = image.convertToFormat(QImage.Format.Format_Mono)
    flipping = 0x00 if image.color(1) == _BLACK else 0xFF
    wide = -(-image.width() // 8)
    data, stride = bytes(image.constBits()), image.bytesPerLine()
    rows = [bytes(byte ^ flipping for byte in data[y * stride : y * stride + wide]) for y in range(image.height())]
    rows = _without_sides(rows)
    printer.set(align="center", bold=False, invert=False, custom_size=True, width=1, height=1)
    for top in range(0, len(rows), _SLICE_DOTS):
        part = rows[top : top + _SLICE_DOTS]
        size = len(part[0]).to_bytes(2, "little") + len(part).to_bytes(2, "little")
        printer._raw(b"\x1dv0\x00" + size + b"".join(part))  # noqa: SLF001  escpos' image() wants a profile's width


def _without_sides(rows: list[bytes]) -> list[bytes]:
    """``rows`` without the white that both sides have alike: a serial port carries 1 kB a second."""
    whole = len(rows[0])
    inked = [at for at in range(whole) if any(row[at] for row in rows)]
    side = min(inked[0], whole - 1 - inked[-1]) if inked else 0
    return [row[side : whole - side] for row in rows]
