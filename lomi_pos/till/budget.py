"""How many requests the till may still make, this minute and today. Pure: what was spent goes in, a pace comes out.

lomi.'s limits belong to the key, which several tills may share without hearing of each other. All of a day's requests,
creating too, are planned into what lomi. allows less a thousand, which is left for a day that does not go as planned.
"""

import math
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from lomi_pos.till.shares import Elsewhere

MINUTE_S = 60.0
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
LEAST_APART_S = 1.05
"""57 a minute: three of lomi.'s sixty are left for creating and for a clerk's "Check now"."""

WATCHING_A_MINUTE = 57
_TILLS_A_MINUTE = 50
"""So many do several tills divide: the rest of a minute is for what cannot wait, at whichever of them it comes up."""

_SAVED_AT_MOST = 20.0
_TWO, _SAVED_BY_ONE_OF_TWO = 2, 5.0
"""Tills are seldom busy at the same moment: what one of several leaves of its part it may ask later, up to so many.

Two ask more each, and both are busy more often than all of five: they never ask more than sixty a minute together.
"""

_LITTLE, _SAVED_BY_LITTLE = 0.6, 13.0
"""Nor do two that have less than so much of an even part, beside the one that sells most and is nearly always busy."""

SPARE_A_MINUTE = 1
"""Not even a creation takes the last request of a minute: lomi.'s minute is not quite ours."""

SLOWEST_APART_S = 30.0
OPEN_FOR_S = 12 * HOUR_S
"""How long a counter is thought to be open, from the day's first request; nobody tells a till when it will close."""

_NEARLY_CLOSED_S = 0.25 * HOUR_S
_OPEN_LATE_S = 2 * HOUR_S
"""A counter that is still open after that is thought to be open for so much longer, and spends what was kept back."""

_LAST = 300
"""Of the last requests of a day watching takes less and less,"""

_LEAST_ROOTS_S = 1.0
_THIN_A_SECOND = 0.15
_GOES_ON_S = 450.0
"""A till is thought to go on asking for so long after the newest sale that is known of it: it has made none since."""

_HEARD_WITHIN_S = HOUR_S
"""One that has said nothing for so long may have closed: at what pace it would go on is no matter any more."""

_MOST_OF_OWN = 3.0
"""Nobody makes this till pace by more than so many times what it would by itself: who foresees nothing says much."""

_UNEVEN = 6.0
"""How much more the squares of what days take vary than those of so many even sales: found by simulation.

Two is what their waits alone make of it: most are soon paid, some never. What rules ask for a sale varies with them.
"""

_VERY_LAST = 20
"""and none of these: they are for creating and "Check now" alone."""

FORGIVEN_AFTER_S = 0.5 * HOUR_S
"""The slowness that a 429 teaches is halved in this time."""

MOST_SLOWED = 16.0
USUAL_ROOT = 0.04
"""The mean root of the hazard at a middling counter, until this one is known (see ``Means``)."""

USUAL_SALES = 200.0
"""So many are expected of a day, until this counter is known."""

_BY_RULE_A_DAY, _BY_RULE_A_SALE = 450.0, 1.3
"""What is asked besides the pace: creating, confirmations, ends, second payments; measured in the simulation."""


class Use(StrEnum):
    """What a request is made for. Watching is all but ``create`` and ``check``."""

    CREATE = "create"
    CHECK = "check"
    LIST = "list"
    LOOK = "look"
    TRANSACTIONS = "transactions"
    PROBE = "probe"
    HISTORY = "history"
    SWEEP = "sweep"
    """After a start: what is asked once, however long the day."""
    REPEAT = "repeat"
    """Asked once more at once, since the line had failed."""


_COMES_FIRST = frozenset({Use.CREATE, Use.CHECK})
_PACED = "paced"


@dataclass(frozen=True, slots=True)
class Limits:
    """What lomi. publishes for a key, and what of a day is kept back from watching."""

    a_minute: int
    a_day: int
    kept_a_day: int = 1_000

    @property
    def planned_a_day(self) -> int:
        return self.a_day - self.kept_a_day


LIVE = Limits(60, 10_000)
TEST = Limits(120, 20_000)


def limits_of(environment: str) -> Limits:
    return TEST if environment == "test" else LIVE


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many tills are thought to live from this key, and how much a 429 has slowed this one down.

    ``part`` is this one's of the day; None: an even one. ``elsewhere`` is what others have said that they have asked.
    """

    tills: int = 1
    slowed: float = 1.0
    refused_at_s: float | None = None
    part: float | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

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

    @property
    def saved(self) -> float:
        """What this till may have left of its part of the minutes, to ask it later.

        One that is alone and was refused shares with what it does not see, and saves as one of many.
        """
        if self.tills == 1:
            return _SAVED_AT_MOST
        if self._of_minute <= _TWO:
            return _SAVED_BY_ONE_OF_TWO
        return _SAVED_BY_LITTLE if self.of_day * self.tills < _LITTLE else _SAVED_AT_MOST

    def on(self, today: date) -> "Sharing":
        """What is known on that day (UTC): what others had asked on the day before is no part of it."""
        if all(one.at.date() == today for one in self.elsewhere):
            return self
        return replace(self, elsewhere=tuple(one for one in self.elsewhere if one.at.date() == today))

    @property
    def _of_minute(self) -> float:
        return min(self.tills, max(_TWO, 1 / self.of_day))

    @property
    def of_day(self) -> float:
        return 1 / self.tills if self.part is None else self.part

    @property
    def of_day_known(self) -> float:
        """The parts of all tills of which it is known what they have asked today; this one is among them."""
        return min(1.0, self.of_day + sum(one.part for one in self.elsewhere))

    def asked_by_all(self, own: int, planned: int, *, at: datetime, for_s: float) -> float:
        """What all tills have asked today: ``own`` by this one, by the others what they said and since then.

        One that says nothing is thought to have asked as much of its part as the others. ``planned`` is what all may
        ask, the last of it ``for_s`` seconds from now.
        """
        said = own + sum(one.requests for one in self.elsewhere)
        a_second = max(0.0, planned - said / self.of_day_known) / for_s
        since_s = sum(one.part * min(_age_s(one, at), _GOES_ON_S) for one in self.elsewhere)
        return (said + a_second * since_s) / self.of_day_known

    def gain(self, own: float, at: datetime) -> float:
        """The mean of what all would pace by: each foresees its own sales only, and one gain for all is the best."""
        lately = [one for one in self.elsewhere if _age_s(one, at) < _HEARD_WITHIN_S]
        most = _MOST_OF_OWN * own or math.inf
        told = self.of_day * own + sum(one.part * min(one.gain, most) for one in lately)
        return told / (self.of_day + sum(one.part for one in lately))

    def at(self, now_s: float) -> float:
        """By how many tills a minute is divided. One that sells most has more of it, the others no less.

        They are seldom all busy at the same moment; but two may be, and must never fill it: none has more than half.
        """
        return self._of_minute * self.slowed_at(now_s)


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
    ahead_then: float | None = None
    """How far beyond this till's part the last request went; None before the first."""

    @classmethod
    def kept(cls, on: date, counts: Mapping[str, int]) -> "Spent":
        """What was spent before a restart, from ``counts()``."""
        today = {use: count for use, count in counts.items() if use != _PACED}
        return cls(on, today, paced_today=min(counts.get(_PACED, 0), sum(today.values())))

    def counts(self) -> dict[str, int]:
        """What is worth keeping over a restart: the day's requests by use, and how many of them were paced."""
        return {**self.today, _PACED: self.paced_today}

    def after(
        self, use: Use, *, at: datetime, now_s: float, is_paced: bool = False, sharing: Sharing | None = None
    ) -> "Spent":
        """Return what is spent once one more request has been made. Another day begins at nothing."""
        sharing = sharing or Sharing()
        today = self.today if at.date() == self.on else {}
        paced_today = self.paced_today if at.date() == self.on else 0
        unpaced_s = _of_last_minute(self.recent_unpaced_s, now_s)
        return Spent(
            at.date(),
            {**today, use: today.get(use, 0) + 1},
            paced_today + is_paced,
            (*_of_last_minute(self.recent_s, now_s), now_s),
            unpaced_s if is_paced else (*unpaced_s, now_s),
            min(self.ahead(now_s, sharing) + 1, sharing.saved + MINUTE_S / _part_s(sharing.at(now_s))),
        )

    def ahead(self, now_s: float, sharing: Sharing) -> float:
        """How many requests were asked beyond this till's part so far.

        After a start nothing is thought to be saved: the other tills may have started in the same second. What could
        not wait never costs more than a minute's part.
        """
        if self.ahead_then is None:
            return sharing.saved - 1
        since_s = now_s - self.recent_s[-1] if self.recent_s else MINUTE_S
        return max(0.0, self.ahead_then - since_s / _part_s(sharing.at(now_s)))

    def in_last_minute(self, now_s: float) -> int:
        return len(_of_last_minute(self.recent_s, now_s))

    def unpaced_in_last_minute(self, now_s: float) -> int:
        return len(_of_last_minute(self.recent_unpaced_s, now_s))

    def on_watching(self, on: date) -> int:
        return sum(count for use, count in self.today.items() if use not in _COMES_FIRST) if on == self.on else 0

    def in_all(self, on: date) -> int:
        return sum(self.today.values()) if on == self.on else 0

    def by_rule(self, on: date) -> int:
        """What sales, clerks and rules have asked for: it goes on coming as the day does."""
        return self.in_all(on) - self.paced_today - self.today.get(Use.SWEEP, 0) if on == self.on else 0


def _part_s(tills: float) -> float:
    """Every so many seconds one request is the part of one of so many tills."""
    return MINUTE_S * tills / _TILLS_A_MINUTE


def _of_last_minute(times_s: tuple[float, ...], now_s: float) -> tuple[float, ...]:
    return times_s[bisect_right(times_s, now_s - MINUTE_S) :]


def _age_s(one: Elsewhere, at: datetime) -> float:
    return max(0.0, (at - one.at) / timedelta(seconds=1))


def tills_seen(named: Collection[str], own: str) -> int:
    """How many tills sell under this key: those whose sales lomi.'s list has shown lately, and this one."""
    return len({*named, own} - {""})


@dataclass(frozen=True, slots=True)
class Means:
    """The pace that the budget allows: calls at least ``apart_s`` apart, and ``gain`` calls a second at a root of 1.

    The root is that of the summed hazards of the waiting sales: a rate in proportion to it is the best way to spend a
    budget. Without ``has_minute`` nothing is asked; without ``has_share``, of the day or of this minute, only what must
    be: a look at whoever waits, within ``seen_within_s``. That is a minute as long as the day lasts, longer at its end,
    and infinite when what is left is for creating and for a clerk's "Check now". ``has_turn`` is for what nobody waits
    for, as a long list's next page: all tills may be at it at once. ``stretch`` is how much rarer each of several tills
    does what a rule wants now and then. Where requests are thin what can be read together has to wait for it.
    ``own_gain`` is the gain by what this till knows alone, which it tells the others.
    """

    apart_s: float = LEAST_APART_S
    gain: float = 1.0
    has_minute: bool = True
    has_turn: bool = True
    has_share: bool = True
    seen_within_s: float = MINUTE_S
    stretch: float = 1.0
    is_thin: bool = False
    own_gain: float = 1.0


@dataclass(frozen=True, slots=True)
class ToCome:
    """What is foreseen until the counter closes: the root's integral in seconds, and the sales."""

    roots_s: float
    sales: float
    sales_a_day: float = USUAL_SALES


def left_s(opened_s_ago: float) -> float:
    """How long the counter is thought to stay open."""
    if opened_s_ago > OPEN_FOR_S:
        return _OPEN_LATE_S
    return max(OPEN_FOR_S - opened_s_ago, _NEARLY_CLOSED_S)


def means(
    spent: Spent,
    *,
    limits: Limits,
    sharing: Sharing,
    opened_s_ago: float,
    to_come: ToCome,
    at: datetime,
    now_s: float,
) -> Means:
    """Return the pace at ``at``, ``now_s`` by the monotonic clock.

    ``opened_s_ago`` is the age of the day's first request. A 429 slows the pace and takes nothing from the day: it may
    have been one minute's alone.
    """
    sharing = sharing.on(at.date())
    tills, slowed = sharing.tills, sharing.slowed_at(now_s)
    by_rule = _by_rule_to_come(spent, at.date(), to_come, tills, opened_s_ago)
    in_all = spent.in_all(at.date())
    is_late = opened_s_ago > OPEN_FOR_S
    planned = limits.a_day - _LAST if is_late else limits.planned_a_day
    by_all = sharing.asked_by_all(in_all, planned, at=at, for_s=left_s(opened_s_ago))
    planned_left = (planned - by_all) * sharing.of_day
    for_pace = max(0.0, planned_left - by_rule) / slowed
    is_own = tills * slowed == 1
    sales_of_known = to_come.sales * sharing.of_day_known / sharing.of_day
    own_gain = max(0.0, planned_left - by_rule) / max(to_come.roots_s * _prudence(sales_of_known), _LEAST_ROOTS_S)
    return Means(
        apart_s=_apart_s(spent, sharing, now_s),
        gain=sharing.gain(own_gain, at) / slowed,
        own_gain=own_gain,
        has_minute=spent.in_last_minute(now_s) < WATCHING_A_MINUTE,
        has_turn=spent.in_last_minute(now_s) < max(2.0, WATCHING_A_MINUTE / (2 * tills * slowed - 1)),
        has_share=planned_left > 0 and (is_own or spent.ahead(now_s, sharing) + 1 <= sharing.saved),
        seen_within_s=_seen_within_s(limits.a_day - planned + planned_left, tills),
        stretch=tills * slowed,
        is_thin=for_pace / left_s(opened_s_ago) < _THIN_A_SECOND,
    )


def _prudence(sales: float) -> float:
    """What is kept because what comes is drawn: as much as makes the expected wait of all that remain least.

    A wait goes with what is watched by what is left to spend, so that of a day counts as its square does, and the mean
    square of a sum of so many sales is greater than its mean's square by this. It is nothing in the morning; in the
    last hour, which a few sales make, one more than foreseen would otherwise find nothing left. Tills that know what
    the others have asked take from one purse, and what one sells more is made up for by what another sells less.
    """
    return math.sqrt(1 + _UNEVEN / max(sales, 1.0))


def _by_rule_to_come(spent: Spent, on: date, to_come: ToCome, tills: int, opened_s_ago: float) -> float:
    """What sales, clerks and rules will ask for: as usual for so many sales, corrected by what today's asked for."""

    def _foreseen(sales: float, for_s: float) -> float:
        return _BY_RULE_A_DAY / math.cbrt(tills) * for_s / OPEN_FOR_S + _BY_RULE_A_SALE * sales

    believed = _foreseen(to_come.sales_a_day, OPEN_FOR_S) / 2
    sales = spent.today.get(Use.CREATE, 0) if spent.on == on else 0
    scale = (spent.by_rule(on) + believed) / (_foreseen(sales, opened_s_ago) + believed)
    return scale * _foreseen(to_come.sales, left_s(opened_s_ago))


def _seen_within_s(day_left: float, tills: int) -> float:
    """What is left of the day decides: the less, the rarer. Of a shared key nobody knows it: there it never ends."""
    if day_left <= _VERY_LAST:
        return math.inf if tills == 1 else MINUTE_S * _LAST / _VERY_LAST
    return MINUTE_S * max(1.0, _LAST / day_left)


def has_room(spent: Spent, limits: Limits, now_s: float) -> bool:
    """Whether lomi. will not refuse a request for what has been asked in this minute."""
    return spent.in_last_minute(now_s) < limits.a_minute - SPARE_A_MINUTE


def _apart_s(spent: Spent, sharing: Sharing, now_s: float) -> float:
    tills = sharing.at(now_s)
    a_minute = WATCHING_A_MINUTE if tills == 1 else min(WATCHING_A_MINUTE, _TILLS_A_MINUTE / tills + sharing.saved)
    a_minute -= spent.unpaced_in_last_minute(now_s)
    return max(LEAST_APART_S, min(MINUTE_S / max(a_minute, 1.0), SLOWEST_APART_S))
