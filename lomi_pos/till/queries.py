"""What lomi.'s lists are asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CLOCKS_APART = timedelta(hours=25)
"""lomi. dates by its own clock and the till by its own, which may be wrong by a day: so far back more is read."""


@dataclass(frozen=True, slots=True)
class LinkQuery:
    """Filters of ``GET /payment-links``; empty means all. ``page`` counts from 1."""

    kind: str = ""
    is_active: bool | None = None
    limit: int = 20
    page: int = 1


@dataclass(frozen=True, slots=True)
class TransactionQuery:
    """Filters of ``GET /transactions``; empty means all. Dates are inclusive; ``page`` counts from 1.

    ``kinds`` are lomi.'s ``type`` (``payment``, ``instalment``, ...), ``methods`` its ``paymentMethod``
    (``MOBILE_MONEY``, ``CARDS``, ...). ``is_pos`` is False for what was made through its API, so for this till's.
    """

    statuses: tuple[str, ...] = ()
    provider: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    limit: int = 20
    page: int = 1
    kinds: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    is_pos: bool | None = None
