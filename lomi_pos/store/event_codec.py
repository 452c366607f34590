"""Events, and other values of the till's, as the journal writes them.

Of an event ``at``, ``who`` and ``kind`` have columns of their own; the rest is JSON.

A journal outlives the version that wrote it. A kind, or a shape of one, that this version does not know is kept as
it stands and shown as ``UnknownEvent``; the fold passes over it. Nothing read from disk is ever fatal here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from lomi_pos.till.events import EVENT_TYPES, Event
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message

T = TypeVar("T")
_IN_COLUMNS = frozenset({"at", "who"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent(Event):
    """Something that another version of the app wrote down. ``body`` is its JSON, unread."""

    kind: str
    body: str


def as_text(at: datetime) -> str:
    """``at`` in UTC, always of the same length, so that text sorts as time does: ``2026-11-21T14:52:00.000000Z``."""
    if at.tzinfo is None:
        msg = "a time without its zone is not a time"
        raise ValueError(msg)
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def as_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def kind_of(event: Event) -> str:
    return event.kind if isinstance(event, UnknownEvent) else type(event).__name__


def encode(event: Event) -> str:
    """The JSON of all that has no column of its own. What is None is left out."""
    if isinstance(event, UnknownEvent):
        return event.body
    return as_json(event, without=_IN_COLUMNS)


def decode(kind: str, at: str, who: str, body: str) -> Event:
    """The event of one row."""
    moment = as_time(at)
    try:
        return EVENT_TYPES[kind](at=moment, who=who, **_read_fields(EVENT_TYPES[kind], body, _IN_COLUMNS))
    except (KeyError, TypeError, ValueError, AttributeError):
        return UnknownEvent(at=moment, who=who, kind=kind, body=body)


def as_json(value: Any, *, without: frozenset[str] = frozenset()) -> str:
    """The fields of a dataclass of plain values, moneys, messages, times and metadata. What is None is left out."""
    values = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in without}
    plain = {name: _plain(one) for name, one in values.items() if one is not None}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def from_json(known: type[T], text: str) -> T:
    """What ``as_json`` wrote; a field that is not there has its default.

    Raises:
        KeyError, TypeError, ValueError: another version wrote it, in another shape.
    """
    return known(**_read_fields(known, text))


def _read_fields(known: Any, text: str, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    values = json.loads(text)
    return {name: reader(values[name]) for name, reader in _readers_for(known, without).items() if name in values}


def _plain(value: object) -> object:
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Message():
            return {"code": value.code, "values": dict(value.values)}
        case datetime():
            return as_text(value)
        case Mapping():
            return dict(value)
        case _:
            return value


@cache
def _readers_for(known: Any, without: frozenset[str]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(known)
    return {one.name: _reader_of(hints[one.name]) for one in fields(known) if one.name not in without}


def _reader_of(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type is read; ``X | None`` is read as X, since None is never written."""
    if get_origin(hint) is Mapping:
        return _read_texts
    (plain,) = [one for one in get_args(hint) or (hint,) if one is not type(None)]
    return _READERS[plain]


def _read_int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _read_bool(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _read_str(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


def _read_texts(value: Any) -> dict[str, str]:
    return {str(name): _read_str(one) for name, one in value.items()}


def _read_money(value: Any) -> Money:
    return Money(_read_int(value["minor"]), _read_str(value["currency"]))


def _read_message(value: Any) -> Message:
    return Message(_read_str(value["code"]), {str(name): str(one) for name, one in value["values"].items()})


_READERS: dict[type, Callable[[Any], Any]] = {
    bool: _read_bool,
    int: _read_int,
    str: _read_str,
    Money: _read_money,
    Message: _read_message,
    datetime: as_time,
}
