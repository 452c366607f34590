"""lomi. in simulated time: what it allows a key, and what its lists show of the sales that were made."""

import heapq
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.expectation import Expectation
from bench.scenario import EXPIRES_S, LINE_S, NEVER_PAID, Scenario
from lomi_pos.till.budget import LIVE, MINUTE_S, OPEN_FOR_S
from lomi_pos.till.payment_times import USUAL
from lomi_pos.till.schedule import DAY_S

PAGE = 100


@dataclass
class Paying:
    till: int
    opened_s: float
    paid_s: float
    """Infinite when the customer walks away."""
    known_s: float | None = None
    ended_s: float = math.inf
    """Known, or given up."""
    is_rush: bool = False
    requests: int = 0
    gain: float = 0.0
    """What its till says in it: so many it had made that day, and its pace."""
    seen_s: float = 0.0
    """When a call last saw it, paid or not."""


@dataclass
class Lomi:
    """The key's limits: a fixed window of a minute, and a day."""

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
    """What happens when, and what lomi. has been told of it by then."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.seed = seed
        self.line = random.Random(seed)
        self.now_s = 0.0
        self.lomi = Lomi()
        self.sales: list[Paying] = []
        self.expected = Expectation(USUAL)
        self.reasons: Counter[str] = Counter()
        """What every request was made for, more closely than its use tells."""
        self.ends_s = OPEN_FOR_S - 70 * math.sqrt(scenario.tills)
        """By then every sale that waits must have been seen."""
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()

    def at(self, when_s: float, event: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when_s, next(self._count), event))

    def run_until(self, until_s: float) -> None:
        while self._events and self._events[0][0] <= until_s:
            self.now_s, _, event = heapq.heappop(self._events)
            event()

    def note_seen(self, sale_id: int, *, is_listed: bool) -> None:
        """What a list shows is known once it is confirmed."""
        sale = self.sales[sale_id]
        if sale.paid_s > sale.seen_s and self.now_s <= self.ends_s:
            age_s = min(self.now_s - sale.opened_s, EXPIRES_S)
            known_in_s = self.now_s - sale.opened_s - age_s + LINE_S / 2 + LINE_S * is_listed
            self.expected.seen(age_s, sale.seen_s - sale.opened_s, known_in_s=known_in_s)
        sale.seen_s = self.now_s

    @property
    def paid_a_day(self) -> float:
        return (1 - NEVER_PAID) * self.scenario.sold_a_day

    def list_reaches_to_s(self) -> float:
        """How old the oldest of the first page of completed sessions is, by when it was made."""
        made_s = sorted((one.opened_s for one in self.sales[-3 * PAGE :] if one.paid_s <= self.now_s), reverse=True)
        if len(made_s) >= PAGE:
            return made_s[PAGE - 1]
        return -DAY_S * (PAGE - len(made_s)) / self.paid_a_day if self.paid_a_day else -math.inf

    @property
    def pages_of_expired(self) -> int:
        """Of the six days before."""
        return 1 + int(6 * NEVER_PAID * self.scenario.sold_a_day / PAGE)

    def pages_of_transactions(self, since_s: float) -> int:
        today = sum(since_s <= one.paid_s <= self.now_s for one in self.sales)
        of_yesterday = min(1.0, max(0.0, OPEN_FOR_S - DAY_S - since_s) / OPEN_FOR_S)
        return 1 + int((today + of_yesterday * self.paid_a_day) / PAGE)

    def pages_back_to(self, since_s: float) -> int:
        today = sum(one.paid_s <= self.now_s and one.opened_s >= since_s for one in self.sales)
        before = self.paid_a_day * max(0.0, -since_s) / DAY_S
        return 1 + int((today + before) / PAGE)
