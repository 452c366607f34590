"""What the last working day's sales let a till expect of today: how much there will be to watch, and when. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lomi_pos.till.payment_times import USUAL, PaymentTimes
from lomi_pos.till.schedule import DAY_S, FRONT_WEIGHT, HOUR_S

_STEP_S = 15.0
_PART_S = HOUR_S / 2
_PARTS = round(DAY_S / _PART_S)

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


def forecast(spans_s: Sequence[tuple[float, float]], *, times: PaymentTimes = USUAL) -> Forecast:
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
    worked = [part for part in range(_PARTS) if begun[part]]
    if not worked:
        return Forecast((0.0, *accumulate(roots_s)), (0.0, *accumulate(begun)))
    is_open = range(worked[0], worked[-1] + 1)
    usual = _middle([begun[part] for part in is_open])
    told_by = [max(sales, usual) for sales in begun]
    return Forecast(
        (0.0, *accumulate(_less_by_chance(roots_s, told_by, is_open))),
        (0.0, *accumulate(_less_by_chance(begun, told_by, is_open))),
    )


def _less_by_chance(figures: Sequence[float], told_by: Sequence[float], is_open: range) -> list[float]:
    """Each half hour nearer to the middle one, the more the fewer sales tell of it; the day stays as much as it was.

    A quiet half hour of yesterday is not quiet today: of a till with few sales, its last hour would be given nothing.
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
