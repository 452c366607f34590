"""Where the three lists of history come from."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lomi_pos.engine.pages import SessionPage, TransactionPage
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SaleLine, SalesQuery
from lomi_pos.till.sessions import SessionQuery
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.lines import is_between, line_of
from lomi_pos.ui.history.models import Booked, SalesModel, SessionsModel, TransactionsModel
from lomi_pos.ui.lists.rows import RowsModel, RowT
from lomi_pos.ui.paged_feed import PAGE, PagedFeed

TILL_PAGE = 100


class TillFeed(QObject):
    """This till's sales from the journal. A page begins where the last ended (``before_id``).

    Signals:
        answered(): rows came.
    """

    answered = Signal()

    def __init__(self, bridge: EngineBridge, model: SalesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = SalesQuery()
        self._asked = 0
        model.more_wanted.connect(self._on_more_wanted)
        bridge.sale_changed.connect(self._on_sale_changed)

    def ask(self, query: SalesQuery) -> None:
        """Ask from the top. What is shown stays until the answer comes."""
        self._query = replace(query, limit=TILL_PAGE)
        self._asked += 1
        self._bridge.fetch_sale_lines(self._query, partial(self._show, self._asked))

    def _show(self, asked: int, lines: Sequence[SaleLine]) -> None:
        if asked == self._asked:
            self._model.show(lines, has_more=len(lines) >= TILL_PAGE)
            self.answered.emit()

    @Slot()
    def _on_more_wanted(self) -> None:
        if not self._model.rows:
            self._model.stop_asking()
            return
        query = replace(self._query, before_id=min(line.id for line in self._model.rows))
        self._bridge.fetch_sale_lines(query, partial(self._append, self._asked))

    def _append(self, asked: int, lines: Sequence[SaleLine]) -> None:
        if asked != self._asked:
            return
        known = {line.id for line in self._model.rows}
        new = [line for line in lines if line.id not in known]
        self._model.append(new, has_more=len(lines) >= TILL_PAGE and bool(new))
        self.answered.emit()

    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale) -> None:
        self._model.change(line_of(sale))


class TransactionsFeed(PagedFeed):
    """lomi.'s transactions, by page number."""

    def __init__(self, bridge: EngineBridge, model: TransactionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = TransactionQuery(limit=PAGE)
        self._numbers: dict[int, str] = {}
        model.more_wanted.connect(self.read_on)
        bridge.sale_changed.connect(self._on_sale_changed)

    def ask(self, query: TransactionQuery) -> None:
        """Ask from the first page. What is shown stays until the answer comes."""
        self._query = replace(query, limit=PAGE)
        self._begin()

    def _fetch(
        self, page: int, on_page: Callable[[Any], None], on_error: Callable[[Any], None], *, in_turn: bool
    ) -> None:
        self._bridge.fetch_transactions(replace(self._query, page=page), on_page, on_error, in_turn=in_turn)

    def _show(self, page: TransactionPage, *, is_first: bool, has_more: bool) -> int:
        known = set() if is_first else {row.transaction.id for row in self._model.rows}
        rows = [
            Booked(
                one,
                page.sale_ids.get(one.id),
                self._number(page.sale_ids.get(one.id)),
                page.given_back.get(one.id, 0),
            )
            for one in page.transactions
            if one.id not in known and self._is_wanted(one)
        ]
        show_page(self._model, rows, is_first=is_first, has_more=has_more)
        self._look_numbers_up(rows)
        return len(rows)

    def _stop_asking(self) -> None:
        self._model.stop_asking()

    def _is_wanted(self, seen: Transaction) -> bool:
        """Filters that lomi. spells otherwise are ignored by it, so all are applied once more here."""
        query = self._query
        return (
            is_between(seen.created_at, query.from_at, query.to_at)
            and (not query.statuses or seen.status in query.statuses)
            and (not query.provider or seen.provider.upper() == query.provider.upper())
        )

    # ------------------------------------------------------------------ our numbers
    def _number(self, sale_id: int | None) -> str:
        return self._numbers.get(sale_id, "") if sale_id is not None else ""

    def _look_numbers_up(self, rows: Sequence[Booked]) -> None:
        for sale_id in {row.sale_id for row in rows if row.sale_id is not None and not row.number}:
            self._bridge.fetch_sale(sale_id, self._on_sale_changed)

    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale) -> None:
        if self._numbers.get(sale.id) != sale.number:
            self._numbers[sale.id] = sale.number
            self._model.name_sales({sale.id: sale.number})


class SessionsFeed(PagedFeed):
    """lomi.'s checkout sessions, by page number; the engine has filtered them."""

    def __init__(self, bridge: EngineBridge, model: SessionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = SessionQuery(limit=PAGE)
        model.more_wanted.connect(self.read_on)

    def ask(self, query: SessionQuery) -> None:
        """Ask from the first page. What is shown stays until the answer comes."""
        self._query = replace(query, limit=PAGE)
        self._begin()

    def _fetch(
        self, page: int, on_page: Callable[[Any], None], on_error: Callable[[Any], None], *, in_turn: bool
    ) -> None:
        self._bridge.fetch_sessions(replace(self._query, page=page), on_page, on_error, in_turn=in_turn)

    def _show(self, page: SessionPage, *, is_first: bool, has_more: bool) -> int:
        known = set() if is_first else {row.session.id for row in self._model.rows}
        rows = [one for one in page.sessions if one.session.id not in known]
        show_page(self._model, rows, is_first=is_first, has_more=has_more)
        return len(rows)

    def _stop_asking(self) -> None:
        self._model.stop_asking()


def show_page(model: RowsModel[RowT, Column], rows: Sequence[RowT], *, is_first: bool, has_more: bool) -> None:
    if is_first:
        model.show(rows, has_more=has_more)
    else:
        model.append(rows, has_more=has_more)
