"""When lomi. is asked about what, simulated second by second."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till.schedule import (
    DAY_S,
    HOUR_S,
    IN_FRONT_S,
    LISTED_S,
    MINUTE_S,
    PAID_TWICE_WITHIN_S,
    WAITING_S,
    Waiting,
    plan,
)

TICK_S = 0.25


def simulated(sale_ids: range, *, for_s: float, in_front: int | None = None, given_up: bool = False) -> Counter[str]:
    """What is asked while nothing ever changes, by name."""
    asked_at: dict[int, float] = {}
    listed_at = payers_at = None
    asked: Counter[str] = Counter()
    for tick in range(int(for_s / TICK_S)):
        now = tick * TICK_S
        waiting = [
            Waiting(
                sale_id,
                is_in_front=sale_id == in_front,
                asked_s_ago=None if sale_id not in asked_at else now - asked_at[sale_id],
                given_up_s_ago=now if given_up else None,
            )
            for sale_id in sale_ids
        ]
        due = plan(
            waiting,
            listed_s_ago=None if listed_at is None else now - listed_at,
            payers_s_ago=None if payers_at is None else now - payers_at,
        )
        for sale_id in due.sale_ids:
            asked_at[sale_id] = now
            asked[f"sale {sale_id}"] += 1
        if due.list_completed:
            listed_at = now
            asked["list"] += 1
        if due.look_for_payers:
            payers_at = now
            asked["payers"] += 1
    return asked


def test_nothing_is_asked_when_nothing_waits():
    due = plan([], listed_s_ago=None, payers_s_ago=None)

    assert (due.sale_ids, due.list_completed, due.look_for_payers) == ((), False, False)


def test_one_sale_in_front_is_asked_about_every_two_seconds():
    asked = simulated(range(1), for_s=MINUTE_S, in_front=0)

    assert asked["sale 0"] == MINUTE_S / IN_FRONT_S
    assert asked["list"] == 0


def test_one_sale_behind_is_asked_about_every_ten_seconds():
    assert simulated(range(1), for_s=MINUTE_S)["sale 0"] == MINUTE_S / WAITING_S


def test_several_sales_share_the_list_and_each_is_still_asked_about_by_itself():
    asked = simulated(range(10), for_s=10 * MINUTE_S, in_front=3)

    others = [asked[f"sale {one}"] for one in range(10) if one != 3]
    assert asked["list"] == 240
    assert set(others) == {10 * MINUTE_S / LISTED_S}
    assert asked["sale 3"] > max(others)


@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_a_minute_of_a_busy_counter_stays_within_a_live_key_s_limit(count: int):
    asked = simulated(range(count), for_s=10 * MINUTE_S, in_front=0)

    assert asked.total() / 10 <= 60


def test_a_given_up_sale_is_asked_about_a_minute_then_ten_then_an_hour_then_a_day_apart():
    assert simulated(range(1), for_s=10 * MINUTE_S, given_up=True)["sale 0"] == 10
    assert simulated(range(1), for_s=2 * HOUR_S, given_up=True)["sale 0"] == 10 + 11
    assert _is_due(given_up_s_ago=3 * HOUR_S, asked_s_ago=HOUR_S)
    assert not _is_due(given_up_s_ago=3 * HOUR_S, asked_s_ago=HOUR_S - 1)
    assert _is_due(given_up_s_ago=3 * DAY_S, asked_s_ago=DAY_S)
    assert not _is_due(given_up_s_ago=3 * DAY_S, asked_s_ago=DAY_S - 1)


def _is_due(*, given_up_s_ago: float, asked_s_ago: float) -> bool:
    one = Waiting(1, asked_s_ago=asked_s_ago, given_up_s_ago=given_up_s_ago)
    return plan([one], listed_s_ago=None, payers_s_ago=None).sale_ids == (1,)


def test_what_was_never_asked_about_is_due_and_the_sale_in_front_comes_first():
    waiting = [Waiting(1, given_up_s_ago=5.0), Waiting(2), Waiting(3, is_in_front=True)]

    assert plan(waiting, listed_s_ago=0, payers_s_ago=0).sale_ids == (3, 2, 1)


def test_payers_are_looked_for_only_while_a_sale_waits_in_front():
    assert plan([Waiting(1, is_in_front=True)], listed_s_ago=None, payers_s_ago=None).look_for_payers
    assert not plan([Waiting(1)], listed_s_ago=None, payers_s_ago=None).look_for_payers
    given_up = Waiting(1, is_in_front=True, given_up_s_ago=1.0)
    assert not plan([given_up], listed_s_ago=None, payers_s_ago=None).look_for_payers


def test_a_second_payment_is_looked_for_once_a_minute_for_ten_minutes():
    assert plan([], listed_s_ago=None, payers_s_ago=MINUTE_S, paid_s_ago=30).look_for_payers
    assert not plan([], listed_s_ago=None, payers_s_ago=MINUTE_S - 1, paid_s_ago=30).look_for_payers
    assert not plan([], listed_s_ago=None, payers_s_ago=None, paid_s_ago=PAID_TWICE_WITHIN_S).look_for_payers


@given(
    st.lists(
        st.builds(
            Waiting,
            sale_id=st.integers(1, 20),
            is_in_front=st.booleans(),
            asked_s_ago=st.none() | st.floats(0, 10 * DAY_S),
            given_up_s_ago=st.none() | st.floats(0, 10 * DAY_S),
        ),
        unique_by=lambda one: one.sale_id,
    )
)
def test_no_sale_is_forgotten(waiting: list[Waiting]):
    due = plan(waiting, listed_s_ago=None, payers_s_ago=None).sale_ids

    long_ago = {one.sale_id for one in waiting if one.asked_s_ago is None or one.asked_s_ago >= DAY_S}
    assert long_ago <= set(due)
    assert len(due) == len(set(due))
