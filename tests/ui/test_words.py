import pytest

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.words import tell

MADE_OTHERWISE = Message("made_other_amount", {"ours": str(Money(1_250)), "theirs": str(Money(12_500))})


def test_an_odd_code_is_told_with_amounts_as_english_writes_them(dressed):
    assert "a code of 12,500\u00a0F\u202fCFA, and 1,250\u00a0F\u202fCFA was asked" in tell(MADE_OTHERWISE)


def test_an_odd_code_is_told_with_amounts_as_french_writes_them(dressed, qapp):
    translation.speak(qapp, "fr")
    told = tell(MADE_OTHERWISE)
    assert "12\u202f500\u00a0F\u202fCFA" in told
    assert "1\u202f250\u00a0F\u202fCFA" in told


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (Message("currency_differs", {"received": "1 250.50 EUR", "asked": "5 000 F CFA"}), "€1,250.50"),
        (
            Message("copy_found", {"count": "2", "numbers": "A-1", "received": "1 250.50 EUR + 5 000 F CFA"}),
            "€1,250.50 + 5,0",
        ),
        (Message("refund_unclear", {"amount": "25 000 F CFA"}), "25,000\u00a0F\u202fCFA"),
        (TillRefusal("price_too_low", least=Money(1_000_000)).message, "1,000,000\u00a0F\u202fCFA"),
    ],
)
def test_every_sentence_writes_its_amounts_as_the_screen_does(dressed, message, shown):
    assert shown in tell(message)


@pytest.mark.parametrize("text", ["0", "test", "2026-11-21 14:52"])
def test_what_is_no_amount_is_told_as_it_is(dressed, text):
    assert f" {text}." in tell(Message("copy_found", {"count": "1", "numbers": "A-1", "received": text}))


def test_what_someone_typed_or_lomi_said_is_told_word_for_word(dressed):
    assert "“5 000 F CFA”" in tell(Message("amount_not_a_number", {"text": "5 000 F CFA"}))
    assert "“5 000 F CFA”" in tell(Message("request_refused", {"message": "5 000 F CFA"}))
