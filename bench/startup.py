"""How soon the till is there: ``uv run python bench/startup.py [--runs N] [--bundle PATH]``.

Whole processes from their start, each taken in turn with the floor, a bare PySide6 window that does nothing: to the
first paint, till the libraries are loaded and a charge can leave, and, while they load, the longest time for which the
window's loop did not turn. The till sells: a live key, a journal of fifty sales of today, lomi. not reached. Processor
time beside the clock's, since other programs disturb it less. Compiles the bytecode first: without it every import
takes two to three times as long. ``--bundle`` times a built program (its executable) beside the sources.

A till says in its log when it was painted and when it was ready; that is what is read here, of a bundle too.
"""

import argparse
import compileall
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
KEY = "lomi_sk_live_0123456789abcdef0123456789abcdef"
NOBODY = "http://127.0.0.1:9"
PAINTED, PAINTED_BUNDLE, READY, GAP_MS = 1.25, 1.4, 2.7, 16.0
USUAL_BARE_MS = 100.0
"""Of the machine for which the goal of the gap was set: of another, faster or slower, the same share of its start."""
LONGEST_S = 60.0
SALES = 50
WATCHED_MS = 1_500
BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
def painted():
    print(time.time(), time.process_time() * 1000)
    app.quit()
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, painted)
window = Window()
window.resize(1366, 720)
window.show()
app.exec()
"""
"""The floor, a program of its own: what this file imports would count for it."""

_LINE = re.compile(r"^(\S+ \S+) INFO .*(The window is there|Ready to charge), after (\d+) ms", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds since the process was started, by the clock and of its own processor time."""

    painted: float
    painted_cpu: float
    ready: float = 0.0
    ready_cpu: float = 0.0


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"LOMI_API_KEY": KEY, "LOMI_API_URL": NOBODY, "PYTHONPATH": str(ROOT)}


def start_bare() -> Start:
    began = time.time()
    said = subprocess.run(
        [sys.executable, "-c", BARE], check=True, stdout=subprocess.PIPE, text=True, env=environment()
    ).stdout.split()
    return Start((float(said[0]) - began) * 1000, float(said[1]))


def start_till(command: Sequence[str], folder: Path, *, is_practice: bool) -> Start:
    log = (folder / "practice" if is_practice else folder) / "logs" / "lomi-pos.log"
    log.unlink(missing_ok=True)
    began = time.time()
    with subprocess.Popen(
        [*command, *(["--practice"] if is_practice else [])], env=environment() | {"LOMI_POS_DATA_DIR": str(folder)}
    ) as till:
        told: dict[str, tuple[float, float]] = {}
        while len(told) < 2:
            if till.poll() is not None or time.time() - began > LONGEST_S:
                till.kill()
                raise SystemExit(f"the till did not open; see {log}")
            time.sleep(0.05)
            text = log.read_text(encoding="utf-8") if log.exists() else ""
            told = {
                what: ((datetime.strptime(at, "%Y-%m-%d %H:%M:%S,%f").timestamp() - began) * 1000, float(cpu))  # noqa: DTZ007  local, as the log
                for at, what, cpu in _LINE.findall(text)
            }
        till.terminate()
    (painted, painted_cpu), (ready, ready_cpu) = told["The window is there"], told["Ready to charge"]
    return Start(painted, painted_cpu, ready, ready_cpu)


def longest_gaps(folder: Path) -> tuple[float, float, float]:
    """In ms, between two turns of the loop in the 1.5 s after the first paint: the till's, the processor time of its
    busiest turn, a bare window's.
    """
    command = [sys.executable, __file__]
    measured = []
    for asked in (["--frames", str(folder)], ["--bare-frames"]):
        said = subprocess.run([*command, *asked], check=True, stdout=subprocess.PIPE, text=True, env=environment())
        measured += [float(one) for one in said.stdout.split()[-2:]]
    return measured[0], measured[1], measured[2]


class Turns:
    """Turns the window's loop every millisecond and keeps the longest time between two turns, and the processor time
    of the window's own thread in the busiest of them: a gap of another program's making has none.
    """

    def __init__(self, parent: "QObject") -> None:
        from PySide6.QtCore import QTimer

        self.longest_ms = 0.0
        self.busiest_ms = 0.0
        self._last, self._spent = time.perf_counter(), time.thread_time()
        timer = QTimer(parent, interval=1)
        timer.setProperty("timerType", "PreciseTimer")  # by its word: the enums of Qt are the till's to make
        timer.timeout.connect(self._turn)
        timer.start()

    def _turn(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self.busiest_ms = max(self.busiest_ms, (spent - self._spent) * 1000)
        self._last, self._spent = now, spent


def frames(folder: str) -> None:
    from PySide6.QtCore import QTimer

    from lomi_pos.cli.main import main
    from lomi_pos.ui.pyside import import_pyside

    import_pyside()
    from lomi_pos.ui.loading import FirstPaint

    watched: list[Turns] = []
    first_end = FirstPaint._end

    def begin(self: FirstPaint) -> None:
        if not watched:
            watched.append(Turns(self))
            QTimer.singleShot(WATCHED_MS, self, self.window.close)
        first_end(self)

    FirstPaint._end = begin  # type: ignore[method-assign]
    main(["--data-dir", folder])
    sys.stdout.write(f"{watched[0].longest_ms} {watched[0].busiest_ms}\n")


def bare_frames() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1366, 720)
    window.show()
    app.processEvents()
    turns = Turns(window)
    QTimer.singleShot(WATCHED_MS, app.quit)
    app.exec()
    sys.stdout.write(f"{turns.longest_ms} {turns.busiest_ms}\n")


def compile_bytecode() -> None:
    if sys.prefix != sys.base_prefix:
        compileall.compile_dir(sys.prefix, quiet=2)
    compileall.compile_dir(ROOT / "lomi_pos", quiet=2)


def row(name: str, figures: Sequence[float], floor: Sequence[float], goal: float | None = None) -> str:
    median, pairs = statistics.median(figures), [mine / its for mine, its in zip(figures, floor, strict=True)]
    ratio = statistics.median(pairs)
    verdict = "" if goal is None else f"  goal {goal:.2f}: {'met' if ratio <= goal else 'MISSED'}"
    return f"{name:44}{median:8.0f}{min(figures):8.0f}{ratio:8.2f}{min(figures) / min(floor):8.2f}{verdict}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--runs", type=int, default=20)
    asked.add_argument("--bundle", type=Path, help="the executable of a built lomi POS")
    runs, bundle = (given := asked.parse_args()).runs, given.bundle
    from bench.shop_day import sell
    from lomi_pos.api.keys import identity_for

    compile_bytecode()
    source = [sys.executable, "-m", "lomi_pos"]
    kinds = {"till": (source, False), "practice": (source, True)}
    if bundle is not None:
        kinds |= {"bundle": ([str(bundle.resolve())], False), "bundle, practice": ([str(bundle.resolve())], True)}
    floor: list[Start] = []
    starts: dict[str, list[Start]] = {kind: [] for kind in kinds}
    gaps: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sell(folder / "journal.sqlite", SALES, identity_for(KEY, NOBODY))
        for run in range(-1, runs):  # the first of each warms the disk's cache
            one = start_bare()
            others = {
                kind: start_till(command, folder, is_practice=practice) for kind, (command, practice) in kinds.items()
            }
            gap = longest_gaps(folder)
            if run >= 0:
                floor.append(one)
                gaps.append(gap)
                for kind, start in others.items():
                    starts[kind].append(start)
    clock, cpu = [one.painted for one in floor], [one.painted_cpu for one in floor]
    print(f"{runs} runs, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':44}{'median':>8}{'least':>8}{'ratio':>8}{'least/':>8}")
    print(row("bare window painted, ms", clock, clock))
    print(row("bare window painted, ms of processor", cpu, cpu))
    for kind, all_of in starts.items():
        goal = PAINTED_BUNDLE if kind.startswith("bundle") else PAINTED
        print(row(f"{kind}: first paint, ms", [one.painted for one in all_of], clock, goal))
        print(row(f"{kind}: first paint, ms of processor", [one.painted_cpu for one in all_of], cpu))
        print(row(f"{kind}: a charge can leave, ms", [one.ready for one in all_of], clock, READY))
        print(row(f"{kind}: a charge can leave, ms of processor", [one.ready_cpu for one in all_of], cpu))
    mine, busiest, bares = ([one[which] for one in gaps] for which in (0, 1, 2))
    typical = statistics.median(mine)
    print(f"{'longest time without a turn of the loop, ms':44}{'median':>8}{'least':>8}{'most':>8}")
    print(f"{'  a bare window':44}{statistics.median(bares):8.1f}{min(bares):8.1f}{max(bares):8.1f}")
    print(f"{'  the till, loading':44}{typical:8.1f}{min(mine):8.1f}{max(mine):8.1f}", end="")
    print(f"  goal {GAP_MS:.0f}: {'met' if typical <= GAP_MS else 'MISSED'}")
    usual = statistics.median([gap * USUAL_BARE_MS / one for gap, one in zip(mine, clock, strict=True)])
    print(f"{f'  the same where a bare window takes {USUAL_BARE_MS:.0f}':44}{usual:8.1f}{'':16}", end="")
    print(f"  goal {GAP_MS:.0f}: {'met' if usual <= GAP_MS else 'MISSED'}")
    print(f"{'  of which its own processor time':44}{statistics.median(busiest):8.1f}", end="")
    print(f"{min(busiest):8.1f}{max(busiest):8.1f}")


if __name__ == "__main__":
    if "--bare-frames" in sys.argv:
        bare_frames()
    elif "--frames" in sys.argv:
        frames(sys.argv[-1])
    else:
        main()
