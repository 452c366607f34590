"""A bug that nobody caught: loud in the log, one calm line on the screen, and the till goes on.

Python's own hooks write to standard error, which a till started from an icon does not have.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Signal

TOLD_EVERY_S = 60.0
"""A bug that comes back at every tick is written down, and told, this often."""

_log = logging.getLogger(__name__)


class Unexpected(QObject):
    """Python's hooks while the window is open: for slots and Qt's virtuals, for threads, and for what cannot be raised.

    Signals:
        happened(): heard in the window's thread by a slot of a QObject, whichever thread it was in.
    """

    happened = Signal()

    def __init__(self, parent: QObject | None = None, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._told_at: dict[object, float] = {}

    def __enter__(self) -> None:
        self._old = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._old

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            self._note("Something unexpected in the window", error, trace)
        else:  # Ctrl+C, or the program's own end
            sys.__excepthook__(kind, error, trace)

    def _on_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and isinstance(what.exc_value, Exception):
            name = what.thread.name if what.thread is not None else "?"
            self._note(f"Something unexpected in the thread {name}", what.exc_value, what.exc_traceback)

    def _on_unraisable(self, what: Any) -> None:
        if isinstance(what.exc_value, Exception):
            self._note(what.err_msg or "Something unexpected", what.exc_value, what.exc_traceback)

    def _note(self, about: str, error: BaseException, trace: TracebackType | None) -> None:
        place, now = (type(error), *_place_of(trace)), self._monotonic()
        told_at = self._told_at.get(place)
        if told_at is not None and now - told_at < TOLD_EVERY_S:
            return
        self._told_at[place] = now
        _log.error(about, exc_info=(type(error), error, trace))
        self.happened.emit()


def _place_of(trace: TracebackType | None) -> tuple[str, int]:
    """Where it was raised."""
    if trace is None:
        return "", 0
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename, trace.tb_lineno
