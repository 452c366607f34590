import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message
from lomi_pos.ui.amount_field import AmountField
from tests.fakes import FakeClock


@pytest.fixture
def field(dressed, qtbot, clock):
    field = AmountField(clock, "XOF")
    qtbot.addWidget(field)
    return field


def type_slowly(field: AmountField, clock: FakeClock, text: str) -> None:
    for char in text:
        clock.advance(milliseconds=120)
        QTest.keyClicks(field, char)


def test_figures_are_grouped_as_they_are_typed(field, clock):
    type_slowly(field, clock, "12500")
    assert field.text() == "12,500"
    assert field.total() == Money(12_500)


def test_a_star_adds_three_zeros_and_nothing_to_an_empty_amount(field, clock):
    type_slowly(field, clock, "*5*")
    assert field.total() == Money(5000)


def test_plus_adds_a_line_and_minus_takes_the_last_one_back(field, clock):
    type_slowly(field, clock, "2500+1000+300")
    assert field.total() == Money(3800)
    type_slowly(field, clock, "--")
    assert field.total() == Money(2500)
    type_slowly(field, clock, "-")
    assert field.is_empty


def test_an_azerty_keyboard_types_figures_with_shift(field):
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Ampersand, Qt.KeyboardModifier.ShiftModifier, "1")
    field.keyPressEvent(press)
    assert field.total() == Money(1)


def test_arabic_figures_are_figures_and_letters_are_not(field, clock):
    for char in "٥²e":
        field.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char))
    assert field.total() == Money(5)


@pytest.mark.parametrize("pasted", ["5 000 FCFA", "5\u202f000\u00a0F CFA", "٥٠٠٠", "XOF 5000"])
def test_a_pasted_amount_is_read_as_people_write_it(field, pasted):
    QGuiApplication.clipboard().setText(pasted)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.total() == Money(5000)


@pytest.mark.parametrize(
    ("pasted", "code"), [("5.000", "amount_has_decimals"), ("1e3", "amount_not_a_number"), ("-5", "amount_negative")]
)
def test_what_is_no_amount_is_refused_and_changes_nothing(field, clock, pasted, code):
    type_slowly(field, clock, "700")
    refusals: list[Message] = []
    field.refused.connect(refusals.append)
    QGuiApplication.clipboard().setText(pasted)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [refusal.code for refusal in refusals] == [code]
    assert field.total() == Money(700)


def test_a_longer_number_than_any_sale_is_refused_at_the_key(field, clock):
    type_slowly(field, clock, "1234567890")
    assert field.total() == Money(123_456_789)


def test_a_sum_over_the_limit_is_refused(field, clock):
    type_slowly(field, clock, "999999999+1")
    with pytest.raises(TillRefusal):
        field.total()


def test_backspace_takes_one_figure(field, clock):
    type_slowly(field, clock, "125")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "12"


def test_euros_have_two_decimals_at_most(dressed, qtbot, clock):
    field = AmountField(clock, "EUR")
    qtbot.addWidget(field)
    type_slowly(field, clock, "12,505")
    assert field.total() == Money(1250, "EUR")


def test_a_barcode_goes_to_the_note_and_the_amount_comes_back(field, clock):
    type_slowly(field, clock, "50")
    pieces: list[str] = []
    charged = []
    field.scan_typed.connect(pieces.append)
    field.charge_wanted.connect(lambda: charged.append(True))
    clock.advance(seconds=1)
    for char in "6034000120":
        clock.advance(milliseconds=12)
        QTest.keyClicks(field, char)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "".join(pieces) == "6034000120"
    assert field.total() == Money(50)
    assert not charged, "the Enter of a scanner is not the clerk's"


def test_a_quick_clerk_is_no_scanner(field, clock):
    for char in "12345678":
        clock.advance(milliseconds=60)
        QTest.keyClicks(field, char)
    assert field.total() == Money(12_345_678)


def test_text_set_by_a_screen_reader_is_read_as_an_amount(field):
    field.setText("5 000 F CFA")
    assert field.total() == Money(5000)
    field.setText("rubbish")
    assert field.total() == Money(5000)


def test_a_decimal_mark_in_francs_stays_in_sight_and_is_refused(field, clock):
    type_slowly(field, clock, "5.00")
    with pytest.raises(TillRefusal) as refused:
        field.total()
    assert refused.value.message.code == "amount_has_decimals"
