"""One page of a list, cleaned: no row twice, and none that was not asked for."""

from collections.abc import Callable
from typing import Any, TypeVar

from lomi_pos.api.answers import Answer, without_repeats
from lomi_pos.till.lomi import Rows

Read = TypeVar("Read")

LARGEST_PAGE = 100
SMALLEST_PAGE = 15
"""The fewest rows that any of lomi.'s lists gives when it ignores ``limit``: only a shorter page is surely the last."""


def page_of(
    answer: Answer,
    read: Callable[[Any], Read],
    id_of: Callable[[Read], str],
    *,
    size: int,
    keep: Callable[[Read], bool] = lambda _one: True,
) -> Rows[Read]:
    """Return the rows of ``answer`` that pass ``keep``, when ``size`` were asked for."""
    given = answer.read_rows(read)
    found = without_repeats(given, id_of)
    return Rows((one for one in found if keep(one)), is_last=len(given) < min(size, SMALLEST_PAGE))
