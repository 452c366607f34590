"""When lomi. is asked about what, simulated tick by tick."""

import math
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lomi_pos.till.budget import LEAST_APART_S, MINUTE_S, Means
from lomi_pos.till.given_up import GivenUp, interval_s
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.schedule import (
    DAY_S,
    HOUR_S,
    PAID_TWICE_WITHIN_S,
    TICK_S,
    Asked,
    Call,
    Pace,
    Waiting,
    grown,
    plan,
    root_of,
)

AT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
RECENT = Pace(due=0, called_s_ago=10, listed_s_ago=10, transactions_s_ago=10)
DUE = Pace(due=1, called_s_ago=10, listed_s_ago=10, transactions_s_ago=1)


def simulated(lookout: Lookout, *, for_s: float, means: Means | None = None) -> list[tuple[float, Call]]:
    """What is asked, and when, while nothing ever changes."""
    ticks = [tick * TICK_S for tick in range(int(for_s / TICK_S))]
    asked = [(at_s, lookout.tick(at_s, means or Means(), AT)) for at_s in ticks]
    return [(at_s, call) for at_s, call in asked if call is not None]


def of_kind(asked: list[tuple[float, Call]], kind: Asked) -> list[float]:
    return [at_s for at_s, call in asked if call.asked is kind]


def waiting_till(count: int, *, in_front: int | None = None) -> Lookout:
    lookout = Lookout()
    for sale_id in range(count):
        lookout.follow(sale_id, since_s=0.0)
    lookout.in_front = in_front
    return lookout


def test_nothing_is_asked_when_nothing_waits():
    assert simulated(Lookout(), for_s=HOUR_S) == []


@pytest.mark.parametrize("count", [1, 2, 5, 20])
def test_calls_are_never_closer_than_allowed(count: int):
    asked = simulated(waiting_till(count, in_front=0), for_s=600, means=Means(gain=100))

    assert min(later - at for (at, _), (later, _) in pairwise(asked)) >= LEAST_APART_S
    assert len([at for at, _ in asked if at < MINUTE_S]) <= 57


@settings(max_examples=20, deadline=None)
@given(count=st.integers(1, 8), gain=st.floats(0, 100), apart_s=st.floats(LEAST_APART_S, 20), has_share=st.booleans())
def test_a_waiting_sale_is_seen_once_a_minute_however_little_is_left(
    count: int, gain: float, apart_s: float, has_share: bool
):
    lookout = waiting_till(count)
    for tick in range(int(900 / TICK_S)):
        now_s = tick * TICK_S
        lookout.tick(now_s, Means(apart_s=apart_s, gain=gain, has_share=has_share), AT)
        for one in lookout.watched.values():
            assert now_s - (one.seen_at_s or 0.0) <= MINUTE_S + 2 * apart_s + TICK_S


def test_several_sales_share_the_list_and_each_is_still_looked_at_by_itself():
    asked = simulated(waiting_till(10), for_s=900)

    looked_at = Counter(call.sale_id for _, call in asked if call.asked is Asked.LOOK)
    assert set(looked_at) == set(range(10))
    assert len(of_kind(asked, Asked.LIST)) > 2 * sum(looked_at.values())


def test_a_sale_that_waits_alone_is_looked_at_by_itself():
    asked = simulated(waiting_till(1), for_s=120, means=Means(gain=20))

    assert len(of_kind(asked, Asked.LOOK)) > 10 * len(of_kind(asked, Asked.LIST))


def test_one_that_walked_away_long_ago_does_not_keep_the_new_one_from_being_looked_at_by_itself():
    new, old = Waiting(1, age_s=30, asked_s_ago=2, seen_s_ago=2), Waiting(2, age_s=800, asked_s_ago=20, seen_s_ago=2)

    call, _ = plan([new, old], DUE, Means())

    assert call == Call(Asked.LOOK, 1, is_paced=True)


def test_two_of_the_same_age_are_listed():
    pair = [Waiting(one, age_s=30, asked_s_ago=2, seen_s_ago=2) for one in (1, 2)]

    assert plan(pair, DUE, Means())[0] == Call(Asked.LIST, is_paced=True)


def test_the_rate_goes_with_the_root_of_the_hazard():
    assert grown(0.0, root=0.2, gain=4) == pytest.approx(0.2)
    assert grown(grown(0.9, root=1, gain=100), root=1, gain=0) == 1.0


def test_without_a_minute_nothing_is_asked_and_without_a_day_nothing_by_itself():
    one = Waiting(1, age_s=500)

    assert plan([one], Pace(), Means(has_minute=False))[0] is None
    assert plan([one], Pace(), Means(has_share=False, seen_within_s=math.inf))[0] is None
    assert plan([one], Pace(listed_s_ago=70), Means(has_share=False))[0] == Call(Asked.LOOK, 1, is_paced=True)


def test_a_member_s_sales_are_never_looked_at_by_themselves_for_the_pace():
    one = Waiting(1, age_s=30, asked_s_ago=2, seen_s_ago=2)

    assert plan([one], DUE, Means(), can_look_alone=False)[0] == Call(Asked.TRANSACTIONS, is_paced=True)


def test_one_past_its_end_is_looked_at_by_itself_within_a_minute():
    ended = Waiting(1, age_s=900, asked_s_ago=MINUTE_S, seen_s_ago=1, is_past_end=True)

    assert plan([ended], RECENT, Means())[0] == Call(Asked.LOOK, 1)


def test_payers_are_looked_for_only_while_a_sale_waits_in_front():
    pace = Pace(due=1, called_s_ago=10, listed_s_ago=10, transactions_s_ago=30)
    behind = Waiting(1, age_s=30, asked_s_ago=2, seen_s_ago=2)
    in_front = Waiting(1, age_s=30, is_in_front=True, asked_s_ago=2, seen_s_ago=2)

    assert plan([in_front], pace, Means())[0] == Call(Asked.NEW_TRANSACTIONS, is_paced=True)
    assert plan([behind], pace, Means())[0] == Call(Asked.LOOK, 1, is_paced=True)


def test_a_second_payment_is_looked_for_now_and_then_for_ten_minutes():
    lookout = Lookout()
    lookout.note_paid(1, 0.0)

    assert len(simulated(lookout, for_s=2 * PAID_TWICE_WITHIN_S)) == 5


def test_the_sale_in_front_comes_before_another_of_the_same_age():
    behind = Waiting(1, age_s=30, asked_s_ago=2, seen_s_ago=2)
    in_front = Waiting(2, age_s=30, is_in_front=True, asked_s_ago=2, seen_s_ago=2)

    assert root_of([in_front]) > root_of([behind])
    assert plan([behind, in_front], DUE, Means(apart_s=0.1, gain=1e3))[0] == Call(Asked.LOOK, 2, is_paced=True)


def test_where_the_transactions_tell_the_list_is_seldom_asked():
    lookout = waiting_till(3)
    lookout.transactions_tell = True

    asked = simulated(lookout, for_s=180, means=Means(gain=20))

    assert len(of_kind(asked, Asked.NEW_TRANSACTIONS)) > 10 * len(of_kind(asked, Asked.LIST)) > 10


def test_where_the_transactions_tell_a_sale_that_waits_alone_is_looked_at_once_a_minute():
    lookout = waiting_till(1)
    lookout.transactions_tell = True

    asked = simulated(lookout, for_s=200, means=Means(gain=20))

    assert len(of_kind(asked, Asked.NEW_TRANSACTIONS)) > 60
    assert [round(at / MINUTE_S) for at in of_kind(asked, Asked.LOOK)] == [2, 3]
    assert [round(at / MINUTE_S) for at in of_kind(asked, Asked.LIST)] == [1]


def test_new_transactions_say_nothing_of_what_was_given_up():
    lookout = waiting_till(1)
    lookout.transactions_tell = True
    lookout.follow(9, since_s=0.0, given_up_at_s=0.0)

    asked = simulated(lookout, for_s=300, means=Means(gain=4))

    assert [call.sale_id for _, call in asked if call.asked is Asked.LOOK].count(9) == 1
    assert len(of_kind(asked, Asked.TRANSACTIONS)) >= 2


def test_a_member_s_sales_are_only_looked_for_among_the_transactions():
    lookout = waiting_till(3, in_front=2)
    lookout.follow(9, since_s=0.0, given_up_at_s=0.0)
    ticks = [tick * TICK_S for tick in range(int(3600 / TICK_S))]

    asked = [lookout.tick(at_s, Means(), AT, can_look_alone=False) for at_s in ticks]

    kinds = {call.asked for call in asked if call is not None}
    assert kinds == {Asked.TRANSACTIONS, Asked.ALL_TRANSACTIONS}


# ---------------------------------------------------------------------- for days
def test_all_transactions_are_read_once_an_hour_while_something_has_ended():
    given_up, paid = Lookout(), Lookout()
    given_up.follow(1, since_s=0.0, given_up_at_s=0.0)
    paid.note_paid(1, 0.0)

    for lookout in (given_up, paid):
        assert len(of_kind(simulated(lookout, for_s=5 * HOUR_S), Asked.ALL_TRANSACTIONS)) == 4


def test_several_tills_read_all_transactions_more_rarely():
    lookout = Lookout()
    lookout.note_paid(1, 0.0)

    asked = simulated(lookout, means=Means(stretch=2.0), for_s=5 * HOUR_S)

    assert len(of_kind(asked, Asked.ALL_TRANSACTIONS)) == 2


def test_many_that_no_first_page_shows_are_read_for_together():
    lookout = Lookout()
    for sale_id in range(30):
        lookout.follow(sale_id, since_s=-3 * HOUR_S, given_up_at_s=-2.5 * HOUR_S)
        lookout.note_look(sale_id, 0.0)
    lookout.note_unlisted(range(30), page_reaches_s=HOUR_S)

    asked = simulated(lookout, for_s=1.5 * HOUR_S)

    assert len(of_kind(asked, Asked.DEEP_LIST)) == 1
    assert of_kind(asked, Asked.LOOK) == []


@pytest.mark.parametrize(
    ("given_up_s_ago", "apart_s"),
    [(0, MINUTE_S), (599, MINUTE_S), (600, 600), (2 * HOUR_S, HOUR_S), (DAY_S, DAY_S), (6 * DAY_S, DAY_S)],
)
def test_given_up_intervals(given_up_s_ago: float, apart_s: float):
    assert interval_s(given_up_s_ago) == apart_s


def test_a_given_up_sale_is_asked_about_less_and_less():
    lookout = Lookout()
    lookout.follow(1, since_s=0.0, given_up_at_s=0.0).seen_at_s = 0.0

    asked = of_kind(simulated(lookout, for_s=4 * HOUR_S), Asked.LOOK)

    assert [sum(a <= at_s < b for at_s in asked) for a, b in ((0, 630), (630, 7800), (7800, 14400))] == [10, 11, 2]


def test_many_given_up_sales_share_the_list():
    lookout = Lookout()
    for sale_id in range(30):
        lookout.follow(sale_id, since_s=0.0, given_up_at_s=0.0)
        lookout.note_look(sale_id, 0.0)

    asked = simulated(lookout, for_s=600)

    assert len(asked) <= 11
    assert {call.asked for _, call in asked} == {Asked.LIST}


def test_where_the_transactions_tell_no_list_is_asked_for_those_given_up():
    lookout = Lookout()
    lookout.transactions_tell = True
    for sale_id in range(30):
        lookout.follow(sale_id, since_s=-3 * HOUR_S, given_up_at_s=0.0)
        lookout.note_look(sale_id, 0.0)
    lookout.note_unlisted(range(30), page_reaches_s=HOUR_S)

    asked = simulated(lookout, for_s=600)

    assert 9 <= len(asked) <= 11
    assert {call.asked for _, call in asked} == {Asked.TRANSACTIONS}


def test_where_the_transactions_tell_one_given_up_is_still_looked_at_by_itself():
    lookout = Lookout()
    lookout.transactions_tell = True
    lookout.follow(1, since_s=-12 * HOUR_S, given_up_at_s=-12 * HOUR_S)
    lookout.note_look(1, -11.9 * HOUR_S)

    assert len(of_kind(simulated(lookout, for_s=0.5 * HOUR_S), Asked.LOOK)) == 1


@settings(max_examples=50)
@given(st.floats(0, 7 * DAY_S), st.floats(0, 7 * DAY_S))
def test_no_given_up_sale_is_forgotten(given_up_s_ago: float, asked_s_ago: float):
    one = GivenUp(1, given_up_s_ago, asked_s_ago=asked_s_ago, seen_s_ago=asked_s_ago)

    call, _ = plan([], RECENT, Means(), given_up=[one])

    assert (call == Call(Asked.LOOK, 1)) is (asked_s_ago >= interval_s(given_up_s_ago))
