"""A page of a list of lomi.'s, whatever its rows are."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class HasId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=HasId)


class Rows(list[Row]):
    """One page of a list, without the rows that were not asked for. ``is_last``: there is no page behind it.

    ``given`` are the ids of all that lomi. gave, those left out too: only a page that brings none is a repeated one.
    """

    def __init__(self, rows: Iterable[Row] = (), *, is_last: bool = True, given: Iterable[str] | None = None) -> None:
        super().__init__(rows)
        self.is_last = is_last
        self.given = frozenset(given if given is not None else (row.id for row in self))
