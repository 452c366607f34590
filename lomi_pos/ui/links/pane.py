"""Payment links (F4): what the till knows at once, lomi.'s list behind it, one in detail, and a new one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.engine.news import Line
from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.identity import Identity
from lomi_pos.till.links import KnownLink, ShopLink
from lomi_pos.till.ports import Clock
from lomi_pos.till.queries import LinkQuery
from lomi_pos.till.settings import SettingsBook
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.documents import documents_folder
from lomi_pos.ui.links.detail import LinkDetail
from lomi_pos.ui.links.feed import LinksFeed
from lomi_pos.ui.links.filters import LinkFilters
from lomi_pos.ui.links.models import LinksModel, LinksOrder
from lomi_pos.ui.links.new_link import NewLinkForm
from lomi_pos.ui.links.posters import Posters
from lomi_pos.ui.links.table import LinksTable
from lomi_pos.ui.lists.pane import ListPane
from lomi_pos.ui.lists.table import RowsTable
from lomi_pos.ui.pieces import button, label, say
from lomi_pos.ui.words import tell

_DETAIL_WIDTH = 420


class LinksPane(ListPane):
    """The links, or the form for a new one."""

    def __init__(self, bridge: EngineBridge, book: SettingsBook, clock: Clock, *, is_practice: bool = False) -> None:
        super().__init__("links", bridge, clock)
        self.folder: Path = documents_folder()
        """Where codes and posters are saved."""
        self._problem: Message | None = None
        self.model = LinksModel(clock, self)
        self._feed = LinksFeed(bridge, self.model, self)
        self.order = LinksOrder(clock, self)
        self.order.setSourceModel(self.model)
        self.filters = LinkFilters()
        self.table = LinksTable(self.order)
        self._posters = Posters(book, is_practice=is_practice)
        self.detail = LinkDetail(bridge, self.model, self._posters, lambda: self.folder)
        self.form = NewLinkForm(bridge, book, clock)
        self._build()
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def refresh(self) -> None:
        """Ask again from the top; what is shown stays until lomi. answers."""
        self._keep_only()
        self._begin_asking()
        self._feed.ask(self.filters.query)
        self._tell_state()

    def go_back(self) -> None:
        """First out of the new link or the detail, then out of the links."""
        if self._pages.currentWidget() is self.form:
            self._show_list()
        elif self.detail.isVisible():
            self._on_detail_closed()
        else:
            self.closed.emit()

    @Slot()
    def show_form(self) -> None:
        """A new link. What was typed before and not sent is still there."""
        self._pages.setCurrentWidget(self.form)
        for part in (self.filters, self._new, self._back):
            part.hide()

    def show_link(self, link: KnownLink) -> None:
        self.detail.show_link(link)
        self.detail.show()
        self._show_columns()

    # ------------------------------------------------------------------ what every list pane has
    @property
    def _rows(self) -> RowsTable:
        return self.table

    @property
    def _search(self) -> QLineEdit:
        return self.filters.search

    @property
    def _detail(self) -> QWidget:
        return self.detail

    def _show_columns(self) -> None:
        self.table.show_columns(is_narrow=not self.detail.isHidden())

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._new = button("newLink")
        self._empty = label("lead", "linksEmpty", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail.setFixedWidth(_DETAIL_WIDTH)
        self.detail.hide()
        self.setFocusProxy(self.filters.search)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._updated)
        head.addWidget(self._new)
        head.addWidget(self._back)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        shown = QWidget()
        body = QHBoxLayout(shown)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.SPACE_M)
        body.addWidget(self._list, 1)
        body.addWidget(self.detail)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._new.clicked.connect(self.show_form)
        self.filters.changed.connect(self.refresh)
        self.filters.searched.connect(self._on_searched)
        self.filters.search.returnPressed.connect(self.enter)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.typed.connect(self._on_typed)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_passed)
        self.detail.closed.connect(self._on_detail_closed)
        self.form.closed.connect(self._show_list)
        self.form.made.connect(self._on_made)
        self._feed.answered.connect(self._on_answered)
        self._feed.refused.connect(self._on_refused)
        self._bridge.identified.connect(self._on_identified)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Payment links"))
        self._title.setText(self.tr("Payment links"))
        self.table.setAccessibleName(self.tr("Payment links"))
        say(self._new, self.tr("New link"), self.tr("Ctrl+N"), "plus")
        say(self._back, self.tr("Back"), self.tr("Esc"), "back", theme.tokens().quiet)
        self.model.put_in_words_again()
        self._tell_state()

    # ------------------------------------------------------------------ telling
    def _keep_only(self) -> None:
        query = self.filters.query
        self.order.keep_only(text=self.filters.text, kind=query.kind, is_active=query.is_active)

    def _tell_state(self) -> None:
        at = self._feed.updated_at
        when = fmt.moment_near(at, self._clock.now()) if at is not None else ""
        self._updated.setText(self.tr("updated {time}").format(time=when) if when else "")
        self._show_notice(self._notice_words(when))
        is_asking = at is None and self._problem is None and self._line is not Line.DOWN
        self._empty.setText(self.tr("Asking lomi. …") if is_asking else self._nothing_words())
        self._list.setCurrentWidget(self.table if self.order.rowCount() else self._empty)

    def _nothing_words(self) -> str:
        if self.filters.text or self.filters.query != LinkQuery():
            return self.tr("No payment link like this. Search for less, or choose all types and all links.")
        return self.tr(
            "No payment link yet. Ctrl+N makes one: to send to a customer, or to print as a poster with its code."
        )

    def _notice_words(self, when: str) -> str:
        if self._is_cut_off(self._problem):
            if not when:
                return self.tr("No connection: these are the links that the till knows.")
            return self.tr("No connection: this is what lomi. said at {time}.").format(time=when)
        return tell(as_unanswered(self._problem)) if self._problem is not None else ""

    # ------------------------------------------------------------------ events
    def event(self, event: QEvent) -> bool:
        """Its own keys, before they are the window's shortcuts for the sale in front."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._does(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def _does(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys = event.keyCombination()
        if keys == QKeyCombination(Qt.Key.Key_F5):
            return self.refresh
        if keys == QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_N):
            return self.show_form
        if keys == QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_C) and self._has_detail:
            return self.detail.copy_link
        return None

    @property
    def _has_detail(self) -> bool:
        return self.detail.isVisible()

    # ------------------------------------------------------------------ slots
    @Slot()
    def _on_searched(self) -> None:
        self._keep_only()
        self._tell_state()

    @Slot()
    def _on_answered(self) -> None:
        self._ask_on()
        if self._feed.updated_at is not None:
            self._problem = None
        shown = self.detail.shown
        if self.detail.isVisible() and shown is not None:
            self._show_as_it_is_now(shown)
        self._tell_state()

    def _show_as_it_is_now(self, shown: KnownLink) -> None:
        ours = shown.ours
        now = self.model.row_with(shown.key)
        if now is None and ours is not None:  # it has lomi.'s number by now
            now = next((row for row in self.model.rows if row.ours is not None and row.ours.id == ours.id), None)
        if now is not None and now != shown:
            self.detail.show_link(now)

    @Slot(object)
    def _on_refused(self, problem: Message) -> None:
        self._problem = problem
        self._tell_state()

    @Slot(object)
    def _on_identified(self, _identity: Identity | None) -> None:
        """Another key may be another shop's."""
        self._on_detail_closed()
        self._feed.forget()
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _on_row_chosen(self, row: object) -> None:
        if isinstance(row, KnownLink):
            self.show_link(row)

    @Slot(object)
    def _on_made(self, link: ShopLink) -> None:
        self._show_list()
        known = KnownLink(link.link, link)
        self.show_link(known)
        self.table.choose(known.key)
        self.table.setFocus()

    @Slot()
    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        for part in (self.filters, self._new, self._back):
            part.show()
        self.filters.search.setFocus()
