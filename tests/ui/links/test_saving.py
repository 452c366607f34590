"""What leaves the till as a file is read back from its own pixels."""

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PIL.ImageQt import fromqimage
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.till.links import KnownLink
from lomi_pos.till.settings import Settings, ShopSection
from lomi_pos.till.slip import Code, Kind, Slip
from lomi_pos.ui.links.models import LinksModel
from lomi_pos.ui.links.pane import LinksPane
from lomi_pos.ui.links.posters import PAPERS, Posters
from lomi_pos.ui.links.saving import NotSaved, file_name, save_png, save_svg, svg_of
from lomi_pos.ui.printing.desk import PrintDesk
from lomi_pos.ui.translation import speak
from tests.fakes import FakeBook
from tests.ui.links.data import a_link, known

pytestmark = pytest.mark.usefixtures("dressed")

LINK = known(1, "Panier de mangues", environment="live")
LONG = known(2, "Cours de couture et de broderie pour débutantes, le samedi matin", environment="live")
URL = str(LINK.url)
SHOP = ShopSection(name="Boutique Awa et fils, Marché de Treichville")


@pytest.fixture(params=["fr", "en"])
def spoken(request, qapp) -> str:
    """The shop's language."""
    speak(qapp, request.param)
    return str(request.param)


def read(picture: Image.Image) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize(
    ("link", "is_practice"), [(LINK, True), (LONG, True), (LONG, False)], ids=["practice", "long", "live"]
)
@pytest.mark.parametrize("paper", PAPERS, ids=[paper.name for paper in PAPERS])
def test_the_code_of_a_poster_is_read_from_its_pixels(spoken, tmp_path, paper, is_practice, link):
    path = tmp_path / "affiche.pdf"
    Posters(FakeBook(Settings(shop=SHOP)), is_practice=is_practice).save(link, paper, path)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        page = document[0]
        assert [round(side / 72 * 25.4) for side in page.get_size()] == [paper.width_mm, paper.height_mm]
        text = page.get_textpage().get_text_bounded()
        assert read(page.render(scale=150 / 72).to_pil()) == [link.url]
    wanted = "Vérifiez le nom avant de payer." if spoken == "fr" else "Check the name before you pay."
    assert wanted in text
    assert ("ENTRAÎNEMENT" if spoken == "fr" else "PRACTICE") in text or not is_practice
    assert "TEST" not in text


def test_a_test_link_s_poster_says_test(tmp_path):
    path = tmp_path / "affiche.pdf"
    Posters(FakeBook(), is_practice=False).save(KnownLink(a_link(1, environment="test")), PAPERS[0], path)
    with pypdfium2.PdfDocument(path) as document:
        assert "TEST: no real money" in document[0].get_textpage().get_text_bounded()


def test_a_png_is_read_back_and_has_its_white_border(tmp_path):
    save_png(URL, tmp_path / "deep" / "code.png")
    with Image.open(tmp_path / "deep" / "code.png") as picture:
        assert read(picture) == [URL]
        edge = picture.convert("L").crop((0, 0, picture.width, 4 * 16))
        assert edge.getextrema() == (255, 255)


def test_an_svg_is_read_back_from_its_own_geometry(tmp_path):
    save_svg(URL, tmp_path / "code.svg")
    renderer = QSvgRenderer(QByteArray((tmp_path / "code.svg").read_bytes()))
    assert renderer.isValid()
    image = QImage(450, 450, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert read(fromqimage(image)) == [URL]


def test_an_svg_holds_nothing_but_two_shapes():
    text = svg_of("https://checkout.lomi.africa/link/<script>")
    assert text.count("<") == 4  # svg, rect, path, /svg
    assert "script" not in text


@pytest.mark.parametrize(
    "title", ["Panier de mangues", "../../etc/passwd", "Thé à la menthe", "日本", "a" * 300, "CON"]
)
def test_a_file_name_is_one_that_every_system_takes(title):
    name = file_name(known(1, title), ".png")
    assert len(name) < 80
    assert all(char.isascii() and (char.isalnum() or char in "-.") for char in name)
    assert name.endswith("-5c3e7a90.png")


def test_a_folder_that_cannot_be_written_to_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for save in (save_png, save_svg):
        with pytest.raises(NotSaved):
            save(URL, tmp_path / "file" / "code")


def test_the_buttons_save_and_say_where(qtbot, bridge, clock, tmp_path):
    pane = LinksPane(bridge, FakeBook(Settings(shop=SHOP)), clock)
    pane.folder = tmp_path
    qtbot.addWidget(pane)
    pane.show()
    pane.show_link(LINK)
    for name in ("savePng", "saveSvg", "savePoster"):
        button = pane.findChild(QPushButton, name)
        assert button is not None
        button.click()
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".png", ".svg"]
    said = pane.findChild(QLabel, "linkSaid")
    assert said is not None
    assert said.text() == f"Saved: {tmp_path / file_name(LINK, '-A5.pdf')}"


def test_what_is_sent_names_the_link_and_its_amount(bridge, clock, qtbot):
    pane = LinksPane(bridge, FakeBook(), clock)
    qtbot.addWidget(pane)
    pane.show_link(LINK)
    amount = LinksModel(clock).amount(LINK)
    assert pane.detail.text_to_share() == f"Panier de mangues, {amount}\n{LINK.url}"


def test_ctrl_p_prints_the_poster_on_screen(shop):
    printed: list[Slip] = []
    shop.window.findChild(PrintDesk)._print_out = lambda slip, _printing: printed.append(slip)
    shop.bridge.known_links = [LINK]
    shop.window.show_links()
    shop.find("links").show_link(LINK)
    shop.find("posterPaper").setCurrentIndex(1)
    shop.find("printPoster").click()
    shop.window.findChild(PrintDesk).finish()
    (slip,) = printed
    assert (slip.kind, slip.sheet) == (Kind.POSTER, "A6")
    assert [line.url for line in slip.lines if isinstance(line, Code)] == [URL]
