"""Sees that the engine's thread has died, or stands still, and says when to begin anew.

It counts its own looks and no clock: after the laptop has slept, the first look finds an engine that has had no time
to answer, and only the next ones count.
"""

from enum import StrEnum
from typing import Protocol

from lomi_pos.till.errors import JournalTooNew, LomiPosError

SILENT_LOOKS = 15
"""So many looks, a second apart, without an answer from the loop: it hangs. A slow disk takes less."""

WAITS = (0, 5, 15, 60)
"""So many looks are waited before the first restart, the second, ... and each one after that."""

CALM_LOOKS = 120
"""An engine that has lived this long after a restart is well again: the next restart is at once."""


class Watched(Protocol):
    """What is looked at: the engine's thread."""

    @property
    def is_open(self) -> bool:
        """Whether the engine is open. Opening may take as long as a person needs to unlock the keychain."""

    @property
    def is_over(self) -> bool:
        """Whether its loop has ended."""

    @property
    def trouble(self) -> Exception | None:
        """What kept the engine from opening, or ended it."""

    def ping(self) -> None:
        """Ask the loop for a sign of life, which shows in ``answered``."""

    @property
    def answered(self) -> bool:
        """Whether the last ping was answered."""


class Deed(StrEnum):
    NOTHING = "nothing"
    RESTART = "restart"
    """It is dead: begin anew, and say so."""
    ABANDON = "abandon"
    """It stands still: leave it behind, begin anew, and say so."""
    OPEN_AGAIN = "open again"
    """The journal could not be opened: try again, and say nothing unless the trouble is another."""


class Watchdog:
    """``look`` is called about once a second, and tells what to do about the thread."""

    def __init__(self) -> None:
        self._silent = 0
        self._waited = 0
        self._restarts = 0
        self._calm = 0

    def look(self, thread: Watched) -> Deed:
        deed = self._needed(thread)
        if deed is Deed.NOTHING:
            self._grow_calm(thread)
            return deed
        if self._waited < WAITS[min(self._restarts, len(WAITS) - 1)]:
            self._waited += 1
            return Deed.NOTHING
        self._silent = self._waited = self._calm = 0
        self._restarts += 1
        return deed

    def _needed(self, thread: Watched) -> Deed:
        trouble = thread.trouble
        if isinstance(trouble, JournalTooNew):
            return Deed.NOTHING  # only another version helps
        if isinstance(trouble, LomiPosError):
            return Deed.OPEN_AGAIN
        if trouble is not None or thread.is_over:
            return Deed.RESTART
        if not thread.is_open:
            return Deed.NOTHING
        self._silent = 0 if thread.answered else self._silent + 1
        if self._silent >= SILENT_LOOKS:
            return Deed.ABANDON
        thread.ping()
        return Deed.NOTHING

    def _grow_calm(self, thread: Watched) -> None:
        if thread.is_open and self._silent == 0:
            self._calm += 1
        if self._calm >= CALM_LOOKS:
            self._restarts = 0
