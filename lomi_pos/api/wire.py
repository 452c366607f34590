"""What the shapes of all lomi.'s objects share. Each resource has a ``..._wire`` module of its own.

Unknown words are kept; null is the same as absent. Only what reads an answer loads these modules, and pydantic with
them: a charge leaves before that (docs/decisions/0017).
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, ValidationError, model_validator

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.values import AMOUNT_FAULT, as_texts
from lomi_pos.till.money import Money

CURRENCY_NAMES = AliasChoices("currency_code", "currency")
"""The server's name for it, and that of lomi.'s docs."""

_NEVER_TOLD = frozenset({"success", "pin_code"})
"""The envelope's own word, and what guards people's deeds on lomi.'s pages: that is dropped the moment it comes."""

Shape = TypeVar("Shape", bound="Wire")


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
    """What ``wire`` was given and does not know, as clean texts. ``besides``: what is read elsewhere, or is no news."""
    left_out = _NEVER_TOLD.union(besides)
    return as_texts({name: part for name, part in (wire.model_extra or {}).items() if name not in left_out})


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
