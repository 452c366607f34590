"""How far a request got before the line failed, and what that failure is called."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import httpx

from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import LomiTrouble, NoConnection, OutcomeUnknown
from lomi_pos.till.moment import Moment
from lomi_pos.till.ports import Clock


class TooLate(OSError):
    """The machine slept while the connection was made. Not one byte of the request left."""


_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    TooLate,
)


class Line:
    """What has happened on the line so far, told by httpcore's trace.

    Only a connection that is known to be in the making counts as "not sent": with no trace at all, it was sent.

    Args:
        deadline_s: After so many seconds, or a sleep of the machine, a connection that comes about is too late: what
            was asked for on Saturday must not leave on Monday, when lomi. has forgotten its idempotency key.
    """

    def __init__(self, clock: Clock, deadline_s: float) -> None:
        self._clock = clock
        self._began = Moment.now(clock)
        self._deadline = timedelta(seconds=deadline_s)
        self.is_connecting = False
        self.is_sent = False
        self.has_answered = False

    async def on_trace(self, event: str, info: Mapping[str, Any]) -> None:
        """``connection.connect_tcp.started`` and the like; a proxy's CONNECT carries nothing of the request.

        Raises:
            TooLate: the request, which was just about to leave, must not.
        """
        if event.endswith(".send_request_headers.started"):
            if getattr(info.get("request"), "method", b"") != b"CONNECT":
                self._check_in_time()
                self.is_sent = True
        elif event.endswith((".connect_tcp.started", ".start_tls.started", ".setup_socks5_connection.started")):
            self.is_connecting = True

    def _check_in_time(self) -> None:
        age = self._age
        if age is None or age > self._deadline:
            raise TooLate

    @property
    def _age(self) -> timedelta | None:
        return self._began.age(Moment.now(self._clock))

    @property
    def is_undisturbed(self) -> bool:
        """Whether the machine has not slept since: an answer that waited meanwhile is dated long ago."""
        return self._age is not None

    @property
    def never_sent(self) -> bool:
        return self.is_connecting and not self.is_sent


def trouble_on_the_line(error: Exception, line: Line, answered: Answered) -> LomiTrouble:
    """Return ``NoConnection`` when not one byte of the request was sent, else ``OutcomeUnknown``."""
    if isinstance(error, _NEVER_SENT) or line.never_sent:
        return NoConnection(_why_not_connected(error))
    return OutcomeUnknown(_what_happened(error, line), answered)


def _why_not_connected(error: Exception) -> str:
    if isinstance(error, TooLate):
        return "slept"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "timeout"
    if isinstance(error, httpx.ProxyError):
        return "proxy"
    causes = list(_causes(error))
    for kind, fault in ((ssl.SSLError, "tls"), (socket.gaierror, "dns"), (ConnectionRefusedError, "refused")):
        if any(isinstance(cause, kind) for cause in causes):
            return fault
    return "connect"


def _what_happened(error: Exception, line: Line) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "timeout"
    is_protocol = isinstance(error, httpx.ProtocolError)
    if is_protocol and line.has_answered:
        return "truncated"
    if is_protocol and not str(error).startswith("Server disconnected"):
        return "protocol"
    return "reset"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """``error`` and all that led to it; trying several addresses of a host fails as a group."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or error.__context__
