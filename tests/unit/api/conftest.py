"""A clock turned by hand, lomi. as a function, and lomi. as bare bytes on a socket."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.clock import SystemClock
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from tests.unit.api.asked import SESSION_ID

TEST_KEY = "lomi_sk_test_0123456789abcdefa1b2"
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


class FakeClock:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    async def sleep(self, wait_s: float) -> None:
        self.at += timedelta(seconds=wait_s)


class Body(httpx.AsyncByteStream):
    """A body that is read from the line, as a real one is."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


class Lomi:
    """lomi. as the answers it will give, the last one for ever; ``asked`` is what came."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self._answers: list[httpx.Response | Exception] = []

    def answers(self, payload: Any, status: int = 200, **headers: str) -> None:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._answers.append(httpx.Response(status, stream=Body(body), headers=named))

    def refuses(self, status: int, message: str = "No") -> None:
        """Answer with lomi.'s error object."""
        error = {"code": f"code_{status}", "message": message, "details": None}
        self.answers({"error": error, "request_id": "r"}, status)

    def fails(self, error: Exception) -> None:
        self._answers.append(error)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, stream=answer.stream, headers=answer.headers)


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def lomi():
    return Lomi()


@pytest.fixture
def identity() -> Identity:
    return identity_for(TEST_KEY)


@pytest.fixture
def shop() -> Shop:
    return Shop(title="Chez Awa", till="A")


@pytest.fixture
def sale(identity: Identity) -> Sale:
    return Sale(41, "A-041", "0123456789A", Money(5000), NOON, identity)


@pytest.fixture
def order() -> Order:
    return Order(Money(5000))


@pytest.fixture
async def client_for(clock: FakeClock, shop: Shop):
    """Make clients of any address, account and clock; they are closed at the end."""
    async with AsyncExitStack() as stack:

        async def make(base_url: str = "", *, account: str = "", inner: Any = None, **others: Any) -> LomiClient:
            identity = identity_for(TEST_KEY, base_url, account)
            client = LomiClient(identity=identity, key=TEST_KEY, shop=shop, inner=inner, **{"clock": clock, **others})
            return await stack.enter_async_context(client)

        yield make


@pytest.fixture
async def client(client_for, lomi: Lomi) -> LomiClient:
    made: LomiClient = await client_for(inner=httpx.MockTransport(lomi))
    return made


@pytest.fixture(
    scope="module",
    params=[("documented", "-"), ("live", "-"), ("mixed", "one"), ("mixed", "two"), ("mixed", "three")],
    ids="-".join,
)
def running(request: pytest.FixtureRequest):
    """lomi. in miniature over real sockets, in every dialect and in mixtures of them."""
    dialect, seed = request.param
    with SandboxServer(dialect=dialect, dialect_seed=seed) as server:
        yield server


@pytest.fixture
def sandbox(running):
    yield running
    running.faults.clear()


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def serve():
    """Serve a conversation on a loopback socket, with a count of the requests it has read; returns its address."""
    async with AsyncExitStack() as stack:
        writers: list[asyncio.StreamWriter] = []

        async def start(talk: Talk) -> str:
            async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                writers.append(writer)
                try:
                    await talk(reader, writer)
                except (ConnectionError, asyncio.IncompleteReadError):
                    pass
                finally:
                    writer.close()

            server = await stack.enter_async_context(await asyncio.start_server(accept, "127.0.0.1"))
            return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

        yield start
        for writer in writers:
            writer.transport.abort()


@pytest.fixture
def a_session() -> dict[str, Any]:
    """A session as the docs show one, without its envelope."""
    return {
        "checkout_session_id": SESSION_ID,
        "url": f"https://checkout.lomi.africa/checkout/{SESSION_ID}",
        "status": "open",
        "expires_at": "2025-04-04T15:21:49.955Z",
        "created_at": "2025-04-04T14:21:49.955Z",
        "amount": 5000,
        "currency_code": "XOF",
        "title": "Chez Awa · A-041 · 0123456789A",
        "metadata": {"order_ref": "0123456789A"},
        "environment": "test",
    }


@pytest.fixture
def a_transaction() -> dict[str, Any]:
    return {
        "transaction_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "gross_amount": 5000,
        "fee_amount": 125,
        "net_amount": 4875,
        "currency_code": "XOF",
        "payment_method_code": "MOBILE_MONEY",
        "provider_code": "WAVE",
        "transaction_type": "payment",
        "status": "completed",
        "created_at": "2025-04-05T10:30:00.000Z",
        "metadata": {"source": "api"},
    }


@pytest.fixture
def a_link() -> dict[str, Any]:
    return {
        "id": "b5760a4c-a9cc-40d4-a054-6c9fbd28115d",
        "url": "https://checkout.lomi.africa/link/b5760a4c-a9cc-40d4-a054-6c9fbd28115d",
        "link_type": "instant",
        "title": "Donation",
        "amount": 5000,
        "currency_code": "XOF",
        "is_active": True,
    }


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port


@pytest.fixture
async def sandbox_client(sandbox, shop):
    """By the machine's own clock, which is the sandbox's too: a link ends by it."""
    identity = identity_for(sandbox.key, sandbox.url)
    async with LomiClient(identity=identity, key=sandbox.key, shop=shop, clock=SystemClock()) as made:
        yield made
