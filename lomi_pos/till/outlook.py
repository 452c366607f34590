"""How much there will be to watch until the counter closes: as on the last working days, corrected by what is seen.

Pure. It has no clock: every call brings the time of the day.
"""

from datetime import datetime, timedelta

from lomi_pos.till.budget import DAY_S, HOUR_S, OPEN_FOR_S, USUAL_ROOT, USUAL_SALES, ToCome, left_s
from lomi_pos.till.forecast import Forecast, flat

_RECENT_S = 600.0
"""What is busy now is known from so long."""

_LASTS_S = HOUR_S / 2
"""What is busier, or quieter, than was foreseen is thought to last so much longer, and no longer."""

_RUSH_LASTS_S = 2 * HOUR_S
"""A rush, as at noon, is thought to last so long in all: were it thought shorter, its end would have nothing left."""

_KNOWN_AFTER_S = HOUR_S
"""Where no other day is known today is believed after so long,"""

_EXPECTED_FOR_S = OPEN_FOR_S
"""and where one is, after so long."""

_MOST_OF_FORESEEN = 2.0
"""What is busier than so many times what was foreseen is a rush, which tells nothing of the hours after it."""

_LEAST_PART = 0.1
"""Whatever is foreseen, so much of a mean hour is thought to come in each that the counter is open."""

_LEAST_ROOT = 1e-3

_BY_CHANCE = 12.0
"""So many payments of the last minutes tell as much as what was foreseen of them: found by simulation."""


class Outlook:
    """What is still to come today."""

    def __init__(self, mean_root: float = USUAL_ROOT, sales_a_day: float = USUAL_SALES) -> None:
        self._forecast = flat(mean_root, sales_a_day, for_s=OPEN_FOR_S)
        self._mean_root, self._sales_a_day = mean_root, sales_a_day
        self._believed_for_s = _KNOWN_AFTER_S
        self._seen_s = self._foreseen_s = 0.0
        self._recent: float | None = None
        self._rushing_s = 0.0

    def expect(self, forecast: Forecast) -> None:
        """What the last working days have taught."""
        self._forecast = forecast
        self._mean_root = max(forecast.roots_until(DAY_S) / OPEN_FOR_S, _LEAST_ROOT)
        self._sales_a_day = forecast.sales_until(DAY_S)
        self._believed_for_s = _EXPECTED_FOR_S

    def note(self, root: float, at: datetime, for_s: float) -> None:
        """The root was so great for the last ``for_s`` seconds."""
        now_s = of_day_s(at)
        self._recent = root if self._recent is None else self._recent
        self._recent += (root - self._recent) * min(1.0, for_s / _RECENT_S)
        foreseen_s = self._forecast.roots_until(now_s) - self._forecast.roots_until(now_s - for_s)
        is_rush = self._believed(now_s) > self._usual(now_s, _LASTS_S)
        seen_s = root * for_s
        self._seen_s += min(seen_s, _MOST_OF_FORESEEN * self._scale * foreseen_s) if is_rush else seen_s
        self._foreseen_s += foreseen_s
        self._rushing_s = self._rushing_s + for_s if is_rush else max(0.0, self._rushing_s - for_s)

    def _believed(self, now_s: float) -> float:
        """The root of the last minutes as far as it is no chance: what few sales were paid in them tells little."""
        if self._recent is None:
            return 0.0
        foreseen = self._as_foreseen(self._recent, now_s)
        paid = max(self._recent, foreseen) ** 2 * _RECENT_S  # a root's square is what is paid in a second
        return foreseen + (self._recent - foreseen) * paid / (paid + _BY_CHANCE)

    @property
    def _scale(self) -> float:
        """How much busier than foreseen the whole day seems to be."""
        prior_s = self._mean_root * self._believed_for_s
        return (self._seen_s + prior_s) / (self._foreseen_s + prior_s)

    def to_come(self, at: datetime, opened_s_ago: float) -> ToCome:
        now_s, still_s = of_day_s(at), left_s(opened_s_ago)
        foreseen = self._forecast
        scale = self._scale
        roots_s = scale * (foreseen.roots_until(now_s + still_s) - foreseen.roots_until(now_s))
        sales = scale * (foreseen.sales_until(now_s + still_s) - foreseen.sales_until(now_s))
        if self._recent is not None:
            lasts_s = min(_LASTS_S, still_s)
            rush_lasts_s = min(max(_LASTS_S, _RUSH_LASTS_S - self._rushing_s), still_s)
            recent = self._believed(now_s)
            usual = min(recent, self._usual(now_s, lasts_s))
            roots_s += (usual - self._as_foreseen(usual, now_s)) * lasts_s + (recent - usual) * rush_lasts_s
            sales += (recent**2 - usual**2) * rush_lasts_s
        return ToCome(
            roots_s=max(roots_s, _LEAST_PART * self._mean_root * still_s), sales=sales, sales_a_day=self._sales_a_day
        )

    def _foreseen(self, now_s: float, for_s: float) -> float:
        """The mean root of the next ``for_s`` seconds."""
        return self._scale * (self._forecast.roots_until(now_s + for_s) - self._forecast.roots_until(now_s)) / for_s

    def _as_foreseen(self, recent: float, now_s: float) -> float:
        """What of ``recent`` is no news: whatever lies between the last half hour as foreseen and the next."""
        low, high = sorted(self._foreseen(at_s, _LASTS_S) for at_s in (now_s - _LASTS_S, now_s))
        return min(max(recent, low), high)

    def _usual(self, now_s: float, for_s: float) -> float:
        """What is greater than this is a rush; the end of one that was foreseen is none."""
        soon, lately = self._foreseen(now_s, for_s), self._foreseen(now_s - _LASTS_S, _LASTS_S)
        return _MOST_OF_FORESEEN * max(soon, lately, self._scale * self._mean_root)


def of_day_s(at: datetime) -> float:
    """Seconds since midnight, as lomi. counts its days."""
    return (at - at.replace(hour=0, minute=0, second=0, microsecond=0)) / timedelta(seconds=1)
