"""lomi.'s clock against ours, from the ``Date`` of its last answers."""

from collections import deque
from datetime import datetime, timedelta
from statistics import median

_ANSWERS_KEPT = 5


class ServerTime:
    """The median of the last five offsets: one odd answer moves nothing."""

    def __init__(self) -> None:
        self._offsets_s: deque[float] = deque(maxlen=_ANSWERS_KEPT)
        self.last_answer_at: datetime | None = None
        self.last_failure_at: datetime | None = None

    def note_answer(self, at: datetime, server_at: datetime | None) -> None:
        """An answer came ``at`` our time (UTC) and was dated ``server_at``, if at all."""
        self.last_answer_at = at
        if server_at is not None:
            self._offsets_s.append((server_at - at) / timedelta(seconds=1))

    def note_failure(self, at: datetime) -> None:
        """The line brought no answer of lomi.'s."""
        self.last_failure_at = at

    @property
    def offset_s(self) -> float:
        """How far lomi.'s clock is ahead of ours; 0 before the first answer."""
        return median(self._offsets_s) if self._offsets_s else 0.0
