"""The Qt application of this process: its name, its look, its language."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtWidgets import QApplication

from lomi_pos import __version__
from lomi_pos.resources import resource
from lomi_pos.ui.garbage import GarbageCollection
from lomi_pos.ui.theme import BASE_STYLE, Choice, Theme
from lomi_pos.ui.translation import speak
from lomi_pos.ui.unexpected import Unexpected

_GIL_SHARE_S = 0.001
"""How long the engine's thread may keep Python to itself while the window waits to draw; 5 ms unless told."""


class Desktop:
    """Made before any widget. A second one, for what is told after the window failed, wears the same application."""

    def __init__(self, argv: Sequence[str]) -> None:
        sys.setswitchinterval(_GIL_SHARE_S)
        QCoreApplication.setApplicationName("lomi-pos")
        QCoreApplication.setApplicationVersion(__version__)
        running = QApplication.instance()
        self.qt = running if isinstance(running, QApplication) else QApplication([*argv, *BASE_STYLE])
        self._garbage = GarbageCollection(self.qt)
        self.qt.setApplicationDisplayName("lomi POS")
        self.qt.setDesktopFileName("lomi-pos")
        self._theme = Theme(self.qt)
        self.unexpected = Unexpected(self.qt)

    def wear(self, *, language: str, theme: Choice) -> None:
        """Put on the shop's language and look."""
        speak(self.qt, language)
        self._theme.choose(theme)

    def show_icon(self) -> None:
        """Give the windows their icon. Late: no sale needs the plug-in that draws it."""
        from PySide6.QtGui import QIcon  # noqa: PLC0415

        self.qt.setWindowIcon(QIcon(str(resource("icons/app.svg"))))

    def run(self) -> int:
        """Run until the last window is closed, or the terminal says Ctrl+C."""
        with _Interruptible(self.qt), self.unexpected:
            return self.qt.exec()


class _Interruptible:
    """Lets Ctrl+C and a polite kill close the window: Python's own handler never runs while Qt waits for events."""

    def __init__(self, qt: QApplication) -> None:
        self._qt = qt

    def __enter__(self) -> None:
        self._heard, self._written = _wakeup_line()
        self._old_fd = signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        self._old = {one: signal.signal(one, lambda *_: None) for one in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._qt.closeAllWindows)

    def __exit__(self, *_: object) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for one, handler in self._old.items():
            signal.signal(one, handler)
        self._heard.close()
        self._written.close()


def _wakeup_line() -> tuple[Any, Any]:
    """Where a signal is heard, and where Python writes it; neither ever blocks."""
    if sys.platform == "win32":  # there it must be a socket; elsewhere a pipe does, which imports nothing
        import socket  # noqa: PLC0415

        pair = socket.socketpair()
        for one in pair:
            one.settimeout(0)
        return pair
    heard, written = os.pipe()
    for end in (heard, written):
        os.set_blocking(end, False)
    return os.fdopen(heard, "rb", buffering=0), os.fdopen(written, "wb", buffering=0)
