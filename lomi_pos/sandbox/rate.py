"""How often somebody may ask: a limit of one's own, the published quotas of a key, or the server's throttle.

The published quotas and what the server's code does disagree (lomi. docs, Authentication; the server's throttler).
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from lomi_pos.sandbox.clock import Clock
from lomi_pos.sandbox.keys import Key
from lomi_pos.sandbox.trouble import Refusal, unauthorized

RateRule = int | Literal["published", "throttled"] | None

MINUTE_S, QUARTER_S, DAY_S = 60, 900, 86_400
PUBLISHED = {"live": (60, 10_000), "test": (120, 20_000)}
THROTTLED_WRITES = ("POST /checkout-sessions", "POST /payment-requests")


@dataclass(frozen=True, slots=True)
class Window:
    """So many requests in so many seconds, for one counter."""

    counter: str
    limit: int
    length_s: int


@dataclass(slots=True)
class RateLimit:
    """Fixed windows.

    ``rule`` is requests a minute and key, or:

    - ``published``: 60 a minute and 10,000 a day for a live key, twice as many for a test key. An exhausted day is
      answered 401, as the server's key check does with every key it does not accept.
    - ``throttled``: 5,000 in a quarter of an hour for each route and address, 120 a minute for new sessions.
    - None: no limit.
    """

    clock: Clock
    rule: RateRule = None
    _windows: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if isinstance(self.rule, str) and self.rule not in ("published", "throttled"):
            raise ValueError(f"No rate limit is called {self.rule!r}: take a number, published or throttled.")

    def count(self, secret: str | None, route: str, address: str) -> dict[str, str]:
        """Count one request and return the headers of its answer.

        Raises:
            Refusal: 429; ``Retry-After`` is always the whole window, whatever is left of it. 401, the day is used up.
        """
        headers: dict[str, str] = {}
        for window in reversed(self._applying(secret or "nobody", route, address)):
            headers = self._enter(window)
        return headers

    def _applying(self, secret: str, route: str, address: str) -> list[Window]:
        match self.rule:
            case None:
                return []
            case "published":
                minute, day = PUBLISHED[Key(secret).environment]
                return [Window(f"minute {secret}", minute, MINUTE_S), Window(f"day {secret}", day, DAY_S)]
            case "throttled" if route in THROTTLED_WRITES:
                return [Window(f"{route} {address}", 120, MINUTE_S)]
            case "throttled":
                return [Window(f"{route} {address}", 5000, QUARTER_S)]
            case int(limit):
                return [Window(secret, limit, MINUTE_S)]

    def _enter(self, window: Window) -> dict[str, str]:
        now = self.clock.now()
        with self._lock:
            begun, used = self._windows.get(window.counter, (now, 0))
            if now - begun >= timedelta(seconds=window.length_s):
                begun, used = now, 0
            self._windows[window.counter] = (begun, used + 1)
        if used >= window.limit:
            raise unauthorized("API key rate limit exceeded") if window.length_s == DAY_S else too_many(window)
        return {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(window.limit - used - 1),
            "X-RateLimit-Reset": str(window.length_s - int((now - begun).total_seconds())),
        }


def too_many(window: Window) -> Refusal:
    return Refusal(
        429,
        "Too many requests",
        {"retry_after_seconds": window.length_s, "limit": window.limit},
        headers={
            "Retry-After": str(window.length_s),
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Policy": "fixed-window",
            "X-RateLimit-Window-Seconds": str(window.length_s),
        },
    )
