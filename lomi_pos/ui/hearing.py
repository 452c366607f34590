"""What the window is told, heard a little in each turn of its loop, so that it goes on drawing."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

_AT_ONCE_S = 0.003
"""So long the window hears news before it draws again: a start tells every sale of the day, one after the other."""


class Hearing(QObject):
    """A queue of the window's own thread. Nothing of it is heard while ``is_open`` is False."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_open = True
        self._waiting: deque[Callable[[], None]] = deque()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._hear_some)

    def __len__(self) -> int:
        return len(self._waiting)

    def open(self) -> None:
        """From now on what is told is heard, and first what was told before."""
        self.is_open = True
        self._turn.start()

    def tell(self, what: Callable[[], None]) -> None:
        """Call ``what`` in a later turn of the loop, after all that was told before it."""
        self._waiting.append(what)
        if self.is_open and not self._turn.isActive():
            self._turn.start()

    @Slot()
    def _hear_some(self) -> None:
        until = time.monotonic() + _AT_ONCE_S
        try:
            while self._waiting:
                self._waiting.popleft()()
                if time.monotonic() >= until:
                    break
        finally:
            if self._waiting:
                self._turn.start()
