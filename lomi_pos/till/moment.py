"""A moment by this machine's two clocks: since then it may have slept, or its clock may have been set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock

CLOCKS_DRIFT = timedelta(minutes=1)
"""Two clocks that nobody disturbs stay this close together from one moment to the next."""


@dataclass(frozen=True, slots=True)
class Moment:
    """``at`` by the clock on the wall, which can be set; ``at_s`` in seconds, which stand still in a sleep."""

    at: datetime
    at_s: float

    @classmethod
    def now(cls, clock: Clock) -> Moment:
        return cls(clock.now(), clock.monotonic())

    def age(self, now: Moment, *, apart: timedelta = CLOCKS_DRIFT) -> timedelta | None:
        """How long before ``now`` it was; None if the machine slept, or its clock was set, by more than ``apart``."""
        by_seconds = timedelta(seconds=now.at_s - self.at_s)
        return by_seconds if abs(now.at - self.at - by_seconds) < apart else None
