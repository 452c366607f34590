"""Where the two lists come from: page after page through the bridge, and never an old answer over a newer one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lomi_pos.engine.news import TransactionPage
from lomi_pos.till.lomi import Transaction, TransactionQuery
from lomi_pos.till.ports import SaleLine, SalesQuery
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.history.lines import is_between, line_of
from lomi_pos.ui.history.models import Booked, SalesModel, TransactionsModel

TILL_PAGE = 100
LOMI_PAGE = 100
"""As many as lomi. gives at once: the fewer requests, the more are left for the sales that wait."""


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

    def ask_again(self) -> None:
        self.ask(self._query)

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


class LomiFeed(QObject):
    """lomi.'s transactions, by page number. Ends on a short page, and on one that repeats what is known.

    Signals:
        answered(datetime): rows came, asked for at this time.
        refused(Message): no answer, or none that can be believed; what is shown stays.
    """

    answered = Signal(object)
    refused = Signal(object)

    def __init__(self, bridge: EngineBridge, model: TransactionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = TransactionQuery(limit=LOMI_PAGE)
        self._asked = 0
        self._numbers: dict[int, str] = {}
        self.updated_at: datetime | None = None
        model.more_wanted.connect(self._on_more_wanted)
        bridge.sale_changed.connect(self._on_sale_changed)

    def ask(self, query: TransactionQuery) -> None:
        """Ask from the first page. What is shown stays until the answer comes."""
        self._query = replace(query, limit=LOMI_PAGE, page=1)
        self._asked += 1
        self._send()

    @Slot()
    def _on_more_wanted(self) -> None:
        self._query = replace(self._query, page=self._query.page + 1)
        self._send()

    def _send(self) -> None:
        asked = self._asked
        self._bridge.fetch_transactions(self._query, partial(self._take, asked), partial(self._refuse, asked))

    def _take(self, asked: int, page: TransactionPage) -> None:
        if asked != self._asked:
            return
        is_first = self._query.page == 1
        known = set() if is_first else {row.transaction.id for row in self._model.rows}
        new = _without_repeats(page.transactions, known)
        rows = [
            Booked(
                one,
                page.sale_ids.get(one.id),
                self._number(page.sale_ids.get(one.id)),
                page.given_back.get(one.id, 0),
            )
            for one in new
            if self._is_wanted(one)
        ]
        has_more = not page.is_last and bool(new)
        if is_first:
            self._model.show(rows, has_more=has_more)
        else:
            self._model.append(rows, has_more=has_more)
        self.updated_at = page.asked_at
        self._look_numbers_up(rows)
        self.answered.emit(page.asked_at)

    def _refuse(self, asked: int, message: Message) -> None:
        if asked != self._asked:
            return
        self._query = replace(self._query, page=max(1, self._query.page - 1))
        self._model.stop_asking()
        self.refused.emit(message)

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


def _without_repeats(transactions: Sequence[Transaction], known: set[str]) -> list[Transaction]:
    new: list[Transaction] = []
    for one in transactions:
        if one.id not in known:
            known.add(one.id)
            new.append(one)
    return new
