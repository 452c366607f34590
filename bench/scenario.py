"""What a simulated day is like: the tills under one key, the line to lomi., and how customers pay."""

from dataclasses import dataclass
from datetime import UTC, datetime

from lomi_pos.till.budget import OPEN_FOR_S

OPENED_AT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
OPENS_WITHIN_S = 600.0
"""Several tills are not switched on in the same second, but for a power cut."""

LINE_S = 0.3
LOST = 0.01
TIMEOUT_S = 2.5
NEVER_PAID = 0.15
EXPIRES_S = 900.0


@dataclass(frozen=True)
class Scenario:
    name: str
    tills: int = 1
    a_day: int = 0
    """Sales a till, at random over 12 hours, today and on the six days before."""
    most_a_day: int = 0
    """Those of the first till, where one sells most."""
    at_once: int = 0
    """So many wait at any time of the rush besides: each that is paid or given up makes room for another."""
    rush_from_s: float = 0.0
    rush_to_s: float = OPEN_FOR_S
    is_daily: bool = False
    """The rush of the six days before was the same."""
    after_power_cut: int | None = None
    """All tills start in the same second, each with so many sales that wait,"""
    knows_tills: bool = True
    """and remembers how many they are; else the first page that it reads tells it."""
    is_member: bool = False
    """A lomi. Network member: no session can be read, only its transactions tell."""

    def sold_by(self, till: int) -> int:
        return self.most_a_day if self.most_a_day and till == 0 else self.a_day

    @property
    def sold_a_day(self) -> int:
        return sum(self.sold_by(till) for till in range(self.tills))
