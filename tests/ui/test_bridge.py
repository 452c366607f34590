"""What the window hears of the engine, and when."""

from contextlib import asynccontextmanager

import pytest

from lomi_pos.engine import news
from lomi_pos.till.money import Money
from lomi_pos.till.ports import DayTotal
from lomi_pos.ui.bridge import EngineBridge
from tests.ui import sales

MANY = 200


class Chatty:
    """An engine with nothing to do, which tells of many sales as soon as it is open."""

    def __init__(self, tell) -> None:
        self._tell = tell

    async def run_until(self, stopping) -> None:
        for count in range(MANY):
            self._tell(news.SaleChecked(count, sales.NOW))
        self._tell(news.DayChanged(DayTotal(Money(0, "XOF"), 0)))
        await stopping.wait()


@asynccontextmanager
async def chatty(tell):
    yield Chatty(tell)


@pytest.fixture
def engine(qapp):
    bridge = EngineBridge(chatty)
    yield bridge
    bridge.stop()


async def answer(_engine) -> str:
    return "answered"


def test_what_is_told_before_the_window_is_complete_waits_and_comes_in_its_turn(qtbot, engine):
    heard: list[object] = []
    engine.sale_checked.connect(lambda sale_id, _at: heard.append(sale_id))
    engine._ask(answer, heard.append)
    with qtbot.waitSignal(engine.begun):
        engine.start(is_heard=False)
    assert heard == []

    engine.hear()
    qtbot.waitUntil(lambda: len(heard) == MANY + 1)
    assert [one for one in heard if one != "answered"] == list(range(MANY))


def test_the_window_may_draw_between_two_pieces_of_a_long_story(qtbot, engine, monkeypatch):
    monkeypatch.setattr("lomi_pos.ui.hearing._AT_ONCE_S", 0.0)
    heard: list[int] = []
    engine.sale_checked.connect(lambda sale_id, _at: heard.append(sale_id))
    with qtbot.waitSignal(engine.begun):
        engine.start(is_heard=False)
    assert len(engine._hearing) == MANY + 1, "the engine has told all that it knows"

    with qtbot.waitSignal(engine.sale_checked):
        engine.hear()
    assert len(heard) < MANY
    qtbot.waitUntil(lambda: len(heard) == MANY)
