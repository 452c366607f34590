"""Payment links (F4): what the till knows at once, lomi.'s list behind it, one in detail, and a new one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.links import KnownLink, ShopLink
from lomi_pos.till.lomi import Identity, LinkQuery
from lomi_pos.till.ports import Clock
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
from lomi_pos.ui.pieces import Page, button, label, say
from lomi_pos.ui.words import tell

_DETAIL_WIDTH = 420


class LinksPane(Page):
    """A page of the window. It shows what is known at once, and never waits for the network.

    Signals:
        closed(): back to the counter.
    """

    closed = Signal()

    def __init__(self, bridge: EngineBridge, book: SettingsBook, clock: Clock, *, is_practice: bool = False) -> None:
        super().__init__()
        self.setObjectName("links")
        theme.set_role(self, "page")
        self.folder: Path = documents_folder()
        """Where codes and posters are saved."""
        self._bridge = bridge
        self._clock = clock
        self._line = Line.UNKNOWN
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
        self._feed.ask(self.filters.query)
        self._tell_state()

    def go_back(self) -> None:
        """Esc: first out of the new link or the detail, then out of the links."""
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
        self.table.show_columns(is_narrow=True)
        self.detail.show()

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._back = button("linksBack", "quiet")
        self._new = button("newLink")
        self._title = label("title")
        self._updated = label("caption", "linksUpdated")
        self._notice = label("notice", "linksNotice", wraps=True)
        self._empty = label("lead", "linksEmpty", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail.setFixedWidth(_DETAIL_WIDTH)
        self.detail.hide()
        self._show_soon = QTimer(self, singleShot=True, interval=60)
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
        self._back.clicked.connect(self.go_back)
        self._new.clicked.connect(self.show_form)
        self.filters.changed.connect(self.refresh)
        self.filters.searched.connect(self._on_searched)
        self.filters.search.returnPressed.connect(self._enter)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.typed.connect(self._on_typed)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_passed)
        self._show_soon.timeout.connect(self._on_show_soon)
        self.detail.closed.connect(self._on_detail_closed)
        self.form.closed.connect(self._show_list)
        self.form.made.connect(self._on_made)
        self._feed.answered.connect(self._on_answered)
        self._feed.refused.connect(self._on_refused)
        self._bridge.connection_changed.connect(self._on_connection_changed)
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
        words = self._notice_words(when)
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        theme.set_tone(self._notice, "amber")
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
        if self._line is Line.DOWN or (self._problem is not None and self._problem.code == "no_connection"):
            if not when:
                return self.tr("No connection: these are the links that the till knows.")
            return self.tr("No connection: this is what lomi. said at {time}.").format(time=when)
        return tell(as_unanswered(self._problem)) if self._problem is not None else ""

    # ------------------------------------------------------------------ events
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

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
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() == Qt.Key.Key_Down:
            self._enter()
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
    def _enter(self) -> None:
        """From the search into the rows."""
        if self.order.rowCount():
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)

    @Slot()
    def _on_searched(self) -> None:
        self._keep_only()
        self._tell_state()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.filters.search.setFocus()
        self.filters.search.setText(self.filters.search.text() + text)

    @Slot()
    def _on_answered(self) -> None:
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
    def _on_connection_changed(self, told: ConnectionChanged) -> None:
        came_back = self._line is Line.DOWN and told.line is Line.UP
        self._line = told.line
        self._tell_state()
        if came_back and self.isVisible():
            self.refresh()

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

    @Slot()
    def _on_row_passed(self) -> None:
        if self.detail.isVisible():
            self._show_soon.start()

    @Slot()
    def _on_show_soon(self) -> None:
        if self.detail.isVisible():
            self._on_row_chosen(self.table.chosen_row())

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

    @Slot()
    def _on_detail_closed(self) -> None:
        had_focus = self.detail.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.detail.hide()
        self.table.show_columns(is_narrow=False)
        if had_focus:
            self.table.setFocus()
