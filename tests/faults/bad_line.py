"""The line between a till and the sandbox, in process: it takes its time, and loses what it is told to lose."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

import httpx

from tests.faults.fast_time import LomiClock

Fault = Literal[
    "refused",  # no connection: not a byte leaves
    "lost_going",  # it never arrives, and the till cannot know
    "lost_coming",  # done, and the answer is lost
    "too_slow",  # done, and the answer comes after every deadline
    "gateway",  # a gateway's page; nothing was done
    "gateway_done",  # a gateway's page in front of what was done
    "half",  # done, and half of the answer
    "captive",  # a hotel's page with 200
    "own_500",  # lomi.'s own error object; nothing was done
    "busy",  # 429
    "key_refused",  # 401, for no reason
    "refusal",  # 400, for no reason
]
FAULTS: tuple[Fault, ...] = (
    "refused",
    "lost_going",
    "lost_coming",
    "too_slow",
    "gateway",
    "gateway_done",
    "half",
    "captive",
    "own_500",
    "busy",
    "key_refused",
    "refusal",
)
LOSSES: tuple[Fault, ...] = ("refused", "lost_going", "lost_coming", "too_slow", "gateway", "half")

TOO_SLOW_S = 60.0
_TRIP_S = 0.15
_CONNECTING_S = 0.05
_DIES_AFTER = timedelta(minutes=5)
"""A connection whose machine has slept for longer is dead: what was sent on it by then never arrives."""


class BadLine(httpx.AsyncBaseTransport):
    """One till's line. What was sent arrives even when its sender is gone."""

    def __init__(self, app: Any, chance: random.Random, true_clock: LomiClock) -> None:
        self._asgi = httpx.ASGITransport(app)
        self._true_clock = true_clock
        self._chance = chance
        self._on_the_way: set[asyncio.Task[Any]] = set()
        self.is_up = True
        self.loses: float = 0.0
        """The part of all requests that meets a loss."""
        self.is_cut: Callable[[], bool] = lambda: False
        """Whether the till at this end is dead: then nothing leaves it, and nothing reaches it."""
        self.requests = 0
        self.made: Counter[bytes] = Counter()
        """How often lomi. has made something of this body, idempotent or not."""
        self.spoilt: Counter[str] = Counter()
        self._waiting: list[tuple[Fault, str]] = []

    # ------------------------------------------------------------------ what is to go wrong
    def renewed(self) -> "BadLine":
        """The same line for another till: in the same state, with the same counts."""
        line = BadLine(self._asgi.app, self._chance, self._true_clock)
        line.is_up, line.loses = self.is_up, self.loses
        line.requests, line.made, line.spoilt, line._waiting = self.requests, self.made, self.spoilt, self._waiting
        return line

    def spoil(self, fault: Fault, method: str, times: int) -> None:
        """The next ``times`` requests by ``method`` meet this."""
        self._waiting += [(fault, method)] * times

    def mend(self) -> None:
        self.is_up, self.loses = True, 0.0
        self._waiting.clear()

    def _fault_for(self, request: httpx.Request) -> Fault | None:
        if not self.is_up:
            return "refused"
        for one in self._waiting:
            if one[1] == request.method:
                self._waiting.remove(one)
                return one[0]
        if self._chance.random() < self.loses:
            return self._chance.choice(LOSSES)
        return None

    # ------------------------------------------------------------------ a request
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut():
            await asyncio.Event().wait()
        fault = self._fault_for(request)
        if fault is not None:
            self.spoilt[fault] += 1
        if fault == "refused":
            raise httpx.ConnectError("All connection attempts failed")
        await self._connect(request)
        self.requests += 1
        return await self._exchange(request, fault)

    async def _connect(self, request: httpx.Request) -> None:
        """As httpcore does: whoever listens to its trace is told, and may refuse, before the first byte leaves."""
        trace = request.extensions["trace"]
        await trace("connection.connect_tcp.started", {})
        await asyncio.sleep(_CONNECTING_S)
        if self.is_cut():
            await asyncio.Event().wait()
        await trace("http11.send_request_headers.started", {})

    async def _exchange(self, request: httpx.Request, fault: Fault | None) -> httpx.Response:
        if fault in _UNDONE:
            await asyncio.sleep(2 * _TRIP_S)
            return _UNDONE[fault].as_response()
        answer = await asyncio.shield(self._sent(self._deliver(request, is_lost=fault == "lost_going")))
        await asyncio.sleep(TOO_SLOW_S if fault == "too_slow" else _TRIP_S)
        if self.is_cut():
            await asyncio.Event().wait()
        match fault:
            case "lost_going" | "lost_coming":
                raise httpx.ReadError("")
            case _ if answer is _NOTHING:
                raise httpx.ReadError("")
            case "gateway_done":
                return _GATEWAY.as_response()
            case "half":
                return replace(answer, body=answer.body[: len(answer.body) // 2]).as_response()
            case _:
                return answer.as_response()

    def _sent(self, work: "Coroutine[Any, Any, Answer]") -> "asyncio.Task[Answer]":
        task = asyncio.get_running_loop().create_task(work)
        self._on_the_way.add(task)
        task.add_done_callback(self._on_the_way.discard)
        return task

    async def _deliver(self, request: httpx.Request, *, is_lost: bool) -> "Answer":
        left_at = self._true_clock.now()
        await asyncio.sleep(_TRIP_S - _CONNECTING_S)
        if is_lost or self._true_clock.now() - left_at > _DIES_AFTER:
            return _NOTHING
        response = await self._asgi.handle_async_request(request)
        if request.method == "POST" and response.status_code == httpx.codes.CREATED:
            self.made[request.content] += 1
        return Answer(response.status_code, response.headers.raw, await response.aread())


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes = b""

    def as_response(self) -> httpx.Response:
        return httpx.Response(self.status, headers=list(self.headers), stream=httpx.ByteStream(self.body))


def _of_lomi(status: int, code: str, message: str, *headers: tuple[bytes, bytes]) -> Answer:
    body = {"error": {"code": code, "message": message, "details": None}, "request_id": "spoilt"}
    return Answer(status, ((b"Content-Type", b"application/json"), *headers), json.dumps(body).encode())


_NOTHING = Answer(0)
_GATEWAY = Answer(502, ((b"Content-Type", b"text/html"),), b"<h1>502 Bad Gateway</h1>")
_UNDONE: dict[Fault | None, Answer] = {
    "gateway": _GATEWAY,
    "captive": Answer(200, ((b"Content-Type", b"text/html"),), b"<form>Room <input></form>"),
    "own_500": _of_lomi(500, "INTERNAL_SERVER_ERROR", "Database error"),
    "busy": _of_lomi(429, "RATE_LIMITED", "Too many requests", (b"Retry-After", b"5")),
    "key_refused": _of_lomi(401, "UNAUTHORIZED", "Invalid API Key"),
    "refusal": _of_lomi(400, "BAD_REQUEST", "No"),
}
