"""History with 100,000 sales: ``uv run python bench/history.py [--sales N]``.

Prints how long the pane takes from F3 to its painted rows and what memory it adds, how long a keystroke of the search
takes in the journal (beside the same search by LIKE over the same rows, at the same moment), and the frames of
scrolling. Offscreen, a real journal on disk, a real engine in its thread.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lomi_pos.assembly import Till
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.event_codec import as_text
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.store.keychain import Keychain
from lomi_pos.store.settings import SettingsFile
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.theme import dress
from lomi_pos.ui.window import LOADED_FOR_THE_DAY, MainWindow

IDLE_S = 4.0
NOTES = ("Pagne wax", "Café moulu 250 g", "Awa, retrait samedi", "Thiéboudienne", "Recharge", "", "", "")
TYPED = ("1", "12", "125", "12500", "a", "awa", "or", "orange", "A-04", "A-041", "cafe", "moussa orange")
LIKE = """
    SELECT id FROM sale WHERE (number LIKE :w OR reference LIKE :w OR note LIKE :w OR provider LIKE :w OR clerk LIKE :w
    OR CAST(amount_minor AS TEXT) LIKE :a OR CAST(received_minor AS TEXT) LIKE :a) ORDER BY id DESC LIMIT 100
"""


def fill(path: Path, count: int) -> None:
    chance, now = random.Random(1), datetime.now(UTC)
    with closing(SqliteJournal.open(path)) as journal:
        rows = []
        for n in range(1, count + 1):
            made_at = as_text(now - timedelta(minutes=4 * (count - n)))
            amount, provider = 25 * chance.randint(4, 4000), chance.choice(("WAVE", "ORANGE", "MTN", ""))
            rows.append(
                (
                    f"A-{n:03d}",
                    f"{n:010d}*",
                    amount,
                    "https://api.lomi.africa",
                    chance.choice(NOTES),
                    chance.choice(("Awa", "Moussa", "Fatou")),
                    made_at,
                    "paid" if provider else "expired",
                    amount if provider else None,
                    provider,
                    made_at if provider else None,
                )
            )
        journal._db.execute("BEGIN")
        journal._db.executemany(
            "INSERT INTO sale (number, reference, amount_minor, currency, base_url, environment, account,"
            " key_fingerprint, note, clerk, is_practice, created_at, state, flags, needs_someone, received_minor,"
            " provider, settled_at)"
            " VALUES (?, ?, ?, 'XOF', ?, 'test', '', 'f', ?, ?, 0, ?, ?, '', 0, ?, ?, ?)",
            rows,
        )
        journal._db.execute("COMMIT")


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed_ms(act, times: int = 7) -> float:
    spans = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spans.append((time.perf_counter() - began) * 1000)
    return statistics.median(spans)


def search(path: Path) -> None:
    week = datetime.now(UTC) - timedelta(days=7)
    with closing(SqliteJournal.open(path)) as journal:
        print(f"{'typed':16}{'all dates ms':>14}{'7 days ms':>12}{'LIKE ms':>10}{'ratio':>8}")
        worst = 0.0
        for text in TYPED:
            every = timed_ms(lambda text=text: journal.sale_lines(SalesQuery(text=text)))
            lately = timed_ms(lambda text=text: journal.sale_lines(SalesQuery(text=text, from_at=week)))
            like = timed_ms(lambda text=text: journal._db.execute(LIKE, {"w": f"%{text}%", "a": f"{text}%"}).fetchall())
            worst = max(worst, every, lately)
            print(f"{text:16}{every:14.2f}{lately:12.2f}{like:10.2f}{every / like:8.2f}")
        print(f"worst keystroke {worst:.2f} ms (goal 10)")


def pane(folder: Path, server: SandboxServer) -> None:
    data = DataFolder(folder)
    till = Till(data, SettingsFile(data.settings), Keychain(server.key), api_url=server.url)
    bridge = EngineBridge(till.open_engine)
    window = MainWindow(bridge, till.book, till.keys, till.clock, is_opening=True)
    window.resize(1366, 768)
    window.show()
    for module in LOADED_FOR_THE_DAY:
        import_module(module)
    window.complete(at_once=False)  # as a start does; then nobody touches anything for a moment
    bridge.start()
    swept: list[object] = []
    bridge.sweep_finished.connect(swept.append)
    while not swept:
        QCoreApplication.processEvents()
    idle_until = time.perf_counter() + IDLE_S
    while time.perf_counter() < idle_until:
        QCoreApplication.processEvents()
    before = resident_mib()
    began = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_F3)
    shown = window.findChild(HistoryPane)
    assert shown is not None
    shown.filters.choose_period("all")
    shown.refresh()
    table = shown.lists.table
    while not shown.sales.rows:
        QCoreApplication.processEvents()
    table.viewport().repaint()
    opened_ms = (time.perf_counter() - began) * 1000
    added = resident_mib() - before
    window.show_counter()
    QCoreApplication.processEvents()
    began = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_F3)
    table.viewport().repaint()
    again_ms = (time.perf_counter() - began) * 1000
    print(
        f"F3 to painted rows {opened_ms:.0f} ms (goal 100), again {again_ms:.0f} ms, memory +{added:.1f} MiB (goal 20)"
    )

    bar = table.verticalScrollBar()
    spans_ms = []
    for _ in range(1500):
        began = time.perf_counter()
        bar.setValue(bar.value() + 180)
        table.viewport().repaint()
        spans_ms.append((time.perf_counter() - began) * 1000)
        QCoreApplication.processEvents()
    late = sorted(spans_ms)
    print(
        f"scrolled through {len(shown.sales.rows)} rows: frames' median {statistics.median(late):.1f} ms (goal 16),"
        f" p95 {late[int(0.95 * len(late))]:.1f}, longest {late[-1]:.1f}; memory +{resident_mib() - before:.1f} MiB"
    )
    window.close()
    bridge.stop()
    till.close()


def main() -> None:
    asking = argparse.ArgumentParser()
    asking.add_argument("--sales", type=int, default=100_000)
    asked = asking.parse_args()
    app = QApplication(["bench"])
    dress(app, "light")
    with tempfile.TemporaryDirectory() as folder, SandboxServer() as server:
        data = DataFolder(Path(folder) / "till")
        data.prepare()
        fill(data.journal, asked.sales)
        print(f"{asked.sales} sales, {data.journal.stat().st_size / 2**20:.0f} MiB on disk")
        search(data.journal)
        pane(data.path, server)


if __name__ == "__main__":
    main()
