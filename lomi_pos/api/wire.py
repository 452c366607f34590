"""How lomi.'s answers are wrapped, and what all their shapes share. Each resource has a ``..._wire`` module of its own.

Two dialects are known: the documented one (``{"data": ...}`` envelopes, ``url``) and the live one (bare objects and
arrays, ``checkout_url``), and mixtures of them. Unknown words are kept; null is the same as absent. Sources: the pages
of lomi. docs and lomi.'s OpenAPI 1.1.0, which disagree.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from lomi_pos.api.values import AMOUNT_FAULT, as_texts
from lomi_pos.till.money import Money

_LIST_NAMES = (
    *("data", "checkout_sessions", "payment_links", "transactions", "providers", "products", "customers"),
    *("items", "results"),
)

Shape = TypeVar("Shape", bound="Wire")


class Unreadable(Exception):
    """An answer lacks a part that is needed. ``parts`` name it and what is wrong with it, and never quote it."""

    def __init__(self, *parts: str, fault: str = "unreadable") -> None:
        super().__init__(f"{fault}: {', '.join(parts)}")
        self.parts = parts
        self.fault = fault


def one(payload: Any) -> Any:
    """Return the object that an answer is about: bare, under ``data``, or the only one of a list."""
    found = payload
    if isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping | list):
        found = payload["data"]
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return _with_environment(found, payload)


def rows(payload: Any) -> list[Any]:
    """Return the rows of a list: a bare array, or the array in one of the known envelopes.

    Raises:
        Unreadable: there is no list in it.
    """
    found = payload
    for _ in range(2):
        if isinstance(found, Mapping):
            found = next((found[name] for name in _LIST_NAMES if isinstance(found.get(name), list | Mapping)), None)
    if not isinstance(found, list):
        raise Unreadable("no list")
    return [_with_environment(row, payload) for row in found]


def _with_environment(found: Any, payload: Any) -> Any:
    """The transaction envelope names the environment once, beside ``data`` (lomi. docs, Transactions)."""
    if found is payload or not isinstance(found, Mapping) or not isinstance(payload, Mapping):
        return found
    environment = payload.get("environment")
    return {**found, "environment": environment} if found.get("environment") is None and environment else found


class Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        """Null and empty are absent, so that the next of several spellings gets its turn."""
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None and value != ""}


class OpenWire(Wire):
    """Keeps the fields that it does not know, so that they can be shown."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True, defer_build=True)


def others(wire: OpenWire, *, besides: Collection[str] = ()) -> dict[str, str]:
    """What ``wire`` was given and does not know, as clean texts. ``besides``: parts of the envelope."""
    return as_texts({name: part for name, part in (wire.model_extra or {}).items() if name not in besides})


def money(minor: int | None, currency: str | None) -> Money | None:
    """The amount, when both its parts are known."""
    return Money(minor, currency) if minor is not None and currency is not None else None


def read(shape: type[Shape], raw: Any) -> Shape:
    """Raises ``Unreadable``."""
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        is_amount = any(one["type"] == AMOUNT_FAULT for one in details)
        parts = [f"{'.'.join(str(step) for step in one['loc']) or 'object'}: {one['type']}" for one in details]
        raise Unreadable(*parts, fault=AMOUNT_FAULT if is_amount else "unreadable") from None
