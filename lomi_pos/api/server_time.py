"""lomi.'s clock against ours, from the ``Date`` of its last answers."""

from collections import deque
from datetime import datetime, timedelta

from lomi_pos.till.moment import Moment

_ANSWERS_KEPT = 5


class ServerTime:
    """The median of the last five offsets: one odd answer moves nothing.

    After the machine has slept, or somebody has set its clock, the offsets before that say nothing any more.
    """

    def __init__(self) -> None:
        self._offsets_s: deque[float] = deque(maxlen=_ANSWERS_KEPT)
        self._answered: Moment | None = None
        """The last dated answer came."""
        self.last_answer_at: datetime | None = None
        self.last_failure_at: datetime | None = None

    def note_answer(self, at: datetime, server_at: datetime | None, *, at_s: float) -> None:
        """An answer came ``at`` our time (UTC; ``at_s`` by the monotonic clock), dated ``server_at`` if at all."""
        self.last_answer_at = at
        if server_at is None:
            return
        if not self._is_undisturbed(Moment(at, at_s)):
            self._offsets_s.clear()
        self._answered = Moment(at, at_s)
        self._offsets_s.append((server_at - at) / timedelta(seconds=1))

    def now(self, at: datetime, *, at_s: float) -> datetime | None:
        """lomi.'s time when our clocks say ``at`` and ``at_s``; None while no answer tells."""
        if not self._offsets_s or not self._is_undisturbed(Moment(at, at_s)):
            return None
        return at + timedelta(seconds=self.offset_s)

    def _is_undisturbed(self, now: Moment) -> bool:
        return self._answered is not None and self._answered.age(now) is not None

    def note_failure(self, at: datetime) -> None:
        """The line brought no answer of lomi.'s."""
        self.last_failure_at = at

    @property
    def offset_s(self) -> float:
        """How far lomi.'s clock is ahead of ours; 0 before the first answer."""
        if not self._offsets_s:
            return 0.0
        in_order = sorted(self._offsets_s)
        middle = len(in_order) // 2
        return (in_order[middle] + in_order[~middle]) / 2
