"""A piece of paper for a customer, as lines: what can stand on one, and in which words.

What is printed, drawn, saved or sent is a ``Slip``; ``receipt.py`` and ``poster.py`` say what stands on which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from lomi_pos.till.money import Money
from lomi_pos.till.translatable import QT_TRANSLATE_NOOP

WORDS: Mapping[str, str] = {
    "receipt": QT_TRANSLATE_NOOP("receipt", "Receipt"),
    "to_pay": QT_TRANSLATE_NOOP("receipt", "TO PAY"),
    "paid": QT_TRANSLATE_NOOP("receipt", "PAID"),
    "paid_late": QT_TRANSLATE_NOOP("receipt", "PAID LATE"),
    "paid_twice": QT_TRANSLATE_NOOP("receipt", "PAID TWICE"),
    "not_enough": QT_TRANSLATE_NOOP("receipt", "PAID IN PART"),
    "too_much": QT_TRANSLATE_NOOP("receipt", "PAID TOO MUCH"),
    "refunded": QT_TRANSLATE_NOOP("receipt", "REFUNDED"),
    "partly_refunded": QT_TRANSLATE_NOOP("receipt", "PARTLY REFUNDED"),
    "refunded_why": QT_TRANSLATE_NOOP(
        "receipt", "The money was given back to the customer. This paper is worth nothing."
    ),
    "partly_refunded_why": QT_TRANSLATE_NOOP("receipt", "A part of the money was given back to the customer."),
    "cash_back": QT_TRANSLATE_NOOP("receipt", "GIVEN BACK IN CASH"),
    "partly_cash_back": QT_TRANSLATE_NOOP("receipt", "PARTLY GIVEN BACK IN CASH"),
    "cash_back_why": QT_TRANSLATE_NOOP(
        "receipt", "The money was handed back to the customer in cash. This paper is worth nothing."
    ),
    "partly_cash_back_why": QT_TRANSLATE_NOOP(
        "receipt", "A part of the money was handed back to the customer in cash."
    ),
    "kept": QT_TRANSLATE_NOOP("receipt", "Still paid"),
    "late_why": QT_TRANSLATE_NOOP("receipt", "The code had expired or been cancelled when the money came."),
    "twice_why": QT_TRANSLATE_NOOP("receipt", "This sale was paid more than once."),
    "asked": QT_TRANSLATE_NOOP("receipt", "Asked"),
    "discount": QT_TRANSLATE_NOOP("receipt", "Coupon"),
    "received": QT_TRANSLATE_NOOP("receipt", "Received"),
    "given_back": QT_TRANSLATE_NOOP("receipt", "Given back"),
    "given_in_cash": QT_TRANSLATE_NOOP("receipt", "Given back in cash"),
    "sale": QT_TRANSLATE_NOOP("receipt", "Sale"),
    "date": QT_TRANSLATE_NOOP("receipt", "Date"),
    "paid_with": QT_TRANSLATE_NOOP("receipt", "Paid with"),
    "till": QT_TRANSLATE_NOOP("receipt", "Till"),
    "clerk": QT_TRANSLATE_NOOP("receipt", "Clerk"),
    "note": QT_TRANSLATE_NOOP("receipt", "Note"),
    "reference": QT_TRANSLATE_NOOP("receipt", "Reference"),
    "transaction": QT_TRANSLATE_NOOP("receipt", "Transaction"),
    "until": QT_TRANSLATE_NOOP("receipt", "Good until"),
    "phone_must_show": QT_TRANSLATE_NOOP("receipt", "The phone must show"),
    "scan": QT_TRANSLATE_NOOP("receipt", "Scan this code to pay."),
    "check_name": QT_TRANSLATE_NOOP("receipt", "Check the name before you pay."),
    "price_on_page": QT_TRANSLATE_NOOP("receipt", "The price is on the page."),
    "not_a_receipt": QT_TRANSLATE_NOOP("receipt", "This is not a receipt: nothing has been paid yet."),
    "test_page": QT_TRANSLATE_NOOP("receipt", "Test page"),
    "test_page_why": QT_TRANSLATE_NOOP("receipt", "This printer prints receipts. Nothing was sold."),
    "practice": QT_TRANSLATE_NOOP("receipt", "PRACTICE"),
    "practice_why": QT_TRANSLATE_NOOP("receipt", "PRACTICE: no real money"),
    "test": QT_TRANSLATE_NOOP("receipt", "TEST"),
    "test_why": QT_TRANSLATE_NOOP("receipt", "TEST: no real money"),
}
"""The words on paper. Each reader says them in the shop's language (``Language.say``)."""


class Language(Protocol):
    """How the shop writes what is on its paper."""

    def say(self, name: str) -> str:
        """The words of ``WORDS[name]``."""

    def money(self, amount: Money) -> str: ...

    def moment(self, at: datetime) -> str:
        """The local date and time."""

    def provider(self, code: str) -> str: ...


class Look(StrEnum):
    """How large and how heavy a line of text is."""

    SHOP = "shop"
    SMALL = "small"
    HEADING = "heading"
    AMOUNT = "amount"
    BAND = "band"
    """White on black, from edge to edge."""


@dataclass(frozen=True, slots=True)
class Text:
    """One centred line or paragraph."""

    words: str
    look: Look = Look.SMALL


@dataclass(frozen=True, slots=True)
class Fact:
    """A name on the left, its value on the right."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across."""


@dataclass(frozen=True, slots=True)
class Code:
    """The QR that leads to ``url``, ``side_mm`` wide where the paper is."""

    url: str
    side_mm: float = 46


@dataclass(frozen=True, slots=True)
class Logo:
    """The shop's own picture; nothing when it cannot be read."""

    path: str


Line = Text | Fact | Rule | Code | Logo


class Kind(StrEnum):
    """What a slip is. The journal writes these words."""

    RECEIPT = "receipt"
    CODE = "code"
    POSTER = "poster"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper. ``mark`` is printed across all of it: PRACTICE, TEST, REFUNDED, or nothing."""

    kind: Kind
    title: str
    """For a window, a file or the subject of a letter: ``Receipt A-041``."""
    lines: tuple[Line, ...]
    mark: str = ""
    sheet: str = ""
    """The paper that it is made for; empty: whatever the shop has."""


def text_of(slip: Slip) -> str:
    """The slip as plain text, for a message or a letter. The code is its address."""
    return "\n".join(_in_words(line) for line in slip.lines if not isinstance(line, Logo)).strip()


def file_name_of(slip: Slip) -> str:
    """Its title as the name of a file on any system, without an ending."""
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in slip.title).strip("-")


def _in_words(line: Line) -> str:
    match line:
        case Text():
            return f"*** {line.words} ***" if line.look is Look.BAND else line.words
        case Fact():
            return f"{line.name}: {line.value}"
        case Code():
            return line.url
        case _:
            return ""
