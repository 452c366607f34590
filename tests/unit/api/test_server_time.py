from datetime import UTC, datetime, timedelta

import pytest

from lomi_pos.api.server_time import ServerTime

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def test_before_the_first_answer_the_clocks_agree():
    assert ServerTime().offset_s == 0
    assert ServerTime().last_answer_at is None


def test_one_odd_answer_moves_nothing():
    time = ServerTime()
    for offset_s in (60, 61, 86_400, 59, 60):
        time.note_answer(NOW, NOW + timedelta(seconds=offset_s), at_s=0)
    assert time.offset_s == 60


def test_only_the_last_five_answers_count():
    time = ServerTime()
    for offset_s in (500, 500, 500, 1, 1, 1, 1, 1):
        time.note_answer(NOW, NOW + timedelta(seconds=offset_s), at_s=0)
    assert time.offset_s == 1


def test_an_answer_without_a_date_is_still_an_answer():
    time = ServerTime()
    time.note_answer(NOW, None, at_s=0)
    assert (time.last_answer_at, time.offset_s) == (NOW, 0)


def after(**by: float) -> datetime:
    return NOW + timedelta(**by)


def test_before_the_first_dated_answer_the_time_at_lomi_is_not_known():
    time = ServerTime()
    assert time.now(NOW, at_s=0) is None
    time.note_answer(NOW, None, at_s=0)
    assert time.now(NOW, at_s=0) is None


def test_the_time_at_lomi_goes_on_with_our_clocks():
    time = ServerTime()
    time.note_answer(NOW, after(hours=5), at_s=100)
    assert time.now(after(minutes=2), at_s=220) == after(hours=5, minutes=2)


@pytest.mark.parametrize("jump", [{"days": -1}, {"days": 1}, {"minutes": 2}])
def test_once_our_clock_was_set_or_the_machine_slept_the_next_answer_tells_anew(jump):
    time = ServerTime()
    for _ in range(5):
        time.note_answer(NOW, after(hours=5), at_s=100)
    assert time.now(after(**jump), at_s=101) is None
    time.note_answer(after(**jump), after(hours=5, seconds=1), at_s=101)
    assert time.now(after(**jump), at_s=101) == after(hours=5, seconds=1)
