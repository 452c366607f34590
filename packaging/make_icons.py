"""The program's icon in the sizes and formats that systems want: ``make_icons.py FOLDER`` draws ``app.svg`` there.

Run by build.py with the Python of the build, which has Qt and Pillow. Each size is drawn from the SVG.
"""

import math
import os
import re
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app.svg"
LINUX_SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MAC_SIDES = (16, 32, 64, 128, 256, 512, 1024)
_BOX, _STROKE = 64, 4
"""Of the SVG: its view box, and the line of its rings."""


def draw(svg: str, side: int, path: Path) -> None:
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(on_whole_pixels(svg, side).encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.save(str(path))


def on_whole_pixels(svg: str, side: int) -> str:
    """The drawing with the edges of its rings where pixels of a picture ``side`` wide end, alike on both halves."""
    pixel = _BOX / side
    line = math.ceil(_STROKE / pixel) * pixel

    def edge(at: float) -> float:
        return _nearest(at / pixel) * pixel if at <= _BOX / 2 else _BOX - _nearest((_BOX - at) / pixel) * pixel

    def placed(ring: re.Match[str]) -> str:
        x, y, width, height = map(float, ring.groups())
        left, top = edge(x - _STROKE / 2), edge(y - _STROKE / 2)
        right, bottom = edge(x + width + _STROKE / 2), edge(y + height + _STROKE / 2)
        return (
            f'<rect x="{left + line / 2}" y="{top + line / 2}" width="{right - left - line}" '
            f'height="{bottom - top - line}"'
        )

    number = r'"([\d.]+)"'
    rings = re.sub(f"<rect x={number} y={number} width={number} height={number}", placed, svg)
    return rings.replace(f'stroke-width="{_STROKE}"', f'stroke-width="{line}"')


def _nearest(number: float) -> int:
    """Halves go up: Python's own rounding sends 4.5 and 13.5 different ways."""
    return math.floor(number + 0.5)


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    svg = SVG.read_text(encoding="utf-8")
    for side in sorted({*LINUX_SIDES, *WINDOWS_SIDES, *MAC_SIDES}):
        draw(svg, side, folder / f"lomi-pos-{side}.png")
    for sides, name in ((WINDOWS_SIDES, "lomi-pos.ico"), (MAC_SIDES, "lomi-pos.icns")):
        pictures = [Image.open(folder / f"lomi-pos-{side}.png") for side in sides]
        pictures[-1].save(folder / name, sizes=[(side, side) for side in sides], append_images=pictures[:-1])
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
