"""What the last days' sales let a till expect of today: how much there will be to watch, and when. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lomi_pos.till.payment_times import USUAL, PaymentTimes
from lomi_pos.till.schedule import DAY_S, FRONT_WEIGHT, HOUR_S

_STEP_S = 15.0
_PART_S = HOUR_S / 2
_PARTS = round(DAY_S / _PART_S)

_WEEK_AGO = 7
_BY_WEEKDAY = 0.5
_MOST_OF_MIDDLE = 2.0
"""A day that sold more than so many times the middle one counts as if it had sold so much."""

_BY_CHANCE = 6.0
"""So many sales of a part of a day tell as much of it as what is usual does: that many vary by two fifths by chance."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """From midnight to each half hour of a day (UTC, as lomi. counts it): the root's integral, and the sales begun."""

    roots_s: tuple[float, ...]
    sales: tuple[float, ...]

    def roots_until(self, of_day_s: float) -> float:
        """The integral of the root of the summed hazards from midnight, in seconds."""
        return _at(self.roots_s, of_day_s)

    def sales_until(self, of_day_s: float) -> float:
        return _at(self.sales, of_day_s)


def flat(mean_root: float, sales_a_day: float, *, for_s: float) -> Forecast:
    """What is expected while nothing is known: that every hour of a day of ``for_s`` is like the others."""
    parts = [part / _PARTS * DAY_S / for_s for part in range(_PARTS + 1)]
    return Forecast(tuple(mean_root * for_s * part for part in parts), tuple(sales_a_day * part for part in parts))


@dataclass(frozen=True, slots=True)
class SeenDay:
    """What one day was like, by its half hours: the root's integral in seconds, and the sales begun."""

    roots_s: tuple[float, ...]
    begun: tuple[float, ...]


def seen_day(spans_s: Sequence[tuple[float, float]], *, times: PaymentTimes = USUAL) -> SeenDay:
    """From one day's sales: each from its code to its payment or its end, in seconds from midnight."""
    summed: dict[int, float] = {}
    greatest: dict[int, float] = {}
    begun = [0.0] * _PARTS
    for from_s, to_s in spans_s:
        begun[_part(from_s)] += 1
        for step in range(math.floor(from_s / _STEP_S), math.ceil(to_s / _STEP_S)):
            hazard = times.hazard((step + 0.5) * _STEP_S - from_s)
            summed[step] = summed.get(step, 0.0) + hazard
            greatest[step] = max(greatest.get(step, 0.0), hazard)
    roots_s = [0.0] * _PARTS
    for step, hazard in summed.items():
        roots_s[_part(step * _STEP_S)] += math.sqrt(hazard + (FRONT_WEIGHT - 1) * greatest[step]) * _STEP_S
    return SeenDay(tuple(roots_s), tuple(begun))


def forecast(days: Mapping[int, SeenDay]) -> Forecast:
    """From the last days on which anything was sold, by how many days ago that was."""
    working = {ago: one for ago, one in days.items() if sum(one.begun)}
    if not working:
        return Forecast((0.0,) * (_PARTS + 1), (0.0,) * (_PARTS + 1))
    weights = _weights(working)
    begun = _mean([(weights[ago], one.begun) for ago, one in working.items()])
    roots_s = _mean([(weights[ago], one.roots_s) for ago, one in working.items()])
    worked = [part for part in range(_PARTS) if begun[part]]
    is_open = range(worked[0], worked[-1] + 1)
    usual = _middle([begun[part] for part in is_open])
    as_many_days = sum(weights.values()) ** 2 / sum(one * one for one in weights.values())
    told_by = [as_many_days * max(sales, usual) for sales in begun]
    return Forecast(
        (0.0, *accumulate(_less_by_chance(roots_s, told_by, is_open))),
        (0.0, *accumulate(_less_by_chance(begun, told_by, is_open))),
    )


def _weights(days: Mapping[int, SeenDay]) -> dict[int, float]:
    """That of a week ago counts as much as all others: markets and Sundays come round. One great day is no rule."""
    middle = _middle([sum(one.begun) for one in days.values()])
    others = len(days.keys() - {_WEEK_AGO})
    weights = {}
    for ago, one in days.items():
        if ago == _WEEK_AGO and others:
            weights[ago] = _BY_WEEKDAY
        else:
            part = 1 - _BY_WEEKDAY * (_WEEK_AGO in days and others > 0)
            weights[ago] = part / max(others, 1) * min(1.0, _MOST_OF_MIDDLE * middle / sum(one.begun))
    return weights


def _mean(weighed: Sequence[tuple[float, Sequence[float]]]) -> list[float]:
    return [sum(weight * figures[part] for weight, figures in weighed) for part in range(_PARTS)]


def _less_by_chance(figures: Sequence[float], told_by: Sequence[float], is_open: range) -> list[float]:
    """Each half hour nearer to the middle one, the more the fewer sales tell of it; the day stays as much as it was.

    A quiet half hour of the last days need not be one today: of a till with few sales, its last would be given nothing.
    """
    if not sum(figures):  # sales that ended as they began, by a clock that was set
        return list(figures)
    middle = _middle([figures[part] for part in is_open])
    nearer = list(figures)
    for part in is_open:
        nearer[part] = middle + (figures[part] - middle) * told_by[part] / (told_by[part] + _BY_CHANCE)
    scale = sum(figures) / sum(nearer)
    return [one * scale for one in nearer]


def _middle(figures: Sequence[float]) -> float:
    """The median. ``statistics`` would bring fractions and decimals before the first charge can leave."""
    ordered, half = sorted(figures), len(figures) // 2
    return (ordered[half] + ordered[-half - 1]) / 2


def _part(of_day_s: float) -> int:
    """What waits beyond midnight counts as the day's last."""
    return min(int(of_day_s / _PART_S), _PARTS - 1)


def _at(parts: tuple[float, ...], of_day_s: float) -> float:
    place = min(max(of_day_s, 0.0), DAY_S) / _PART_S
    before = min(int(place), _PARTS - 1)
    return parts[before] + (place - before) * (parts[before + 1] - parts[before])
