"""The switch between this till and lomi., and the tables behind it, each with its words for "nothing"."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.ui import theme
from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.models import SalesModel, SessionsModel, TransactionsModel
from lomi_pos.ui.history.table import HistoryOrder, HistoryTable
from lomi_pos.ui.lists.rows import ROW_ROLE
from lomi_pos.ui.pieces import Page, button, label, say


class Source(StrEnum):
    TILL = "till"
    LOMI = "lomi"
    SESSIONS = "sessions"


class SourceSwitch(Page):
    """Buttons of which one is down.

    Signals:
        changed(): another source.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {Source.TILL: "historyTill", Source.LOMI: "historyLomi", Source.SESSIONS: "historySessions"}
        self._buttons = {one: button(name, focus="StrongFocus") for one, name in names.items()}
        self._is_compact = False
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_XS)
        for one in self._buttons.values():
            one.setCheckable(True)
            self._group.addButton(one)
            row.addWidget(one)
        self._buttons[Source.TILL].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)
        self.retranslate()

    @property
    def source(self) -> Source:
        return next(one for one, pressed in self._buttons.items() if pressed.isChecked())

    def choose(self, source: Source) -> None:
        self._buttons[source].setChecked(True)

    def set_compact(self, *, is_compact: bool) -> None:
        """Where there is little room, a word each; screen readers hear all of it."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.retranslate()

    def retranslate(self) -> None:
        words = {
            Source.TILL: (self.tr("This till's sales"), self.tr("Sales")),
            Source.LOMI: (self.tr("lomi.'s transactions"), self.tr("Transactions")),
            Source.SESSIONS: (self.tr("Checkout sessions"), self.tr("Sessions")),
        }
        for source, (long, short) in words.items():
            say(self._buttons[source], long)
            if self._is_compact:
                self._buttons[source].setText(short)

    @Slot(int, bool)
    def _on_toggled(self, _which: int, is_on: bool) -> None:  # noqa: FBT001  Qt's own signature
        if is_on:
            self.changed.emit()


class Lists(Page):
    """One table on screen; an empty one says why, and offers what may help.

    Signals:
        row_chosen(object): to be shown in detail.
        row_passed(): the arrow keys went to another row.
        typed(str): typed into a table.
        all_dates_wanted(): nothing was found between the dates.
    """

    row_chosen = Signal(object)
    row_passed = Signal()
    typed = Signal(str)
    all_dates_wanted = Signal()

    def __init__(
        self,
        sales: SalesModel,
        transactions: TransactionsModel,
        sessions: SessionsModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.till_order = _order_of(sales, self)
        self.lomi_order = _order_of(transactions, self)
        self._orders = {
            Source.TILL: self.till_order,
            Source.LOMI: self.lomi_order,
            Source.SESSIONS: _order_of(sessions, self),
        }
        self._tables: dict[Source, HistoryTable] = {}
        self._source = Source.TILL
        self._is_asking = False
        self._has_dates = False
        self._stack = QStackedWidget()
        self._empty = label("lead", "historyEmpty", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._all_dates = button("historyAllDates")
        self._all_dates.clicked.connect(self.all_dates_wanted)
        self._lay_out()
        self.retranslate()

    @property
    def table(self) -> HistoryTable:
        """The table of the source on screen; each is made when it is looked at first."""
        if self._source not in self._tables:
            self._tables[self._source] = self._make_table()
        return self._tables[self._source]

    def _make_table(self) -> HistoryTable:
        table = HistoryTable(self.order)
        table.row_chosen.connect(self.row_chosen)
        table.typed.connect(self.typed)
        table.selectionModel().currentRowChanged.connect(self.row_passed)
        table.setAccessibleName(self._names()[self._source])
        self._stack.addWidget(table)
        return table

    @property
    def order(self) -> HistoryOrder:
        return self._orders[self._source]

    def keep_only(self, text: str) -> None:
        """Look for ``text`` in the rows of lomi.'s that came: it cannot be asked for one."""
        for source in (Source.LOMI, Source.SESSIONS):
            self._orders[source].keep_only(text)

    def show_source(self, source: Source) -> None:
        self._source = source
        self._show()

    def show_columns(self, *, is_narrow: bool) -> None:
        self.table.show_columns(is_narrow=is_narrow)

    def rows_of(self, source: Source) -> list[Any]:
        """The rows of that list which pass the search, as they are sorted."""
        order = self._orders[source]
        return [order.index(row, 0).data(ROW_ROLE) for row in range(order.rowCount())]

    def in_order(self, lines: Iterable[SaleLine]) -> list[SaleLine]:
        """``lines``, sorted by the column that the clerk chose; the newest first when none was."""
        column = self.till_order.sortColumn()
        model = self.till_order.sourceModel()
        if column < 0 or not isinstance(model, SalesModel):
            return list(lines)
        is_down = self.till_order.sortOrder() is Qt.SortOrder.DescendingOrder
        return sorted(lines, key=lambda line: model.raw(line, Column(column)), reverse=is_down)

    def tell_empty(self, *, is_asking: bool, has_dates: bool) -> None:
        """Why there may be nothing to show."""
        self._is_asking, self._has_dates = is_asking, has_dates
        self._show()

    def retranslate(self) -> None:
        names = self._names()
        for source, table in self._tables.items():
            table.setAccessibleName(names[source])
        say(self._all_dates, self.tr("Look at all dates"))
        self._show()

    def _names(self) -> dict[Source, str]:
        return {
            Source.TILL: self.tr("This till's sales"),
            Source.LOMI: self.tr("lomi.'s transactions"),
            Source.SESSIONS: self.tr("Checkout sessions"),
        }

    def _lay_out(self) -> None:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.addStretch(2)
        column.addWidget(self._empty)
        column.addSpacing(theme.SPACE_M)
        column.addWidget(self._all_dates, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._stack.addWidget(nothing)
        self._nothing = nothing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _show(self) -> None:
        is_empty = self.order.rowCount() == 0
        self._stack.setCurrentWidget(self._nothing if is_empty else self.table)
        self._empty.setText(self.tr("Asking lomi. …") if self._is_asking else self.tr("Nothing found."))
        self._all_dates.setVisible(self._has_dates and not self._is_asking)


def _order_of(model: SalesModel | TransactionsModel | SessionsModel, parent: QWidget) -> HistoryOrder:
    order = HistoryOrder(parent)
    order.setSourceModel(model)
    return order
