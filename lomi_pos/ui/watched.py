"""All that the screen knows of one sale, and shows of it while it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lomi_pos.till.states import State

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.engine.news import ConnectionChanged
    from lomi_pos.till.sale import Sale


@dataclass(frozen=True, slots=True)
class Watched:
    """``checked_at`` is when lomi. last answered about it."""

    sale: Sale
    providers: tuple[str, ...] = ()
    checked_at: datetime | None = None
    connection: ConnectionChanged | None = None
    is_unchecked: bool = False
    """lomi. does not take the till's key just now, so nothing can be known of the sale."""
    is_out_of_sight: bool = False
    """It was made under another key or account: the till is told nothing of it, so nobody is sent to its page."""

    @property
    def url(self) -> str:
        """The address behind the code; empty while there is none to show."""
        attempt = None if self.is_out_of_sight else self.sale.attempt
        return attempt.url or "" if attempt is not None and attempt.state is State.OPEN else ""
