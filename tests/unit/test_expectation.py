"""What the simulation says a schedule is worth by expectation, beside what can be summed by hand."""

import pytest

from bench.expectation import Expectation
from lomi_pos.till.payment_times import USUAL, PaymentTimes

SURE = PaymentTimes(median_s=30.0, share_paid=1.0)


def test_seen_once_after_everybody_has_paid_all_have_waited_since_they_did():
    expected = Expectation(SURE)
    expected.seen(100_000.0, 0.0, known_in_s=2.0)

    mean_age_s = 30.0 * 2.71828 ** (SURE.spread**2 / 2)
    assert expected.paid == pytest.approx(1.0)
    assert expected.mean_s == pytest.approx(100_002.0 - mean_age_s, rel=1e-6)


def test_within_a_short_while_a_payment_comes_at_its_middle():
    expected = Expectation(USUAL)
    expected.seen(31.0, 30.0, known_in_s=0.0)

    assert expected.paid == pytest.approx(USUAL.hazard(30.5), rel=0.01)
    assert expected.mean_s == pytest.approx(0.5, rel=0.01)


def test_a_look_in_between_changes_nothing_of_what_is_paid_by_somebody_who_had_not_yet():
    once, twice = Expectation(USUAL), Expectation(USUAL)
    once.seen(40.0, 20.0, known_in_s=0.0)
    twice.seen(30.0, 20.0, known_in_s=0.0)
    still_unpaid = 1 - twice.paid
    then = Expectation(USUAL)
    then.seen(40.0, 30.0, known_in_s=0.0)

    assert twice.paid + still_unpaid * then.paid == pytest.approx(once.paid)


def test_an_answer_older_than_the_last_one_tells_nothing():
    expected = Expectation(USUAL)
    expected.seen(30.0, 31.0, known_in_s=0.0)

    assert expected.mean_s == 0.0
