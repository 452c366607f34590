"""What is remembered between two ticks of the schedule."""

from dataclasses import replace
from datetime import UTC, datetime

from lomi_pos.till.budget import Means
from lomi_pos.till.lookout import Lookout

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
SLOWED = Means(stretch=16.0)
MINUTE_S = 60.0


def calls(lookout: Lookout, means: Means, from_s: float, to_s: float) -> list[float]:
    """When lomi. is asked about anything between the two."""
    return [now_s for now_s in range(int(from_s), int(to_s)) if lookout.tick(now_s, means, NOON) is not None]


def test_one_that_was_given_up_is_asked_about_again_soon_after_what_slowed_the_till_is_over():
    lookout = Lookout()
    lookout.follow(1, since_s=0.0, given_up_at_s=0.0)
    lookout.note_look(1, 0.0)
    assert calls(lookout, SLOWED, 0, 5 * MINUTE_S) == []

    assert calls(lookout, replace(SLOWED, stretch=1.0), 5 * MINUTE_S, 8 * MINUTE_S)
