"""Slips of the finger at the real window: an amount is read as it was meant, or refused in words; never guessed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.text import NOTE_LENGTH
from tests.e2e.counter import Counter

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def shop(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """One window for the whole table: between two lines of it the clerk begins a new sale."""
    with SandboxServer(dialect="live") as server, Counter(tmp_path_factory.mktemp("shop"), server) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        yield counter


@pytest.fixture
def counter(shop: Counter) -> Counter:
    """The window on an empty sale."""
    shop.window.counter.new_sale()
    shop.window.counter.sale_view.clear()
    shop.window.activateWindow()
    shop.wait_until(lambda: shop.focused_name() == "amount")
    return shop


@pytest.fixture
def own_counter(qapp: object, tmp_path: Path) -> Iterator[Counter]:
    """A window of its own, for what counts every sale there is."""
    with SandboxServer(dialect="documented") as server, Counter(tmp_path, server) as opened:
        opened.wait_until(lambda: opened.focused_name() == "amount")
        yield opened


def creations(counter: Counter) -> list[dict[str, object]]:
    posts = [one for one in counter.server.requests if one.method == "POST"]
    return [json.loads(one.body) for one in posts]


def paste(counter: Counter, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(counter.child("amount"), Qt.Key.Key_V, CONTROL)


def words(counter: Counter) -> str:
    """The code of the sentence below the amount, which must be on screen when there is one."""
    trouble = counter.window.counter.sale_view._trouble
    assert (trouble is not None) == counter.window.counter.sale_view._sentence.isVisible()
    return trouble.code if trouble is not None else ""


def is_charged(counter: Counter) -> int:
    """Press Enter and return what lomi. was asked for."""
    before = len(creations(counter))
    counter.press(Qt.Key.Key_Return)
    counter.wait_until(lambda: " open " in counter.window.windowTitle())
    (body,) = creations(counter)[before:]
    assert type(body["amount"]) is int
    return body["amount"]


def is_not_charged(counter: Counter) -> bool:
    """Press Enter in the amount and click Charge: nothing leaves the window, and nothing is written."""
    before = len(creations(counter)), sales(counter)
    counter.press(Qt.Key.Key_Return)
    QTest.mouseClick(counter.child("charge"), Qt.MouseButton.LeftButton)
    counter.press(Qt.Key.Key_Enter)
    is_empty = counter.window.windowTitle() == "lomi POS" and not counter.window.counter.sale_view._is_creating
    return is_empty and (len(creations(counter)), sales(counter)) == before


def sales(counter: Counter) -> list[tuple[str, str, str]]:
    """Number, state and note of every sale in the journal, as another process reads it."""
    with counter.till.journal_to_read() as journal:
        lines = journal.sale_lines(SalesQuery()) if journal is not None else []
        return [(line.number, str(line.state), line.note) for line in lines]


# ---------------------------------------------------------------- pasted
SPACES = {
    "plain": " ",
    "no_break": "\u00a0",
    "narrow_no_break": "\u202f",
    "thin": "\u2009",
    "figure": "\u2007",
    "em": "\u2003",
    "ideographic": "\u3000",
    "tab": "\t",
    "line": "\n",
}


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES.keys())
def test_an_amount_pasted_with_its_currency_is_read_whatever_the_space(counter: Counter, space: str):
    paste(counter, f"5{space}000{space}FCFA")
    assert is_charged(counter) == 5000


@pytest.mark.parametrize(
    ("pasted", "minor"),
    [
        ("5000", 5000),
        (" 5000\r\n", 5000),
        ("٥٠٠٠", 5000),
        ("٥ ٠٠٠ FCFA", 5000),
        ("۵۰۰۰", 5000),
        ("५०००", 5000),
        ("５０００", 5000),
        ("5 000 F CFA", 5000),
        ("XOF 5000", 5000),
        ("5000f", 5000),
        ("+5000", 5000),
        ("0005000", 5000),
        ("\u200e5\u200b000\u202c", 5000),
        ("123 456", 123456),
    ],
)
def test_an_amount_is_read_as_people_write_it(counter: Counter, pasted: str, minor: int):
    paste(counter, pasted)
    assert is_charged(counter) == minor


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("", "amount_empty"),
        ("   ", "amount_empty"),
        ("FCFA", "amount_empty"),
        ("0", "amount_zero"),
        ("0 000", "amount_zero"),
        ("-5000", "amount_negative"),
        ("−5000", "amount_negative"),
        ("- 5 000 FCFA", "amount_negative"),
        ("5000.50", "amount_has_decimals"),
        ("5000,5", "amount_has_decimals"),
        ("5.000", "amount_has_decimals"),
        ("5,000", "amount_has_decimals"),
        ("5٫5", "amount_has_decimals"),
        ("1000000000", "amount_too_large"),
        ("9" * 10_000, "amount_too_large"),
        ("1_000", "amount_not_a_number"),
        ("1e3", "amount_not_a_number"),
        ("1E3", "amount_not_a_number"),
        ("²", "amount_not_a_number"),
        ("5²", "amount_not_a_number"),
        ("½", "amount_not_a_number"),
        ("Ⅴ", "amount_not_a_number"),
        ("①", "amount_not_a_number"),
        ("五千", "amount_not_a_number"),
        ("0x1F", "amount_not_a_number"),
        ("5 5", "amount_not_a_number"),
        ("50 00", "amount_not_a_number"),
        ("1 000 000 0", "amount_not_a_number"),
        ("5'000", "amount_not_a_number"),
        ("5000 USD", "amount_not_a_number"),
        ("5000+1000", "amount_not_a_number"),
        ("inf", "amount_not_a_number"),
        ("nan", "amount_not_a_number"),
        ("<b>5000</b>", "amount_not_a_number"),
        ("5000; DROP TABLE sale", "amount_not_a_number"),
        ("\u202e0005", "amount_not_a_number"),
        ("x" * 10_000, "amount_not_a_number"),
        ("💵5000", "amount_not_a_number"),
        ("5000\x00", "amount_not_a_number"),
    ],
)
def test_what_is_no_amount_is_refused_in_words_and_nothing_is_charged(counter: Counter, pasted: str, told: str):
    paste(counter, pasted)
    assert words(counter) == told
    assert is_not_charged(counter)


# ---------------------------------------------------------------- typed
@pytest.mark.parametrize(
    ("typed", "shown"),
    [("0", "0"), ("000", "0"), ("-", ""), ("--", ""), ("e", ""), ("_", ""), ("²", ""), ("½", ""), ("*", ""), ("+", "")],
)
def test_keys_that_make_no_amount_charge_nothing(counter: Counter, typed: str, shown: str):
    counter.type(typed)
    assert shown == counter.window.counter.sale_view.amount.text()
    assert is_not_charged(counter)


@pytest.mark.parametrize("typed", ["50.00", "50,00", "5.000", "5.", ".5", "5.0000000"])
def test_a_decimal_mark_typed_in_francs_is_refused_and_never_makes_a_larger_amount(counter: Counter, typed: str):
    counter.type(typed)
    assert is_not_charged(counter)
    assert words(counter) in {"amount_has_decimals", "amount_not_a_number"}


def test_a_decimal_mark_is_told_of_at_the_key_and_taken_back_by_backspace(counter: Counter):
    counter.type("50.")
    assert words(counter) == "amount_has_decimals"
    counter.press(Qt.Key.Key_Backspace)
    assert (words(counter), is_charged(counter)) == ("", 50)


@pytest.mark.parametrize(("typed", "minor"), [("1_000", 1000), ("1e3", 13), ("5²", 5), ("5x0 0", 500)])
def test_a_key_that_means_nothing_in_an_amount_leaves_what_is_in_sight(counter: Counter, typed: str, minor: int):
    counter.type(typed)
    in_sight = counter.window.counter.sale_view.amount.text()
    assert "".join(char for char in in_sight if char.isdigit()) == str(minor)
    assert is_charged(counter) == minor


def test_no_key_makes_an_amount_over_the_limit(counter: Counter):
    amount = counter.window.counter.sale_view.amount
    amount.type_text("99999")
    amount._ear.forget()  # a clerk, not a scanner
    amount.type_text("9999")
    amount._ear.forget()
    amount.type_text("9")
    assert (amount.total().minor, words(counter)) == (999_999_999, "amount_too_large")


def test_lines_that_add_up_to_more_than_the_limit_are_refused(counter: Counter):
    paste(counter, "999999999")
    counter.type("+1")
    assert is_not_charged(counter)
    assert words(counter) == "amount_too_large"


def test_a_large_amount_is_asked_about_and_escape_takes_it_back(counter: Counter):
    before = len(creations(counter))
    paste(counter, "500001")
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_Escape)
    assert len(creations(counter)) == before
    assert counter.window.windowTitle() == "lomi POS"


# ---------------------------------------------------------------- in a hurry
def test_twenty_enters_at_once_are_one_sale(own_counter: Counter):
    own_counter.type("5000")
    for _ in range(20):
        own_counter.press(Qt.Key.Key_Return)
    own_counter.wait_until(lambda: " open " in own_counter.window.windowTitle())
    for _ in range(20):
        own_counter.press(Qt.Key.Key_Return)

    assert len(creations(own_counter)) == len(own_counter.server.lomi.sessions) == 1
    assert sales(own_counter) == [("A-001", "open", "")]


def test_twenty_clicks_at_once_are_one_sale(own_counter: Counter):
    charge = own_counter.child("charge")
    assert isinstance(charge, QPushButton)
    own_counter.type("5000")
    for _ in range(20):
        QTest.mouseClick(charge, Qt.MouseButton.LeftButton)
        charge.click()
    own_counter.wait_until(lambda: " open " in own_counter.window.windowTitle())

    assert len(creations(own_counter)) == len(own_counter.server.lomi.sessions) == 1
    assert sales(own_counter) == [("A-001", "open", "")]


def test_twenty_clicks_between_which_lomi_answers_are_one_sale(own_counter: Counter):
    charge = own_counter.child("charge")
    own_counter.type("5000")
    clicks = 0

    def click_on() -> bool:
        nonlocal clicks
        clicks += 1
        QTest.mouseClick(charge, Qt.MouseButton.LeftButton)
        own_counter.press(Qt.Key.Key_Return)
        return clicks >= 20 and " open " in own_counter.window.windowTitle()

    own_counter.wait_until(click_on)
    assert len(creations(own_counter)) == len(own_counter.server.lomi.sessions) == 1
    assert sales(own_counter) == [("A-001", "open", "")]


def test_enter_at_a_refused_sale_is_one_more_try_and_no_second_sale(own_counter: Counter):
    own_counter.server.faults.add(
        "status", method="POST", status=400, body={"error": {"code": "bad_request", "message": "No"}}
    )
    own_counter.type("5000")
    own_counter.press(Qt.Key.Key_Return)
    own_counter.wait_until(lambda: own_counter.window.counter.sale_view._trouble is not None)
    for _ in range(20):
        own_counter.press(Qt.Key.Key_Return)
    own_counter.wait_until(lambda: " open " in own_counter.window.windowTitle())

    assert (len(creations(own_counter)), len(own_counter.server.lomi.sessions)) == (2, 1)
    assert sales(own_counter) == [("A-001", "open", "")]


# ---------------------------------------------------------------- the note
NOTES = {
    "ten_thousand_characters": ("n" * 10_000, "n" * (NOTE_LENGTH - 1)),
    "emoji": ("deux pagnes 🧵👨‍👩‍👧 et du thé", "deux pagnes 🧵👨‍👩‍👧 et du thé"),
    "ten_thousand_emoji": ("👩🏾‍🍳" * 2_500, "👩🏾‍🍳"),
    "marks_of_direction": ("\u202eabc\u2066 def\u200f", "abc def"),
    "control_characters": ("a\x00b\x07\x1b[31mc", "ab[31mc"),
    "lines": ("un\r\ndeux\u2028trois", "un deux trois"),
    "markup": ("<b>un</b><script>alert(1)</script>", "<b>un</b><script>alert(1)</script>"),
    "half_a_character": ("un \ud83d deux", "un deux"),
    "quotes": ('l\'"eau"\\ {}%s', 'l\'"eau"\\ {}%s'),
}


@pytest.mark.parametrize(("written", "kept"), NOTES.values(), ids=NOTES.keys())
def test_a_note_is_clipped_and_cleaned_before_it_is_kept(counter: Counter, written: str, kept: str):
    note = counter.child("note")
    assert isinstance(note, QLineEdit)
    note.setText(written)
    counter.child("amount").setFocus()
    counter.type("700")
    is_charged(counter)

    (found,) = [line[2] for line in sales(counter)[:1]]
    assert found.startswith(kept)
    assert len(found) <= NOTE_LENGTH
    assert not set(found) & set("\u202e\u2066\u200f\x00\x07\x1b\r\n\u2028\ufffd")


FIELDS = {"optionTitle": "title", "optionDescription": "description", "optionName": "customer_name"}


@pytest.mark.parametrize(("field", "sent_as"), FIELDS.items(), ids=FIELDS.keys())
def test_what_customers_read_is_sent_clipped_and_cleaned(counter: Counter, field: str, sent_as: str):
    counter.window.counter.sale_view.make_options()
    box = counter.child(field)
    assert isinstance(box, QLineEdit)
    box.setText("\u202eBonjour\x00 <b>\u2066" + "é👩🏾‍🍳" * 3_000)
    counter.child("amount").setFocus()
    counter.type("700")
    is_charged(counter)

    sent = str(creations(counter)[-1][sent_as])
    assert sent.startswith("Bonjour <b>")
    assert len(sent) <= 200
    assert not set(sent) & set("\u202e\u2066\x00")


# ---------------------------------------------------------------- on screen
def test_nothing_that_lomi_or_a_customer_wrote_is_read_as_markup(own_counter: Counter):
    hostile = "<img src='http://127.0.0.1:9/x.png'><h1>PAID</h1>"
    own_counter.server.faults.add(
        "status", method="POST", status=400, body={"error": {"code": "bad_request", "message": hostile}}
    )
    note = own_counter.child("note")
    assert isinstance(note, QLineEdit)
    note.setText(hostile)
    own_counter.type("5000")
    own_counter.press(Qt.Key.Key_Return)
    own_counter.wait_until(lambda: own_counter.window.counter.sale_view._trouble is not None)
    assert hostile in texts(own_counter.window)

    own_counter.press(Qt.Key.Key_Return)
    own_counter.wait_until(lambda: " open " in own_counter.window.windowTitle())
    own_counter.server.pay(own_counter.server.lomi.newest_session().id)
    own_counter.wait_until(lambda: " paid " in own_counter.window.windowTitle())
    assert hostile in texts(own_counter.window)


def texts(window: QWidget) -> str:
    """All that the labels of the window say; each of them shows its text letter by letter."""
    labels = [one for one in window.findChildren(QLabel) if one.text()]
    for one in labels:
        is_plain = one.textFormat() is Qt.TextFormat.PlainText
        assert is_plain or "<" not in one.text(), one.text()
    return "\n".join(one.text() for one in labels)
