"""How long the clerk waits for the QR once lomi.'s answer is here: from its last byte to the code, all of it real.

``uv run python bench/answer_to_qr.py [RUNS]``: the window, the engine's thread, the client and the journal, against a
sandbox in a process of its own; each sale is paid before the next, as at a counter. Between the answer and the picture
lies the commit to disk, for a code that is not written down is not shown. Beside it, at the same moment: a commit of
one row with ``synchronous = FULL``, and a code's matrix with all masks tried. Goal: under 16 ms median.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

import qrcode
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lomi_pos.api.transport import Transport
from lomi_pos.assembly import Till
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.keychain import Keychain
from lomi_pos.store.settings import SettingsFile
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.desktop import Desktop
from lomi_pos.ui.window import MainWindow

GOAL_MS = 16.0
WARM_UP = 5
PAUSE_S = 0.12
"""Between two sales, so that a burst of figures is not taken for a barcode."""


class Moments(QObject):
    """When the answer's last byte was here, and when the code had been painted."""

    answered_at = 0.0
    painted_at = 0.0

    def listen(self) -> None:
        create = Transport.create

        async def timed(transport, *args, **kwargs):
            answer = await create(transport, *args, **kwargs)
            self.answered_at = time.perf_counter()
            return answer

        setattr(Transport, "create", timed)  # noqa: B010  mypy knows the method by its own shape

    def eventFilter(self, watched, event):  # noqa: N802  Qt's spelling
        if event.type() is QEvent.Type.Paint and watched.url:
            watched.event(event)
            self.painted_at = time.perf_counter()
            return True
        return False


def one_sale(window: MainWindow, moments: Moments) -> float:
    moments.answered_at = moments.painted_at = 0.0
    amount: QWidget | None = window.findChild(QWidget, "amount")
    assert amount is not None
    QTest.keyClicks(amount, "5000")
    QTest.keyClick(amount, Qt.Key.Key_Return)
    while not (moments.answered_at and moments.painted_at > moments.answered_at):
        QApplication.processEvents()
    took = moments.painted_at - moments.answered_at
    rest(PAUSE_S)
    window.counter.views.check_now()
    while " paid " not in window.windowTitle():
        QApplication.processEvents()
    window.counter.new_sale()
    rest(PAUSE_S)
    return took * 1000


def rest(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        QApplication.processEvents()


class Floor:
    """The commit and the matrix, alone."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE row (value TEXT)")

    def take(self) -> float:
        began = time.perf_counter()
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("INSERT INTO row VALUES (?)", (uuid.uuid4().hex,))
        self._db.execute("COMMIT")
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
        code.add_data(f"http://127.0.0.1:32768/checkout/{uuid.uuid4()}")
        code.make(fit=True)
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        self._db.close()


def main(runs: int) -> int:
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "lomi_pos", "sandbox", "--pay-after", "0.05"], stdout=subprocess.PIPE, text=True
    )
    assert sandbox.stdout is not None
    where = json.loads(sandbox.stdout.readline())
    desktop = Desktop(["bench"])
    desktop.wear(language="fr", theme="light")
    moments = Moments()
    moments.listen()
    shown: list[float] = []
    alone: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder)).prepare()
        key, url = where["key"], where["url"]
        till = Till(data, SettingsFile(data.settings), Keychain(key), api_url=url)
        bridge = EngineBridge(till.open_engine)
        window = MainWindow(bridge, till.book, till.keys, till.clock)
        window.resize(1366, 768)
        window.show()
        bridge.start()
        window.counter.views.waiting_view.qr.installEventFilter(moments)
        floor = Floor(Path(folder))
        for count in range(runs + WARM_UP):
            took, floor_ms = one_sale(window, moments), floor.take()
            if count >= WARM_UP:
                shown.append(took)
                alone.append(floor_ms)
        floor.close()
        window.close()
        bridge.stop()
    sandbox.terminate()
    sandbox.wait()
    median, floor_median = statistics.median(shown), statistics.median(alone)
    print(f"{'':36}{'median ms':>10}{'p95 ms':>10}")
    print(f"{'last byte of the answer to the QR':36}{median:>10.2f}{statistics.quantiles(shown, n=20)[-1]:>10.2f}")
    print(f"{'a commit and a matrix, alone':36}{floor_median:>10.2f}{statistics.quantiles(alone, n=20)[-1]:>10.2f}")
    verdict = "met" if median < GOAL_MS else "MISSED"
    print(f"ratio {median / floor_median:.2f}, {runs} runs, goal below {GOAL_MS:.0f} ms: {verdict}")
    return 0 if median < GOAL_MS else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
