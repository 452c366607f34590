"""Money: whole smallest units and a currency. XOF has none smaller than the franc; USD and EUR count cents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lomi_pos.till.errors import TillRefusal

if TYPE_CHECKING:
    from decimal import Decimal

CURRENCIES = ("XOF", "USD", "EUR")
"""What lomi. takes (lomi. docs, Checkout sessions: ``currency_code``)."""

LARGEST_MINOR = 999_999_999
"""No counter sale is larger; a longer number is a slip of the finger or a barcode."""

_TURNS_FIGURES_ROUND = "\u202e"
"""The right-to-left override: behind it 0005 is seen as 5000. Other marks move no figure."""

_CURRENCY_WORDS = {
    "XOF": r"F\.? ?CFA|CFA|XOF|FRANCS?|F",
    "USD": r"US ?\$|\$|USD",
    "EUR": r"€|EUROS?|EUR",
}
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+", re.ASCII)
_DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?\Z", re.ASCII)
_WRITTEN = re.compile(r"(?P<whole>-?\d{1,3}(?: \d{3})*)(?:\.(?P<cents>\d+))? (?P<currency>F CFA|[A-Z]{3})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount: ``minor`` counts the smallest unit of ``currency``, as lomi.'s wire does."""

    minor: int
    currency: str = "XOF"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            msg = f"money is whole smallest units, not {type(self.minor).__name__}"
            raise TypeError(msg)

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            msg = f"{self.currency} and {other.currency} do not add up"
            raise ValueError(msg)
        return Money(self.minor + other.minor, self.currency)

    @property
    def major(self) -> Decimal:
        """The amount in whole francs, dollars or euros, exact."""
        from decimal import Decimal  # noqa: PLC0415  with the first amount: the window is painted before there is one

        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def __str__(self) -> str:
        """The amount for logs and window titles: ``5 000 F CFA``, ``12.50 USD``. Screens use ``ui/format.py``.

        So it stands among a ``Message``'s values, where ``written`` knows it again.
        """
        figures = f"{self.major:,.{digits_of(self.currency)}f}".replace(",", " ")
        return f"{figures} {'F CFA' if self.currency == 'XOF' else self.currency}"


def written(text: str) -> Money | None:
    """The amount that ``str`` has written, exactly so; None for any other text."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    minor = int(found["whole"].replace(" ", "") + (found["cents"] or ""))
    return Money(minor, "XOF" if found["currency"] == "F CFA" else found["currency"])


@cache
def digits_of(currency: str) -> int:
    """How many decimals ``currency`` has, by CLDR. XOF is known without loading it: it is what the counter uses."""
    if currency == "XOF":
        return 0
    from babel.numbers import get_currency_precision  # noqa: PLC0415  4 ms, and XOF tills never need it

    return get_currency_precision(currency)


def check_currency(currency: str) -> str:
    """Return ``currency`` in capitals.

    Raises:
        TillRefusal: lomi. does not take it.
    """
    code = currency.strip().upper()
    if code not in CURRENCIES:
        raise TillRefusal("currency_unknown", currency=code[:10] or "?")
    return code


def parse_amount(text: str, currency: str = "XOF", *, largest_minor: int = LARGEST_MINOR) -> Money:
    """Read what a person typed or pasted: ``5000``, ``5 000 FCFA`` (any kind of space), ``٥٠٠٠``, ``12,50`` for USD.

    Raises:
        TillRefusal: it is not exactly one positive amount of this currency; the sentence says why. A point or a comma
            in XOF is refused, not guessed at: ``5.000`` is five francs to one person and five thousand to another.
    """
    figures = _plain_figures(text, currency)
    if not figures:
        raise TillRefusal("amount_empty")
    if figures[0] in "-−–":
        raise TillRefusal("amount_negative")
    match = _DECIMAL.match(figures)
    if match is None:
        raise TillRefusal("amount_not_a_number", text=_shown(text))
    digits = digits_of(currency)
    whole, decimals = match[1], match[2] or ""
    if len(decimals) > digits:
        if digits == 0:
            raise TillRefusal("amount_has_decimals")
        raise TillRefusal("amount_too_many_decimals", currency=currency, digits=digits)
    if len(whole.lstrip("0")) > len(str(largest_minor)):
        raise TillRefusal("amount_too_large", limit=Money(largest_minor, currency))
    minor = int(whole + decimals.ljust(digits, "0"))
    if minor == 0:
        raise TillRefusal("amount_zero")
    if minor > largest_minor:
        raise TillRefusal("amount_too_large", limit=Money(largest_minor, currency))
    return Money(minor, currency)


def _plain_figures(text: str, currency: str) -> str:
    """``text`` with ASCII digits, and without invisible marks, the name of its currency and grouping spaces."""
    kept = []
    for char in text[:200]:
        category = unicodedata.category(char)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(char)))
        elif category == "Zs" or char in "\t\r\n":
            kept.append(" ")
        elif category == "Cf" and char != _TURNS_FIGURES_ROUND:
            continue
        else:
            kept.append("." if char == "٫" else char)
    spaced = "".join(kept).strip()
    word = _CURRENCY_WORDS.get(currency, re.escape(currency))
    without_currency = re.sub(rf"^(?:{word})\.? *|(?<=\d) *(?:{word})\.?$", "", spaced, count=1, flags=re.IGNORECASE)
    return _join_groups(without_currency.strip())


def _join_groups(text: str) -> str:
    """Drop the spaces between groups of figures (``12 500``); ``5 5`` and ``1 2345`` are two numbers and stay so."""
    sign, figures = (text[0], text[1:].strip()) if text[:1] in {"-", "+", "−", "–"} else ("", text)
    whole, separator, rest = figures, "", ""
    for mark in ".,":
        if mark in figures:
            whole, separator, rest = figures.partition(mark)
            break
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(" ", "")
    return ("" if sign == "+" else sign) + whole + separator + rest


def _shown(text: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in text).strip()
    return plain if len(plain) <= 24 else plain[:23] + "…"  # noqa: PLR2004
