"""Trying to make one thing at lomi. until it is decided: the code of a sale, or a link of no sale."""

import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

from lomi_pos.engine.desk import Desk
from lomi_pos.till.errors import JournalTrouble, KeyRefused, NoConnection
from lomi_pos.till.words import Message

KEY_ASKED_AGAIN_S = 10.0
"""lomi. answers 401 for trouble of its own too: after one, the key is asked about again this much later."""

SAME_FAULT_LIMIT = 3

Wait = Callable[[float, float], Awaitable[None]]
"""Waits for the next try: given the seconds that lomi. asked for, and those of our own back-off."""

BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class Tries(ABC):
    """One run of tries; everything that outlives it is in the journal."""

    def __init__(self, desk: Desk, *, may_exist: bool) -> None:
        self._desk = desk
        self._may_exist = may_exist
        """Whether an earlier try, of this run or one before, may have reached lomi."""
        self._was_sent = False
        self._faults: Counter[str] = Counter()
        self._told_fault = ""
        self._keys_refused = 0

    @abstractmethod
    async def try_once(self) -> float | None:
        """Try once, and return None when it is decided, else how long to wait at least before the next try.

        Raises:
            JournalTrouble: what was about to happen, or has happened, could not be written down.
        """

    async def repeat(self, wait: Wait, most_tries: int | None) -> None:
        """Try until it is decided, or until ``most_tries`` are spent."""
        await repeat_until_decided(self._try_and_tell, wait, most_tries)

    async def _try_and_tell(self) -> float | None:
        try:
            return await self.try_once()
        except JournalTrouble as trouble:
            self.note_unwritten()
            self._desk.tell_trouble(trouble)
            return 0.0

    def note_unwritten(self) -> None:
        """What came of the last try is not on disk: from now on it counts as unclear."""
        self._may_exist = self._may_exist or self._was_sent

    async def _may_leave(self) -> bool:
        """Wait until this minute has room for the first try, and return whether it is still wanted then."""
        try:
            await self._desk.ledger.room()
        except NoConnection as slept:
            self._failed(slept.message)
            return False
        return True

    # ------------------------------------------------------------------ what the journal is told
    @abstractmethod
    def _before_sending(self) -> None:
        """Write down that the socket is about to open, before it does."""

    def _is_first_to_send(self) -> bool:
        """Write down that the socket is about to open, and return whether nobody else has written so before.

        An engine that stood still and was left behind may go on after all: what the next one carries on is not its own.
        """
        self._before_sending()
        return self._is_alone

    @property
    def _is_alone(self) -> bool:
        return True

    @abstractmethod
    def _attention(self, reason: Message, remote_id: str | None = None) -> None:
        """It is for a person to decide."""

    @abstractmethod
    def _failed(self, reason: Message) -> None:
        """A firm no: there is nothing at lomi."""

    @abstractmethod
    def _note_unclear(self, fault: str, reason: Message) -> None: ...

    def _unclear(self, fault: str, reason: Message) -> None:
        """Note that it may exist now. The same fault in a row is written down once."""
        self._may_exist = True
        if fault != self._told_fault:
            self._note_unclear(fault, reason)
            self._told_fault = fault

    def _key_was_refused(self, refused: KeyRefused) -> float | None:
        self._keys_refused += 1
        if self._keys_refused == 1:
            return KEY_ASKED_AGAIN_S
        self._attention(self._told_of_key(refused.message))
        return None

    def _told_of_key(self, reason: Message) -> Message:
        """What is said of a key that was refused twice."""
        return reason

    def _not_found(self, reason: Message) -> float | None:
        """It may have been sent, and is not there: after the third look in vain a person is to decide."""
        self._faults["not_found"] += 1
        if self._faults["not_found"] >= SAME_FAULT_LIMIT:
            self._attention(reason)
            return None
        return 0.0


async def repeat_until_decided(
    try_once: Callable[[], Awaitable[float | None]], wait: Wait, most_tries: int | None
) -> bool:
    """Try until ``try_once`` returns None, and not the seconds to wait at least before the next try.

    Returns whether it is decided; else ``most_tries`` are spent.
    """
    waits_s = _backoff()
    tries = 0
    while True:
        at_least_s = await try_once()
        tries += 1
        if at_least_s is None or tries == most_tries:
            return at_least_s is None
        await wait(at_least_s, next(waits_s))


def _backoff() -> Iterator[float]:
    """Seconds to wait before the second try, the third, and so on for ever."""
    for wait_s in BACKOFF_S:
        yield wait_s * random.uniform(0.8, 1.2)  # noqa: S311  spreads tills apart, protects nothing
    while True:
        yield BACKOFF_S[-1] * random.uniform(0.8, 1.2)  # noqa: S311
