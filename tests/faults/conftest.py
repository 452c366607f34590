"""The sandbox and a till on it, with time that hurries; and no bug may be logged while they are at it."""

import logging
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lomi_pos.api import transport
from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.sandbox.server import SandboxServer
from tests.faults.checks import check_every_moment, check_the_copies
from tests.faults.till import HurriedClock, Liar, Listener, Till, open_till
from tests.faults.world import World

SHORT_S = 0.15


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def hurried_clock() -> HurriedClock:
    return HurriedClock()


@pytest.fixture
def dialect() -> DialectName:
    """As lomi.'s server answers; a test that matters in both parametrises it."""
    return "live"


@pytest.fixture
def account() -> str:
    """Of a member of lomi. Network, for whom the till sells; none: a shop sells for itself."""
    return ""


@pytest.fixture
def begun() -> timedelta:
    """How wrong the machine's clock is when the till is opened."""
    return timedelta()


@pytest.fixture
def world(dialect: DialectName, account: str, begun: timedelta) -> Iterator[World]:
    """A till in fast time that has just been opened. At the end of its story nothing was wrong at any moment of it."""
    world = World(dialect=dialect, account=account)
    world.clock.wrong_by = begun
    world.start()
    world.pass_time(5.0)
    yield world
    check_every_moment(world)
    if world.till is not None:
        check_the_copies(world)
    world.leave()


@pytest.fixture
def server(dialect: DialectName, hurried_clock: HurriedClock) -> Iterator[SandboxServer]:
    with SandboxServer(dialect=dialect, clock=hurried_clock) as running:
        yield running


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """In memory where that can be had: these stories are about the line, and there are hundreds of them."""
    memory = Path("/dev/shm")  # noqa: S108  Linux's own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
async def till(
    server: SandboxServer, quick_folder: Path, hurried_clock: HurriedClock, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Till]:
    """A till without the start-up sweep, straight on the sandbox."""
    async with open_till(server, quick_folder / "journal.sqlite", hurried_clock) as opened:
        yield opened
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.fixture
async def liar(server: SandboxServer) -> AsyncIterator[Liar]:
    async with Liar(server) as standing_there:
        yield standing_there


@pytest.fixture
async def deceived_till(
    liar: Liar, server: SandboxServer, quick_folder: Path, hurried_clock: HurriedClock, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Till]:
    """A till whose line leads through a liar."""
    async with open_till(server, quick_folder / "journal.sqlite", hurried_clock, url=liar.url) as opened:
        yield opened
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.fixture
async def stranger() -> AsyncIterator[Listener]:
    """Another host, which must never hear of the key."""
    async with Listener() as listening:
        yield listening
        assert listening.heard == b""


@pytest.fixture(autouse=True)
def short_deadlines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips is given up after a moment: the deadline is the same, and so is what follows."""
    if "slow_bytes" in request.node.name:
        monkeypatch.setattr(transport, "CREATE_DEADLINE_S", SHORT_S)
        monkeypatch.setattr(transport, "READ_DEADLINE_S", SHORT_S)
