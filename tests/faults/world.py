"""A counter in fast time: engine, client and journal as they ship, a bad line, and the sandbox behind it."""

import asyncio
import logging
import random
import shutil
import tempfile
import uuid
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged, Trouble
from lomi_pos.sandbox.assembly import assemble
from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.sandbox.records import Session, Transaction
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.store.request_counts import RequestCountsFile
from lomi_pos.till.errors import LomiPosError
from lomi_pos.till.events import Event
from lomi_pos.till.identity import Identity
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import NewAttempt, Shop
from lomi_pos.till.reference import references_in
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.faults.bad_line import BadLine
from tests.faults.fast_time import FastLoop, LomiClock, TillClock

T = TypeVar("T")
URL = "http://127.0.0.1:8765"
SHOP = Shop(success_url=f"{URL}/thanks", cancel_url=f"{URL}/left", title="Baobab")
STEP_S = 10.0
KEY = "lomi_sk_test_canary0000000000000000000001"
NEWER_KEY = "lomi_sk_test_canary0000000000000000000002"
STRANGERS_KEY = "lomi_sk_test_canary0000000000000000000003"
LIVE_KEY = "lomi_sk_live_canary0000000000000000000004"
STRANGER = "11111111-2222-4333-8444-555555555555"
MEMORY = Path("/dev/shm")  # noqa: S108  a disk in memory, where there is one


class PowerCut(BaseException):
    """The machine stops here."""


class CutJournal(SqliteJournal):
    """The real journal; the power can be cut in front of a write, or just after it."""

    writes_left: float = float("inf")
    is_cut_after: bool = False
    is_dead: bool = False

    def begin_sale(self, *given: Any, **named: Any) -> Sale:
        return self._written(lambda: super(CutJournal, self).begin_sale(*given, **named))

    def add_attempt(self, sale_id: int, attempt: NewAttempt, at: Any) -> Sale:
        return self._written(lambda: super(CutJournal, self).add_attempt(sale_id, attempt, at))

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        return self._written(lambda: super(CutJournal, self).record(sale_id, events))

    def _written(self, write: Callable[[], Sale]) -> Sale:
        if self.is_dead:
            raise PowerCut
        is_last = self.writes_left <= 0
        self.writes_left -= 1
        if is_last and not self.is_cut_after:
            self._stop()
        sale = write()
        if is_last:
            self._stop()
        return sale

    def _stop(self) -> None:
        self.is_dead = True
        raise PowerCut

    def fill_the_disk(self) -> None:
        """Not one page more: what needs one meets a full disk."""
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        self._db.execute(f"PRAGMA max_page_count = {pages}")

    def refuse_to_write(self) -> None:
        self._db.execute("PRAGMA query_only = ON")

    def write_again(self) -> None:
        self._db.execute("PRAGMA query_only = OFF")
        self._db.execute("PRAGMA max_page_count = 1073741823")


@dataclass(slots=True)
class Till:
    """The program, from its start to its end or its death."""

    client: LomiClient
    journal: CutJournal
    engine: Engine
    line: BadLine
    stopping: asyncio.Event
    living: "asyncio.Task[None]"
    commands: "set[asyncio.Task[Any]]" = field(default_factory=set)


class World:
    """One shop for one test, seen from outside. Every method runs the loop itself; nothing waits in real time."""

    def __init__(
        self, *, dialect: DialectName = "documented", key: str = KEY, account: str = "", rate_limit: int | None = None
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lomi-pos-", dir=MEMORY if MEMORY.is_dir() else None))
        self.chance = random.Random(1)  # noqa: S311
        self._ids = random.Random(2)  # noqa: S311
        self.loop = FastLoop()
        self.loop.set_exception_handler(lambda _loop, context: self._note_unheard(context))
        self.true_clock = LomiClock(self.loop)
        self.clock = TillClock(self.loop, self.true_clock)
        self.server = SandboxServer(dialect=dialect, clock=self.true_clock, key=key, rate_limit=rate_limit)
        self.lomi = self.server.lomi
        self.lomi.base_url = URL
        self.lomi.new_id = self._new_id
        for other in (NEWER_KEY, LIVE_KEY):
            self.lomi.keys.add(other)
        self.lomi.keys.add(STRANGERS_KEY, organization_id=STRANGER)
        self._app = assemble(
            self.lomi, self.server.dialects, self.server.rate, self.server.requests, self.server.faults
        )
        self.line = BadLine(self._app, self.chance, self.true_clock)
        self.key = key
        self.account = account
        """Of a member of lomi. Network, for whom the till sells; empty: the shop is its own."""
        self.till: Till | None = None
        self.told: dict[int, Sale] = {}
        """What the screen shows of each sale: the last that it was told."""
        self.wrongs: list[str] = []
        """What must never have been told, and was."""
        self.shown: dict[str, tuple[Kind, int]] = {}
        """Every code that a customer has ever seen: lomi.'s id, its kind and its sale."""
        self.hears: Callable[[News], None] = lambda _news: None
        self._log = _ErrorsOf(self)
        logging.getLogger("lomi_pos").addHandler(self._log)

    def _new_id(self) -> str:
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    @property
    def path(self) -> Path:
        return self.folder / "journal.sqlite"

    @property
    def identity(self) -> Identity:
        return identity_for(self.key, URL, self.account)

    # ------------------------------------------------------------------ time
    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def pass_time(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))
        self._bury_if_dead()

    def turn(self, times: int) -> None:
        """Let the loop turn so many times: the till stops at another await each time."""

        async def turns() -> None:
            for _ in range(times):
                await asyncio.sleep(0)

        self.run(turns())
        self._bury_if_dead()

    # ------------------------------------------------------------------ the till
    def start(self, *, key: str = "") -> None:
        assert self.till is None
        self.key = key or self.key
        self.told.clear()
        self.run(self._start())

    async def _start(self) -> None:
        journal = CutJournal.open(self.path)
        assert isinstance(journal, CutJournal)
        journal._db.execute("PRAGMA synchronous = OFF")  # the power is cut in the process only
        self.line.is_cut = lambda: journal.is_dead
        client = LomiClient(identity=self.identity, key=self.key, shop=SHOP, clock=self.clock, inner=self.line)
        engine = Engine(
            payments=client,
            journal=journal,
            clock=self.clock,
            shop=SHOP,
            tell=lambda news: self._hear(journal, news),
            counts=RequestCountsFile(self.folder / "requests.json"),
            new_key=self._new_id,
            random_below=self._ids.randrange,
        )
        stopping = asyncio.Event()
        living = asyncio.create_task(engine.run_until(stopping))
        self.till = Till(client, journal, engine, self.line, stopping, living)
        await asyncio.sleep(0)

    def close(self) -> None:
        """A goodbye: the window is closed."""
        till = self._alive()
        till.stopping.set()
        self.run(self._end(till))

    def crash(self) -> None:
        """No goodbye: what was not written is lost, what was sent arrives."""
        till = self._alive()
        till.journal.is_dead = True
        till.living.cancel()
        self.run(self._end(till))

    async def _end(self, till: Till) -> None:
        for task in till.commands:
            task.cancel()
        await asyncio.gather(till.living, *till.commands, return_exceptions=True)
        till.journal.is_dead = True
        till.journal.close()
        self.line = self.line.renewed()
        self.till = None

    def _bury_if_dead(self) -> None:
        if self.till is not None and self.till.journal.is_dead:
            self.crash()

    def _alive(self) -> Till:
        assert self.till is not None
        return self.till

    @property
    def engine(self) -> Engine:
        return self._alive().engine

    def ask(self, command: Coroutine[Any, Any, Any], wait_s: float = 0.0) -> Any:
        """Give a command as the window does, and wait so long; it goes on by itself. Refusals are the clerk's."""
        till = self._alive()
        task = self.loop.create_task(command)
        till.commands.add(task)
        task.add_done_callback(lambda done: self._on_command_done(till, done))
        self.pass_time(wait_s)
        return task.result() if task.done() and not task.cancelled() and task.exception() is None else None

    def ask_patiently(self, command: Coroutine[Any, Any, Any], most_s: float) -> Any:
        """Give a command and wait until it is done, but no longer than ``most_s``."""
        answers: list[Any] = []

        async def _answered() -> None:
            answers.append(await command)

        self.ask(_answered(), STEP_S)
        for _ in range(round(most_s / STEP_S) - 1):
            if answers:
                break
            self.pass_time(STEP_S)
        return answers[0] if answers else None

    def _on_command_done(self, till: Till, task: "asyncio.Task[Any]") -> None:
        till.commands.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not till.journal.is_dead and not isinstance(error, LomiPosError):
            self.wrongs.append(f"a command raised {error!r}")

    def charge(self, order: Order, wait_s: float = 2.0) -> None:
        self.ask(self._charged(self.engine, order), wait_s)

    async def _charged(self, engine: Engine, order: Order) -> None:
        sale = await engine.charge(order)
        await engine.put_in_front(sale.id)

    def _note_unheard(self, context: dict[str, Any]) -> None:
        """What nobody awaited: the last words of the dead are nothing, all else is a bug."""
        if not isinstance(context.get("exception"), PowerCut | asyncio.CancelledError):
            self.wrongs.append(str(context))

    # ------------------------------------------------------------------ the screen
    def _hear(self, journal: CutJournal, news: News) -> None:
        if journal.is_dead:
            return
        if isinstance(news, SaleChanged):
            self._hear_of_sale(news.sale)
        if isinstance(news, Trouble) and news.message.code == "bug":
            self.wrongs.append("a bug was told")
        self.hears(news)

    def _hear_of_sale(self, sale: Sale) -> None:
        before = self.told.get(sale.id)
        if before is not None and before.state is State.PAID:
            if sale.state is not State.PAID:
                self.wrongs.append(f"{sale.number} was told paid, then {sale.state}")
            if _minor(sale) < _minor(before):
                self.wrongs.append(f"{sale.number} has received less than it was told")
        self.told[sale.id] = sale
        for attempt in sale.attempts:
            if attempt.state is State.OPEN and attempt.remote_id is not None:
                self.shown.setdefault(attempt.remote_id, (attempt.kind, sale.id))

    # ------------------------------------------------------------------ the customer
    def visit_link(self, link_id: str) -> str | None:
        """Open a link's page as a phone does; returns the session that it makes, or None when the link is over."""
        response = self.run(self._get(f"{URL}/link/{link_id}"))
        return response.headers["Location"].rsplit("/", 1)[-1].split("?")[0] if response.is_redirect else None

    async def _get(self, url: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app)) as phone:
            return await phone.get(url)

    # ------------------------------------------------------------------ the truth
    def sales_on_disk(self) -> list[Sale]:
        """Every sale as another process reads it from the disk."""
        if not self.path.exists():
            return []
        journal = SqliteJournal.open_for_reading(self.path)
        try:
            return [journal.sale(row[0]) for row in journal._db.execute("SELECT id FROM sale ORDER BY id").fetchall()]
        finally:
            journal.close()

    def sale(self, sale_id: int = 1) -> Sale:
        return next(one for one in self.sales_on_disk() if one.id == sale_id)

    def sessions_by_reference(self) -> dict[str, list[Session]]:
        """What lomi. has made for each of our references, directly or by a link."""
        found: dict[str, list[Session]] = {}
        for session in self.lomi.sessions.values():
            for reference in references_in(session.title or ""):
                found.setdefault(reference, []).append(session)
        return found

    def money_by_reference(self, *, with_refunded: bool = False) -> dict[str, list[Transaction]]:
        """What has arrived at lomi. for each of our references, and is there still; or all that ever was."""
        statuses = {"completed", "refunded"} if with_refunded else {"completed"}
        found: dict[str, list[Transaction]] = {}
        with self.lomi.turn():
            for reference, sessions in self.sessions_by_reference().items():
                rows = [row for session in sessions for row in self.lomi.transactions_of(session.id)]
                found[reference] = [row for row in rows if row.status in statuses]
            for charge in self.lomi.charges.kept:
                row = self.lomi.transactions[charge.transaction_id]
                for reference in references_in(charge.description or ""):
                    found.setdefault(reference, []).extend([row] if row.status in statuses else [])
        return found

    def leave(self) -> None:
        """The end of the test."""
        logging.getLogger("lomi_pos").removeHandler(self._log)
        if self.till is not None:
            self.crash()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.run(asyncio.sleep(0))
        self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class _ErrorsOf(logging.Handler):
    """What a living till logs as an error is a bug: it counts as something wrongly told."""

    def __init__(self, world: World) -> None:
        super().__init__(logging.ERROR)
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        if self._world.till is not None and not self._world.till.journal.is_dead:
            self._world.wrongs.append(self.format(record))


def _minor(sale: Sale) -> int:
    return sale.received.minor if sale.received is not None else 0
