"""The Qt application of this process: its name, its look, its language."""

import signal
import socket
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from lomi_pos import __version__
from lomi_pos.resources import resource
from lomi_pos.ui.garbage import GarbageCollection
from lomi_pos.ui.theme import Choice, Theme
from lomi_pos.ui.translation import speak

_GIL_SHARE_S = 0.001
"""How long the engine's thread may keep Python to itself while the window waits to draw; 5 ms unless told."""


class Desktop:
    """Made before any widget. A second one, for what is told after the window failed, wears the same application."""

    def __init__(self, argv: Sequence[str]) -> None:
        sys.setswitchinterval(_GIL_SHARE_S)
        QCoreApplication.setApplicationName("lomi-pos")
        QCoreApplication.setApplicationVersion(__version__)
        running = QApplication.instance()
        self.qt = running if isinstance(running, QApplication) else QApplication(list(argv))
        self._garbage = GarbageCollection(self.qt)
        self.qt.setApplicationDisplayName("lomi POS")
        self.qt.setDesktopFileName("lomi-pos")
        self.qt.setWindowIcon(QIcon(str(resource("icons/app.svg"))))

        self._theme = Theme(self.qt)

    def wear(self, *, language: str, theme: Choice) -> None:
        """Put on the shop's language and look."""
        speak(self.qt, language)
        self._theme.choose(theme)

    def run(self) -> int:
        """Run until the last window is closed, or the terminal says Ctrl+C."""
        with _Interruptible(self.qt):
            return self.qt.exec()


class _Interruptible:
    """Lets Ctrl+C and a polite kill close the window: Python's own handler never runs while Qt waits for events."""

    def __init__(self, qt: QApplication) -> None:
        self._qt = qt

    def __enter__(self) -> None:
        self._here, there = socket.socketpair()
        self._there = there
        for end in (self._here, there):
            end.settimeout(0)
        self._old_fd = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
        self._old = {one: signal.signal(one, lambda *_: None) for one in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._qt.closeAllWindows)

    def __exit__(self, *_: object) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for one, handler in self._old.items():
            signal.signal(one, handler)
        self._here.close()
        self._there.close()
