"""What may still be asked, this minute and today."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lomi_pos.till.budget import (
    FORGIVEN_AFTER_S,
    HOUR_S,
    LEAST_APART_S,
    LIVE,
    MINUTE_S,
    MOST_SLOWED,
    OPEN_FOR_S,
    TEST,
    Means,
    Sharing,
    Spent,
    ToCome,
    Use,
    has_room,
    left_s,
    limits_of,
    means,
    tills_seen,
)
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.shares import Elsewhere

AT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)


def spending(spent: Spent, sharing: Sharing | None = None, *, opened_s_ago: float = HOUR_S, now_s: float = 0) -> Means:
    return means(
        spent,
        limits=LIVE,
        sharing=sharing or Sharing(),
        opened_s_ago=opened_s_ago,
        to_come=ToCome(0.04 * left_s(opened_s_ago), 200 * left_s(opened_s_ago) / OPEN_FOR_S),
        at=AT + timedelta(seconds=now_s),
        now_s=now_s,
    )


def spent_on(use: Use, count: int, *, now_s: float = -600.0) -> Spent:
    spent = Spent(AT.date())
    for _ in range(count):
        spent = spent.after(use, at=AT, now_s=now_s)
    return spent


def test_a_test_key_has_twice_a_live_one_s():
    assert (limits_of("live"), limits_of("test")) == (LIVE, TEST)
    assert (LIVE.planned_a_day, TEST.planned_a_day) == (9_000, 19_000)


def test_a_new_day_begins_at_nothing():
    spent = spent_on(Use.LOOK, 3).after(Use.CREATE, at=AT + timedelta(days=1), now_s=0)

    assert (spent.on, dict(spent.today)) == (AT.date() + timedelta(days=1), {Use.CREATE: 1})


def test_creating_and_checking_are_not_watching():
    spent = spent_on(Use.CREATE, 5).after(Use.CHECK, at=AT, now_s=0).after(Use.LIST, at=AT, now_s=0)

    assert (spent.on_watching(AT.date()), spent.in_all(AT.date())) == (1, 7)


def test_what_others_ask_in_a_minute_slows_the_watching():
    assert spending(Spent(AT.date())).apart_s == MINUTE_S / 57
    assert spending(spent_on(Use.CREATE, 27, now_s=-10.0)).apart_s == 2.0
    assert not spending(spent_on(Use.CREATE, 57, now_s=-10.0)).has_minute


def test_a_used_up_share_leaves_the_minute_s_look_and_a_used_up_day_nothing():
    shared = spending(spent_on(Use.LOOK, 9_000))
    over = spending(spent_on(Use.CREATE, 9_990))

    assert (shared.gain, shared.has_share, shared.seen_within_s) == (0, False, MINUTE_S)
    assert (over.has_share, over.seen_within_s) == (False, math.inf)


def test_tills_share_the_day_and_more_loosely_the_minute():
    alone, shared = spending(Spent(AT.date())), spending(Spent(AT.date()), Sharing(tills=4))

    assert shared.gain < alone.gain / 4
    assert MINUTE_S / 57 < shared.apart_s < 4 * MINUTE_S / 57


def asked_in_a_minute(spent: Spent, tills: int, *, from_s: float) -> tuple[int, Spent]:
    """How much one of several tills asks that asks whenever it may."""
    asked = 0
    for half in range(120):
        now_s = from_s + half / 2
        if spending(spent, Sharing(tills=tills), now_s=now_s).has_share:
            spent, asked = spent.after(Use.LIST, at=AT, now_s=now_s, sharing=Sharing(tills=tills)), asked + 1
    return asked, spent


@pytest.mark.parametrize("tills", [2, 3, 5, 10])
def test_tills_that_are_all_busy_for_a_minute_after_a_start_do_not_make_lomi_refuse_one(tills: int):
    asked, _ = asked_in_a_minute(Spent(AT.date()), tills, from_s=0.0)

    assert tills * asked <= LIVE.a_minute


def test_one_of_several_tills_that_was_quiet_may_ask_more_than_its_part_for_a_minute():
    _, started = asked_in_a_minute(Spent(AT.date()), 10, from_s=0.0)
    first, spent = asked_in_a_minute(started, 10, from_s=10 * MINUTE_S)
    second, _ = asked_in_a_minute(spent, 10, from_s=11 * MINUTE_S)

    assert (first, second) == (24, 5)


def test_two_tills_that_are_both_busy_after_a_quiet_hour_do_not_make_lomi_refuse_one():
    _, started = asked_in_a_minute(Spent(AT.date()), 2, from_s=0.0)

    asked, _ = asked_in_a_minute(started, 2, from_s=HOUR_S)

    assert LIVE.a_minute / 3 < asked <= LIVE.a_minute / 2


def test_the_last_sales_of_a_day_are_kept_for_more_than_the_first():
    def gain(sales: float) -> float:
        to_come = ToCome(roots_s=5 * sales, sales=sales)
        spent = spent_on(Use.LOOK, round(LIVE.planned_a_day - 50 * sales))
        return means(
            spent, limits=LIVE, sharing=Sharing(), opened_s_ago=OPEN_FOR_S, to_come=to_come, at=AT, now_s=0.0
        ).gain

    assert gain(1) < gain(4) < gain(100)


def test_hardly_anything_of_the_morning_is_kept_for_what_is_not_foreseen():
    def gain(sales: float) -> float:
        to_come = ToCome(roots_s=1_000, sales=sales, sales_a_day=sales)
        return means(
            Spent(AT.date()), limits=LIVE, sharing=Sharing(), opened_s_ago=0.0, to_come=to_come, at=AT, now_s=0.0
        ).gain

    by_rule = 1.5 * 100  # of the hundred sales by which the two differ
    assert gain(200) == pytest.approx(gain(100), rel=0.01 + by_rule / LIVE.planned_a_day)


def test_a_429_late_in_a_day_leaves_the_minute_s_look():
    spent = spent_on(Use.LOOK, 4_300)

    refused = spending(spent, Sharing(tills=2).refused(0.0, 60))

    assert (refused.has_share, refused.seen_within_s) == (True, MINUTE_S)
    assert refused.gain == spending(spent, Sharing(tills=2)).gain / 2


def test_a_till_that_sells_more_than_the_others_still_sees_who_waits_within_a_minute():
    busy = spending(spent_on(Use.LOOK, 1_400), Sharing(tills=10))

    assert (busy.has_share, busy.seen_within_s) == (False, MINUTE_S)
    assert spending(spent_on(Use.LOOK, 5_000), Sharing(tills=10)).seen_within_s == 15 * MINUTE_S


def test_tills_are_known_by_their_names():
    assert tills_seen({"A", "B", ""}, "A") == 2
    assert tills_seen(set(), "A") == 1


def test_a_429_halves_the_pace_and_is_forgiven_slowly():
    refused = Sharing().refused(0.0, 60)

    assert refused.refused(1.0, 60) == refused
    assert refused.slowed_at(0.0) == 2.0
    assert refused.refused(60.0, 60).slowed_at(60.0) > 3.8
    assert refused.slowed_at(FORGIVEN_AFTER_S) == 1.0


@given(st.lists(st.floats(0, 900), max_size=50))
def test_it_is_never_slowed_without_end(waits_s: list[float]):
    sharing, now_s = Sharing(), 0.0
    for wait_s in waits_s:
        now_s += wait_s
        sharing = sharing.refused(now_s, 60)
        assert 1.0 <= sharing.slowed_at(now_s) <= MOST_SLOWED


@settings(max_examples=15, deadline=None)
@given(count=st.integers(0, 10), creates=st.lists(st.floats(0, 300), max_size=20), mean_root=st.floats(0.001, 0.5))
def test_watching_never_takes_more_of_any_minute_than_is_its_own(count: int, creates: list[float], mean_root: float):
    lookout, spent, asked_s = Lookout(mean_root=mean_root), Spent(AT.date()), []
    for sale_id in range(count):
        lookout.follow(sale_id, since_s=0.0)
    to_create = sorted(creates)
    for tick in range(int(300 / 0.25)):
        now_s = tick * 0.25
        while to_create and to_create[0] <= now_s:
            spent = spent.after(Use.CREATE, at=AT, now_s=to_create.pop(0))
            asked_s.append(now_s)
        call = lookout.tick(now_s, spending(spent, now_s=now_s, opened_s_ago=now_s), AT)
        if call is not None:
            spent = spent.after(Use(call.asked), at=AT, now_s=now_s, is_paced=call.is_paced)
            asked_s.append(now_s)
            assert sum(now_s - MINUTE_S < at_s <= now_s for at_s in asked_s) <= 57


@settings(max_examples=10, deadline=None)
@given(left=st.integers(0, 60), count=st.integers(1, 5))
def test_nothing_is_watched_beyond_the_day(left: int, count: int):
    spent = Spent(AT.date(), {Use.CREATE: LIVE.a_day - 20 - left})
    lookout = Lookout()
    for sale_id in range(count):
        lookout.follow(sale_id, since_s=0.0)
    for tick in range(int(1200 / 0.25)):
        now_s = tick * 0.25
        call = lookout.tick(now_s, spending(spent, now_s=now_s), AT)
        if call is not None:
            spent = spent.after(Use(call.asked), at=AT, now_s=now_s, is_paced=call.is_paced)

    assert spent.in_all(AT.date()) <= LIVE.a_day - 20


def test_watching_grows_rarer_at_the_end_of_a_day_and_does_not_stop():
    within_s = [spending(spent_on(Use.LOOK, LIVE.a_day - left)).seen_within_s for left in (400, 150, 60, 30)]

    assert within_s == [MINUTE_S, 2 * MINUTE_S, 5 * MINUTE_S, 10 * MINUTE_S]


def test_a_counter_open_for_longer_than_expected_spends_what_was_kept_back():
    assert spending(Spent(AT.date(), {Use.LOOK: 8_900}, 8_000), opened_s_ago=13 * HOUR_S).gain > 0.5


def test_a_restart_forgets_neither_what_was_spent_nor_what_of_it_was_paced():
    before = spent_on(Use.LOOK, 3).after(Use.LIST, at=AT, now_s=0, is_paced=True)

    after = Spent.kept(AT.date(), before.counts())

    assert (after.in_all(AT.date()), after.paced_today, after.by_rule(AT.date())) == (4, 1, 3)


def test_a_creation_waits_only_when_watching_has_filled_the_minute():
    assert has_room(spent_on(Use.LOOK, 58, now_s=-10.0), LIVE, 0.0)
    assert not has_room(spent_on(Use.LOOK, 59, now_s=-10.0), LIVE, 0.0)


def test_looks_stay_the_least_apart():
    assert LEAST_APART_S >= MINUTE_S / 58


def test_who_sells_most_has_more_of_the_minute_but_never_more_than_half():
    assert Sharing(tills=5, part=0.3).at(0.0) == pytest.approx(1 / 0.3)
    assert Sharing(tills=5, part=0.9).at(0.0) == Sharing(tills=2, part=0.9).at(0.0) == 2
    assert Sharing(tills=5, part=0.02).at(0.0) == 5
    assert Sharing().at(0.0) == 1


def test_a_till_that_sells_twice_as_much_may_ask_more_of_the_day():
    even, most = (spending(Spent(AT.date()), Sharing(tills=4, part=part)) for part in (None, 0.5))

    assert most.gain > 2 * even.gain


def two_tills(*, other_asked: int, ago_s: float = 0.0, gain: float = 1.0) -> Sharing:
    return Sharing(2, part=0.5, elsewhere=(Elsewhere(0.5, AT - timedelta(seconds=ago_s), other_asked, gain),))


def test_what_one_till_saves_another_may_ask():
    spent = spent_on(Use.CREATE, 1_000)

    gains = [spending(spent, two_tills(other_asked=asked)).gain for asked in (200, 1_000, 3_000)]

    assert gains[0] > gains[1] > gains[2]


def test_tills_that_have_asked_alike_go_on_as_if_they_knew_nothing_of_each_other():
    spent = spent_on(Use.CREATE, 1_000)
    known = two_tills(other_asked=1_000)
    alone = Sharing(2, part=0.5)

    assert known.asked_by_all(1_000, 9_000, at=AT, for_s=HOUR_S) == alone.asked_by_all(
        1_000, 9_000, at=AT, for_s=HOUR_S
    )
    assert spending(spent, known).has_share


def test_what_another_till_had_asked_by_midnight_counts_no_more_after_it():
    yesterday = two_tills(other_asked=4_500, ago_s=24 * HOUR_S)

    assert spending(Spent(AT.date()), yesterday) == spending(Spent(AT.date()), Sharing(2, part=0.5))


def test_a_till_is_thought_to_have_gone_on_for_some_minutes_since_it_was_heard_of():
    asked = [
        two_tills(other_asked=1_000, ago_s=ago_s).asked_by_all(1_000, 9_000, at=AT, for_s=HOUR_S)
        for ago_s in (0, 60, 450, 3_600)
    ]

    assert asked[0] == 2_000
    assert asked[0] < asked[1] < asked[2] == asked[3]


def test_nothing_is_paced_once_all_of_them_have_asked_what_was_planned():
    spent = spent_on(Use.CREATE, 1_000)
    assert not spending(spent, two_tills(other_asked=8_000)).has_share


def test_all_go_on_at_the_mean_of_what_each_would_pace_by():
    spent = spent_on(Use.CREATE, 1_000)

    known = spending(spent, two_tills(other_asked=1_000)).own_gain
    shared = spending(spent, two_tills(other_asked=1_000, gain=known / 2))

    assert shared.gain == pytest.approx(0.75 * shared.own_gain)


def test_one_that_has_said_nothing_for_an_hour_may_have_closed():
    spent = spent_on(Use.CREATE, 1_000)

    shared = spending(spent, two_tills(other_asked=1_000, gain=3.0, ago_s=HOUR_S))

    assert shared.gain == shared.own_gain


def test_one_that_foresees_nothing_more_makes_no_other_ask_for_all_it_has():
    spent = spent_on(Use.CREATE, 1_000)

    shared = spending(spent, two_tills(other_asked=1_000, gain=900.0))

    assert shared.gain == pytest.approx(2 * shared.own_gain)
