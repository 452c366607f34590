"""How an object of lomi.'s is read: part by part, each by its kind (``values.py``) and by all of its spellings.

Each resource has a ``..._wire`` module that says so of its objects. Unknown words are kept; null and "" are absent.
Only what reads an answer loads these modules: a charge leaves before that (docs/decisions/0017).
"""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.values import AMOUNT_FAULT, NotWhole, texts
from lomi_pos.till.money import Money

CURRENCY_NAMES = ("currency_code", "currency")
"""The server's name for it, and that of lomi.'s docs."""

_NEVER_TOLD = frozenset({"success", "pin_code"})
"""The envelope's own word, and what guards people's deeds on lomi.'s pages: that is dropped the moment it comes."""

_ABSENT = object()

Value = TypeVar("Value")
Read = TypeVar("Read")
More = ParamSpec("More")


class Said:
    """What lomi. says of one object. It is asked for every part there is, and for ``others`` last.

    The first spelling that is there counts; ``a.b`` is the part ``b`` of the part ``a``. Faults are gathered, so that
    all are told at once (``check``): until then what stands for nothing stands in for what cannot be read.
    """

    def __init__(self, raw: Any) -> None:
        """Raises ``Unreadable``: it is no object."""
        if not isinstance(raw, Mapping):
            raise Unreadable("object: unreadable")
        self._parts = {name: part for name, part in raw.items() if part is not None and part != ""}
        self._read: set[str] = set()
        self._faults: dict[str, str] = {}

    def __call__(self, kind: Callable[[Any], Value], *spellings: str) -> Value:
        """Return the part, or what stands for nothing where it is absent."""
        for spelling in spellings:
            if (part := self._part(spelling)) is not _ABSENT:
                break
        else:
            return kind(None)
        try:
            return kind(part)
        except ValueError as error:
            self._faults[spelling] = AMOUNT_FAULT if isinstance(error, NotWhole) else "unreadable"
            return kind(None)

    def needs(self, kind: Callable[[Any], Value], *spellings: str) -> Value:
        """Return a part without which the object cannot be used."""
        if all(self._part(spelling) is _ABSENT for spelling in spellings):
            self._faults[spellings[0]] = "missing"
        return self(kind, *spellings)

    def _part(self, spelling: str) -> Any:
        part: Any = self._parts
        for step in spelling.split("."):
            if not isinstance(part, Mapping) or step not in part:
                return _ABSENT
            part = part[step]
        self._read.add(spelling.partition(".")[0])
        return part

    def others(self, *, besides: Collection[str] = ()) -> dict[str, str]:
        """What was not asked for, as clean texts. ``besides``: what is read elsewhere, or is no news."""
        left_out = _NEVER_TOLD | self._read | frozenset(besides)
        return texts({name: part for name, part in self._parts.items() if name not in left_out})

    def check(self) -> None:
        """Raises ``Unreadable``: it names each part that is missing or wrong, and quotes none."""
        if self._faults:
            parts = [f"{name}: {fault}" for name, fault in self._faults.items()]
            raise Unreadable(*parts, fault=AMOUNT_FAULT if AMOUNT_FAULT in self._faults.values() else "unreadable")


def reads(make: Callable[Concatenate[Said, More], Read]) -> Callable[Concatenate[Any, More], Read]:
    """Let ``make`` take an object as it came; where a part of it was faulty, what was made of it is given to nobody.

    Raises:
        Unreadable: a part that is needed is missing or wrong.
    """

    @wraps(make)
    def read(raw: Any, /, *args: More.args, **kwargs: More.kwargs) -> Read:
        said = Said(raw)
        made = make(said, *args, **kwargs)
        said.check()
        return made

    return read


def money(minor: int | None, currency: str | None) -> Money | None:
    """The amount, when both its parts are known."""
    return Money(minor, currency) if minor is not None and currency is not None else None
