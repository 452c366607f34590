"""What charging, watching and recovering share: lomi., the journal, the clock, and telling only what is on disk."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from lomi_pos.engine.ledger import CountedPayments, Ledger
from lomi_pos.engine.news import DayChanged, News, SaleChanged, Trouble
from lomi_pos.till import events as ev
from lomi_pos.till.day import local_day
from lomi_pos.till.errors import JournalTrouble, LomiPosError, SettingsTrouble, as_message, as_unwritten
from lomi_pos.till.ports import Clock, Journal, Payments, RequestCounts, Shop
from lomi_pos.till.sale import Sale

TROUBLE_TOLD_EVERY_S = 60.0
"""The same trouble again (a full disk, at every look) is told this often at most."""

_log = logging.getLogger(__name__)


class Desk:
    """One for the life of the engine. Used in the engine's thread only.

    Without a usable key, ``payments`` is the trouble that says so: the journal can be read, and asking lomi. raises it.
    """

    def __init__(
        self,
        *,
        payments: Payments | SettingsTrouble,
        journal: Journal,
        clock: Clock,
        shop: Shop,
        tell: Callable[[News], None],
        counts: RequestCounts | None = None,
    ) -> None:
        self._payments: Payments | SettingsTrouble = payments
        self._ledger: Ledger | None = None
        if not isinstance(payments, SettingsTrouble):
            self._ledger = Ledger(clock, payments.identity, counts)
            self._payments = CountedPayments(payments, self._ledger)
        self.journal = journal
        self.clock = clock
        self.shop = shop
        self.clerk = ""
        """Who serves. Nobody signs on yet."""
        self.descriptions: dict[str, str] = {}
        """Of charges to a phone, by their transactions' ids, as each said by itself."""
        self._tell = tell
        self._tasks: set[asyncio.Task[Any]] = set()
        self._trouble_told_at: dict[str, float] = {}
        self._is_closed = False

    @property
    def problem(self) -> SettingsTrouble | None:
        return self._payments if isinstance(self._payments, SettingsTrouble) else None

    @property
    def payments(self) -> Payments:
        """The line to lomi.

        Raises:
            SettingsTrouble: there is no key, or no address, with which to ask.
        """
        if isinstance(self._payments, SettingsTrouble):
            raise self._payments
        return self._payments

    @property
    def ledger(self) -> Ledger:
        """What lomi. has been asked. There is one as soon as there is a key to ask with."""
        if self._ledger is None:
            raise self.problem or AssertionError
        return self._ledger

    @property
    def who(self) -> str:
        """Who is named by an event that a person caused."""
        return self.clerk or "clerk"

    @property
    def lomis_now(self) -> datetime | None:
        """The time at lomi.; None while nothing tells it."""
        return self._payments.lomis_now if not isinstance(self._payments, SettingsTrouble) else None

    @property
    def lomis_time(self) -> datetime:
        """The time at lomi., as nearly as it is known: by our own clock while nothing tells."""
        return self.lomis_now or self.clock.now()

    # ------------------------------------------------------------------ what happened
    def record(self, sale_id: int, *events: ev.Event) -> Sale:
        """Commit ``events`` and only then tell of them, in the order of their commits.

        Raises:
            JournalTrouble: they are not on disk, and nothing was told.
        """
        before = self.journal.sale(sale_id)
        if not events:
            return before
        sale = self.journal.record(sale_id, events)
        new = sale.history[len(before.history) :]
        if new:
            self.tell(SaleChanged(sale, new))
        moved = (sale.received, sale.refunded, sale.cash_back)
        if moved != (before.received, before.refunded, before.cash_back):
            self.tell_day_if_it_can_be_read()
        return sale

    def tell(self, news: News) -> None:
        """Hand ``news`` over, unless the engine has ended. A listener that fails stops nothing that is about money."""
        if self._is_closed:
            return
        try:
            self._tell(news)
        except Exception:  # noqa: BLE001  the listener's bug is logged; the sale goes on
            _log.exception("%s could not be handed over", type(news).__name__)

    def tell_day(self) -> None:
        start, end = local_day(self.clock.now())
        self.tell(DayChanged(self.journal.day_total(start, end, self.shop.currency)))

    def tell_day_if_it_can_be_read(self) -> None:
        """The payment is on disk and told: a total that cannot be read just now must not look like its failure."""
        try:
            self.tell_day()
        except JournalTrouble as trouble:
            _log.warning("The day's total was not read: %s", trouble)

    def tell_trouble(self, error: BaseException) -> None:
        """Tell what went wrong outside any one sale; the same again only after a minute."""
        message = as_unwritten(as_message(error))
        now = self.clock.monotonic()
        told_at = self._trouble_told_at.get(message.code)
        if told_at is None or now - told_at >= TROUBLE_TOLD_EVERY_S:
            self._trouble_told_at[message.code] = now
            self.tell(Trouble(message))

    # ------------------------------------------------------------------ what runs beside
    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> "asyncio.Task[Any]":
        """Run ``work`` beside everything else; if it ends in a bug, the log has it and the clerk one calm line."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    async def close(self) -> None:
        """Cancel what was spawned and wait until it has ended. Nothing is told after this."""
        while self._tasks:  # what is cancelled may have begun something else at its end
            tasks = list(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._ledger is not None:
            self._ledger.keep()
        self._is_closed = True

    def _on_task_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        if not isinstance(error, LomiPosError):
            _log.error("%s failed", task.get_name(), exc_info=error)
        self.tell_trouble(error)
