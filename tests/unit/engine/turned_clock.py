"""A clock that is turned by hand."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any, cast

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


async def settle() -> None:
    """Let everything run that can run without time passing."""
    ready = cast("Any", asyncio.get_running_loop())._ready
    await asyncio.sleep(0)
    while ready:  # noqa: ASYNC110  the loop itself is what is waited for
        await asyncio.sleep(0)


class TurnedClock:
    """The ``Clock`` port. It stands still until it is turned; whoever sleeps wakes when their hour comes, in order."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._elapsed_s = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed_s

    async def sleep(self, wait_s: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._elapsed_s + wait_s, next(self._count), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Turn the clock on, waking everybody on the way."""
        await settle()
        until_s = self._elapsed_s + seconds
        while self._sleepers and self._sleepers[0][0] <= until_s:
            at_s, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self._turn_to(max(at_s, self._elapsed_s))
                woken.set_result(None)
                await settle()
        self._turn_to(until_s)
        await settle()

    def leap(self, **by: float) -> None:
        """The machine sleeps: nobody wakes on the way."""
        self._turn_to(self._elapsed_s + timedelta(**by).total_seconds())

    def set_wrong(self, **by: float) -> None:
        """Somebody sets the clock on the wall; the seconds go on as they were."""
        self._now += timedelta(**by)

    def _turn_to(self, at_s: float) -> None:
        self._now += timedelta(seconds=at_s - self._elapsed_s)
        self._elapsed_s = at_s
