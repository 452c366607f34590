"""Who may come in: the rate limit, then the key, then the Network rules, in the server's order."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lomi_pos.sandbox.call import Caller
from lomi_pos.sandbox.clock import Clock
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import Refusal, unauthorized

WINDOW_S = 60


@dataclass(slots=True)
class RateLimit:
    """A fixed window of a minute for each key. ``per_minute`` None lets everything through."""

    clock: Clock
    per_minute: int | None = None
    _windows: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, who: str) -> dict[str, str]:
        """Count one request and return its headers.

        Raises:
            Refusal: 429; ``Retry-After`` is always the whole window, whatever is left of it.
        """
        limit = self.per_minute
        if limit is None:
            return {}
        now = self.clock.now()
        with self._lock:
            begun, used = self._windows.get(who, (now, 0))
            if now - begun >= timedelta(seconds=WINDOW_S):
                begun, used = now, 0
            self._windows[who] = (begun, used + 1)
        if used >= limit:
            raise Refusal(
                429,
                "Too many requests",
                {"retry_after_seconds": WINDOW_S, "limit": limit},
                headers={
                    "Retry-After": str(WINDOW_S),
                    "X-RateLimit-Limit": str(limit),
                    "X-RateLimit-Policy": "fixed-window",
                    "X-RateLimit-Window-Seconds": str(WINDOW_S),
                },
            )
        left_s = WINDOW_S - int((now - begun).total_seconds())
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - used - 1),
            "X-RateLimit-Reset": str(left_s),
        }


def secret_in(headers: Mapping[str, str]) -> str | None:
    """Find the key: ``X-API-Key``, then ``X-Lomi-API-Key``, then ``Authorization: Bearer``."""
    for name in ("x-api-key", "x-lomi-api-key"):
        if headers.get(name, "").strip():
            return headers[name].strip()
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    return rest.strip() or None if scheme.lower() == "bearer" else None


def admit(lomi: Lomi, headers: Mapping[str, str], capabilities: tuple[str, ...]) -> Caller:
    """Return who asks.

    Args:
        lomi: whose keys and members count.
        headers: of the request, with lower-case names.
        capabilities: any one of these lets a Network operator in; none at all
            means that the endpoint is closed to Network requests.

    Raises:
        Refusal: 401 in every case; only the message tells which.
    """
    secret = secret_in(headers)
    if secret is None:
        raise unauthorized("API Key is missing")
    account = headers.get("lomi-account", "").strip()
    if account and not capabilities:
        # Decided before the key is looked at: a wrong key hears this too.
        raise unauthorized("Network requests are not supported for this endpoint")
    key = lomi.keys.verify(secret)
    if account:
        return Caller(key, lomi.network.member_for(account, key, capabilities))
    if key.is_publishable:
        raise unauthorized("Invalid API Key")
    return Caller(key)
