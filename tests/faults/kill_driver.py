"""A till that is killed: the engine, the client and the journal as they ship, and a hand on the switch at every port.

``python -m tests.faults.kill_driver`` imports everything once and then forks a till for each line on its standard input
(an ``Errand`` as JSON), so that a kill costs milliseconds. For each it prints the till's pid, and later how it ended.
Nothing of this is in the product: the points are reached in wrappers of its ports.
"""

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import traceback
import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lomi_pos import assembly
from lomi_pos.api import client as _client  # noqa: F401  imported before the fork, like all that a sale needs
from lomi_pos.cli import main as cli
from lomi_pos.cli import sales as _sales  # noqa: F401
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.store.connection import JournalConnection, open_in_memory
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till import events as ev
from lomi_pos.till.events import Event
from lomi_pos.till.lomi import CheckoutSession, PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import FirstAttempt, Payments
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from tests.faults import sent_once_driver as sent_once

STEPS = (
    "begin_sale",
    "AttemptTried",
    "AttemptOpened",
    "CodeShown",
    "PaymentReceived",
    "PaymentDetailed",
)
"""What a sale writes down on its way from Charge to Paid, in order."""

POINTS = (
    *(f"{when}_{step}" for step in STEPS for when in ("before", "committing", "after")),
    "before_send",
    "after_answer",
    "before_look",
    "after_look",
    *(f"{when}_{step}" for step in ("AttemptMade", *STEPS[1:]) for when in ("telling", "told")),
)
"""Where this process can end itself; the server kills it at a few more (``killing.AT_LOMI``)."""

NEW_KEYS = "a new key on each repeat"
JOURNAL_LATER = "journal after the answer"
MUTANTS = (NEW_KEYS, JOURNAL_LATER)
"""Tills as they must not be. The test has to see them."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What one till does until it ends, or is ended: sell ``amounts`` one after the other, or the start-up sweep."""

    data: str
    key: str
    url: str
    shown: str
    amounts: tuple[int, ...] = ()
    point: str = ""
    mutant: str = ""
    deed: str = ""
    """Not sales, but one of what ``sent_once_driver`` does, of the first of ``amounts``."""

    @property
    def is_recovery(self) -> bool:
        return not self.amounts


class Switch:
    """Ends this process, as a power cut would, the first time that it reaches one point."""

    def __init__(self, point: str) -> None:
        self._point = point
        self.is_armed = True

    def reach(self, point: str) -> None:
        if point == self._point and self.is_armed:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around(self, db: JournalConnection, step: str) -> Iterator[None]:
        """Before, in the middle of and after a commit."""
        self.reach(f"before_{step}")
        db.set_trace_callback(lambda sql: self.reach(f"committing_{step}") if sql == "COMMIT" else None)
        yield
        db.set_trace_callback(None)
        self.reach(f"after_{step}")


# ---------------------------------------------------------------------------- the journal
class SwitchedJournal(SqliteJournal):
    """The journal as it ships, with a switch before, in the middle of and after each commit."""

    switch: Switch

    def begin_sale(self, order: Order, reference: str, first: FirstAttempt, **how: Any) -> Sale:
        with self.switch.around(self._db, "begin_sale"):
            return super().begin_sale(order, reference, first, **how)

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        written = tuple(events)
        with self.switch.around(self._db, type(written[-1]).__name__):
            return super().record(sale_id, written)


class LateJournal(SwitchedJournal):
    """Mutant: writes in memory, and to the disk only what lomi. has answered."""

    on_disk: JournalConnection

    def record(self, sale_id: int, events: Iterable[Event]) -> Sale:
        written = tuple(events)
        sale = super().record(sale_id, written)
        if not isinstance(written[-1], ev.AttemptTried | ev.AttemptUnclear):
            self._db.backup(self.on_disk)
        return sale

    def close(self) -> None:
        super().close()
        self.on_disk.close()

    @classmethod
    def over(cls, journal: SwitchedJournal) -> "LateJournal":
        memory = open_in_memory(journal._db.path)
        memory.row_factory = sqlite3.Row
        journal._db.backup(memory)
        late = cls(memory)
        late.on_disk = journal._db
        late.switch = journal.switch
        return late


# ---------------------------------------------------------------------------- lomi.
class SwitchedPayments:
    """The client as it ships, with a switch on either side of each call that moves a sale."""

    def __init__(self, payments: Payments, switch: Switch, *, new_keys: bool) -> None:
        self._payments = payments
        self._switch = switch
        self._new_keys = new_keys
        self.charges = sent_once.SwitchedCalls(payments.charges, ("wave", "mtn"), switch)
        self.refunds = sent_once.SwitchedCalls(payments.refunds, ("create",), switch)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._payments, name)

    async def create_session(self, body: bytes, *, idempotency_key: str) -> CheckoutSession:
        self._switch.reach("before_send")
        key = str(uuid.uuid4()) if self._new_keys else idempotency_key
        made = await self._payments.create_session(body, idempotency_key=key)
        self._switch.reach("after_answer")
        return made

    async def create_link(self, body: bytes, *, request_id: str = "") -> PaymentLink:
        self._switch.reach("before_send")
        made = await self._payments.create_link(body, request_id=request_id)
        self._switch.reach("after_answer")
        return made

    async def session(self, session_id: str) -> CheckoutSession:
        self._switch.reach("before_look")
        seen = await self._payments.session(session_id)
        self._switch.reach("after_look")
        return seen


# ---------------------------------------------------------------------------- the till
class SwitchedTill(assembly.Till):
    """The real assembly with the wrapped ports, and a note outside of the till of all that was ever shown."""

    errand: Errand
    switch: Switch

    @contextmanager
    def _journal(self, tell: Callable[[News], None]) -> Iterator[SqliteJournal]:
        journal: SwitchedJournal = SwitchedJournal.open(self.folder.journal)  # type: ignore[assignment]
        journal.switch = self.switch
        sent_once.switch_books(journal, self.switch)
        if self.errand.mutant == JOURNAL_LATER:
            journal = LateJournal.over(journal)
        with contextlib.closing(journal):
            yield journal

    @asynccontextmanager
    async def open_client(self) -> AsyncIterator[Payments]:
        async with super().open_client() as client:
            switched: Any = SwitchedPayments(client, self.switch, new_keys=self.errand.mutant == NEW_KEYS)
            yield switched

    @asynccontextmanager
    async def open_engine(self, tell: Callable[[News], None]) -> AsyncIterator[Engine]:
        shown = os.open(self.errand.shown, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

        def _tell(news: News) -> None:
            steps = sent_once.steps_of(news)
            for step in steps:
                self.switch.reach(f"telling_{step}")
            if isinstance(news, SaleChanged):
                os.write(shown, json.dumps(_as_shown(news.sale)).encode() + b"\n")
            os.write(shown, sent_once.as_shown(news))
            tell(news)
            for step in steps:
                self.switch.reach(f"told_{step}")

        async with super().open_engine(_tell) as engine:
            yield engine
        os.close(shown)


def _as_shown(sale: Sale) -> dict[str, Any]:
    return {
        "reference": sale.reference,
        "number": sale.number,
        "state": sale.state,
        "received": sale.received.minor if sale.received else 0,
        "urls": [one.url for one in sale.attempts if one.url],
    }


async def _sell(till: SwitchedTill, amounts: Iterable[int]) -> None:
    told: asyncio.Queue[News] = asyncio.Queue()

    async def _until(sale_id: int, is_so: Callable[[Sale], object]) -> None:
        while True:
            news = await told.get()
            if isinstance(news, SaleChanged) and news.sale.id == sale_id and is_so(news.sale):
                return

    with till.folder.locked():
        async with till.open_engine(told.put_nowait) as engine:
            stopping = asyncio.Event()
            living = asyncio.create_task(engine.run_until(stopping, sweeps=False))
            for minor in amounts:
                sale = await engine.charge(Order(Money(minor)))
                await engine.put_in_front(sale.id)
                await _until(sale.id, lambda now: now.state in {State.OPEN, State.PAID})
                if (await engine.check_now(sale.id)).state is State.PAID:
                    await _until(sale.id, lambda now: now.transaction_ids)
            stopping.set()
            await living


def _run(errand: Errand) -> int:
    os.environ |= {"LOMI_API_KEY": errand.key, "LOMI_API_URL": errand.url, "LC_ALL": "C.UTF-8"}
    SwitchedTill.errand = errand
    SwitchedTill.switch = Switch(errand.point)
    vars(assembly)["Till"] = SwitchedTill  # in this process only, which ends with the errand
    if errand.mutant == sent_once.SENT_AGAIN:
        sent_once.send_again()
    data = Path(errand.data)
    if errand.is_recovery:
        return cli.main(["--data-dir", str(data), "recover", "--json"])
    till = assembly.open_till(data)
    assert isinstance(till, SwitchedTill)
    deed = sent_once.do(till, errand.deed, errand.amounts[0]) if errand.deed else _sell(till, errand.amounts)
    asyncio.run(deed)
    return 0


# ---------------------------------------------------------------------------- one process a till
def _child(errand: Errand) -> None:
    log = os.open(f"{errand.shown}.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(log, stream)
    try:
        code = _run(errand)
    except BaseException:  # noqa: BLE001  whatever it is, it is told by the exit code and the log
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    os._exit(code)


def serve() -> None:
    """Fork a till for each line of standard input, and say how it ended; it is reaped only before the next."""
    for line in sys.stdin:
        errand = Errand(**{**json.loads(line), "amounts": tuple(json.loads(line)["amounts"])})
        pid = os.fork()
        if pid == 0:
            _child(errand)
        print(json.dumps({"pid": pid}), flush=True)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        print(json.dumps({"ended": pid}), flush=True)
        _, status = os.waitpid(pid, 0) if sys.stdin.readline() else (pid, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)


def as_line(errand: Errand) -> str:
    return json.dumps(asdict(errand)) + "\n"


if __name__ == "__main__":
    serve()
