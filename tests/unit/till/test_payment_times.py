"""How long customers take to pay, and what a till learns of its own."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.payment_times import PRIOR_SALES, USUAL, learnt


def test_few_sales_teach_nothing():
    assert learnt([5.0] * (PRIOR_SALES - 1)) == USUAL


def test_a_till_s_own_customers_are_believed_in_the_end():
    chance = random.Random(1)  # noqa: S311  makes customers, protects nothing
    quick = [chance.lognormvariate(math.log(15), 0.5) for _ in range(2000)]

    times = learnt(quick, unpaid=0)

    assert times.median_s == pytest.approx(15, rel=0.1)
    assert times.spread == pytest.approx(0.5, rel=0.1)
    assert times.share_paid > 0.95


@given(st.lists(st.floats(0.01, 10_000), min_size=1, max_size=300), st.integers(0, 300))
def test_what_is_learnt_stays_within_what_a_counter_can_be(times_s: list[float], unpaid: int):
    times = learnt(times_s, unpaid=unpaid)

    assert 10 <= times.median_s <= 300
    assert 0.4 <= times.spread <= 1.5
    assert 0.5 <= times.share_paid <= 0.98


@given(st.floats(-1, 1e6))
def test_the_hazard_is_always_a_small_likelihood(age_s: float):
    assert 0 < USUAL.hazard(age_s) < 0.1


def test_the_hazard_grows_then_falls():
    assert USUAL.hazard(2) < USUAL.hazard(25) > USUAL.hazard(300)
