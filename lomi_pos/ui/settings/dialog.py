"""Settings: six pages in the window. A change is in force as soon as it is written down."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.identity import Identity
from lomi_pos.till.key_book import KeyBook, KeyState
from lomi_pos.till.rights import may_see_account
from lomi_pos.till.settings import Settings, SettingsBook
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.pieces import Page, button, card, label, say
from lomi_pos.ui.settings.account_page import AccountPage
from lomi_pos.ui.settings.counter_page import CounterPage
from lomi_pos.ui.settings.form import SettingsPage
from lomi_pos.ui.settings.keeping import Keeper
from lomi_pos.ui.settings.overview_page import OverviewPage
from lomi_pos.ui.settings.practice_page import PracticePage
from lomi_pos.ui.settings.printing_page import PrintingPage
from lomi_pos.ui.settings.shop_page import ShopPage
from lomi_pos.ui.settings.system_page import SystemPage
from lomi_pos.ui.words import tell

_RAIL_WIDTH = 240


class SettingsView(Page):
    """A page of the window, not a dialog: what waits goes on being watched beside it.

    Signals:
        closed(): back to the counter.
        settings_changed(Settings): written down; to be put in force everywhere.
        key_changed(KeyState): another key, or none. The engine has to be started again with it; the check that
            follows is asked of whatever engine the bridge then has.
        selling_requested(): leave practice.
    """

    closed = Signal()
    settings_changed = Signal(object)
    key_changed = Signal(object)
    selling_requested = Signal()

    def __init__(
        self,
        bridge: EngineBridge,
        book: SettingsBook,
        keys: KeyBook,
        parent: QWidget | None = None,
        *,
        data_folder: str = "",
        is_practice: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        theme.set_role(self, "page")
        self._bridge = bridge
        self._book = book
        self._is_practice = is_practice
        self._wanted = book.settings
        self._is_saved = False
        self._keeper = Keeper(book, keys, self)
        self.shop = ShopPage(book.settings)
        self.account = AccountPage(book.settings)
        self.practice = PracticePage(book.settings)
        self.overview = OverviewPage(book.settings, is_practice=is_practice)
        self.counter = CounterPage(book.settings)
        self.printing = PrintingPage(book.settings)
        self.system = SystemPage(book.settings, data_folder)
        self._pages: dict[str, SettingsPage] = {
            "shop": self.shop,
            "account": self.practice if is_practice else self.account,
            "overview": self.overview,
            "counter": self.counter,
            "printing": self.printing,
            "system": self.system,
        }
        self._build()
        self._connect()
        self.retranslate()

    def show_page(self, name: str) -> None:
        """``shop``, ``account``, ``overview``, ``counter``, ``printing`` or ``system``."""
        self._tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._pages[name])
        self.setFocusProxy(self._tabs[name])

    def go_back(self) -> None:
        """Esc. What was typed and not yet left is taken first."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.closed.emit()

    def finish(self) -> None:
        """Wait until everything is written down; when the window closes."""
        self.printing.finish()
        self._keeper.finish()

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self._title = label("title")
        self._back = button("settingsBack", "quiet")
        self._saved = label("caption", "settingsSaved", wraps=True)
        self._stack = QStackedWidget()
        self._tabs = {name: button(f"settingsTab_{name}", "quiet") for name in self._pages}
        self._group = QButtonGroup(self)
        rail = self._rail = card("rail", "settingsRail")
        rail.setFixedWidth(_RAIL_WIDTH)
        column = QVBoxLayout(rail)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._title)
        column.addSpacing(theme.SPACE_M)
        for name, tab in self._tabs.items():
            tab.setCheckable(True)
            tab.setStyleSheet("text-align: left;")
            self._group.addButton(tab)
            column.addWidget(tab)
            self._stack.addWidget(self._pages[name])
        column.addStretch(1)
        column.addWidget(self._saved)
        column.addWidget(self._back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(self._stack, 1)
        self._tabs["overview"].setVisible(may_see_account(""))
        self.show_page("shop")

    def _connect(self) -> None:
        self._back.clicked.connect(self.go_back)
        for name, tab in self._tabs.items():
            tab.clicked.connect(lambda _=False, name=name: self._on_tab(name))
        for page in self._pages.values():
            page.change_wanted.connect(self._on_change_wanted)
        self.practice.selling_requested.connect(self.selling_requested)
        self.account.key_pasted.connect(self._keeper.keep_key)
        self.account.forget_wanted.connect(self._keeper.forget_key)
        self.account.check_wanted.connect(self._bridge.check_account)
        self.overview.refresh_wanted.connect(self._on_overview_wanted)
        self._bridge.identified.connect(self._on_identified)
        self._keeper.settings_kept.connect(self._on_settings_kept)
        self._keeper.settings_refused.connect(self._on_settings_refused)
        self._keeper.key_known.connect(self._on_key_known)
        self._keeper.key_kept.connect(self._on_key_kept)
        self._keeper.key_refused.connect(self._on_key_refused)
        self._bridge.account_seen.connect(self._on_account_seen)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Settings"))
        self._title.setText(self.tr("Settings"))
        line = theme.tokens().line
        self._rail.setStyleSheet(f"QFrame#settingsRail {{ border: none; border-right: 1px solid {line}; }}")
        say(self._back, self.tr("Back"), self.tr("Esc"), "back", theme.tokens().quiet)
        for name, words in {
            "shop": self.tr("Shop"),
            "account": self.tr("lomi. account"),
            "overview": self.tr("Balances and fees"),
            "counter": self.tr("Counter"),
            "printing": self.tr("Display and printing"),
            "system": self.tr("System"),
        }.items():
            say(self._tabs[name], words)
        self._tell_saved(is_saved=self._is_saved)

    def _tell_saved(self, *, is_saved: bool) -> None:
        self._is_saved = is_saved
        self._saved.setText(self.tr("Saved.") if is_saved else "")

    # ------------------------------------------------------------------ events
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_saved(is_saved=False)
        self._wanted = self._book.settings
        self._take(self._wanted)
        if not self._is_practice:
            self._keeper.look_at_key()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ slots
    def _on_tab(self, name: str) -> None:
        self.show_page(name)
        self._tabs[name].setFocus()  # a click alone does not take it, and the ring would stay on the tab before

    @Slot(object)
    def _on_change_wanted(self, settings: Settings) -> None:
        self._wanted = settings
        self._take(settings)
        self._keeper.keep_settings(settings)

    @Slot(object)
    def _on_settings_kept(self, settings: Settings) -> None:
        self.settings_changed.emit(settings)
        self._tell_saved(is_saved=True)  # after it: the language may be another one now

    @Slot(object)
    def _on_settings_refused(self, reason: Message) -> None:
        self._tell_saved(is_saved=False)
        self._wanted = self._book.settings
        self._take(self._wanted)
        for page in self._pages.values():
            page.tell_trouble(tell(reason) if page is self._stack.currentWidget() else "")

    @Slot(object)
    def _on_key_known(self, key: KeyState) -> None:
        self.account.show_key(key)
        if key.masked and not self.account.knows_account:
            self._bridge.check_account()

    @Slot(object)
    def _on_key_kept(self, key: KeyState) -> None:
        self.account.show_key(key)
        self.key_changed.emit(key)
        if key.masked:
            self._bridge.check_account()

    @Slot(object)
    def _on_key_refused(self, reason: Message) -> None:
        self.account.refuse_key(reason)

    @Slot()
    def _on_overview_wanted(self) -> None:
        self._bridge.fetch_overview(self.overview.show_overview, self.overview.show_problem)

    @Slot(object)
    def _on_identified(self, _identity: Identity | None) -> None:
        self.overview.forget()

    @Slot(object)
    def _on_account_seen(self, seen: AccountSeen) -> None:
        self.account.show_account(seen)
        self.counter.offer_providers(seen.providers)

    def _take(self, settings: Settings) -> None:
        for page in self._pages.values():
            page.take(settings)
