"""Phone numbers as lomi. and the mobile networks take them: ``+2250700000000`` (ITU-T E.164)."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.sale import Sale
from lomi_pos.till.text import clean

MTN_PREFIXES = {
    "CI": "225",
    "CM": "237",
    "GH": "233",
    "UG": "256",
    "ZM": "260",
    "BJ": "229",
    "CG": "242",
    "SZ": "268",
    "GN": "224",
    "ZA": "27",
    "LR": "231",
    "NG": "234",
}
"""Where MTN can be charged, and the prefix of its numbers (lomi.'s source, ``core/charges/mtn-country.ts``)."""

_ZERO_BELONGS_TO_THE_NUMBER = frozenset({"CI", "BJ", "CG"})
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_DIGITS = range(8, 16)
_LOCAL = re.compile(r"[0-9]{7,11}", re.ASCII)


def read_phone(text: str, *, country: str = "CI") -> str:
    """Return what a person typed as an international number; without a prefix it is one of ``country``'s.

    Raises:
        TillRefusal: it is no phone number.
    """
    figures = _figures(text)
    if figures.startswith("00"):
        figures = "+" + figures[2:]
    if _LOCAL.fullmatch(figures):
        local = figures if country in _ZERO_BELONGS_TO_THE_NUMBER else figures.lstrip("0")
        figures = f"+{MTN_PREFIXES[country]}{local}"
    if not _INTERNATIONAL.fullmatch(figures):
        raise TillRefusal("phone_wrong", text=clean(text, 24))
    return figures


def mtn_country_of(phone: str) -> str | None:
    """Return the two letters of the country that an international number belongs to, where MTN can be charged."""
    return next((code for code, prefix in MTN_PREFIXES.items() if phone.startswith(f"+{prefix}")), None)


def phone_of(sale: Sale) -> str:
    """The customer's phone as digits with the country's code in front, empty when it is not known as such."""
    for attempt in reversed(sale.attempts):
        phone = _phone_in(attempt.asked)
        if isinstance(phone, str) and phone.strip().startswith(("+", "00")):
            digits = "".join(char for char in phone if char in "0123456789").removeprefix("00")
            return digits if len(digits) in _DIGITS else ""
    return ""


def spaced(digits: str) -> str:
    """A number of ``phone_of`` as people read it out: ``+225 07 01 02 03 04``."""
    prefix = next((one for one in MTN_PREFIXES.values() if digits.startswith(one)), "")
    if not prefix:
        return f"+{digits}"
    rest = digits[len(prefix) :]
    odd = len(rest) % 2
    return " ".join(
        [f"+{prefix}", *filter(None, [rest[:odd]]), *(rest[at : at + 2] for at in range(odd, len(rest), 2))]
    )


def _phone_in(asked: Mapping[str, Any]) -> object:
    """A session spells it one way, a charge on the phone another."""
    customer = asked.get("customer")
    return customer.get("phoneNumber") if isinstance(customer, dict) else asked.get("customer_phone")


def _figures(text: str) -> str:
    """``text`` with ASCII figures and without what people put between them."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in text[:60])
    return re.sub(r"[\s().\-/\u200e\u202a\u202c\u2010-\u2015]", "", plain)
