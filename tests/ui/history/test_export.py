"""Export of exactly what is shown."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lomi_pos.engine.pages import TransactionPage
from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.export import HistoryExport
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.sheet import Kind
from tests.ui import sales
from tests.ui.history.data import a_transaction
from tests.ui.history.test_sheet import read_csv, read_xlsx


@pytest.fixture
def pane(dressed, qtbot, bridge, clock, tmp_path) -> HistoryPane:
    made = HistoryPane(bridge, clock)
    made.export._folder = tmp_path
    qtbot.addWidget(made)
    return made


def saved(qtbot, export: HistoryExport) -> object:
    with qtbot.waitSignal(export.saved) as signal:
        export.finish()
    return signal.args[0]


def many(count: int) -> list[SaleLine]:
    return [
        line_of(sales.paid(number, 500 * number, at=sales.NOW - timedelta(minutes=count - number)))
        for number in range(count, 0, -1)
    ]


def test_every_sale_that_is_asked_for_is_saved_and_not_only_those_scrolled_to(qtbot, pane, bridge):
    bridge.lines = many(1_200)
    pane.show()
    pane._export_button.wanted.emit(Kind.CSV)
    rows = read_csv(saved(qtbot, pane.export))
    assert len(pane.sales.rows) == 100
    assert [row[1] for row in rows[1:]] == [line.number for line in bridge.lines]
    assert "1,200 rows are saved" in pane._notice.text()


def test_the_filters_are_those_on_screen(qtbot, pane, bridge):
    bridge.lines = many(3)
    pane.show()
    pane.filters.search.setText("awa")
    pane._export_button.wanted.emit(Kind.XLSX)
    saved(qtbot, pane.export)
    queries = [call[1] for call in bridge.calls if call[0] == "fetch_sale_lines"]
    assert queries[-1].text == "awa"


def test_the_order_is_that_of_the_table(qtbot, pane, bridge):
    bridge.lines = many(5)
    pane.show()
    pane.lists.table.sortByColumn(Column.AMOUNT, Qt.SortOrder.AscendingOrder)
    pane._export_button.wanted.emit(Kind.XLSX)
    rows = read_xlsx(saved(qtbot, pane.export))
    assert [row[2][1] for row in rows[1:]] == ["500", "1000", "1500", "2000", "2500"]


def test_practice_says_so_in_every_line(qtbot, pane, bridge):
    line = many(1)[0]
    bridge.lines = [
        type(line)(**{name: getattr(line, name) for name in line.__slots__} | {"flags": frozenset({"practice"})})
    ]
    pane.show()
    pane._export_button.wanted.emit(Kind.CSV)
    rows = read_csv(saved(qtbot, pane.export))
    assert rows[1][-1] == "PRACTICE"


def test_lomis_transactions_are_saved_as_they_are_shown(qtbot, pane, bridge, clock):
    seen = a_transaction(clock, 1, name="=Awa")

    bridge.on_transactions = lambda _: TransactionPage((seen,), {}, is_last=True, asked_at=sales.NOW)
    pane.show()
    pane.show_source(Source.LOMI)
    pane.filters.choose_period("all")
    pane.refresh()
    pane._export_button.wanted.emit(Kind.CSV)
    rows = read_csv(saved(qtbot, pane.export))
    assert len(rows) == 2
    assert seen.id in rows[1]
    assert "'=Awa" in rows[1]


def test_a_full_disk_is_told_calmly(qtbot, pane, bridge, tmp_path):
    (tmp_path / "file").write_text("in the way")
    pane.export._folder = tmp_path / "file"
    pane.show()
    with qtbot.waitSignal(pane.export.failed):
        pane._export_button.wanted.emit(Kind.CSV)
    assert pane._notice.isVisible()
    assert pane._notice.text()


def test_the_button_shows_its_key_and_the_key_presses_it(shop):
    shop.window.show_history()
    export = shop.find("historyExport")
    assert export.text() == "Export (Ctrl+S)"
    pressed: list[bool] = []
    export.clicked.connect(lambda: pressed.append(True))
    export.setMenu(None)  # no menu can be raised without a screen
    QTest.keyClick(shop.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True]
