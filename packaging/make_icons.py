"""The program's icon in the sizes and formats that systems want: ``make_icons.py FOLDER`` draws ``app.svg`` there.

Run by build.py with the Python of the build, which has Qt and Pillow.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).resolve().parents[1] / "resources" / "icons" / "app.svg"
SIDES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
WINDOWS_SIDES = (16, 24, 32, 48, 64, 128, 256)


def draw(side: int, path: Path) -> None:
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(SVG)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.save(str(path))


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for side in SIDES:
        draw(side, folder / f"lomi-pos-{side}.png")
    with Image.open(folder / f"lomi-pos-{SIDES[-1]}.png") as largest:
        largest.save(folder / "lomi-pos.ico", sizes=[(side, side) for side in WINDOWS_SIDES])
        largest.save(folder / "lomi-pos.icns")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
