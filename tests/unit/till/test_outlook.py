"""What a day is thought to bring, from the last one and from what is seen."""

from datetime import UTC, datetime, timedelta

import pytest

from lomi_pos.till.budget import HOUR_S, USUAL_ROOT, USUAL_SALES
from lomi_pos.till.forecast import Forecast, forecast, seen_day
from lomi_pos.till.outlook import Outlook

EIGHT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
NOON = EIGHT + timedelta(hours=4)
A_SALE_S = 60.0


def busy_from(hour: float, until: float, *, every_s: float = 30.0) -> list[tuple[float, float]]:
    """Sales one after another, from one hour of the day to another."""
    count = int((until - hour) * HOUR_S / every_s)
    return [(hour * HOUR_S + each * every_s, hour * HOUR_S + each * every_s + A_SALE_S) for each in range(count)]


def like_yesterday(spans_s: list[tuple[float, float]]) -> Forecast:
    return forecast({1: seen_day(spans_s)})


RUSH_AT_NOON = like_yesterday([*busy_from(8, 12, every_s=600), *busy_from(12, 14), *busy_from(14, 20, every_s=600)])


def pass_time(outlook: Outlook, root: float, *, from_at: datetime, for_s: float) -> datetime:
    for second in range(int(for_s)):
        outlook.note(root, from_at + timedelta(seconds=second + 1), 1.0)
    return from_at + timedelta(seconds=for_s)


def test_a_new_till_thinks_every_hour_alike():
    to_come = Outlook().to_come(EIGHT, 0.0)

    assert to_come.roots_s == pytest.approx(USUAL_ROOT * 12 * HOUR_S)
    assert to_come.sales == pytest.approx(USUAL_SALES)


def test_a_forecast_counts_each_sale_in_its_own_half_hour():
    seen = like_yesterday(busy_from(12, 14, every_s=600))

    assert (seen.sales_until(12 * HOUR_S), seen.sales_until(13 * HOUR_S), seen.sales_until(24 * HOUR_S)) == (0, 6, 12)
    assert seen.roots_until(12 * HOUR_S) == 0 < seen.roots_until(13 * HOUR_S) < seen.roots_until(24 * HOUR_S)


def in_half_hours(*counts: int) -> list[tuple[float, float]]:
    """So many sales in each half hour from eight on."""
    begun_s = [
        8 * HOUR_S + half_hour * HOUR_S / 2 + each * HOUR_S / 2 / count
        for half_hour, count in enumerate(counts)
        for each in range(count)
    ]
    return [(at_s, at_s + A_SALE_S) for at_s in begun_s]


def of_half_hour(seen: Forecast, half_hour: int) -> float:
    from_s = 8 * HOUR_S + half_hour * HOUR_S / 2
    return seen.sales_until(from_s + HOUR_S / 2) - seen.sales_until(from_s)


def test_a_half_hour_in_which_few_sold_less_than_usual_is_mostly_chance():
    seen = like_yesterday(in_half_hours(4, 4, 4, 4, 4, 1))

    assert 2.5 < of_half_hour(seen, 5) < 4
    assert seen.sales_until(24 * HOUR_S) == pytest.approx(21)


def test_what_many_tell_of_a_half_hour_is_believed():
    seen = like_yesterday(in_half_hours(20, 20, 200, 20, 0, 20))

    assert 180 < of_half_hour(seen, 2) < 200
    assert of_half_hour(seen, 4) < 6


def test_what_waits_at_midnight_belongs_to_the_day_s_last_hour():
    assert like_yesterday([(24 * HOUR_S - 10, 24 * HOUR_S + 50)]).sales_until(24 * HOUR_S) == 1


def test_sales_that_ended_before_they_began_are_foreseen_without_a_wait():
    seen = like_yesterday([(9 * HOUR_S, 9 * HOUR_S), (10 * HOUR_S, 9 * HOUR_S)])
    assert seen.sales_until(24 * HOUR_S) == pytest.approx(2)
    assert seen.roots_until(24 * HOUR_S) == 0


def test_several_days_tell_more_of_a_half_hour_than_one():
    one, several = (
        forecast(dict.fromkeys(range(1, days + 1), seen_day(in_half_hours(4, 4, 4, 4, 4, 1)))) for days in (1, 6)
    )

    assert of_half_hour(several, 5) < 2 < of_half_hour(one, 5)
    assert several.sales_until(24 * HOUR_S) == pytest.approx(21)


def test_one_great_day_is_not_what_the_others_are_like():
    usual, market = seen_day(in_half_hours(4, 4, 4, 4)), seen_day(in_half_hours(40, 40, 40, 40))

    seen = forecast({1: market, 2: usual, 3: usual, 4: usual, 5: usual, 6: usual})

    assert seen.sales_until(24 * HOUR_S) < 1.2 * 16


def test_the_same_day_a_week_ago_tells_as_much_as_all_others():
    usual, market = seen_day(in_half_hours(4, 4, 4, 4)), seen_day(in_half_hours(40, 40, 40, 40))

    seen = forecast({7: market, **dict.fromkeys(range(1, 7), usual)})

    assert seen.sales_until(24 * HOUR_S) == pytest.approx((160 + 16) / 2)


def test_a_day_on_which_nobody_sold_was_none():
    usual, closed = seen_day(in_half_hours(4, 4, 4, 4)), seen_day([])

    assert forecast({1: closed, 2: usual}).sales_until(24 * HOUR_S) == pytest.approx(16)


def test_a_few_sales_in_a_row_are_no_rush():
    """Three in ten minutes, where one is usual, come every other hour by chance."""
    outlook = Outlook()
    outlook.expect(like_yesterday(in_half_hours(*[4] * 24)))
    before = outlook.to_come(NOON, 4 * HOUR_S).roots_s
    at = pass_time(outlook, 0.07, from_at=NOON, for_s=600)

    assert outlook.to_come(at, 4 * HOUR_S + 600).roots_s < 1.2 * before


def test_yesterday_s_rush_is_kept_for_and_is_over_when_it_is_over():
    outlook = Outlook()
    outlook.expect(RUSH_AT_NOON)

    before = outlook.to_come(NOON, 4 * HOUR_S).roots_s
    after = outlook.to_come(NOON + timedelta(hours=2), 6 * HOUR_S).roots_s

    assert before > 2 * after


@pytest.mark.parametrize(("from_hour", "until_hour", "root"), [(10, 12, 0.01), (12, 14, 0.2)])
def test_the_beginning_and_the_end_of_a_foreseen_rush_are_no_news(from_hour: int, until_hour: int, root: float):
    """What is busy now is known from the last minutes: it is still the hour before that it tells of."""
    until_at = EIGHT + timedelta(hours=until_hour - 8)
    told, seen = Outlook(), Outlook()
    for outlook in (told, seen):
        outlook.expect(RUSH_AT_NOON)
    pass_time(seen, root, from_at=EIGHT + timedelta(hours=from_hour - 8), for_s=(until_hour - from_hour) * HOUR_S)

    foreseen = told.to_come(until_at, (until_hour - 8) * HOUR_S).roots_s
    assert seen.to_come(until_at, (until_hour - 8) * HOUR_S).roots_s == pytest.approx(foreseen, rel=0.2)


def test_a_rush_that_nobody_foresaw_is_thought_to_last_for_a_while():
    outlook = Outlook()
    foreseen = outlook.to_come(NOON, 4 * HOUR_S).roots_s
    at = pass_time(outlook, 0.3, from_at=NOON, for_s=1200)

    in_rush = outlook.to_come(at, 4 * HOUR_S + 1200).roots_s
    at = pass_time(outlook, USUAL_ROOT, from_at=at, for_s=HOUR_S)

    assert in_rush > 1.4 * foreseen
    assert outlook.to_come(at, 5 * HOUR_S + 1200).roots_s < in_rush


@pytest.mark.parametrize("known", [None, RUSH_AT_NOON, like_yesterday([])])
def test_something_is_always_thought_to_come(known: Forecast | None):
    outlook = Outlook()
    if known is not None:
        outlook.expect(known)
    at = pass_time(outlook, 0.0, from_at=EIGHT + timedelta(hours=12), for_s=HOUR_S)

    assert outlook.to_come(at, 13 * HOUR_S).roots_s > 0
