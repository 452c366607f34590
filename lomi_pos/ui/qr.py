"""QR codes: whole device pixels a module, pure black on pure white, four modules of border, whatever the theme."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

# qrcode's own ways to draw a code bring Pillow, 5 MB and 25 ms of a start; it goes without them, and ours are Qt's.
sys.modules.setdefault("qrcode.image.styles.moduledrawers.pil", None)  # type: ignore[arg-type]

import qrcode  # noqa: E402
from qrcode.constants import ERROR_CORRECT_M  # noqa: E402

if TYPE_CHECKING:
    from PIL.Image import Image

BORDER = 4
"""Modules of white around the code, as the standard asks."""

SMALLEST_SIDE = 184
"""Logical pixels; below this a phone at arm's length has trouble."""

MASK = 2
"""The one of the eight masks that fits addresses: trying all of them costs 4.6 ms a code, and for lomi.'s URLs this one
is the best or 1 % from it in the standard's own penalty, 15 % at the worst (``bench/qr.py`` prints it)."""

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def matrix_of(url: str) -> Matrix:
    """The code's modules without border, at level M. About 1 ms the first time; any thread may call."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    code.add_data(url)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


@lru_cache(maxsize=64)
def runs_of(url: str) -> tuple[QRect, ...]:
    """The black modules as rectangles one module high, border included: a third as many as there are modules."""
    runs = []
    for y, row in enumerate(matrix_of(url), start=BORDER):
        start = None
        for x, is_black in enumerate((*row, False), start=BORDER):
            if is_black and start is None:
                start = x
            elif not is_black and start is not None:
                runs.append(QRect(start, y, x - start, 1))
                start = None
    return tuple(runs)


def side_of(url: str) -> int:
    """Modules from edge to edge, border included."""
    return len(matrix_of(url)) + 2 * BORDER


def qr_image(url: str, module_px: int = 8) -> Image:
    """The code as a black and white picture, to be saved or printed."""
    from PIL import Image  # noqa: PLC0415  for paper and files only

    side = side_of(url)
    picture = Image.new("1", (side, side), color=1)
    for y, row in enumerate(matrix_of(url), start=BORDER):
        for x, is_black in enumerate(row, start=BORDER):
            if is_black:
                picture.putpixel((x, y), 0)
    return picture.resize((side * module_px, side * module_px), Image.Resampling.NEAREST)


def paint(painter: QPainter, url: str, where: QRectF) -> None:
    """Draw the code as large as fits in ``where``, centred, each module the same whole number of device pixels."""
    to_device = painter.deviceTransform()
    room = to_device.mapRect(where)
    modules = side_of(url)
    module_px = max(1, int(min(room.width(), room.height())) // modules)
    side = module_px * modules
    left = round(room.center().x() - side / 2)
    top = round(room.center().y() - side / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    # From here on a unit is a device pixel: at a scale of 1.25 a widget may well begin between two of them.
    # What the painter was scaled and moved by itself (a page on paper) is part of it and must not be undone twice.
    to_paper = painter.worldTransform().inverted()[0] * to_device
    painter.setTransform(to_paper.inverted()[0])
    painter.fillRect(left, top, side, side, Qt.GlobalColor.white)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawRects(
        [
            QRect(left + run.x() * module_px, top + run.y() * module_px, run.width() * module_px, module_px)
            for run in runs_of(url)
        ]
    )
    painter.restore()


class QrCode(QWidget):
    """One code, as large as its room allows. Empty until it has a URL."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self.setObjectName("qr")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(SMALLEST_SIDE, SMALLEST_SIDE)

    @property
    def url(self) -> str:
        return self._url

    def show_url(self, url: str) -> None:
        if url != self._url:
            self._url = url
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 560)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is always drawn
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._url:
            paint(painter, self._url, QRectF(self.rect()))
        painter.end()
