"""What a simulated day's schedule is worth by expectation, which has much less chance in it than the drawn waits.

A call that sees a sale knows what its customer did since the last one that did. Whatever was drawn, the payment could
have come at any moment between the two, with the likelihood that the payment time has there: so each call adds what is
paid in expectation, and how long all of that waits until the call's answer.
"""

import math
from dataclasses import dataclass

from lomi_pos.till.payment_times import PaymentTimes


@dataclass(slots=True)
class Expectation:
    """The expected waits of all that was seen, from paid to known."""

    times: PaymentTimes
    paid: float = 0.0
    waited_s: float = 0.0

    def seen(self, age_s: float, last_age_s: float, *, known_in_s: float) -> None:
        """A sale of ``age_s``, unpaid at ``last_age_s``, was seen; a payment would be known ``known_in_s`` later."""
        if age_s <= last_age_s:
            return
        before, before_s = self._until(last_age_s)
        until, until_s = self._until(age_s)
        share, of_ages_s = (until - before) / (1 - before), (until_s - before_s) / (1 - before)
        self.paid += share
        self.waited_s += (age_s + known_in_s) * share - of_ages_s

    def _until(self, age_s: float) -> tuple[float, float]:
        """Of all sales, the share that is paid until then, and the integral of their ages when they are."""
        times = self.times
        if age_s <= 0:
            return 0.0, 0.0
        z = math.log(age_s / times.median_s) / times.spread
        mean_s = times.median_s * math.exp(times.spread**2 / 2)
        return times.share_paid * _normal(z), times.share_paid * mean_s * _normal(z - times.spread)

    @property
    def mean_s(self) -> float:
        return self.waited_s / self.paid if self.paid else 0.0


def _normal(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2
