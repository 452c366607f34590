from decimal import Decimal

import pytest

from lomi_pos.api import values
from lomi_pos.api.values import NotWhole, whole, word


@pytest.mark.parametrize(
    ("value", "minor"),
    [(5000, 5000), (Decimal("5000.0"), 5000), (Decimal("5E+3"), 5000), ("5000", 5000), (" 5000.00 ", 5000), (0, 0)],
)
def test_an_amount_is_a_whole_number_however_it_is_written(value, minor):
    assert whole(value) == minor
    assert type(whole(value)) is int


@pytest.mark.parametrize(
    "value",
    [
        Decimal("5000.5"),
        "5000.5",
        True,
        False,
        "",
        "5 000",
        "5,000",
        "1e3",
        "٥٠٠٠",
        "²",
        "five",
        5000.0,
        [5000],
        {"amount": 5000},
        10**15,
        -(10**15),
        Decimal("1e999999"),
        Decimal("1e-999999"),
        Decimal("Infinity"),
        Decimal("NaN"),
        Decimal("sNaN"),
        "9" * 400,
    ],
)
def test_anything_else_is_refused_by_name(value):
    with pytest.raises(NotWhole):
        whole(value)


@pytest.mark.parametrize("value", ["completed", "processing", "", None, 7])
def test_a_word_is_read_as_it_stands(value):
    assert word(value) == ("" if value is None else str(value))


@pytest.mark.parametrize("value", ["complete\x00d", "completed ", " completed", "comp\u200bleted", "completed\n"])
def test_a_word_that_only_looks_like_another_is_not_that_other(value):
    assert word(value) == "“completed”"


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        *((values.its_id, ""), (values.id_or_none, None), (values.currency, ""), (values.currency_or_none, None)),
        *((whole, None), (values.whole_or_none, None), (values.number, None), (values.when, None), (values.flag, None)),
        *((values.line, ""), (values.some_line, ""), (word, ""), (values.words, ()), (values.texts, {})),
        *((values.url, None), (values.urls, ())),
    ],
)
def test_every_kind_says_what_stands_for_nothing(kind, nothing):
    assert kind(None) == nothing


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((values.its_id, "../me"), (values.its_id, 7), (values.its_id, "")),
        *((values.currency, "francs"), (values.currency, 952), (values.currency, "")),
        *((values.some_line, ""), (values.some_line, "\x00\u200b"), (values.some_line, [])),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_quoted(kind, value):
    with pytest.raises(ValueError, match=r"^(not an id|not a currency|says nothing)$"):
        kind(value)
