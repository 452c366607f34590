"""After an older copy of the journal was put back: lomi. is asked for the sales of this till that are not in it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE, all_rows, described
from lomi_pos.engine.news import Trouble
from lomi_pos.engine.transactions import PENDING_AT_MOST, TransactionBook
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.errors import JournalTrouble, LomiTrouble
from lomi_pos.till.given_up import interval_s
from lomi_pos.till.money import Money
from lomi_pos.till.queries import CLOCKS_APART, TransactionQuery
from lomi_pos.till.reference import is_reference, references_in, till_of
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction

WATCHED_FURTHER = timedelta(days=1)
"""How long what is missing may still be paid: its code is out there, and good for an hour or so."""

_MOST_NAMED = 6
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Unknown:
    """A sale of this till at lomi. of which the journal has no trace."""

    name: str
    received: dict[str, Money] = field(default_factory=dict)


class Gap:
    """What was sold since the copy was made. Sales that the journal does not know stay out of it: a person is told.

    What was paid meanwhile for a sale that it knows, be it by a code of which it does not, is recorded. ``turn``
    returns when this minute has room for a look that nobody waits for.
    """

    def __init__(self, desk: Desk, book: TransactionBook, turn: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._book = book
        self._turn = turn
        self._found: dict[str, _Unknown] | None = None
        """What is known to be missing; None until lomi. has been asked since the start."""
        self._read_to = desk.lomis_time
        self._watch: asyncio.Task[None] | None = None

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
        try:
            unknown = await self._unknown(since)
        except LomiTrouble as trouble:
            _log.info("lomi. could not be asked what is missing from the journal: %s", trouble)
            return
        self._desk.journal.note_asked(watched_to=self._desk.lomis_time + WATCHED_FURTHER)
        self._found = unknown
        self._tell(unknown)
        self.watch()

    def _tell(self, unknown: Mapping[str, _Unknown]) -> None:
        told = _in_words(unknown)
        _log.warning("%s", told.english())
        self._desk.tell(Trouble(told))

    # ------------------------------------------------------------------ what is missing, and paid after that
    def watch(self) -> None:
        """Go on asking for a day, if nobody does yet: codes of which the journal does not know may be paid any time."""
        if self._watch is None and self._desk.journal.still_missing() is not None:
            self._watch = self._desk.spawn(self._watch_until_over(), "watching what is missing")
            self._watch.add_done_callback(lambda _: setattr(self, "_watch", None))

    async def _watch_until_over(self) -> None:
        began_s = self._desk.clock.monotonic()
        is_known = self._found is not None
        while True:
            if is_known:
                await self._desk.clock.sleep(interval_s(self._desk.clock.monotonic() - began_s))
            is_known = True
            await self._turn()
            try:
                if await self._look_again_is_last():
                    return
            except LomiTrouble as trouble:
                _log.info("lomi. could not be asked whether what is missing was paid: %s", trouble)
            except JournalTrouble as trouble:
                self._desk.tell_trouble(trouble)

    async def _look_again_is_last(self) -> bool:
        missing = self._desk.journal.still_missing()
        if missing is None:
            return True
        since, until = missing
        await self._look_for_money(since)
        if self._desk.lomis_time < until:
            return False
        self._desk.journal.note_asked()
        return True

    async def _look_for_money(self, since: datetime) -> None:
        """Tell of money for what is missing that was not told of before."""
        if self._found is None:  # the till has been started again: nobody remembers what was told
            self._found = await self._unknown(since)
            is_news = any(one.received for one in self._found.values())
        else:
            now = self._desk.lomis_time
            rows = [row async for row in self._transactions(min(self._read_to, now) - PENDING_AT_MOST)]
            is_news = await self._note_money(self._found, rows)
            self._read_to = now
        if is_news:
            self._tell(self._found)

    async def _unknown(self, since: datetime) -> dict[str, _Unknown]:
        """Every sale that lomi.'s sessions and transactions since then name, and that the journal does not know."""
        if since > self._desk.lomis_time:  # a sale of that copy was made while our clock was ahead
            since = self._desk.lomis_time - WATCHED_FOR
        since -= CLOCKS_APART
        found: dict[str, _Unknown] = {}
        payments = self._desk.payments
        if not payments.identity.account:  # a member's sessions cannot be read
            async for session in all_rows(lambda page: payments.sessions(limit=PAGE, page=page)):
                if session.created_at is None or session.created_at >= since:
                    self._note(found, session.metadata, session.title)
        await self._note_money(found, [row async for row in self._transactions(since)])
        return found

    async def _note_money(self, found: dict[str, _Unknown], rows: Sequence[Transaction]) -> bool:
        """Whether there is money for unknown sales of which ``found`` did not know."""
        rows = await self._described(rows)
        self._book.take_in(rows)
        is_news = False
        for row in rows:
            named = self._note(found, row.metadata, row.description)
            if named is not None and row.is_completed_payment and row.gross is not None:
                is_news = is_news or row.id not in named.received
                named.received[row.id] = row.gross
        return is_news

    async def _described(self, rows: Sequence[Transaction]) -> list[Transaction]:
        """``rows`` with the description of each charge to a phone: it alone names the sale, and lists may lack it."""
        from lomi_pos.till.charges import DIRECT_CHARGE  # noqa: PLC0415  for a journal that went back

        told = self._desk.descriptions
        bare = [row for row in rows if row.metadata.get("source") == DIRECT_CHARGE and not row.description]
        known = self._desk.journal.sale_ids_of_codes([row.id for row in bare])
        for row in bare:
            if row.id not in known and row.id not in told:
                await self._turn()
                await described(self._desk, row)
        return [replace(row, description=row.description or told.get(row.id, "")) for row in rows]

    def _transactions(self, since: datetime) -> AsyncIterator[Transaction]:
        payments = self._desk.payments
        return all_rows(lambda page: payments.transactions(TransactionQuery(from_at=since, limit=PAGE, page=page)))

    def _note(self, found: dict[str, _Unknown], metadata: Mapping[str, str], title: str) -> _Unknown | None:
        """The unknown sale that this names, if it is one of this till's."""
        references = [one for one in (metadata.get("order_ref", ""), *references_in(title)) if is_reference(one)]
        number = _number_in(title)
        own = self._desk.shop.till
        if not references or (metadata.get("till") or till_of(number) or own) != own:
            return None
        if any(self._desk.journal.sale_named(one) is not None for one in references):
            return None
        return found.setdefault(references[0], _Unknown(number or references[0]))


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
