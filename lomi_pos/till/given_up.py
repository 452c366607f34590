"""When to ask about sales that were given up: less and less, to the seventh day. Pure, like the schedule it is part of.

What is paid late is seen among the transactions, where those tell of every payment, else by everyone's list, as far
back as its pages go; each is also looked at by itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MINUTE_S = 60.0
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S

JUST_GIVEN_UP_S = 10 * MINUTE_S
_INTERVALS_S = ((JUST_GIVEN_UP_S, MINUTE_S), (2 * HOUR_S, 10 * MINUTE_S), (DAY_S, HOUR_S), (math.inf, DAY_S))
"""For how long after it was given up, and how far apart."""

_ALONE_AFTER = 12
"""One that a list shows is looked at by itself after so many intervals,"""

_ALONE_AT_LEAST_S = 3 * DAY_S
"""and this often at least. Every start of the till looks at each of them besides."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A sale that expired or was cancelled, and can still be paid. Ages as in ``Waiting``; None means never.

    ``is_listed``: the list's first page would show it; others need more pages, as many as ``pages``. ``stretch`` is
    how much rarer one of several tills asks.
    """

    sale_id: int
    ago_s: float
    asked_s_ago: float | None = None
    seen_s_ago: float | None = None
    is_in_front: bool = False
    is_listed: bool = True
    pages: float = 1.0
    stretch: float = 1.0

    @property
    def is_due_s_ago(self) -> float:
        """Since when it has to be seen; negative as long as it need not."""
        return _age(self.seen_s_ago) - self.stretch * interval_s(self.ago_s)

    @property
    def is_due_alone_s_ago(self) -> float:
        after_s = min(_ALONE_AFTER * self.stretch * interval_s(self.ago_s), _ALONE_AT_LEAST_S)
        return _age(self.asked_s_ago) - after_s

    @property
    def is_due_alone(self) -> bool:
        return self.is_due_alone_s_ago >= 0

    @property
    def is_due(self) -> bool:
        return self.is_due_s_ago >= 0 or self.is_due_alone

    def debt(self) -> float:
        """How much of a look it is worth to see this one now: 1 when its interval has passed."""
        return min(1.0, _age(self.seen_s_ago) / interval_s(self.ago_s))


def interval_s(ago_s: float) -> float:
    """A minute apart at first, then ten, then an hour, then a day."""
    return next(apart_s for until_s, apart_s in _INTERVALS_S if ago_s < until_s)


def due_together(given_up: Sequence[GivenUp]) -> bool:
    """Whether the list's first page is due for the sake of those that it shows: several share it."""
    shared = [one for one in given_up if one.is_listed]
    return len(shared) > 1 and any(one.is_due and not one.is_due_alone for one in shared)


def due_by_transactions(given_up: Sequence[GivenUp]) -> bool:
    """Whether the transactions are due, where they tell: a late payment is among the newest, however old its sale."""
    return any(one.is_due and not one.is_due_alone for one in given_up)


def due_deep(given_up: Sequence[GivenUp]) -> float | None:
    """How old the oldest is that a deep list is due for, when that is cheaper than a look at each; else None."""
    due = [one for one in given_up if one.is_due and not one.is_due_alone]
    if not due:
        return None
    oldest = max(due, key=lambda one: one.pages)
    saved = sum(one.debt() for one in given_up if one.pages <= oldest.pages)
    return oldest.ago_s if saved > oldest.pages else None


def due_alone(given_up: Sequence[GivenUp]) -> GivenUp | None:
    """The one to look at by itself: that on screen first, then the one asked about longest ago."""
    due = [one for one in given_up if one.is_due]
    return max(due, key=lambda one: (one.is_in_front, _age(one.asked_s_ago)), default=None)


def _age(since_s: float | None) -> float:
    return math.inf if since_s is None else since_s
