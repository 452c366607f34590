"""Our own line icons, drawn from SVG in the colour of the text around them."""

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from lomi_pos.resources import resource
from lomi_pos.ui import theme

_DRAWN_AT = 2
"""Twice as many pixels as asked for, so that an icon is sharp on a fine screen."""


def icon(name: str, colour: str = "") -> QIcon:
    """``resources/icons/<name>.svg`` in ``colour``, or in the theme's ink. Make it again when the palette changes."""
    return QIcon(pixmap(name, 24, colour))


def pixmap(name: str, side: int, colour: str = "") -> QPixmap:
    """The icon as a picture of ``side`` logical pixels; Qt keeps those that were asked for lately."""
    of = QColor(colour or theme.tokens().ink).name()
    kept = QPixmap()
    if QPixmapCache.find(f"lomi {name} {side} {of}", kept):
        return kept
    picture = _draw(name, side, of)
    QPixmapCache.insert(f"lomi {name} {side} {of}", picture)
    return picture


def _draw(name: str, side: int, colour: str) -> QPixmap:
    picture = QPixmap(side * _DRAWN_AT, side * _DRAWN_AT)
    picture.fill(QColor("transparent"))
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, picture.width(), picture.height()), colour)
    painter.end()
    picture.setDevicePixelRatio(_DRAWN_AT)
    return picture


def paint(painter: QPainter, name: str, where: QRectF, colour: str = "") -> None:
    """Draw the icon inside ``where``."""
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    coloured = svg.replace("currentColor", QColor(colour or theme.tokens().ink).name())
    QSvgRenderer(QByteArray(coloured.encode())).render(painter, where)
