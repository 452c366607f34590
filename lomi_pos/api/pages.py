"""One page of a list, asked for in every spelling, and cleaned: no row twice, and none that was not asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lomi_pos.api import envelope
from lomi_pos.api.answers import Answer, without_repeats
from lomi_pos.api.transport import Transport
from lomi_pos.till.rows import HasId, Rows

Read = TypeVar("Read", bound=HasId)
Row = TypeVar("Row")

LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Listing(Generic[Read]):
    """One of lomi.'s lists: where it is, and how its rows are read.

    ``usual`` is how many rows a page has where lomi. ignores the size that it is asked for (lomi.'s source and docs
    disagree on what it reads): only a page shorter than that is surely the last.
    """

    path: str
    read: Callable[[Any], Read]
    usual: int

    async def page(
        self,
        transport: Transport,
        filters: Mapping[str, str] | None = None,
        *,
        limit: int,
        page: int = 1,
        keep: Callable[[Read], bool] = lambda _one: True,
        deadline_s: float | None = None,
    ) -> Rows[Read]:
        """Return the ``page``th page, counted from 1, without the rows that ``keep`` turns away."""
        size = min(max(limit, 1), LARGEST_PAGE)
        query = {**paging(size, page), **(filters or {})}
        answer = await transport.read(self.path, query, deadline_s=deadline_s)
        return self.rows_of(answer, size=size, keep=keep)

    async def all(self, transport: Transport, *, keep: Callable[[Read], bool] = lambda _one: True) -> Rows[Read]:
        """Return the whole of a list that lomi. does not page."""
        whole = WholeList(self.path, self.read, key=lambda one: one.id)
        return Rows(await whole.all(transport, keep=keep))

    def rows_of(self, answer: Answer, *, size: int, keep: Callable[[Read], bool]) -> Rows[Read]:
        """Return the rows of ``answer`` that pass ``keep``, when ``size`` were asked for."""
        found = without_repeats(answer.read_rows(self.read), lambda one: one.id)
        return Rows(
            (one for one in found if keep(one)),
            is_last=len(envelope.rows(answer.payload)) < min(size, self.usual),
            given=[one.id for one in found],
        )


@dataclass(frozen=True, slots=True)
class WholeList(Generic[Row]):
    """One of lomi.'s lists that it does not page. ``key`` tells its rows apart."""

    path: str
    read: Callable[[Any], Row]
    key: Callable[[Row], str | None]

    async def all(
        self,
        transport: Transport,
        filters: Mapping[str, str] | None = None,
        *,
        keep: Callable[[Row], bool] = lambda _one: True,
    ) -> list[Row]:
        """Return its rows that pass ``keep``. Where there is only one, lomi. may answer with it alone."""
        answer = await transport.read(self.path, filters)
        try:
            envelope.rows(answer.payload)
        except envelope.Unreadable:
            found = [answer.read_one(self.read)]
        else:
            found = answer.read_rows(self.read)
        return [one for one in without_repeats(found, self.key) if keep(one)]


def paging(size: int, page: int) -> dict[str, str]:
    """Return the words for a page in all of lomi.'s spellings: each server reads its own, and ignores the others."""
    return {"limit": str(size), "pageSize": str(size), "page": str(page), "offset": str((page - 1) * size)}


def flag(name: str, *, value: bool | None) -> dict[str, str]:
    """Return the word for a choice; none for both. lomi. understands it in lower case only, and ignores all else."""
    return {} if value is None else {name: "true" if value else "false"}
