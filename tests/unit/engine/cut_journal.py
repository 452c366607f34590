"""The real journal, with a power cut, a full disk or a read-only one where a test wants it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.events import Event
from lomi_pos.till.order import Order
from lomi_pos.till.ports import FirstAttempt
from lomi_pos.till.sale import Sale


class PowerCut(BaseException):
    """The machine stops here."""


class CutJournal(SqliteJournal):
    """The real journal, and a power cut before the write that ``cut_before`` names: a method, or a kind of event."""

    cut_before: str = ""

    def begin_sale(self, order: Order, reference: str, first: FirstAttempt, **how: Any) -> Sale:
        self._cut("begin_sale")
        return super().begin_sale(order, reference, first, **how)

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        events = tuple(events)
        for event in events:
            self._cut(type(event).__name__)
        return super().record(sale_id, events)

    def _cut(self, name: str) -> None:
        if name == self.cut_before:
            raise PowerCut(name)

    def refuse_to_write(self) -> None:
        """As on a disk that has become read-only."""
        self._db.execute("PRAGMA query_only = ON")

    def write_again(self) -> None:
        self._db.execute("PRAGMA query_only = OFF")

    def fill_the_disk(self) -> None:
        """Not one page more: what needs one meets a full disk."""
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        self._db.execute(f"PRAGMA max_page_count = {pages}")


def journalled_attempts(path: Path) -> list[tuple[str, bytes, bool]]:
    """Key, body and whether a try was noted, of every attempt and link, as another process reads them from disk."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [
            (key, body, bool(tried))
            for key, body, tried in db.execute(
                """SELECT idempotency_key, body, EXISTS (SELECT 1 FROM event WHERE event.sale_id = attempt.sale_id
                       AND kind = 'AttemptTried' AND json_extract(event.body, '$.attempt') = attempt.count)
                   FROM attempt
                   UNION ALL SELECT '', body, tried_at IS NOT NULL FROM shop_link
                   UNION ALL SELECT '', body, tried_at IS NOT NULL FROM refund"""
            )
        ]
    finally:
        db.close()
