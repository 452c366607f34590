import os
import stat
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lomi_pos.store.backups import KEPT, back_up_daily, daily_copies, restore
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import JournalDamaged, JournalReadOnly, JournalTrouble
from lomi_pos.till.sale_lines import SalesQuery

from .making import begin, begin_open, pay

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def backups(path):
    return path.parent / "backups"


def numbers_in(path: Path) -> list[str]:
    with closing(SqliteJournal.open_for_reading(path)) as journal:
        return [line.number for line in journal.sale_lines(SalesQuery())]


def copy_of(path: Path, days: int = 0) -> Path:
    """The daily copy, so many days from today."""
    copy = back_up_daily(path, path.parent / "backups", TODAY + timedelta(days=days))
    assert copy is not None
    return copy


# ---------------------------------------------------------------------------- once a day
def test_the_journal_is_copied_while_it_is_being_written(journal, path, backups):
    begin(journal)
    copy = copy_of(path)
    begin(journal)
    assert copy == backups / "journal-2026-11-21.sqlite"
    assert numbers_in(copy) == ["A-001"]


def test_one_copy_a_day_is_enough(journal, path, backups):
    assert back_up_daily(path, backups, TODAY) is not None
    begin(journal)
    assert back_up_daily(path, backups, TODAY) is None
    assert numbers_in(backups / "journal-2026-11-21.sqlite") == []


def test_fourteen_days_are_kept(journal, path, backups):
    for n in range(20):
        copy_of(path, days=n)
    names = [one.name for one in daily_copies(backups)]
    assert len(names) == KEPT
    assert names[0] == "journal-2026-12-10.sqlite"
    assert names[-1] == "journal-2026-11-27.sqlite"


def test_copies_made_before_a_migration_are_not_dropped_for_daily_ones(journal, path, backups):
    backups.mkdir()
    before = backups / "journal-before-version-2.sqlite"
    before.write_bytes(b"a copy")
    for n in range(20):
        copy_of(path, days=n)
    assert before.exists()


def test_a_copy_is_one_file_for_its_owner_only(journal, path, backups):
    begin(journal)
    copy = copy_of(path)
    assert [one.name for one in backups.iterdir()] == [copy.name]
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(backups.stat().st_mode) == 0o700


def test_nothing_is_copied_where_nothing_is(path, backups):
    assert back_up_daily(path, backups, TODAY) is None
    assert not backups.exists()


def test_a_damaged_journal_never_takes_the_place_of_a_good_copy(path, backups):
    with closing(SqliteJournal.open(path)) as journal:
        for _ in range(100):
            begin_open(journal, note="x" * 140)
    for n in range(KEPT):
        copy_of(path, days=n)
    before = daily_copies(backups)
    damage(path)
    with pytest.raises(JournalDamaged):
        back_up_daily(path, backups, TODAY + timedelta(days=KEPT))
    assert daily_copies(backups) == before


def test_what_an_interrupted_copy_left_is_no_copy(journal, path, backups):
    backups.mkdir()
    (backups / "journal-2026-11-21.part").write_bytes(b"half")
    begin(journal)
    assert numbers_in(copy_of(path)) == ["A-001"]
    assert len(list(backups.iterdir())) == 1


def test_a_folder_for_copies_that_is_a_file_is_told(journal, path, backups):
    backups.write_text("not a folder")
    with pytest.raises(JournalReadOnly):
        back_up_daily(path, backups, TODAY)


# ---------------------------------------------------------------------------- the way back
def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 512] = os.urandom(512)
    path.write_bytes(content)


def test_a_damaged_journal_is_set_aside_and_the_newest_good_copy_takes_its_place(path, backups):
    with closing(SqliteJournal.open(path)) as journal:
        paid = pay(journal, begin_open(journal), "T1")
        copy_of(path)
        begin(journal)
        newest = copy_of(path, days=1)
        begin(journal)
    damage(path)
    damaged = path.read_bytes()
    restored = restore(path, backups, NOW)
    assert restored.backup == newest
    assert restored.set_aside.name == "journal.sqlite.damaged-20261121T080000Z"
    assert restored.set_aside.read_bytes() == damaged
    assert numbers_in(path) == ["A-002", "A-001"]
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.sale(paid.id) == paid


def test_numbers_given_since_the_copy_are_not_given_again(path, backups):
    with closing(SqliteJournal.open(path)) as journal:
        begin(journal)
        copy_of(path)
        assert begin(journal).number == "A-002"
    damage(path)
    restore(path, backups, NOW)
    with closing(SqliteJournal.open(path)) as journal:
        assert begin(journal).number == "A-1002"


def test_a_damaged_copy_is_passed_over(path, backups):
    with closing(SqliteJournal.open(path)) as journal:
        begin(journal)
        good = copy_of(path)
        bad = copy_of(path, days=1)
    bad.write_bytes(b"not a journal")
    damage(path)
    assert restore(path, backups, NOW).backup == good


def test_without_any_good_copy_the_shop_is_told_that_it_begins_anew(path, backups):
    path.parent.mkdir()
    path.write_bytes(b"noise")
    restored = restore(path, backups, NOW)
    assert restored.backup is None
    assert restored.set_aside.read_bytes() == b"noise"
    assert not path.exists()


def test_a_journal_that_is_gone_comes_back_from_its_copy(path, backups):
    with closing(SqliteJournal.open(path)) as journal:
        begin(journal)
        copy_of(path)
    path.unlink()
    with pytest.raises(JournalTrouble):
        SqliteJournal.open(path)
    restore(path, backups, NOW)
    assert numbers_in(path) == ["A-001"]
