"""Exactly what history shows, saved as CSV or XLSX beside the window's thread."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton

from lomi_pos.till.errors import SaveTrouble
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale_lines import SaleLine, SalesQuery
from lomi_pos.till.sessions import ListedSession
from lomi_pos.till.text import clean
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.documents import documents_folder
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.sheet import Kind, Sheet, amount, save_sheet
from lomi_pos.ui.history.status import standing_of, standing_of_session, standing_of_transaction
from lomi_pos.ui.pieces import say
from lomi_pos.ui.words import provider_name

_PAGE = 500
_LONGEST_WAIT_MS = 5000


class ExportButton(QPushButton):
    """Export, as one of two kinds.

    Signals:
        wanted(Kind): save what is shown.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("historyExport")
        theme.set_role(self, "quiet")
        self._menu = QMenu(self)
        self._kinds = {kind: self._menu.addAction("") for kind in Kind}
        for kind, choice in self._kinds.items():
            choice.triggered.connect(partial(self._choose, kind))
        self.setMenu(self._menu)

    def retranslate(self) -> None:
        say(self, self.tr("Export"), self.tr("Ctrl+S"), "save", theme.tokens().quiet)
        self._kinds[Kind.CSV].setText(self.tr("CSV, for any program"))
        self._kinds[Kind.XLSX].setText(self.tr("Excel (XLSX)"))

    def _choose(self, kind: Kind) -> None:
        self.wanted.emit(kind)


class HistoryExport(QObject):
    """Gathers the rows, page by page, and saves them. One at a time.

    Signals:
        saved(Path, int): the file, and how many rows it has.
        failed(Message): it could not be written.
    """

    saved = Signal(object, int)
    failed = Signal(object)

    _done = Signal(object, int, object)

    def __init__(
        self, bridge: EngineBridge, clock: Clock, parent: QObject | None = None, *, folder: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clock = clock
        self._folder = folder
        self._gathered: list[SaleLine] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def save_sales(
        self, query: SalesQuery, kind: Kind, in_order: Callable[[Iterable[SaleLine]], Sequence[SaleLine]]
    ) -> None:
        """Save every sale that ``query`` asks for, not only those scrolled to; ``in_order`` sorts as the table does."""
        self._gathered = []

        def take(lines: Sequence[SaleLine]) -> None:
            self._gathered += lines
            if len(lines) < _PAGE:
                self._save(self._sheet_of_sales(in_order(self._gathered)), kind)
            else:
                self._bridge.fetch_sale_lines(replace(query, limit=_PAGE, before_id=lines[-1].id), take)

        self._bridge.fetch_sale_lines(replace(query, limit=_PAGE, before_id=None), take)

    def save_transactions(self, shown: Sequence[Booked], origin: Callable[[Booked], str], kind: Kind) -> None:
        """Save those that lomi. has told, as they are shown."""
        self._save(self._sheet_of_transactions(shown, origin), kind)

    def save_sessions(self, shown: Sequence[ListedSession], origin: Callable[[ListedSession], str], kind: Kind) -> None:
        """The same for checkout sessions."""
        self._save(self._sheet_of_sessions(shown, origin), kind)

    def finish(self) -> None:
        """Wait until what was begun is written."""
        self._pool.waitForDone(_LONGEST_WAIT_MS)

    # ------------------------------------------------------------------ sheets
    def _sheet_of_sales(self, lines: Sequence[SaleLine]) -> Sheet:
        headings = (
            self.tr("Time"),
            self.tr("Number"),
            self.tr("Amount"),
            self.tr("Received"),
            self.tr("Refunded by lomi."),
            self.tr("Given back in cash"),
            self.tr("Currency"),
            self.tr("Status"),
            self.tr("Provider"),
            self.tr("Paid at"),
            self.tr("Clerk"),
            self.tr("Note"),
            self.tr("Reference"),
            self.tr("Environment"),
        )
        rows = [
            (
                line.created_at,
                line.number,
                amount(line.amount),
                amount(line.received),
                amount(line.refunded),
                amount(line.cash_back),
                line.amount.currency,
                standing_of(line).words,
                provider_name(line.provider) if line.provider else None,
                line.settled_at,
                line.clerk,
                clean(line.note),
                line.reference,
                _environment(line.environment, line.flags),
            )
            for line in lines
        ]
        return Sheet(self.tr("Sales"), headings, rows)

    def _sheet_of_transactions(self, shown: Sequence[Booked], origin: Callable[[Booked], str]) -> Sheet:
        headings = (
            self.tr("Time"),
            self.tr("Sale"),
            self.tr("Amount"),
            self.tr("Fee"),
            self.tr("Net"),
            self.tr("Currency"),
            self.tr("Status"),
            self.tr("Provider"),
            self.tr("Customer"),
            self.tr("Description"),
            self.tr("Transaction"),
            self.tr("Environment"),
        )
        rows = [
            (
                row.transaction.created_at,
                origin(row),
                amount(row.transaction.gross),
                amount(row.transaction.fee),
                amount(row.transaction.net),
                row.transaction.gross.currency if row.transaction.gross is not None else None,
                standing_of_transaction(row.transaction.status, is_partly_refunded=row.given_back_minor > 0).words,
                provider_name(row.transaction.provider) if row.transaction.provider else None,
                clean(row.transaction.customer_name),
                clean(row.transaction.description),
                row.transaction.id,
                _environment(row.transaction.environment or "", frozenset()),
            )
            for row in shown
        ]
        return Sheet(self.tr("Transactions"), headings, rows)

    def _sheet_of_sessions(self, shown: Sequence[ListedSession], origin: Callable[[ListedSession], str]) -> Sheet:
        headings = (
            self.tr("Time"),
            self.tr("Sale"),
            self.tr("Amount"),
            self.tr("Currency"),
            self.tr("Status"),
            self.tr("Provider"),
            self.tr("Good until"),
            self.tr("Customer"),
            self.tr("Title"),
            self.tr("Address"),
            self.tr("Checkout session"),
            self.tr("Environment"),
        )
        rows = [
            (
                row.session.created_at,
                origin(row),
                amount(row.session.amount),
                row.session.amount.currency if row.session.amount is not None else None,
                standing_of_session(row.status).words,
                provider_name(row.provider) if row.provider else None,
                row.session.expires_at,
                clean(row.session.customer_name),
                clean(row.session.title or row.session.description),
                row.url or None,
                row.session.id,
                _environment(row.session.environment or "", frozenset()),
            )
            for row in shown
        ]
        return Sheet(self.tr("Checkout sessions"), headings, rows)

    # ------------------------------------------------------------------ saving
    def _save(self, sheet: Sheet, kind: Kind) -> None:
        name = (
            f"lomi-pos-{sheet.title.lower().replace(' ', '-')}-{self._clock.now().astimezone():%Y-%m-%d-%H%M%S}.{kind}"
        )
        path = (self._folder or documents_folder()) / name
        self._pool.start(lambda: self._write(sheet, path))

    def _write(self, sheet: Sheet, path: Path) -> None:
        try:
            save_sheet(sheet, path)
        except SaveTrouble as trouble:
            self._done.emit(path, 0, trouble.message)
        else:
            self._done.emit(path, len(sheet.rows), None)

    @Slot(object, int, object)
    def _on_done(self, path: Path, rows: int, problem: object) -> None:
        if problem is None:
            self.saved.emit(path, rows)
        else:
            self.failed.emit(problem)


def _environment(environment: str, flags: frozenset[str]) -> str:
    is_practice = "practice" in flags
    return fmt.environment_words(environment, is_practice=is_practice) if environment or is_practice else ""
