"""How soon a payment is known, by the schedule as it ships, in simulated time.

``uv run python bench/watching.py [--seed N] [--quick]``: one till with so many sales always waiting, one till with so
many a day, and several tills on one key. A line of 300 ms (lomi. is seen as it is half-way), 1 % of the requests lost,
log-normal payment times (median 35 s, p95 150 s), 15 % never paid. lomi. refuses the 61st request of a minute and the
10,001st of a day.

Beside each stands the bound: calls in proportion to the square root of the summed hazard, known beforehand and spread
over the whole day, none of them spent on anything else, and a confirmation only where one call saw several sales.
"""

import argparse
import heapq
import itertools
import math
import random
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from lomi_pos.till.budget import (
    HOUR_S,
    LEAST_APART_S,
    LIVE,
    MINUTE_S,
    OPEN_FOR_S,
    Sharing,
    Spent,
    Use,
    means,
    tills_seen,
)
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.payment_times import USUAL
from lomi_pos.till.schedule import DAY_S, TICK_S, Asked, Call

LINE_S = 0.3
DETAIL_WAIT_S = 8.0
LOST = 0.01
TIMEOUT_S = 2.5
NEVER_PAID = 0.15
EXPIRES_S = 900.0
SEEN_WITHIN_S = 2 * HOUR_S
OPENED_AT = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
STATED = {"1 till, 200 a day": 0.84, "1 till, 1,000 a day": 1.75}
GOAL = 1.2


@dataclass(frozen=True)
class Scenario:
    name: str
    tills: int = 1
    a_day: int = 0
    """Sales a till, at random over 12 hours; 0: ``always`` of them wait at any time."""
    always: int = 0


@dataclass
class Paying:
    till: int
    opened_s: float
    paid_s: float
    """Infinite when the customer walks away."""
    known_s: float | None = None


@dataclass
class Lomi:
    """The key's limits, a fixed window of a minute, and the sessions of all tills."""

    window_s: float = -math.inf
    in_window: int = 0
    today: int = 0
    refused: int = 0
    minutes: dict[int, int] = field(default_factory=dict)

    def admits(self, now_s: float) -> float | None:
        """Count a request; the seconds to wait when it is refused."""
        self.today += 1
        minute = int(now_s // MINUTE_S)
        self.minutes[minute] = self.minutes.get(minute, 0) + 1
        if now_s - self.window_s >= MINUTE_S:
            self.window_s, self.in_window = now_s, 0
        self.in_window += 1
        if self.today > LIVE.a_day:
            self.refused += 1
            return 900.0
        if self.in_window > LIVE.a_minute:
            self.refused += 1
            return MINUTE_S
        return None


class World:
    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.random = random.Random(seed)
        self.now_s = 0.0
        self.lomi = Lomi()
        self.sales: list[Paying] = []
        self.newest: list[int] = []
        self.roots: list[tuple[float, float]] = []
        """For each tick: the summed hazard, and the greatest of them, per till that has a sale open."""
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self.tills = [SimulatedTill(self, number) for number in range(scenario.tills)]

    def at(self, when_s: float, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when_s, next(self._count), event))

    def run(self) -> None:
        for till in self.tills:
            till.open()
        while self._events and self._events[0][0] <= OPEN_FOR_S:
            self.now_s, _, event = heapq.heappop(self._events)
            event()


class SimulatedTill:
    """The shipped ``Lookout`` and budget, and around them what the engine does with their calls."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.lookout = Lookout()
        self.spent = Spent(OPENED_AT.date())
        self.sharing = Sharing()
        self.quiet_until_s = 0.0
        self.under_way = 0

    # ------------------------------------------------------------------ the shop
    def open(self) -> None:
        scenario, chance = self.world.scenario, self.world.random
        self.world.at(chance.uniform(0, TICK_S), self.tick)
        self._remember_last_week()
        for _ in range(scenario.always):
            self.world.at(chance.uniform(0, 60), self.charge)
        if scenario.a_day:
            self.world.at(chance.expovariate(scenario.a_day / OPEN_FOR_S), self._next_customer)

    def _remember_last_week(self) -> None:
        """What was given up on the six days before is still looked at once a day."""
        for past in range(round(6 * self.world.scenario.a_day * NEVER_PAID)):
            watched = self.lookout.follow(-1 - past, since_s=-7 * DAY_S, given_up_at_s=-2 * DAY_S)
            watched.is_listed = False
            watched.asked_at_s = watched.seen_at_s = -self.world.random.uniform(0, DAY_S)

    def _next_customer(self) -> None:
        self.charge()
        rate = self.world.scenario.a_day / OPEN_FOR_S
        self.world.at(self.world.now_s + self.world.random.expovariate(rate), self._next_customer)

    def charge(self) -> None:
        self.send(Use.CREATE, self._opened)

    def _opened(self) -> None:
        world, now_s = self.world, self.world.now_s
        pays = world.random.random() >= NEVER_PAID
        takes_s = world.random.lognormvariate(math.log(USUAL.median_s), USUAL.spread)
        world.sales.append(Paying(self.number, now_s, now_s + takes_s if pays else math.inf))
        sale_id = len(world.sales) - 1
        self.lookout.follow(sale_id, since_s=now_s).expires_at_s = now_s + EXPIRES_S
        self.lookout.in_front = sale_id

    def _notice_end(self, sale_id: int) -> None:
        """lomi. says "expired", and once more when it is asked again; then it is given up."""
        watched = self.lookout.watched.get(sale_id)
        is_over = self.world.now_s - self.world.sales[sale_id].opened_s > EXPIRES_S
        if watched is not None and watched.given_up_at_s is None and is_over:
            self.send(Use.LOOK, lambda: self._give_up(sale_id))

    def _give_up(self, sale_id: int) -> None:
        if self.world.sales[sale_id].known_s is None:
            self.lookout.follow(sale_id, since_s=self.world.sales[sale_id].opened_s, given_up_at_s=self.world.now_s)
            self._ended()

    def _ended(self) -> None:
        if self.world.scenario.always:
            self.charge()

    def _know(self, sale_id: int, *, is_detailed: bool = False) -> None:
        sale = self.world.sales[sale_id]
        if sale.known_s is not None:
            return
        sale.known_s = self.world.now_s
        was_open = self.lookout.watched[sale_id].given_up_at_s is None
        self.lookout.drop(sale_id)
        self.lookout.note_paid(sale_id, self.world.now_s)
        if not is_detailed:
            known_s = self.world.now_s
            self.world.at(known_s + DETAIL_WAIT_S, lambda: self._find_details(known_s))
        if was_open:
            self._ended()

    def _find_details(self, known_s: float) -> None:
        if (self.lookout.transactions_at_s or 0.0) < known_s:
            self.lookout.note_transactions(self.world.now_s)
            self.send(Use.TRANSACTIONS, lambda: None)

    # ------------------------------------------------------------------ the engine
    def tick(self) -> None:
        now_s = self.world.now_s
        self.world.at(now_s + TICK_S, self.tick)
        self._note_hazard(now_s)
        if now_s < self.quiet_until_s or self.under_way >= 4:
            return
        allowed = means(
            self.spent,
            limits=LIVE,
            sharing=self.sharing,
            opened_s_ago=now_s,
            mean_root=self.lookout.mean_root,
            at=OPENED_AT + timedelta(seconds=now_s),
            now_s=now_s,
        )
        call = self.lookout.tick(now_s, allowed)
        if call is not None:
            self.ask(call)

    def ask(self, call: Call) -> None:
        seen: dict[int, bool] = {}
        self.under_way += 1

        def at_lomi() -> None:
            asked = [call.sale_id] if call.asked is Asked.LOOK else list(self.lookout.watched)
            for sale_id in asked:
                if sale_id is not None and sale_id >= 0:
                    seen[sale_id] = self.world.sales[sale_id].paid_s <= self.world.now_s

        def answered() -> None:
            self.under_way -= 1
            if call.asked is Asked.LIST:
                self._count_tills()
            if call.asked is Asked.LOOK and call.sale_id is not None and call.sale_id >= 0:
                self._notice_end(call.sale_id)
            for sale_id in [one for one, is_paid in seen.items() if is_paid]:
                if call.asked is Asked.LIST:
                    self.send(Use.LOOK, partial(self._know, sale_id))
                else:
                    self._know(sale_id, is_detailed=call.asked is Asked.TRANSACTIONS)

        def failed() -> None:
            self.under_way -= 1

        self.send(Use(call.asked), answered, at_lomi, failed=failed, is_paced=call.is_paced)

    def _count_tills(self) -> None:
        """The first page of the list: who has sold lately."""
        since_s = self.world.now_s - SEEN_WITHIN_S
        rows = [one for one in self.world.sales[-400:] if one.opened_s > since_s and one.paid_s <= self.world.now_s]
        self.sharing = Sharing(
            tills_seen({str(one.till) for one in rows[-100:]}, str(self.number)),
            self.sharing.slowed,
            self.sharing.refused_at_s,
        )

    def send(
        self,
        use: Use,
        answered: Callable[[], None],
        at_lomi: Callable[[], None] = lambda: None,
        *,
        failed: Callable[[], None] = lambda: None,
        is_paced: bool = False,
    ) -> None:
        now_s, world = self.world.now_s, self.world
        at = OPENED_AT + timedelta(seconds=now_s)
        self.spent = self.spent.after(use, at=at, now_s=now_s, is_paced=is_paced)
        if world.random.random() < LOST:
            world.at(now_s + TIMEOUT_S, lambda: self.send(Use.REPEAT, answered, at_lomi, failed=failed))
            return
        wait_s = world.lomi.admits(now_s + LINE_S / 2)
        if wait_s is not None:
            world.at(now_s + LINE_S, lambda: self._refused(wait_s, use, answered, failed))
            return
        world.at(now_s + LINE_S / 2, at_lomi)
        world.at(now_s + LINE_S, answered)

    def _refused(self, wait_s: float, use: Use, answered: Callable[[], None], failed: Callable[[], None]) -> None:
        now_s = self.world.now_s
        self.sharing = self.sharing.refused(now_s, wait_s)
        self.quiet_until_s = max(self.quiet_until_s, now_s + wait_s)
        failed()
        if use is Use.CREATE:
            self.world.at(now_s + wait_s, lambda: self.send(use, answered))

    def _note_hazard(self, now_s: float) -> None:
        hazards = [
            USUAL.hazard(now_s - one.since_s) for one in self.lookout.watched.values() if one.given_up_at_s is None
        ]
        if hazards:
            self.world.roots.append((sum(hazards), max(hazards)))


# ---------------------------------------------------------------------- the bound
def bound_s(ticks: list[tuple[float, float]], calls: float) -> float:
    """The shortest mean wait that ``calls`` over these ticks can buy, each till's by itself at most every 1.05 s."""
    low, high = 0.0, 1e4
    for _ in range(60):
        gain = (low + high) / 2
        asked = sum(min(1 / LEAST_APART_S, gain * math.sqrt(hazard)) for hazard, _ in ticks) * TICK_S
        low, high = (gain, high) if asked < calls else (low, gain)
    waited = paid = 0.0
    for hazard, greatest in ticks:
        every_s = 1 / min(1 / LEAST_APART_S, low * math.sqrt(hazard))
        confirmed = 1 - greatest / hazard
        waited += hazard * (every_s / 2 + LINE_S / 2 + LINE_S * confirmed)
        paid += hazard
    return waited / paid if paid else 0.0


@dataclass(frozen=True)
class Figures:
    scenario: Scenario
    sales: int
    unknown: int
    mean_s: float
    p95_s: float
    bound_s: float
    a_minute: int
    a_day: int
    watching: int
    refused: int

    @property
    def ratio(self) -> float:
        return self.mean_s / self.bound_s if self.bound_s else 1.0


def simulate(scenario: Scenario, seed: int) -> Figures:
    world = World(scenario, seed)
    world.run()
    ended_s = OPEN_FOR_S - 60
    waits_s = sorted(
        sale.known_s - sale.paid_s for sale in world.sales if sale.known_s is not None and sale.paid_s <= ended_s
    )
    unknown = sum(sale.known_s is None and sale.paid_s <= ended_s for sale in world.sales)
    return Figures(
        scenario,
        sales=len(world.sales),
        unknown=unknown,
        mean_s=sum(waits_s) / len(waits_s) if waits_s else 0.0,
        p95_s=waits_s[int(0.95 * len(waits_s))] if waits_s else 0.0,
        bound_s=bound_s(world.roots, min(LIVE.watching_a_day, LIVE.a_day - len(world.sales))),
        a_minute=max(world.lomi.minutes.values(), default=0),
        a_day=world.lomi.today,
        watching=sum(till.spent.on_watching(OPENED_AT.date()) for till in world.tills),
        refused=world.lomi.refused,
    )


SCENARIOS = (
    Scenario("1 till, 0 waiting"),
    Scenario("1 till, 1 waiting", always=1),
    Scenario("1 till, 5 waiting", always=5),
    Scenario("1 till, 20 waiting", always=20),
    Scenario("1 till, 200 a day", a_day=200),
    Scenario("1 till, 1,000 a day", a_day=1000),
    Scenario("2 tills, 200 a day each", tills=2, a_day=200),
    Scenario("5 tills, 200 a day each", tills=5, a_day=200),
    Scenario("10 tills, 100 a day each", tills=10, a_day=100),
)


def main() -> None:
    asking = argparse.ArgumentParser()
    asking.add_argument("--seed", type=int, default=1)
    asking.add_argument("--only", default="")
    asked = asking.parse_args()
    scenarios = [one for one in SCENARIOS if asked.only in one.name]
    write = sys.stdout.write
    write(f"{'':26}{'sales':>7}{'mean s':>8}{'p95 s':>8}{'bound':>8}{'ratio':>7}{'stated':>8}{'a min':>7}")
    write(f"{'a day':>8}{'watching':>10}{'429':>6}{'missed':>8}\n")
    with ProcessPoolExecutor() as pool:
        for one in pool.map(simulate, scenarios, itertools.repeat(asked.seed)):
            stated = STATED.get(one.scenario.name)
            write(
                f"{one.scenario.name:26}{one.sales:7}{one.mean_s:8.2f}{one.p95_s:8.2f}{one.bound_s:8.2f}"
                f"{one.ratio:7.2f}{'' if stated is None else f'{one.mean_s / stated:.2f}':>8}{one.a_minute:7}"
                f"{one.a_day:8}{one.watching:10}{one.refused:6}{one.unknown:8}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
