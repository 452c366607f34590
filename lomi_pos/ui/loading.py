"""What the window does without until it has been painted, loaded beside it: modules by one thread, one after the other.

One thread, since several take turns at Python's lock so often that the window's own turn comes late
(docs/decisions, bench/startup.py).
"""

import logging
import threading
import time
from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

_UNSEEN_MS = 1_000
"""A window that nobody sees (minimised, behind a locked screen) is never painted; the till opens all the same."""

_log = logging.getLogger(__name__)


class FirstPaint(QObject):
    """Tells once that ``window`` has been painted, or that it will not be for now.

    Signals:
        over(): it is on the screen, and the loop is turning.
    """

    over = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._is_over = False
        self.window = window
        window.installEventFilter(self)
        QTimer.singleShot(_UNSEEN_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._end)  # this event is of the frame; what it draws is shown after it
        return super().eventFilter(watched, event)

    @Slot()
    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self.window.removeEventFilter(self)
        _log.info("The window is there, after %.0f ms of processor time", time.process_time() * 1000)
        self.over.emit()


class Loading(QObject):
    """Loads modules in a thread of its own; it says so in the window's.

    Signals:
        done(): all of it is loaded, or as much as can be: what is missing is found out where it is used.
    """

    done = Signal()

    _ended = Signal()

    def __init__(self, modules: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._modules = modules
        self._ended.connect(self.done)  # told in its thread, and so heard in a later turn of the window's

    @Slot()
    def start(self) -> None:
        threading.Thread(target=self._load, name="lomi-loading", daemon=True).start()

    def _load(self) -> None:
        try:
            for module in self._modules:
                import_module(module)
        except Exception:  # noqa: BLE001  whoever needs it says in words what is wrong; here nobody would hear
            _log.exception("Not all could be loaded")
        try:
            self._ended.emit()
        except RuntimeError:
            return  # the window was closed meanwhile
