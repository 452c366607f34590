"""Receipts in the window: who asks for one, and where it is said what became of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lomi_pos.till.sale import Sale
from lomi_pos.till.slip import Kind, Slip
from lomi_pos.till.words import Message
from lomi_pos.ui.counter import Counter
from lomi_pos.ui.notices import Notices
from lomi_pos.ui.printing.desk import Outlet, PrintDesk

if TYPE_CHECKING:
    from lomi_pos.ui.history.pane import HistoryPane
    from lomi_pos.ui.links.pane import LinksPane
    from lomi_pos.ui.settings.printing_page import PrintingPage


class Paperwork(QObject):
    """Joins the pages that have a Print button with the desk that prints."""

    def __init__(self, desk: PrintDesk, counter: Counter, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counter = counter
        self._notices = notices
        self._history: HistoryPane | None = None
        self._links: LinksPane | None = None
        self._page: PrintingPage | None = None
        self._front_id: int | None = None
        counter.slip_wanted.connect(desk.hand_out)
        counter.ticked.connect(desk.tick)
        counter.front_changed.connect(self._on_front_changed)
        desk.printed.connect(self._on_printed)
        desk.saved.connect(self._on_saved)
        desk.failed.connect(self._on_failed)

    def take_history(self, history: "HistoryPane") -> None:
        self._history = history
        history.slip_wanted.connect(self._desk.hand_out)

    def take_links(self, links: "LinksPane") -> None:
        self._links = links
        links.detail.slip_wanted.connect(self._desk.print_slip)

    def take_settings(self, page: "PrintingPage") -> None:
        self._page = page
        page.trial_wanted.connect(self._desk.print_trial_page)

    @Slot()
    def print_shown(self) -> None:
        """Ctrl+P: the receipt of what is on screen, or its code while there is no money yet."""
        if self._history is not None and self._history.isVisible():
            self._history.detail.hand_out(Outlet.PRINT)
        elif self._links is not None and self._links.isVisible():
            self._links.detail.print_poster()
        elif self._counter.views.paid_view.isVisible():
            self._counter.views.paid_view.hand_out(Outlet.PRINT)
        elif self._counter.isVisible():
            self._print(self._counter.front_sale)

    def _print(self, sale: Sale | None) -> None:
        if sale is None:
            return
        if self._counter.is_out_of_sight(sale) and not sale.payments:
            self._on_failed(sale.begun_under_another("other_identity_in_use"))
        else:
            self._desk.hand_out(sale, Outlet.PRINT)

    @Slot(object)
    def _on_front_changed(self, sale: Sale | None) -> None:
        if sale is not None and sale.id != self._front_id:
            self._front_id = sale.id
            self._notices.another_sale_came_to_front()

    # ------------------------------------------------------------------ what became of it
    @Slot(object)
    def _on_printed(self, slip: Slip) -> None:
        if slip.kind is Kind.TEST and self._page is not None:
            self._page.tell_printed()
        else:
            self._notices.announce(self.tr("Printed: {title}.").format(title=slip.title), "")

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._notices.announce(self.tr("Saved: {path}").format(path=path), "")

    @Slot(object)
    def _on_failed(self, reason: Message) -> None:
        if self._page is not None and self._page.isVisible():
            self._page.tell_failed(reason)
        else:
            self._notices.tell_of_paper(reason)
