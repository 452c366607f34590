"""History (F3): this till's sales, lomi.'s transactions and its checkout sessions, searched and filtered alike."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.ports import Clock
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SaleLine, SalesQuery
from lomi_pos.till.sessions import SESSION_STATUSES, ListedSession, SessionQuery
from lomi_pos.till.states import State
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.export import ExportButton, HistoryExport
from lomi_pos.ui.history.exporting import Exporting
from lomi_pos.ui.history.feeds import SessionsFeed, TillFeed, TransactionsFeed
from lomi_pos.ui.history.filters import FilterBar
from lomi_pos.ui.history.lists import Lists, Source, SourceSwitch
from lomi_pos.ui.history.models import Booked, SalesModel, SessionsModel, TransactionsModel
from lomi_pos.ui.history.sheet import Kind
from lomi_pos.ui.history.status import SALE_STATES, TRANSACTION_STATUSES, session_words, transaction_words
from lomi_pos.ui.lists.pane import ListPane
from lomi_pos.ui.lists.table import RowsTable
from lomi_pos.ui.paged_feed import PagedFeed
from lomi_pos.ui.pieces import button, say
from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from lomi_pos.ui.history.detail import DetailPanel

_DETAIL_WIDTH = 440
_COMFORTABLE_WIDTH, _COMFORTABLE_HEIGHT = 1000, 600


class HistoryPane(ListPane):
    """Three lists, of which one is on screen.

    Signals:
        show_sale_requested(int): show the QR of the sale with this id again.
        slip_wanted(Sale, Outlet): the receipt or the code of the sale in the detail is to go out once more.
    """

    show_sale_requested = Signal(int)
    slip_wanted = Signal(object, object)

    def __init__(self, bridge: EngineBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("history", bridge, clock, parent)
        self._problems: dict[Source, Message] = {}
        self.sales = SalesModel(clock, self)
        self.transactions = TransactionsModel(clock, self)
        self.sessions = SessionsModel(clock, self)
        self._till_feed = TillFeed(bridge, self.sales, self)
        self._transactions_feed = TransactionsFeed(bridge, self.transactions, self)
        self._sessions_feed = SessionsFeed(bridge, self.sessions, self)
        self._feeds: dict[Source, PagedFeed] = {
            Source.LOMI: self._transactions_feed,
            Source.SESSIONS: self._sessions_feed,
        }
        self._asked: dict[Source, TransactionQuery | SessionQuery] = {}
        self._build(clock)
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def refresh(self) -> None:
        """Ask what is on screen again from the top; what is shown stays until the answer comes."""
        self._begin_asking(is_lomi=self.source is not Source.TILL)
        self.exporting.forget()
        self._till_feed.ask(self._sales_query())
        if self.source is Source.LOMI or self._transactions_feed.updated_at is None:
            query = self._transaction_query()
            if self._is_to_be_asked(Source.LOMI, query):
                self._transactions_feed.ask(query)
        if self.source is Source.SESSIONS:
            listed = self._session_query()
            if self._is_to_be_asked(Source.SESSIONS, listed):
                self._sessions_feed.ask(listed)
        self.lists.keep_only(self.filters.wanted.text)
        self._tell_state()

    def _is_to_be_asked(self, source: Source, query: TransactionQuery | SessionQuery) -> bool:
        """A list that is read to its end for an export is not begun anew, unless another one is wanted."""
        if self._feeds[source].reads_all:
            if query == self._asked.get(source):
                return False
            self.exporting.stop()
        self._asked[source] = query
        return True

    def go_back(self) -> None:
        """First out of the detail, then out of history."""
        if self._shows_detail and self.detail.is_giving_back:
            self.detail.leave_refund()
        elif self._shows_detail:
            self._on_detail_closed()
        else:
            self.closed.emit()

    def show_refund(self, sale_id: int) -> None:
        """Open the detail of one sale where money is given back."""
        self._bridge.fetch_sale(sale_id, self._show_refund)

    def _show_refund(self, sale: Sale) -> None:
        self.detail.show_sale(sale)
        self.lists.show_columns(is_narrow=True)
        self.detail.show()
        self.detail.give_back()

    @property
    def _rows(self) -> RowsTable:
        return self.lists.table

    @property
    def _search(self) -> QLineEdit:
        return self.filters.search

    @property
    def _detail(self) -> QWidget | None:
        return self.detail if "detail" in vars(self) else None

    @cached_property
    def detail(self) -> DetailPanel:
        """Beside the list; made when it is wanted first, since the list opens sooner without it."""
        from lomi_pos.ui.history.detail import DetailPanel  # noqa: PLC0415  with all that it can show

        detail = DetailPanel(self._bridge, self._clock)
        detail.setFixedWidth(_DETAIL_WIDTH)
        detail.hide()
        detail.closed.connect(self._on_detail_closed)
        detail.show_sale_requested.connect(self.show_sale_requested)
        detail.slip_wanted.connect(self.slip_wanted)
        self._body.addWidget(detail)
        return detail

    @property
    def source(self) -> Source:
        return self._switch.source

    def show_source(self, source: Source) -> None:
        self._switch.choose(source)

    # ------------------------------------------------------------------ building
    def _build(self, clock: Clock) -> None:
        self._switch = SourceSwitch()
        self._export_button = ExportButton()
        self._stop_export = button("historyExportStop")
        self.export = HistoryExport(self._bridge, clock, self)
        self.filters = FilterBar(clock)
        self.lists = Lists(self.sales, self.transactions, self.sessions)
        self.exporting = Exporting(
            self.export,
            self._feeds,
            save=self._save,
            count=lambda source: len(self.lists.rows_of(source)),
            parent=self,
        )
        self.setFocusProxy(self.filters.search)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        self._in_head = (self._title, self._switch, self._stop_export, self._export_button, self._back)
        for part in self._in_head:
            head.addWidget(part)
        head.insertStretch(2, 1)
        self.filters.chip_row.addWidget(self._updated)
        body = QHBoxLayout()
        body.setSpacing(theme.SPACE_M)
        body.addWidget(self.lists, 1)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._notice)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self._switch.changed.connect(self._on_source_changed)
        self._export_button.wanted.connect(self._on_export_wanted)
        self._stop_export.clicked.connect(self.exporting.stop)
        self.exporting.changed.connect(self._tell_state)
        self.filters.changed.connect(self.refresh)
        self.filters.search.returnPressed.connect(self.enter)
        self.lists.row_chosen.connect(self._on_row_chosen)
        self.lists.row_passed.connect(self._on_row_passed)
        self.lists.typed.connect(self._on_typed)
        self.lists.all_dates_wanted.connect(self._on_all_dates_wanted)
        self._till_feed.answered.connect(self._on_answered)
        for source, feed in self._feeds.items():
            feed.answered.connect(partial(self._on_lomi_answered, source))
            feed.refused.connect(partial(self._on_lomi_refused, source))
        self._bridge.account_seen.connect(self._on_account_seen)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self._title.setText(self.tr("History"))
        say(self._back, self.tr("Back"), self.tr("Esc"), "back", theme.tokens().quiet)
        say(self._stop_export, self.tr("Stop the export"), self.tr("Ctrl+S"), "cancel")
        self._export_button.retranslate()
        self._offer_statuses()
        for model in (self.sales, self.transactions, self.sessions):
            model.put_in_words_again()
        self._tell_state()

    # ------------------------------------------------------------------ asking
    def _sales_query(self) -> SalesQuery:
        wanted = self.filters.wanted
        return SalesQuery(
            text=wanted.text,
            states=tuple(State(word) for word in wanted.statuses) if self.source is Source.TILL else (),
            provider=wanted.provider,
            from_at=wanted.from_at,
            to_at=wanted.to_at,
            only_unresolved=wanted.only_unresolved,
        )

    def _transaction_query(self) -> TransactionQuery:
        wanted = self.filters.wanted
        statuses = wanted.statuses if self.source is Source.LOMI else ()
        if wanted.only_unresolved and not statuses:
            statuses = ("pending",)
        return TransactionQuery(statuses=statuses, provider=wanted.provider, from_at=wanted.from_at, to_at=wanted.to_at)

    def _session_query(self) -> SessionQuery:
        wanted = self.filters.wanted
        statuses = wanted.statuses if self.source is Source.SESSIONS else ()
        if wanted.only_unresolved and not statuses:
            statuses = ("open",)
        return SessionQuery(statuses=statuses, from_at=wanted.from_at, to_at=wanted.to_at)

    def _offer_statuses(self) -> None:
        offered = {
            Source.TILL: [(str(state), fmt.state_words(state)) for state in SALE_STATES],
            Source.LOMI: [(word, transaction_words(word)) for word in TRANSACTION_STATUSES],
            Source.SESSIONS: [(word, session_words(word)) for word in SESSION_STATUSES],
        }
        self.filters.offer_statuses(offered[self.source])

    # ------------------------------------------------------------------ telling
    def _tell_state(self) -> None:
        self._tell_updated()
        told = self.exporting.words
        self._show_notice(told or self._notice_words(), self.exporting.tone if told else "amber")
        self._stop_export.setVisible(self.exporting.is_reading)
        self._export_button.setVisible(not self.exporting.is_reading)
        self._fit_head()
        has_dates = self.filters.wanted.from_at is not None
        self.lists.tell_empty(is_asking=self._is_asking, has_dates=has_dates)

    @property
    def _updated_at(self) -> datetime | None:
        feed = self._feeds.get(self.source)
        return feed.updated_at if feed is not None else None

    def _tell_updated(self) -> None:
        at = self._updated_at
        when = fmt.moment_near(at, self._clock.now()) if at is not None else ""
        self._updated.setText(self.tr("updated {time}").format(time=when) if when else "")

    def _notice_words(self) -> str:
        problem = self._problems.get(self.source)
        if not self._is_cut_off(problem):
            return tell(problem) if problem is not None else ""
        at = self._updated_at
        if at is not None:
            known = self.tr("No connection: this is what lomi. said at {time}.")
            return known.format(time=fmt.moment_near(at, self._clock.now()))
        return {
            Source.TILL: self.tr("No connection: this is what the till knows."),
            Source.LOMI: self.tr("No connection: lomi.'s transactions come when it is back."),
            Source.SESSIONS: self.tr("No connection: lomi.'s checkout sessions come when it is back."),
        }[self.source]

    @property
    def _is_asking(self) -> bool:
        is_lomis = self.source is not Source.TILL
        return is_lomis and self._updated_at is None and self.source not in self._problems

    # ------------------------------------------------------------------ events
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = event.size().width() < _COMFORTABLE_WIDTH
        self.filters.set_compact(is_compact=is_compact)
        self._fit_head()
        self._show_columns()

    def _fit_head(self) -> None:
        """No word of the lists is cut: the title gives way first, then they are a word each."""
        for has_title, is_compact in ((True, False), (False, False), (False, True)):
            self._title.setVisible(has_title)
            self._switch.set_compact(is_compact=is_compact)
            shown = [one for one in self._in_head if not one.isHidden()]
            needed = sum(one.sizeHint().width() for one in shown) + theme.SPACE_M * (len(shown) + 2)
            if needed <= self.width():
                return

    def _show_columns(self) -> None:
        """Beside a detail, and in a small window, there is no room for all of them."""
        has_detail = self._detail is not None and not self._detail.isHidden()
        is_narrow = has_detail or self.width() < _COMFORTABLE_WIDTH
        self.lists.show_columns(is_narrow=is_narrow)
        is_low = self.height() < _COMFORTABLE_HEIGHT
        self.filters.setVisible(not (has_detail and is_low))  # what a refund asks for needs their room

    def _show_search(self) -> None:
        self.filters.show()

    def event(self, event: QEvent) -> bool:
        """F5 is about what history shows, before it is the window's shortcut for the sale in front."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F5
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.check_now()
        else:
            super().keyPressEvent(event)

    @Slot()
    def check_now(self) -> None:
        """F5: about the sale in the detail, else both lists again."""
        if self._shows_detail:
            self.detail.check_now()
        else:
            self.refresh()

    # ------------------------------------------------------------------ slots
    @Slot()
    def _on_source_changed(self) -> None:
        self._on_detail_closed()
        self.filters.status.choose()
        self.filters.provider.setEnabled(self.source is not Source.SESSIONS)  # no session says one
        self._offer_statuses()
        self.lists.show_source(self.source)
        self.refresh()

    @Slot()
    def _on_answered(self) -> None:
        self._ask_on()
        self._tell_state()

    def _on_lomi_answered(self, source: Source, _at: object) -> None:
        self._problems.pop(source, None)
        self._on_answered()

    def _on_lomi_refused(self, source: Source, problem: Message) -> None:
        self._problems[source] = problem
        self._tell_state()

    @Slot(object)
    def _on_account_seen(self, seen: AccountSeen) -> None:
        self.filters.offer_providers(seen.providers)

    @Slot(object)
    def _on_row_chosen(self, row: object) -> None:
        match row:
            case SaleLine():
                self._bridge.fetch_sale(row.id, self.detail.show_sale)
            case Booked():
                self.detail.show_transaction(row)
            case ListedSession():
                self.detail.show_session(row)
            case _:
                return
        self.detail.show()
        self._show_columns()

    @Slot(object)
    def _on_export_wanted(self, kind: Kind) -> None:
        self.exporting.begin(self.source, kind)

    def _save(self, source: Source, kind: Kind) -> None:
        match source:
            case Source.TILL:
                self.export.save_sales(self._sales_query(), kind, self.lists.in_order)
            case Source.LOMI:
                self.export.save_transactions(self.lists.rows_of(source), self.transactions.origin, kind)
            case Source.SESSIONS:
                self.export.save_sessions(self.lists.rows_of(source), self.sessions.origin, kind)

    @Slot()
    def _on_all_dates_wanted(self) -> None:
        self.filters.choose_period("all")
        self.refresh()
