import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.reference import ALPHABET, is_reference, new_reference, references_in, sale_number

HIGHEST = 32**10 - 1
VALUES = st.integers(0, HIGHEST)


def reference_of(value: int) -> str:
    return new_reference(lambda _below: value)


def test_a_reference_is_ten_characters_and_a_check():
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{10}[0-9A-HJKMNP-TV-Z*~$=U]", new_reference(secrets.randbelow))


def test_the_till_draws_from_all_of_them():
    assert new_reference(lambda below: below - 1) == reference_of(HIGHEST)


@pytest.mark.parametrize(
    ("value", "reference"),
    [(0, "00000000000"), (1, "00000000011"), (36, "0000000014U"), (32, "0000000010*"), (HIGHEST, "ZZZZZZZZZZX")],
)
def test_known_references(value, reference):
    assert reference_of(value) == reference


@given(VALUES)
def test_every_reference_is_recognised(value):
    assert is_reference(reference_of(value))


@given(VALUES, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_a_slip_in_one_character_is_seen(value, place, char):
    right = reference_of(value)
    slipped = right[:place] + char + right[place + 1 :]
    assert is_reference(slipped) is (slipped == right)


@given(VALUES, st.integers(0, 8))
def test_two_neighbours_exchanged_are_seen(value, place):
    right = reference_of(value)
    exchanged = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert is_reference(exchanged) is (exchanged == right)


@pytest.mark.parametrize("text", ["", "0", "0000000000", "000000000000", "0000000000O", "I0000000000", "٠٠٠٠٠٠٠٠٠٠٠"])
def test_other_texts_are_no_reference(text):
    assert not is_reference(text)


@given(VALUES, VALUES)
def test_references_are_found_in_a_title(first, second):
    title = f"Awa's shop - {reference_of(first)} / {reference_of(second).lower()}"
    assert references_in(title) == [reference_of(first), reference_of(second)]


def test_a_reference_inside_a_longer_word_is_not_one():
    assert references_in(f"X{reference_of(7)}") == []
    assert references_in(f"{reference_of(7)}X") == []


@given(st.text())
def test_any_title_can_be_searched(text):
    assert all(is_reference(found) for found in references_in(text))


@pytest.mark.parametrize(("count", "number"), [(1, "A-001"), (41, "A-041"), (999, "A-999"), (1000, "A-1000")])
def test_numbers_as_people_say_them(count, number):
    assert sale_number("A", count) == number
