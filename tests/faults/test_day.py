"""A shorter day than ``bench/day.py``'s, with all that can go wrong in it."""

import pytest

from bench.day import LARGEST_GROWTH, live_a_day
from lomi_pos.till.states import State


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_day_with_a_bad_line_outages_sleeps_and_crashes_loses_and_doubles_nothing():
    day = live_a_day(sales=60, outages=3, sleeps=2, crashes=2)

    assert day.received == day.arrived > 0
    assert day.states[State.PAID] > 40
    assert day.grown_bytes < LARGEST_GROWTH
    assert day.requests < 60 * 40
