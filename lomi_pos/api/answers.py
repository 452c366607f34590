"""A 2xx answer whose JSON has been read, and what is taken out of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lomi_pos.api import envelope
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import OutcomeUnknown
from lomi_pos.till.rows import HasId

log = logging.getLogger(__name__)

Read = TypeVar("Read")
Found = TypeVar("Found", bound=HasId)


@dataclass(frozen=True, slots=True)
class Answer:
    """``payload`` is the JSON as it came, envelope and all. It may name customers: it is kept out of every log."""

    payload: Any = field(repr=False)
    answered: Answered

    def read_one(self, read: Callable[[Any], Read]) -> Read:
        """Return the answer's object, made by a converter of its ``..._wire`` module.

        Raises:
            OutcomeUnknown: a part that is needed is missing or wrong ("unreadable", "amount_not_whole").
        """
        try:
            return read(envelope.one(self.payload))
        except envelope.Unreadable as error:
            raise self.unclear(error.fault, details=list(error.parts)) from error

    def read_asked(self, its_id: str, read: Callable[[Any], Found]) -> Found:
        """Return the one object that was asked for by its id.

        Raises:
            OutcomeUnknown: as for ``read_one``, or it is another one ("other_object").
        """
        found = self.read_one(read)
        if found.id.lower() != its_id.lower():
            raise self.unclear("other_object")
        return found

    def read_rows(self, read: Callable[[Any], Read]) -> list[Read]:
        """Return the answer's rows. One that cannot be read is left out with a warning; the others still count.

        Raises:
            OutcomeUnknown: it holds no list at all.
        """
        try:
            raws = envelope.rows(self.payload)
        except envelope.Unreadable as error:
            raise self.unclear(error.fault, details=list(error.parts)) from error
        found = []
        for count, raw in enumerate(raws, start=1):
            try:
                found.append(read(raw))
            except envelope.Unreadable as error:
                log.warning("row %d of answer %s left out: %s", count, self.answered.request_id, error)
        return found

    def unclear(self, fault: str, *, details: object = None) -> OutcomeUnknown:
        """The trouble that this answer is after all, though it came with 2xx."""
        log.warning("answer %s cannot be used: %s %s", self.answered.request_id, fault, details or "")
        return OutcomeUnknown(fault, replace(self.answered, details=details))


def without_repeats(found: list[Read], id_of: Callable[[Read], str | None]) -> list[Read]:
    """The first of each id: lists may repeat a row, or a whole page."""
    first: dict[str | None, Read] = {}
    for row in found:
        first.setdefault(id_of(row), row)
    return list(first.values())
