"""lomi.'s checkout sessions as history lists them, with the sales of this till that they were made for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession


SESSION_STATUSES = ("open", "completed", "expired")


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Filters of ``GET /checkout-sessions``; empty means all. Dates are inclusive; ``page`` counts from 1.

    lomi. takes one status and no dates: of several, and of a period, the choice is made here.
    """

    statuses: tuple[str, ...] = ()
    from_at: datetime | None = None
    to_at: datetime | None = None
    limit: int = 20
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListedSession:
    """``sale_id``, ``number`` and ``provider`` are those of our sale; without them it was made elsewhere.

    ``url`` is its page, when a customer may be sent there.
    """

    session: CheckoutSession
    sale_id: int | None = None
    number: str = ""
    provider: str = ""
    url: str = ""

    @property
    def status(self) -> str:
        """lomi.'s word; ``pending`` is how some of its pages spell ``open``."""
        return "open" if self.session.is_open else self.session.status


def is_asked_for(session: CheckoutSession, query: SessionQuery) -> bool:
    """Whether it passes the filters. One without a date is kept: better one too many than one that nobody sees."""
    has_status = not query.statuses or session.status in query.statuses
    has_status = has_status or (session.is_open and "open" in query.statuses)
    at = session.created_at
    is_early = at is not None and query.from_at is not None and at < query.from_at
    is_late = at is not None and query.to_at is not None and at > query.to_at
    return has_status and not is_early and not is_late
