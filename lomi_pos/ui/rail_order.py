"""Which sales stand on the rail, and in what order. Pure functions of the sales, so that a test can read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lomi_pos.till.states import Flag, Progress, State
from lomi_pos.ui.theme import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.till.sale import Sale

_UNDER_WAY = frozenset({State.DRAFT, State.CREATING, State.OPEN})
_MOST_FINISHED = 40


@dataclass(frozen=True, slots=True)
class RailOrder:
    """``open_sales`` from top to bottom; ``finished`` are today's, the newest first."""

    open_sales: tuple[Sale, ...]
    finished: tuple[Sale, ...]


def rail_order(sales: Iterable[Sale], now: datetime, just_paid: frozenset[int] = frozenset()) -> RailOrder:
    """Just paid ones first, then those that need someone, then those under way, the oldest first."""
    stands_on_top: list[tuple[int, datetime, Sale]] = []
    finished: list[tuple[datetime, Sale]] = []
    today = now.astimezone().date()
    for sale in sales:
        if sale.id in just_paid:
            stands_on_top.append((0, sale.created_at, sale))
        elif sale.needs_someone:
            stands_on_top.append((1, sale.created_at, sale))
        elif sale.state in _UNDER_WAY:
            stands_on_top.append((2, sale.created_at, sale))
        elif (ended_at := sale.settled_at or sale.created_at).astimezone().date() == today:
            finished.append((ended_at, sale))
    stands_on_top.sort(key=lambda entry: entry[:2])
    finished.sort(key=lambda entry: entry[0], reverse=True)
    return RailOrder(tuple(sale for _, _, sale in stands_on_top), tuple(sale for _, sale in finished[:_MOST_FINISHED]))


def tone_of(sale: Sale) -> Tone:
    """The colour of a sale in a list; its word always stands beside it."""
    if sale.is_paid_exactly:
        return "green"
    if sale.flags & {Flag.REFUNDED, Flag.CASH_BACK} and not sale.needs_someone:
        return "grey"
    if sale.state is State.PAID or sale.state is State.ATTENTION:
        return "amber"
    if sale.progress in {Progress.DECLINED, Progress.UNCONFIRMED}:
        return "amber"
    return "accent" if sale.state is State.OPEN else "grey"
