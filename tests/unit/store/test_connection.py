"""Real faults on real files: another program's lock, a full disk, damage, a folder that cannot be written to."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lomi_pos.store.connection import (
    APPLICATION_ID,
    check_soundness,
    open_for_reading,
    open_for_writing,
    reading,
    transaction,
)
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import (
    JournalBusy,
    JournalDamaged,
    JournalFull,
    JournalMoved,
    JournalReadOnly,
    JournalTrouble,
)
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

from .making import begin, begin_open, execute, pay, raw

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")


def pragma(db: sqlite3.Connection, name: str) -> Any:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ---------------------------------------------------------------------------- how it is opened
def test_what_is_committed_survives_a_power_cut(journal):
    db = journal._db
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 2
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "application_id") == APPLICATION_ID
    assert db.isolation_level is None


def test_it_waits_two_seconds_for_another_writer_and_no_longer(path):
    with closing(open_for_writing(path)) as db:
        assert pragma(db, "busy_timeout") == 2000


@posix_only
def test_only_its_owner_may_read_the_journal(journal, path):
    begin(journal)
    assert mode_of(path.parent) == 0o700
    for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"):
        assert mode_of(path.with_name(name)) == 0o600


@posix_only
def test_a_journal_that_others_could_read_is_made_private(path):
    SqliteJournal.open(path).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    with closing(SqliteJournal.open(path)):
        assert mode_of(path) == 0o600
        assert mode_of(path.parent) == 0o700


@pytest.mark.parametrize("name", ["a b", "100%", "caf\u00e9?x=1", "#1", "a;b"])
def test_a_folder_may_have_any_name(tmp_path, name):
    with closing(SqliteJournal.open(tmp_path / name / "journal.sqlite")) as journal:
        begin(journal)
    assert (tmp_path / name / "journal.sqlite").exists()


# ---------------------------------------------------------------------------- a transaction is all or nothing
def test_an_exception_undoes_the_whole_transaction(journal):
    db = journal._db

    def write_and_stop() -> None:
        with transaction(db):
            db.execute("INSERT INTO meta (name, value) VALUES ('x', 'y')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_stop()
    assert db.execute("SELECT count(*) FROM meta WHERE name = 'x'").fetchone()[0] == 0
    assert not db.in_transaction


def test_a_reader_sees_one_moment_while_another_writes(journal, path):
    begin(journal)
    with closing(SqliteJournal.open_for_reading(path)) as other:
        with reading(other._db):
            assert len(other.sale_lines(SalesQuery())) == 1
            begin(journal)
            assert len(other.sale_lines(SalesQuery())) == 1
        assert len(other.sale_lines(SalesQuery())) == 2


KILLED_WHILE_SELLING = """
import sys
from pathlib import Path
from lomi_pos.store.connection import transaction
from lomi_pos.store.journal import SqliteJournal
from tests.unit.store.making import begin
journal = SqliteJournal.open(Path(sys.argv[1]))
print(begin(journal).number, flush=True)
with transaction(journal._db):
    journal._db.execute("INSERT INTO meta (name, value) VALUES ('half', 'done')")
    print("half", flush=True)
    sys.stdin.read()
"""


def test_what_was_returned_is_there_after_a_kill_and_what_was_half_done_is_not(path):
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_WHILE_SELLING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as till:
        assert till.stdout is not None
        assert [till.stdout.readline() for _ in range(2)] == [b"A-001\n", b"half\n"]
        till.kill()
    with closing(SqliteJournal.open(path)) as journal:
        assert [line.number for line in journal.sale_lines(SalesQuery())] == ["A-001"]
        assert journal._db.execute("SELECT name FROM meta WHERE name = 'half'").fetchone() is None
        assert begin(journal, reference="0000000014U").number == "A-002"


# ---------------------------------------------------------------------------- busy
def test_another_programs_lock_is_told_and_nothing_is_written(journal, path):
    sale = begin_open(journal)
    with closing(raw(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusy):
            begin(journal)
        with pytest.raises(JournalBusy):
            pay(journal, sale)
        assert journal.sale(sale.id) == sale
        other.execute("ROLLBACK")
    assert begin(journal).number == "A-002"


def test_the_cause_stays_with_the_trouble(journal, path):
    with closing(raw(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusy) as busy:
            begin(journal)
    assert isinstance(busy.value.__cause__, sqlite3.OperationalError)


# ---------------------------------------------------------------------------- full
def test_a_full_disk_is_told_and_what_was_there_stays_sound(journal):
    sale = begin_open(journal)
    db = journal._db
    db.execute(f"PRAGMA max_page_count = {pragma(db, 'page_count')}")
    with pytest.raises(JournalFull):
        [begin(journal, note="x" * 140) for _ in range(1000)]
    assert not db.in_transaction
    assert journal.sale(sale.id) == sale
    check_soundness(db)
    db.execute("PRAGMA max_page_count = 1000000")
    assert pay(journal, sale, "T1").payments


# ---------------------------------------------------------------------------- read only
def test_a_journal_that_cannot_be_written_to_is_told(path):
    SqliteJournal.open(path).close()
    with closing(SqliteJournal.open_for_reading(path)) as journal, pytest.raises(JournalReadOnly):
        begin(journal)


def test_a_data_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(JournalReadOnly):
        SqliteJournal.open(tmp_path / "data" / "journal.sqlite")


def test_a_journal_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "journal.sqlite").mkdir()
    with pytest.raises(JournalTrouble):
        SqliteJournal.open(tmp_path / "journal.sqlite")


def deleted(path: Path) -> None:
    path.unlink()


def moved_away(path: Path) -> None:
    path.rename(path.with_name("moved"))


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


def log_deleted(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


def copied_over_by_another(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@posix_only
@pytest.mark.parametrize("taken", [deleted, moved_away, folder_moved, log_deleted, copied_over_by_another])
def test_a_journal_that_is_taken_away_while_it_is_open_takes_no_sale(journal, path, taken):
    sale = begin_open(journal)
    taken(path)
    with pytest.raises(JournalMoved) as moved:
        begin(journal)
    assert str(path) in str(moved.value)
    with pytest.raises(JournalMoved):
        pay(journal, sale)
    assert journal.sale(sale.id).state is State.OPEN


@posix_only
def test_a_journal_that_is_put_back_takes_sales_again(journal, path):
    begin(journal)
    moved_away(path)
    with pytest.raises(JournalMoved):
        begin(journal)
    path.with_name("moved").rename(path)
    assert begin(journal).number == "A-002"


def test_writing_after_the_setting_to_read_only_is_told(journal):
    journal._db.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalReadOnly):
        begin(journal)


# ---------------------------------------------------------------------------- damaged
@pytest.mark.parametrize(
    "content",
    [b"hello", b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 4080, os.urandom(8192)],
    ids=["text", "zeros", "header only", "noise"],
)
def test_a_file_that_is_no_journal_is_told_and_left_alone(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    for how in (SqliteJournal.open, SqliteJournal.open_for_reading):
        with pytest.raises(JournalDamaged) as damaged:
            how(path)
        assert str(path) in str(damaged.value)
    assert path.read_bytes() == content


def test_a_journal_cut_short_is_told(path):
    with closing(SqliteJournal.open(path)) as journal:
        for _ in range(20):
            begin(journal, note="x" * 140)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(JournalDamaged):
        SqliteJournal.open(path)


def test_a_page_of_noise_in_the_middle_is_told_when_it_is_opened(path):
    with closing(SqliteJournal.open(path)) as journal:
        for _ in range(200):
            begin_open(journal, note="x" * 140)
    content = bytearray(path.read_bytes())
    for start in range(4096 * 2, len(content) - 4096, 4096):
        content[start : start + 64] = os.urandom(64)
    path.write_bytes(content)
    with pytest.raises(JournalDamaged):
        SqliteJournal.open(path)


def test_damage_that_is_met_while_reading_is_told(path):
    with closing(SqliteJournal.open(path)) as journal:
        for _ in range(200):
            begin_open(journal, note="x" * 140)
    with closing(SqliteJournal.open_for_reading(path)) as journal:
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(JournalDamaged):
            journal.sale_lines(SalesQuery())


def test_another_programs_database_is_not_taken_for_a_journal(path):
    path.parent.mkdir()
    execute(path, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(JournalDamaged):
        SqliteJournal.open(path)


# ---------------------------------------------------------------------------- reading next to a window
def test_it_reads_next_to_a_running_writer_and_sees_what_comes(journal, path):
    sale = begin_open(journal)
    with closing(SqliteJournal.open_for_reading(path)) as other:
        assert other.sale(sale.id) == sale
        paid = pay(journal, sale, "T1")
        assert other.sale(sale.id) == paid


def test_reading_never_keeps_the_writer_waiting(journal, path):
    with closing(SqliteJournal.open_for_reading(path)) as other, reading(other._db):
        other.sale_lines(SalesQuery())
        assert begin(journal).number == "A-001"


def test_a_journal_that_was_never_begun_reads_as_empty_and_is_not_begun(path):
    with closing(SqliteJournal.open_for_reading(path)) as journal:
        assert journal.sale_lines(SalesQuery()) == []
        with pytest.raises(JournalReadOnly):
            begin(journal)
    assert not path.parent.exists()


def test_opening_a_missing_file_for_reading_makes_none(path):
    with pytest.raises(JournalReadOnly):
        open_for_reading(path)
    assert not path.exists()


def test_a_journal_at_rest_is_read_without_leaving_a_trace(path):
    with closing(SqliteJournal.open(path)) as journal:
        begin(journal)
    before = path.read_bytes()
    with closing(SqliteJournal.open_for_reading(path)) as journal:
        assert len(journal.sale_lines(SalesQuery())) == 1
    assert path.read_bytes() == before


def test_a_sale_that_only_stands_in_the_wal_is_read_too(path, tmp_path):
    """As after a power cut: what was committed is in the -wal, and nobody has put it into the file yet."""
    with closing(SqliteJournal.open(path)) as journal:
        begin(journal)
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for name in ("journal.sqlite", "journal.sqlite-wal"):
            (crashed / name).write_bytes(path.with_name(name).read_bytes())
    with closing(SqliteJournal.open_for_reading(crashed / "journal.sqlite")) as journal:
        assert len(journal.sale_lines(SalesQuery())) == 1
    with closing(SqliteJournal.open(crashed / "journal.sqlite")) as journal:
        assert begin(journal).number == "A-002"
