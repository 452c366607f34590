"""Days in seconds: an event loop in which nobody waits, and the clocks of one machine and of lomi. upon it."""

import asyncio
import selectors
from datetime import UTC, datetime, timedelta
from typing import Any

MORNING = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
_NOBODY_COMES_S = 5.0


class FastLoop(asyncio.SelectorEventLoop):
    """When all wait, the hour of the first to wake has come; ``asyncio.timeout`` and ``sleep`` go by this time."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0
        super().__init__(_Selector(self))
        self._clock_resolution = 1e-6  # days of seconds, counted in floats

    def time(self) -> float:
        return self.elapsed_s


class _Selector(selectors.SelectSelector):
    def __init__(self, loop: FastLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if timeout is None:
            found = super().select(_NOBODY_COMES_S)
            assert found, "everybody waits, and nobody will come"
            return found
        if timeout > 0:
            self._loop.elapsed_s += timeout
        return []


class LomiClock:
    """The true hour, as lomi. has it."""

    def __init__(self, loop: FastLoop) -> None:
        self._loop = loop
        self._asleep = timedelta()

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self._loop.elapsed_s) + self._asleep

    def sleep_through(self, hours: float) -> None:
        """The machine sleeps: the hour goes on, the seconds that it counts do not."""
        self._asleep += timedelta(hours=hours)


class TillClock:
    """The ``Clock`` port: the hour on the wall, right or wrong, and seconds that only grow."""

    def __init__(self, loop: FastLoop, true: LomiClock) -> None:
        self._loop = loop
        self._true = true
        self.wrong_by = timedelta()

    def now(self) -> datetime:
        return self._true.now() + self.wrong_by

    def monotonic(self) -> float:
        return self._loop.elapsed_s

    async def sleep(self, wait_s: float) -> None:
        await asyncio.sleep(wait_s)
