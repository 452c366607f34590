import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.text import NOTE_LENGTH, clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("two coffees", "two coffees"),
        ("  two \t coffees \n", "two coffees"),
        ("line one\r\nline two", "line one line two"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066left\u2069 \u200fright", "left right"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\u0301te\u0301", "été"),
        ("\ud800 lone", "lone"),
        ("👩‍👧 for two", "👩‍👧 for two"),
        ("", ""),
        (" \n ", ""),
        ("٥٠٠٠ قهوة", "٥٠٠٠ قهوة"),
    ],
)
def test_text_becomes_one_visible_line(text, cleaned):
    assert clean(text) == cleaned


def test_a_long_text_is_clipped_and_says_so():
    assert clean("a" * 10_000) == "a" * (NOTE_LENGTH - 1) + "…"
    assert clean("a" * NOTE_LENGTH) == "a" * NOTE_LENGTH


@pytest.mark.parametrize("emoji", ["👩‍👧", "👍🏿", "❤️", "é" + "\u0323"])
@pytest.mark.parametrize("length", range(4, 12))
def test_a_clipped_text_never_ends_inside_an_emoji(emoji, length):
    shown = clean(emoji * 20, length)
    assert len(shown) <= length
    body = shown.removesuffix("…")
    assert body == emoji * (len(body) // len(emoji)) or emoji.startswith(body[len(body) // len(emoji) * len(emoji) :])
    assert not body.endswith("\u200d")


@given(st.text(), st.integers(1, 200))
def test_whatever_comes_is_one_line_of_bounded_length(text, length):
    shown = clean(text, length)
    assert len(shown) <= length
    assert shown == shown.strip()
    assert len(shown.splitlines()) <= 1
    assert all(char == "\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in shown)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
