"""The journal in SQLite: every sale, every attempt with the exact bytes sent, and everything that happened to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lomi_pos import __version__
from lomi_pos.store.backups import Restored, set_aside_of
from lomi_pos.store.connection import (
    JournalConnection,
    check_soundness,
    last_event,
    open_for_reading,
    open_for_writing,
    open_in_memory,
    reading,
    transaction,
)
from lomi_pos.store.event_codec import as_text
from lomi_pos.store.folding import (
    identity_columns,
    load_sale,
    new_attempt,
    with_attempt,
    write_attempt,
    write_events,
    write_fold,
)
from lomi_pos.store.high_mark import HighMark
from lomi_pos.store.migrations import STEPS, check_version, migrate, migrated_copy
from lomi_pos.store.restoring import mend_if_put_back, note_asked, still_missing, unasked_since
from lomi_pos.till.errors import JournalDamaged
from lomi_pos.till.events import AttemptMade, Event, PaymentDetailed, PaymentReceived
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import DayTotal, FirstAttempt, NewAttempt
from lomi_pos.till.reference import sale_number
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.store.link_book import SqliteLinkBook
    from lomi_pos.store.refund_book import SqliteRefundBook
    from lomi_pos.till.sale_lines import SaleLine, SalesQuery

PRACTICE_TILL = "P"
"""Practice sales are numbered P-001, so that no receipt of theirs passes for a real one."""

CHECKED_AT_ONCE_BYTES = 32_000_000
"""A journal up to this size (some 20,000 sales, 50 ms) is read whole when it is opened; a larger one when it is copied
each day, and by ``doctor``."""

A_WEEK_OF_SALES = 7_000
"""So many of the last may be of this week whatever our clock said when they were made: a thousand a day."""

_NEXT_NUMBER = """
    INSERT INTO till_count (till, last) VALUES (?, 1)
    ON CONFLICT (till) DO UPDATE SET last = last + 1
    RETURNING last
"""
_BEGIN_SALE = """
    INSERT INTO sale (number, reference, amount_minor, currency, base_url, environment, account, organization_id,
        key_fingerprint, note, clerk, is_practice, created_at, order_id, state, flags, needs_someone, provider)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, '')
"""
_BEGUN_BY = "SELECT id FROM sale WHERE order_id = ?"
_NAMED = "SELECT id FROM sale WHERE number = :name OR reference = :name"

# A code that exists at lomi. and is not paid, or that may exist there, is looked at until its seventh day. Its end is
# by lomi.'s clock: one that was made while ours stood years back is found by it.
_TO_WATCH = """
    SELECT id FROM sale WHERE state IN ('creating', 'open')
    UNION
    SELECT id FROM sale WHERE state = 'attention'
        AND (created_at >= :since OR id > (SELECT max(id) FROM sale) - :a_week_of_sales)
    UNION
    SELECT sale_id FROM attempt WHERE expires_at >= :since AND state <> 'paid' AND remote_id IS NOT NULL
    UNION
    SELECT sale_id FROM attempt
    WHERE made_at >= :since AND state <> 'paid' AND (remote_id IS NOT NULL OR state = 'creating')
    ORDER BY 1
"""
# What a session says is paid names no transaction: a till that stopped before it was found has it looked for again.
_UNNAMED = """
    SELECT DISTINCT sale_id FROM settlement WHERE transaction_id IS NULL AND received_at >= ? ORDER BY sale_id
"""
_DAY_TOTAL = """
    SELECT coalesce(sum(amount_minor), 0), count(DISTINCT sale_id)
    FROM settlement
    WHERE received_at >= ? AND received_at < ? AND currency = ?
"""
# Of this till's own sales: what came in elsewhere was never in its total.
_DAY_REFUNDED = """
    SELECT coalesce(sum(minor), 0) FROM (
        SELECT coalesce(given_minor, amount_minor) AS minor FROM refund
        WHERE state = 'done' AND sale_id IS NOT NULL AND decided_at >= ?1 AND decided_at < ?2 AND currency = ?3
        UNION ALL
        SELECT amount_minor FROM refund_elsewhere
        WHERE state = 'done' AND given_at >= ?1 AND given_at < ?2 AND currency = ?3
    )
"""
# A note that was wrong is gone from the day on which it was made.
_DAY_CASH_BACK = """
    SELECT coalesce(sum(json_extract(noted.body, '$.amount.minor')), 0) FROM event AS noted
    WHERE noted.kind = 'CashGivenBack' AND noted.at >= ? AND noted.at < ?
        AND json_extract(noted.body, '$.amount.currency') = ? AND NOT EXISTS (
            SELECT 1 FROM event AS undone
            WHERE undone.sale_id = noted.sale_id AND undone.kind = 'CashNoteUndone'
                AND json_extract(undone.body, '$.note') = json_extract(noted.body, '$.note')
        )
"""
_SETTLED_BY = """
    SELECT transaction_id, sale_id FROM settlement WHERE transaction_id IN (SELECT value FROM json_each(?))
"""
_MADE_FOR = "SELECT remote_id, sale_id FROM attempt WHERE remote_id IN (SELECT value FROM json_each(?))"


class SqliteJournal:
    """The ``Journal`` port on one file, used by one thread at a time. What writes has committed when it returns.

    Every method raises ``JournalTrouble`` when the disk does not do its part: then nothing was written, and nothing
    that depends on it may be shown.
    """

    def __init__(self, db: JournalConnection, *, till: str = "A", is_practice: bool = False) -> None:
        self._db = db
        self._till = PRACTICE_TILL if is_practice else till
        self._is_practice = is_practice

    @cached_property
    def links(self) -> SqliteLinkBook:
        from lomi_pos.store.link_book import SqliteLinkBook  # noqa: PLC0415  a charge leaves before it is there

        return SqliteLinkBook(self._db)

    @cached_property
    def refunds(self) -> SqliteRefundBook:
        from lomi_pos.store.refund_book import SqliteRefundBook  # noqa: PLC0415  as above

        return SqliteRefundBook(self._db)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        till: str = "A",
        is_practice: bool = False,
        backups: Path | None = None,
        restored: Restored | None = None,
        app_version: str = __version__,
    ) -> SqliteJournal:
        """Open the journal for writing; begin it, or bring it to this version's tables, when needed.

        ``backups`` (the folder ``backups`` beside it unless told otherwise) takes a copy before any such change.
        ``restored`` is what has just become of a damaged one: without it, a journal that is gone is not begun anew.

        Raises:
            JournalDamaged: it is not sound, or it is gone though there are copies of it: ``backups.restore`` helps.
            JournalTooNew: a newer lomi POS wrote it.
            JournalTrouble: it cannot be written to, so nothing may be charged.
        """
        backups = backups or path.parent / "backups"
        if restored is None:
            check_not_lost(path, backups)
        db = open_for_writing(path)
        try:
            if path.stat().st_size <= CHECKED_AT_ONCE_BYTES:
                check_soundness(db)
            migrate(db, backups=backups, app_version=app_version)
            mark = HighMark(path)
            mend_if_put_back(db, PRACTICE_TILL if is_practice else till, backups, restored, reached=mark.read())
            mark.note(last_event(db))
            db.mark = mark
        except BaseException:
            db.close()
            raise
        return cls(db, till=till, is_practice=is_practice)

    @classmethod
    def open_for_reading(cls, path: Path, *, is_practice: bool = False, backups: Path | None = None) -> SqliteJournal:
        """Open the journal for reading, also next to a running window. Whatever would write raises.

        A journal that was never begun reads as one without sales, and is not begun by this.

        Raises:
            JournalDamaged, JournalTooNew: as for ``open``.
        """
        check_not_lost(path, backups or path.parent / "backups")
        db = open_for_reading(path) if _is_begun(path) else open_in_memory(path)
        try:
            if check_version(db) < len(STEPS):
                older, db = db, migrated_copy(db)
                older.close()
            db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
        return cls(db, is_practice=is_practice)

    def check_soundness(self) -> None:
        """Read the whole file, for ``doctor``.

        Raises:
            JournalDamaged: some of it cannot be believed.
        """
        check_soundness(self._db)

    def note_damage(self) -> None:
        """Another connection has found the file damaged: nothing more is written into it, and so nothing is charged."""
        self._db.is_damaged = True

    # ------------------------------------------------------------------ writing
    def begin_sale(
        self, order: Order, reference: str, first: FirstAttempt, *, identity: Identity, clerk: str, at: datetime
    ) -> Sale:
        """Number the sale, and write it down together with its first attempt: there is never one without the other.

        An order whose ``id`` is known has begun its sale already: that one is returned, and nothing is written.
        """
        with transaction(self._db):
            begun = self._db.execute(_BEGUN_BY, (order.id,)).fetchone() if order.id else None
            if begun is not None:
                return load_sale(self._db, begun[0])
            (count,) = self._db.execute(_NEXT_NUMBER, (self._till,)).fetchone()
            sale_id = self._db.execute(
                _BEGIN_SALE,
                (
                    sale_number(self._till, count),
                    reference,
                    order.amount.minor,
                    order.amount.currency,
                    *identity_columns(identity),
                    order.note,
                    clerk,
                    self._is_practice,
                    as_text(at),
                    order.id or None,
                    State.DRAFT,
                ),
            ).lastrowid
            assert sale_id is not None  # noqa: S101  an INSERT has just been done
            draft = load_sale(self._db, sale_id)
            return self._with_another(draft, first(draft), at)

    def add_attempt(self, sale_id: int, attempt: NewAttempt, at: datetime) -> Sale:
        """Write another attempt down, and ``AttemptMade``: it can be sent from now on, and repeated after a crash."""
        with transaction(self._db):
            return self._with_another(load_sale(self._db, sale_id), attempt, at)

    def _with_another(self, before: Sale, attempt: NewAttempt, at: datetime) -> Sale:
        made = AttemptMade(at=at, attempt=len(before.attempts) + 1)
        added = new_attempt(attempt, made)
        write_attempt(self._db, before.id, added)
        write_events(self._db, before, (made,))
        sale = with_attempt(before, added, made)
        write_fold(self._db, sale)
        return sale

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        """Append ``events`` and return the sale after them, all in one transaction.

        A transaction of lomi.'s that already settled another sale is not counted again: its event is dropped.
        """
        with transaction(self._db):
            before = load_sale(self._db, sale_id)
            new = tuple(event for event in events if not self._settled_another(sale_id, event))
            if not new:
                return before
            write_events(self._db, before, new)
            sale = before.after_all(new)
            write_fold(self._db, sale)
        return sale

    def _settled_another(self, sale_id: int, event: Event) -> bool:
        if not isinstance(event, PaymentReceived | PaymentDetailed) or event.transaction_id is None:
            return False
        settled = self.sale_ids_of_transactions([event.transaction_id])
        return settled.get(event.transaction_id, sale_id) != sale_id

    # ------------------------------------------------------------------ one sale
    def sale(self, sale_id: int) -> Sale:
        """The sale with all that has happened to it.

        Raises:
            KeyError: there is no such sale.
        """
        with reading(self._db):
            return load_sale(self._db, sale_id)

    def sale_named(self, number_or_reference: str) -> Sale | None:
        """The sale that a person names, in small or capital letters."""
        return self._first_sale(_NAMED, {"name": number_or_reference.strip().upper()})

    def _first_sale(self, sql: str, values: Sequence[object] | dict[str, object]) -> Sale | None:
        with reading(self._db):
            row = self._db.execute(sql, values).fetchone()
            return None if row is None else load_sale(self._db, row[0])

    # ------------------------------------------------------------------ many
    def sales_to_watch(self, since: datetime) -> list[Sale]:
        """Every sale that lomi. may still say something about, oldest first.

        That is: creating and open ones of any age, and others with an unpaid code made after ``since``, or which ends
        after it. What needs a person may have no code: its own time tells, and of the last thousands their place.
        """
        with reading(self._db):
            bounds = {"since": as_text(since), "a_week_of_sales": A_WEEK_OF_SALES}
            rows = self._db.execute(_TO_WATCH, bounds).fetchall()
            return [load_sale(self._db, row[0]) for row in rows]

    def sales_without_transaction(self, since: datetime) -> list[Sale]:
        """Every sale that was paid after ``since`` and of which nobody knows yet how, oldest first."""
        with reading(self._db):
            rows = self._db.execute(_UNNAMED, (as_text(since),)).fetchall()
            return [load_sale(self._db, row[0]) for row in rows]

    def sale_lines(self, query: SalesQuery) -> list[SaleLine]:
        """A page of sales, newest first. ``from_at`` is in, ``to_at`` is not.

        Every word of ``text`` is found in the number, reference, note, provider or clerk, or begins the amount.
        """
        from lomi_pos.store.lines import find_lines  # noqa: PLC0415  as above

        with reading(self._db):
            return find_lines(self._db, query)

    def sales_needing_someone(self) -> list[SaleLine]:
        from lomi_pos.store.lines import find_lines_needing_someone  # noqa: PLC0415  as above

        with reading(self._db):
            return find_lines_needing_someone(self._db)

    def day_total(self, from_at: datetime, to_at: datetime, currency: str) -> DayTotal:
        """The money received, and given back, from ``from_at`` on and before ``to_at``, whenever its sale was begun."""
        asked = (as_text(from_at), as_text(to_at), currency)
        with reading(self._db):
            row = self._db.execute(_DAY_TOTAL, asked).fetchone()
            (refunded,) = self._db.execute(_DAY_REFUNDED, asked).fetchone()
            (cash_back,) = self._db.execute(_DAY_CASH_BACK, asked).fetchone()
        return DayTotal(Money(row[0], currency), row[1], refunded, cash_back)

    def sale_ids_of_transactions(self, transaction_ids: Sequence[str]) -> dict[str, int]:
        with reading(self._db):
            return dict(self._db.execute(_SETTLED_BY, (json.dumps(list(transaction_ids)),)).fetchall())

    def sale_ids_of_codes(self, remote_ids: Sequence[str]) -> dict[str, int]:
        with reading(self._db):
            return dict(self._db.execute(_MADE_FOR, (json.dumps(list(remote_ids)),)).fetchall())

    # ------------------------------------------------------------------ a copy that was put back
    def unasked_since(self) -> datetime | None:
        """Since when sales may be missing here, because a copy was put back; None when lomi. has been asked."""
        return unasked_since(self._db)

    def note_asked(self, *, watched_to: datetime | None = None) -> None:
        """Write down that lomi. has been asked about everything since ``unasked_since``."""
        note_asked(self._db, watched_to=watched_to)

    def still_missing(self) -> tuple[datetime, datetime] | None:
        """Since when sales may be missing, and until when they may still be paid; None when that is over."""
        return still_missing(self._db)

    def close(self) -> None:
        """Give the file back. Closing twice is harmless."""
        self._db.close()


def _is_begun(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def check_not_lost(path: Path, backups: Path) -> None:
    """A journal that is gone or empty, though there are copies, remains or traces of it, is not begun anew in silence.

    Raises:
        JournalDamaged: it is so.
    """
    if _is_begun(path):
        return
    if any(backups.glob("journal-*.sqlite")) or set_aside_of(path) or HighMark(path).read():
        raise JournalDamaged(path)
