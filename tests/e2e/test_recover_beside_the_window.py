"""``lomi-pos recover`` while the window is open on the same journal: kept out, and nothing is sent a second time."""

import asyncio
from pathlib import Path

import pytest

from lomi_pos.assembly import open_till
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.states import State
from tests.e2e.conftest import Terminal

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Heard:
    """What the window hears; ``until`` returns once a sale has come to a state."""

    def __init__(self) -> None:
        self._news: asyncio.Queue[News] = asyncio.Queue()

    def __call__(self, news: News) -> None:
        self._news.put_nowait(news)

    async def until(self, state: State) -> None:
        async with asyncio.timeout(60):
            while True:
                news = await self._news.get()
                if isinstance(news, SaleChanged) and news.sale.state is state:
                    return


async def test_recover_is_kept_out_while_the_window_makes_a_code(
    terminal: Terminal, server: SandboxServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LOMI_API_KEY", server.key)
    monkeypatch.setenv("LOMI_API_URL", server.url)
    till = open_till(Path(terminal.data / "till"))
    heard, stopping = Heard(), asyncio.Event()
    lost = server.faults.add("drop_after", method="POST", times=None)
    with till.folder.locked():
        async with till.open_engine(heard) as engine:
            living = asyncio.ensure_future(engine.run_until(stopping))
            sale = await engine.charge(Order(Money(5000)))

            kept_out = await asyncio.to_thread(terminal.run, "recover")

            assert kept_out.returncode == Exit.FOLDER_IN_USE
            assert "already open" in kept_out.stderr
            assert "Nothing was charged." not in kept_out.stderr
            server.faults.clear()
            await heard.until(State.OPEN)
            (session_id,) = server.lomi.sessions
            stopping.set()
            await living
    server.pay(session_id)

    recovered = await asyncio.to_thread(terminal.run, "recover")

    assert lost.hits
    assert (recovered.returncode, len(server.lomi.sessions)) == (Exit.OK, 1)
    assert sale.number in recovered.stdout
    assert "paid" in recovered.stdout
