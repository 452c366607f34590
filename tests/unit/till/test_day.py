import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from lomi_pos.till.day import local_day


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine stands in another place of the world."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("zone", ["Africa/Dakar"], indirect=True)
def test_in_dakar_the_day_is_utc_s(zone: str):
    start, end = local_day(datetime(2026, 3, 14, 23, 59, tzinfo=UTC))

    assert (start, end) == (datetime(2026, 3, 14, tzinfo=UTC), datetime(2026, 3, 15, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["Africa/Lagos"], indirect=True)
def test_the_day_ends_at_midnight_by_the_clock_on_the_wall(zone: str):
    start, end = local_day(datetime(2026, 3, 14, 23, 30, tzinfo=UTC))

    assert (start, end) == (datetime(2026, 3, 14, 23, tzinfo=UTC), datetime(2026, 3, 15, 23, tzinfo=UTC))


@pytest.mark.parametrize("zone", ["Europe/Paris"], indirect=True)
@pytest.mark.parametrize(("day", "hours"), [(28, 24), (29, 23), (30, 24)])
def test_a_day_on_which_the_clocks_change_is_whole(zone: str, day: int, hours: int):
    start, end = local_day(datetime(2026, 3, day, 12, tzinfo=UTC))

    assert end - start == timedelta(hours=hours)
    assert start.hour == end.hour == 0
    next_start, _ = local_day(end)
    assert next_start == end


@pytest.mark.parametrize("zone", ["Africa/Lagos"], indirect=True)
def test_a_day_holds_its_own_start_and_not_its_end(zone: str):
    start, end = local_day(datetime(2026, 3, 14, 12, tzinfo=UTC))

    assert local_day(start) == (start, end)
    assert local_day(end)[0] == end
