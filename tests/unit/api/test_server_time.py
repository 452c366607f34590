from datetime import UTC, datetime, timedelta

from lomi_pos.api.server_time import ServerTime

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def test_before_the_first_answer_the_clocks_agree():
    assert ServerTime().offset_s == 0
    assert ServerTime().last_answer_at is None


def test_one_odd_answer_moves_nothing():
    time = ServerTime()
    for offset_s in (60, 61, 86_400, 59, 60):
        time.note_answer(NOW, NOW + timedelta(seconds=offset_s))
    assert time.offset_s == 60


def test_only_the_last_five_answers_count():
    time = ServerTime()
    for offset_s in (500, 500, 500, 1, 1, 1, 1, 1):
        time.note_answer(NOW, NOW + timedelta(seconds=offset_s))
    assert time.offset_s == 1


def test_an_answer_without_a_date_is_still_an_answer():
    time = ServerTime()
    time.note_answer(NOW, None)
    assert (time.last_answer_at, time.offset_s) == (NOW, 0)
