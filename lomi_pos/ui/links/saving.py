"""A link's code as a file: PNG and SVG, whole modules, with the white border that the standard asks for."""

import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QSaveFile

from lomi_pos.till.links import KnownLink
from lomi_pos.ui import qr

_PNG_MODULE_PX = 16
_SVG_MODULE_MM = 2
_LONGEST_NAME = 40


class NotSaved(Exception):
    """The file could not be written; the text is the system's own."""


def file_name(link: KnownLink, ending: str) -> str:
    """``panier-de-mangues-1f6e7d0c.png``: a name that every system takes, and no other link has."""
    ascii_only = unicodedata.normalize("NFKD", link.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    tag = re.sub(r"[^A-Za-z0-9]", "", link.key)[:8]
    return "-".join(part for part in (words or "lomi", tag) if part) + ending


def save_png(url: str, path: Path) -> None:
    """Raises ``NotSaved``, as all of these do: then the file that was there is as it was."""
    make_folder(path)
    try:
        qr.qr_image(url, _PNG_MODULE_PX).save(path, "PNG")
    except OSError as error:
        raise NotSaved(str(error)) from error


def save_svg(url: str, path: Path) -> None:
    write(path, svg_of(url).encode())


def svg_of(url: str) -> str:
    """One path of whole modules: it prints sharp at any size."""
    side = qr.side_of(url)
    runs = "".join(f"M{run.x()} {run.y()}h{run.width()}v1h-{run.width()}z" for run in qr.runs_of(url))
    size = side * _SVG_MODULE_MM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}mm" height="{size}mm" viewBox="0 0 {side} {side}"'
        f' shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path fill="#000" d="{runs}"/></svg>\n'
    )


def write(path: Path, content: bytes) -> None:
    make_folder(path)
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly) or file.write(content) != len(content) or not file.commit():
        raise NotSaved(file.errorString())


def make_folder(path: Path) -> None:
    """Make the folder that ``path`` is to be in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(str(error)) from error
