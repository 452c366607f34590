"""Money, times and states as people of the shop's language write them, as CLDR has it.

The language is Qt's default locale, which ``translation.speak`` sets. Figures are grouped with narrow no-break spaces
in French, and nothing here ever breaks over two lines inside a figure. Babel knows all this, and costs 6 MB and 20 ms
of a start: for the two languages and the currencies that lomi. charges it stands here, and the tests ask Babel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from lomi_pos.till.money import Money, digits_of
from lomi_pos.till.states import Progress, State
from lomi_pos.till.translatable import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from lomi_pos.till.sale import Sale
    from lomi_pos.till.sale_lines import SaleLine

_STATE_WORDS = {
    State.DRAFT: QT_TRANSLATE_NOOP("format", "Draft"),
    State.CREATING: QT_TRANSLATE_NOOP("format", "Creating"),
    State.OPEN: QT_TRANSLATE_NOOP("format", "Waiting"),
    State.PAID: QT_TRANSLATE_NOOP("format", "Paid"),
    State.EXPIRED: QT_TRANSLATE_NOOP("format", "Expired"),
    State.CANCELLED: QT_TRANSLATE_NOOP("format", "Cancelled"),
    State.FAILED: QT_TRANSLATE_NOOP("format", "Failed"),
    State.ATTENTION: QT_TRANSLATE_NOOP("format", "Needs attention"),
}
_FLAG_WORDS = {
    "refund_unclear": QT_TRANSLATE_NOOP("format", "Refund unclear"),
    "refunded": QT_TRANSLATE_NOOP("format", "Refunded"),
    "partly_refunded": QT_TRANSLATE_NOOP("format", "Partly refunded"),
    "cash_back": QT_TRANSLATE_NOOP("format", "Cash given back"),
    "twice": QT_TRANSLATE_NOOP("format", "Paid twice"),
    "late": QT_TRANSLATE_NOOP("format", "Paid late"),
    "underpaid": QT_TRANSLATE_NOOP("format", "Underpaid"),
    "overpaid": QT_TRANSLATE_NOOP("format", "Overpaid"),
}
"""What matters more than the state, the gravest first."""

_PROGRESS_WORDS = {
    Progress.PAYING: QT_TRANSLATE_NOOP("format", "Customer paying"),
    Progress.DECLINED: QT_TRANSLATE_NOOP("format", "Refused once"),
    Progress.UNCONFIRMED: QT_TRANSLATE_NOOP("format", "Not confirmed yet"),
}

_FRENCH_MARKS = str.maketrans(",.", "\u202f,")
_SIGNS = {"fr": {"EUR": "€", "USD": "$US"}, "en": {"EUR": "€", "USD": "$"}}

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def language() -> str:
    """``fr`` or ``en``: the language the window speaks."""
    return "fr" if QLocale().language() is QLocale.Language.French else "en"


def _tr(text: str) -> str:
    return QCoreApplication.translate("format", text)


# ---------------------------------------------------------------------- money
def figures(amount: Money) -> str:
    """The amount without its currency: ``12 500``, ``12,50``."""
    return _grouped(amount.major, digits_of(amount.currency))


def _grouped(number: Decimal | int, digits: int = 0) -> str:
    written = f"{number:,.{digits}f}"
    return written.translate(_FRENCH_MARKS) if language() == "fr" else written


def figures_to_type(amount: Money) -> str:
    """The amount as it stands in a field: read back alike whatever the language groups and points with."""
    return f"{amount.major:,.{digits_of(amount.currency)}f}".replace(",", "\u202f")


def money(amount: Money) -> str:
    """The amount as a shop writes it: ``12 500 F CFA``, ``€12.50``."""
    if amount.currency == "XOF":
        # CLDR's English would put it in front and touching ("F CFA12,500"): no shop in West Africa writes that.
        return f"{figures(amount)}\u00a0{currency_sign('XOF')}"
    sign = _SIGNS[language()].get(amount.currency)
    if sign is None:
        from babel.numbers import format_currency  # noqa: PLC0415  for money that no till of lomi.'s charges

        return format_currency(amount.major, amount.currency, locale=language())
    if language() == "fr":
        return f"{figures(amount)}\u00a0{sign}"
    minus, figure = ("-", figures(amount)[1:]) if amount.minor < 0 else ("", figures(amount))
    return f"{minus}{sign}{figure}"


def currency_sign(currency: str) -> str:
    """What stands beside the figures: ``F CFA``, ``€``, ``$``."""
    return {"XOF": "F\u202fCFA", "EUR": "€", "USD": "$"}.get(currency, currency)


def is_singular(count: int) -> bool:
    """Whether ``count`` things take the singular: in French none of them does, too."""
    return count in {0, 1} if language() == "fr" else count == 1


def whole_number(number: int) -> str:
    return _grouped(number)


# ---------------------------------------------------------------------- times
def clock_time(at: datetime) -> str:
    """The local time of day: ``14:52``."""
    return f"{at.astimezone():%H:%M}"


def clock_time_s(at: datetime) -> str:
    """The local time of day with seconds: ``14:52:07``."""
    return f"{at.astimezone():%H:%M:%S}"


def day(at: datetime) -> str:
    """The local date: ``21/11/2026``."""
    return f"{at.astimezone():%d/%m/%Y}"


def moment(at: datetime) -> str:
    """Local date and time: ``21/11/2026 14:52``."""
    return f"{day(at)} {clock_time(at)}"


def moment_near(at: datetime, now: datetime) -> str:
    """The time alone when it is today's, else with its date: nobody takes yesterday's for today's."""
    return clock_time(at) if at.astimezone().date() == now.astimezone().date() else moment(at)


def age(from_at: datetime, now: datetime, *, step_s: int = 1) -> str:
    """How long ago, short: ``12 s``, ``4 min``, ``2 h``, ``3 d``. From ``step_s`` on in steps of so many seconds."""
    seconds = max(0, int((now - from_at).total_seconds()))
    if seconds >= step_s:
        seconds -= seconds % step_s
    if seconds < _MINUTE:
        return QCoreApplication.translate("format", "{n} s").format(n=seconds)
    if seconds < _HOUR:
        return QCoreApplication.translate("format", "{n} min").format(n=seconds // _MINUTE)
    if seconds < _DAY:
        return QCoreApplication.translate("format", "{n} h").format(n=seconds // _HOUR)
    return QCoreApplication.translate("format", "{n} d").format(n=seconds // _DAY)


def countdown(until: datetime, now: datetime) -> str:
    """What is left, as ``14:52`` or ``1:04:09``; ``0:00`` when it is over."""
    seconds = max(0, int((until - now).total_seconds()))
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


# ---------------------------------------------------------------------- states
def state_words(state: State, flags: frozenset[str] = frozenset()) -> str:
    """The state in the shop's language; what is wrong with a payment comes before the word paid."""
    for flag, words in _FLAG_WORDS.items():
        if flag in flags:
            return _tr(words)
    return _tr(_STATE_WORDS[state])


def sale_words(of: Sale | SaleLine) -> str:
    """How a sale stands, in the same words on its card, in a list and in its detail."""
    words = _PROGRESS_WORDS.get(of.progress)
    return _tr(words) if words else state_words(of.state, frozenset(str(flag) for flag in of.flags))


def environment_words(environment: str, *, is_practice: bool = False) -> str:
    """LIVE, TEST or PRACTICE."""
    if is_practice:
        return QCoreApplication.translate("format", "PRACTICE")
    return (
        QCoreApplication.translate("format", "LIVE")
        if environment == "live"
        else QCoreApplication.translate("format", "TEST")
    )
