"""When to ask lomi. what about the sales that wait. Pure: the sales, their ages, the clock and the budget go in.

One call at most comes out for each tick. Several sales share a list call; how often is decided by an accumulator that
grows with the square root of the summed hazards, the rate at which a budget buys the shortest wait.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lomi_pos.till.budget import MINUTE_S, Means
from lomi_pos.till.payment_times import USUAL, PaymentTimes

HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
TICK_S = 0.25

SEEN_AT_LEAST_S = MINUTE_S
"""While a sale waits, however little of the budget is left."""

LISTED_AT_LEAST_S = 5 * MINUTE_S
"""The list shows besides who else sells under this key."""

PAYERS_S = 6.0
"""How often at most the transactions tell whether the customer in front is choosing how to pay."""

PAYERS_CALLS = 3
"""Nor more often than every third call."""

PAID_TWICE_WITHIN_S = 10 * MINUTE_S
"""For how long after a payment a second one is looked for: all recent sales share one call, a minute apart."""

ALONE_S = 5 * MINUTE_S
"""Each sale is looked at by itself as well: neither order nor environment of the list is promised."""

PAST_END_S = MINUTE_S
"""The same for one past its end, which no list of what is completed shows."""

LINE_S = 0.3
"""What a list's hit costs more than a look's: it has to be confirmed."""

_GIVEN_UP_S = ((10 * MINUTE_S, MINUTE_S), (2 * HOUR_S, 10 * MINUTE_S), (DAY_S, HOUR_S), (math.inf, DAY_S))
"""For how long after it was given up, and how far apart."""

_ALONE_AFTER = 12
"""A given-up sale that the list shows is looked at by itself after so many intervals, and once a day at least."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sale that lomi. may still say something about.

    ``age_s`` counts from its newest code. ``asked_s_ago`` is its last look by itself, ``seen_s_ago`` the last look that
    saw it, a list's too; None means never. ``given_up_s_ago`` is None while it is open. ``is_listed``: the list's
    first page would show it. ``is_past_end``: it should have expired by now, though only lomi. can say so.
    """

    sale_id: int
    age_s: float = 0.0
    is_in_front: bool = False
    asked_s_ago: float | None = None
    seen_s_ago: float | None = None
    given_up_s_ago: float | None = None
    is_listed: bool = True
    is_past_end: bool = False


class Asked(StrEnum):
    LOOK = "look"
    """One sale, by itself."""
    LIST = "list"
    TRANSACTIONS = "transactions"


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask now; ``sale_id`` for a look. ``is_paced``: the gain made it, and not a rule."""

    asked: Asked
    sale_id: int | None = None
    is_paced: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """What is carried from tick to tick. Ages are in seconds; None means never.

    ``due`` is the accumulator: at 1 a call is made. ``paid_s_ago`` is the age of the last payment: it may have been
    made twice.
    """

    due: float = 1.0
    called_s_ago: float | None = None
    listed_s_ago: float | None = None
    transactions_s_ago: float | None = None
    paid_s_ago: float | None = None


def root_of(waiting: Sequence[Waiting], times: PaymentTimes = USUAL) -> float:
    """The square root of the summed hazards of the sales that are open."""
    return math.sqrt(sum(times.hazard(one.age_s) for one in waiting if one.given_up_s_ago is None))


def grown(due: float, root: float, gain: float, for_s: float = TICK_S) -> float:
    """The accumulator after ``for_s`` seconds. It never saves up for more than one call: a burst would help nobody."""
    return min(1.0, due + gain * root * for_s)


def plan(
    waiting: Sequence[Waiting],
    pace: Pace,
    means: Means,
    *,
    times: PaymentTimes = USUAL,
    can_look_alone: bool = True,
) -> tuple[Call | None, Pace]:
    """Return what to ask now, if anything, and the pace to go on with.

    ``can_look_alone`` is off for a Network member, whose sessions only its transactions tell of.
    """
    opened = [one for one in waiting if one.given_up_s_ago is None]
    root = root_of(opened, times)
    pace = replace(pace, due=grown(pace.due, root, means.gain) if opened else pace.due)
    call = _call(waiting, pace, means, times=times, can_look_alone=can_look_alone)
    if call is None:
        return None, pace
    if not opened or _is_given_up(waiting, call.sale_id):
        return call, pace
    return replace(call, is_paced=pace.due >= 1), replace(pace, due=0.0)


def _call(
    waiting: Sequence[Waiting], pace: Pace, means: Means, *, times: PaymentTimes, can_look_alone: bool
) -> Call | None:
    opened = [one for one in waiting if one.given_up_s_ago is None]
    if not (means.has_minute and _has_passed(pace.called_s_ago, means.apart_s)):
        return None
    must = _call_that_must_be(opened, pace, can_look_alone=can_look_alone) if means.has_day else None
    if must is not None or not means.has_share:
        return must
    if opened and pace.due >= 1:
        apart_s = max(means.apart_s, 1 / max(means.gain * root_of(opened, times), 1 / MINUTE_S))
        return _call_for_open(opened, pace, times, apart_s, can_look_alone=can_look_alone)
    if _may_be_paid_twice(pace):
        return Call(Asked.TRANSACTIONS)
    return _call_for_given_up([one for one in waiting if one.given_up_s_ago is not None], pace)


def _call_that_must_be(opened: Sequence[Waiting], pace: Pace, *, can_look_alone: bool) -> Call | None:
    """Whatever the budget: no sale goes unseen for more than a minute, nor for ever without a look by itself."""
    if not opened:
        return None
    if _has_passed(pace.listed_s_ago, LISTED_AT_LEAST_S):
        return Call(Asked.LIST)
    unseen = [one for one in opened if min(_age(one.seen_s_ago), one.age_s) >= SEEN_AT_LEAST_S]
    if unseen:
        return Call(Asked.LOOK, unseen[0].sale_id) if len(opened) == 1 and can_look_alone else Call(Asked.LIST)
    late = max(opened, key=lambda one: _alone_s_ago(one) - (PAST_END_S if one.is_past_end else ALONE_S))
    if _alone_s_ago(late) >= (PAST_END_S if late.is_past_end else ALONE_S):
        return Call(Asked.LOOK, late.sale_id)
    return None


def _call_for_open(
    opened: Sequence[Waiting], pace: Pace, times: PaymentTimes, apart_s: float, *, can_look_alone: bool
) -> Call:
    someone_in_front = any(one.is_in_front for one in opened)
    payers_s = max(PAYERS_S, PAYERS_CALLS * apart_s)
    if (someone_in_front and _has_passed(pace.transactions_s_ago, payers_s)) or _may_be_paid_twice(pace):
        return Call(Asked.TRANSACTIONS)
    if not can_look_alone:
        return Call(Asked.LIST)
    return _look_or_list(opened, times, apart_s)


def _look_or_list(opened: Sequence[Waiting], times: PaymentTimes, apart_s: float) -> Call:
    """A look needs no confirmation, and lets all others wait for one more call: the likelier loss decides."""
    unseen = {one.sale_id: times.hazard(one.age_s) * min(_age(one.seen_s_ago), one.age_s) for one in opened}
    likeliest = max(opened, key=lambda one: (unseen[one.sale_id], one.is_in_front))
    of_others = sum(unseen.values()) - unseen[likeliest.sale_id]
    if LINE_S * unseen[likeliest.sale_id] >= apart_s * of_others:
        return Call(Asked.LOOK, likeliest.sale_id)
    return Call(Asked.LIST)


def _call_for_given_up(given_up: Sequence[Waiting], pace: Pace) -> Call | None:
    """Those that the list shows share it; each is looked at by itself more rarely, and when it is the only one."""
    due = [one for one in given_up if _is_due(one)]
    if not due:
        return None
    shared = [one for one in given_up if one.is_listed]
    may_list = len(shared) > 1 and _has_passed(pace.listed_s_ago, MINUTE_S)
    if may_list and any(one.is_listed and not _is_due_alone(one) for one in due):
        return Call(Asked.LIST)
    first = max(due, key=lambda one: (one.is_in_front, _age(one.asked_s_ago)))
    return Call(Asked.LOOK, first.sale_id)


def given_up_interval_s(given_up_s_ago: float) -> float:
    """A minute apart at first, then ten, then an hour, then a day."""
    return next(apart_s for until_s, apart_s in _GIVEN_UP_S if given_up_s_ago < until_s)


def _is_due(one: Waiting) -> bool:
    return _has_passed(one.seen_s_ago, given_up_interval_s(one.given_up_s_ago or 0.0)) or _is_due_alone(one)


def _is_due_alone(one: Waiting) -> bool:
    interval_s = given_up_interval_s(one.given_up_s_ago or 0.0)
    return _has_passed(one.asked_s_ago, min(_ALONE_AFTER * interval_s, DAY_S))


def _may_be_paid_twice(pace: Pace) -> bool:
    just_paid = pace.paid_s_ago is not None and pace.paid_s_ago < PAID_TWICE_WITHIN_S
    return just_paid and _has_passed(pace.transactions_s_ago, MINUTE_S)


def _is_given_up(waiting: Sequence[Waiting], sale_id: int | None) -> bool:
    return any(one.sale_id == sale_id and one.given_up_s_ago is not None for one in waiting)


def _has_passed(since_s: float | None, wait_s: float) -> bool:
    return since_s is None or since_s >= wait_s


def _alone_s_ago(one: Waiting) -> float:
    """Its creation was a look too."""
    return min(_age(one.asked_s_ago), one.age_s)


def _age(since_s: float | None) -> float:
    return math.inf if since_s is None else since_s
