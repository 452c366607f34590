"""The words, amounts and times of the hosted pages, in French and English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lomi_pos.sandbox.records import Amount

NARROW = "\u202f"  # narrow no-break space: between groups of figures
HARD = "\u00a0"  # no-break space: inside "F CFA"
LONG_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Words:
    """One language. ``words["pay"]`` is a sentence, with ``{names}`` to fill."""

    language: str
    sentences: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.sentences[name]

    def amount(self, amount: Amount, currency: str) -> str:
        """Write an amount as people read it: ``12 500 F CFA``. Euro and dollar amounts are cents."""
        if currency == "XOF":
            return f"{grouped(amount)}{NARROW}F{HARD}CFA"
        sign = {"EUR": "€", "USD": "$"}.get(currency, currency)
        whole, cents = divmod(round(Decimal(str(amount))), 100)
        if self.language == "fr":
            return f"{grouped(whole)},{cents:02d}{NARROW}{sign}"
        return f"{sign}{grouped(whole)}.{cents:02d}"

    def moment(self, at: datetime, now: datetime) -> str:
        """Write a time of day on this machine's wall clock, with its date unless it is today's."""
        here = at.astimezone()
        is_today = here.date() == now.astimezone().date()
        return here.strftime("%H:%M" if is_today else "%d/%m, %H:%M")

    def left(self, until: datetime, now: datetime) -> str:
        """Say how long is left, while it is short enough to matter."""
        minutes = int((until - now).total_seconds() // 60)
        if minutes > LONG_MINUTES:
            return ""
        return self["minutes_left"].format(minutes=minutes) if minutes else self["last_minute"]


def grouped(amount: Amount) -> str:
    return f"{amount:,}".replace(",", NARROW)


@cache
def _languages() -> Mapping[str, Words]:
    text = (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: Words(name, sentences) for name, sentences in tomllib.loads(text).items()})


def words_for(asked: str | None, accept_language: str) -> Words:
    """Choose the language: the one asked for by name, else the browser's first that we speak, else French."""
    languages = _languages()
    if asked is not None and asked in languages:
        return languages[asked]
    wishes = [_wish(part) for part in accept_language.split(",") if part.strip()]
    for _weight, language in sorted(wishes, key=lambda wish: -wish[0]):
        if language in languages:
            return languages[language]
    return languages["fr"]


def _wish(part: str) -> tuple[float, str]:
    """Read ``fr-CI;q=0.8`` as its weight and its language."""
    tag, _, quality = part.strip().partition(";q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.split("-")[0].lower()
