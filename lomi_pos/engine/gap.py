"""After an older copy of the journal was put back: lomi. is asked for the sales of this till that are not in it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE, all_rows
from lomi_pos.engine.news import Trouble
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.money import Money
from lomi_pos.till.queries import CLOCKS_APART, TransactionQuery
from lomi_pos.till.reference import is_reference, references_in
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction

_MOST_NAMED = 6
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Unknown:
    """A sale of this till at lomi. of which the journal has no trace."""

    name: str
    received: dict[str, Money] = field(default_factory=dict)


class Gap:
    """What was sold since the copy was made. Sales that the journal does not know stay out of it: a person is told.

    What was paid meanwhile for a sale that it knows, be it by a code of which it does not, is recorded.
    """

    def __init__(self, desk: Desk, book: TransactionBook) -> None:
        self._desk = desk
        self._book = book

    @property
    def is_open(self) -> bool:
        return self._desk.journal.unasked_since() is not None

    async def look_into(self) -> None:
        """Ask lomi. once, tell what was found, and note that it was asked. Without an answer it is asked again later.

        Raises:
            JournalTrouble: what was found, or that it was asked, could not be written down.
        """
        since = self._desk.journal.unasked_since()
        if since is None:
            return
        if since > self._desk.lomis_time:  # a sale of that copy was made while our clock was ahead
            since = self._desk.lomis_time - WATCHED_FOR
        try:
            unknown = await self._unknown(since - CLOCKS_APART)
        except LomiTrouble as trouble:
            _log.info("lomi. could not be asked what is missing from the journal: %s", trouble)
            return
        self._desk.journal.note_asked()
        told = _in_words(unknown)
        _log.warning("%s", told.english())
        self._desk.tell(Trouble(told))

    async def _unknown(self, since: datetime) -> dict[str, _Unknown]:
        """Every sale that lomi.'s sessions and transactions since then name, and that the journal does not know."""
        found: dict[str, _Unknown] = {}
        payments = self._desk.payments
        if not payments.identity.account:  # a member's sessions cannot be read
            async for session in all_rows(lambda page: payments.sessions(limit=PAGE, page=page)):
                if session.created_at is None or session.created_at >= since:
                    self._note(found, session.metadata, session.title)
        rows = [row async for row in self._transactions(since)]
        self._book.take_in(rows)
        for transaction in rows:
            named = self._note(found, transaction.metadata, transaction.description)
            if named is not None and transaction.is_completed_payment and transaction.gross is not None:
                named.received[transaction.id] = transaction.gross
        return found

    def _transactions(self, since: datetime) -> AsyncIterator[Transaction]:
        payments = self._desk.payments
        return all_rows(lambda page: payments.transactions(TransactionQuery(from_at=since, limit=PAGE, page=page)))

    def _note(self, found: dict[str, _Unknown], metadata: Mapping[str, str], title: str) -> _Unknown | None:
        """The unknown sale that this names, if it is one of this till's."""
        references = [one for one in (metadata.get("order_ref", ""), *references_in(title)) if is_reference(one)]
        if not references or metadata.get("till", self._desk.shop.till) != self._desk.shop.till:
            return None
        if any(self._desk.journal.sale_named(one) is not None for one in references):
            return None
        return found.setdefault(references[0], _Unknown(_number_in(title) or references[0]))


def _number_in(title: str) -> str:
    """``A-041`` out of ``Shop · A-041 · REFERENCE``."""
    parts = title.split(" · ")
    return parts[-2] if len(parts) > 1 else ""


def _in_words(unknown: Mapping[str, _Unknown]) -> Message:
    if not unknown:
        return Message("copy_nothing_missing")
    totals: Counter[str] = Counter()
    for one in unknown.values():
        for gross in one.received.values():
            totals[gross.currency] += gross.minor
    names = sorted(one.name for one in unknown.values())
    named = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    received = " + ".join(str(Money(minor, currency)) for currency, minor in sorted(totals.items())) or "0"
    code = "copy_found_one" if len(unknown) == 1 else "copy_found"
    return Message(code, {"count": str(len(unknown)), "numbers": named, "received": received})
