"""A sale in the window, over sockets: typed, scanned, paid, kept; and a second one while the first waits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.sale_lines import SalesQuery
from tests.e2e.counter import Counter, engine_threads

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def test_a_sale_is_typed_scanned_and_paid(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        session_id = counter.charge("5000")
        assert counter.window.windowTitle() == "A-001 open 5 000 F CFA - lomi POS"
        assert counter.read_qr() == f"{server.checkout}/{session_id}"

        server.pay(session_id)
        counter.wait_until(lambda: counter.window.windowTitle() == "A-001 paid 5 000 F CFA - lomi POS")

        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: counter.window.windowTitle() == "lomi POS")
        assert counter.focused_name() == "amount"
    assert engine_threads() == []


def test_two_customers_wait_and_each_settles_on_its_own_card(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        first = counter.charge("5000")
        counter.press(Qt.Key.Key_F2)
        second = counter.charge("12500")
        assert counter.read_qr() == f"{server.checkout}/{second}"

        server.pay(first)
        with counter.till.journal_to_read() as journal:
            assert journal is not None
            counter.wait_until(
                lambda: [str(line.state) for line in journal.sale_lines(SalesQuery())] == ["open", "paid"]
            )
        assert counter.window.windowTitle() == "A-002 open 12 500 F CFA - lomi POS"

        server.pay(second, "ORANGE")
        counter.wait_until(lambda: counter.window.windowTitle() == "A-002 paid 12 500 F CFA - lomi POS")


def test_a_paid_sale_is_in_the_history_after_a_new_start(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        session_id = counter.charge("5000")
        server.pay(session_id)
        counter.wait_until(lambda: " paid " in counter.window.windowTitle())

    with Counter(folder, server) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.press(Qt.Key.Key_F3)
        tables = counter.child("history").findChildren(QTableView)
        counter.wait_until(lambda: any(one.isVisible() and one.model().rowCount() == 1 for one in tables))
        table = next(one for one in tables if one.isVisible())
        shown = [table.model().index(0, column).data() for column in range(table.model().columnCount())]
        assert "A-001" in shown


def test_a_sale_left_open_and_paid_meanwhile_is_told_at_the_next_start(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        session_id = counter.charge("5000")
    server.pay(session_id)

    with Counter(folder, server) as counter:
        told: list[str] = []
        counter.bridge.sale_changed.connect(lambda sale, _events: told.append(str(sale.state)))
        counter.wait_until(lambda: "paid" in told)


@pytest.mark.parametrize("server", ["documented"], indirect=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_the_code_is_read_at_every_scale_and_theme(folder: Path, server: SandboxServer, scale: str, theme: str):
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    told = subprocess.run(
        [sys.executable, "-m", "tests.e2e.scan_story", server.url, server.key, str(folder), theme],
        env=env,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == f"{server.checkout}/{server.lomi.newest_session().id}"
