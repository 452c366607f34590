"""What is put on paper for a customer, as lines: the receipt of money that is there, or the code of a sale that waits.

Only what concerns the customer: never a fee, a net amount or another sale. What came from a keyboard, a file or a
server is plain text on one line here, so no paper, picture or message has to be afraid of it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import Code, Fact, Kind, Language, Line, Logo, Look, Rule, Slip, Text
from lomi_pos.till.states import Flag, State
from lomi_pos.till.text import TITLE_LENGTH, clean

FOOTER_LINES = 10
_LONGEST_VALUE = 200


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
