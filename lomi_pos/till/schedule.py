"""When to ask lomi. what about the sales that wait. Pure: the sales, their ages, the clock and the budget go in.

One call at most comes out for each tick. Several sales share a list call; how often is decided by an accumulator that
grows with the square root of the summed hazards, the rate at which a budget buys the shortest wait. What the rules
want besides (the list for those given up, the transactions for who paid twice) waits for the next call as long as a
sale waits, which is a minute at most.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lomi_pos.till.budget import MINUTE_S, Means
from lomi_pos.till.given_up import GivenUp, due_alone, due_by_transactions, due_deep, due_together
from lomi_pos.till.payment_times import USUAL, PaymentTimes

HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
TICK_S = 0.25

FRONT_WEIGHT = 2.0
"""A second's wait of the sale in front counts as so many of another's: its customer stands there."""

LISTED_AT_LEAST_S = 5 * MINUTE_S
"""The list shows besides who else sells under this key."""

PAYERS_S = 6.0
"""How often at most the transactions tell whether the customer in front is choosing how to pay."""

PAYERS_CALLS = 3
"""Nor more often than every third call."""

CHECKED_S = MINUTE_S
"""Where the transactions tell of every payment, with all that is to know of it, the sessions are asked so far apart,"""

CHECKED_CALLS = 8
"""and several together not more often than at every eighth call."""

PAID_TWICE_WITHIN_S = 10 * MINUTE_S
"""For how long after a payment a second one is looked for: all recent sales share one call."""

PAID_TWICE_S = 2 * MINUTE_S
"""How far apart."""

ALL_TRANSACTIONS_S = HOUR_S
"""Who paid late although the session stays expired, or a second time after that: one call for all that has ended.

Several tills share the key's pages: each reads as much rarer as they are many.
"""

ALONE_S = 8 * MINUTE_S
"""Each sale is looked at by itself as well: neither order nor environment of the list is promised."""

PAST_END_S = MINUTE_S
"""The same for one past its end, which no list of what is completed shows."""

LINE_S = 0.3
"""What a list's hit costs more than a look's: it has to be confirmed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sale that is open, as far as we know.

    ``age_s`` counts from its newest code. ``asked_s_ago`` is its last look by itself, ``seen_s_ago`` the last look that
    saw it, a list's too; None means never. ``is_past_end``: it should have expired by now, though only lomi. can say
    so.
    """

    sale_id: int
    age_s: float = 0.0
    is_in_front: bool = False
    asked_s_ago: float | None = None
    seen_s_ago: float | None = None
    is_past_end: bool = False


class Asked(StrEnum):
    LOOK = "look"
    """One sale, by itself."""
    LIST = "list"
    DEEP_LIST = "deep_list"
    """Page by page, back to the oldest that was given up."""
    TRANSACTIONS = "transactions"
    """The newest hundred: they show who pays late, too."""
    NEW_TRANSACTIONS = "new_transactions"
    """Those since the oldest sale that waits was made: a short answer."""
    ALL_TRANSACTIONS = "all_transactions"
    """Page by page, back to when they were last read."""


@dataclass(frozen=True, slots=True)
class Call:
    """What to ask now; ``sale_id`` for a look. ``is_paced``: the gain made it, and not a rule.

    A deep list goes back to what was given up ``back_s`` ago.
    """

    asked: Asked
    sale_id: int | None = None
    is_paced: bool = False
    back_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What is carried from tick to tick. Ages are in seconds; None means never.

    ``due`` is the accumulator: at 1 a call is made. ``wanted`` is what a rule asks of the next one. ``paid_s_ago`` is
    the age of the last payment: it may have been made twice. ``all_transactions_s_ago`` is None when nothing has ended
    for which they are read.
    """

    due: float = 1.0
    wanted: Asked | None = None
    called_s_ago: float | None = None
    listed_s_ago: float | None = None
    transactions_s_ago: float | None = None
    all_transactions_s_ago: float | None = None
    paid_s_ago: float | None = None
    transactions_tell: bool = False
    """Whether every payment of late was among the transactions too."""


def root_of(opened: Sequence[Waiting], times: PaymentTimes = USUAL) -> float:
    """The square root of the summed hazards of the sales that are open, that of the sale in front weighted."""
    return math.sqrt(sum(times.hazard(one.age_s) * (FRONT_WEIGHT if one.is_in_front else 1.0) for one in opened))


def grown(due: float, root: float, gain: float, for_s: float = TICK_S) -> float:
    """The accumulator after ``for_s`` seconds. It never saves up for more than one call: a burst would help nobody."""
    return min(1.0, due) + min(1.0, gain * root * for_s)


def plan(
    opened: Sequence[Waiting],
    pace: Pace,
    means: Means,
    *,
    given_up: Sequence[GivenUp] = (),
    times: PaymentTimes = USUAL,
    for_s: float = TICK_S,
    can_look_alone: bool = True,
) -> tuple[Call | None, Pace]:
    """Return what to ask now, if anything, and the pace to go on with. ``for_s`` is the time since the last tick.

    ``can_look_alone`` is off for a Network member, whose sessions only its transactions tell of.
    """
    rate = means.gain * root_of(opened, times)
    pace = replace(pace, due=grown(pace.due, rate, 1.0, for_s) if opened else 0.0)
    if not (means.has_minute and _has_passed(pace.called_s_ago, means.apart_s)):
        return None, pace
    call = _call_that_must_be(opened, pace, means, can_look_alone=can_look_alone)
    if call is None and means.has_share:
        if opened and pace.due >= 1:
            call = _paced(
                opened, pace, times, max(means.apart_s, 1 / max(rate, 1 / MINUTE_S)), can_look_alone=can_look_alone
            )
        else:
            call = _call_for_ended(given_up, pace, means, can_look_alone=can_look_alone)
            if opened and call is not None and call.asked in _SHARED:
                return None, replace(pace, wanted=pace.wanted or call.asked)
    if call is None:
        return None, pace
    call = call if can_look_alone else _of_member(call)
    if any(one.sale_id == call.sale_id for one in given_up) or not opened:
        return call, pace
    is_paced = pace.due >= 1
    return replace(call, is_paced=is_paced), replace(
        pace, due=max(0.0, pace.due - 1), wanted=None if call.asked is pace.wanted else pace.wanted
    )


_SHARED = frozenset({Asked.LIST, Asked.TRANSACTIONS})


def _of_member(call: Call) -> Call:
    """For a Network member the transactions stand for every list, and for each look all of them."""
    asked = Asked.TRANSACTIONS if call.asked in {Asked.LIST, Asked.NEW_TRANSACTIONS} else call.asked
    return Call(Asked.ALL_TRANSACTIONS if asked in {Asked.LOOK, Asked.DEEP_LIST} else asked)


def _call_that_must_be(opened: Sequence[Waiting], pace: Pace, means: Means, *, can_look_alone: bool) -> Call | None:
    """However little is left: no sale goes unseen for long, nor for ever without a look by itself."""
    if math.isinf(means.seen_within_s):
        return None
    if _age_or(pace.all_transactions_s_ago, 0.0) >= ALL_TRANSACTIONS_S * means.stretch:
        return Call(Asked.ALL_TRANSACTIONS)
    if not opened:
        return None
    stretch = means.seen_within_s / MINUTE_S
    unseen = [one for one in opened if _unseen_s(one) >= means.seen_within_s]
    if unseen and pace.wanted is not None:
        return Call(pace.wanted)
    if unseen:
        return _look_at_only(opened[0], pace) if len(opened) == 1 and can_look_alone else Call(Asked.LIST)
    late = max(opened, key=_lateness)
    return Call(Asked.LOOK, late.sale_id) if _lateness(late) >= stretch else None


def _paced(opened: Sequence[Waiting], pace: Pace, times: PaymentTimes, apart_s: float, *, can_look_alone: bool) -> Call:
    if pace.wanted is not None:
        return Call(pace.wanted)
    someone_in_front = any(one.is_in_front for one in opened)
    if someone_in_front and _has_passed(pace.transactions_s_ago, max(PAYERS_S, PAYERS_CALLS * apart_s)):
        return Call(Asked.NEW_TRANSACTIONS)
    if not can_look_alone:
        return Call(Asked.LIST)
    if pace.transactions_tell:
        return _by_transactions(opened, pace, apart_s)
    if _has_passed(pace.listed_s_ago, LISTED_AT_LEAST_S):
        return Call(Asked.LIST)
    return _look_or_list(opened, times, apart_s)


def _by_transactions(opened: Sequence[Waiting], pace: Pace, apart_s: float) -> Call:
    """They settle a sale with all that is to know of it; now and then its session is asked whether that is so."""
    listed_s_ago = _age_or(pace.listed_s_ago, math.inf)
    if len(opened) > 1:
        is_checked = listed_s_ago < max(CHECKED_S, CHECKED_CALLS * apart_s)
        return Call(Asked.NEW_TRANSACTIONS if is_checked else Asked.LIST)
    is_checked = min(listed_s_ago, _alone_s_ago(opened[0])) < CHECKED_S
    return Call(Asked.NEW_TRANSACTIONS) if is_checked else _look_at_only(opened[0], pace)


def _look_at_only(one: Waiting, pace: Pace) -> Call:
    """By itself, but for the list that is due to show who else sells."""
    is_look = not _has_passed(pace.listed_s_ago, LISTED_AT_LEAST_S)
    return Call(Asked.LOOK, one.sale_id) if is_look else Call(Asked.LIST)


def _look_or_list(opened: Sequence[Waiting], times: PaymentTimes, apart_s: float) -> Call:
    """A look needs no confirmation, and lets all others wait for one more call: the likelier loss decides."""
    unseen = {one.sale_id: _risk(one, times) for one in opened}
    likeliest = max(opened, key=lambda one: (unseen[one.sale_id], one.is_in_front))
    of_others = sum(unseen.values()) - unseen[likeliest.sale_id]
    if LINE_S * unseen[likeliest.sale_id] >= apart_s * of_others:
        return Call(Asked.LOOK, likeliest.sale_id)
    return Call(Asked.LIST)


def _risk(one: Waiting, times: PaymentTimes) -> float:
    """How likely it was paid since it was last seen, weighted."""
    return times.hazard(one.age_s) * _unseen_s(one) * (FRONT_WEIGHT if one.is_in_front else 1.0)


def _call_for_ended(given_up: Sequence[GivenUp], pace: Pace, means: Means, *, can_look_alone: bool) -> Call | None:
    """Who pays twice is looked for at once, who pays late more and more rarely."""
    stretch = means.stretch
    just_paid = pace.paid_s_ago is not None and pace.paid_s_ago < PAID_TWICE_WITHIN_S
    if just_paid and _has_passed(pace.transactions_s_ago, stretch * PAID_TWICE_S):
        return Call(Asked.TRANSACTIONS)
    if pace.transactions_tell:
        if due_by_transactions(given_up):
            return Call(Asked.TRANSACTIONS)
        return _look_at_ended(given_up)
    listed_s_ago = pace.listed_s_ago if can_look_alone else pace.transactions_s_ago
    if due_together(given_up) and _has_passed(listed_s_ago, stretch * MINUTE_S):
        return Call(Asked.LIST)
    back_s = due_deep(given_up)
    if back_s is not None:
        return Call(Asked.DEEP_LIST, back_s=back_s)
    return _look_at_ended(given_up)


def _look_at_ended(given_up: Sequence[GivenUp]) -> Call | None:
    first = due_alone(given_up)
    return Call(Asked.LOOK, first.sale_id) if first is not None else None


def _lateness(one: Waiting) -> float:
    """How much of the time has passed after which it is looked at by itself. Its creation was a look too."""
    return _alone_s_ago(one) / (PAST_END_S if one.is_past_end else ALONE_S)


def _alone_s_ago(one: Waiting) -> float:
    return min(_age_or(one.asked_s_ago, math.inf), one.age_s)


def _unseen_s(one: Waiting) -> float:
    return min(_age_or(one.seen_s_ago, math.inf), one.age_s)


def _has_passed(since_s: float | None, wait_s: float) -> bool:
    return since_s is None or since_s >= wait_s


def _age_or(since_s: float | None, never: float) -> float:
    return never if since_s is None else since_s
