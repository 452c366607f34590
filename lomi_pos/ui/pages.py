"""The pages that take the counter's place for a while. Each costs nothing until it is wanted for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lomi_pos.ui.counter import Counter

if TYPE_CHECKING:
    from lomi_pos.till.key_book import KeyBook
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.settings import SettingsBook
    from lomi_pos.ui.bridge import EngineBridge
    from lomi_pos.ui.history.pane import HistoryPane
    from lomi_pos.ui.keys_sheet import KeysSheet
    from lomi_pos.ui.links.pane import LinksPane
    from lomi_pos.ui.settings.dialog import SettingsView


class Pages(QStackedWidget):
    """The counter, and what may stand before it.

    Each widget of the counter is made inside the one around it: taken in later, with all that is in it, each time Qt
    goes through all of it for fonts, colours and the style sheet.

    Signals:
        page_closed(): the counter is wanted again.
        history_made(HistoryPane), links_made(LinksPane), settings_made(SettingsView): wanted for the first time, not
            shown yet: who has a part in it takes it now.
    """

    page_closed = Signal()
    history_made = Signal(object)
    links_made = Signal(object)
    settings_made = Signal(object)

    def __init__(
        self,
        bridge: EngineBridge,
        book: SettingsBook,
        keys: KeyBook,
        clock: Clock,
        *,
        data_folder: str,
        is_practice: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.counter = Counter(bridge, book, clock, is_practice=is_practice, parent=self)
        self._bridge = bridge
        self._book = book
        self._keys = keys
        self._clock = clock
        self._data_folder = data_folder
        self._is_practice = is_practice
        self._history: HistoryPane | None = None
        self._links: LinksPane | None = None
        self._keys_sheet: KeysSheet | None = None
        self.settings: SettingsView | None = None
        self.addWidget(self.counter)

    @property
    def history(self) -> HistoryPane:
        """Made when it is wanted. A till that is not asked for it does without its 5 MB (docs/decisions/0024)."""
        if self._history is None:
            from lomi_pos.ui.history.pane import HistoryPane  # noqa: PLC0415  as all of these: once it is wanted

            self._history = HistoryPane(self._bridge, self._clock, self)
            self._history.closed.connect(self.page_closed)
            self.history_made.emit(self._history)
            self.addWidget(self._history)
        return self._history

    @Slot()
    def show_history(self) -> None:
        if self.currentWidget() is self.counter:
            self.history.filters.start_over()  # an old search would look like a short history
        self.turn_to(self.history)

    @Slot(int)
    def show_refund(self, sale_id: int) -> None:
        """Give money of this sale back: in History, beside what happened to it."""
        self.show_history()
        self.history.show_refund(sale_id)

    @Slot()
    def show_links(self) -> None:
        if self._links is None:
            from lomi_pos.ui.links.pane import LinksPane  # noqa: PLC0415

            self._links = LinksPane(self._bridge, self._book, self._clock, is_practice=self._is_practice)
            self._links.closed.connect(self.page_closed)
            self.links_made.emit(self._links)
        self.turn_to(self._links)

    @Slot()
    def show_settings(self) -> None:
        if self.settings is None:
            from lomi_pos.ui.settings.dialog import SettingsView  # noqa: PLC0415

            self.settings = SettingsView(
                self._bridge, self._book, self._keys, data_folder=self._data_folder, is_practice=self._is_practice
            )
            self.settings.closed.connect(self.page_closed)
            self.settings_made.emit(self.settings)
        self.turn_to(self.settings)

    @Slot()
    def show_keys(self) -> None:
        if self._keys_sheet is None:
            from lomi_pos.ui.keys_sheet import KeysSheet  # noqa: PLC0415

            self._keys_sheet = KeysSheet(is_practice=self._is_practice)
            self._keys_sheet.closed.connect(self.page_closed)
        self.turn_to(self._keys_sheet)

    def turn_to(self, page: QWidget) -> None:
        """Show ``page``, a new one or one of these, and give it the keyboard."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        page.setFocus()
