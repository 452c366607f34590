"""The engine's thread: what is asked of it is answered, whatever becomes of it."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from queue import Queue

import pytest

from lomi_pos.clock import SystemClock
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged, Trouble
from lomi_pos.engine.thread import EngineThread
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.errors import JournalDamaged, TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.states import State

from .script import Held
from .scripted_lomi import ScriptedLomi
from .turned_clock import TurnedClock

WAIT_S = 10


class Workshop:
    """Opens engines in whatever thread asks, on one journal, and notes when each journal is opened and closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lomi = ScriptedLomi(TurnedClock())
        self.steps: Queue[str] = Queue()
        self.news: Queue[News] = Queue()
        self.may_open = threading.Event()
        self.may_open.set()
        self.trouble: Exception | None = None
        self._threads: list[EngineThread] = []

    @contextlib.asynccontextmanager
    async def open_engine(self, tell: Callable[[News], None]) -> AsyncIterator[Engine]:
        self.may_open.wait(WAIT_S)
        if self.trouble is not None:
            raise self.trouble
        journal = SqliteJournal.open(self.path)
        self.steps.put("opened")
        try:
            yield Engine(payments=self.lomi, journal=journal, clock=SystemClock(), shop=Shop(), tell=tell)
        finally:
            await asyncio.sleep(0)  # closing a client takes a turn of the loop
            journal.close()
            self.steps.put("closed")

    def thread(self, *, after: EngineThread | None = None) -> EngineThread:
        made = EngineThread(self.open_engine, after=after)
        self._threads.append(made)
        return made

    def start(self, *, after: EngineThread | None = None) -> EngineThread:
        made = self.thread(after=after)
        made.start(self.news.put)
        return made

    def stop_all(self) -> None:
        self.may_open.set()
        for one in self._threads:
            one.stop()

    def next_news(self, kind: type[News]) -> News:
        while True:
            told = self.news.get(timeout=WAIT_S)
            if isinstance(told, kind):
                return told


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path / "journal.sqlite")
    yield made
    made.stop_all()
    assert [one.name for one in threading.enumerate() if one.name == "lomi-engine"] == []


async def forever(_engine: Engine) -> None:
    await asyncio.Event().wait()


def test_a_command_runs_with_the_engine_and_its_news_come_out(workshop: Workshop):
    thread = workshop.start()

    sale = thread.submit(lambda engine: engine.charge(Order(Money(5000)))).result(WAIT_S)

    assert sale.state is State.CREATING
    while True:
        told = workshop.next_news(SaleChanged)
        assert isinstance(told, SaleChanged)
        if told.sale.state is State.OPEN:
            break


def test_a_command_that_comes_before_the_engine_is_open_waits_for_it(workshop: Workshop):
    workshop.may_open.clear()
    thread = workshop.thread()
    early = thread.submit(lambda engine: engine.sale_named("A-001"))
    thread.start(workshop.news.put)
    later = thread.submit(lambda engine: engine.sale_named("A-001"))
    assert not early.done()

    workshop.may_open.set()

    assert early.result(WAIT_S) is None
    assert later.result(WAIT_S) is None


def test_trouble_at_the_opening_is_told_and_every_command_fails_with_it(workshop: Workshop):
    workshop.trouble = JournalDamaged("journal.sqlite")
    thread = workshop.thread()
    early = thread.submit(forever)
    thread.start(workshop.news.put)

    told = workshop.next_news(Trouble)
    late = thread.submit(forever)

    assert isinstance(told, Trouble)
    assert told.message.code == "journal_damaged"
    for future in (early, late):
        assert future.exception(WAIT_S) is workshop.trouble


def test_a_bug_at_the_opening_is_logged_and_told_calmly(workshop: Workshop, caplog: pytest.LogCaptureFixture):
    workshop.trouble = ZeroDivisionError("oops")
    thread = workshop.start()

    told = workshop.next_news(Trouble)

    assert isinstance(told, Trouble)
    assert told.message.code == "bug"
    assert isinstance(thread.submit(forever).exception(WAIT_S), ZeroDivisionError)
    assert "oops" in caplog.text


def test_a_bug_in_a_command_is_logged_and_reaches_the_caller(workshop: Workshop, caplog: pytest.LogCaptureFixture):
    async def broken(_engine: Engine) -> None:
        raise ZeroDivisionError("oops")

    thread = workshop.start()
    future: Future[None] = thread.submit(broken)

    assert isinstance(future.exception(WAIT_S), ZeroDivisionError)
    assert "Traceback" in caplog.text
    assert thread.submit(lambda engine: engine.sale_named("A-001")).result(WAIT_S) is None


def test_known_trouble_in_a_command_reaches_the_caller_and_no_log(workshop: Workshop, caplog: pytest.LogCaptureFixture):
    thread = workshop.start()

    future = thread.submit(lambda engine: engine.charge(Order(Money(0))))

    assert isinstance(future.exception(WAIT_S), TillRefusal)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_an_engine_that_dies_is_told_and_later_commands_fail_with_why(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
):
    async def break_the_watch(engine: Engine) -> None:
        def broken() -> None:
            raise ZeroDivisionError("oops")

        engine._watching.ask_what_is_due = broken  # type: ignore[method-assign]

    thread = workshop.start()
    thread.submit(break_the_watch).result(WAIT_S)

    told = workshop.next_news(Trouble)

    assert isinstance(told, Trouble)
    assert told.message.code == "bug"
    while workshop.steps.get(timeout=WAIT_S) != "closed":
        pass
    assert isinstance(thread.submit(forever).exception(WAIT_S), ZeroDivisionError)
    assert "oops" in caplog.text


def test_stopping_ends_promptly_and_cancels_what_has_not_finished(workshop: Workshop):
    workshop.lomi.always(Held())
    thread = workshop.start()
    pending = thread.submit(forever)
    sale = thread.submit(lambda engine: engine.charge(Order(Money(5000)))).result(WAIT_S)

    thread.stop()

    with pytest.raises(CancelledError):
        pending.result(0)
    journal = SqliteJournal.open(workshop.path)
    assert journal.sale(sale.id).state is State.CREATING
    journal.close()


def test_no_command_finds_the_journal_closed(workshop: Workshop):
    seen: list[str] = []

    async def read_at_the_end(engine: Engine) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            seen.append(str(await engine.sale_named("A-001")))

    thread = workshop.start()
    pending = thread.submit(read_at_the_end)
    thread.submit(lambda engine: engine.sale_named("A-001")).result(WAIT_S)

    thread.stop()

    assert pending.cancelled()
    assert seen == ["None"]


def test_nothing_is_told_after_the_end(workshop: Workshop):
    thread = workshop.start()
    thread.submit(lambda engine: engine.charge(Order(Money(5000)))).result(WAIT_S)
    thread.stop()
    told = workshop.news.qsize()

    assert workshop.steps.get(timeout=WAIT_S) == "opened"
    assert workshop.steps.get(timeout=WAIT_S) == "closed"
    assert workshop.news.qsize() == told


def test_a_command_after_the_end_is_cancelled_and_not_left_waiting(workshop: Workshop):
    thread = workshop.start()
    thread.stop()

    assert thread.submit(forever).cancelled()


def test_stopping_twice_is_harmless(workshop: Workshop):
    thread = workshop.start()

    thread.stop()
    thread.stop()
    thread.ask_to_stop()


def test_a_thread_that_was_never_started_cancels_its_commands(workshop: Workshop):
    thread = workshop.thread()
    early = thread.submit(forever)

    thread.stop()

    assert early.cancelled()


def test_the_next_thread_opens_the_journal_once_the_former_has_let_it_go(workshop: Workshop):
    former = workshop.start()
    former.submit(lambda engine: engine.sale_named("A-001")).result(WAIT_S)
    latter = workshop.start(after=former)
    waiting = latter.submit(lambda engine: engine.sale_named("A-001"))
    assert not waiting.done()

    former.ask_to_stop()

    assert waiting.result(WAIT_S) is None
    assert [workshop.steps.get(timeout=WAIT_S) for _ in range(3)] == ["opened", "closed", "opened"]


def test_a_thread_stopped_while_it_waits_for_the_former_opens_nothing(workshop: Workshop):
    former = workshop.start()
    former.submit(lambda engine: engine.sale_named("A-001")).result(WAIT_S)
    latter = workshop.start(after=former)
    latter.ask_to_stop()
    former.stop()

    latter.stop()

    assert [workshop.steps.get(timeout=WAIT_S) for _ in range(2)] == ["opened", "closed"]
    assert workshop.steps.empty()


def test_twenty_restarts_in_a_row_leave_one_thread(workshop: Workshop):
    thread = workshop.start()
    for _ in range(20):
        thread.ask_to_stop()
        thread = workshop.start(after=thread)

    assert thread.submit(lambda engine: engine.sale_named("A-001")).result(WAIT_S) is None
    alive = [one for one in threading.enumerate() if one.name == "lomi-engine"]
    assert len(alive) == 1
