"""Is lomi. there? Told from what is asked anyway; asked about by itself only when nothing else was for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line
from lomi_pos.till.errors import KEY_REFUSALS, KeyRefused, LomiTrouble
from lomi_pos.till.queries import TransactionQuery

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Account, Provider

SILENT_S = 15.0
"""Without an answer for this long while something was asked, the screen says so."""

PROBE_S = 120.0
"""Each costs one request of the day's."""

SUSPECT_EVERY_S = 60.0
_TICK_S = 1.0
_TOLD_AT_LEAST_EVERY_S = 5.0


class Connection:
    """Watches the line, and knows whose key it is once lomi. has told."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.came_back: Callable[[], None] = lambda: None
        """Called when lomi. answers again after the line was down, before anybody is told so."""
        self._told: ConnectionChanged | None = None
        self._told_at = 0.0
        self._failing_since: float | None = None
        self._suspected_at: float | None = None
        self._ways: tuple[Provider, ...] = ()
        """Those that are connected, once lomi. has said so."""

    async def run(self) -> None:
        """Tell of the line whenever it changes, and probe it when it has been quiet."""
        quiet_since = self._desk.clock.monotonic()
        last_answer_at = None
        while True:
            now = self._desk.clock.monotonic()
            line = self._line(now)
            if self._desk.payments.last_answer_at != last_answer_at:
                last_answer_at, quiet_since = self._desk.payments.last_answer_at, now
            elif now - quiet_since >= (SILENT_S if line is Line.DOWN else PROBE_S):
                quiet_since = now
                self._desk.spawn(self.check_account(is_probe=True), "probing the line")
            self._tell_if_news(line, now)
            await self._desk.clock.sleep(_TICK_S)

    def _line(self, now: float) -> Line:
        """Down once 15 s have passed since the first failure after the last answer; at once before any answer."""
        answered_at = self._desk.payments.last_answer_at
        failed_at = self._desk.payments.last_failure_at
        if failed_at is None or (answered_at is not None and failed_at <= answered_at):
            self._failing_since = None
            return Line.UNKNOWN if answered_at is None else Line.UP
        if self._failing_since is None:
            self._failing_since = now
        return Line.DOWN if answered_at is None or now - self._failing_since >= SILENT_S else Line.UP

    def _tell_if_news(self, line: Line, now: float) -> None:
        payments = self._desk.payments
        is_unanswered = line is Line.UP and self._failing_since is not None
        told = ConnectionChanged(line, payments.last_answer_at, payments.clock_offset_s, is_unanswered)
        was = self._told
        if was is not None and was.line is Line.DOWN and line is Line.UP:
            self.came_back()
        line_changed = was is None or (was.line, was.is_unanswered) != (told.line, told.is_unanswered)
        if line_changed or (told != self._told and now - self._told_at >= _TOLD_AT_LEAST_EVERY_S):
            self._told, self._told_at = told, now
            self._desk.tell(told)

    async def next_answer(self) -> None:
        """Return once lomi. has answered something, whatever it was, after this moment."""
        before = self._desk.payments.last_answer_at
        while self._desk.payments.last_answer_at == before:
            await self._desk.clock.sleep(_TICK_S)

    def suspect_key(self) -> None:
        """Something was refused by 401: ask in the background whose key this is, at most once a minute."""
        now = self._desk.clock.monotonic()
        if self._suspected_at is None or now - self._suspected_at >= SUSPECT_EVERY_S:
            self._suspected_at = now
            self._desk.spawn(self.check_account(), "asking about the key")

    @property
    def providers(self) -> tuple[str, ...]:
        """The codes of the connected ways to pay, as they were last told."""
        return tuple(one.code for one in self._ways if one.is_connected)

    async def check_account(self, *, is_probe: bool = False) -> AccountSeen:
        """Ask whose key this is, twice when it is refused (one 401 proves nothing); tell it.

        A probe that the line swallows tells nothing of the account: the line itself is told of instead.
        """
        seen = await self._ask_whose_key(with_providers=not is_probe)
        is_about_the_line = seen.problem is not None and seen.problem.code not in KEY_REFUSALS
        if not (is_probe and is_about_the_line):
            self._desk.tell(seen)
        return seen

    async def _ask_whose_key(self, *, with_providers: bool) -> AccountSeen:
        payments = self._desk.payments
        for is_last in (False, True):
            try:
                account = await self._account()
                if with_providers:
                    self._ways = await self._ask_ways()
                return AccountSeen(payments.identity, account, self._ways)
            except KeyRefused as refused:
                if is_last:
                    return AccountSeen(payments.identity, problem=refused.message)
                await self._desk.clock.sleep(_TICK_S)
            except LomiTrouble as trouble:
                return AccountSeen(payments.identity, problem=trouble.message)
        raise AssertionError  # the loop returns

    async def _account(self) -> Account | None:
        """None with a Network account: ``GET /me`` tells only of the key's own organization (lomi. docs, Network)."""
        if self._desk.payments.identity.account:
            await self._desk.payments.transactions(TransactionQuery(limit=1))
            return None
        return await self._desk.payments.account()

    async def _ask_ways(self) -> tuple[Provider, ...]:
        if self._desk.payments.identity.account:
            return ()
        return tuple(await self._desk.payments.providers())


async def until_set(event: asyncio.Event, *tasks: asyncio.Task[None]) -> None:
    """Wait for ``event``, or for the first of ``tasks`` to end, which is a bug: they run for ever."""
    stopping = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done() and not task.cancelled():
                task.result()
    finally:
        stopping.cancel()
