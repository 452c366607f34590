"""What the engine tells the world. Every piece of news is immutable, and true on disk before it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lomi_pos.engine.line import Line as Line  # noqa: PLC0414  known from here too
from lomi_pos.till.events import Event
from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import DayTotal
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.links import ShopLink
    from lomi_pos.till.lomi import Account, Provider
    from lomi_pos.till.refunding import AskedRefund


@dataclass(frozen=True, slots=True)
class SaleChanged:
    """``sale`` is committed as it stands here; ``events`` are what has just been added to it (possibly none)."""

    sale: Sale
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    """lomi. answered, or has not. ``clock_offset_s`` is how far lomi.'s clock is ahead of this machine's.

    ``is_unanswered``: the last request failed, and the line is not given up for down yet.
    """

    line: Line
    last_answer_at: datetime | None
    clock_offset_s: float = 0.0
    is_unanswered: bool = False


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """Whose key it is, and the ways to pay that lomi. knows for it; ``problem`` when lomi. does not take the key."""

    identity: Identity
    account: Account | None = None
    ways: tuple[Provider, ...] = ()
    problem: Message | None = None

    @property
    def providers(self) -> tuple[str, ...]:
        """The codes of those that are connected."""
        return tuple(one.code for one in self.ways if one.is_connected)


@dataclass(frozen=True, slots=True)
class Identified:
    """As whom this till sells, told first of all and without asking lomi.; None: there is no usable key."""

    identity: Identity | None


@dataclass(frozen=True, slots=True)
class SaleChecked:
    """A look at this sale was answered at ``at``, whether or not it told anything new."""

    sale_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DayChanged:
    """What was taken today on this till, so far."""

    total: DayTotal


@dataclass(frozen=True, slots=True)
class SweepFinished:
    """The start-up sweep is through. ``changed`` are the sales that are not what they were when the till stopped.

    ``unreached`` says how many could not be asked about: there was no connection.
    """

    changed: tuple[Sale, ...]
    looked_at: int
    unreached: int
    links: tuple[ShopLink, ...] = ()
    """The links for no sale of which more is known than when the till stopped."""
    refunds: tuple[AskedRefund, ...] = ()
    """The refunds of which more is known than when the till stopped."""
    given_back: tuple[Sale, ...] = ()
    """Sales of which money was given back elsewhere meanwhile, and nothing else is new."""


@dataclass(frozen=True, slots=True)
class RefundChanged:
    """A refund asked for here, committed as it stands."""

    refund: AskedRefund


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """A link made here for no sale, committed as it stands."""

    link: ShopLink


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong outside any one sale; ``message`` says what, and what to do."""

    message: Message


News = (
    Identified
    | SaleChanged
    | ConnectionChanged
    | AccountSeen
    | SaleChecked
    | DayChanged
    | SweepFinished
    | LinkChanged
    | RefundChanged
    | Trouble
)
