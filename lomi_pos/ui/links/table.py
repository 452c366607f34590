"""The table of payment links."""

from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from lomi_pos.ui.links.models import LinkColumn, LinksOrder
from lomi_pos.ui.lists.rows import ROW_ROLE
from lomi_pos.ui.lists.table import RowsTable, StandingDelegate

_WIDTHS = {LinkColumn.MADE: 160, LinkColumn.AMOUNT: 190, LinkColumn.STATUS: 170, LinkColumn.ENDS: 170}
_ROOM_FOR_ALL = 900
"""Pixels; a smaller table goes without the time of making, so that titles can be read."""


class LinksTable(RowsTable):
    """Links, the newest first until someone sorts them."""

    def __init__(self, order: LinksOrder, parent: QWidget | None = None) -> None:
        super().__init__(order, _WIDTHS, parent)
        self._is_narrow = False
        self.setItemDelegateForColumn(LinkColumn.STATUS, StandingDelegate(self))
        self.setObjectName("linksTable")
        self.horizontalHeader().setSectionResizeMode(LinkColumn.TITLE, QHeaderView.ResizeMode.Stretch)

    def show_columns(self, *, is_narrow: bool) -> None:
        """Beside an open detail there is room for what tells one link from another."""
        self._is_narrow = is_narrow
        for column in (LinkColumn.STATUS, LinkColumn.ENDS):
            self.setColumnHidden(column, is_narrow)
        self.setColumnHidden(LinkColumn.MADE, is_narrow or self.width() < _ROOM_FOR_ALL)
        width = 164 if is_narrow else _WIDTHS[LinkColumn.AMOUNT]
        self.horizontalHeader().resizeSection(LinkColumn.AMOUNT, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_columns(is_narrow=self._is_narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C is for the link, not for the text of a cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def choose(self, key: str) -> None:
        """Put the cursor on the link with this key, if it is listed."""
        for row in range(self.model().rowCount()):
            if self.model().index(row, 0).data(ROW_ROLE).key == key:
                self.selectRow(row)
                return
