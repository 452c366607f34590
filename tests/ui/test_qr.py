import re
from itertools import product

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from lomi_pos.ui import qr, theme
from tests.ui import sales
from tests.ui.sales import URL

BLACK, WHITE, AROUND = (0, 0, 0), (255, 255, 255), (0x88, 0x99, 0xAA)
SCALES = (1.0, 1.25, 1.5, 2.0)


def read(picture: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(picture, try_invert=False, try_rotate=False, try_downscale=False)
    return [code.text for code in found]


def pil(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombuffer(
        "RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1
    )


@pytest.mark.parametrize(("scale", "side", "offset"), list(product(SCALES, (260, 437), (0, 3.3))))
def test_each_module_is_the_same_whole_number_of_device_pixels(qapp, scale, side, offset):
    device = round((side + offset) * scale) + 2
    image = QImage(device, device, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(0xFF8899AA)  # neither black nor white
    painter = QPainter(image)
    painter.translate(offset, offset)
    qr.paint(painter, URL, QRectF(0, 0, side, side))
    painter.end()
    picture = pil(image)
    assert read(picture) == [URL]
    assert {colour for _, colour in picture.getcolors() or ()} == {BLACK, WHITE, AROUND}
    module_px = int(side * scale) // qr.side_of(URL)
    assert {length % module_px for length in black_runs(picture)} == {0}


def black_runs(picture: Image.Image) -> list[int]:
    grey = picture.convert("L")
    rows = (grey.crop((0, y, grey.width, y + 1)).tobytes() for y in range(grey.height))
    return [len(run) for row in rows for run in re.findall(rb"\x00+", row)]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_code_on_the_waiting_screen_can_be_read_in_every_theme(shop, qapp, choice):
    theme.dress(qapp, choice)
    shop.show(sales.waiting())
    picture = pil(shop.find("qr").grab().toImage())
    assert read(picture) == [URL]
    assert picture.getpixel((1, 1)) == (255, 255, 255)


def test_a_saved_picture_can_be_read_and_has_four_modules_of_border():
    picture = qr.qr_image(URL, 6).convert("L")
    assert read(picture) == [URL]
    border = picture.crop((0, 0, picture.width, 4 * 6))
    assert border.getextrema() == (255, 255)


def test_runs_cover_exactly_the_black_modules():
    black = sum(map(sum, qr.matrix_of(URL)))
    assert sum(run.width() for run in qr.runs_of(URL)) == black
