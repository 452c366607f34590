"""A bug in the window, through the real program: loud in the log, calm on the screen, and the till goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lomi_pos.till.words import Message

PROGRAM = """
import json, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import lomi_pos.ui.desktop
from lomi_pos.cli.main import main
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.strip import Strip

where = sys.argv.pop(1)

def spill(*_):
    raise RuntimeError("spilled coffee")

if where == "virtual":
    HistoryPane.showEvent = spill
elif where == "slot":
    HistoryPane.refresh = spill
elif where == "tick":
    Strip.tick = spill


class Hand:
    '''Asks for history once the till stands, looks at what the screen says, and closes it.'''

    def __init__(self):
        self.window = None

    def look(self):
        from lomi_pos.ui.window import MainWindow

        self.window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        if not self.window._is_complete or self.window._unmade:
            QTimer.singleShot(20, self.look)
            return
        if where == "thread":
            threading.Thread(target=spill, name="lomi-coffee").start()
        QTimer.singleShot(0, self.press)
        self.await_words()

    def press(self):
        self.window.findChild(QPushButton, "openHistory").click()

    def await_words(self):
        said = [one.text() for one in self.window.findChildren(QLabel, "trouble") if one.isVisible()]
        if not said:
            QTimer.singleShot(20, self.await_words)
            return
        self.window.show_counter()
        QTest.keyClicks(self.window.counter.sale_view.amount, "750")
        print(json.dumps({"said": said, "typed": self.window.counter.sale_view.amount.text()}), flush=True)
        self.window.close()


hand = Hand()
run = lomi_pos.ui.desktop.Desktop.run


def run_with_a_hand(desktop):
    QTimer.singleShot(0, hand.look)
    return run(desktop)


lomi_pos.ui.desktop.Desktop.run = run_with_a_hand
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("where", ["virtual", "slot", "tick", "thread"])
@pytest.mark.timeout(120)
def test_a_bug_in_the_window_is_in_the_log_and_one_calm_line_and_selling_goes_on(tmp_path: Path, where: str):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), where, "--practice", "--lang", "en", "--data-dir", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {
        "said": [Message("bug").english()],
        "typed": "750",
    }
    (log,) = (tmp_path / "data").rglob("lomi-pos.log")
    written = log.read_text(encoding="utf-8")
    assert written.count("Something unexpected in") == 1, "once, however often it comes"
    assert "Traceback" in written
    assert "spilled coffee" in written
