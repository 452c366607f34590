"""When to ask lomi. again about which sale. Pure: the sales, their ages and the clock go in, a plan comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

MINUTE_S = 60.0
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S

IN_FRONT_S = 2.0
WAITING_S = 10.0
LISTED_IN_FRONT_S = 10.0
LISTED_S = 30.0
LIST_S = 2.5
PAYER_S = 6.0
PAID_TWICE_WITHIN_S = 10 * MINUTE_S
"""For how long after a payment a second one is looked for: all recent sales share one call, a minute apart."""

_GIVEN_UP_S = ((10 * MINUTE_S, MINUTE_S), (2 * HOUR_S, 10 * MINUTE_S), (DAY_S, HOUR_S), (float("inf"), DAY_S))
"""For how long after it was given up, and how far apart."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sale that lomi. may still say something about.

    ``asked_s_ago`` is None when it was never asked about by itself; ``given_up_s_ago`` is None while it is open.
    """

    sale_id: int
    is_in_front: bool = False
    asked_s_ago: float | None = None
    given_up_s_ago: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask now: these sales by themselves, all waiting ones by one list, and whether a customer is paying."""

    sale_ids: tuple[int, ...] = ()
    list_completed: bool = False
    look_for_payers: bool = False


def plan(
    waiting: Sequence[Waiting],
    *,
    listed_s_ago: float | None,
    payers_s_ago: float | None,
    paid_s_ago: float | None = None,
) -> Plan:
    """Return what is due. One sale is asked about by itself; several share one list call, confirmed one by one.

    ``paid_s_ago`` is the age of the last payment: it may have been made twice.
    """
    is_shared = sum(one.given_up_s_ago is None for one in waiting) > 1
    due = [one for one in waiting if _is_due(one, is_shared=is_shared)]
    due.sort(key=lambda one: (not one.is_in_front, one.given_up_s_ago is not None))
    someone_in_front = any(one.is_in_front and one.given_up_s_ago is None for one in waiting)
    just_paid = paid_s_ago is not None and paid_s_ago < PAID_TWICE_WITHIN_S
    return Plan(
        sale_ids=tuple(one.sale_id for one in due),
        list_completed=is_shared and _has_passed(listed_s_ago, LIST_S),
        look_for_payers=(someone_in_front and _has_passed(payers_s_ago, PAYER_S))
        or (just_paid and _has_passed(payers_s_ago, MINUTE_S)),
    )


def _is_due(one: Waiting, *, is_shared: bool) -> bool:
    return _has_passed(one.asked_s_ago, _interval_s(one, is_shared=is_shared))


def _interval_s(one: Waiting, *, is_shared: bool) -> float:
    if one.given_up_s_ago is not None:
        return next(apart for until, apart in _GIVEN_UP_S if one.given_up_s_ago < until)
    if is_shared:
        return LISTED_IN_FRONT_S if one.is_in_front else LISTED_S
    return IN_FRONT_S if one.is_in_front else WAITING_S


def _has_passed(since_s: float | None, wait_s: float) -> bool:
    return since_s is None or since_s >= wait_s
