"""What stands around the counter: the customer's side, the tones and the printing. Made after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lomi_pos.till.settings import SettingsBook
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.counter import Counter
from lomi_pos.ui.customer.display import CustomerDisplay
from lomi_pos.ui.notices import Notices
from lomi_pos.ui.paperwork import Paperwork
from lomi_pos.ui.printing.desk import PrintDesk
from lomi_pos.ui.settings.keeping import Keeper

if TYPE_CHECKING:
    from lomi_pos.till.key_book import KeyBook
    from lomi_pos.till.ports import Clock
    from lomi_pos.ui.settings.dialog import SettingsView
    from lomi_pos.ui.sound import Sounds


class Fittings(QObject):
    """They hear the till for as long as its window is open; ``window`` is the one that they belong to."""

    def __init__(
        self,
        window: QWidget,
        bridge: EngineBridge,
        book: SettingsBook,
        keys: KeyBook,
        clock: Clock,
        *,
        counter: Counter,
        notices: Notices,
        is_practice: bool,
        make_sounds: Callable[[], Sounds] | None,
    ) -> None:
        super().__init__(window)
        self._book = book
        self._sounds = make_sounds() if make_sounds is not None else None
        if self._sounds is not None:
            bridge.sale_changed.connect(self._sounds.tell)
        self.desk = PrintDesk(bridge, book, clock, self)
        self.paperwork = Paperwork(self.desk, counter, notices, self)
        self.customer = CustomerDisplay(
            window, book, Keeper(book, keys, self), clock, counter.ways_to_pay, is_practice=is_practice
        )
        counter.front_changed.connect(self.customer.bring_to_front)
        counter.customer_requested.connect(self.customer.toggle)
        bridge.sale_changed.connect(self.customer.take_in)
        bridge.connection_changed.connect(self.customer.note_connection)
        bridge.identified.connect(self.customer.identify)
        self.customer.told.connect(notices.announce)
        self.take_sounds()

    def take_sounds(self) -> None:
        """The settings of the tones may be others now."""
        if self._sounds is not None:
            self._sounds.take_settings(self._book.settings.counter)

    def take_settings_view(self, settings: SettingsView) -> None:
        """Let what is set there be tried there."""
        self.paperwork.take_settings(settings.printing)
        settings.printing.screen_trial_wanted.connect(self.customer.try_out)
        if self._sounds is not None:
            settings.counter.tone_wanted.connect(self._sounds.play)
