"""Something writes over the journal while it is open: SQLite goes on from its memory, and the disk has none of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.keeping import DailyCopies
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.folder import DataFolder
from lomi_pos.till.errors import JournalDamaged
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State
from tests.fakes import FakeClock
from tests.faults.till import HurriedClock, open_till

pytestmark = pytest.mark.anyio

PAGE = 4096


def write_over(path: Path, content: Callable[[int], bytes], *, first: int = 0) -> None:
    """In place, as a cleaner, a synchroniser or a failing disk does it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(first)
        file.write(content(size - first))
        file.flush()
        os.fsync(file.fileno())


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def with_zeros(path: Path) -> None:
    write_over(path, bytes)


def with_noise(path: Path) -> None:
    write_over(path, os.urandom)


def with_noise_in_the_log(path: Path) -> None:
    write_over(path.with_name(path.name + "-wal"), os.urandom)


@pytest.fixture
async def folder(quick_folder: Path) -> DataFolder:
    return DataFolder(quick_folder).prepare()


@pytest.mark.parametrize(
    "how", [emptied, with_zeros, with_noise, with_noise_in_the_log], ids=lambda how: str(how.__name__)
)
async def test_what_cannot_be_found_again_is_neither_charged_nor_shown(
    server: SandboxServer, folder: DataFolder, hurried_clock: HurriedClock, how: Callable[[Path], None]
):
    async with open_till(server, folder.journal, hurried_clock) as till:
        till.is_sound = False
        await till.charge()
        if how is not with_noise_in_the_log:
            till.journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        how(folder.journal)
        server.pay(till.remote_id())
        await till.until(lambda: till.told(Trouble))

        assert [one.message.code for one in till.told(Trouble)] == ["journal_damaged_in_use"]
        assert till.states() == ["creating", "open"]
        sent = len(till.creations())
        with pytest.raises(JournalDamaged):
            await till.answer_of(till.engine.charge(Order(Money(700))))
        assert len(till.creations()) == sent
        assert [line.state for line in await till.answer_of(till.engine.sale_lines(SalesQuery()))] == [State.OPEN]


async def test_damage_further_in_is_found_within_ten_minutes_and_nothing_is_charged_from_then_on(
    server: SandboxServer, folder: DataFolder, hurried_clock: HurriedClock, clock: FakeClock
):
    async with open_till(server, folder.journal, hurried_clock) as till:
        till.is_sound = False
        copies = DailyCopies(folder, clock=clock, tell=till.news.append, on_damage=till.journal.note_damage)
        await till.charge()
        await copies.copy_once()
        await copies.copy_once()
        assert till.told(Trouble) == []

        till.journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        write_over(folder.journal, os.urandom, first=PAGE)
        await copies.copy_once()

        assert [one.message.code for one in till.told(Trouble)] == ["copy_found_damage"]
        sent = len(till.creations())
        with pytest.raises(JournalDamaged):
            await till.answer_of(till.engine.charge(Order(Money(700))))
        assert len(till.creations()) == sent
        server.pay(till.remote_id())
        await till.until(lambda: len(till.told(Trouble)) == 2)
        assert till.told(Trouble)[1].message.code == "journal_damaged_in_use"
        assert till.states() == ["creating", "open"]
