"""Lists of lomi.'s, as long as they are asked for."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from lomi_pos.engine.lookup import all_rows
from lomi_pos.till.lomi import HasId, Rows

LARGEST_PAGE = 100
_MOST_PAGES = 100

Row = TypeVar("Row", bound=HasId)


async def first_of(read: Callable[[int], Awaitable[Rows[Row]]], limit: int) -> list[Row]:
    """Return the first ``limit`` rows, read page by page."""
    found: list[Row] = []
    if limit < 1:
        return found
    async for row in all_rows(read, most_pages=_MOST_PAGES):
        found.append(row)
        if len(found) == limit:
            break
    return found
