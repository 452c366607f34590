"""The bound that the watching is measured by, on days small enough to work out by hand."""

import pytest

from bench.bound import Allowed, Span, bound_s, unforeseen_s

WIDE = Allowed(a_minute=1_000, least_apart_s=0.01, most_apart_s=1_000)
A_MINUTE_LONG = Span(0, 0.0, 60.0)


def test_of_one_steady_sale_the_wait_is_half_of_what_lies_between_two_calls():
    # 12 calls in a minute are 5 s apart
    assert bound_s([A_MINUTE_LONG], lambda _: 0.01, 12, allowed=WIDE) == pytest.approx(2.5)


def test_calls_go_with_the_root_of_the_hazard():
    # 30 calls: 20 in the first minute, 1/3 a second, and 10 in the second; 0.04 wait 1.5 s, 0.01 wait 3 s
    hazard = {True: 0.04, False: 0.01}

    assert bound_s([Span(0, 0.0, 120.0)], lambda age_s: hazard[age_s < 60], 30, allowed=WIDE) == pytest.approx(1.8)


def test_sales_of_one_till_share_its_calls_and_those_of_two_tills_do_not():
    # together 12 calls serve both, 5 s apart; by themselves each has 6, 10 s apart
    together = [A_MINUTE_LONG, A_MINUTE_LONG]
    apart = [A_MINUTE_LONG, Span(1, 0.0, 60.0)]

    assert bound_s(together, lambda _: 0.01, 12, allowed=WIDE) == pytest.approx(2.5)
    assert bound_s(apart, lambda _: 0.01, 12, allowed=WIDE) == pytest.approx(5.0)


def test_the_minute_is_the_key_s_and_creating_takes_of_it():
    # 60 less two creations: 29 calls for each till, however many the day has
    assert bound_s([A_MINUTE_LONG, Span(1, 0.0, 60.0)], lambda _: 1.0, 9_000) == pytest.approx(60 / 29 / 2)


def test_what_a_full_minute_has_no_room_for_goes_to_the_others():
    # 17 calls would be 5.7 for each minute of waiting; two tills in the first may have 8, and the second has 9
    allowed = Allowed(a_minute=10, least_apart_s=1.0, most_apart_s=1_000)
    late = Span(0, 60.0, 120.0)
    full = bound_s([A_MINUTE_LONG, Span(1, 0.0, 60.0)], lambda _: 0.01, 39, allowed=allowed)
    both = bound_s([A_MINUTE_LONG, Span(1, 0.0, 60.0), late], lambda _: 0.01, 17, allowed=allowed)

    assert full == pytest.approx(60 / 4 / 2)  # 4 calls each
    assert both == pytest.approx((2 * 60 / 4 / 2 + 60 / 9 / 2) / 3)  # and 9 of the 9 that its minute has room for


def test_one_till_s_calls_are_never_closer_than_the_line_allows():
    assert bound_s([A_MINUTE_LONG], lambda _: 1.0, 9_000) == pytest.approx(60 / 57 / 2, rel=0.01)


def test_whoever_waits_is_seen_once_a_minute_however_little_is_left():
    assert bound_s([A_MINUTE_LONG], lambda _: 1e-6, 0.1) == pytest.approx(30.0)


def test_who_does_not_know_of_a_rush_has_spent_the_morning_as_on_any_day():
    # known: 50 calls over two minutes, 2.4 s apart. Not known: 20 in the first, 3 s apart, and 30 in the second, 2 s
    spans = [A_MINUTE_LONG, Span(0, 120.0, 180.0, is_rush=True)]

    assert bound_s(spans, lambda _: 0.01, 50, allowed=WIDE) == pytest.approx(1.2)
    assert unforeseen_s(spans, lambda _: 0.01, 50, 20, rush_from_s=120.0, allowed=WIDE) == pytest.approx(1.25)


def test_on_a_day_without_sales_nobody_waits():
    assert bound_s([], lambda _: 1.0, 9_000) == 0.0
