"""What is remembered between two ticks of the schedule: which sales wait, and when lomi. was asked about each.

It has no clock: every call brings ``now_s``, by the monotonic clock. The engine and the simulation use the same.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lomi_pos.till.budget import USUAL_ROOT, Means
from lomi_pos.till.given_up import JUST_GIVEN_UP_S, GivenUp
from lomi_pos.till.outlook import Outlook
from lomi_pos.till.payment_times import USUAL, PaymentTimes
from lomi_pos.till.schedule import PAID_TWICE_WITHIN_S, TICK_S, Asked, Call, Pace, Waiting, plan, root_of

REVIEWED_S = 5.0
"""How often those that were given up are gone through; one of them at most is asked about each time."""

REVIEWED_ANEW_S = 60.0
"""So soon is each looked over again, however long it need not be asked about: what slowed the till may be over."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LONGEST_TICK_S = 2.0
_SHORTEST_TICK_S = 0.01
_NOBODY_TICK_S = 1.0


@dataclass(slots=True)
class Watched:
    """Since when a sale waits, and when it was last asked about; seconds by the monotonic clock."""

    since_s: float
    begun_at: datetime = _LONG_AGO
    """Nothing of it at lomi. is older: how far back a list has to go to show it."""
    asked_at_s: float | None = None
    seen_at_s: float | None = None
    given_up_at_s: float | None = None
    is_listed: bool = True
    expires_at_s: float | None = None
    review_at_s: float = -math.inf
    """Before that nothing has to be asked about one that was given up."""


class Lookout:
    """The sales that lomi. may still say something about."""

    def __init__(self, *, times: PaymentTimes = USUAL, mean_root: float = USUAL_ROOT) -> None:
        self.times = times
        self.outlook = Outlook(mean_root)
        self.watched: dict[int, Watched] = {}
        self.paid_at_s: dict[int, float] = {}
        self.in_front: int | None = None
        self.transactions_at_s: float | None = None
        self.has_paid = False
        self.transactions_tell = False
        self._page_reaches_s = math.inf
        self._due = 1.0
        self._root = 0.0
        self._wanted: Asked | None = None
        self._reviewed_at_s: float | None = None
        self._ticked_at_s: float | None = None
        self._called_at_s: float | None = None
        self._listed_at_s: float | None = None
        self._all_transactions_at_s: float | None = None

    # ------------------------------------------------------------------ what waits
    def follow(self, sale_id: int, *, since_s: float, given_up_at_s: float | None = None) -> Watched:
        """Watch a sale from now on; one that is watched already keeps what is known of it."""
        watched = self.watched.setdefault(sale_id, Watched(since_s))
        watched.since_s = since_s
        watched.given_up_at_s = given_up_at_s
        return watched

    def drop(self, sale_id: int) -> None:
        self.watched.pop(sale_id, None)

    def note_paid(self, sale_id: int, at_s: float) -> None:
        """For ten minutes more it may turn out to be paid twice, and more rarely after that."""
        self.paid_at_s.setdefault(sale_id, at_s)
        self.has_paid = True

    def open_ids(self) -> list[int]:
        return [sale_id for sale_id, one in self.watched.items() if one.given_up_at_s is None]

    def to_look_at_first(self, now_s: float) -> list[int]:
        """Those that wait, and those given up so lately that each is asked about every minute."""
        return [
            sale_id
            for sale_id, one in self.watched.items()
            if one.given_up_at_s is None or now_s - one.given_up_at_s < JUST_GIVEN_UP_S
        ]

    def forget_look(self, sale_id: int) -> None:
        """The last look at this sale brought no answer: the next is due at once."""
        watched = self.watched.get(sale_id)
        if watched is not None:
            watched.asked_at_s = watched.seen_at_s = None
            watched.review_at_s = -math.inf

    # ------------------------------------------------------------------ what is asked
    def tick(self, now_s: float, means: Means, at: datetime, *, can_look_alone: bool = True) -> Call | None:
        """What is due now, already noted as asked. Call it after ``wait_s``."""
        self.paid_at_s = {one: at for one, at in self.paid_at_s.items() if now_s - at < PAID_TWICE_WITHIN_S}
        opened = [
            self._waiting(sale_id, one, now_s) for sale_id, one in self.watched.items() if one.given_up_at_s is None
        ]
        for_s = TICK_S if self._ticked_at_s is None else min(now_s - self._ticked_at_s, _LONGEST_TICK_S)
        self._root = root_of(opened, self.times)
        self._note_root(means, now_s, at)
        call, pace = plan(
            opened,
            self._pace(now_s),
            means,
            given_up=self._given_up(now_s, means.stretch),
            times=self.times,
            for_s=for_s,
            can_look_alone=can_look_alone,
        )
        self._due, self._wanted = pace.due, pace.wanted
        if call is not None:
            self._note(call, now_s, can_look_alone=can_look_alone)
        return call

    def wait_s(self, now_s: float, means: Means) -> float:
        """Until the next tick: a quarter of a second, or less when a call only waits for the last one's distance.

        With nobody waiting a second: a till that sells nothing costs next to nothing, and nobody pays in the first.
        """
        if not self.open_ids():
            return _NOBODY_TICK_S
        if self._due < 1 or self._called_at_s is None or not (means.has_minute and means.has_share):
            return TICK_S
        return min(TICK_S, max(_SHORTEST_TICK_S, self._called_at_s + means.apart_s - now_s))

    def due_in_s(self, means: Means) -> float:
        """When the next paced call is due, if the sales that wait stay as likely as at the last tick."""
        rate = means.gain * self._root
        return max(0.0, 1 - self._due) / rate if rate > 0 else math.inf

    def _note_root(self, means: Means, now_s: float, at: datetime) -> None:
        """The root counts as far as the minute lets it: what is not spent at the busiest is left for the rest."""
        if self._ticked_at_s is not None:
            spendable = min(self._root, 1 / (means.apart_s * means.gain)) if means.gain > 0 else self._root
            self.outlook.note(spendable, at, now_s - self._ticked_at_s)
        self._ticked_at_s = now_s
        if self._all_transactions_at_s is None:
            self._all_transactions_at_s = now_s  # a start has read them

    def _pace(self, now_s: float) -> Pace:
        has_ended = self.has_paid or any(one.given_up_at_s is not None for one in self.watched.values())
        return Pace(
            due=self._due,
            wanted=self._wanted,
            called_s_ago=_since(self._called_at_s, now_s),
            listed_s_ago=_since(self._listed_at_s, now_s),
            transactions_s_ago=_since(self.transactions_at_s, now_s),
            all_transactions_s_ago=_since(self._all_transactions_at_s, now_s) if has_ended else None,
            paid_s_ago=min((now_s - at for at in self.paid_at_s.values()), default=None),
            transactions_tell=self.transactions_tell,
        )

    def _waiting(self, sale_id: int, one: Watched, now_s: float) -> Waiting:
        return Waiting(
            sale_id,
            age_s=max(0.0, now_s - one.since_s),
            is_in_front=sale_id == self.in_front,
            asked_s_ago=_since(one.asked_at_s, now_s),
            seen_s_ago=_since(one.seen_at_s, now_s),
            is_past_end=one.expires_at_s is not None and now_s >= one.expires_at_s,
        )

    def _given_up(self, now_s: float, stretch: float) -> list[GivenUp]:
        """All of them when one is due, looked for now and then: a week of them is many."""
        if self._reviewed_at_s is not None and now_s - self._reviewed_at_s < REVIEWED_S:
            return []
        self._reviewed_at_s = now_s
        is_any_due = False
        for sale_id, one in self.watched.items():
            if one.given_up_at_s is not None and one.review_at_s <= now_s:
                given_up = self._as_given_up(sale_id, one, now_s, stretch)
                is_any_due = is_any_due or given_up.is_due
                if not given_up.is_due:
                    due_in_s = -max(given_up.is_due_s_ago, given_up.is_due_alone_s_ago)
                    one.review_at_s = now_s + min(due_in_s, REVIEWED_ANEW_S)
        if not is_any_due:
            return []
        return [
            self._as_given_up(sale_id, one, now_s, stretch)
            for sale_id, one in self.watched.items()
            if one.given_up_at_s is not None
        ]

    def _as_given_up(self, sale_id: int, one: Watched, now_s: float, stretch: float) -> GivenUp:
        return GivenUp(
            sale_id,
            ago_s=_since(one.given_up_at_s, now_s) or 0.0,
            asked_s_ago=_since(one.asked_at_s, now_s),
            seen_s_ago=_since(one.seen_at_s, now_s),
            is_in_front=sale_id == self.in_front,
            is_listed=one.is_listed,
            pages=1.0 if one.is_listed else 1.0 + (now_s - one.since_s) / self._page_reaches_s,
            stretch=stretch,
        )

    # ------------------------------------------------------------------ what came of it
    def _note(self, call: Call, now_s: float, *, can_look_alone: bool) -> None:
        self._called_at_s = now_s
        match call.asked:
            case Asked.LOOK if call.sale_id is not None:
                self.note_look(call.sale_id, now_s)
            case Asked.LIST:
                self._listed_at_s = now_s
                _note_seen((one for one in self.watched.values() if one.is_listed), now_s)
            case Asked.DEEP_LIST:
                self._listed_at_s = now_s
                back_to_s = now_s - call.back_s
                for one in self.watched.values():
                    if one.given_up_at_s is None or one.given_up_at_s >= back_to_s:
                        one.seen_at_s = now_s
            case Asked.NEW_TRANSACTIONS:
                self.transactions_at_s = now_s
                _note_seen((one for one in self.watched.values() if one.given_up_at_s is None), now_s)
            case Asked.ALL_TRANSACTIONS:
                self._all_transactions_at_s = now_s
                self.note_transactions(now_s)
                if not can_look_alone:
                    _note_seen(self.watched.values(), now_s, alone=True)
            case _:
                self.note_transactions(now_s)
                if not can_look_alone:
                    _note_seen((one for one in self.watched.values() if one.is_listed), now_s)

    def note_look(self, sale_id: int, now_s: float) -> None:
        """This sale is asked about by itself now, whoever wished it."""
        if sale_id in self.watched:
            self.watched[sale_id].asked_at_s = self.watched[sale_id].seen_at_s = now_s

    def note_unlisted(self, sale_ids: Collection[int], *, page_reaches_s: float = math.inf) -> None:
        """The list's first page goes back only so far, and not to these."""
        self._page_reaches_s = max(page_reaches_s, 1.0)
        for sale_id, one in self.watched.items():
            one.is_listed = sale_id not in sale_ids

    def note_transactions(self, now_s: float) -> None:
        """The transactions are read now, whoever wished it. Where they tell of every payment they tell of late ones."""
        self.transactions_at_s = now_s
        tell_all = self.transactions_tell
        _note_seen((one for one in self.watched.values() if tell_all or one.given_up_at_s is None), now_s)


def _note_seen(seen: Iterable[Watched], now_s: float, *, alone: bool = False) -> None:
    for one in seen:
        one.seen_at_s = now_s
        if alone:
            one.asked_at_s = now_s


def _since(then: float | None, now: float) -> float | None:
    return None if then is None else now - then
