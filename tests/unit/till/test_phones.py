from dataclasses import replace

import pytest

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.phones import mtn_country_of, phone_of, read_phone, spaced
from tests.unit.till.making import sale_open


@pytest.mark.parametrize(
    ("typed", "country", "read"),
    [
        ("+225 07 00 00 00 00", "CI", "+2250700000000"),
        ("00225 07-00-00-00-00", "CI", "+2250700000000"),
        ("07.00.00.00.00", "CI", "+2250700000000"),
        ("٠٧٠٠٠٠٠٠٠٠", "CI", "+2250700000000"),
        ("0244 123 456", "GH", "+233244123456"),
        ("677123456", "CM", "+237677123456"),
        ("01 97 00 00 00", "BJ", "+2290197000000"),
        ("082 123 4567", "ZA", "+27821234567"),
        ("+221 77 123 45 67", "CI", "+221771234567"),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, country, read):
    assert read_phone(typed, country=country) == read


@pytest.mark.parametrize(
    "typed", ["", "12", "+0700000000", "070000000a", "07+00000000", "+2250700000000000", "awa@shop.ci"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(TillRefusal) as refused:
        read_phone(typed)
    assert refused.value.message.code == "phone_wrong"


@pytest.mark.parametrize(
    ("phone", "country"),
    [("+2250700000000", "CI"), ("+27821234567", "ZA"), ("+221771234567", None)],
)
def test_the_country_of_a_number_is_known_where_mtn_is(phone, country):
    assert mtn_country_of(phone) == country


@pytest.mark.parametrize(
    ("body", "phone"),
    [
        (b'{"customer_phone": "+225 07 08 09 10 11"}', "2250708091011"),
        (b'{"customer_phone": "00225 0708091011"}', "2250708091011"),
        (b'{"customer_phone": "07 08 09 10 11"}', ""),
        (b'{"customer_phone": "+1"}', ""),
        (b'{"customer_phone": 225}', ""),
        (b"[]", ""),
        (b"not json", ""),
    ],
)
def test_a_phone_is_known_only_with_its_country(body, phone):
    sale = sale_open()
    assert phone_of(replace(sale, attempts=(replace(sale.attempts[0], body=body),))) == phone


@pytest.mark.parametrize(
    ("digits", "read_out"),
    [("2250701020304", "+225 07 01 02 03 04"), ("22890112233", "+22890112233"), ("233244123456", "+233 2 44 12 34 56")],
)
def test_a_number_is_read_out_in_pairs(digits, read_out):
    assert spaced(digits) == read_out
