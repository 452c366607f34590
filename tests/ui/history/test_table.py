from dataclasses import replace

import pytest

from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.models import SalesModel
from lomi_pos.ui.history.table import HistoryOrder, HistoryTable
from tests.ui.history.data import a_line


@pytest.fixture
def sales(qapp, clock) -> SalesModel:
    return SalesModel(clock)


@pytest.fixture
def table(qtbot, sales) -> HistoryTable:
    order = HistoryOrder()
    order.setSourceModel(sales)
    table = HistoryTable(order)
    order.setParent(table)
    qtbot.addWidget(table)
    return table


def nobodys(clock, sale_id: int):
    return replace(a_line(clock, sale_id), clerk="")


def test_a_column_of_names_is_there_once_someone_is_named(table, sales, clock):
    sales.show([nobodys(clock, 3)], has_more=True)
    assert table.isColumnHidden(Column.CLERK)

    sales.append([a_line(clock, 2)], has_more=False)
    assert not table.isColumnHidden(Column.CLERK)

    sales.show([nobodys(clock, 4)])
    assert table.isColumnHidden(Column.CLERK)


def test_beside_a_detail_there_is_no_room_for_names(table, sales, clock):
    sales.show([a_line(clock, 1)])
    table.show_columns(is_narrow=True)
    assert table.isColumnHidden(Column.CLERK)
    table.show_columns(is_narrow=False)
    assert not table.isColumnHidden(Column.CLERK)


@pytest.mark.parametrize("width", [250, 330, 390, 400, 440, 560, 645, 700, 900])
def test_beside_a_detail_no_column_is_cut(table, sales, clock, width):
    sales.show([a_line(clock, 1)])
    table.show()
    table.show_columns(is_narrow=True)
    table.resize(width, 300)
    shown = [one for one in Column if not table.isColumnHidden(one)]
    assert {Column.TIME, Column.NUMBER} <= set(shown)
    assert sum(map(table.columnWidth, shown)) <= table.viewport().width()
    assert (Column.AMOUNT in shown) is (width >= 396)
    table.show_columns(is_narrow=False)
    assert not table.isColumnHidden(Column.AMOUNT)
    assert not table.isColumnHidden(Column.PROVIDER)
