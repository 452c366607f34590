"""The engine, the client and the journal as they ship, against the sandbox over sockets, in every dialect."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.clock import SystemClock
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged, SweepFinished
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

pytestmark = pytest.mark.anyio

WAIT_S = 30


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["documented", "live", "mixed"])
def server(request: pytest.FixtureRequest) -> Iterator[SandboxServer]:
    with SandboxServer(dialect=request.param) as running:
        yield running


@dataclass(slots=True)
class Till:
    engine: Engine
    told: asyncio.Queue[News] = field(default_factory=asyncio.Queue)
    sales: dict[int, Sale] = field(default_factory=dict)

    async def charge(self, kind: Kind = Kind.SESSION, minor: int = 5000) -> Sale:
        sale = await self.engine.charge(Order(Money(minor), kind=kind))
        await self.engine.put_in_front(sale.id)
        return await self.until(sale.id, lambda now: now.state is State.OPEN)

    async def until(self, sale_id: int, is_so: Callable[[Sale], bool]) -> Sale:
        """Wait for the news that ``is_so`` of the sale."""
        async with asyncio.timeout(WAIT_S):
            while sale_id not in self.sales or not is_so(self.sales[sale_id]):
                await self._hear(await self.told.get())
        return self.sales[sale_id]

    async def swept(self) -> SweepFinished:
        async with asyncio.timeout(WAIT_S):
            while True:
                news = await self.told.get()
                await self._hear(news)
                if isinstance(news, SweepFinished):
                    return news

    async def _hear(self, news: News) -> None:
        if isinstance(news, SaleChanged):
            self.sales[news.sale.id] = news.sale


@asynccontextmanager
async def open_till(server: SandboxServer, path: Path, *, sweeps: bool = False) -> AsyncIterator[Till]:
    identity = identity_for(server.key, server.url)
    clock, shop = SystemClock(), Shop(success_url=server.thanks, cancel_url=server.left)
    journal = SqliteJournal.open(path)
    told: asyncio.Queue[News] = asyncio.Queue()
    stopping = asyncio.Event()
    try:
        async with LomiClient(identity=identity, key=server.key, shop=shop, clock=clock) as client:
            engine = Engine(payments=client, journal=journal, clock=clock, shop=shop, tell=told.put_nowait)
            living = asyncio.create_task(engine.run_until(stopping, sweeps=sweeps))
            try:
                yield Till(engine, told)
            finally:
                stopping.set()
                await living
    finally:
        journal.close()


@pytest.fixture
async def till(server: SandboxServer, tmp_path: Path) -> AsyncIterator[Till]:
    async with open_till(server, tmp_path / "journal.sqlite") as opened:
        yield opened


def session_of(sale: Sale, attempt: int = 1) -> str:
    remote_id = sale.attempt_numbered(attempt).remote_id
    assert remote_id is not None
    return remote_id


async def test_a_session_is_paid_and_its_provider_fee_and_net_are_known(server: SandboxServer, till: Till):
    sale = await till.charge()
    server.pay(session_of(sale), "WAVE")

    sale = await till.until(sale.id, lambda now: bool(now.transaction_ids))

    (payment,) = sale.payments
    assert sale.is_paid_exactly
    assert (sale.received, sale.provider) == (Money(5000), "WAVE")
    assert payment.fee == Money(125)
    assert payment.net == Money(4875)


async def test_a_link_is_paid(server: SandboxServer, till: Till):
    sale = await till.charge(Kind.LINK)
    url = sale.attempts[0].url
    assert url is not None
    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as customer:
        opened = await customer.get(url)
    assert opened.status_code == 200
    server.pay(server.lomi.newest_session().id)

    sale = await till.until(sale.id, lambda now: now.state is State.PAID)

    assert sale.is_paid_exactly


async def test_a_session_expires(server: SandboxServer, till: Till):
    sale = await till.charge()
    server.expire(session_of(sale))

    sale = await till.until(sale.id, lambda now: now.state is not State.OPEN)

    assert sale.state is State.EXPIRED


async def test_a_cancelled_sale_that_is_paid_after_all_is_late(server: SandboxServer, till: Till):
    sale = await till.charge()
    await till.engine.cancel(sale.id)
    server.pay(session_of(sale))

    await till.engine.check_now(sale.id)
    sale = await till.until(sale.id, lambda now: now.state is State.PAID)

    assert (sorted(sale.flags), sale.needs_someone) == (["late"], True)


async def test_a_refused_try_is_told_and_the_next_one_pays(server: SandboxServer, till: Till):
    sale = await till.charge()
    server.refuse(session_of(sale))
    await till.until(sale.id, lambda now: now.attempts[0].was_declined)

    server.pay(session_of(sale))
    sale = await till.until(sale.id, lambda now: now.state is State.PAID)

    assert sale.is_paid_exactly


async def test_two_waiting_sales_both_settle_each_by_its_own_money(server: SandboxServer, till: Till):
    first, second = await till.charge(), await till.charge(minor=7000)
    server.pay(session_of(second), "ORANGE")
    server.pay(session_of(first), "MTN")

    first = await till.until(first.id, lambda now: bool(now.transaction_ids))
    second = await till.until(second.id, lambda now: bool(now.transaction_ids))

    assert (first.received, first.provider) == (Money(5000), "MTN")
    assert (second.received, second.provider) == (Money(7000), "ORANGE")


async def test_a_session_paid_twice_is_flagged(server: SandboxServer, till: Till):
    sale = await till.charge()
    server.pay(session_of(sale))
    server.pay(session_of(sale), again=True)

    sale = await till.until(sale.id, lambda now: len(now.payments) > 1)

    assert sorted(sale.flags) == ["twice"]


async def test_an_answer_lost_on_the_way_makes_one_session(server: SandboxServer, till: Till):
    server.faults.add("drop_after", method="POST", path_prefix="/checkout-sessions", times=2)

    sale = await till.charge()

    assert sale.attempts[0].unclear_tries > 0
    assert len(server.lomi.sessions) == 1


async def test_a_link_whose_answer_was_lost_is_found_and_not_made_again(server: SandboxServer, till: Till):
    server.faults.add("drop_after", method="POST", path_prefix="/payment-links")

    await till.charge(Kind.LINK)

    assert len(server.lomi.links) == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "html", "truncated", "empty"])
async def test_a_restart_in_the_middle_of_creating_makes_one_session(server: SandboxServer, tmp_path: Path, fault: Any):
    path = tmp_path / "journal.sqlite"
    broken = server.faults.add(fault, method="POST", path_prefix="/checkout-sessions", times=None)
    async with open_till(server, path) as before:
        sale = await before.engine.charge(Order(Money(5000)))
        await before.until(sale.id, lambda now: now.attempts[0].unclear_tries > 0)
    assert broken.hits > 0
    server.faults.clear()

    async with open_till(server, path, sweeps=True) as after:
        swept = await after.swept()

    assert [str(one.state) for one in swept.changed] == ["open"]
    assert len(server.lomi.sessions) == 1


async def test_what_was_paid_during_a_restart_is_told_when_the_till_is_back(server: SandboxServer, tmp_path: Path):
    path = tmp_path / "journal.sqlite"
    async with open_till(server, path) as before:
        sale = await before.charge()
    server.pay(session_of(sale), "WAVE")

    async with open_till(server, path, sweeps=True) as after:
        swept = await after.swept()

    (changed,) = swept.changed
    assert (changed.state, changed.provider, swept.unreached) == (State.PAID, "WAVE", 0)


async def test_a_simulator_at_another_port_after_a_restart_has_its_codes_there(tmp_path: Path):
    memory = tmp_path / "simulator.json"
    with SandboxServer(state_file=memory) as before:
        async with open_till(before, tmp_path / "journal.sqlite") as till:
            waiting = await till.charge()
            asked_before = before.url
    host, _, port = asked_before.removeprefix("http://").partition(":")
    with socket.create_server((host, int(port))), SandboxServer(state_file=memory) as after:
        assert after.url != asked_before
        async with open_till(after, tmp_path / "journal.sqlite", sweeps=True) as till:
            shown = await till.until(waiting.id, lambda now: True)
            url = shown.attempts[0].url
            assert url is not None
            assert url.startswith(after.url)
            assert (await asyncio.to_thread(httpx.get, url)).status_code == 200

            another = await till.engine.new_code(waiting.id)
            assert len(another.attempts) == 2
            after.pay(str(waiting.attempts[0].remote_id))
            assert (await till.until(waiting.id, lambda now: now.state is State.PAID)).is_paid_exactly
