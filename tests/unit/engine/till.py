"""A till between a lomi. that says what it is told to say and a clock that is turned by hand."""

import asyncio
import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

from .cut_journal import CutJournal, journalled_attempts
from .scripted_lomi import LIVE, ScriptedLomi
from .turned_clock import TurnedClock, settle

T = TypeVar("T")


@dataclass(slots=True)
class Till:
    """One engine at a time, on one journal file that outlives it."""

    path: Path
    clock: TurnedClock = field(default_factory=TurnedClock)
    identity: Identity = LIVE
    lomi: ScriptedLomi = field(init=False)
    news: list[News] = field(default_factory=list)
    engine: Engine = field(init=False)
    journal: CutJournal = field(init=False)
    _stopping: asyncio.Event = field(init=False)
    _living: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.lomi = ScriptedLomi(self.clock, self.identity)
        self.lomi.checks_before_sending = self._check_journalled

    def _check_journalled(self, body: bytes) -> None:
        on_disk = [is_tried for _key, journalled, is_tried in journalled_attempts(self.path) if journalled == body]
        assert on_disk, "an attempt was sent that is not on disk"
        assert all(on_disk), "the socket opened before the attempt was on disk"

    async def open(self, *, sweeps: bool = False) -> Engine:
        """Start an engine; with ``sweeps`` as the window does, else as one sale from a terminal."""
        opened = CutJournal.open(self.path)
        assert isinstance(opened, CutJournal)
        self.journal = opened
        self._stopping = asyncio.Event()
        self.engine = Engine(
            payments=self.lomi, journal=self.journal, clock=self.clock, shop=Shop(), tell=self.news.append
        )
        self._living = asyncio.create_task(self.engine.run_until(self._stopping, sweeps=sweeps))
        await settle()
        return self.engine

    async def close(self) -> None:
        if self._living is not None:
            self._stopping.set()
            await self._living
            self._living = None
            self.journal.close()

    async def crash(self) -> None:
        """The power fails: nothing more can be written, and nothing more is heard of this engine."""
        assert self._living is not None
        self.journal.close()
        self._living.cancel()
        await asyncio.gather(self._living, return_exceptions=True)
        self._living = None

    async def restart(self) -> None:
        self.news.clear()
        await self.open(sweeps=True)

    async def charge(self, minor: int = 5000, **order: Any) -> int:
        """Charge, and let everything run that needs no time. Returns the sale's id."""
        sale = await self.engine.charge(Order(Money(minor), **order))
        await settle()
        return sale.id

    async def charge_link(self, minor: int = 5000) -> int:
        return await self.charge(minor, kind=Kind.LINK)

    async def wait(self, seconds: float) -> None:
        await self.clock.advance(seconds)

    def sale(self, sale_id: int = 1) -> Sale:
        return self.journal.sale(sale_id)

    def stands(self, sale_id: int = 1) -> tuple[State, str]:
        """The sale's state, and the code of the reason that is given for it."""
        sale = self.sale(sale_id)
        return sale.state, sale.reason.code if sale.reason is not None else ""

    def sent(self) -> list[tuple[str, bytes]]:
        """Key and body of every request for a session."""
        return [call.arguments for call in self.lomi.called("create_session")]

    def told(self, kind: type[T]) -> list[T]:
        return [one for one in self.news if isinstance(one, kind)]

    def told_states(self, sale_id: int = 1) -> list[str]:
        """The states that the window was told of, one after another."""
        states = [str(one.sale.state) for one in self.told(SaleChanged) if one.sale.id == sale_id]
        return [state for state, _ in itertools.groupby(states)]

    def events(self, sale_id: int = 1) -> list[str]:
        return [type(event).__name__ for event in self.sale(sale_id).history]
