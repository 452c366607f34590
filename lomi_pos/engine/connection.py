"""Is lomi. there? Told from what is asked anyway; asked about by itself only when nothing else was for a while."""

import asyncio

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line
from lomi_pos.till.errors import KeyRefused, LomiTrouble
from lomi_pos.till.lomi import Account

SILENT_S = 15.0
"""Without an answer for this long while something was asked, the screen says so."""

PROBE_S = 60.0
_TICK_S = 1.0
_TOLD_AT_LEAST_EVERY_S = 5.0


class Connection:
    """Watches the line, and knows whose key it is once lomi. has told."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told: ConnectionChanged | None = None
        self._told_at = 0.0

    async def run(self) -> None:
        """Tell of the line whenever it changes, and probe it when it has been quiet."""
        quiet_since = self._desk.clock.monotonic()
        last_answer_at = None
        while True:
            now = self._desk.clock.monotonic()
            if self._desk.payments.last_answer_at != last_answer_at:
                last_answer_at, quiet_since = self._desk.payments.last_answer_at, now
            elif now - quiet_since >= (PROBE_S if self._line() is not Line.DOWN else SILENT_S):
                quiet_since = now
                self._desk.spawn(self.check_account(), "probing the line")
            self._tell_if_news(now)
            await self._desk.clock.sleep(_TICK_S)

    def _line(self) -> Line:
        answered_at = self._desk.payments.last_answer_at
        failed_at = self._desk.payments.last_failure_at
        if failed_at is not None and (answered_at is None or failed_at > answered_at):
            silent_s = (self._desk.clock.now() - answered_at).total_seconds() if answered_at else SILENT_S
            return Line.DOWN if silent_s >= SILENT_S else Line.UP
        return Line.UNKNOWN if answered_at is None else Line.UP

    def _tell_if_news(self, now: float) -> None:
        told = ConnectionChanged(self._line(), self._desk.payments.last_answer_at, self._desk.payments.clock_offset_s)
        line_changed = self._told is None or self._told.line is not told.line
        if line_changed or (told != self._told and now - self._told_at >= _TOLD_AT_LEAST_EVERY_S):
            self._told, self._told_at = told, now
            self._desk.tell(told)

    async def check_account(self) -> AccountSeen:
        """Ask whose key this is, twice when it is refused (one 401 proves nothing); tell it, whatever the answer."""
        identity = self._desk.payments.identity
        seen = AccountSeen(identity)
        for is_last in (False, True):
            try:
                account = await self._account()
                seen = AccountSeen(identity, account, await self._providers())
                break
            except KeyRefused as refused:
                seen = AccountSeen(identity, problem=refused.message)
                if not is_last:
                    await self._desk.clock.sleep(_TICK_S)
            except LomiTrouble as trouble:
                seen = AccountSeen(identity, problem=trouble.message)
                break
        self._desk.tell(seen)
        return seen

    async def _account(self) -> Account | None:
        """None with a Network account: lomi. answers ``GET /me`` only for the key's own organization (contract 4.6)."""
        if self._desk.payments.identity.account:
            return None
        return await self._desk.payments.account()

    async def _providers(self) -> tuple[str, ...]:
        if self._desk.payments.identity.account:
            return ()
        providers = await self._desk.payments.providers()
        return tuple(one.code for one in providers if one.is_connected)


async def until_set(event: asyncio.Event, *tasks: "asyncio.Task[None]") -> None:
    """Wait for ``event``, or for the first of ``tasks`` to end, which is a bug: they run for ever."""
    stopping = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done() and not task.cancelled():
                task.result()
    finally:
        stopping.cancel()
