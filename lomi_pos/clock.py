"""This machine's clock, the one place that reads it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class SystemClock:
    """The ``Clock`` port, answered by the operating system."""

    def now(self) -> datetime:
        from datetime import UTC, datetime  # noqa: PLC0415  the window is painted before it asks what time it is

        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, wait_s: float) -> None:
        import asyncio  # noqa: PLC0415  whoever awaits has it; the window, which tells the time first, has not

        await asyncio.sleep(wait_s)
