"""A payment link on paper, for a wall or a counter: whose it is, what it is for, how much, and the code."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lomi_pos.till.links import KnownLink
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import Code, Fact, Kind, Language, Line, Logo, Look, Rule, Slip, Text
from lomi_pos.till.text import TITLE_LENGTH, clean


def poster_of(link: KnownLink, shop: ShopSection, language: Language, *, mark: str, sheet: str, code_mm: float) -> Slip:
    """The poster of a link that has an address. ``mark`` is ``practice``, ``test``, or nothing for real money."""
    band = (Text(language.say(f"{mark}_why"), Look.BAND),) if mark else ()
    lines = (*band, *_whose(shop), *_what(link, language), *_how(link, shop, language, code_mm), *band)
    title = f"{language.say('to_pay').capitalize()} {clean(link.title, TITLE_LENGTH)}"
    return Slip(Kind.POSTER, title, lines, language.say(mark) if mark else "", sheet)


def _whose(shop: ShopSection) -> Iterator[Line]:
    if shop.logo:
        yield Logo(shop.logo)
    if name := clean(shop.name, TITLE_LENGTH):
        yield Text(name, Look.SHOP)


def _what(link: KnownLink, language: Language) -> Iterator[Line]:
    yield Text(clean(link.title, TITLE_LENGTH), Look.HEADING)
    if description := clean(link.description):
        yield Text(description)
    if link.amount is not None:
        yield Text(language.money(link.amount), Look.AMOUNT)
    else:
        yield Text(language.say("price_on_page"), Look.HEADING)


def _how(link: KnownLink, shop: ShopSection, language: Language, code_mm: float) -> Iterator[Line]:
    url = link.url or ""
    yield Code(url, code_mm)
    yield Text(language.say("scan"))
    if clean(shop.name, TITLE_LENGTH):
        yield Text(language.say("check_name"), Look.HEADING)
    yield Rule()
    yield Fact(language.say("phone_must_show"), clean(urlsplit(url).hostname or "", TITLE_LENGTH))
    if link.expires_at is not None:
        yield Fact(language.say("until"), language.moment(link.expires_at))
