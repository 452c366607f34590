"""One window a data folder: a second start asks the first to come to the front.

It does so by taking away a file that the first has put into its folder, and is answered by finding it there again. That
is the same in every system, and takes none of the libraries for networks that a socket of Qt's would load.
"""

import logging
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

_ANSWER_S = 1.5
_OPENING_S = 2.0
"""A double click on the icon starts lomi POS twice: the first puts up its sign once it has been painted."""
_AGAIN_S = 0.05
_TRIES = 3

_log = logging.getLogger(__name__)


def raise_the_other(sign: Path) -> bool:
    """Ask the lomi POS whose ``sign`` this is to show its window; return whether it answered."""
    opening = time.monotonic() + _OPENING_S
    while not _taken(sign):
        if time.monotonic() > opening:
            return False
        time.sleep(_AGAIN_S)
    patience = time.monotonic() + _ANSWER_S
    while not sign.exists():
        if time.monotonic() > patience:
            return False
        time.sleep(_AGAIN_S)
    return True


def _taken(sign: Path) -> bool:
    try:
        sign.unlink()
    except OSError:  # it is not up yet, or something else reads it just now
        return False
    return True


class SingleWindow(QObject):
    """Keeps ``sign`` up and looks after it: a later start takes it away.

    Signals:
        asked_to_show(): someone started lomi POS again on the same data.
    """

    asked_to_show = Signal()

    def __init__(self, sign: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_watcher_file_changed)
        self._put_up()

    def close(self) -> None:
        self._watcher.removePath(str(self._sign))
        _taken(self._sign)

    @Slot()
    def _on_watcher_file_changed(self) -> None:
        was_taken = not self._sign.exists()
        self._put_up()  # also when it stands: Qt may tell twice of one that was taken, and then looks after none
        if was_taken:
            self.asked_to_show.emit()

    def _put_up(self) -> None:
        path = str(self._sign)
        for _ in range(_TRIES):  # it can be taken away before it is looked after
            try:
                self._sign.touch(mode=0o600)
            except OSError:
                break
            if path in self._watcher.files() or self._watcher.addPath(path):
                return
        _log.warning("A later start will not find this window: %s cannot be watched", self._sign)
