from dataclasses import replace

import pytest
import zxingcpp
from escpos.printer import Dummy
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lomi_pos.till import events as ev
from lomi_pos.till.receipt import receipt_of
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import Fact, Look, Rule, Slip, Text
from lomi_pos.ui.printing.paper import ROLL_58, ROLL_80, Paper
from lomi_pos.ui.printing.till_printer import print_slip, rows_of
from lomi_pos.ui.printing.words import PaperWords
from lomi_pos.ui.translation import speak
from tests.ui import sales
from tests.ui.printing import roll
from tests.ui.printing.papers import SHOP, TRANSACTION, every_slip, paid

pytestmark = pytest.mark.usefixtures("dressed")

ROLLS = pytest.mark.parametrize("paper", [ROLL_80, ROLL_58], ids=["80mm", "58mm"])


def printed(slip: Slip, paper: Paper = ROLL_80) -> roll.Printed:
    printer = Dummy()
    print_slip(slip, printer, paper)
    return roll.read(printer.output, paper.dots)


def test_a_receipt_is_in_the_printers_own_letters_with_accents(qapp):
    speak(qapp, "fr")
    out = printed(receipt_of(paid(), SHOP, PaperWords()))

    assert out.codes == [19]  # CP858
    assert out.pictures == []
    assert "12 500 F CFA" in out.texts
    assert "PAYÉ" in out.texts
    assert "Merci de votre visite !" in out.texts
    assert "Référence" + "7ZK4M2Q9XB*".rjust(39) in out.texts
    assert f"Transaction {TRANSACTION}" in out.texts
    assert out.cuts == 1


@ROLLS
@pytest.mark.parametrize(
    "name", ["paid", "long", "late", "twice", "under", "refunded", "cash", "practice", "test", "trial"]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_wider_than_the_roll(qapp, paper, name, language):
    speak(qapp, language)
    out = printed(every_slip()[name], paper)
    for line, (size, *_) in zip(out.lines, out.looks, strict=True):
        width = line.width if isinstance(line, Image.Image) else len(line) * size * 12
        assert width <= paper.dots


@ROLLS
def test_the_amount_is_the_largest(paper):
    out = printed(every_slip()["paid"], paper)
    sizes = {text: (tall, size) for text, (size, tall, *_) in zip(out.lines, out.looks, strict=True)}
    amount = sizes.pop("12,500 F CFA")
    assert amount > max(sizes.values())


@ROLLS
def test_practice_stands_white_on_black_at_both_ends(qapp, paper):
    speak(qapp, "fr")
    out = printed(every_slip()["practice"], paper)
    bands = [
        at
        for at, (text, look) in enumerate(zip(out.lines, out.looks, strict=True))
        if look[3] and isinstance(text, str) and "ENTRAÎNEMENT" in text
    ]
    assert bands[0] == 0
    assert bands[-1] == len(out.lines) - 1


@ROLLS
def test_the_code_on_the_slip_can_be_scanned(paper):
    out = printed(every_slip()["code"], paper)
    assert [found.text for found in zxingcpp.read_barcodes(out.drawn())] == [sales.URL]


def test_a_line_that_the_printer_has_no_letters_for_is_a_picture_of_it():
    slip = Slip(every_slip()["paid"].kind, "x", (Text("قهوة بالحليب"), Text("café"), Fact("Note", "☕ thé")))
    out = printed(slip)
    assert out.texts == ["café"]
    assert len(out.pictures) == 2
    for picture in out.pictures:
        assert 60 < picture.width <= ROLL_80.dots
        assert 20 < picture.height < 60
        black = picture.histogram()[0]
        assert 100 < black < picture.width * picture.height / 4


def test_a_logo_is_dots_no_wider_than_the_paper(tmp_path):
    Image.new("RGB", (400, 200), "black").save(tmp_path / "logo.png")
    out = printed(receipt_of(paid(), replace(SHOP, logo=str(tmp_path / "logo.png")), PaperWords()), ROLL_58)
    (logo,) = out.pictures
    assert logo.width <= ROLL_58.dots
    assert logo.getpixel((logo.width // 2, logo.height // 3)) == 0


def test_a_code_is_small_enough_for_a_slow_port():
    printer = Dummy()
    print_slip(every_slip()["code"], printer, ROLL_80)
    assert len(printer.output) < 20_000


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("12\u202f500\u00a0F\u202fCFA", "12 500 F CFA"),
        ("l’œuf “frais” – 5…", 'l\'oeuf "frais" - 5...'),
        ("€ « ça » ÀÉÈ", "€ « ça » ÀÉÈ"),
    ],
)
def test_what_the_code_page_lacks_has_a_twin(typed, sent):
    (row,) = rows_of(Text(typed), ROLL_80) or []
    assert row.words == sent


def test_a_value_with_no_room_beside_its_name_goes_below():
    rows = rows_of(Fact("Transaction", TRANSACTION), ROLL_58)
    assert rows is not None
    assert [row.words for row in rows] == ["Transaction", TRANSACTION[:32], TRANSACTION[32:]]
    assert rows_of(Rule(), ROLL_58) is not None


HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x1d\x10\x00\x07\n\r\u202e\u2066\u200f@=+"), max_size=120)


@settings(max_examples=60, deadline=None)
@given(note=HOSTILE, name=HOSTILE, footer=HOSTILE, provider=HOSTILE)
def test_nothing_that_was_typed_or_sent_becomes_a_command(note, name, footer, provider):
    sale = paid()
    told = ev.PaymentDetailed(at=sales.NOW, attempt=1, transaction_id=provider or "t", provider=provider)
    sale = replace(sale, note=note, clerk=name).after(told)
    shop = ShopSection(name=name, address=note, receipt_footer=footer)
    out = printed(receipt_of(sale, shop, PaperWords()), ROLL_58)  # the reader refuses any byte it does not know
    assert out.codes == [19]
    assert out.cuts == 1


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("words", ["\x1b@\x1dV\x00", "a\nb", "\x1bp\x00\x19\xfa", "\x7f"])
def test_even_a_line_that_nobody_cleaned_sends_no_command(look, words):
    out = printed(Slip(every_slip()["paid"].kind, "x", (Text(words, look),)))
    assert out.cuts == 1
    assert out.codes == [19]
