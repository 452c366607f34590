"""The table of a list: a status as shape and word, rows in order, digits typed into it go to the search."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lomi_pos.ui import theme
from lomi_pos.ui.icons import pixmap
from lomi_pos.ui.lists.rows import ROW_ROLE, STANDING_ROLE, ColumnT
from lomi_pos.ui.lists.standing import Standing

ROW_HEIGHT = 42
_PILL_HEIGHT, _SHAPE_SIDE = 28.0, 16


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
    painter.setBrush(QColor(_ground_of(standing.tone)))
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    colour = _colour_of(standing.tone)
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


def _colour_of(tone: theme.Tone) -> str:
    """The text colour of ``tone`` in the theme now in force."""
    tokens = theme.tokens()
    return {
        "accent": tokens.accent_text,
        "green": tokens.green_text,
        "amber": tokens.amber_text,
        "orange": tokens.amber_text,
        "red": tokens.red_text,
    }.get(tone, tokens.ink)


def _ground_of(tone: theme.Tone) -> str:
    """The soft ground under a text of ``tone``."""
    tokens = theme.tokens()
    return {
        "accent": tokens.accent_soft,
        "green": tokens.green_soft,
        "amber": tokens.amber_soft,
        "orange": tokens.amber_soft,
        "red": tokens.red_soft,
    }.get(tone, tokens.grey_soft)
