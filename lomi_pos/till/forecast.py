"""What the last working day's sales let a till expect of today: how much there will be to watch. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lomi_pos.till.budget import OPEN_FOR_S
from lomi_pos.till.payment_times import USUAL, PaymentTimes
from lomi_pos.till.schedule import FRONT_WEIGHT

_STEP_S = 15.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """The mean over a day's hours of the root of the summed hazards, and how many sales there will be."""

    mean_root: float
    sales: int


def forecast(spans_s: Sequence[tuple[float, float]], *, times: PaymentTimes = USUAL) -> Forecast:
    """From one day's sales: each from its code to its payment or its end, in seconds from any one origin."""
    summed: dict[int, float] = {}
    greatest: dict[int, float] = {}
    for from_s, to_s in spans_s:
        for step in range(math.floor(from_s / _STEP_S), math.ceil(to_s / _STEP_S)):
            hazard = times.hazard((step + 0.5) * _STEP_S - from_s)
            summed[step] = summed.get(step, 0.0) + hazard
            greatest[step] = max(greatest.get(step, 0.0), hazard)
    roots = [math.sqrt(hazard + (FRONT_WEIGHT - 1) * greatest[step]) for step, hazard in summed.items()]
    return Forecast(sum(roots) * _STEP_S / OPEN_FOR_S, len(spans_s))
