"""A list as Qt sees it: rows that page as one scrolls."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, ClassVar, Generic, TypeVar, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from lomi_pos.ui import theme
from lomi_pos.ui.lists.standing import Standing

Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT")
ColumnT = TypeVar("ColumnT", bound=IntEnum)

SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
STANDING_ROLE = Qt.ItemDataRole.UserRole + 2

NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cell:
    """``raw`` is what the column is sorted by; ``is_quiet`` writes it in grey."""

    text: str
    raw: Any = None
    standing: Standing | None = None
    is_quiet: bool = False


class RowsModel(QAbstractTableModel, Generic[RowT, ColumnT]):
    """Rows fed by ``show`` and ``append``. Cells are put in words when first seen, and again when the language changes.

    Signals:
        more_wanted(): someone has scrolled to the end and there is more to ask for.
    """

    more_wanted = Signal()

    columns: ClassVar[type[IntEnum]]
    to_the_right: ClassVar[frozenset[int]] = frozenset()
    """Columns of figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowT] = []
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._has_more = False
        self._is_asking = False

    @abstractmethod
    def heading(self, column: ColumnT) -> str: ...

    @abstractmethod
    def _cells_of(self, row: RowT) -> tuple[Cell, ...]: ...

    # ------------------------------------------------------------------ feeding
    def show(self, rows: Sequence[RowT], *, has_more: bool = False) -> None:
        """Show ``rows`` and nothing else."""
        self.beginResetModel()
        self._rows = list(rows)
        self._cells.clear()
        self._has_more, self._is_asking = has_more, False
        self.endResetModel()

    def append(self, rows: Sequence[RowT], *, has_more: bool) -> None:
        """Put the next page under what is shown."""
        self._has_more, self._is_asking = has_more, False
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def stop_asking(self) -> None:
        """The page that was asked for will not come; scrolling to the end may ask again."""
        self._is_asking = False

    def put_in_words_again(self) -> None:
        """The language or the theme changed."""
        self._cells.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _replace(self, at: int, row: RowT) -> None:
        self._rows[at] = row
        self._cells.pop(at, None)
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    @property
    def rows(self) -> Sequence[RowT]:
        return self._rows

    @property
    def has_more(self) -> bool:
        return self._has_more

    def raw(self, row: RowT, column: ColumnT) -> Any:
        """By what ``row`` is sorted in ``column``, listed or not."""
        return self._cells_of(row)[column].raw

    @property
    def is_asking(self) -> bool:
        return self._is_asking

    # ------------------------------------------------------------------ Qt
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default, never changed
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default, never changed
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        cell = self._cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.tokens().quiet) if cell.is_quiet else None
            case _:
                return {SORT_ROLE: cell.raw, STANDING_ROLE: cell.standing}.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self.heading(cast("ColumnT", self.columns(section))) if role == Qt.ItemDataRole.DisplayRole else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more and not self._is_asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_asking = True
            self.more_wanted.emit()

    def _cell(self, row: int, column: int) -> Cell:
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = self._cells_of(self._rows[row])
        return cells[column]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self.to_the_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsOrder(QSortFilterProxyModel):
    """Sorts rows by the raw values of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Raw values of one column are of one type, and Python compares them exactly."""
        return bool(left.data(SORT_ROLE) < right.data(SORT_ROLE))
