"""History is made while nobody waits for it, so that the first F3 of the day is as quick as the others."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lomi_pos.till.key_book import KeyState
from lomi_pos.ui.history.detail import DetailPanel
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeKeys
from tests.ui import sales
from tests.ui.conftest import Shop


@pytest.fixture
def opened(dressed, qtbot, clock) -> Shop:
    """A window as a start of the program leaves it."""
    bridge, book = FakeBridge(), FakeBook()
    keys = FakeKeys(KeyState("lomi_sk_test_...a1b2", "test", "keychain"))
    window = MainWindow(bridge, book, keys, clock, is_opening=True)
    qtbot.addWidget(window)
    window.show()
    window.complete(at_once=False)
    return Shop(window, bridge, clock, book)


def test_after_a_start_history_is_there_before_anyone_asks(opened, qtbot):
    qtbot.waitUntil(lambda: opened.window.findChild(DetailPanel) is not None, timeout=20_000)
    pane = opened.window.findChild(HistoryPane)
    assert not pane.isVisible()
    assert "fetch_sale_lines" not in [call[0] for call in opened.bridge.calls], "nothing is asked before it is shown"
    QTest.keyClick(opened.window, Qt.Key.Key_F3)
    assert opened.window.findChildren(HistoryPane) == [pane]
    assert pane.isVisible()
    assert not opened.shows("transactionDetail")


def test_whoever_is_quicker_than_that_has_the_same_history(opened, qtbot):
    QTest.keyClick(opened.window, Qt.Key.Key_F3)
    assert opened.shows("history")
    sale = sales.paid_twice()
    opened.bridge.sales = {41: sale}
    opened.counter.refund_requested.emit(41)
    qtbot.waitUntil(lambda: not opened.window._unmade, timeout=20_000)
    assert len(opened.window.findChildren(HistoryPane)) == 1
    assert "A-041" in [one.text() for one in opened.find("transactionDetail").findChildren(QLabel)]
