"""The journal's file, opened so that what is committed survives a power cut; SQLite's troubles become ours here.

A connection is used by one thread at a time. It may be opened in one thread and handed to another.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import pathname2url

from lomi_pos.store.disk import make_private_folder, trouble_of_disk
from lomi_pos.store.high_mark import HighMark
from lomi_pos.till.errors import (
    JournalBusy,
    JournalDamaged,
    JournalFull,
    JournalMoved,
    JournalReadOnly,
    JournalTrouble,
)

APPLICATION_ID = 0x6C504F53
"""``lPOS`` in the file's header: another program's database is not taken for a journal."""

BUSY_MS = 2_000
"""How long to wait for another process that is writing. A clerk notices a longer wait."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
_MAGIC = b"SQLite format 3\0"
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
"""How the file and its log begin (sqlite.org, Database File Format, 1.3 and 4.1)."""

_PRIMARY_CODE = 0xFF  # the extended codes say more in the bits above


class JournalConnection(sqlite3.Connection):
    """A connection that knows its file, so that trouble can name it."""

    path: Path = Path()
    file: tuple[int, int] | None = None
    """Which file it was opened on for writing, by device and number: one at the same path may be another by now."""
    log: tuple[int, int] | None = None
    """Its log, likewise, once there is one: SQLite keeps it until the end, and goes on with one that was deleted."""
    descriptor: int | None = None
    """That file, opened once more to be looked at. Not before the end may it be closed: in POSIX that drops the locks
    that SQLite has on it (sqlite.org, How To Corrupt, 2.2)."""
    mark: HighMark | None = None
    """How far it has come, noted beside it after each commit, once that is wanted."""
    is_damaged: bool = False
    """Whether damage was met since it was opened. SQLite goes on from its memory, and what it writes would be lost."""

    def close(self) -> None:
        super().close()
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
        if self.mark is not None:
            self.mark.close()


def open_for_writing(path: Path) -> JournalConnection:
    """Open the journal at ``path``, or begin an empty one: 0600, in a folder that only its owner may enter.

    Raises:
        JournalReadOnly: the folder or the file cannot be written to, so nothing may be charged.
        JournalDamaged: it is not a journal, or not one any more.
        JournalBusy: another program holds it.
    """
    _make_private(path)
    db = _connect(path, f"{_uri(path)}?mode=rw")
    try:
        with translated(path):
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
        check_header(db)
        db.file = _file_at(path)
        db.descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except BaseException:
        db.close()
        raise
    return db


def open_for_reading(path: Path) -> JournalConnection:
    """Open the journal at ``path`` without changing anything, also next to a running window.

    Raises:
        JournalTrouble: it cannot be read, or there is none: nothing is created.
    """
    try:
        return _open_checked(path, "mode=ro")
    except JournalReadOnly:
        if not path.exists() or _beside(path, "-wal").exists():
            raise
    # A journal at rest in a folder that cannot be written to: SQLite cannot make its -shm file there.
    return _open_checked(path, "mode=ro&immutable=1")


def _open_checked(path: Path, how: str) -> JournalConnection:
    db = _connect(path, f"{_uri(path)}?{how}")
    try:
        check_header(db)
    except BaseException:
        db.close()
        raise
    return db


def open_in_memory(path: Path) -> JournalConnection:
    """An empty database that vanishes when closed. ``path`` is the file for which it stands."""
    return _connect(path, "file::memory:")


def check_header(db: JournalConnection) -> None:
    """Make sure that the file is a journal, or still empty.

    Raises:
        JournalDamaged: it is something else.
    """
    with translated(db.path):
        (found,) = db.execute("PRAGMA application_id").fetchone()
        (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if found != APPLICATION_ID and (found != 0 or tables != 0):
        raise JournalDamaged(db.path)


def check_soundness(db: JournalConnection) -> None:
    """Read every page of the file: 0.3 s for a hundred thousand sales, longer from a slow disk.

    Raises:
        JournalDamaged: some of it cannot be believed.
    """
    with translated(db.path):
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise JournalDamaged(db.path)


def check_can_be_written(path: Path) -> None:
    """Begin to write into an existing journal, and leave it as it was. Waits as a sale would for one who is writing.

    Raises:
        JournalTrouble: a sale could not be written down now.
    """
    db = _connect(path, f"{_uri(path)}?mode=rw")
    try:
        with translated(path):
            db.execute("BEGIN IMMEDIATE")
    finally:
        _roll_back(db)
        db.close()


def check_in_place(db: JournalConnection) -> None:
    """Make sure that what is written will be found again: SQLite goes on with a file that has been deleted.

    Raises:
        JournalMoved: the journal was moved, deleted or replaced, or its disk is gone.
    """
    if db.file is None:
        return
    log = _file_at(_beside(db.path, "-wal"))
    db.log = db.log or log
    if _file_at(db.path) != db.file or log != db.log:
        raise JournalMoved(db.path)


def check_undamaged(db: JournalConnection) -> None:
    """Make sure that nothing was written over the file since it was opened: SQLite would not look before a next start.

    Only how its two files begin is looked at, before each write; all of it now and then, by ``check_soundness``.

    Raises:
        JournalDamaged: it was, or damage was met before: what is written now may not be found again.
    """
    if db.descriptor is None:
        return
    if db.is_damaged or not _begins_well(db.descriptor) or not _log_begins_well(_beside(db.path, "-wal")):
        db.is_damaged = True
        raise JournalDamaged(db.path)


def last_event(db: JournalConnection) -> int:
    """The number of the newest event; events are numbered through all sales, and none is ever taken out."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
    return int(last)


@contextmanager
def transaction(db: JournalConnection) -> Iterator[None]:
    """All of the block is on disk when it ends, or, after any exception, none of it.

    Raises:
        JournalTrouble: it was not written.
    """
    check_in_place(db)
    check_undamaged(db)
    with _translated_on(db):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            reached = last_event(db) if db.mark is not None else 0
            db.execute("COMMIT")
        except BaseException:
            _roll_back(db)
            raise
    if db.mark is not None:
        db.mark.note(reached)


@contextmanager
def reading(db: JournalConnection) -> Iterator[None]:
    """Every read in the block sees the same moment, whatever another process writes meanwhile.

    Raises:
        JournalTrouble: it could not be read.
    """
    if db.in_transaction:
        yield
        return
    with _translated_on(db):
        db.execute("BEGIN")
        try:
            yield
        finally:
            _roll_back(db)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's known troubles into the till's. Anything else is a bug and passes."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = _trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def _translated_on(db: JournalConnection) -> Iterator[None]:
    """As ``translated``. Damage that was met once is remembered: another page of it may still be read."""
    try:
        with translated(db.path):
            yield
    except JournalDamaged:
        db.is_damaged = True
        raise


def _trouble_of(error: sqlite3.Error, path: Path) -> JournalTrouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & _PRIMARY_CODE
    if primary in _BUSY:
        return JournalBusy()
    if primary in _FULL:
        return JournalFull()
    if primary in _DAMAGED:
        return JournalDamaged(path)
    if primary in _READ_ONLY:
        return trouble_of_disk(path)
    return None


def _connect(path: Path, uri: str) -> JournalConnection:
    with translated(path):
        db = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1000,
            check_same_thread=False,
            factory=JournalConnection,
        )
    db.path = path
    db.row_factory = sqlite3.Row
    return db


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begins_well(descriptor: int) -> bool:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, len(_MAGIC)) == _MAGIC


def _log_begins_well(path: Path) -> bool:
    """SQLite has no locks on its log. There may be none, or an empty one: all is in the file then."""
    try:
        with path.open("rb", buffering=0) as file:
            begins = file.read(len(_LOG_MAGIC[0]))
    except OSError:  # what SQLite says of a disk that cannot be read is better
        return True
    return not begins or begins in _LOG_MAGIC


def _uri(path: Path) -> str:
    return f"file:{pathname2url(str(path.absolute()))}"


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its -wal and -shm take their permissions from it."""
    make_private_folder(path.parent)
    try:
        path.touch(mode=0o600)
        for one in (path, _beside(path, "-wal"), _beside(path, "-shm")):
            if one.exists():
                one.chmod(0o600)
    except PermissionError:
        return  # SQLite says what can still be done with it
    except OSError as error:
        raise trouble_of_disk(path, error) from error


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _roll_back(db: JournalConnection) -> None:
    with suppress(sqlite3.Error):  # a full disk may have rolled it back already
        if db.in_transaction:
            db.execute("ROLLBACK")
