"""The light comes back, and all tills of a shop start in the same second, under one key."""

import pytest

from bench.scenario import Scenario
from bench.simulated_key import SimulatedKey
from lomi_pos.till.budget import LIVE, MINUTE_S

MINUTES = 6
LOOKED_AT_EVERY_S = 5.0
ON_ITS_WAY_S = 5.0


def longest_unseen_s(key: SimulatedKey) -> float:
    """For how long the sale that waits, and was not seen for longest, was not."""
    waiting = [one for till in key.tills for one in till.lookout.watched.values() if one.given_up_at_s is None]
    return max((key.world.now_s - max(one.seen_at_s or 0.0, one.since_s) for one in waiting), default=0.0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("knows_tills", [True, False])
@pytest.mark.parametrize(("tills", "waiting"), [(2, 10), (5, 4), (10, 4)])
def test_tills_that_start_in_the_same_second_are_not_refused_and_none_starves(
    tills: int, waiting: int, knows_tills: bool
):
    shop = Scenario("", tills=tills, a_day=1000 // tills, after_power_cut=waiting, knows_tills=knows_tills)
    key = SimulatedKey(shop, seed=7)
    key.open()
    unseen_s = []
    for look in range(int(MINUTES * MINUTE_S / LOOKED_AT_EVERY_S)):
        key.world.run_until(look * LOOKED_AT_EVERY_S)
        unseen_s.append(longest_unseen_s(key))

    assert key.world.lomi.refused == 0
    assert max(key.world.lomi.minutes.values()) <= LIVE.a_minute
    assert max(unseen_s) <= MINUTE_S + LOOKED_AT_EVERY_S + ON_ITS_WAY_S
