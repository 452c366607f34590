"""How much of a key's day is each till's, where several live from it: as much as it sells. Pure.

Tills do not talk to each other, but each reads the list of what is completed, where every sale names its till, and says
how much that till had asked of the key that day, and at what pace it would go on. All of them reckon alike from the
same rows, so that their parts come to one.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

REQUESTS_TODAY, PACE = "requests_today", "requests_pace"
"""The names in a session's metadata of what its till had asked of the key on that day (UTC) when it made the sale, and
of the gain by which it would have spent what was left (``Means``)."""

TOLD = (REQUESTS_TODAY, PACE)
_DIGITS = 5
"""No key is allowed a hundred thousand requests a day,"""

_GREATEST_GAIN = 1_000.0
"""and at this gain each sale is asked about as often as a minute allows."""

_LAST_DAY_COUNTS = 0.5
"""What the last day that anyone sold tells, beside what today has shown so far."""

_EVEN_SALES = 5.0
"""So many sales of each are believed beforehand: tills that nothing is known of are alike."""

_WATCHED_TOGETHER = 0.9
"""Twice the sales need a little less than twice the requests: more of them wait at the same time."""

_BY_EACH = 40.0
"""Of ``n`` tills the fortieth part of n to the power of two thirds is what all need, however little they sell."""

_MOST_BY_EACH = 0.5


@dataclass(frozen=True, slots=True)
class Sold:
    """A row of the list: a sale of ``till``, made on that day (UTC)."""

    id: str
    till: str
    on: date


@dataclass(frozen=True, slots=True)
class Report:
    """What a sale of ``till`` says: when it was made, its till had made so many ``requests`` that day."""

    till: str
    at: datetime
    requests: int
    gain: float
    """By which it would have spent what was left, by what it knew itself."""

    def as_metadata(self) -> dict[str, str]:
        return {REQUESTS_TODAY: str(self.requests), PACE: f"{min(self.gain, _GREATEST_GAIN):.4g}"}

    def can_be_of_its_day(self, a_minute: int) -> bool:
        """Whether so much can have been asked since midnight (UTC), where lomi. allows ``a_minute``.

        A sale that was begun before midnight may be made, or paid, after it: what it says is of the day before.
        """
        midnight = datetime.combine(self.at.astimezone(UTC), time(), UTC)
        return self.requests <= a_minute * (1 + (self.at - midnight) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another till, whose part of the day is ``part``, had asked by its newest sale that is known."""

    part: float
    at: datetime
    requests: int
    gain: float


@dataclass(slots=True)
class Shares:
    """What the tills have sold, by day. ``kept`` days are not counted again after a restart."""

    by_day: dict[date, dict[str, int]] = field(default_factory=dict)
    _kept: frozenset[date] = frozenset()
    _counted: dict[date, set[str]] = field(default_factory=dict)
    _reports: dict[str, Report] = field(default_factory=dict)
    """The newest of each till."""

    @classmethod
    def kept(cls, by_day: Mapping[date, Mapping[str, int]], today: date) -> "Shares":
        """What was counted before a restart. Today is counted anew: nobody remembers which of its rows were."""
        before = {on: dict(sold) for on, sold in by_day.items() if on != today}
        return cls(before, frozenset(before))

    def note(self, rows: Iterable[Sold]) -> None:
        """Count each sale once, however often the list shows it. Only the last two days are remembered."""
        for one in rows:
            counted = self._counted.setdefault(one.on, set())
            if one.till and one.on not in self._kept and one.id not in counted:
                counted.add(one.id)
                sold = self.by_day.setdefault(one.on, {})
                sold[one.till] = sold.get(one.till, 0) + 1
        if len(self.by_day) > 2:  # noqa: PLR2004  today, and the last day on which anyone sold
            self.by_day = dict(sorted(self.by_day.items())[-2:])
            self._counted = {on: counted for on, counted in self._counted.items() if on in self.by_day}

    def hear(self, reports: Iterable[Report]) -> None:
        for one in reports:
            if one.till not in self._reports or one.at > self._reports[one.till].at:
                self._reports[one.till] = one

    def elsewhere(self, own: str, today: date, tills: int) -> tuple[Elsewhere, ...]:
        """What the others have said today."""
        told = [one for one in self._reports.values() if one.till != own and one.at.date() == today]
        return tuple(Elsewhere(self.part(one.till, today, tills), one.at, one.requests, one.gain) for one in told)

    def part(self, own: str, today: date, tills: int) -> float:
        """Which part of the day is ``own``'s, of so many tills; all parts come to one."""
        if tills <= 1:
            return 1.0
        before = max((on for on in self.by_day if on < today), default=None)
        counted = [(self.by_day.get(today, {}), 1.0), (self.by_day[before] if before else {}, _LAST_DAY_COUNTS)]
        names = {own}.union(*(sold for sold, _ in counted))
        weights = {name: _weight(name, counted) for name in names}
        silent = max(0, tills - len(names)) * _weight("", counted)
        by_each = min(_MOST_BY_EACH, math.pow(tills, 2 / 3) / _BY_EACH)
        count = max(tills, len(names))
        return by_each / count + (1 - by_each) * weights[own] / (sum(weights.values()) + silent)


def _weight(name: str, counted: Collection[tuple[Mapping[str, int], float]]) -> float:
    sales = _EVEN_SALES + sum(counts * sold.get(name, 0) for sold, counts in counted)
    return math.pow(sales, _WATCHED_TOGETHER)


def report_in(metadata: Mapping[str, str], at: datetime) -> Report | None:
    """What a sale made ``at`` says of its till; None where another program made it, or it says no such numbers."""
    till, requests, gain = (metadata.get(name, "") for name in ("till", *TOLD))
    if not (till and requests.isdecimal() and len(requests) <= _DIGITS):
        return None
    try:
        told = Report(till, at, int(requests), float(gain))
    except ValueError:
        return None
    return told if 0.0 <= told.gain <= _GREATEST_GAIN else None
