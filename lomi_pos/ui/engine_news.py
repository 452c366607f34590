"""The engine's news as the whole window tells it: in the strip, in a notice, and aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lomi_pos.engine.line import Line
from lomi_pos.till.errors import UNCHECKED, as_unanswered
from lomi_pos.till.states import State
from lomi_pos.ui import aloud, away

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.engine.news import AccountSeen, ConnectionChanged, SweepFinished
    from lomi_pos.till.events import Event
    from lomi_pos.till.identity import Identity
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.sale import Sale
    from lomi_pos.till.words import Message
    from lomi_pos.ui.bridge import EngineBridge
    from lomi_pos.ui.notices import Notices
    from lomi_pos.ui.strip import Strip


class EngineNews(QObject):
    """Hears ``bridge`` from when it is made; what becomes of one sale is told by the counter too."""

    def __init__(self, bridge: EngineBridge, strip: Strip, notices: Notices, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._strip = strip
        self._notices = notices
        self._clock = clock
        self._window = window
        self._is_quiet = False
        self._numbers: dict[int, str] = {}
        bridge.sale_changed.connect(self._on_sale_changed)
        bridge.sale_checked.connect(self._on_sale_checked)
        bridge.connection_changed.connect(self._on_connection_changed)
        bridge.identified.connect(self._on_identified)
        bridge.account_seen.connect(self._on_account_seen)
        bridge.day_changed.connect(strip.show_total)
        bridge.trouble_told.connect(self._on_trouble)
        bridge.sweep_finished.connect(self._on_sweep_finished)

    def set_quiet(self, *, is_quiet: bool) -> None:
        """The first run says itself what is missing: no notice of trouble beside it."""
        self._is_quiet = is_quiet

    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale, events: tuple[Event, ...]) -> None:
        words = aloud.words_of(
            sale,
            events,
            code_is_there=self.tr("Code for {amount} is on the screen"),
            phone_asks=self.tr("The customer is asked for {amount} on their phone"),
        )
        if words:
            aloud.announce(self._window, words)
        self._numbers[sale.id] = sale.number
        if sale.state is State.PAID:
            self._take_back_unchecked(sale.number)

    @Slot(int, object)
    def _on_sale_checked(self, sale_id: int, _at: datetime) -> None:
        self._take_back_unchecked(self._numbers.get(sale_id, ""))

    def _take_back_unchecked(self, number: str) -> None:
        """It has been answered: that ``number`` could not be checked is no longer so."""
        self._notices.take_back(lambda told: told.code in UNCHECKED and told.values.get("number") == number)

    @Slot(object)
    def _on_connection_changed(self, connection: ConnectionChanged) -> None:
        self._strip.show_connection(connection, self._clock.now())
        if connection.line is Line.UP and not connection.is_unanswered:
            self._notices.take_back(lambda told: told.code == "not_asked")

    @Slot(object)
    def _on_identified(self, identity: Identity | None) -> None:
        self._strip.show_environment(identity.environment if identity is not None else "")
        self._strip.show_account(identity.account if identity is not None else "")

    @Slot(object)
    def _on_account_seen(self, seen: AccountSeen) -> None:
        self._strip.show_environment(seen.identity.environment)
        if seen.problem is not None and not self._is_quiet:
            self._notices.tell(as_unanswered(seen.problem), "amber")

    @Slot(object)
    def _on_trouble(self, trouble: Message) -> None:
        if not self._is_quiet:
            self._notices.tell(trouble)

    @Slot(object)
    def _on_sweep_finished(self, swept: SweepFinished) -> None:
        """What happened while the till was closed is told first."""
        told = away.words_of(swept)
        if told is not None:
            self._notices.announce(*told)
