import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lomi_pos import __version__
from lomi_pos.store import migrations
from lomi_pos.store.connection import JournalConnection
from lomi_pos.store.event_codec import as_text
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.store.list_columns import add_list_columns
from lomi_pos.till.errors import JournalDamaged, JournalTooNew
from lomi_pos.till.money import Money
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import Progress
from tests.unit.till.making import NOON

from .making import begin, execute, raw

VERSION = len(migrations.STEPS)


def version_of(path: Path) -> int:
    with closing(raw(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def add_a_table(db):
    db.execute("CREATE TABLE tip (id TEXT PRIMARY KEY) STRICT")


def fail_half_way(db):
    db.execute("CREATE TABLE tip (id TEXT PRIMARY KEY) STRICT")
    db.execute("INSERT INTO no_such_table VALUES (1)")


@pytest.fixture
def with_step(monkeypatch):
    """As if the next version had one step more."""
    return lambda step: monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))


def backups_of(path: Path) -> list[str]:
    return sorted(one.name for one in (path.parent / "backups").glob("*"))


def test_a_new_journal_is_laid_out_and_needs_no_copy(path):
    SqliteJournal.open(path).close()
    assert version_of(path) == len(migrations.STEPS)
    assert backups_of(path) == []


def test_opening_again_changes_nothing(path):
    SqliteJournal.open(path).close()
    before = path.read_bytes()
    SqliteJournal.open(path).close()
    assert path.read_bytes() == before


_SALE = """
    INSERT INTO sale (number, reference, amount_minor, currency, base_url, environment, account, key_fingerprint, note,
        clerk, is_practice, created_at, state, flags, needs_someone, provider)
    VALUES (:number, :number, :amount, 'XOF', '', 'live', '', '', :note, 'Awa', 0, :at, 'open', '', 0, '')
"""
_EVENT = "INSERT INTO event (sale_id, position, at, who, kind, body) VALUES (1, :position, :at, 'lomi.', :kind, '{}')"
_REFUND = """
    INSERT INTO refund (reference, sale_id, transaction_id, amount_minor, paid_minor, currency, provider, is_full,
        reason, body, base_url, environment, account, key_fingerprint, clerk, asked_at, state, given_minor, status,
        request_id)
    VALUES ('R', 2, 'T', 3000, 5000, 'XOF', 'WAVE', 0, '', x'00', '', '', '', '', '', :at, 'done', 2900, '', '')
"""


@pytest.fixture
def older(path, monkeypatch):
    """Make the journal of an older version, of so many steps, with these rows in it."""

    def make(steps: int, *rows: tuple[str, dict[str, object]]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "STEPS", migrations.STEPS[:steps])
            SqliteJournal.open(path).close()
        with closing(raw(path)) as db:
            for statement, values in rows:
                db.execute(statement, {"at": as_text(NOON), **values})

    return make


def test_the_sales_of_an_older_journal_are_found_by_the_search(path, older):
    older(3, (_SALE, {"number": "A-001", "amount": 12_500, "note": "Café pour Awa"}))
    with closing(SqliteJournal.open(path)) as journal:
        for text in ("12500", "cafe awa", "A-001", "1"):
            assert [line.number for line in journal.sale_lines(SalesQuery(text=text))] == ["A-001"], text


def test_an_older_journal_learns_who_is_paying_and_what_was_refunded(path, older):
    older(
        migrations.STEPS.index(add_list_columns),
        *((_SALE, {"number": number, "amount": 5000, "note": ""}) for number in ("A-001", "A-002")),
        (_EVENT, {"position": 2, "kind": "PaymentDeclined"}),
        (_EVENT, {"position": 3, "kind": "CustomerPaying"}),
        (_REFUND, {}),
    )
    with closing(SqliteJournal.open(path)) as journal:
        lines = {line.number: line for line in journal.sale_lines(SalesQuery())}
    assert [lines[number].progress for number in ("A-001", "A-002")] == [Progress.PAYING, Progress.NONE]
    assert [lines[number].refunded for number in ("A-001", "A-002")] == [None, Money(2900)]


def test_a_journal_of_an_older_version_is_copied_first_and_keeps_its_sales(path, with_step):
    with closing(SqliteJournal.open(path)) as journal:
        sale = begin(journal)
    with_step(add_a_table)
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.sale(sale.id) == sale
    assert version_of(path) == VERSION + 1
    assert backups_of(path) == [f"journal-before-version-{VERSION + 1}.sqlite"]
    copy = path.parent / "backups" / f"journal-before-version-{VERSION + 1}.sqlite"
    assert version_of(copy) == VERSION
    with closing(raw(copy)) as db:
        assert db.execute("SELECT number FROM sale").fetchall() == [("A-001",)]


def test_a_step_that_fails_leaves_the_journal_as_it_was(path, with_step, monkeypatch):
    with closing(SqliteJournal.open(path)) as journal:
        sale = begin(journal)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, fail_half_way))
        with pytest.raises(sqlite3.OperationalError):
            SqliteJournal.open(path)
    assert version_of(path) == VERSION
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.sale(sale.id) == sale
    with_step(add_a_table)
    SqliteJournal.open(path).close()
    assert version_of(path) == VERSION + 1


def test_steps_are_taken_one_by_one_and_each_is_kept(path, monkeypatch):
    SqliteJournal.open(path).close()
    steps = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*steps, add_a_table, fail_half_way))
    with pytest.raises(sqlite3.OperationalError):
        SqliteJournal.open(path)
    assert version_of(path) == VERSION + 1


def test_a_journal_of_a_newer_app_is_refused_by_name_and_left_alone(path):
    SqliteJournal.open(path, app_version="9.4.1").close()
    execute(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    for how in (SqliteJournal.open, SqliteJournal.open_for_reading):
        with pytest.raises(JournalTooNew) as too_new:
            how(path)
        assert "9.4.1" in str(too_new.value)
    assert path.read_bytes() == before


def test_a_newer_journal_without_our_notes_is_refused_too(path):
    SqliteJournal.open(path).close()
    execute(path, "DROP TABLE meta", "PRAGMA user_version = 99")
    with pytest.raises(JournalTooNew):
        SqliteJournal.open(path)


def test_the_journal_says_which_app_is_needed_for_it(path, with_step):
    SqliteJournal.open(path).close()
    with closing(raw(path)) as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'app_version'").fetchone() == (__version__,)
    with_step(add_a_table)
    SqliteJournal.open(path, app_version="0.2.0").close()
    with closing(raw(path)) as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'app_version'").fetchone() == ("0.2.0",)


def test_an_older_journal_is_read_without_being_changed(path, with_step):
    with closing(SqliteJournal.open(path)) as journal:
        sale = begin(journal)
    with_step(add_a_table)
    with closing(SqliteJournal.open_for_reading(path)) as journal:
        assert journal.sale(sale.id) == sale
        assert len(journal.sale_lines(SalesQuery())) == 1
    assert version_of(path) == VERSION
    assert backups_of(path) == []


@pytest.mark.parametrize("is_there", [False, True], ids=["gone", "empty"])
def test_a_journal_that_is_gone_while_copies_of_it_exist_is_not_begun_in_silence(path, is_there):
    copy = path.parent / "backups" / "journal-2026-11-20.sqlite"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"a copy")
    if is_there:
        path.touch()
    for how in (SqliteJournal.open, SqliteJournal.open_for_reading):
        with pytest.raises(JournalDamaged):
            how(path)


def test_the_first_step_is_what_was_released():
    """A journal in a shop has been through exactly this. A change is a new step."""
    with closing(sqlite3.connect(":memory:", factory=JournalConnection)) as db:
        migrations.STEPS[0](db)
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names - {"sqlite_sequence"} == {"meta", "till_count", "sale", "attempt", "event", "settlement"}


def test_the_sales_of_a_journal_from_before_orders_had_a_name_are_kept(path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        SqliteJournal.open(path).close()
    execute(path, AN_OLD_SALE)
    with closing(SqliteJournal.open(path)) as journal:
        assert journal.sale(1).order_id == ""
        first = begin(journal, order_id="pressed-1")
        assert begin(journal, order_id="pressed-1") == first
    with closing(raw(path)) as db, pytest.raises(sqlite3.IntegrityError, match="never edited"):
        db.execute("UPDATE sale SET order_id = 'another' WHERE id = 2")


AN_OLD_SALE = """
    INSERT INTO sale (number, reference, amount_minor, currency, base_url, environment, account, key_fingerprint, note,
        clerk, is_practice, created_at, state, flags, needs_someone, provider)
    VALUES ('B-041', '0123456789X', 5000, 'XOF', 'https://api.lomi.africa', 'live', '', 'f', '', '', 0,
        '2026-11-21T14:52:00.000000Z', 'draft', '', 0, '')
"""
