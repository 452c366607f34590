"""Single values as lomi. writes them, read exactly where they decide and leniently where they only inform."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from lomi_pos.till.ids import safe_id
from lomi_pos.till.text import clean

AMOUNT_FAULT = "amount_not_whole"
_LARGEST = 10**15
_METADATA_LENGTH = 500
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_NUMERAL = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,16})?", re.ASCII)


def whole(value: Any) -> int:
    """Return an amount in whole smallest units: ``5000``, ``5000.0`` and ``"5000"`` are one; nothing is rounded.

    Raises:
        PydanticCustomError: ``amount_not_whole``, for ``5000.5``, ``true``, words, and figures beyond all reason.
    """
    number = _number(value)
    if number is not None and abs(number) < _LARGEST and number == int(number):
        return int(number)
    raise PydanticCustomError(AMOUNT_FAULT, "not a whole number of the currency's smallest unit")


def _number(value: Any) -> Decimal | None:
    """``value`` as an exact and finite number of everyday length: ``1e999999`` would take all memory as an int."""
    if isinstance(value, str) and _NUMERAL.fullmatch(value.strip()):
        return Decimal(value.strip())
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    return Decimal(value) if type(value) is int else None


def _whole_or_none(value: Any) -> int | None:
    """For figures that inform and settle nothing alone: a fee of 125.5 francs must not hide its transaction."""
    try:
        return None if value is None else whole(value)
    except PydanticCustomError:
        return None


def _id_or_none(value: Any) -> str | None:
    try:
        return safe_id(value)
    except ValueError:
        return None


def _currency(value: Any) -> str:
    code = value.strip().upper() if isinstance(value, str) else ""
    if _CURRENCY.fullmatch(code):
        return code
    raise ValueError("not a currency")


def _currency_or_none(value: Any) -> str | None:
    try:
        return _currency(value)
    except ValueError:
        return None


def _line(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    return str(value) if type(value) is int else ""


def _word(value: Any) -> str:
    """A word that decides. One that only looks like another, once cleaned, is not that other: it is shown in quotes."""
    line = _line(value)
    return line if line == value or not isinstance(value, str) else f"“{line}”"


def _words(value: Any) -> tuple[str, ...]:
    """The docs write a list, the server's own description one text."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(part.strip() for part in parts if isinstance(part, str)) if isinstance(parts, list) else ()


def _url(value: Any) -> str | None:
    """Exactly as given: whether it may be shown is decided by the till (``till/showable.py``)."""
    return value if isinstance(value, str) else None


def _when(value: Any) -> datetime | None:
    """A time in UTC; one without a zone is UTC (all of lomi.'s are); anything unreadable is no time."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None


def as_texts(value: Any) -> dict[str, str]:
    """Values as strings, as the docs promise of metadata and the server does not enforce."""
    if not isinstance(value, Mapping):
        return {}
    return {clean(str(name), 100): _as_text(part) for name, part in value.items() if part is not None}


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return clean(text.strip('"') if isinstance(value, Decimal) else text, _METADATA_LENGTH)


Id = Annotated[str, BeforeValidator(safe_id)]
IdOrNone = Annotated[str | None, BeforeValidator(_id_or_none)]
Whole = Annotated[int, BeforeValidator(whole)]
WholeIfThere = Annotated[int | None, BeforeValidator(whole)]
WholeOrNone = Annotated[int | None, BeforeValidator(_whole_or_none)]
Number = Annotated[Decimal | None, BeforeValidator(_number)]
Currency = Annotated[str, BeforeValidator(_currency)]
CurrencyOrNone = Annotated[str | None, BeforeValidator(_currency_or_none)]
Line = Annotated[str, BeforeValidator(_line)]
Word = Annotated[str, BeforeValidator(_word)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Url = Annotated[str | None, BeforeValidator(_url)]
When = Annotated[datetime | None, BeforeValidator(_when)]
Flag = Annotated[bool | None, BeforeValidator(_flag)]
Metadata = Annotated[dict[str, str], BeforeValidator(as_texts)]
