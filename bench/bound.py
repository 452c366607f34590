"""The shortest mean wait that a key's requests can buy: what no schedule that keeps lomi.'s limits and our rules beats.

A payment that is asked about ``rate`` times a second waits ``1 / (2 * rate)`` on average, and half the line's way back.
The rate that makes the mean of all waits least goes with the root of the summed hazard of what waits at a till; it is
bent only by what no schedule escapes:

- The day: every creation takes a request of the nine thousand, whatever is watched.
- The end of a sale that nobody pays: lomi. has to say twice that it has expired, and both answers come after its end.
  (Not for a Network member, who reads no session.)
- The line: one request in a hundred is lost, and what is lost tells nothing.
- The minute: sixty for all tills of the key together, creations among them.
- A till's calls are at least 1.05 s apart, and at most a minute as long as one of its sales waits.
- A till's call tells that till alone, since tills do not talk to each other.

It is generous in all else: the tills divide the day as if one mind planned it, the sales to come are known beforehand,
no call is spent on the start's sweep, on late and second payments, on confirming or on details, and a wait ends with
the answer: the transactions need no confirmation.

``bound_s`` knows of a rush beforehand, too. ``unforeseen_s`` does not: until the rush begins nothing tells that
morning from the same day's without one, so the requests go as they best go on that day; from its first second on
everything is known. Who saved for a rush that does not come would be further from the bound on each day without one.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

STEP_S = 1.0
_HALVINGS = 40
_MOST_GAIN = 1e3


@dataclass(frozen=True)
class Span:
    """A sale of ``till``, from its code to its payment or its end; ``is_rush`` when only the rush brought it."""

    till: int
    from_s: float
    to_s: float
    is_rush: bool = False


@dataclass(frozen=True)
class Allowed:
    """What no schedule may pass."""

    a_minute: float = 60.0
    least_apart_s: float = 1.05
    most_apart_s: float = 60.0


@dataclass(frozen=True)
class Minute:
    """The summed hazards of each till, second by second, while anything waits there, and the requests left to ask."""

    room: float
    hazards: list[float] = field(default_factory=list)

    def rates(self, gain: float, allowed: Allowed) -> list[float]:
        slowest, fastest = 1 / allowed.most_apart_s, 1 / allowed.least_apart_s
        return [min(fastest, max(slowest, gain * math.sqrt(hazard))) for hazard in self.hazards]

    def calls(self, gain: float, allowed: Allowed) -> float:
        return STEP_S * sum(self.rates(gain, allowed))

    def best_gain(self, gain: float, allowed: Allowed) -> float:
        """The day's gain, or what the minute has room for."""
        if self.calls(gain, allowed) <= self.room:
            return gain
        return _greatest(lambda one: self.calls(one, allowed) <= self.room, gain)


def minutes(spans: Iterable[Span], hazard: Callable[[float], float], allowed: Allowed) -> dict[int, Minute]:
    """What waits in each minute, where anything does. A creation takes a request of the minute that it is made in."""
    spans = list(spans)
    begun: dict[int, int] = {}
    summed: dict[tuple[int, int], float] = {}
    table = [hazard((step + 0.5) * STEP_S) for step in range(int(max((_length(one) for one in spans), default=0)) + 1)]
    for one in spans:
        begun[_minute(one.from_s)] = begun.get(_minute(one.from_s), 0) + 1
        first = int(one.from_s / STEP_S)
        for step in range(first, max(first + 1, int(one.to_s / STEP_S))):
            summed[step, one.till] = summed.get((step, one.till), 0.0) + table[min(step - first, len(table) - 1)]
    found: dict[int, Minute] = {}
    for (step, _), so_great in summed.items():
        minute = _minute(step * STEP_S)
        if minute not in found:
            found[minute] = Minute(allowed.a_minute - begun.get(minute, 0))
        found[minute].hazards.append(so_great)
    return found


def day_gain(waiting: Iterable[Minute], calls: float, allowed: Allowed) -> float:
    """The gain that spends ``calls`` over these minutes, each of them no fuller than it may be."""
    each = list(waiting)

    def _is_within(gain: float) -> bool:
        return sum(min(one.calls(gain, allowed), max(one.room, one.calls(0.0, allowed))) for one in each) <= calls

    return _greatest(_is_within, _MOST_GAIN)


@dataclass
class Waits:
    """What is paid in expectation, how long all of that waits, and the calls that it takes."""

    paid: float = 0.0
    waited_s: float = 0.0
    calls: float = 0.0

    def add(self, waiting: Iterable[Minute], gain: float, allowed: Allowed) -> None:
        for one in waiting:
            for hazard, rate in zip(one.hazards, one.rates(one.best_gain(gain, allowed), allowed), strict=True):
                self.paid += hazard * STEP_S
                self.waited_s += hazard * STEP_S / (2 * rate)
                self.calls += rate * STEP_S

    @property
    def mean_s(self) -> float:
        return self.waited_s / self.paid if self.paid else 0.0


def bound_s(
    spans: Sequence[Span], hazard: Callable[[float], float], calls: float, *, allowed: Allowed | None = None
) -> float:
    """The least mean wait, the way back apart, of ``calls`` over the whole day."""
    allowed = allowed or Allowed()
    waiting = minutes(spans, hazard, allowed).values()
    waits = Waits()
    waits.add(waiting, day_gain(waiting, calls, allowed), allowed)
    return waits.mean_s


def unforeseen_s(
    spans: Sequence[Span],
    hazard: Callable[[float], float],
    calls: float,
    ordinary_calls: float,
    *,
    rush_from_s: float,
    allowed: Allowed | None = None,
) -> float:
    """The same where nothing told of the rush before it began; ``ordinary_calls`` is the day's without one."""
    allowed = allowed or Allowed()
    ordinary = minutes([one for one in spans if not one.is_rush], hazard, allowed)
    everything = minutes(spans, hazard, allowed)
    begins = _minute(rush_from_s)
    waits = Waits()
    before = [one for at, one in ordinary.items() if at < begins]
    waits.add(before, day_gain(ordinary.values(), ordinary_calls, allowed), allowed)
    after = [one for at, one in everything.items() if at >= begins]
    waits.add(after, day_gain(after, calls - waits.calls, allowed), allowed)
    return waits.mean_s


def _greatest(is_allowed: Callable[[float], bool], most: float) -> float:
    low, high = 0.0, most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_allowed(middle) else (low, middle)
    return low


def _minute(at_s: float) -> int:
    return int(at_s // 60)


def _length(span: Span) -> float:
    return (span.to_s - span.from_s) / STEP_S
