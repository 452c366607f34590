from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage

from lomi_pos.till.receipt import receipt_of
from lomi_pos.ui.printing.blocks import Amount, Paragraph
from lomi_pos.ui.printing.paper import A4, A6, PAPERS, ROLL_58, ROLL_80
from lomi_pos.ui.printing.sheets import lay_out, save_pdf, save_picture
from lomi_pos.ui.printing.words import PaperWords
from lomi_pos.ui.translation import speak
from tests.ui import sales
from tests.ui.printing.papers import LONG_SHOP, SHOP, TRANSACTION, every_slip, page_pictures, paid, practised

pytestmark = pytest.mark.usefixtures("dressed")

NAMES = ["paid", "long", "late", "twice", "under", "refunded", "cash", "practice", "test", "code", "long-code", "trial"]


def pil(image: QImage) -> Image.Image:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Image.frombuffer(
        "L", (grey.width(), grey.height()), bytes(grey.constBits()), "raw", "L", grey.bytesPerLine(), 1
    )


def pdf_text(path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_no_ink_touches_the_edge_of_any_paper(qapp, paper, name, language):
    speak(qapp, language)
    slip = replace(every_slip()[name], mark="")  # the mark is meant to run off the paper
    for picture in page_pictures(slip, paper, 8):
        page = pil(picture)
        edge = 2
        for strip in (
            page.crop((0, 0, edge, page.height)),
            page.crop((page.width - edge, 0, page.width, page.height)),
            page.crop((0, page.height - edge, page.width, page.height)),
        ):
            assert strip.getextrema() == (255, 255)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_every_line_is_inside_its_page_and_none_lies_over_another(paper, name):
    sheets = lay_out(every_slip()[name], paper)
    for page in sheets.pages:
        ends = [one.y + one.block.height for one in page]
        assert all(one.y >= end for one, end in zip(page[1:], ends, strict=False))
        assert ends[-1] <= sheets.height


@pytest.mark.parametrize("name", ["paid", "code", "practice"])
def test_an_ordinary_slip_takes_one_sheet(name):
    assert len(lay_out(every_slip()[name], A6).pages) == 1
    assert len(lay_out(every_slip()[name], A4).pages) == 1


@pytest.mark.parametrize("paper", [A6, ROLL_80, ROLL_58])
def test_the_amount_is_the_largest_text_of_a_receipt(paper):
    blocks = [placed.block for placed in lay_out(every_slip()["paid"], paper).pages[0]]
    (amount,) = [block.size for block in blocks if isinstance(block, Amount)]
    others = [block.size for block in blocks if isinstance(block, Paragraph) and not isinstance(block, Amount)]
    assert amount > 1.6 * max(others)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_the_code_can_be_scanned_from_every_paper(paper):
    (picture, *_) = page_pictures(every_slip()["code"], paper, 8)
    assert [found.text for found in zxingcpp.read_barcodes(pil(picture))] == [sales.URL]


def test_the_code_can_be_scanned_from_a_practice_paper_with_its_word_across():
    slip = replace(every_slip()["code"], mark="PRACTICE")
    (picture,) = page_pictures(slip, ROLL_80, 8)
    assert [found.text for found in zxingcpp.read_barcodes(pil(picture))] == [sales.URL]


def test_practice_is_printed_across_the_whole_paper():
    bare = replace(every_slip()["practice"], mark="")
    (marked,) = page_pictures(every_slip()["practice"], A6, 4)
    (plain,) = page_pictures(bare, A6, 4)
    different = [
        (x, y) for x in range(marked.width()) for y in range(marked.height()) if marked.pixel(x, y) != plain.pixel(x, y)
    ]
    assert min(y for _, y in different) < marked.height() * 0.2
    assert max(y for _, y in different) > marked.height() * 0.8
    assert max(x for x, _ in different) - min(x for x, _ in different) > marked.width() * 0.6


def test_a_pdf_is_text_in_the_shops_language_that_can_be_searched(qapp, tmp_path):
    speak(qapp, "fr")
    slip = receipt_of(paid(), SHOP, PaperWords())
    assert save_pdf(slip, A6, tmp_path / "recu.pdf")

    text = pdf_text(tmp_path / "recu.pdf")
    for words in ("Boutique Awa", "PAYÉ", "A-041", "Wave", TRANSACTION, "7ZK4M2Q9XB*", "Merci de votre visite"):
        assert words in text
    assert "12 500" in text.replace("\u202f", " ").replace("\u00a0", " ")
    with pypdfium2.PdfDocument(tmp_path / "recu.pdf") as document:
        assert document.get_metadata_value("Title") == slip.title
        assert [round(size / 72 * 25.4) for size in document[0].get_size()] == [105, 148]


def test_a_long_footer_goes_on_to_the_next_page_and_is_all_there(tmp_path):
    long = replace(LONG_SHOP, receipt_footer="\n".join(f"Article {count} " + "MWMW " * 37 for count in range(10)))
    save_pdf(receipt_of(paid(), long, PaperWords()), A6, tmp_path / "long.pdf")

    with pypdfium2.PdfDocument(tmp_path / "long.pdf") as document:
        assert len(document) > 1
    text = pdf_text(tmp_path / "long.pdf")
    assert all(f"Article {count}" in text for count in range(10))


def test_a_practice_pdf_says_so_in_words(qapp, tmp_path):
    speak(qapp, "fr")
    save_pdf(receipt_of(practised(), SHOP, PaperWords()), A6, tmp_path / "p.pdf")
    assert pdf_text(tmp_path / "p.pdf").count("ENTRAÎNEMENT") >= 2


def test_markup_and_formulas_are_plain_text(tmp_path):
    hostile = replace(paid(), note="<b>gras</b> &amp; =HYPERLINK(1)", clerk="<img src=x>")
    save_pdf(receipt_of(hostile, SHOP, PaperWords()), A4, tmp_path / "h.pdf")
    text = pdf_text(tmp_path / "h.pdf")
    assert "<b>gras</b> &amp; =HYPERLINK(1)" in text
    assert "<img src=x>" in text


def test_a_picture_is_sharp_enough_for_a_phone_to_scan_it_again(tmp_path):
    assert save_picture(every_slip()["code"], tmp_path / "code.png")
    with Image.open(tmp_path / "code.png") as picture:
        assert picture.width > 800
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [sales.URL]


def test_a_logo_that_is_no_picture_is_left_out(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"no picture")
    with_bad = lay_out(receipt_of(paid(), replace(SHOP, logo=str(tmp_path / "logo.png")), PaperWords()), ROLL_80)
    without = lay_out(receipt_of(paid(), SHOP, PaperWords()), ROLL_80)
    assert with_bad.height == without.height


def test_a_logo_is_as_wide_as_it_may_be_and_keeps_its_shape(tmp_path):
    Image.new("RGB", (3000, 1000), "black").save(tmp_path / "logo.png")
    slip = receipt_of(paid(), replace(SHOP, logo=str(tmp_path / "logo.png")), PaperWords())
    (picture,) = page_pictures(slip, ROLL_80, 4)
    black = [y for y in range(30 * 4) if pil(picture).getpixel((picture.width() // 2, y)) == 0]
    assert 14 * 4 <= len(black) <= 17 * 4  # 46 mm wide, a third of that high


def test_a_folder_that_takes_nothing_is_told(tmp_path):
    assert not save_pdf(every_slip()["paid"], A6, tmp_path / "none" / "x.pdf")
    assert not save_picture(every_slip()["paid"], tmp_path / "none" / "x.png")
