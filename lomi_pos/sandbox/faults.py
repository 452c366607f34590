"""Trouble on purpose: lost, late, damaged and foreign answers, as many as asked for.

A fault is added with what it applies to and how often; a request meets the
first one that fits. Faults marked "answered first" let lomi. do its work and
then spoil the answer: the outcome is real, and the caller cannot know it.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from lomi_pos.sandbox.clock import Clock

Kind = Literal[
    "drop_before",  # the socket closes, nothing was done
    "drop_after",  # answered first: it was done, and the socket closes
    "reset_before",  # as drop_before, with a TCP reset
    "reset_after",
    "delay",  # waits delay_s, then goes on as if nothing had been
    "delay_after",  # answered first, and the answer waits delay_s
    "status",  # another status, body and headers of your choice
    "status_after",  # answered first: it was done, and the answer is another one of your choice
    "html",  # a gateway's error page
    "captive",  # a hotel's log-in page with status 200
    "redirect",  # to another host
    "empty",  # answered first: 200 and no body
    "truncated",  # answered first: half the body, then the socket closes
    "slow_bytes",  # answered first: a byte every delay_s
    "gzip",  # answered first: compressed, though nobody asked
    "gzip_bomb",  # a small body that swells to size bytes
    "huge",  # size bytes of JSON
    "endless_headers",  # header lines without end
]
KINDS: tuple[Kind, ...] = get_args(Kind)

OWN_PATHS = ("/_sandbox", "/checkout/", "/link/", "/wave/", "/mtn/", "/phone", "/thanks", "/left")


@dataclass(slots=True)
class Fault:
    """One kind of trouble and what it applies to.

    ``path`` is a whole path, for a list without the objects below it.
    ``times`` None is for ever, ``skip`` lets so many fitting requests pass
    first, ``hits`` counts those it met.
    """

    kind: Kind
    method: str | None = None
    path_prefix: str = "/"
    path: str | None = None
    times: int | None = 1
    skip: int = 0
    delay_s: float = 0.0
    status: int = 503
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    location: str = "https://elsewhere.example/"
    size: int = 50 * 1024 * 1024
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"No fault is called {self.kind!r}: take one of {', '.join(KINDS)}.")

    def fits(self, method: str, path: str) -> bool:
        is_spent = self.times is not None and self.hits >= self.times
        is_there = self.path in (None, path) and path.startswith(self.path_prefix)
        return not is_spent and self.method in (None, method) and is_there


class Faults:
    """The troubles that wait for their request. Any thread may add and clear."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[Fault] = []
        self._silent_until: datetime | None = None
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Fault]:
        with self._lock:
            return iter(tuple(self._waiting))

    def add(
        self,
        kind: Kind,
        *,
        method: str | None = None,
        path_prefix: str = "/",
        path: str | None = None,
        times: int | None = 1,
        skip: int = 0,
        delay_s: float = 0.0,
        status: int = 503,
        body: bytes | str | Mapping[str, Any] | list[Any] = b"",
        headers: Mapping[str, str] | None = None,
        location: str = "https://elsewhere.example/",
        size: int = 50 * 1024 * 1024,
    ) -> Fault:
        """Add a fault and return it, so that a test can read its ``hits``. A mapping as body is sent as JSON."""
        sent_headers = dict(headers or {})
        if isinstance(body, Mapping | list):
            body = json.dumps(body)
            sent_headers.setdefault("Content-Type", "application/json")
        fault = Fault(
            kind=kind,
            method=method.upper() if method else None,
            path_prefix=path_prefix,
            path=path,
            times=times,
            skip=skip,
            delay_s=delay_s,
            status=status,
            body=body.encode() if isinstance(body, str) else body,
            headers=sent_headers,
            location=location,
            size=size,
        )
        with self._lock:
            self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._silent_until = None

    def drop_connections(self, seconds: float) -> None:
        """Close every API connection unanswered for so long; 0 ends it. The hosted pages go on working."""
        with self._lock:
            self._silent_until = self._clock.now() + timedelta(seconds=seconds)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the trouble that a request meets, and count it."""
        if path.startswith(OWN_PATHS):
            return None
        with self._lock:
            if self._silent_until and self._clock.now() < self._silent_until:
                return Fault("drop_before")
            for fault in self._waiting:
                if fault.fits(method, path):
                    if fault.skip > 0:
                        fault.skip -= 1
                        continue
                    fault.hits += 1
                    return fault
        return None
