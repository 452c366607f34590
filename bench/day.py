"""A day at a busy counter in fast time: what is lost, what is doubled, what it asks of lomi. and of the memory.

``uv run python -m bench.day [sales]``
"""

import gc
import os
import random
import sys
import time
from dataclasses import dataclass, field

from lomi_pos.sandbox import payers
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.states import State
from tests.faults.checks import check_every_moment, check_nothing_is_lost, check_the_copies
from tests.faults.world import World

KEY = "lomi_sk_live_canary0000000000000000000009"
APART_S = 90.0
"""400 sales in ten hours."""

SLEEP_H = 0.5
LOSSES = 0.05
OUTAGE_S = 120.0
LARGEST_GROWTH = 20_000_000
MOST_REQUESTS = 9_000


@dataclass(slots=True)
class Day:
    sales: int
    outages: int
    sleeps: int
    crashes: int
    requests: int = 0
    sweeps: int = 0
    grown_bytes: int = 0
    took_s: float = 0.0
    received: int = 0
    arrived: int = 0
    states: dict[str, int] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)


def live_a_day(*, sales: int = 400, outages: int = 10, sleeps: int = 3, crashes: int = 2, seed: int = 1) -> Day:
    """Raises AssertionError when anything is lost, doubled or shown wrongly."""
    chance = random.Random(seed)
    day = Day(sales, outages, sleeps, crashes)
    world = World(key=KEY, rate_limit=60)
    began = time.perf_counter()
    try:
        _live(world, day, chance)
        _sweep_at_the_end(world, day)
        _count(world, day)
    finally:
        world.leave()
    day.took_s = time.perf_counter() - began
    return day


def _live(world: World, day: Day, chance: random.Random) -> None:
    world.start()
    world.line.loses = LOSSES
    troubles = ["outage"] * day.outages + ["sleep"] * day.sleeps + ["crash"] * day.crashes
    at = dict(zip(chance.sample(range(10, day.sales), len(troubles)), troubles, strict=True))
    warm, resident = day.sales // 4, 0
    for count in range(day.sales):
        if count == warm:
            resident = _resident_bytes()
        world.charge(Order(Money(chance.randrange(100, 50_000, 50))), 5.0)
        trouble = at.get(count, "")
        _send_the_customer(world, chance)
        waited_s = _suffer(world, trouble, chance)
        world.pass_time(max(1.0, APART_S * chance.uniform(0.2, 1.8) - 5.0 - waited_s))
        gc.collect(1)  # a process with windows has Python's collector off
        if count % 20 == 0:
            check_every_moment(world)
    day.grown_bytes = _resident_bytes() - resident


def _resident_bytes() -> int:
    """What this process holds, the till and lomi. in miniature together."""
    gc.collect()
    with open("/proc/self/statm") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _send_the_customer(world: World, chance: random.Random) -> None:
    """Most pay within a minute or two; some try twice, pay late, pay twice, or walk away."""
    shown = [one for one in world.told.values() if one.state is State.OPEN]
    if not shown:
        return
    session = shown[-1].attempts[-1].remote_id or ""
    after_s = min(600.0, chance.lognormvariate(3.56, 0.89))
    script = chance.choices(
        [
            payers.pays(after_s),
            payers.refused_then_pays(after_s, 20),
            payers.pays_slowly(after_s, 30),
            payers.pays_late(90),
            payers.pays_twice(after_s, 40),
            payers.leaves(),
        ],
        weights=[70, 5, 7, 2, 1, 15],
    )[0]
    world.server.send(script, session)


def _suffer(world: World, trouble: str, chance: random.Random) -> float:
    """Returns how many of the day's seconds it took."""
    if trouble == "outage":
        world.line.is_up = False
        world.pass_time(OUTAGE_S)
        world.line.is_up = True
        return OUTAGE_S
    if trouble == "sleep":
        world.pass_time(3.0)
        world.true_clock.sleep_through(SLEEP_H)
        return 3.0
    if trouble == "crash":
        world.pass_time(chance.uniform(0.0, 3.0))
        world.turn(chance.randrange(10))
        world.crash()
        world.pass_time(60.0)
        world.start()
        return 63.0
    return 0.0


def _sweep_at_the_end(world: World, day: Day) -> None:
    """The last customers are gone, the line is well, and the till asks once more about everything."""
    world.line.mend()
    world.pass_time(45 * 60.0)
    before = world.money_by_reference()
    for _ in range(30):
        swept = world.ask(world.engine.sweep(), 120.0)
        day.sweeps += 1
        if swept is not None and not swept.unreached:
            break
    day.requests = world.line.requests
    check_nothing_is_lost(world, check_every_moment(world), before)
    check_the_copies(world)


def _count(world: World, day: Day) -> None:
    on_disk = world.sales_on_disk()
    assert len(on_disk) == day.sales, f"{len(on_disk)} of {day.sales} sales are on disk"
    day.received = sum(sale.received.minor for sale in on_disk if sale.received is not None)
    day.arrived = sum(int(row.gross_amount) for rows in world.money_by_reference().values() for row in rows)
    for sale in on_disk:
        day.states[sale.state] = day.states.get(sale.state, 0) + 1
        for flag in sale.flags:
            day.flags[flag] = day.flags.get(flag, 0) + 1


def main() -> int:
    day = live_a_day(sales=int(sys.argv[1]) if len(sys.argv) > 1 else 400)
    print(f"{day.sales} sales, {LOSSES:.0%} losses, {day.outages} outages, {day.sleeps} sleeps, {day.crashes} crashes")
    print(f"states      {day.states}  {day.flags}")
    print(f"money       {day.received} received, {day.arrived} at lomi., difference {day.received - day.arrived}")
    print(f"requests    {day.requests}, at most {MOST_REQUESTS}: {day.requests / MOST_REQUESTS:.2f}")
    print(f"memory      {day.grown_bytes / 1e6:.1f} MB more, at most {LARGEST_GROWTH / 1e6:.0f}")
    print(f"took        {day.took_s:.0f} s")
    is_kept = day.requests < MOST_REQUESTS and day.grown_bytes < LARGEST_GROWTH and day.received == day.arrived
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
