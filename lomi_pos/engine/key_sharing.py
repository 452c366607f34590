"""Who else sells under this till's key, as lomi.'s lists show it: so many tills share what the key may ask.

Each says in the sales that it makes how much it has asked that day, so that all know what is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.till.budget import HOUR_S, tills_seen
from lomi_pos.till.shares import Sold, report_in

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession, Transaction

SELLS_WITHIN_S = 24 * HOUR_S


class KeySharing:
    """The tills whose sales were listed on the last day that anyone sold, whichever list showed them.

    A page is short where much is sold, and not every till has a sale that is paid, or one that expires, each day: whom
    a page does not name may sell all the same, and is forgotten only when nothing has named it for a day.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sold_at: dict[str, datetime] = {}
        """When each till made the newest of its sales that a list has shown."""

    def note_completed(self, rows: Sequence[CheckoutSession]) -> None:
        """The first page of what is completed: whom no list has named stands no longer for a till of this key."""
        self._desk.ledger.note_tills(self._tills_with(rows))
        sold = [
            Sold(one.id, one.metadata.get("till", ""), one.created_at.date())
            for one in rows
            if one.created_at is not None
        ]
        self._desk.ledger.note_sold(sold, own=self._desk.shop.till)
        self._hear(rows)

    def note_transactions(self, rows: Sequence[Transaction]) -> None:
        """Where lomi. gives a session's metadata to its transaction, that is the freshest that is known of others."""
        self._hear(rows)

    def _hear(self, rows: Iterable[CheckoutSession | Transaction]) -> None:
        dated = [(one.metadata, one.created_at.astimezone(UTC)) for one in rows if one.created_at is not None]
        reports = [report_in(metadata, at) for metadata, at in dated]
        heard = [one for one in reports if one is not None]
        if heard:
            self._desk.ledger.hear(heard, own=self._desk.shop.till)

    def note_expired(self, rows: Sequence[CheckoutSession]) -> None:
        """The first page of what has expired. It only shows that there are more tills than were known."""
        self._desk.ledger.note_tills(max(self._desk.ledger.sharing.tills, self._tills_with(rows)))
        self.take_part()

    def take_part(self) -> None:
        """This till's part of the day, by what is known so far."""
        self._desk.ledger.note_sold([], own=self._desk.shop.till)

    def _tills_with(self, rows: Sequence[CheckoutSession]) -> int:
        for one in rows:
            name = one.metadata.get("till", "")
            if one.created_at is not None:
                self._sold_at[name] = max(self._sold_at.get(name, one.created_at), one.created_at)
        now = self._desk.clock.now()
        since = min(now, max(self._sold_at.values(), default=now)) - timedelta(seconds=SELLS_WITHIN_S)
        self._sold_at = {name: at for name, at in self._sold_at.items() if at > since}
        return tills_seen(self._sold_at, self._desk.shop.till)
