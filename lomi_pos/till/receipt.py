"""What is put on paper for a customer, as lines: the receipt of money that is there, or the code of a sale that waits.

Only what concerns the customer: never a fee, a net amount or another sale. What came from a keyboard, a file or a
server is plain text on one line here, so no paper, picture or message has to be afraid of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.states import Flag, State
from lomi_pos.till.text import TITLE_LENGTH, clean
from lomi_pos.till.words import QT_TRANSLATE_NOOP

FOOTER_LINES = 10
_LONGEST_VALUE = 200
_PHONE_DIGITS = range(8, 16)

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
"""The words on paper. Each reader of this module says them in the shop's language (``Language.say``)."""


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


def slip_of(sale: Sale, shop: ShopSection, language: Language, *, refunded: Money | None = None) -> Slip:
    """The receipt of a paid sale, the code of one that waits.

    Raises:
        TillRefusal: there is neither money nor a code that could still be paid.
    """
    if sale.payments:
        return receipt_of(sale, shop, language, refunded=refunded or sale.refunded)
    return code_slip_of(sale, shop, language)


def receipt_of(sale: Sale, shop: ShopSection, language: Language, *, refunded: Money | None = None) -> Slip:
    """What a customer gets for money that lomi. has recognised; ``refunded`` is what has been given back of it.

    Raises:
        TillRefusal: no money is there, and nothing may look as if there were.
    """
    received = sale.received
    if received is None:
        raise TillRefusal("no_receipt", number=sale.number)
    title = f"{language.say('receipt')} {sale.number}"
    given_back = _given_back_words(received, refunded, sale.cash_back)
    verdict = (
        _verdict_of_given_back(sale, received, refunded, language, given_back)
        if given_back
        else _verdict(sale, received, language)
    )
    body = (*verdict, Rule(), *_facts(sale, shop, language, sale.settled_at or sale.created_at))
    return _slip(Kind.RECEIPT, title, sale, shop, language, body=body, given_back=given_back)


def code_slip_of(sale: Sale, shop: ShopSection, language: Language) -> Slip:
    """The code on paper, for a customer who pays it from the table or from home. It says that it is no receipt.

    Raises:
        TillRefusal: it is paid, or it has no code that could still be paid.
    """
    attempt = sale.attempt
    if sale.state is not State.OPEN or attempt is None or attempt.state is not State.OPEN or not attempt.url:
        raise TillRefusal("no_receipt", number=sale.number)
    body = (
        Text(language.say("to_pay"), Look.HEADING),
        Text(language.money(sale.amount), Look.AMOUNT),
        Code(attempt.url),
        Text(language.say("scan")),
        Text(language.say("not_a_receipt"), Look.HEADING),
        Rule(),
        *_code_facts(sale, attempt, language),
    )
    return _slip(Kind.CODE, f"{language.say('to_pay').capitalize()} {sale.number}", sale, shop, language, body=body)


def trial_page_of(shop: ShopSection, language: Language, at: datetime) -> Slip:
    """What shows whether a printer is the right one: accents, the currency, the width, and the shop's own texts."""
    words = language.say("test_page")
    body = (
        Text(words, Look.HEADING),
        Text(language.money(Money(12_500)), Look.AMOUNT),
        Text(language.say("test_page_why")),
        Rule(),
        Fact(language.say("date"), language.moment(at)),
        Fact(language.say("till"), shop.till),
        Text("àâçéèêëîïôùûüœ ÀÇÉÈÊ « » € F CFA"),
    )
    return Slip(Kind.TEST, words, (*_head(shop), *body, *_footer(shop)))


def text_of(slip: Slip) -> str:
    """The slip as plain text, for a message or a letter. The code is its address."""
    return "\n".join(_in_words(line) for line in slip.lines if not isinstance(line, Logo)).strip()


def file_name_of(slip: Slip) -> str:
    """Its title as the name of a file on any system, without an ending."""
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in slip.title).strip("-")


def phone_of(sale: Sale) -> str:
    """The customer's phone as digits with the country's code in front, empty when it is not known as such."""
    for attempt in reversed(sale.attempts):
        phone = attempt.asked.get("customer_phone")
        if isinstance(phone, str) and phone.strip().startswith(("+", "00")):
            digits = "".join(char for char in phone if char in "0123456789").removeprefix("00")
            return digits if len(digits) in _PHONE_DIGITS else ""
    return ""


# ---------------------------------------------------------------------- its parts
def _slip(
    kind: Kind,
    title: str,
    sale: Sale,
    shop: ShopSection,
    language: Language,
    *,
    body: tuple[Line, ...],
    given_back: str = "",
) -> Slip:
    """``given_back`` is the word for money that went back: both ends of the paper say it, like what is not real."""
    mark = _mark_of(sale)
    bands = [Text(language.say(f"{mark}_why"), Look.BAND)] if mark else []
    if given_back:
        bands.append(Text(language.say(given_back), Look.BAND))
    across = mark or given_back
    lines = (*bands, *_head(shop), *body, *_footer(shop), *bands)
    return Slip(kind, title, lines, language.say(across) if across else "")


def _mark_of(sale: Sale) -> str:
    if sale.is_practice:
        return "practice"
    return "" if sale.identity.environment == "live" else "test"


def _head(shop: ShopSection) -> Iterator[Line]:
    if shop.logo:
        yield Logo(shop.logo)
    if name := clean(shop.name, TITLE_LENGTH):
        yield Text(name, Look.SHOP)
    if address := clean(shop.address, _LONGEST_VALUE):
        yield Text(address)


def _footer(shop: ShopSection) -> Iterator[Line]:
    written = shop.receipt_footer.splitlines()[:FOOTER_LINES]
    lines = [clean(line, _LONGEST_VALUE) for line in written]
    if any(lines):
        yield Rule()
    yield from (Text(line) for line in lines if line)


def _given_back_words(received: Money, refunded: Money | None, cash: Money | None) -> str:
    """What lomi. gave back names the paper; cash does where that is all that went back."""
    gone = _minor(refunded) + _minor(cash)
    if not gone:
        return ""
    how = "cash_back" if refunded is None else "refunded"
    return how if gone >= received.minor else f"partly_{how}"


def _minor(money: Money | None) -> int:
    return 0 if money is None else money.minor


def _verdict_of_given_back(
    sale: Sale, received: Money, refunded: Money | None, language: Language, given_back: str
) -> Iterator[Line]:
    """No large amount and no "paid": nobody may get goods, or money once more, for this paper."""
    yield Text(language.say(given_back), Look.AMOUNT)
    yield Text(language.say(f"{given_back}_why"))
    if received != sale.amount:
        yield Fact(language.say("asked"), language.money(sale.amount))
        yield from _coupon(sale, language)
    yield Fact(language.say("received"), language.money(received))
    if refunded is not None:
        yield Fact(language.say("given_back"), language.money(refunded))
    if sale.cash_back is not None:
        yield Fact(language.say("given_in_cash"), language.money(sale.cash_back))
    kept = received.minor - _minor(refunded) - _minor(sale.cash_back)
    if kept > 0:
        yield Fact(language.say("kept"), language.money(Money(kept, received.currency)))


def _verdict(sale: Sale, received: Money, language: Language) -> Iterator[Line]:
    word, why = _verdict_words(sale)
    yield Text(language.say(word), Look.HEADING)
    yield Text(language.money(received), Look.AMOUNT)
    if why:
        yield Text(language.say(why))
    if received != sale.amount:
        yield Fact(language.say("asked"), language.money(sale.amount))
        yield from _coupon(sale, language)
        yield Fact(language.say("received"), language.money(received))


def _coupon(sale: Sale, language: Language) -> Iterator[Line]:
    if sale.discount is not None:
        yield Fact(language.say("discount"), f"-{language.money(sale.discount)}")


def _verdict_words(sale: Sale) -> tuple[str, str]:
    """The word over the amount and the reason below it, the gravest first, as the counter's own screen has it."""
    for flag, words in (
        (Flag.TWICE, ("paid_twice", "twice_why")),
        (Flag.UNDERPAID, ("not_enough", "")),
        (Flag.OVERPAID, ("too_much", "")),
        (Flag.LATE, ("paid_late", "late_why")),
    ):
        if flag in sale.flags:
            return words
    return "paid", ""


def _facts(sale: Sale, shop: ShopSection, language: Language, at: datetime) -> Iterator[Line]:
    providers = dict.fromkeys(language.provider(one.provider) for one in sale.payments if one.provider)
    till, _, _ = sale.number.partition("-")
    named = {
        "sale": sale.number,
        "date": language.moment(at),
        "paid_with": ", ".join(providers),
        "till": till or shop.till,
        "clerk": sale.clerk,
        "note": sale.note,
        "reference": sale.reference,
    }
    yield from _named(named, language)
    for payment in sale.payments:
        yield from _named({"transaction": payment.transaction_id or ""}, language)


def _code_facts(sale: Sale, attempt: Attempt, language: Language) -> Iterator[Line]:
    named = {
        "sale": sale.number,
        "note": sale.note,
        "until": language.moment(attempt.expires_at) if attempt.expires_at else "",
        "phone_must_show": urlsplit(attempt.url or "").hostname or "",
    }
    yield from _named(named, language)


def _named(values: Mapping[str, str], language: Language) -> Iterator[Line]:
    for name, value in values.items():
        # Cleaned last: a provider's name or a transaction's id is as a server wrote it.
        if plain := clean(value, _LONGEST_VALUE):
            yield Fact(language.say(name), plain)


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
