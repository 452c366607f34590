"""What history and the payment links share: a list, a search above it, a detail beside it, and the line to lomi."""

from abc import abstractmethod

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till.ports import Clock
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.lists.table import RowsTable
from lomi_pos.ui.pieces import Page, button, label

_SHOW_AFTER_MS = 60
"""Arrow keys held down pass many rows: the one on which they stop is shown."""


_FEW_ROWS = 40
_MOST_PAGES = 3
"""How many pages are asked for by themselves when a filter leaves few rows: lomi. counts requests."""


class ListPane(Page):
    """A page of the window. It shows what is known at once, and never waits for the network.

    Signals:
        closed(): back to the counter.
    """

    closed = Signal()

    def __init__(self, name: str, bridge: EngineBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        theme.set_role(self, "page")
        self._bridge = bridge
        self._clock = clock
        self._line = Line.UNKNOWN
        self._pages_left = 0
        self._back = button(f"{name}Back", "quiet")
        self._title = label("title")
        self._updated = label("caption", f"{name}Updated")
        self._notice: QLabel = label("notice", f"{name}Notice", wraps=True)
        self._show_soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._show_soon.timeout.connect(self._on_show_soon)
        self._back.clicked.connect(self.go_back)
        bridge.connection_changed.connect(self._on_connection_changed)

    # ------------------------------------------------------------------ of each pane
    @property
    @abstractmethod
    def _rows(self) -> RowsTable:
        """The list on screen."""

    @property
    @abstractmethod
    def _search(self) -> QLineEdit: ...

    @property
    @abstractmethod
    def _detail(self) -> QWidget | None:
        """None until it has been wanted."""

    @property
    def _shows_detail(self) -> bool:
        return self._detail is not None and self._detail.isVisible()

    def _show_search(self) -> None:
        """Somebody types a search, which may have been put away."""

    @abstractmethod
    def refresh(self) -> None:
        """Ask again from the top; what is shown stays until the answer comes."""

    @abstractmethod
    def go_back(self) -> None:
        """One step out."""

    @abstractmethod
    def _tell_state(self) -> None: ...

    @abstractmethod
    def _show_columns(self) -> None:
        """Beside a detail there is no room for all of them."""

    @abstractmethod
    def _on_row_chosen(self, row: object) -> None: ...

    # ------------------------------------------------------------------ asking
    def _begin_asking(self, *, is_lomi: bool = True) -> None:
        """Something is asked for from the top; the journal filters by itself, and never leaves few rows of many."""
        self._pages_left = _MOST_PAGES if is_lomi else 0

    def _ask_on(self) -> None:
        """Go on asking while few rows are left: there is nothing to scroll to. But not for ever."""
        rows = self._rows.model()
        if rows.rowCount() < _FEW_ROWS and self._pages_left > 0 and rows.canFetchMore(QModelIndex()):
            self._pages_left -= 1
            rows.fetchMore(QModelIndex())

    # ------------------------------------------------------------------ telling
    def _is_cut_off(self, problem: Message | None) -> bool:
        return self._line is Line.DOWN or (problem is not None and problem.code == "no_connection")

    def _show_notice(self, words: str, tone: theme.Tone = "amber") -> None:
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        theme.set_tone(self._notice, tone)

    # ------------------------------------------------------------------ events
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self._clear_or_go_back()
            case Qt.Key.Key_Down:
                self.enter()
            case _:
                super().keyPressEvent(event)

    def _clear_or_go_back(self) -> None:
        """Esc: a search that somebody typed goes before the page does."""
        is_in_front = self._search.isVisible() and (self._search.hasFocus() or not self._shows_detail)
        if is_in_front and self._search.text():
            self._search.clear()
        else:
            self.go_back()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def enter(self) -> None:
        """From the search into the rows."""
        if self._rows.model().rowCount():
            self._rows.setFocus(Qt.FocusReason.TabFocusReason)
            self._rows.selectRow(max(self._rows.currentIndex().row(), 0))

    @Slot()
    def _on_row_passed(self) -> None:
        if self._shows_detail:
            self._show_soon.start()

    @Slot()
    def _on_show_soon(self) -> None:
        if self._shows_detail:
            self._on_row_chosen(self._rows.chosen_row())

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._show_search()
        self._search.setFocus()
        self._search.setText(self._search.text() + text)

    @Slot(object)
    def _on_connection_changed(self, told: ConnectionChanged) -> None:
        came_back = self._line is Line.DOWN and told.line is Line.UP
        self._line = told.line
        self._tell_state()
        if came_back and self.isVisible():
            self.refresh()

    @Slot()
    def _on_detail_closed(self) -> None:
        detail = self._detail
        if detail is None:
            return
        focused = self.focusWidget()
        had_focus = focused is not None and detail.isAncestorOf(focused)
        detail.hide()
        self._show_columns()
        if had_focus:
            self._rows.setFocus()
