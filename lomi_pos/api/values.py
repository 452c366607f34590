"""The kinds of single values that lomi. writes: read exactly where they decide, and leniently where they only inform.

A kind is a function. It says what a value is read as, and of None what stands for nothing; it raises ``ValueError`` for
what it cannot read.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lomi_pos.till.ids import safe_id
from lomi_pos.till.text import clean

AMOUNT_FAULT = "amount_not_whole"
_LARGEST = 10**15
_METADATA_LENGTH = 500
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_NUMERAL = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,16})?", re.ASCII)


class NotWhole(ValueError):
    """An amount is no whole number of its currency's smallest unit."""


def whole(value: Any) -> int | None:
    """Return an amount in whole smallest units: ``5000``, ``5000.0`` and ``"5000"`` are one; nothing is rounded.

    Raises:
        NotWhole: ``5000.5``, ``true``, words, and figures beyond all reason.
    """
    if value is None:
        return None
    exact = number(value)
    if exact is not None and abs(exact) < _LARGEST and exact == int(exact):
        return int(exact)
    raise NotWhole


def whole_or_none(value: Any) -> int | None:
    """For figures that inform and settle nothing alone: a fee of 125.5 francs must not hide its transaction."""
    try:
        return whole(value)
    except NotWhole:
        return None


def number(value: Any) -> Decimal | None:
    """``value`` as an exact and finite number of everyday length: ``1e999999`` would take all memory as an int."""
    if isinstance(value, str) and _NUMERAL.fullmatch(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    return Decimal(value) if type(value) is int else None


def its_id(value: Any) -> str:
    return "" if value is None else safe_id(value)


def id_or_none(value: Any) -> str | None:
    try:
        return safe_id(value)
    except ValueError:
        return None


def currency(value: Any) -> str:
    code = value.strip().upper() if isinstance(value, str) else ""
    if value is None or _CURRENCY.fullmatch(code):
        return code
    raise ValueError("not a currency")


def currency_or_none(value: Any) -> str | None:
    try:
        return currency(value) or None
    except ValueError:
        return None


def line(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    return str(value) if type(value) is int else ""


def some_line(value: Any) -> str:
    """A line that must say something."""
    found = line(value)
    if value is not None and not found:
        raise ValueError("says nothing")
    return found


def word(value: Any) -> str:
    """A word that decides. One that only looks like another, once cleaned, is not that other: it is shown in quotes."""
    found = line(value)
    return found if found == value or not isinstance(value, str) else f"“{found}”"


def words(value: Any) -> tuple[str, ...]:
    """The docs write a list, the server's own description one text."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if isinstance(part, str)) if isinstance(parts, list) else ()


def url(value: Any) -> str | None:
    """Exactly as given: whether it may be shown is decided by the till (``till/showable.py``)."""
    return value if isinstance(value, str) else None


def urls(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def when(value: Any) -> datetime | None:
    """A time in UTC; one without a zone is UTC (all of lomi.'s are); anything unreadable is no time."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None


def texts(value: Any) -> dict[str, str]:
    """Values as strings, as the docs promise of metadata and the server does not enforce."""
    if not isinstance(value, Mapping):
        return {}
    return {clean(str(name), 100): _as_text(part) for name, part in value.items() if part is not None}


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return clean(text.strip('"') if isinstance(value, Decimal) else text, _METADATA_LENGTH)
