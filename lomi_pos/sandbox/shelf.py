"""A place in lomi.'s memory for the records of one resource, in the order they came."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic

from lomi_pos.sandbox.records import Item, freeze, thaw


class Shelf(Generic[Item]):
    """Records of one kind by their ``id``. Made by ``Books.shelf``, which writes it to the state file.

    Args:
        kind: the record class.
        samples: what stands here from the start, and again when all is forgotten.
        touch: called after a change.
    """

    def __init__(self, kind: type[Item], samples: Iterable[Item], touch: Callable[[], None]) -> None:
        self._kind = kind
        self._samples = tuple(samples)
        self._touch = touch
        self._rows: dict[str, Item] = {}
        self.clear()

    def __iter__(self) -> Iterator[Item]:
        """Go through a copy, the newest first."""
        return iter(tuple(reversed(self._rows.values())))

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, its_id: object) -> bool:
        return its_id in self._rows

    def get(self, its_id: str) -> Item | None:
        return self._rows.get(its_id.lower())

    def keep(self, record: Item) -> Item:
        """Put a new record on top, or one in the place of its earlier self."""
        self._put(record)
        self._touch()
        return record

    def remove(self, its_id: str) -> None:
        del self._rows[its_id.lower()]
        self._touch()

    def clear(self) -> None:
        """Back to the samples."""
        self._rows = {}
        for each in self._samples:
            self._put(each)
        self._touch()

    def frozen(self, most: int) -> list[dict[str, Any]]:
        """Return the newest so many as JSON values, the oldest of them first."""
        return [freeze(each) for each in tuple(self._rows.values())[-most:]]

    def thaw(self, saved: Iterable[dict[str, Any]]) -> None:
        """Take up what an earlier run wrote down, in place of the samples."""
        self._rows = {}
        for each in saved:
            self._put(thaw(self._kind, each))

    def _put(self, record: Item) -> None:
        self._rows[record.id.lower()] = record
