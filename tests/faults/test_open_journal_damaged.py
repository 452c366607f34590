"""Something writes over the journal while it is open: SQLite goes on from its memory, and the disk has none of it."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from lomi_pos.engine.news import News, Trouble
from lomi_pos.keeping import DailyCopies, opened_journal
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.high_mark import HighMark, mark_of
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import JournalDamaged
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State
from tests.fakes import FakeClock
from tests.faults.till import HurriedClock, Till, open_till
from tests.unit.store.making import begin_open

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
def folder(quick_folder: Path) -> DataFolder:
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


# ---------------------------------------------------------------------- the log is spoilt, and then the power fails
def sold(folder: DataFolder) -> None:
    """Opened, one sale more, closed."""
    journal = SqliteJournal.open(folder.journal)
    begin_open(journal)
    journal.close()


def brought_back(path: Path, content: bytes) -> None:
    """What is found at the next start where the log was spoilt: ``content`` alone, and it is sound."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(content)


@contextlib.asynccontextmanager
async def one_that_lost_its_end(server: SandboxServer, folder: DataFolder, clock: HurriedClock) -> AsyncIterator[Till]:
    """A till that sold A-001, and then A-002, which was paid; of the second nothing is left on the disk."""
    async with open_till(server, folder.journal, clock) as till:
        await till.charge(5000)
        till.journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        await till.charge(7000)
        server.pay(till.remote_id(2))
        await till.settles(2)
        kept = folder.journal.read_bytes()
    brought_back(folder.journal, kept)
    async with open_till(server, folder.journal, clock, sweeps=True) as till:
        till.is_sound = False  # of what lomi. has, it lacks a sale
        yield till


async def test_a_journal_that_lost_its_end_is_noticed_and_lomi_is_asked_what_is_missing(
    server: SandboxServer, folder: DataFolder, hurried_clock: HurriedClock
):
    async with one_that_lost_its_end(server, folder, hurried_clock) as till:
        await till.until(lambda: till.told(Trouble))
        (told,) = till.told(Trouble)
        assert (told.message.code, told.message.values["numbers"]) == ("copy_found_one", "A-002")
        assert told.message.values["received"] == "7 000 F CFA"
        assert till.sale(await till.charge(900)).number == "A-1002"


async def test_what_ended_well_is_not_taken_for_one_that_lost_its_end(
    server: SandboxServer, folder: DataFolder, hurried_clock: HurriedClock
):
    for _ in range(2):
        async with open_till(server, folder.journal, hurried_clock, sweeps=True) as till:
            await till.charge(5000)
            assert till.journal.unasked_since() is None
            assert till.told(Trouble) == []


def test_the_clerk_is_told_at_the_start_and_a_second_start_tells_it_until_lomi_was_asked(
    folder: DataFolder, clock: FakeClock
):
    sold(folder)
    kept = folder.journal.read_bytes()
    sold(folder)
    brought_back(folder.journal, kept)

    for _ in range(2):
        told: list[News] = []
        with opened_journal(folder, till="A", clock=clock, tell=told.append):
            assert [one.message.code for one in told if isinstance(one, Trouble)] == ["copy_put_back"]


def test_a_journal_that_is_gone_without_a_copy_is_not_begun_anew_in_silence(folder: DataFolder, clock: FakeClock):
    sold(folder)
    folder.journal.unlink()

    told: list[News] = []
    with opened_journal(folder, till="A", clock=clock, tell=told.append):
        assert [one.message.code for one in told if isinstance(one, Trouble)] == ["copy_none"]


@pytest.mark.parametrize("content", [b"", b"12", b"not a number, not at all", bytes(21), b"9" * 40])
def test_a_mark_that_cannot_be_read_is_none(folder: DataFolder, clock: FakeClock, content: bytes):
    sold(folder)
    mark_of(folder.journal).write_bytes(content)
    sold(folder)
    assert HighMark(folder.journal).read() > 0

    told: list[News] = []
    with opened_journal(folder, till="A", clock=clock, tell=told.append):
        assert told == []


def test_a_mark_that_cannot_be_written_stops_no_sale(folder: DataFolder, clock: FakeClock):
    mark_of(folder.journal).mkdir()
    told: list[News] = []
    with opened_journal(folder, till="A", clock=clock, tell=told.append) as journal:
        begin_open(journal)
    assert told == []
