"""How tills that share a key divide its day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lomi_pos.till.shares import Report, Shares, Sold, report_in

FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 15)


def sold(till: str, count: int, on: date = SATURDAY) -> list[Sold]:
    return [Sold(f"{on} {till} {number}", till, on) for number in range(count)]


def test_a_till_by_itself_has_the_whole_day():
    assert Shares().part("A", SATURDAY, 1) == 1.0


def test_tills_that_nothing_is_known_of_are_alike():
    assert Shares().part("A", SATURDAY, 5) == pytest.approx(1 / 5)


def test_who_sells_most_has_most_and_all_parts_come_to_one():
    shares = Shares()
    shares.note([*sold("A", 90), *sold("B", 5), *sold("C", 5)])

    parts = [shares.part(till, SATURDAY, 3) for till in "ABC"]

    assert sum(parts) == pytest.approx(1)
    assert parts[0] > 5 * parts[1] > 0.05 * 5


def test_one_that_the_list_has_not_shown_yet_is_left_a_part():
    shares = Shares()
    shares.note([*sold("A", 90), *sold("B", 90)])

    known = [shares.part(till, SATURDAY, 3) for till in "AB"]

    assert sum(known) + shares.part("C", SATURDAY, 3) == pytest.approx(1, abs=0.01)


def test_a_sale_that_two_pages_show_counts_once():
    shares, twice = Shares(), Shares()
    shares.note([*sold("A", 20), *sold("B", 10)])
    for _ in range(2):
        twice.note([*sold("A", 20), *sold("B", 10)])

    assert shares.part("A", SATURDAY, 2) == twice.part("A", SATURDAY, 2)


def test_the_last_day_is_remembered_over_a_restart_and_today_is_counted_anew():
    before = Shares()
    before.note([*sold("A", 90, FRIDAY), *sold("B", 10, FRIDAY), *sold("B", 9)])

    after = Shares.kept(before.by_day, SATURDAY)
    after.note([*sold("A", 30, FRIDAY), *sold("B", 9)])

    assert after.by_day == before.by_day


def test_only_the_last_two_days_are_remembered():
    shares = Shares()
    for day in (FRIDAY, SATURDAY, SUNDAY):
        shares.note(sold("A", 3, day))

    assert set(shares.by_day) == {SATURDAY, SUNDAY}


def test_the_newest_sale_of_each_other_till_tells_what_it_has_asked_today():
    shares, at = Shares(), datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
    shares.hear([Report("B", at, 90, 0.04), Report("B", at - timedelta(hours=1), 40, 0.05), Report("A", at, 30, 0.04)])
    shares.hear([Report("C", at - timedelta(days=1), 800, 0.04)])

    told = shares.elsewhere("A", SATURDAY, 3)

    assert [(one.requests, one.at) for one in told] == [(90, at)]
    assert told[0].part == shares.part("B", SATURDAY, 3)


@pytest.mark.parametrize(
    ("minutes", "requests", "is_possible"), [(5, 9_000, False), (5, 300, True), (600, 9_000, True)]
)
def test_what_a_till_says_after_midnight_of_the_day_before_is_known_by_its_being_too_much(
    minutes: int, requests: int, is_possible: bool
):
    said = Report("B", datetime(2026, 3, 14, tzinfo=UTC) + timedelta(minutes=minutes), requests, 0.04)

    assert said.can_be_of_its_day(60) is is_possible


def test_what_a_sale_says_is_read_as_it_was_said():
    said = Report("B", datetime(2026, 3, 14, 9, 0, tzinfo=UTC), 412, 0.03125)
    assert report_in({"till": "B", **said.as_metadata()}, said.at) == said
