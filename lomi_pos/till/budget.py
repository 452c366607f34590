"""How many requests the till may still make, this minute and today. Pure: what was spent goes in, a pace comes out.

lomi.'s limits belong to the key, which several tills may share without hearing of each other.
"""

import math
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

MINUTE_S = 60.0
HOUR_S = 60 * MINUTE_S
LEAST_APART_S = 1.05
"""57 a minute: three of lomi.'s sixty are left for creating and for a clerk's "Check now"."""

WATCHING_A_MINUTE = 57
SLOWEST_APART_S = 30.0
OPEN_FOR_S = 12 * HOUR_S
"""How long a counter is thought to be open, from the day's first request; nobody tells a till when it will close."""

_NEARLY_CLOSED_S = HOUR_S
"""A counter that is still open is thought to be open for so much longer."""

_LAST = 300
"""So many requests of a day are for creating and "Check now" alone."""

FORGIVEN_AFTER_S = 0.5 * HOUR_S
"""The slowness that a 429 teaches is halved in this time."""

MOST_SLOWED = 16.0
AVERAGED_OVER_S = 4 * HOUR_S
USUAL_ROOT = 0.04
"""The mean root of the hazard at a middling counter, until this one is known (see ``Means``)."""


class Use(StrEnum):
    """What a request is made for. Watching is all but ``create`` and ``check``, and has its own share of the day."""

    CREATE = "create"
    CHECK = "check"
    LIST = "list"
    LOOK = "look"
    TRANSACTIONS = "transactions"
    PROBE = "probe"
    HISTORY = "history"
    REPEAT = "repeat"
    """Asked once more at once, since the line had failed."""


_COMES_FIRST = frozenset({Use.CREATE, Use.CHECK})


@dataclass(frozen=True, slots=True)
class Limits:
    """What lomi. publishes for a key, and what of a day is kept back from watching."""

    a_minute: int
    a_day: int
    kept_a_day: int = 1_000

    @property
    def watching_a_day(self) -> int:
        return self.a_day - self.kept_a_day


LIVE = Limits(60, 10_000)
TEST = Limits(120, 20_000)


def limits_of(environment: str) -> Limits:
    return TEST if environment == "test" else LIVE


@dataclass(frozen=True, slots=True)
class Spent:
    """The requests of one day (UTC, as lomi. counts it), and those of the last minute by the monotonic clock.

    A request is ``paced`` when the gain made it; all others come as sales and clerks will have it.
    """

    on: date
    today: Mapping[str, int] = field(default_factory=dict)
    paced_today: int = 0
    recent_s: tuple[float, ...] = ()
    recent_unpaced_s: tuple[float, ...] = ()

    def after(self, use: Use, *, at: datetime, now_s: float, is_paced: bool = False) -> "Spent":
        """Return what is spent once one more request has been made. Another day begins at nothing."""
        today = self.today if at.date() == self.on else {}
        paced_today = self.paced_today if at.date() == self.on else 0
        unpaced_s = _of_last_minute(self.recent_unpaced_s, now_s)
        return Spent(
            at.date(),
            {**today, use: today.get(use, 0) + 1},
            paced_today + is_paced,
            (*_of_last_minute(self.recent_s, now_s), now_s),
            unpaced_s if is_paced else (*unpaced_s, now_s),
        )

    def in_last_minute(self, now_s: float) -> int:
        return len(_of_last_minute(self.recent_s, now_s))

    def unpaced_in_last_minute(self, now_s: float) -> int:
        return len(_of_last_minute(self.recent_unpaced_s, now_s))

    def on_watching(self, on: date) -> int:
        return sum(count for use, count in self.today.items() if use not in _COMES_FIRST) if on == self.on else 0

    def in_all(self, on: date) -> int:
        return sum(self.today.values()) if on == self.on else 0


def _of_last_minute(times_s: tuple[float, ...], now_s: float) -> tuple[float, ...]:
    return times_s[bisect_right(times_s, now_s - MINUTE_S) :]


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many tills are thought to live from this key, and how much a 429 has slowed this one down."""

    tills: int = 1
    slowed: float = 1.0
    refused_at_s: float | None = None

    def refused(self, now_s: float, retry_after_s: float) -> "Sharing":
        """Return it after a 429: half the pace. Those that were under way at the same time count once."""
        if self.refused_at_s is not None and now_s - self.refused_at_s < min(retry_after_s, MINUTE_S / 2):
            return self
        return replace(self, slowed=min(MOST_SLOWED, 2 * self.slowed_at(now_s)), refused_at_s=now_s)

    def slowed_at(self, now_s: float) -> float:
        if self.refused_at_s is None:
            return self.slowed
        forgiven = math.pow(0.5, (now_s - self.refused_at_s) / FORGIVEN_AFTER_S)
        return max(1.0, self.slowed * forgiven)

    def at(self, now_s: float) -> float:
        """The number of tills by which the budget is divided."""
        return self.tills * self.slowed_at(now_s)


def tills_seen(named: Collection[str], own: str) -> int:
    """How many tills sell under this key: those whose sales lomi.'s list has shown lately, and this one."""
    return len({*named, own} - {""})


@dataclass(frozen=True, slots=True)
class Means:
    """The pace that the budget allows: calls at least ``apart_s`` apart, and ``gain`` calls a second at a root of 1.

    The root is that of the summed hazards of the waiting sales: a rate in proportion to it is the best way to spend a
    budget. Without ``has_minute`` nothing is asked; without ``has_share`` only what must be, once a minute; without
    ``has_day`` not even that: what is left of the day is for creating and for a clerk's "Check now".
    """

    apart_s: float = LEAST_APART_S
    gain: float = 1.0
    has_minute: bool = True
    has_share: bool = True
    has_day: bool = True


def means(
    spent: Spent, *, limits: Limits, sharing: Sharing, opened_s_ago: float, mean_root: float, at: datetime, now_s: float
) -> Means:
    """Return the pace at ``at``, ``now_s`` by the monotonic clock.

    ``opened_s_ago`` is the age of the day's first request; ``mean_root`` the mean of the root over the day so far.
    """
    tills = sharing.at(now_s)
    left_s = max(OPEN_FOR_S - opened_s_ago, _NEARLY_CLOSED_S)
    coming = left_s / max(opened_s_ago, HOUR_S)
    watching, in_all = spent.on_watching(at.date()), spent.in_all(at.date())
    share_left = limits.watching_a_day / tills - watching
    day_left = limits.a_day / tills - in_all
    paced = spent.paced_today if at.date() == spent.on else 0
    for_gain = min(share_left - (watching - paced) * coming, day_left - (in_all - paced) * coming)
    return Means(
        apart_s=_apart_s(spent, tills, now_s),
        gain=max(0.0, for_gain) / (left_s * mean_root),
        has_minute=spent.in_last_minute(now_s) < WATCHING_A_MINUTE,
        has_share=share_left > 0 and day_left > _LAST / tills,
        has_day=day_left > _LAST / tills,
    )


def _apart_s(spent: Spent, tills: float, now_s: float) -> float:
    """Tills are seldom busy at the same moment: each takes more of the minute than its part, not of the day."""
    a_minute = WATCHING_A_MINUTE / math.sqrt(tills) - spent.unpaced_in_last_minute(now_s)
    return max(LEAST_APART_S, min(MINUTE_S / max(a_minute, 1.0), SLOWEST_APART_S))


def averaged(mean_root: float, root: float, for_s: float, known_for_s: float) -> float:
    """Return the mean of the root once it has been ``root`` for ``for_s`` seconds more.

    The prior weighs as much as an hour; later, the last hours count most.
    """
    weight = min(1.0, for_s / min(AVERAGED_OVER_S, HOUR_S + known_for_s))
    return mean_root + weight * (root - mean_root)
