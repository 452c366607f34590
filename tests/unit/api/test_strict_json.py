from decimal import Decimal

import pytest

from lomi_pos.api.strict_json import DEEPEST, NotJson, read_json


def test_whole_numbers_are_ints_and_all_others_exact():
    assert read_json(b"[5000, 5000.0, 0.1, 1e3]") == [5000, Decimal("5000.0"), Decimal("0.1"), Decimal(1000)]
    assert [type(one) for one in read_json(b"[1, 1.0]")] == [int, Decimal]


def test_text_is_read_as_utf_8():
    assert read_json('{"title": "Café · 5 000"}'.encode()) == {"title": "Café · 5 000"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<!doctype html><title>Wi-Fi</title>",
        b'{"amount": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b'{"amount": 5000, "amount": 500}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"amount": 5000',
        b'{"amount": 5000}}',
        b'{"amount": 5000} {}',
        b"{'amount': 5000}",
        b'{"title": "\xff"}',
        '{"title": "é"}'.encode("latin-1"),
        '{"a": 1}'.encode("utf-16"),
        b"\xef\xbb\xbf{}",
        b'{"a": "\n"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"9" * 5000,
        b"[1e99999999999999999999999]",
        b'"' + b'\\"' * 100_000,
    ],
    ids=lambda body: repr(body[:20]),
)
def test_anything_but_strict_json_is_refused(body):
    with pytest.raises(NotJson):
        read_json(body)


def test_brackets_in_a_text_are_not_depth():
    assert read_json(b'["' + b"[" * 100 + b'\\"{{"]') == ["[" * 100 + '"{{']


def test_the_deepest_that_is_allowed_is_read():
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)
