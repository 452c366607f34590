import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from lomi_pos.till.money import Money
from lomi_pos.ui.amount_words import amount_words, number_words


@pytest.mark.parametrize(
    ("minor", "french"),
    [
        (500_000, "cinq cent mille francs CFA"),
        (1_000_000, "un million de francs CFA"),
        (80_000, "quatre-vingt mille francs CFA"),
        (1_280, "mille deux cent quatre-vingts francs CFA"),
        (1, "un franc CFA"),
    ],
)
def test_french_amounts_read_as_a_shop_writes_them(minor, french):
    assert amount_words(Money(minor), "fr") == french


def test_cents_are_named_when_there_are_any():
    assert amount_words(Money(1250, "EUR"), "en") == "twelve euros and fifty cents"
    assert amount_words(Money(1201, "EUR"), "fr") == "douze euros et un centime"


@given(st.integers(0, 999_999_999))
def test_numbers_agree_with_num2words(number):
    assert number_words(number, "fr") == num2words(number, lang="fr")
    assert number_words(number, "en") == num2words(number, lang="en")
