"""The table of history: a status as shape and word, rows in order, digits typed into it go to the search."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lomi_pos.till.sessions import ListedSession
from lomi_pos.ui.history.lines import session_has, transaction_has
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.parts import colour_of, ground_of
from lomi_pos.ui.history.rows import ROW_ROLE, SORT_ROLE, STANDING_ROLE, Column, ColumnT
from lomi_pos.ui.history.status import Standing
from lomi_pos.ui.icons import pixmap

ROW_HEIGHT = 42
_WIDTHS = {
    Column.TIME: 160,
    Column.NUMBER: 124,
    Column.AMOUNT: 194,
    Column.STATUS: 184,
    Column.PROVIDER: 152,
    Column.CLERK: 136,
}
_NARROW_WIDTHS = {Column.TIME: 138, Column.NUMBER: 104}
_PILL_HEIGHT, _SHAPE_SIDE = 28.0, 16


class HistoryOrder(QSortFilterProxyModel):
    """Sorts by raw values, and hides rows of lomi.'s without the text of the search: it cannot be asked for one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSortRole(SORT_ROLE)

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

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        """Raw values of one column are of one type, and Python compares them exactly."""
        return bool(left.data(SORT_ROLE) < right.data(SORT_ROLE))


class StandingDelegate(QStyledItemDelegate):
    """Draws a status as a pill with its shape and its words. The other columns are Qt's own business, and quicker."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        standing = index.data(STANDING_ROLE)
        if isinstance(standing, Standing):
            _draw(painter, QRectF(option.rect), standing)


def _draw(painter: QPainter, cell: QRectF, standing: Standing) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = painter.fontMetrics()
    room = cell.width() - 20 - _SHAPE_SIDE - 22
    words = metrics.elidedText(standing.words, Qt.TextElideMode.ElideRight, int(room))
    width = metrics.horizontalAdvance(words) + _SHAPE_SIDE + 24
    pill = QRectF(cell.left() + 8, cell.center().y() - _PILL_HEIGHT / 2, width, _PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground_of(standing.tone)))
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    colour = colour_of(standing.tone)
    picture = _shape(standing.shape, colour)
    painter.drawPixmap(int(pill.left()) + 8, int(pill.center().y() - _SHAPE_SIDE / 2), picture)
    painter.setPen(QColor(colour))
    painter.drawText(pill.adjusted(_SHAPE_SIDE + 14, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.restore()


@lru_cache(maxsize=64)
def _shape(name: str, colour: str) -> QPixmap:
    return pixmap(name, _SHAPE_SIDE, colour)


class RowsTable(QTableView):
    """A list of rows that can be chosen; ``widths`` are those of its columns.

    Signals:
        row_chosen(object): someone wants to see this row.
        typed(str): letters or digits were typed into the table.
    """

    row_chosen = Signal(object)
    typed = Signal(str)

    def __init__(
        self, order: QSortFilterProxyModel, widths: Mapping[ColumnT, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(order)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self._set_up_headers(widths)
        self.setSortingEnabled(True)
        order.sort(-1)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def _set_up_headers(self, widths: Mapping[ColumnT, int]) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(64)
        for column, width in widths.items():
            header.resizeSection(column, width)

    def chosen_row(self) -> object:
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def keyboardSearch(self, search: str) -> None:
        """Whatever is typed is a search for it."""
        self.typed.emit(search)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.scrollTo(current)

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(index.data(ROW_ROLE))


class HistoryTable(RowsTable):
    """One of the two lists of history: its rows are ``SaleLine`` or ``Booked``."""

    def __init__(self, order: HistoryOrder, parent: QWidget | None = None) -> None:
        super().__init__(order, _WIDTHS, parent)
        self.setItemDelegateForColumn(Column.STATUS, StandingDelegate(self))
        self.horizontalHeader().setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)

    def show_columns(self, *, is_narrow: bool) -> None:
        """Beside an open detail there is no room for clerk and note: the detail has them."""
        for column in (Column.CLERK, Column.NOTE):
            self.setColumnHidden(column, is_narrow)
        last = Column.PROVIDER if is_narrow else Column.NOTE
        for column in (Column.PROVIDER, Column.NOTE):
            is_last = column is last
            mode = QHeaderView.ResizeMode.Stretch if is_last else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, mode)
        widths = _WIDTHS | _NARROW_WIDTHS if is_narrow else _WIDTHS
        for column in (Column.TIME, Column.NUMBER, Column.PROVIDER):
            self.horizontalHeader().resizeSection(column, widths[column])
