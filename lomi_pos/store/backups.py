"""Copies of the journal: one a day, one before each migration; and the way back from a damaged one."""

import os
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lomi_pos.store.connection import (
    JournalConnection,
    check_soundness,
    open_for_reading,
    open_for_writing,
    transaction,
    translated,
)
from lomi_pos.store.disk import make_private_folder, sync_folder
from lomi_pos.till.errors import JournalFull, JournalReadOnly, JournalTrouble

KEPT = 14
"""How many daily copies are kept."""

IS_COPY = "is_copy"
"""A row of ``meta`` in every copy. A journal that has it was put back, by us or by a person, and is mended when opened
(``restoring.py``)."""

_DAILY = "journal-????-??-??.sqlite"


@dataclass(frozen=True, slots=True)
class Restored:
    """A damaged journal was set aside at ``set_aside``, and the copy ``backup`` has taken its place.

    Without a good copy ``backup`` is None and the journal begins anew: the shop must be told, and lomi. asked.
    ``last_number`` is the highest that could still be read from the damaged one, 0 when none could.
    """

    at: datetime
    set_aside: Path
    backup: Path | None
    last_number: int = 0


def back_up_daily(journal: Path, backups: Path, on: date) -> Path | None:
    """Copy the journal unless that was done ``on`` this day, and keep the newest fourteen daily copies.

    It opens the file for itself and may run in any thread, while the journal is being written.

    Returns:
        The new copy, or None when there was one already, or nothing to copy.

    Raises:
        JournalDamaged: the journal is not sound. No copy was made and none was dropped.
        JournalTrouble: the copy could not be written.
    """
    target = backups / f"journal-{on.isoformat()}.sqlite"
    if target.exists() or not journal.exists():
        return None
    db = open_for_reading(journal)
    try:
        check_soundness(db)
        copy_journal(db, target)
    finally:
        db.close()
    for old in daily_copies(backups)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def check_journal(journal: Path) -> None:
    """Read all of a journal from the disk, as the next start will, while it is being written by another connection.

    It may run in any thread.

    Raises:
        JournalDamaged: it is not sound.
        JournalTrouble: it cannot be read just now.
    """
    db = open_for_reading(journal)
    try:
        check_soundness(db)
    finally:
        db.close()


def daily_copies(backups: Path) -> list[Path]:
    """The daily copies, newest first."""
    return sorted(backups.glob(_DAILY), reverse=True)


def copy_journal(db: JournalConnection, target: Path) -> None:
    """Write a sound copy of ``db`` to ``target``: complete and on disk, or not there at all. It says that it is one.

    Raises:
        JournalTrouble: it could not be written.
    """
    make_private_folder(target.parent)
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    try:
        copy = open_for_writing(unfinished)
        try:
            with translated(unfinished):
                db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, that can be carried away as it is
            check_soundness(copy)
            if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone():
                with transaction(copy):
                    copy.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, '1')", (IS_COPY,))
        finally:
            copy.close()
        _put_in_place(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(journal: Path, backups: Path, at: datetime) -> Restored:
    """Set a damaged journal aside, nothing of it deleted, and put the newest good copy in its place.

    Only when the journal is closed. What was sold since the copy is asked of lomi. afterwards, by the start-up sweep.

    Raises:
        JournalTrouble: the folder cannot be written to.
    """
    set_aside = journal.with_name(f"{journal.name}.damaged-{at:%Y%m%dT%H%M%SZ}")
    copies = sorted(backups.glob("journal-*.sqlite"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    good = next((one for one in copies if _is_sound(one)), None)
    try:
        for suffix in ("-wal", "-shm", ""):
            part = journal.with_name(journal.name + suffix)
            if part.exists():
                part.rename(set_aside.with_name(set_aside.name + suffix))
    except OSError as error:
        raise JournalReadOnly from error
    if good is not None:
        _bring_back(good, journal)
    return Restored(at, set_aside, good, max(last_numbers(set_aside).values(), default=0))


def set_aside_of(journal: Path) -> list[Path]:
    """The damaged journals that were set aside, the newest first."""
    return sorted(journal.parent.glob(f"{journal.name}.damaged-*Z"), reverse=True)


def last_numbers(journal: Path) -> dict[str, int]:
    """The last number that each till was given, by that file; nothing when it cannot be read."""
    try:
        db = open_for_reading(journal)
    except JournalTrouble:
        return {}
    try:
        with translated(journal):
            return dict(db.execute("SELECT till, last FROM till_count").fetchall())
    except (JournalTrouble, sqlite3.Error):
        return {}
    finally:
        db.close()


def _bring_back(backup: Path, journal: Path) -> None:
    source = open_for_reading(backup)
    try:
        copy_journal(source, journal)
    finally:
        source.close()


def _is_sound(copy: Path) -> bool:
    try:
        db = open_for_reading(copy)
    except JournalTrouble:
        return False
    try:
        check_soundness(db)
    except JournalTrouble:
        return False
    finally:
        db.close()
    return True


def _put_in_place(unfinished: Path, target: Path) -> None:
    try:
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise JournalFull from error
