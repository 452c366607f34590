"""Every request that came, as tests and support want to see it."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lomi_pos.sandbox.clock import stamp


@dataclass(slots=True)
class Recorded:
    """One request. ``status`` stays None when the socket was closed unanswered."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: datetime
    request_id: str
    status: int | None = None
    fault: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": self.headers,
            "body": self.body.decode(errors="replace"),
            "at": stamp(self.at),
            "request_id": self.request_id,
            "status": self.status,
            "fault": self.fault,
        }


class RequestLog:
    """The last few thousand requests, oldest first. Any thread may read it."""

    def __init__(self, most: int = 5000) -> None:
        self._kept: deque[Recorded] = deque(maxlen=most)
        self._lock = threading.Condition()

    def __iter__(self) -> Iterator[Recorded]:
        with self._lock:
            return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, index: int) -> Recorded:
        with self._lock:
            return self._kept[index]

    def add(self, recorded: Recorded) -> None:
        with self._lock:
            self._kept.append(recorded)

    def note_answer(self, recorded: Recorded, status: int) -> None:
        with self._lock:
            recorded.status = status
            self._lock.notify_all()

    def wait_until(self, is_so: Callable[[], bool], most_s: float) -> bool:
        """Wait for answers until ``is_so``, but no longer than ``most_s``. Returns whether it is."""
        with self._lock:
            return self._lock.wait_for(is_so, most_s)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def to(self, path_prefix: str, method: str | None = None) -> list[Recorded]:
        """Return the requests to a path, or to one below it."""
        return [each for each in self if each.path.startswith(path_prefix) and method in (None, each.method)]
