"""History (F3): this till's sales and lomi.'s transactions, told apart, searched and filtered alike."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line
from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.lomi import TransactionQuery
from lomi_pos.till.ports import Clock, SaleLine, SalesQuery
from lomi_pos.till.sale import Sale, State
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.detail import DetailPanel
from lomi_pos.ui.history.export import ExportButton, HistoryExport
from lomi_pos.ui.history.feeds import LomiFeed, TillFeed
from lomi_pos.ui.history.filters import FilterBar
from lomi_pos.ui.history.lists import Source, SourceSwitch, TwoLists
from lomi_pos.ui.history.models import Booked, SalesModel, TransactionsModel
from lomi_pos.ui.history.sheet import Kind
from lomi_pos.ui.history.status import SALE_STATES, TRANSACTION_STATUSES, transaction_words
from lomi_pos.ui.pieces import Page, button, label, say
from lomi_pos.ui.words import tell

_DETAIL_WIDTH = 440
_COMFORTABLE_WIDTH, _COMFORTABLE_HEIGHT = 1000, 600
_FEW_ROWS = 40
_MOST_PAGES = {Source.TILL: 0, Source.LOMI: 3}
"""How many pages are asked for by themselves when a search leaves few rows: lomi. counts requests."""


class HistoryPane(Page):
    """A page of the window. It shows what is known at once, and never waits for the network.

    Signals:
        show_sale_requested(int): show the QR of the sale with this id again.
        closed(): back to the counter.
        slip_wanted(Sale, Outlet): the receipt or the code of the sale in the detail is to go out once more.
    """

    show_sale_requested = Signal(int)
    closed = Signal()
    slip_wanted = Signal(object, object)

    def __init__(self, bridge: EngineBridge, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        theme.set_role(self, "page")
        self._bridge = bridge
        self._clock = clock
        self._line = Line.UNKNOWN
        self._problem: Message | None = None
        self._pages_left = 0
        self._told = ""
        """What became of an export, until something else is asked for."""
        self.sales = SalesModel(clock, self)
        self.transactions = TransactionsModel(clock, self)
        self._till_feed = TillFeed(bridge, self.sales, self)
        self._lomi_feed = LomiFeed(bridge, self.transactions, self)
        self._build(clock)
        self._connect()
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def refresh(self) -> None:
        """Ask both sources again from the top; what is shown stays until they answer."""
        self._pages_left = _MOST_PAGES[self.source]
        self._told = ""
        self._till_feed.ask(self._sales_query())
        if self.source is Source.LOMI or self._lomi_feed.updated_at is None:
            self._lomi_feed.ask(self._transaction_query())
        self._keep_only()
        self._tell_state()

    def go_back(self) -> None:
        """Esc: first out of the detail, then out of history."""
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

    @cached_property
    def detail(self) -> DetailPanel:
        """Beside the list; made when it is wanted first, since the list opens sooner without it."""
        detail = DetailPanel(self._bridge, self._clock)
        detail.setFixedWidth(_DETAIL_WIDTH)
        detail.hide()
        detail.closed.connect(self._on_detail_closed)
        detail.show_sale_requested.connect(self.show_sale_requested)
        detail.slip_wanted.connect(self.slip_wanted)
        self._body.addWidget(detail)
        return detail

    @property
    def _shows_detail(self) -> bool:
        return "detail" in vars(self) and self.detail.isVisible()

    @property
    def source(self) -> Source:
        return self._switch.source

    def show_source(self, source: Source) -> None:
        self._switch.choose(source)

    # ------------------------------------------------------------------ building
    def _build(self, clock: Clock) -> None:
        self._back = button("historyBack", "quiet")
        self._title = label("title")
        self._switch = SourceSwitch()
        self._updated = label("caption", "historyUpdated")
        self._export_button = ExportButton()
        self.export = HistoryExport(self._bridge, clock, self)
        self._notice = label("notice", "historyNotice", wraps=True)
        self.filters = FilterBar(clock)
        self.lists = TwoLists(self.sales, self.transactions)
        self.setFocusProxy(self.filters.search)
        self._show_soon = QTimer(self)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(60)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(self._title)
        head.addWidget(self._switch)
        head.addStretch(1)
        self.filters.chip_row.addWidget(self._updated)
        head.addWidget(self._export_button)
        head.addWidget(self._back)
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
        self._back.clicked.connect(self.go_back)
        self._switch.changed.connect(self._on_source_changed)
        self._export_button.wanted.connect(self._on_export_wanted)
        self.export.saved.connect(self._on_exported)
        self.export.failed.connect(self._on_export_failed)
        self.filters.changed.connect(self.refresh)
        self.filters.search.returnPressed.connect(self.lists.enter)
        self.lists.row_chosen.connect(self._on_row_chosen)
        self.lists.row_passed.connect(self._on_row_passed)
        self.lists.typed.connect(self._on_typed)
        self.lists.all_dates_wanted.connect(self._on_all_dates_wanted)
        self._show_soon.timeout.connect(self._on_show_soon)
        self._till_feed.answered.connect(self._on_answered)
        self._lomi_feed.answered.connect(self._on_lomi_answered)
        self._lomi_feed.refused.connect(self._on_lomi_refused)
        self._bridge.connection_changed.connect(self._on_connection_changed)
        self._bridge.account_seen.connect(self._on_account_seen)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self._title.setText(self.tr("History"))
        say(self._back, self.tr("Back"), self.tr("Esc"), "back", theme.tokens().quiet)
        self._export_button.retranslate()
        self._offer_statuses()
        self.sales.put_in_words_again()
        self.transactions.put_in_words_again()
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

    def _keep_only(self) -> None:
        """A text that lomi. cannot be asked for is looked for in the rows that came."""
        self.lists.lomi_order.keep_only(self.filters.wanted.text)

    def _offer_statuses(self) -> None:
        if self.source is Source.TILL:
            self.filters.offer_statuses([(str(state), fmt.state_words(state)) for state in SALE_STATES])
        else:
            self.filters.offer_statuses([(word, transaction_words(word)) for word in TRANSACTION_STATUSES])

    def _ask_on(self) -> None:
        """Go on asking while a search leaves few rows, but not for ever."""
        order = self.lists.order
        if order.rowCount() < _FEW_ROWS and self._pages_left > 0 and order.canFetchMore(QModelIndex()):
            self._pages_left -= 1
            order.fetchMore(QModelIndex())

    # ------------------------------------------------------------------ telling
    def _tell_state(self) -> None:
        self._tell_updated()
        words = self._told or self._notice_words()
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        theme.set_tone(self._notice, "" if self._told else "amber")
        has_dates = self.filters.wanted.from_at is not None
        self.lists.tell_empty(is_asking=self._is_asking, has_dates=has_dates)

    def _tell_updated(self) -> None:
        at = self._lomi_feed.updated_at
        if self.source is Source.TILL or at is None:
            self._updated.clear()
        else:
            when = fmt.moment_near(at, self._clock.now())
            self._updated.setText(self.tr("updated {time}").format(time=when))

    def _notice_words(self) -> str:
        if self.source is Source.TILL:
            return self.tr("No connection: this is what the till knows.") if self._line is Line.DOWN else ""
        at = self._lomi_feed.updated_at
        if self._line is Line.DOWN or (self._problem is not None and self._problem.code == "no_connection"):
            if at is None:
                return self.tr("No connection: lomi.'s transactions come when it is back.")
            known = self.tr("No connection: this is what lomi. said at {time}.")
            return known.format(time=fmt.moment_near(at, self._clock.now()))
        return tell(as_unanswered(self._problem)) if self._problem is not None else ""

    @property
    def _is_asking(self) -> bool:
        return self.source is Source.LOMI and self._lomi_feed.updated_at is None and self._problem is None

    # ------------------------------------------------------------------ events
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = event.size().width() < _COMFORTABLE_WIDTH
        self._title.setVisible(not is_compact)
        self.filters.set_compact(is_compact=is_compact)
        self._show_columns()

    def _show_columns(self) -> None:
        """Beside a detail, and in a small window, there is no room for all of them."""
        has_detail = "detail" in vars(self) and not self.detail.isHidden()
        is_narrow = has_detail or self.width() < _COMFORTABLE_WIDTH
        self.lists.show_columns(is_narrow=is_narrow)
        is_low = self.height() < _COMFORTABLE_HEIGHT
        self.filters.setVisible(self.detail.isHidden() or not is_low)  # what a refund asks for needs their room

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

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
        match event.key():
            case Qt.Key.Key_Escape:
                self.go_back()
            case Qt.Key.Key_F5:
                self.check_now()
            case Qt.Key.Key_Down:
                self.lists.enter()
            case _:
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
        self._offer_statuses()
        self.lists.show_source(self.source)
        self.refresh()

    @Slot()
    def _on_answered(self) -> None:
        self._ask_on()
        self._tell_state()

    @Slot(object)
    def _on_lomi_answered(self) -> None:
        self._problem = None
        self._on_answered()

    @Slot(object)
    def _on_lomi_refused(self, problem: Message) -> None:
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
    def _on_account_seen(self, seen: AccountSeen) -> None:
        self.filters.offer_providers(seen.providers)

    @Slot(object)
    def _on_row_chosen(self, row: object) -> None:
        if isinstance(row, SaleLine):
            self._bridge.fetch_sale(row.id, self.detail.show_sale)
        elif isinstance(row, Booked):
            self.detail.show_transaction(row)
        else:
            return
        self.detail.show()
        self._show_columns()

    @Slot()
    def _on_row_passed(self) -> None:
        if self._shows_detail:
            self._show_soon.start()

    @Slot()
    def _on_show_soon(self) -> None:
        if self._shows_detail:
            self._on_row_chosen(self.lists.table.chosen_row())

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.filters.show()
        self.filters.search.setFocus()
        self.filters.search.setText(self.filters.search.text() + text)

    @Slot(object)
    def _on_export_wanted(self, kind: Kind) -> None:
        if self.source is Source.TILL:
            self.export.save_sales(self._sales_query(), kind, self.lists.in_order)
        else:
            self.export.save_transactions(self.lists.shown_rows(), self.transactions.origin, kind)

    @Slot(object, int)
    def _on_exported(self, path: Path, rows: int) -> None:
        words = (
            self.tr("{count} row is saved in {path}")
            if fmt.is_singular(rows)
            else self.tr("{count} rows are saved in {path}")
        )
        self._told = words.format(count=fmt.whole_number(rows), path=path)
        self._tell_state()

    @Slot(object)
    def _on_export_failed(self, problem: Message) -> None:
        self._told = tell(problem)
        self._tell_state()

    @Slot()
    def _on_all_dates_wanted(self) -> None:
        self.filters.choose_period("all")
        self.refresh()

    @Slot()
    def _on_detail_closed(self) -> None:
        if "detail" not in vars(self):
            return
        had_focus = self.detail.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.detail.hide()
        self._show_columns()
        if had_focus:
            self.lists.table.setFocus()
