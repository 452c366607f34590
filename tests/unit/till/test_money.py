from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import LARGEST_MINOR, Money, check_currency, digits_of, parse_amount, written


# ---------------------------------------------------------------------------- what a person types or pastes
@pytest.mark.parametrize(
    "text",
    [
        "5000",
        "5 000",
        "5\u00a0000",
        "5\u202f000",
        "5\u2009000",
        "5\t000",
        " 5000\n",
        "5 000 FCFA",
        "5000F",
        "5000 f cfa",
        "5 000 F. CFA",
        "5000 XOF",
        "XOF 5000",
        "CFA 5 000",
        "5000 francs",
        "005000",
        "+5000",
        "٥٠٠٠",
        "۵۰۰۰",
        "５０００",
        "5\u200b000",
        "\u200f5000\u200e",
    ],
)
def test_five_thousand_francs_however_it_is_written(text):
    assert parse_amount(text) == Money(5000)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_empty"),
        ("   ", "amount_empty"),
        ("FCFA", "amount_empty"),
        ("\u200b", "amount_empty"),
        ("0", "amount_zero"),
        ("000", "amount_zero"),
        ("-5000", "amount_negative"),
        ("−5000", "amount_negative"),
        ("- 5000", "amount_negative"),
        ("5000,00", "amount_has_decimals"),
        ("12.5", "amount_has_decimals"),
        ("5.000", "amount_has_decimals"),
        ("5,000", "amount_has_decimals"),
        ("1_000", "amount_not_a_number"),
        ("1e3", "amount_not_a_number"),
        ("5²", "amount_not_a_number"),
        ("Ⅷ", "amount_not_a_number"),
        ("½", "amount_not_a_number"),
        ("5 5", "amount_not_a_number"),
        ("1 2345", "amount_not_a_number"),
        ("1234 567", "amount_not_a_number"),
        ("five", "amount_not_a_number"),
        ("0x10", "amount_not_a_number"),
        ("5000 USD", "amount_not_a_number"),
        ("5 000 000 000", "amount_too_large"),
        ("9" * 10_000, "amount_too_large"),
        ("1.000.000", "amount_not_a_number"),
        ("nan", "amount_not_a_number"),
        ("inf", "amount_not_a_number"),
        (".", "amount_not_a_number"),
        ("+", "amount_empty"),
    ],
)
def test_what_is_not_exactly_one_amount_is_refused_with_its_reason(text, code):
    with pytest.raises(TillRefusal) as refused:
        parse_amount(text)
    assert refused.value.message.code == code
    assert "Nothing was charged" in str(refused.value) or code == "amount_too_large"


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.50", "USD", 1250),
        ("12,5", "USD", 1250),
        ("12", "USD", 1200),
        ("$12.50", "USD", 1250),
        ("US$ 12.50", "USD", 1250),
        ("1 200,50 €", "EUR", 120_050),
        ("0.01", "EUR", 1),
        ("١٢٫٥٠", "EUR", 1250),
    ],
)
def test_cents_are_read_where_there_are_cents(text, currency, minor):
    assert parse_amount(text, currency) == Money(minor, currency)


def test_more_decimals_than_cents_are_refused():
    with pytest.raises(TillRefusal) as refused:
        parse_amount("1.234", "USD")
    assert refused.value.message.code == "amount_too_many_decimals"


def test_the_largest_amount_is_taken_and_one_more_is_not():
    assert parse_amount(str(LARGEST_MINOR)).minor == LARGEST_MINOR
    with pytest.raises(TillRefusal):
        parse_amount(str(LARGEST_MINOR + 1))


def test_a_shop_may_have_a_smaller_limit():
    with pytest.raises(TillRefusal) as refused:
        parse_amount("1001", largest_minor=1000)
    assert "1 000 F CFA" in str(refused.value)


def test_a_refusal_shows_little_of_a_long_text_and_no_control_characters():
    with pytest.raises(TillRefusal) as refused:
        parse_amount("a\x1b[31m" + "b" * 500)
    shown = refused.value.message.values["text"]
    assert len(shown) <= 24
    assert shown.isprintable()


@given(st.text())
def test_any_text_gives_an_amount_or_a_refusal(text):
    try:
        money = parse_amount(text)
    except TillRefusal as refused:
        assert str(refused)  # noqa: PT017  one of the two, and never anything else
    else:
        assert 0 < money.minor <= LARGEST_MINOR


@given(st.integers(1, LARGEST_MINOR), st.sampled_from(["XOF", "USD", "EUR"]))
def test_an_amount_as_we_write_it_is_read_back(minor, currency):
    assert parse_amount(str(Money(minor, currency)), currency) == Money(minor, currency)


# ---------------------------------------------------------------------------- money itself
@pytest.mark.parametrize("wrong", [50.0, "50", True, None, Decimal(50)])
def test_money_is_whole_units(wrong):
    with pytest.raises(TypeError):
        Money(wrong)


def test_money_adds_up_in_one_currency_only():
    assert Money(5000) + Money(500) == Money(5500)
    with pytest.raises(ValueError, match="do not add up"):
        Money(5000) + Money(5000, "USD")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(5), "5 F CFA"),
        (Money(5000), "5 000 F CFA"),
        (Money(1_250_000), "1 250 000 F CFA"),
        (Money(1250, "USD"), "12.50 USD"),
        (Money(123_456, "EUR"), "1 234.56 EUR"),
    ],
)
def test_money_reads_as_logs_and_titles_write_it(money, text):
    assert str(money) == text


@given(st.integers(-LARGEST_MINOR, LARGEST_MINOR), st.sampled_from(["XOF", "USD", "EUR", "JPY"]))
def test_an_amount_in_a_message_is_known_again_to_the_unit(minor, currency):
    assert written(str(Money(minor, currency))) == Money(minor, currency)


@pytest.mark.parametrize(
    "text", ["", "5000", "live", "5 000", "50 00 F CFA", "5,000 F CFA", "5\u00a0000 F CFA", "5 F CFA."]
)
def test_another_text_in_a_message_is_no_amount(text):
    assert written(text) is None


def test_the_whole_amount_is_exact():
    assert Money(1250, "USD").major == Decimal("12.50")
    assert Money(LARGEST_MINOR).major == Decimal(LARGEST_MINOR)


@pytest.mark.parametrize(("currency", "digits"), [("XOF", 0), ("USD", 2), ("EUR", 2)])
def test_cldr_knows_the_decimals(currency, digits):
    assert digits_of(currency) == digits


def test_a_currency_is_known_in_small_letters_too():
    assert check_currency(" xof ") == "XOF"


@pytest.mark.parametrize("currency", ["GBP", "", "XO", "XOFF"])
def test_another_currency_is_refused(currency):
    with pytest.raises(TillRefusal):
        check_currency(currency)
