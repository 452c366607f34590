"""What a test says beforehand of how each call of lomi. is answered, and what was called."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from lomi_pos.api.server_time import ServerTime
from lomi_pos.till.errors import LomiTrouble, NoConnection, OutcomeUnknown

from .turned_clock import TurnedClock

T = TypeVar("T")
_CALLS = (
    "create_session",
    "session",
    "sessions",
    "create_link",
    "link",
    "links",
    "transactions",
    "account",
    "providers",
)


@dataclass(frozen=True, slots=True)
class Lost:
    """It is done, and then the answer is lost with this trouble."""

    trouble: LomiTrouble


class Held:
    """No answer until ``release``. With ``done`` the work is done before the waiting, else after it."""

    def __init__(self, *, done: bool = False) -> None:
        self.is_done_first = done
        self.released = asyncio.Event()

    def release(self) -> None:
        self.released.set()


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    at_s: float
    arguments: tuple[Any, ...]


Answer = LomiTrouble | Lost | Held | Callable[[Any], Any] | None
"""Trouble instead of the answer, a lost or held answer, the answer changed on its way, or None: as it is."""


class Script:
    """Records every call, and answers the next ones as it was told; it keeps lomi.'s time as the client does."""

    def __init__(self, clock: TurnedClock) -> None:
        self._clock = clock
        self.clock_offset_s = 0.0
        self.last_answer_at: datetime | None = None
        self.last_failure_at: datetime | None = None
        self.requests_sent = 0
        self.opened_at = clock.now() - timedelta(seconds=clock.monotonic())
        self.time = ServerTime()
        self._note_time()
        self.calls: list[Call] = []
        self._next: dict[str, deque[Answer]] = {}
        self._always: dict[str, Answer] = {}

    def answers(self, name: str, *answers: Answer) -> None:
        """The next calls of ``name`` are answered like this, one after another."""
        self._next.setdefault(name, deque()).extend(answers)

    def always(self, answer: Answer, *names: str) -> None:
        """Every call of ``names`` (all, if none is named) is answered like this from now on."""
        for name in names or _CALLS:
            self._always[name] = answer

    def recover(self) -> None:
        self._always.clear()
        self._next.clear()

    def called(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    def forget_calls(self) -> None:
        self.calls.clear()

    # ------------------------------------------------------------------ what becomes of a call
    async def do(self, name: str, work: Callable[[], T], *arguments: Any) -> T:
        """Answer a call of ``name``, as the test has said."""
        self.requests_sent += 1
        self.calls.append(Call(name, self._clock.monotonic(), arguments))
        answer = self._next[name].popleft() if self._next.get(name) else self._always.get(name)
        try:
            if isinstance(answer, Held) and not answer.is_done_first:
                await answer.released.wait()
            if isinstance(answer, LomiTrouble):
                raise answer
            done = work()
            if isinstance(answer, Held) and answer.is_done_first:
                await answer.released.wait()
            if isinstance(answer, Lost):
                raise answer.trouble
        except NoConnection:
            self.last_failure_at = self._clock.now()
            raise
        except OutcomeUnknown as trouble:
            if trouble.answered.is_lomis:
                self.last_answer_at = self._clock.now()
            else:
                self.last_failure_at = self._clock.now()
            raise
        except LomiTrouble:
            self.last_answer_at = self._clock.now()
            raise
        self.last_answer_at = self._clock.now()
        self._note_time()
        return cast("T", answer(done)) if callable(answer) else done

    @property
    def its_time(self) -> datetime:
        """lomi.'s own: nobody sets its clock."""
        return self.opened_at + timedelta(seconds=self._clock.monotonic())

    def _note_time(self) -> None:
        self.time.note_answer(self._clock.now(), self.its_time, at_s=self._clock.monotonic())

    @property
    def lomis_now(self) -> datetime | None:
        """Known from the start, as to a window that has been open for a while."""
        return self.time.now(self._clock.now(), at_s=self._clock.monotonic())
