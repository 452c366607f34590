"""A journal that a copy has taken the place of: numbers go on higher, and it knows since when it may lack sales."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from lomi_pos.store.backups import IS_COPY, Restored, daily_copies, last_numbers
from lomi_pos.store.connection import JournalConnection, last_event, reading, transaction
from lomi_pos.store.event_codec import as_text, as_time
from lomi_pos.store.folding import load_sale, write_events, write_fold
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.events import JournalWentBack

NUMBERS_SKIPPED = 1_000
"""After a copy was put back the numbers go on so much higher: those given since it was made are not given again."""

NUMBERS_BEGIN_ANEW = 10_000
"""Where they go on when neither the damaged journal nor any copy says where they were."""

_GAP = "unasked_since"
_MISSING = "missing_since"
_WATCHED_TO = "missing_until"
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

_SKIP = """
    INSERT INTO till_count (till, last) VALUES (?, ?)
    ON CONFLICT (till) DO UPDATE SET last = max(last, excluded.last)
"""
_KNOWN_UNTIL = "SELECT max(at) FROM (SELECT max(at) AS at FROM event UNION ALL SELECT max(created_at) FROM sale)"
_WITHOUT_A_CODE = """
    SELECT DISTINCT sale_id FROM attempt
    WHERE remote_id IS NULL AND state IN ('creating', 'attention', 'failed') AND made_at >= ?
"""
# One that had not left when the copy was made may have left since: it counts as sent, so it is looked for.
_REFUNDS_PERHAPS_SENT = "UPDATE refund SET tried_at = ? WHERE state = 'asked' AND tried_at IS NULL"


def mend_if_put_back(
    db: JournalConnection, till: str, backups: Path, restored: Restored | None = None, *, reached: int = 0
) -> None:
    """If ``db`` is an older copy of itself, or begins anew after damage, skip numbers and note what it may lack.

    It is one when it says so, when its own newest daily copy has given higher numbers than it has, or when it had
    ``reached`` more events than it has: its end was lost.

    Raises:
        JournalTrouble: it could not be written.
    """
    with reading(db):
        ours = dict(db.execute("SELECT till, last FROM till_count").fetchall())
        has_lost_its_end = last_event(db) < reached
        is_copy = db.execute("SELECT 1 FROM meta WHERE name = ?", (IS_COPY,)).fetchone() is not None
    newest = next(iter(daily_copies(backups)), None)
    theirs = last_numbers(newest) if newest is not None else {}
    is_behind = has_lost_its_end or any(last > ours.get(name, 0) for name, last in theirs.items())
    is_anew = restored is not None and restored.backup is None
    if not (is_copy or is_behind or is_anew):
        return
    skipped = _skipped(till, ours, theirs, restored)
    with transaction(db):
        for name, last in skipped.items():
            db.execute(_SKIP, (name, last))
        (known_until,) = db.execute(_KNOWN_UNTIL).fetchone()
        since = known_until or as_text(_LONG_AGO)
        db.execute("INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)", (_GAP, since))
        _note_in_sales(db, as_time(since))
        db.execute(_REFUNDS_PERHAPS_SENT, (since,))
        db.execute("DELETE FROM meta WHERE name = ?", (IS_COPY,))


def _note_in_sales(db: JournalConnection, known_until: datetime) -> None:
    """What was being made then may have got its code since, and nobody may say that it was never shown."""
    event = JournalWentBack(at=known_until)
    for (sale_id,) in db.execute(_WITHOUT_A_CODE, (as_text(known_until - WATCHED_FOR),)).fetchall():
        before = load_sale(db, sale_id)
        write_events(db, before, (event,))
        write_fold(db, before.after(event))


def _skipped(
    till: str, ours: Mapping[str, int], theirs: Mapping[str, int], restored: Restored | None
) -> dict[str, int]:
    """The number after which each till goes on."""
    salvaged = restored.last_number if restored is not None else 0
    names = {till, *ours, *theirs}
    known = {name: max(ours.get(name, 0), theirs.get(name, 0), salvaged) for name in names}
    is_known = any(known.values())
    return {name: last + NUMBERS_SKIPPED if is_known else NUMBERS_BEGIN_ANEW for name, last in known.items()}


def unasked_since(db: JournalConnection) -> datetime | None:
    """Since when this journal may lack sales that lomi. has; None when it lacks none, or lomi. has been asked."""
    with reading(db):
        row = db.execute("SELECT value FROM meta WHERE name = ?", (_GAP,)).fetchone()
    return None if row is None else as_time(row[0])


def note_asked(db: JournalConnection, *, watched_to: datetime | None = None) -> None:
    """Write down that lomi. has been asked about everything since, and to when what may be missing may be paid."""
    with transaction(db):
        if watched_to is None:
            db.execute("DELETE FROM meta WHERE name IN (?, ?)", (_MISSING, _WATCHED_TO))
            return
        db.execute("UPDATE OR REPLACE meta SET name = ? WHERE name = ?", (_MISSING, _GAP))
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (_WATCHED_TO, as_text(watched_to)))


def still_missing(db: JournalConnection) -> tuple[datetime, datetime] | None:
    """Since when sales may be missing here, and to when they may still be paid; None when that is over."""
    with reading(db):
        rows = db.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (_MISSING, _WATCHED_TO))
        found = dict(rows.fetchall())
    return (as_time(found[_MISSING]), as_time(found[_WATCHED_TO])) if len(found) > 1 else None
