"""A till at work on a line that can be spoilt: the real engine, client and journal, the sandbox, and time that hurries.

No test here waits for a clock. Till time stands still while a request is under way, and leaps to the next sleeper's
hour when none is: a ``Retry-After`` of fifteen minutes is kept to the second and costs milliseconds.
"""

import asyncio
import contextlib
import heapq
import itertools
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from lomi_pos.api.answers import Answer
from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.api.transport import Call
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged, Trouble
from lomi_pos.sandbox.request_log import Recorded
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.events import AttemptUnclear
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.unit.engine.turned_clock import TurnedClock, settle

T = TypeVar("T")

LONGEST_REAL_S = 90
"""Only what hangs takes so long, also on a machine with ten times its work."""

LONGEST_TILL_S = 2 * 3600


class HurriedClock(TurnedClock):
    """Leaps from one sleeper's hour to the next when it is told to."""

    def leap_to_the_next(self) -> None:
        while self._sleepers:
            at_s, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self._turn_to(max(at_s, self._elapsed_s))
                woken.set_result(None)
                return
        raise AssertionError("nobody waits for anything any more")


class Line:
    """How many requests are under way."""

    def __init__(self, client: LomiClient) -> None:
        self.under_way = 0
        self._one_ended = asyncio.Event()
        self._send = client._transport.send
        client._transport.send = self._counted  # type: ignore[method-assign]

    async def _counted(self, call: Call) -> Answer:
        self.under_way += 1
        try:
            return await self._send(call)
        finally:
            self.under_way -= 1
            self._one_ended.set()

    async def one_ended(self) -> None:
        self._one_ended.clear()
        await self._one_ended.wait()


@dataclass(slots=True)
class Till:
    """One engine on one journal. Sales are numbered from 1; ``sale()`` is the first."""

    server: SandboxServer
    clock: HurriedClock
    engine: Engine
    journal: SqliteJournal
    path: Path
    line: Line
    news: list[News] = field(default_factory=list)
    is_sound: bool = True
    """Whether the journal is to be sound at the end; else the promise is for the next start to keep."""

    # ------------------------------------------------------------------ time
    async def until(self, is_so: Callable[[], Any], *, within_s: float = LONGEST_TILL_S) -> None:
        """Let till time pass until ``is_so``."""
        limit_s = self.clock.monotonic() + within_s
        async with asyncio.timeout(LONGEST_REAL_S):
            await settle()
            while not is_so():
                if self.line.under_way:
                    await self.line.one_ended()
                else:
                    assert self.clock.monotonic() < limit_s, f"in vain; {self.states()}"
                    self.clock.leap_to_the_next()
                await settle()

    async def wait(self, seconds: float) -> None:
        """Let ``seconds`` of till time pass, and what is under way come to its end."""
        waiting = asyncio.ensure_future(self.clock.sleep(seconds))
        await self.until(waiting.done)
        await self.until(lambda: not self.line.under_way)

    async def answer_of(self, command: Any) -> Any:
        """What ``command`` gives, or raises, while till time passes."""
        asked = asyncio.ensure_future(command)
        await self.until(asked.done)
        return asked.result()

    # ------------------------------------------------------------------ sales
    async def begin(self, minor: int = 5000, **order: Any) -> int:
        """Charge, and return the sale's id at once."""
        return (await self.engine.charge(Order(Money(minor), **order))).id

    async def charge(self, minor: int = 5000, **order: Any) -> int:
        """Charge, and return the sale's id once its code is there."""
        sale_id = await self.begin(minor, **order)
        await self.until(lambda: self.sale(sale_id).state is State.OPEN)
        return sale_id

    def sale(self, sale_id: int = 1) -> Sale:
        return self.journal.sale(sale_id)

    def remote_id(self, sale_id: int = 1) -> str:
        found = self.sale(sale_id).attempts[-1].remote_id
        assert found is not None
        return found

    async def settles(self, sale_id: int = 1) -> Sale:
        """The sale, once it is paid."""
        await self.until(lambda: self.sale(sale_id).state is State.PAID)
        return self.sale(sale_id)

    async def goes_on(self) -> None:
        """The next customer pays as if nothing had been."""
        sale_id = await self.charge(1500)
        self.server.pay(self.remote_id(sale_id), "MTN")
        paid = await self.settles(sale_id)
        assert (paid.received, paid.is_paid_exactly) == (Money(1500), True)

    # ------------------------------------------------------------------ what was told, and what is on disk
    def told(self, kind: type[T]) -> list[T]:
        return [one for one in self.news if isinstance(one, kind)]

    def states(self, sale_id: int = 1) -> list[str]:
        """The states that the window was told of, one after another."""
        states = [str(one.sale.state) for one in self.told(SaleChanged) if one.sale.id == sale_id]
        return [state for state, _ in itertools.groupby(states)]

    def words(self, sale_id: int = 1) -> str:
        """What the clerk reads beside the state: the code of the message, or nothing."""
        reason = self.sale(sale_id).reason
        return reason.code if reason is not None else ""

    def faults(self, sale_id: int = 1) -> list[str]:
        """What the journal says of the tries that were unclear."""
        return [one.fault for one in self.sale(sale_id).history if isinstance(one, AttemptUnclear)]

    def events(self, sale_id: int = 1) -> list[str]:
        return [type(event).__name__ for event in self.sale(sale_id).history]

    def creations(self) -> list[Recorded]:
        """Every POST that lomi. heard, oldest first."""
        return [one for one in self.server.requests if one.method == "POST"]

    def check_the_promise(self) -> None:
        """What holds after every story, whatever the line did."""
        lomi = self.server.lomi
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as db:
            attempts = db.execute("SELECT idempotency_key, body FROM attempt").fetchall()
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        bodies = dict(attempts)
        assert len(bodies) == len(attempts), "an idempotency key was used for two attempts"
        made = [one for one in lomi.sessions.values() if one.payment_link_id is None]
        assert len(made) + len(lomi.links) <= len(attempts), "lomi. has more codes than there are attempts"
        for sent in self.creations():
            key = sent.headers.get("idempotency-key")
            assert sent.body in bodies.values(), "a body was sent that is not in the journal"
            assert key is None or bodies[key] == sent.body, "a key was sent with another body"
        completed = {one.id for one in lomi.sessions.values() if one.status == "completed"}
        for news in self.told(SaleChanged):
            if news.sale.state is State.PAID:
                ids = {attempt.remote_id for attempt in news.sale.attempts}
                assert ids & completed, "a sale was told as paid, and lomi. has no money for it"
        assert "bug" not in [one.message.code for one in self.told(Trouble)]


@contextlib.asynccontextmanager
async def open_till(
    server: SandboxServer,
    path: Path,
    clock: HurriedClock,
    *,
    url: str = "",
    sweeps: bool = False,
    is_practice: bool = False,
    **shop: Any,
) -> AsyncIterator[Till]:
    """A till that talks to ``server``, or to whoever answers at ``url`` in its place."""
    identity = identity_for(server.key, url or server.url)
    kept = Shop(success_url=server.thanks, cancel_url=server.left, **shop)
    news: list[News] = []
    stopping = asyncio.Event()
    journal = SqliteJournal.open(path, is_practice=is_practice)
    try:
        async with LomiClient(identity=identity, key=server.key, shop=kept, clock=clock) as client:
            engine = Engine(payments=client, journal=journal, clock=clock, shop=kept, tell=news.append)
            till = Till(server, clock, engine, journal, path, Line(client), news)
            living = asyncio.create_task(engine.run_until(stopping, sweeps=sweeps))
            try:
                yield till
                if till.is_sound:
                    till.check_the_promise()
            finally:
                stopping.set()
                await living
    finally:
        journal.close()


class Conversations:
    """A server on a socket of this machine, whose conversations all end with it."""

    def __init__(self) -> None:
        self.url = ""
        self._server: asyncio.Server | None = None
        self._writers: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1")
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()
        for writer in self._writers.values():
            writer.transport.abort()
        await asyncio.gather(*self._writers, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.ensure_future(self._end_of(reader, writer))
        self._writers[talk] = writer
        talk.add_done_callback(lambda done: self._writers.pop(done, None))

    async def _end_of(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError


class Listener(Conversations):
    """``heard`` is every byte that came, and every connection."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = b""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard += b"(a connection)"
        while more := await reader.read(65536):
            self.heard += more
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")


@dataclass(slots=True)
class Lie:
    """Changes what lomi. answers to one request on its way: its JSON, or its very bytes."""

    method: str
    is_list: bool
    tell: Callable[[Any], Any]
    times: int | None = None
    path: str = "/checkout-sessions"
    told: int = 0

    def fits(self, method: str, path: str) -> bool:
        is_spent = self.times is not None and self.told >= self.times
        is_there = path == self.path if self.is_list or method == "POST" else path.startswith(self.path + "/")
        return not is_spent and method == self.method and is_there


class Liar(Conversations):
    """Stands on the line in front of the sandbox: passes every request on, and lies about the answers.

    lomi. does its work all the same, so that what it really has can be held against what the till was told.
    """

    def __init__(self, server: SandboxServer) -> None:
        super().__init__()
        self._sandbox = server
        self._lies: list[Lie] = []

    def about_creation(self, tell: Callable[[Any], Any], **how: Any) -> Lie:
        return self._add(Lie("POST", is_list=False, tell=tell, **how))

    def about_one(self, tell: Callable[[Any], Any], **how: Any) -> Lie:
        return self._add(Lie("GET", is_list=False, tell=tell, **how))

    def about_list(self, tell: Callable[[Any], Any], **how: Any) -> Lie:
        return self._add(Lie("GET", is_list=True, tell=tell, **how))

    def stop_lying(self) -> None:
        self._lies.clear()

    def _add(self, lie: Lie) -> Lie:
        self._lies.append(lie)
        return lie

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One exchange a connection: that is all a liar needs."""
        request = await _read_request(reader)
        head, body = await self._asked(request)
        method, path, _ = request.split(b" ", 2)
        plain = path.decode().partition("?")[0]
        for lie in self._lies:
            if lie.fits(method.decode(), plain):
                lie.told += 1
                body = _bytes_of(lie.tell(json.loads(body)))
                break
        writer.write(head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    async def _asked(self, request: bytes) -> tuple[bytes, bytes]:
        host, port = self._sandbox.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            writer.write(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            await writer.drain()
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        finally:
            writer.close()
            await writer.wait_closed()
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-length", b"connection"))]
        return b"".join(line + b"\r\n" for line in kept), body


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    kept = b"\r\n".join(line for line in lines if not line.lower().startswith(b"connection:"))
    return kept + await reader.readexactly(length)


def _bytes_of(told: Any) -> bytes:
    return told if isinstance(told, bytes) else json.dumps(told).encode()
