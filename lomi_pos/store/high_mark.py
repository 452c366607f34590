"""How far the journal had come: one number in a small file beside it, so that one which has gone back is noticed.

A log that was spoilt, and a power cut, leave a journal that is sound and older than what was on the screen. The number
is written after each commit and never synced: it costs some microseconds, and the system brings it to the disk within
half a minute. It only ever says less than is true, and then nothing is noticed.
"""

import os
from contextlib import suppress
from pathlib import Path

_DIGITS = 20
_SUFFIX = "-mark"


class HighMark:
    """The number of the last event that was on disk. What goes wrong with it is nobody's trouble: it is only a hint."""

    def __init__(self, journal: Path) -> None:
        self._path = mark_of(journal)
        self._descriptor: int | None = None

    def read(self) -> int:
        """The highest number that was ever noted; 0 when there is none, or it cannot be read."""
        try:
            line, end, _ = self._path.read_bytes().partition(b"\n")
        except OSError:
            return 0
        return int(line) if end and len(line) == _DIGITS and line.isdigit() else 0

    def note(self, last_event: int) -> None:
        """Note that the journal on disk goes so far."""
        with suppress(OSError):
            if self._descriptor is None:
                how = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(self._path, how, 0o600)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, b"%020d\n" % last_event)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def mark_of(journal: Path) -> Path:
    """Where the number is kept."""
    return journal.with_name(journal.name + _SUFFIX)
