"""The window: the counter, and the pages that take its place for a while. Nothing is ever put over an amount."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QVBoxLayout, QWidget

from lomi_pos.till.settings import AccountSection, Settings, SettingsBook
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.notices import Notices
from lomi_pos.ui.pages import Pages
from lomi_pos.ui.pieces import card, label
from lomi_pos.ui.shortcuts import Shortcuts
from lomi_pos.ui.strip import Strip
from lomi_pos.ui.theme import dress
from lomi_pos.ui.translation import speak
from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from lomi_pos.till.key_book import KeyBook, KeyState
    from lomi_pos.till.ports import Clock, Shop
    from lomi_pos.till.sale import Sale
    from lomi_pos.ui.engine_news import EngineNews
    from lomi_pos.ui.first_run import FirstRunView
    from lomi_pos.ui.fittings import Fittings
    from lomi_pos.ui.history.pane import HistoryPane
    from lomi_pos.ui.links.pane import LinksPane
    from lomi_pos.ui.settings.dialog import SettingsView
    from lomi_pos.ui.sound import Sounds
    from lomi_pos.ui.trainee_panel import Trainer
    from lomi_pos.ui.training import Training
    from lomi_pos.ui.window_keys import WindowKeys

_NAME = "lomi POS"
_SMALLEST = (800, 600)
_USUAL = (1366, 720)
_LAPTOP = (1440, 900)
_A_FRAME_MS = 16

LOADED_FOR_THE_DAY = (
    "lomi_pos.ui.charge_in_hand",
    "lomi_pos.ui.sale_card",
    "lomi_pos.ui.sound",
    "lomi_pos.ui.fittings",
    "lomi_pos.ui.engine_news",
    "lomi_pos.ui.waiting_view",
    "lomi_pos.ui.paid_view",
)
"""What ``MainWindow.complete`` and the first sale need, for those who load it ahead."""


class MainWindow(QMainWindow):
    """One till's window.

    Signals:
        practice_requested(): the first run chose to practise.
        selling_requested(): practice is over.
        completed(): all that ``complete`` makes is there.
    """

    practice_requested = Signal()
    selling_requested = Signal()
    completed = Signal()

    def __init__(
        self,
        bridge: EngineBridge,
        book: SettingsBook,
        keys: KeyBook,
        clock: Clock,
        *,
        is_practice: bool = False,
        trainer: Trainer | None = None,
        is_first_run: bool = False,
        data_folder: str = "",
        make_sounds: Callable[[], Sounds] | None = None,
        is_opening: bool = False,
    ) -> None:
        """Build the window; with ``is_opening`` no more of it than the first paint shows, until ``complete``."""
        super().__init__()
        self._make_sounds = make_sounds
        self._bridge = bridge
        self._book = book
        self._keys = keys
        self._clock = clock
        self._is_practice = is_practice
        self._is_complete = False
        self._unmade: list[Callable[[], object]] = []
        self._engine_knows = book.settings
        self._training: Training | None = None
        self._first_run: FirstRunView | None = None
        self._keys_of_window: WindowKeys | None = None
        self._news: EngineNews | None = None
        frame = card("page")
        self.setCentralWidget(frame)
        self._notices = Notices(clock, parent=frame)
        self._pages = Pages(bridge, book, keys, clock, data_folder=data_folder, is_practice=is_practice, parent=frame)
        self.counter = self._pages.counter
        self.strip = Strip(is_practice=is_practice, parent=frame)
        self._lay_out(frame)
        self._hear()
        self._shortcuts = Shortcuts(self)
        if trainer is not None:
            from lomi_pos.ui.training import Training  # noqa: PLC0415  only practice has one

            self._training = Training(trainer, bridge, self.counter, clock, self._shortcuts)
        self._show_settings()
        self._on_front_changed(None)
        if is_first_run:
            self._open_first_run()
        if not is_opening:
            self.complete()

    # ------------------------------------------------------------------ what is not on the first paint
    def complete(self, *, at_once: bool = True) -> None:
        """Make the customer's side and the printing hear the till, and then the views that come later.

        Call it before there is any news, with ``LOADED_FOR_THE_DAY`` loaded: this is the window's own thread. Unless
        ``at_once``, the views are made one a turn of the loop, so that no frame is late.
        """
        self._is_complete = True
        self.take_keys()
        self._hear_engine()
        customer = self._fittings.customer
        customer.bring_to_front(self.counter.front_sale)
        if self.isVisible():
            customer.take_settings()
        counter = self.counter
        self._unmade = [
            lambda: counter.views.waiting_view,
            lambda: counter.views.paid_view,
        ]
        if not at_once:
            QTimer.singleShot(_A_FRAME_MS, self, self._make_next)
            return
        for make in self._unmade:
            make()
        self.completed.emit()

    @Slot()
    def take_keys(self) -> None:
        """From now on hear the keys of the whole window; those of the amount are heard from the first."""
        if self._keys_of_window is None:
            from lomi_pos.ui.window_keys import WindowKeys  # noqa: PLC0415  no key is pressed before the first paint

            self._keys_of_window = WindowKeys(self, self._pages, self._notices)
            self._keys_of_window.bind(self._shortcuts)
        self._shortcuts.make()

    def _hear_engine(self) -> None:
        from lomi_pos.ui.engine_news import EngineNews  # noqa: PLC0415  after the first paint

        self._news = EngineNews(self._bridge, self.strip, self._notices, self._clock, self)
        self._news.set_quiet(is_quiet=self._first_run is not None)

    @Slot()
    def _make_next(self) -> None:
        self._unmade.pop(0)()
        if self._unmade:
            QTimer.singleShot(_A_FRAME_MS, self, self._make_next)
        else:
            self.completed.emit()

    @cached_property
    def _fittings(self) -> Fittings:
        from lomi_pos.ui.fittings import Fittings  # noqa: PLC0415  after the first paint

        fittings = Fittings(
            self,
            self._bridge,
            self._book,
            self._keys,
            self._clock,
            counter=self.counter,
            notices=self._notices,
            is_practice=self._is_practice,
            make_sounds=self._make_sounds,
        )
        fittings.customer.page_shown.connect(self._turn_round)
        fittings.customer.page_left.connect(self.show_counter)
        return fittings

    # ------------------------------------------------------------------ pages
    @Slot()
    def show_counter(self) -> None:
        self._pages.setCurrentWidget(self.counter)
        self._show_settings()
        self.counter.take_focus()

    @Slot()
    def show_history(self) -> None:
        self._pages.show_history()

    @Slot()
    def show_links(self) -> None:
        self._pages.show_links()

    @Slot()
    def show_settings(self) -> None:
        self._pages.show_settings()

    @Slot()
    def show_account(self) -> None:
        """The key, and the field for one."""
        self.show_settings()
        if self._pages.settings is not None:
            self._pages.settings.show_page("account")
            self._pages.settings.setFocus()

    @Slot()
    def show_keys(self) -> None:
        self._pages.show_keys()

    @Slot(int)
    def show_sale(self, sale_id: int) -> None:
        self.show_counter()
        self.counter.show_sale(sale_id)

    def begin_sale(self) -> None:
        """An empty sale, one key away from anywhere."""
        self.show_counter()
        self.counter.new_sale()

    def toggle_customer(self) -> None:
        """Turn the customer's side on or off."""
        self._fittings.customer.toggle()

    def print_shown(self) -> None:
        """Hand out what is shown on paper."""
        self._fittings.paperwork.print_shown()

    def appear(self) -> None:
        """Open: on all of a shop laptop's screen, on a comfortable part of a larger one."""
        room = self.screen().availableGeometry()
        self.setMinimumSize(self.minimumSize().boundedTo(room.size()))
        self.resize(self.size().boundedTo(room.size()))
        if room.width() <= _LAPTOP[0] and room.height() <= _LAPTOP[1]:
            self.showMaximized()
        else:
            self.show()
        if self._is_complete:
            self._fittings.customer.take_settings()
        self._tell_wrong_settings()

    def _tell_wrong_settings(self) -> None:
        wrong = self._book.defaulted
        if wrong:
            code = "settings_defaulted" if len(wrong) == 1 else "settings_defaulted_many"
            self._notices.announce(tell(Message(code, {"names": ", ".join(wrong)})), "amber")

    @Slot()
    def tell_of_bug(self) -> None:
        """Something unexpected happened in the program itself: the log has it, and the till goes on."""
        self._notices.tell(Message("bug"))

    def tell(self, message: Message) -> None:
        """Say what went wrong outside any one sale."""
        self._notices.tell(message)

    @Slot()
    def come_to_front(self) -> None:
        """Someone started lomi POS a second time: this is the one."""
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot(object)
    def _turn_round(self, page: QWidget) -> None:
        """The customer's side fills the window; nothing of the staff's is seen."""
        self._notices.hide()
        self._pages.turn_to(page)

    @Slot()
    def _on_page_changed(self) -> None:
        if not self._is_complete:
            return
        is_turned_round = self._pages.currentWidget() is self._fittings.customer.page
        self.strip.setVisible(self._first_run is None and not is_turned_round)
        if not is_turned_round:
            self._fittings.customer.leave_page()

    @Slot(object)
    def _on_history_made(self, history: HistoryPane) -> None:
        history.show_sale_requested.connect(self.show_sale)
        self._fittings.paperwork.take_history(history)

    @Slot(object)
    def _on_links_made(self, links: LinksPane) -> None:
        self._fittings.paperwork.take_links(links)

    @Slot(object)
    def _on_settings_made(self, settings: SettingsView) -> None:
        self._fittings.take_settings_view(settings)
        settings.settings_changed.connect(self._on_settings_changed)
        settings.key_changed.connect(self._on_key_changed)
        settings.selling_requested.connect(self.selling_requested)

    def _open_first_run(self) -> None:
        from lomi_pos.ui.first_run import FirstRunView  # noqa: PLC0415

        first_run = FirstRunView(self._book, self._keys, self._bridge)
        first_run.language_chosen.connect(self._on_language_chosen)
        first_run.key_changed.connect(self._on_key_changed)
        first_run.finished.connect(self._on_settings_changed)
        first_run.finished.connect(self._on_first_run_finished)
        self._first_run = first_run
        self.strip.hide()  # "no key" is no news yet
        self._shortcuts.set_enabled(are_enabled=False)  # the only way on is through
        first_run.practice_requested.connect(self.practice_requested)
        self._pages.turn_to(first_run)

    def _on_first_run_finished(self) -> None:
        self._first_run = None
        if self._news is not None:
            self._news.set_quiet(is_quiet=False)
        self._shortcuts.set_enabled(are_enabled=True)
        self.strip.show()
        self.show_counter()

    # ------------------------------------------------------------------ what the engine and the views tell
    @Slot(object)
    def _on_front_changed(self, sale: Sale | None) -> None:
        self.setWindowTitle(f"{sale.number} {sale.state} {sale.amount} - {_NAME}" if sale is not None else _NAME)
        if self._training is not None:
            is_gone = sale is not None and self.counter.is_out_of_sight(sale)
            self._training.panel.set_sale(None if is_gone else sale)

    @Slot(object)
    def _on_settings_changed(self, settings: Settings) -> None:
        self._on_language_chosen(settings.display.language)
        dress(_application(), settings.display.theme)
        self._show_settings()
        self._fittings.customer.take_settings()
        knew, self._engine_knows = self._engine_knows, settings
        if _for_engine(settings) != _for_engine(knew):
            self._bridge.restart()

    @Slot(str)
    def _on_language_chosen(self, language: str) -> None:
        speak(_application(), language)

    @Slot(object)
    def _on_key_changed(self, key: KeyState) -> None:
        self.strip.show_environment(key.environment)
        self._bridge.restart()

    @Slot()
    def _tick(self) -> None:
        now = self._clock.now()
        self.strip.tick(now)
        if self._is_complete:
            self._fittings.customer.tick(now)
        self._notices.tick()

    def _show_settings(self) -> None:
        settings = self._book.settings
        self.counter.take_settings()
        if self._is_complete:
            self._fittings.take_sounds()
        till = "P" if self._is_practice else settings.shop.till
        self.strip.show_till(till, shows_total=settings.counter.show_totals)

    # ------------------------------------------------------------------ putting it together
    def _lay_out(self, frame: QFrame) -> None:
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner: QLabel | None = None
        if self._is_practice:
            frame.setObjectName("practiceFrame")
            self._banner = label("practiceBanner", "practiceBanner")
            self._banner.setProperty("alignment", "AlignCenter")
            column.addWidget(self._banner)
        column.addWidget(self._notices)
        column.addWidget(self._pages, 1)
        column.addWidget(self.strip)
        self._retranslate()

    def _hear(self) -> None:
        self.counter.front_changed.connect(self._on_front_changed)
        self.counter.refund_requested.connect(self._pages.show_refund)
        self.counter.ticked.connect(self._tick)
        self._pages.currentChanged.connect(self._on_page_changed)
        self._pages.page_closed.connect(self.show_counter)
        self._pages.history_made.connect(self._on_history_made)
        self._pages.links_made.connect(self._on_links_made)
        self._pages.settings_made.connect(self._on_settings_made)
        self._bridge.day_changed.connect(self.counter.rail.journal_was_read)
        self.strip.history_requested.connect(self.show_history)
        self.strip.links_requested.connect(self.show_links)
        self.strip.settings_requested.connect(self.show_settings)
        self.strip.keys_requested.connect(self.show_keys)

    def _retranslate(self) -> None:
        if self._banner is not None:
            self._banner.setText(self.tr("PRACTICE: no real money"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_complete:
            self._fittings.customer.close()
        if self._pages.settings is not None:
            self._pages.settings.finish()
        if self._is_complete:
            self._fittings.desk.finish()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _for_engine(settings: Settings) -> tuple[Shop, AccountSection]:
    """What the engine is begun with, and begun anew with when it is another."""
    return settings.for_engine(), settings.account


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101  a window has one
    return application
