"""Every request that came, as tests and support want to see it, and the headers of every answer."""

import threading
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lomi_pos.sandbox.clock import Clock, stamp
from lomi_pos.sandbox.keys import mask

LARGEST_BODY = 10 * 1024 * 1024
OWN_PATHS = ("/_sandbox",)
SECRET_HEADERS = ("x-api-key", "x-lomi-api-key", "authorization")


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
        self._lock = threading.Lock()

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

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def to(self, path_prefix: str, method: str | None = None) -> list[Recorded]:
        """Return the requests to a path, or to one below it."""
        return [each for each in self if each.path.startswith(path_prefix) and method in (None, each.method)]


class Interference(Protocol):
    """Something that may spoil an exchange (see ``faults``)."""

    async def around(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, recorded: Recorded) -> None: ...


class Wiretap:
    """The outermost layer: reads the body, writes the request down, dates and numbers the answer."""

    def __init__(self, app: ASGIApp, *, log: RequestLog, clock: Clock, interference: Interference) -> None:
        self._app = app
        self._log = log
        self._clock = clock
        self._interference = interference

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not is_loopback_host(headers.get("host", "")):
            # A web page that points its own name at this machine is no till.
            await PlainTextResponse("Wrong host", 421)(scope, receive, send)
            return
        body = await _read_body(receive)
        if body is None:
            await PlainTextResponse("request entity too large", 413)(scope, receive, send)
            return
        recorded = self._record(scope, headers, body)
        scope["lomi.request_id"] = recorded.request_id
        scope["path"] = scope["path"].rstrip("/") or "/"

        async def dated_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                recorded.status = message["status"]
                answered = MutableHeaders(scope=message)
                answered["Date"] = format_datetime(self._clock.now(), usegmt=True)
                answered["X-Request-Id"] = recorded.request_id
            await send(message)

        await self._interference.around(self._app, scope, _replay(body, receive), dated_send, recorded)

    def _record(self, scope: Scope, headers: Headers, body: bytes) -> Recorded:
        recorded = Recorded(
            method=scope["method"],
            path=scope["path"],
            query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
            headers={name: mask(value) if name in SECRET_HEADERS else value for name, value in headers.items()},
            body=body,
            at=self._clock.now(),
            request_id=headers.get("x-request-id", "").strip() or str(uuid.uuid4()),
        )
        if not recorded.path.startswith(OWN_PATHS):
            self._log.add(recorded)
        return recorded


def is_loopback_host(host: str | None) -> bool:
    """Whether a host, with or without a port, is this machine."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


async def _read_body(receive: Receive) -> bytes | None:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        if sum(map(len, parts)) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
