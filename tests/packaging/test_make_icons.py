"""The program's icon, as desktops show it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from make_icons import LINUX_SIDES, MAC_SIDES, SVG, WINDOWS_SIDES, draw

RING = 0.3125  # where the middle of the first ring is, of the icon's side


@pytest.mark.parametrize("side", sorted({*LINUX_SIDES, *WINDOWS_SIDES, *MAC_SIDES}))
def test_the_edges_of_the_icon_s_rings_are_sharp_at_every_size(qapp, tmp_path: Path, side):
    draw(SVG.read_text(encoding="utf-8"), side, tmp_path / "icon.png")
    picture, middle = QImage(str(tmp_path / "icon.png")), int(RING * side)
    inner = range(side // 8, side - side // 8)
    assert {picture.pixelColor(x, middle).name() for x in inner} == {"#1d4ed8", "#ffffff"}
    assert {picture.pixelColor(middle, y).name() for y in inner} == {"#1d4ed8", "#ffffff"}
