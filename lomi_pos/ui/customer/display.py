"""Where the customer's side is shown: on their own screen, or, where there is one screen only, in the main window.

F6 opens and closes it. Which screen it was is remembered by its name; when its cable is pulled the window goes, the
clerk is told, and it comes back with the cable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from lomi_pos.engine.news import ConnectionChanged
from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import SettingsBook
from lomi_pos.ui.customer.sight import CustomerSight, Sees
from lomi_pos.ui.screens import chosen_screen, other_screens
from lomi_pos.ui.settings.keeping import Keeper

if TYPE_CHECKING:
    from lomi_pos.ui.customer.view import CustomerView
    from lomi_pos.ui.customer.window import CustomerWindow

TRIED_FOR_S = 8.0


class CustomerDisplay(QObject):
    """One till's customer side.

    Signals:
        page_shown(CustomerView): the main window is to be turned round: it shows this and nothing else.
        page_left(): it is the clerk's again.
        told(str, Tone): a line for the clerk.
    """

    page_shown = Signal(object)
    page_left = Signal()
    told = Signal(str, str)

    def __init__(
        self,
        clerks: QWidget,
        book: SettingsBook,
        keeper: Keeper,
        clock: Clock,
        ways_to_pay: Callable[[Sale], tuple[str, ...]],
        *,
        is_practice: bool = False,
    ) -> None:
        super().__init__(clerks)
        self._clerks = clerks
        self._book = book
        self._keeper = keeper
        self._clock = clock
        self._ways_to_pay = ways_to_pay
        self._is_practice = is_practice
        self._sight = CustomerSight(clock)
        self._environment = ""
        self._account = ""
        self._clock_offset_s = 0.0
        self._window: CustomerWindow | None = None
        self._page: CustomerView | None = None
        self._is_turned_round = False
        self._tried_until_s: float | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  widgets need one
        application.screenAdded.connect(self._on_screens_changed)
        application.screenRemoved.connect(self._on_screen_removed)

    @property
    def window(self) -> CustomerWindow | None:
        """The customer's own window, if it is open."""
        return self._window if self._window is not None and self._window.isVisible() else None

    @property
    def page(self) -> CustomerView | None:
        """What the main window shows when it is turned round; None before it first was."""
        return self._page

    # ------------------------------------------------------------------ what happens at the till
    @Slot(object)
    def bring_to_front(self, sale: Sale | None) -> None:
        self._sight.bring_to_front(sale)
        self._show()

    @Slot(object)
    def take_in(self, sale: Sale) -> None:
        self._sight.take_in(sale)
        self._show()

    @Slot(object)
    def identify(self, identity: Identity | None) -> None:
        self._environment = identity.environment if identity is not None else ""
        self._account = identity.account if identity is not None else ""
        self._sight.identify(identity)
        self._dress_views()
        self._show()

    @Slot(object)
    def note_connection(self, connection: ConnectionChanged) -> None:
        self._clock_offset_s = connection.clock_offset_s

    def tick(self, now: datetime) -> None:
        was = self._sight.now
        self._sight.tick()
        if self._sight.now != was:
            self._show()
        for view in self._views():
            view.tick(now, self._clock_offset_s)
        if self._tried_until_s is not None and self._clock.monotonic() >= self._tried_until_s:
            self._tried_until_s = None
            self.take_settings()

    # ------------------------------------------------------------------ opening and closing
    @Slot()
    def toggle(self) -> None:
        """F6."""
        if self._is_turned_round:
            self._turn_back()
        elif self.window is not None:
            self._remember("")
            self.window.close()
        elif (screen := self._first_choice()) is not None:
            self._remember(screen.name())
            self._open_on(screen)
        elif self._sight.now.sees is Sees.CODE:
            self._turn_round()
        else:
            self.told.emit(self.tr("There is no code to show yet. Charge an amount, then press F6."), "amber")

    def take_settings(self) -> None:
        """Open it on the screen of the settings, if that is there; also at the start."""
        self._dress_views()
        name = self._book.settings.display.customer_screen
        screen = chosen_screen(name, other_screens(self._clerks.screen())) if name else None
        if screen is not None:
            self._open_on(screen)
        elif self.window is not None and self._tried_until_s is None:
            self.window.close()

    @Slot(str)
    def try_out(self, name: str) -> None:
        """Show the customer's side on the screen called ``name`` for a few seconds."""
        screen = chosen_screen(name, other_screens(self._clerks.screen()))
        if screen is not None:
            self._tried_until_s = self._clock.monotonic() + TRIED_FOR_S
            self._open_on(screen)

    def close(self) -> None:
        """The till is closing."""
        if self._window is not None:
            self._window.close()

    def leave_page(self) -> None:
        """The main window shows something else: it is not turned round any more."""
        self._is_turned_round = False

    def _first_choice(self) -> QScreen | None:
        others = other_screens(self._clerks.screen())
        return chosen_screen(self._book.settings.display.customer_screen, others) or next(iter(others), None)

    def _remember(self, name: str) -> None:
        settings = self._book.settings
        if settings.display.customer_screen != name:
            self._keeper.keep_settings(replace(settings, display=replace(settings.display, customer_screen=name)))

    def _open_on(self, screen: QScreen) -> None:
        if self._window is None:
            from lomi_pos.ui.customer.window import CustomerWindow  # noqa: PLC0415  many counters have one screen

            self._window = CustomerWindow(is_practice=self._is_practice)
            self._dress_views()
        self._show()
        self._window.show_on(screen)

    def _turn_round(self) -> None:
        if self._page is None:
            from lomi_pos.ui.customer.view import CustomerView  # noqa: PLC0415  as the window

            self._page = CustomerView(is_practice=self._is_practice)
            self._page.left.connect(self._turn_back)
            self._dress_views()
        self._is_turned_round = True
        self._show()
        self.page_shown.emit(self._page)

    def _turn_back(self) -> None:
        self._is_turned_round = False
        self.page_left.emit()

    # ------------------------------------------------------------------ screens come and go
    @Slot()
    def _on_screens_changed(self) -> None:
        self.take_settings()

    @Slot(object)
    def _on_screen_removed(self, gone: QScreen) -> None:
        window = self.window
        if window is None:
            return
        if gone.name() == self._book.settings.display.customer_screen or window.screen() in {gone, None}:
            window.close()
            words = self.tr("The customer's screen is gone. Show the code on this one with F6.")
            self.told.emit(words, "amber")

    # ------------------------------------------------------------------ what it shows
    def _views(self) -> tuple[CustomerView, ...]:
        own = self._window.view if self._window is not None else None
        return tuple(view for view in (own, self._page) if view is not None)

    def _dress_views(self) -> None:
        shop = self._book.settings.shop
        for view in self._views():
            view.show_shop(shop, account=self._account)
            view.show_environment(self._environment or "live")

    def _show(self) -> None:
        sight = self._sight.now
        ways = self._ways_to_pay(sight.sale) if sight.sale is not None else ()
        now = self._clock.now()
        for view in self._views():
            view.show_sight(sight, ways)
            view.tick(now, self._clock_offset_s)
        if self._is_turned_round and sight.sees is Sees.IDLE:
            self._turn_back()
