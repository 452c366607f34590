"""How soon a payment is known, by the engine, the client and the journal as they ship, against the sandbox.

``uv run python bench/live_watching.py [MINUTES] [--seed N]``: five sales wait at any time; the sandbox refuses the 61st
request of a minute. Customers pay after a log-normal time (median 35 s, p95 150 s), 15 % never: those are cancelled
after three minutes. Real sockets and real time; only the line is shorter than a shop's.
"""

import argparse
import asyncio
import math
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.assembly import WATCH_DEADLINE_S
from lomi_pos.clock import SystemClock
from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, SaleChanged
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.payment_times import USUAL
from lomi_pos.till.ports import Shop
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

WAITING = 5
A_MINUTE = 60
NEVER_PAID = 0.15
CANCELLED_AFTER_S = 180.0


class BusyCounter:
    """A counter at which five customers stand at any time."""

    def __init__(self, server: SandboxServer, minutes: float, seed: int) -> None:
        self._server = server
        self._until_s = time.monotonic() + 60 * minutes
        self._random = random.Random(seed)
        self._states: dict[int, asyncio.Queue[Sale]] = {}
        self.waits_s: list[float] = []
        self.sales = 0
        self.unknown = 0

    def hear(self, news: News) -> None:
        if isinstance(news, SaleChanged):
            self._states.setdefault(news.sale.id, asyncio.Queue()).put_nowait(news.sale)

    async def serve(self, engine: Engine) -> None:
        while time.monotonic() < self._until_s:
            await self._sell(engine)

    async def _sell(self, engine: Engine) -> None:
        self.sales += 1
        sale = await engine.charge(Order(Money(5000)))
        await engine.put_in_front(sale.id)
        sale = await self._until(sale.id, State.OPEN)
        takes_s = self._random.lognormvariate(math.log(USUAL.median_s), USUAL.spread)
        is_paid = self._random.random() >= NEVER_PAID and takes_s < CANCELLED_AFTER_S
        await asyncio.sleep(min(takes_s if is_paid else CANCELLED_AFTER_S, max(0.0, self._until_s - time.monotonic())))
        if not is_paid or time.monotonic() >= self._until_s:
            await engine.cancel(sale.id)
            return
        session_id = sale.attempts[-1].remote_id
        assert session_id is not None
        await asyncio.to_thread(self._server.pay, session_id)
        paid_s = time.monotonic()
        try:
            await asyncio.wait_for(self._until(sale.id, State.PAID), 90)
            self.waits_s.append(time.monotonic() - paid_s)
        except TimeoutError:
            self.unknown += 1

    async def _until(self, sale_id: int, state: State) -> Sale:
        told = self._states.setdefault(sale_id, asyncio.Queue())
        while True:
            sale = await told.get()
            if sale.state is state:
                return sale


async def measure(server: SandboxServer, folder: Path, minutes: float, seed: int) -> BusyCounter:
    counter = BusyCounter(server, minutes, seed)
    clock, shop = SystemClock(), Shop(success_url=server.thanks, cancel_url=server.left)
    journal = SqliteJournal.open(folder / "journal.sqlite")
    stopping = asyncio.Event()
    client = LomiClient(
        identity=identity_for(server.key, server.url),
        key=server.key,
        shop=shop,
        clock=clock,
        watch_deadline_s=WATCH_DEADLINE_S,
    )
    async with client:
        engine = Engine(payments=client, journal=journal, clock=clock, shop=shop, tell=counter.hear)
        living = asyncio.create_task(engine.run_until(stopping))
        await asyncio.gather(*(counter.serve(engine) for _ in range(WAITING)))
        stopping.set()
        await living
    journal.close()
    return counter


def main() -> None:
    asking = argparse.ArgumentParser()
    asking.add_argument("minutes", type=float, nargs="?", default=5.0)
    asking.add_argument("--seed", type=int, default=1)
    asked = asking.parse_args()
    began_s = time.monotonic()
    with SandboxServer(rate_limit=A_MINUTE) as server, tempfile.TemporaryDirectory() as folder:
        counter = asyncio.run(measure(server, Path(folder), asked.minutes, asked.seed))
        requests = list(server.requests)
    took_min = (time.monotonic() - began_s) / 60
    by_minute = Counter(int((one.at - requests[0].at).total_seconds() // 60) for one in requests)
    waits_s = sorted(counter.waits_s)
    sys.stdout.write(
        f"{WAITING} sales waiting, {took_min:.1f} min, {counter.sales} sales, {len(waits_s)} paid\n"
        f"from paid to known: mean {statistics.fmean(waits_s):.2f} s, p95 {waits_s[int(0.95 * len(waits_s))]:.2f} s, "
        f"longest {waits_s[-1]:.2f} s; never known: {counter.unknown}\n"
        f"requests a minute: mean {len(requests) / took_min:.1f}, most {max(by_minute.values())} of {A_MINUTE}\n"
        f"429: {sum(one.status == 429 for one in requests)}\n"
    )


if __name__ == "__main__":
    main()
