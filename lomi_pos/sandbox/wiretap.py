"""Around every exchange: the request is written down, the answer dated and numbered."""

import uuid
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lomi_pos.sandbox.clock import Clock
from lomi_pos.sandbox.faults import Faults
from lomi_pos.sandbox.keys import mask
from lomi_pos.sandbox.request_log import Recorded, RequestLog
from lomi_pos.sandbox.spoiling import answer_or_spoil

LARGEST_BODY = 10 * 1024 * 1024
OWN_PATHS = ("/_sandbox",)
SECRET_HEADERS = ("x-api-key", "x-lomi-api-key", "authorization")


class Wiretap:
    """The outermost layer: reads the body, writes the request down, dates and numbers the answer."""

    def __init__(self, app: ASGIApp, *, log: RequestLog, clock: Clock, faults: Faults) -> None:
        self._app = app
        self._log = log
        self._clock = clock
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not is_loopback_host(headers.get("host", "")):
            # A web page that points its own name at this machine is no till.
            await PlainTextResponse("Wrong host", 421)(scope, receive, send)
            return
        try:
            body = await _read_body(receive)
        except _SenderGone:
            return
        if body is None:
            await PlainTextResponse("request entity too large", 413)(scope, receive, send)
            return
        recorded = self._record(scope, headers, body)
        scope["lomi.request_id"] = recorded.request_id
        scope["path"] = scope["path"].rstrip("/") or "/"

        async def dated_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._log.note_answer(recorded, message["status"])
                answered = MutableHeaders(scope=message)
                answered["Date"] = format_datetime(self._clock.now(), usegmt=True)
                answered["X-Request-Id"] = recorded.request_id
            await send(message)

        fault = self._faults.take(recorded.method, recorded.path)
        recorded.fault = fault.kind if fault else None
        await answer_or_spoil(fault, self._app, scope, _replay(body, receive), dated_send)

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


class _SenderGone(Exception):
    """The line ended before the whole request was here: there is no request."""


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body; None when it is too large."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _SenderGone
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
