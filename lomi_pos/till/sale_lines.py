"""This till's sales as lists show them, and what a list is asked for."""

from dataclasses import dataclass
from datetime import datetime

from lomi_pos.till.money import Money
from lomi_pos.till.states import Progress, State


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A sale as one line of a list, cheap to read by the thousand."""

    id: int
    number: str
    reference: str
    created_at: datetime
    amount: Money
    received: Money | None
    state: State
    flags: frozenset[str]
    needs_someone: bool
    note: str
    clerk: str
    provider: str
    environment: str
    settled_at: datetime | None
    refunded: Money | None = None
    cash_back: Money | None = None
    progress: Progress = Progress.NONE


@dataclass(frozen=True, slots=True)
class SalesQuery:
    """Which of this till's sales; empty means all. Newest first; ``before_id`` is where the last page ended."""

    text: str = ""
    states: tuple[State, ...] = ()
    provider: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    only_unresolved: bool = False
    limit: int = 100
    before_id: int | None = None
