"""What charging, watching and recovering share: lomi., the journal, the clock, and telling only what is on disk."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from lomi_pos.engine.news import DayChanged, News, SaleChanged, Trouble
from lomi_pos.till import events as ev
from lomi_pos.till.day import local_day
from lomi_pos.till.errors import JournalTrouble, SettingsTrouble, as_message
from lomi_pos.till.ports import Clock, Journal, Payments, Shop
from lomi_pos.till.sale import Sale

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
    ) -> None:
        self._payments = payments
        self.journal = journal
        self.clock = clock
        self.shop = shop
        self.tell = tell
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def problem(self) -> SettingsTrouble | None:
        return self._payments if isinstance(self._payments, SettingsTrouble) else None

    @property
    def payments(self) -> Payments:
        """lomi.

        Raises:
            SettingsTrouble: there is no key, or no address, with which to ask.
        """
        if isinstance(self._payments, SettingsTrouble):
            raise self._payments
        return self._payments

    def record(self, sale_id: int, *events: ev.Event) -> Sale:
        """Commit ``events`` and only then tell of them; events that the sale already knows change nothing and are kept.

        Raises:
            JournalTrouble: they are not on disk, and nothing was told.
        """
        before = self.journal.sale(sale_id)
        if not events:
            return before
        sale = self.journal.record(sale_id, events)
        self.tell(SaleChanged(sale, sale.history[len(before.history) :]))
        if sale.received != before.received:
            self.tell_day()
        return sale

    def tell_day(self) -> None:
        start, end = local_day(self.clock.now())
        self.tell(DayChanged(self.journal.day_total(start, end, self.shop.currency)))

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> "asyncio.Task[Any]":
        """Run ``work`` beside everything else; if it ends in a bug, the log has it and the clerk one calm line."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    async def close(self) -> None:
        """Cancel what was spawned and wait until it has ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _on_task_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        if not isinstance(error, JournalTrouble):
            _log.error("%s failed", task.get_name(), exc_info=error)
        self.tell(Trouble(as_message(error)))
