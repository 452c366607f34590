"""Midnight at a counter that stays open: the total of the day begins anew, and nobody has to pay first."""

from datetime import timedelta

import pytest

from lomi_pos.engine.days import LOOKED_EVERY_S
from lomi_pos.engine.news import DayChanged
from lomi_pos.till.day import local_day
from lomi_pos.till.errors import JournalBusy
from lomi_pos.till.money import Money
from lomi_pos.till.ports import DayTotal

from .till import Till

pytestmark = pytest.mark.anyio


def totals(till: Till) -> list[tuple[int, int]]:
    return [(told.total.received.minor, told.total.count) for told in till.told(DayChanged)]


async def sell_until_midnight(till: Till, *, left_s: float) -> None:
    """Take 5000, and let the evening pass until ``left_s`` before midnight."""
    await till.restart()
    await till.charge(5000)
    till.lomi.pay()
    await till.wait(12)
    evening = local_day(till.clock.now())[1] - timedelta(seconds=left_s)
    till.clock.leap(seconds=(evening - till.clock.now()).total_seconds())
    assert totals(till)[-1] == (5000, 1)
    till.news.clear()


async def test_the_new_days_total_is_told_at_midnight(till: Till):
    await sell_until_midnight(till, left_s=20)
    await till.wait(19)
    assert totals(till) == []

    await till.wait(2)

    assert totals(till) == [(0, 0)]
    await till.wait(120)
    assert totals(till) == [(0, 0)]


async def test_the_disk_is_not_asked_while_the_day_goes_on(till: Till, monkeypatch: pytest.MonkeyPatch):
    await sell_until_midnight(till, left_s=3600)

    def read(*_: object) -> DayTotal:
        raise AssertionError("the disk was read")

    monkeypatch.setattr(till.journal, "day_total", read)
    await till.wait(5 * LOOKED_EVERY_S)


async def test_a_clock_set_to_another_day_is_noticed(till: Till):
    await sell_until_midnight(till, left_s=3600)
    till.clock.set_wrong(days=-1)

    await till.wait(LOOKED_EVERY_S + 1)

    assert totals(till) == [(0, 0)]


async def test_a_midnight_on_a_busy_disk_is_told_a_moment_later(till: Till, monkeypatch: pytest.MonkeyPatch):
    await sell_until_midnight(till, left_s=5)

    def busy(*_: object) -> DayTotal:
        raise JournalBusy

    with monkeypatch.context() as patch:
        patch.setattr(till.journal, "day_total", busy)
        await till.wait(10)
        assert totals(till) == []

    await till.wait(LOOKED_EVERY_S)

    assert [told.total for told in till.told(DayChanged)] == [DayTotal(Money(0), 0)]
