"""The tables of history: their order, and their columns where there is little room."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QWidget,
)

from lomi_pos.till.sessions import ListedSession
from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.lines import session_has, transaction_has
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.lists.rows import ROW_ROLE, SORT_ROLE, RowsOrder
from lomi_pos.ui.lists.table import RowsTable, StandingDelegate

_WIDTHS = {
    Column.TIME: 160,
    Column.NUMBER: 124,
    Column.AMOUNT: 194,
    Column.STATUS: 204,
    Column.PROVIDER: 152,
    Column.CLERK: 136,
}
_NARROW_WIDTHS = {Column.TIME: 138, Column.NUMBER: 104}
_LEAST_WIDTHS = {Column.AMOUNT: 150, Column.STATUS: 170, Column.PROVIDER: 100}
"""What shows them whole, but for the longest words."""


class HistoryOrder(RowsOrder):
    """Sorts by raw values, and hides rows of lomi.'s without the text of the search: it cannot be asked for one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""

    def keep_only(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._text:
            return True
        row = self.sourceModel().index(source_row, 0, source_parent).data(ROW_ROLE)
        match row:
            case Booked():
                return transaction_has(row.transaction, row.number, self._text)
            case ListedSession():
                return session_has(row, self._text)
            case _:
                return True


class HistoryTable(RowsTable):
    """One of the three lists of history. A column of names is there once one of its rows has a name."""

    _is_narrow = False
    _names_someone = False

    def __init__(self, order: HistoryOrder, parent: QWidget | None = None) -> None:
        super().__init__(order, _WIDTHS, parent)
        self.setItemDelegateForColumn(Column.STATUS, StandingDelegate(self))
        self.horizontalHeader().setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        self._show_names()

    def show_columns(self, *, is_narrow: bool) -> None:
        """Beside an open detail there is no room for clerk and note: the detail has them."""
        self._is_narrow = is_narrow
        self._show_names()
        self.setColumnHidden(Column.NOTE, is_narrow)
        widths = _WIDTHS | _NARROW_WIDTHS if is_narrow else _WIDTHS
        for column in (Column.TIME, Column.NUMBER):
            self.horizontalHeader().resizeSection(column, widths[column])
        self._show_whole_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole_columns()

    def _show_whole_columns(self) -> None:
        """Beside a detail on a small screen: a column that would be cut is left out; the detail has it."""
        header, left, last = self.horizontalHeader(), self.viewport().width(), Column.NOTE
        for column in (Column.TIME, Column.NUMBER, *_LEAST_WIDTHS):
            is_left_out = self._is_narrow and left < _LEAST_WIDTHS.get(column, 0)
            self.setColumnHidden(column, is_left_out)
            left = 0 if is_left_out else left - (_WIDTHS | _NARROW_WIDTHS)[column]
            last = last if is_left_out or not self._is_narrow else column
        for column in (*_LEAST_WIDTHS, Column.NOTE):
            mode = QHeaderView.ResizeMode.Stretch if column is last else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(column, mode)
            if column is not last:
                header.resizeSection(column, _WIDTHS.get(column, header.defaultSectionSize()))

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self._look_for_names(start, end)

    def reset(self) -> None:
        super().reset()
        self._names_someone = False
        self._look_for_names(0, self.model().rowCount() - 1)

    def _look_for_names(self, start: int, end: int) -> None:
        if not self._names_someone:
            rows = (self.model().index(row, Column.CLERK) for row in range(start, end + 1))
            self._names_someone = any(index.data(SORT_ROLE) for index in rows)
        self._show_names()

    def _show_names(self) -> None:
        self.setColumnHidden(Column.CLERK, self._is_narrow or not self._names_someone)
