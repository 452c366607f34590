"""This machine's clock, the one place that reads it."""

import time
from datetime import UTC, datetime


class SystemClock:
    """The ``Clock`` port, answered by the operating system."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, wait_s: float) -> None:
        import asyncio  # noqa: PLC0415  whoever awaits has it; the window, which tells the time first, has not

        await asyncio.sleep(wait_s)
