"""What is remembered between two ticks of the schedule: which sales wait, and when lomi. was asked about each.

It has no clock: every call brings ``now_s``, by the monotonic clock. The engine and the simulation use the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lomi_pos.till.budget import USUAL_ROOT, Means, averaged
from lomi_pos.till.payment_times import USUAL, PaymentTimes
from lomi_pos.till.schedule import PAID_TWICE_WITHIN_S, Asked, Call, Pace, Waiting, plan, root_of

REVIEWED_S = 5.0
"""How often those that were given up are gone through; one of them at most is asked about each time."""

_THIN_A_SECOND = 0.15
_LEAST_ROOT = 1e-3


@dataclass(slots=True)
class Watched:
    """Since when a sale waits, and when it was last asked about; seconds by the monotonic clock."""

    since_s: float
    asked_at_s: float | None = None
    seen_at_s: float | None = None
    given_up_at_s: float | None = None
    is_listed: bool = True
    expires_at_s: float | None = None


class Lookout:
    """The sales that lomi. may still say something about."""

    def __init__(self, *, times: PaymentTimes = USUAL, mean_root: float = USUAL_ROOT) -> None:
        self.times = times
        self.mean_root = mean_root
        self.watched: dict[int, Watched] = {}
        self.paid_at_s: dict[int, float] = {}
        self.in_front: int | None = None
        self._due = 1.0
        self._known_for_s = 0.0
        self._reviewed_at_s: float | None = None
        self._ticked_at_s: float | None = None
        self._called_at_s: float | None = None
        self._listed_at_s: float | None = None
        self.transactions_at_s: float | None = None

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
        """For ten minutes more it may turn out to be paid twice."""
        self.paid_at_s.setdefault(sale_id, at_s)

    def open_ids(self) -> list[int]:
        return [sale_id for sale_id, one in self.watched.items() if one.given_up_at_s is None]

    # ------------------------------------------------------------------ what is asked
    def tick(self, now_s: float, means: Means, *, can_look_alone: bool = True) -> Call | None:
        """What is due now, already noted as asked. Call it every 250 ms."""
        self.paid_at_s = {one: at for one, at in self.paid_at_s.items() if now_s - at < PAID_TWICE_WITHIN_S}
        waiting = [self._waiting(sale_id, one, now_s) for sale_id, one in self._in_turn(now_s)]
        self._average(root_of(waiting, self.times), now_s)
        call, pace = plan(waiting, self._pace(now_s), means, times=self.times, can_look_alone=can_look_alone)
        self._due = pace.due
        if call is not None:
            self._note(call, now_s)
        return call

    def _in_turn(self, now_s: float) -> list[tuple[int, Watched]]:
        """Those that are open, and now and then those given up too: a week of them is many."""
        is_review = self._reviewed_at_s is None or now_s - self._reviewed_at_s >= REVIEWED_S
        if is_review:
            self._reviewed_at_s = now_s
        return [(sale_id, one) for sale_id, one in self.watched.items() if is_review or one.given_up_at_s is None]

    def _average(self, root: float, now_s: float) -> None:
        if self._ticked_at_s is not None:
            for_s = now_s - self._ticked_at_s
            self.mean_root = max(averaged(self.mean_root, root, for_s, self._known_for_s), _LEAST_ROOT)
            self._known_for_s += for_s
        self._ticked_at_s = now_s

    def _pace(self, now_s: float) -> Pace:
        return Pace(
            due=self._due,
            called_s_ago=_since(self._called_at_s, now_s),
            listed_s_ago=_since(self._listed_at_s, now_s),
            transactions_s_ago=_since(self.transactions_at_s, now_s),
            paid_s_ago=min((now_s - at for at in self.paid_at_s.values()), default=None),
        )

    def _waiting(self, sale_id: int, one: Watched, now_s: float) -> Waiting:
        return Waiting(
            sale_id,
            age_s=max(0.0, now_s - one.since_s),
            is_in_front=sale_id == self.in_front,
            asked_s_ago=_since(one.asked_at_s, now_s),
            seen_s_ago=_since(one.seen_at_s, now_s),
            given_up_s_ago=_since(one.given_up_at_s, now_s),
            is_listed=one.is_listed,
            is_past_end=one.expires_at_s is not None and now_s >= one.expires_at_s,
        )

    def _note(self, call: Call, now_s: float) -> None:
        self._called_at_s = now_s
        match call.asked:
            case Asked.LOOK if call.sale_id is not None:
                self.note_look(call.sale_id, now_s)
            case Asked.LIST:
                self._listed_at_s = now_s
                self._note_seen((one for one in self.watched.values() if one.is_listed), now_s)
            case _:
                self.note_transactions(now_s)

    @staticmethod
    def _note_seen(seen: Iterable[Watched], now_s: float) -> None:
        for one in seen:
            one.seen_at_s = now_s

    def is_thin(self, means: Means) -> bool:
        """Whether requests are so short that what can be read together has to wait for it."""
        return means.gain * self.mean_root < _THIN_A_SECOND

    # ------------------------------------------------------------------ what came of it
    def note_look(self, sale_id: int, now_s: float) -> None:
        """This sale is asked about by itself now, whoever wished it."""
        if sale_id in self.watched:
            self.watched[sale_id].asked_at_s = self.watched[sale_id].seen_at_s = now_s

    def note_unlisted(self, sale_ids: Collection[int]) -> None:
        """The list's pages do not go back to these: only a look by itself sees them."""
        for sale_id, one in self.watched.items():
            one.is_listed = sale_id not in sale_ids

    def note_transactions(self, now_s: float) -> None:
        """The transactions are read now, whoever wished it."""
        self.transactions_at_s = now_s
        self._note_seen((one for one in self.watched.values() if one.given_up_at_s is None), now_s)


def _since(then: float | None, now: float) -> float | None:
    return None if then is None else now - then
