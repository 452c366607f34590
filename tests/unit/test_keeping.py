"""The journal copied once a day, by a till that is open over midnight too."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lomi_pos import keeping
from lomi_pos.engine.news import News, Trouble
from lomi_pos.keeping import DailyCopies
from lomi_pos.store.backups import daily_copies
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.journal import SqliteJournal
from tests.fakes import FakeClock
from tests.unit.store.making import begin_open

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "till").prepare()
    with_sales = SqliteJournal.open(folder.journal)
    begin_open(with_sales)
    with_sales.close()
    return folder


def days(folder: DataFolder) -> list[str]:
    return [one.stem.removeprefix("journal-") for one in reversed(daily_copies(folder.backups))]


async def test_a_till_that_stays_open_copies_on_each_new_day_and_keeps_fourteen(folder: DataFolder):
    class Nights(FakeClock):
        async def sleep(self, wait_s: float) -> None:
            if self.now() >= datetime(2026, 12, 11, tzinfo=UTC):
                raise asyncio.CancelledError
            self.advance(hours=8)

    copies = DailyCopies(folder, clock=Nights(datetime(2026, 11, 21, 1, tzinfo=UTC)), tell=lambda _news: None)

    with pytest.raises(asyncio.CancelledError):
        await copies.run()

    assert len(days(folder)) == 14
    assert days(folder)[-1] >= "2026-12-10"


async def test_a_copy_is_made_in_a_thread_of_its_own(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    made_in: list[str] = []
    monkeypatch.setattr(keeping, "back_up_daily", lambda *_: made_in.append(threading.current_thread().name))

    await DailyCopies(folder, clock=clock, tell=lambda _news: None).copy_once()

    assert made_in
    assert made_in != [threading.current_thread().name]


async def test_a_copy_that_fails_is_told_once_and_made_when_it_can_be(folder: DataFolder, clock: FakeClock):
    told: list[News] = []
    copies = DailyCopies(folder, clock=clock, tell=told.append)
    folder.backups.rmdir()
    folder.backups.write_text("in the way")

    await copies.copy_once()
    await copies.copy_once()
    assert [one.message.code for one in told if isinstance(one, Trouble)] == ["copy_failed"]

    folder.backups.unlink()
    await copies.copy_once()
    assert len(days(folder)) == 1
    assert len(told) == 1


async def test_damage_found_by_the_daily_check_is_told_and_no_copy_is_replaced(folder: DataFolder, clock: FakeClock):
    told: list[News] = []
    copies = DailyCopies(folder, clock=clock, tell=told.append)
    await copies.copy_once()
    good = days(folder)
    folder.journal.write_bytes(b"noise" * 1000)
    clock.advance(days=1)

    await copies.copy_once()

    assert [one.message.code for one in told if isinstance(one, Trouble)] == ["copy_found_damage"]
    assert days(folder) == good
