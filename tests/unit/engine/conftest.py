from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .scripted_lomi import NETWORK
from .till import Till
from .turned_clock import TurnedClock


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    """A till at work, without the start-up sweep."""
    till = Till(tmp_path / "journal.sqlite")
    await till.open()
    yield till
    await till.close()


@pytest.fixture
async def member_till(tmp_path: Path) -> AsyncIterator[Till]:
    """A till that charges for a member of lomi. Network."""
    till = Till(tmp_path / "journal.sqlite", TurnedClock(), NETWORK)
    await till.open()
    yield till
    await till.close()
