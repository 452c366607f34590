"""The hour, as the sandbox knows it: the machine's, or one that a test turns by hand."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Return an aware UTC time. Called from the server's thread and from others."""
        ...


class MachineClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class HandClock:
    """A clock that stands still until somebody turns it. Any thread may."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        with self._lock:
            self._now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
            return self._now


def stamp(at: datetime) -> str:
    """Write a time as lomi. does: ``2025-04-04T14:21:49.955Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Read an ISO 8601 time; one without an offset is taken as UTC.

    Raises:
        ValueError: it is not a time.
    """
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def read_stamp_or_none(value: Any) -> datetime | None:
    """What a client wrote, if it is a time at all."""
    try:
        return read_stamp(value)
    except (TypeError, ValueError):
        return None
