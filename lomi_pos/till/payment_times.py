"""How long customers take to pay: what a till expects before it knows its own customers, and what it learns of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ROOT_2 = math.sqrt(2)
_ROOT_2_PI = math.sqrt(2 * math.pi)
_Z_95 = 1.6449
"""How many standard deviations above the middle 95 of 100 lie below."""

PRIOR_SALES = 30
"""What is believed beforehand weighs as much as so many sales; fewer than these of its own teach a till nothing."""

LONGEST_S = 1800.0
"""What was paid later than this was a sale taken up again: it says nothing of how a customer pays at the counter."""

_SOONEST_S = 1.0
_MEDIANS_S = (10.0, 300.0)
_SPREADS = (0.4, 1.5)
_SHARES = (0.5, 0.98)
_LEAST_RISK = 1e-7
"""A second: even after an hour nobody is given up as long as the sale is open."""


@dataclass(frozen=True, slots=True)
class PaymentTimes:
    """A log-normal time from code to payment, for the share of customers who pay at all."""

    median_s: float = 35.0
    spread: float = math.log(150 / 35) / _Z_95
    """The standard deviation of the time's logarithm: a 95th percentile of 150 s."""
    share_paid: float = 0.85

    def hazard(self, age_s: float) -> float:
        """How likely a sale that still waits at ``age_s`` is paid in the next second."""
        share_of_median = age_s / self.median_s  # the smallest of ages round to zero here
        if share_of_median <= 0:
            return _LEAST_RISK
        z = math.log(share_of_median) / self.spread
        density = math.exp(-z * z / 2) / (age_s * self.spread * _ROOT_2_PI)
        paid_later = math.erfc(z / _ROOT_2) / 2
        still_waiting = 1 - self.share_paid + self.share_paid * paid_later
        return max(_LEAST_RISK, self.share_paid * density / still_waiting)


USUAL = PaymentTimes()


def learnt(times_s: Sequence[float], *, unpaid: int = 0, prior: PaymentTimes = USUAL) -> PaymentTimes:
    """Return how long this till's own customers take, from their times to pay and how many did not.

    The prior counts as 30 more sales, and the result stays within what a counter can be: a median of 10 s to 5 min.
    """
    logs = [math.log(max(one, _SOONEST_S)) for one in times_s if one <= LONGEST_S]
    if len(logs) < PRIOR_SALES:
        return prior
    weight = len(logs) / (len(logs) + PRIOR_SALES)
    middle = sum(logs) / len(logs)
    variance = sum((one - middle) ** 2 for one in logs) / len(logs)
    share = len(logs) / (len(logs) + unpaid)
    return PaymentTimes(
        median_s=_within(math.exp(_between(math.log(prior.median_s), middle, weight)), _MEDIANS_S),
        spread=_within(math.sqrt(_between(prior.spread**2, variance, weight)), _SPREADS),
        share_paid=_within(_between(prior.share_paid, share, weight), _SHARES),
    )


def _between(prior: float, own: float, weight: float) -> float:
    return prior + weight * (own - prior)


def _within(figure: float, bounds: tuple[float, float]) -> float:
    return min(max(figure, bounds[0]), bounds[1])
