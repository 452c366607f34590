from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from lomi_pos.api.values import _word, whole


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
        None,
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
    with pytest.raises(PydanticCustomError) as refused:
        whole(value)
    assert refused.value.type == "amount_not_whole"


@pytest.mark.parametrize("value", ["completed", "processing", "", None, 7])
def test_a_word_is_read_as_it_stands(value):
    assert _word(value) == ("" if value is None else str(value))


@pytest.mark.parametrize("value", ["complete\x00d", "completed ", " completed", "comp\u200bleted", "completed\n"])
def test_a_word_that_only_looks_like_another_is_not_that_other(value):
    assert _word(value) == "“completed”"
