"""What a till can sell without is made when it is asked for: it stands idle for most of the day."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lomi_pos.till.key_book import KeyState
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.table import HistoryTable
from lomi_pos.ui.options.sale_options import SaleOptions
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


def test_a_till_that_only_sells_has_neither_history_nor_options(opened, qtbot):
    qtbot.waitUntil(lambda: not opened.window._unmade, timeout=20_000)
    assert opened.window.findChildren(HistoryPane) == []
    assert opened.window.findChildren(SaleOptions) == []


def test_history_is_made_once_and_a_table_when_it_is_looked_at(opened):
    QTest.keyClick(opened.window, Qt.Key.Key_F3)
    (pane,) = opened.window.findChildren(HistoryPane)
    assert pane.isVisible()
    assert len(pane.findChildren(HistoryTable)) == 1
    assert not opened.shows("transactionDetail")
    pane.show_source(Source.LOMI)
    names = {one.accessibleName() for one in pane.findChildren(HistoryTable)}
    assert names == {"This till's sales", "lomi.'s transactions"}
    QTest.keyClick(opened.window, Qt.Key.Key_Escape)
    QTest.keyClick(opened.window, Qt.Key.Key_F3)
    assert opened.window.findChildren(HistoryPane) == [pane]


def test_options_are_made_once_when_they_are_opened(opened):
    for _ in range(3):
        opened.find("options").click()
    (options,) = opened.window.findChildren(SaleOptions)
    assert options.isVisible()


def test_a_refund_begins_in_the_same_history(opened, qtbot):
    QTest.keyClick(opened.window, Qt.Key.Key_F3)
    assert opened.shows("history")
    sale = sales.paid_twice()
    opened.bridge.sales = {41: sale}
    opened.counter.refund_requested.emit(41)
    qtbot.waitUntil(lambda: not opened.window._unmade, timeout=20_000)
    assert len(opened.window.findChildren(HistoryPane)) == 1
    assert "A-041" in [one.text() for one in opened.find("transactionDetail").findChildren(QLabel)]
