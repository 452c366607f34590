"""How long the window stands still while lomi. is silent: the longest gap between two frames.

``uv run python bench/stall.py [SECONDS]``: a server that accepts every connection and never answers a byte; a window
charges a sale against it and is watched for SECONDS (20 unless told). Beside it, at the same moment, a bare window that
does nothing, in a process of its own: what this machine does to anybody. Goal: under 50 ms.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

FRAME_MS = 8
GOAL_MS = 50.0
KEY = "lomi_sk_test_0123456789abcdef0123456789abcdef"


class Frames:
    """Repaints ``window`` every 8 ms and keeps the time between one repaint and the next."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._last = time.perf_counter()
        self.gaps_ms: list[float] = []
        self._timer = QTimer(interval=FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._frame)

    def watch(self, app: QApplication, seconds: float) -> list[float]:
        QTimer.singleShot(round(seconds * 1000), app.quit)
        self._last = time.perf_counter()
        self._timer.start()
        app.exec()
        self._timer.stop()
        return self.gaps_ms

    def _frame(self) -> None:
        self._window.repaint()
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


class SilentServer:
    """Accepts, reads, and never answers."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                self._open.append(self._socket.accept()[0])
            except OSError:
                return

    @property
    def connections(self) -> int:
        return len(self._open)


def bare(seconds: float) -> None:
    app = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    gaps = Frames(window).watch(app, seconds)
    sys.stdout.write(f"{statistics.median(gaps)} {max(gaps)}\n")


def till(seconds: float) -> tuple[float, float, int]:
    from lomi_pos.assembly import Till
    from lomi_pos.store.folder import DataFolder
    from lomi_pos.store.keychain import Keychain
    from lomi_pos.store.settings import SettingsFile
    from lomi_pos.ui.bridge import EngineBridge
    from lomi_pos.ui.desktop import Desktop
    from lomi_pos.ui.window import MainWindow

    server = SilentServer()
    desktop = Desktop(["bench"])
    desktop.wear(language="fr", theme="light")
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder)).prepare()
        one = Till(data, SettingsFile(data.settings), Keychain(KEY), api_url=server.url)
        bridge = EngineBridge(one.open_engine)
        window = MainWindow(bridge, one.book, one.keys, one.clock)
        window.resize(1366, 768)
        window.show()
        bridge.start()

        def charge() -> None:
            amount: QWidget | None = window.findChild(QWidget, "amount")
            if amount is not None:
                QTest.keyClicks(amount, "5000")
                QTest.keyClick(amount, Qt.Key.Key_Return)

        QTimer.singleShot(1500, charge)
        gaps = Frames(window).watch(desktop.qt, seconds)[5:]
        window.close()
        bridge.stop()
    return statistics.median(gaps), max(gaps), server.connections


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    floor = subprocess.Popen(
        [sys.executable, __file__, "--bare", str(seconds)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    median, longest, connections = till(seconds)
    floor_median, floor_longest = (float(figure) for figure in floor.communicate()[0].split())
    sys.stdout.write(
        f"{seconds:.0f} s, a silent server, {connections} connections it never answered\n"
        f"{'':24}{'median ms':>12}{'longest ms':>12}\n"
        f"{'bare window':24}{floor_median:12.2f}{floor_longest:12.2f}\n"
        f"{'till, sale being made':24}{median:12.2f}{longest:12.2f}\n"
        f"{'ratio':24}{median / floor_median:12.2f}{longest / floor_longest:12.2f}\n"
        f"goal: longest under {GOAL_MS:.0f} ms: {'met' if longest < GOAL_MS else 'MISSED'}\n"
    )


if __name__ == "__main__":
    if "--bare" in sys.argv:
        bare(float(sys.argv[-1]))
    else:
        main()
