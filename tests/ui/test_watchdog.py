"""The engine's loop really dies or really stands still under the window; the bridge replaces it from the journal."""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from lomi_pos.clock import SystemClock
from lomi_pos.engine import watchdog
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import JournalBusy
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from lomi_pos.ui import bridge as bridge_module
from lomi_pos.ui.bridge import EngineBridge
from tests.unit.engine.scripted_lomi import ScriptedLomi
from tests.unit.engine.turned_clock import TurnedClock

WAIT_MS = 20_000


class Shopkeeper:
    """A bridge on one journal, and all that it told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lomi = ScriptedLomi(TurnedClock())
        self.opened = 0
        self.trouble: Exception | None = None
        self.told: list[str] = []
        self.refused: list[str] = []
        self.sales: dict[int, Sale] = {}
        self.bridge = EngineBridge(self.open_engine)
        self.bridge.trouble_told.connect(lambda message: self.told.append(message.code))
        self.bridge.charge_refused.connect(lambda message: self.refused.append(message.code))
        self.bridge.sale_changed.connect(lambda sale, _events: self.sales.update({sale.id: sale}))

    @contextlib.asynccontextmanager
    async def open_engine(self, tell: Callable[[News], None]) -> AsyncIterator[Engine]:
        self.opened += 1
        if self.trouble is not None:
            raise self.trouble
        journal = SqliteJournal.open(self.path)
        try:
            yield Engine(payments=self.lomi, journal=journal, clock=SystemClock(), shop=Shop(), tell=tell)
        finally:
            journal.close()

    def states(self) -> set[State]:
        return {sale.state for sale in self.sales.values()}

    def amounts_and_states(self) -> set[tuple[int, State]]:
        return {(sale.amount.minor, sale.state) for sale in self.sales.values()}

    def do(self, command: Callable[[Engine], Any]) -> None:
        self.bridge._ask(command)


@pytest.fixture
def shop(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shopkeeper]:
    monkeypatch.setattr(bridge_module, "LOOK_MS", 10)
    monkeypatch.setattr(watchdog, "SILENT_LOOKS", 30)
    made = Shopkeeper(tmp_path / "journal.sqlite")
    made.bridge.start()
    made.bridge.charge(Order(Money(5000)))
    qtbot.waitUntil(lambda: made.states() == {State.OPEN}, timeout=WAIT_MS)
    made.sales.clear()
    yield made
    made.bridge.stop()
    made.bridge.deleteLater()


def test_a_loop_that_dies_is_replaced_and_the_sale_comes_back_from_the_journal(
    shop: Shopkeeper, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    async def break_the_watch(engine: Engine) -> None:
        def broken() -> None:
            raise ZeroDivisionError("oops")

        engine._watching.ask_what_is_due = broken  # type: ignore[method-assign]

    shop.do(break_the_watch)

    qtbot.waitUntil(lambda: shop.opened == 2 and shop.states() == {State.OPEN}, timeout=WAIT_MS)
    assert set(shop.told) == {"bug", "engine_restarted"}
    assert "oops" in caplog.text


def test_a_thread_whose_loop_is_stopped_under_it_is_replaced(shop: Shopkeeper, qtbot: QtBot):
    async def stop_the_loop(_engine: Engine) -> None:
        asyncio.get_running_loop().stop()

    shop.do(stop_the_loop)

    qtbot.waitUntil(lambda: shop.opened == 2 and shop.states() == {State.OPEN}, timeout=WAIT_MS)
    assert shop.told == ["engine_restarted"]


def test_a_loop_that_stands_still_is_left_behind_and_begins_nothing_when_it_wakes(shop: Shopkeeper, qtbot: QtBot):
    wakes = threading.Event()
    former = shop.bridge._thread

    async def block(_engine: Engine) -> None:
        wakes.wait(60)

    shop.do(block)
    shop.bridge.charge(Order(Money(7000)))  # behind the block: it must never be carried out

    qtbot.waitUntil(lambda: shop.opened == 2 and shop.states() == {State.OPEN}, timeout=WAIT_MS)
    assert shop.told == ["engine_restarted"]
    qtbot.waitUntil(lambda: shop.refused == ["charge_interrupted"], timeout=WAIT_MS)

    wakes.set()
    former.join(20)
    shop.bridge.charge(Order(Money(900)))
    qtbot.waitUntil(lambda: len(shop.sales) == 2, timeout=WAIT_MS)
    with contextlib.closing(sqlite3.connect(shop.path)) as db:
        assert db.execute("SELECT amount_minor FROM sale ORDER BY id").fetchall() == [(5000,), (900,)]


@pytest.mark.parametrize("is_written", [False, True], ids=["before it is on disk", "when it is on disk"])
def test_a_charge_whose_write_hangs_is_one_sale_when_the_clerk_tries_again(
    shop: Shopkeeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_written: bool
):
    writes = threading.Event()
    former, write = shop.bridge._thread, SqliteJournal.begin_sale
    order = Order(Money(7000), id="one press of a key")
    slow = iter([True])

    def begin_sale(self: SqliteJournal, *given: Any, **named: Any) -> Sale:
        is_slow = next(slow, False)
        if is_slow and not is_written:
            writes.wait(60)
        sale = write(self, *given, **named)
        if is_slow and is_written:
            writes.wait(60)
        return sale

    monkeypatch.setattr(SqliteJournal, "begin_sale", begin_sale)
    shop.bridge.charge(order)
    qtbot.waitUntil(lambda: shop.refused == ["charge_interrupted"], timeout=WAIT_MS)

    shop.bridge.charge(order)

    qtbot.waitUntil(lambda: (7000, State.OPEN) in shop.amounts_and_states(), timeout=WAIT_MS)
    writes.set()
    former.join(20)
    with contextlib.closing(sqlite3.connect(shop.path)) as db:
        assert db.execute("SELECT amount_minor FROM sale ORDER BY id").fetchall() == [(5000,), (7000,)]
    assert len(shop.lomi.session_ids) == 2


def test_a_journal_that_is_busy_at_the_start_is_opened_when_it_is_free(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bridge_module, "LOOK_MS", 5)
    shop = Shopkeeper(tmp_path / "journal.sqlite")
    shop.trouble = JournalBusy()
    shop.bridge.start()
    qtbot.waitUntil(lambda: shop.opened >= 3, timeout=WAIT_MS)
    shop.bridge.charge(Order(Money(5000)))
    qtbot.waitUntil(lambda: shop.refused == ["journal_busy"], timeout=WAIT_MS)
    assert shop.told == ["journal_busy"]

    shop.trouble = None
    opened = shop.opened
    qtbot.waitUntil(lambda: shop.opened > opened, timeout=WAIT_MS)
    shop.bridge.charge(Order(Money(5000)))
    qtbot.waitUntil(lambda: shop.states() == {State.OPEN}, timeout=WAIT_MS)
    shop.bridge.stop()
