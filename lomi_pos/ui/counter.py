"""The counter: which sale is in front, and what the engine's news does to the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.till.errors import KEY_REFUSALS
from lomi_pos.till.settings import USUAL_PROVIDERS, SettingsBook
from lomi_pos.till.states import State
from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.flash import Flash
from lomi_pos.ui.pieces import is_enter, is_held_enter
from lomi_pos.ui.rail import Rail
from lomi_pos.ui.sale_views import SaleViews

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.engine.news import AccountSeen, ConnectionChanged
    from lomi_pos.till.events import Event
    from lomi_pos.till.identity import Identity
    from lomi_pos.till.order import Order
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.sale import Sale
    from lomi_pos.ui.charge_in_hand import ChargeInHand
    from lomi_pos.ui.options.sale_options import SaleOptions
    from lomi_pos.ui.watched import Watched

_TICK_MS = 500
_RAIL_WIDTH = (240, 320)
_COMFORTABLE_WIDTH = 1200


class Counter(QWidget):
    """Left the sale in front, right the rail.

    Signals:
        front_changed(Sale or None): another sale is in front, or it stands otherwise; None is an empty sale.
        ticked(): half a second has gone by.
        slip_wanted(Sale, Outlet): its receipt or its code is to be handed out.
        refund_requested(int): money of the sale with this id is to be given back.
        customer_requested(): its code is to be shown to the customer.
    """

    front_changed = Signal(object)
    ticked = Signal()
    slip_wanted = Signal(object, object)
    refund_requested = Signal(int)
    customer_requested = Signal()

    def __init__(
        self,
        bridge: EngineBridge,
        book: SettingsBook,
        clock: Clock,
        *,
        is_practice: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._book = book
        self._clock = clock
        self._sales: dict[int, Sale] = {}
        self._checked_at: dict[int, datetime] = {}
        self._providers_of: dict[int, tuple[str, ...]] = {}
        self._account_providers: tuple[str, ...] = ()
        self._key_is_refused = False
        self._identity: Identity | None = None
        self._connection: ConnectionChanged | None = None
        self._in_hand: ChargeInHand | None = None
        self._front: int | None = None
        self._behind: int | None = None
        self._return_at_s: float | None = None
        self.views = SaleViews(bridge, book.settings, clock, is_practice=is_practice, parent=self)
        self.sale_view = self.views.sale_view
        side = QWidget(self)
        theme.mark(side, "rail")
        self._flash = Flash(clock, side)
        self.rail = Rail(side)
        self._lay_out(side)
        self._hear_engine()
        self._hear_views()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.sale_view.show_providers(self._usual_providers())

    # ------------------------------------------------------------------ for the window
    @property
    def front_sale(self) -> Sale | None:
        """The sale that the title names: the one shown, or the one that the amount on screen is becoming."""
        if self._front is not None:
            return self._sales.get(self._front)
        if self._in_hand is not None and self._in_hand.sale_id is not None:
            return self._sales.get(self._in_hand.sale_id)
        return None

    def is_out_of_sight(self, sale: Sale) -> bool:
        """Whether lomi. tells today's key nothing of ``sale``, so that nobody is sent to its page."""
        return self._identity is not None and sale.is_out_of_sight_of(self._identity)

    def ways_to_pay(self, sale: Sale) -> tuple[str, ...]:
        """The providers that ``sale`` was offered with; asked on the phone, there is one."""
        if sale.attempt is not None and sale.attempt.kind.is_phone:
            return (sale.attempt.kind.upper(),)
        return self._providers_of.get(sale.id) or self._usual_providers()

    def add_panel(self, panel: QWidget) -> None:
        """Put ``panel`` below everything."""
        self._whole.addWidget(panel)

    def take_settings(self) -> None:
        """The settings are others now."""
        self.sale_view.take_settings(self._book.settings)
        self.sale_view.show_providers(self._usual_providers())

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        self.views.take_focus()

    @Slot()
    def new_sale(self) -> None:
        """An empty sale, one key away from anywhere; the others keep waiting, and one being made goes on."""
        self._in_hand = None
        self.sale_view.clear()
        self._put_in_front(None)

    def back_to_draft(self) -> None:
        """What was being typed, as it stands: Esc never destroys."""
        in_hand = self._in_hand
        begun = self._sales.get(in_hand.sale_id) if in_hand is not None and in_hand.sale_id is not None else None
        if begun is not None and begun.state is not State.FAILED:
            self._in_hand = None
            self.sale_view.clear()
        self._put_in_front(None)

    @Slot(int)
    def show_sale(self, sale_id: int) -> None:
        """Bring a sale to the front, also one that is not on the rail."""
        if sale_id in self._sales:
            self._put_in_front(sale_id)
        else:
            self._bridge.fetch_sale(sale_id, self._on_fetched)

    def next_open_sale(self) -> int | None:
        """The sale that Ctrl+Tab shows."""
        return self.rail.digits.after(self._front)

    def copy_link(self) -> None:
        if self.views.shows("waiting_view"):
            self.views.waiting_view.copy_link()

    @Slot()
    def tick(self) -> None:
        """Move everything that depends on the time; called twice a second."""
        now = self._clock.now()
        self.views.tick(now)
        if self._flash.tick():
            self._refresh_rail()
        else:
            self.rail.tick(now)
        if self._return_at_s is not None and self._clock.monotonic() >= self._return_at_s:
            self.back_to_draft()
        self.ticked.emit()

    @Slot(object)
    def _feed_options(self, options: SaleOptions) -> None:
        from lomi_pos.ui.options.sources import OptionSources  # noqa: PLC0415  with the options themselves

        OptionSources(self._bridge, options, self._clock, self._identity)

    # ------------------------------------------------------------------ what is in front
    def _put_in_front(self, sale_id: int | None) -> None:
        self._bring(sale_id)
        self._refresh_rail()

    def _bring(self, sale_id: int | None) -> None:
        """Show a sale; whoever calls refreshes the rail, once."""
        if self._front != sale_id:
            self._behind = self._front
        self._front = sale_id
        self._return_at_s = None
        self._bridge.put_in_front(sale_id)
        self._show_front()
        self.take_focus()

    def _show_front(self) -> None:
        sale = self._sales.get(self._front) if self._front is not None else None
        if sale is None:
            self.views.show_draft()
        else:
            self.views.show_sale(self._watched(sale))
        self.front_changed.emit(self.front_sale)

    def _watched(self, sale: Sale) -> Watched:
        from lomi_pos.ui.watched import Watched  # noqa: PLC0415  there is no sale at the first paint

        return Watched(
            sale,
            self.ways_to_pay(sale),
            self._checked_at.get(sale.id),
            self._connection,
            is_unchecked=self._key_is_refused,
            is_out_of_sight=self.is_out_of_sight(sale),
        )

    def _usual_providers(self) -> tuple[str, ...]:
        return self._book.settings.payments.providers or self._account_providers or USUAL_PROVIDERS

    def _refresh_rail(self) -> None:
        self.rail.show_sales(
            self._sales.values(), self._clock.now(), just_paid=self._flash.just_paid, front=self._front
        )

    def _back(self) -> None:
        """Esc on an empty sale: back to the one that was shown before, while it waits."""
        behind = self._sales.get(self._behind) if self._behind is not None else None
        if behind is not None and behind.state in {State.CREATING, State.OPEN}:
            self._put_in_front(behind.id)

    # ------------------------------------------------------------------ charging
    @Slot(object)
    def _on_charge_requested(self, order: Order) -> None:
        import uuid  # noqa: PLC0415  after the first paint

        from lomi_pos.ui.charge_in_hand import ChargeInHand  # noqa: PLC0415

        order = replace(order, id=str(uuid.uuid4()))
        self._in_hand = ChargeInHand(order)
        self._bridge.charge(order)

    @Slot()
    def _on_retry_of_charge(self) -> None:
        if self._in_hand is None:
            return
        if self._in_hand.sale_id is None:
            self._bridge.charge(self._in_hand.order)
        else:
            self._bridge.retry(self._in_hand.sale_id)

    @Slot(object)
    def _on_charge_begun(self, sale: Sale) -> None:
        if self._in_hand is None or self._in_hand.sale_id is not None:
            return
        self._in_hand = self._in_hand.begun_as(sale)
        if self._in_hand.order.providers:
            self._providers_of[sale.id] = self._in_hand.order.providers
        self._sales.setdefault(sale.id, sale)
        self._follow_charge(self._sales[sale.id])
        self._refresh_rail()

    @Slot(object)
    def _on_charge_refused(self, reason: Message) -> None:
        if self._in_hand is not None:
            self.sale_view.show_failed(reason, self._in_hand.order)

    @Slot()
    def _on_given_up(self) -> None:
        """Another sale is being typed where one could not be made: the title names neither."""
        self._in_hand = None
        self.front_changed.emit(self.front_sale)

    def _follow_charge(self, sale: Sale) -> None:
        """What the sale view's own charge has come to."""
        from lomi_pos.ui.charge_in_hand import is_handed_over, is_unclear  # noqa: PLC0415  there is one now

        is_watching = self._front in {None, sale.id}
        if is_handed_over(sale):
            self._in_hand = None
            self.sale_view.clear()
        elif sale.state is State.FAILED and self._in_hand is not None:
            self.sale_view.show_failed(sale.reason or Message("bug"), self._in_hand.order)
        if not is_watching:
            return
        if is_handed_over(sale) or is_unclear(sale):
            self._bring(sale.id)
        elif sale.state is State.FAILED:
            self._bring(None)
        else:
            self._show_front()

    # ------------------------------------------------------------------ the engine's news
    @Slot(object, object)
    def _on_sale_changed(self, sale: Sale, events: tuple[Event, ...]) -> None:
        was = self._sales.get(sale.id)
        self._sales[sale.id] = sale
        from lomi_pos.till.events import PaymentReceived  # noqa: PLC0415  loaded by whoever tells of one

        is_paid_now = any(isinstance(event, PaymentReceived) for event in events)
        is_in_front = sale.id == self._front
        if self._in_hand is not None and self._in_hand.has_begun(sale):
            self._on_charge_begun(sale)
        elif self._in_hand is not None and self._in_hand.is_of(sale):
            self._follow_charge(sale)
        elif is_in_front:
            self._show_front()
        if is_paid_now and is_in_front and sale.is_paid_exactly and was is not None:
            self._return_at_s = self._clock.monotonic() + self._book.settings.counter.return_after_s
        elif is_in_front:
            self._return_at_s = self._return_at_s if sale.is_paid_exactly else None
        elif is_paid_now:
            self._flash.tell_paid(sale)
        if is_in_front and was is not None and was.state is not sale.state:
            self.take_focus()
        self._refresh_rail()

    @Slot(int, object)
    def _on_sale_checked(self, sale_id: int, at: datetime) -> None:
        self._checked_at[sale_id] = at
        self._key_is_refused = False
        self._refresh_waiting(sale_id)

    @Slot(object)
    def _on_connection_changed(self, connection: ConnectionChanged) -> None:
        self._connection = connection
        self._refresh_waiting(self._front)

    @Slot(object)
    def _on_identified(self, identity: Identity | None) -> None:
        self._identity = identity
        if self._front is not None and (self.views.shows("waiting_view") or self.views.shows("ended_view")):
            self.views.show_sale(self._watched(self._sales[self._front]))

    @Slot(object)
    def _on_account_seen(self, seen: AccountSeen) -> None:
        self._account_providers = seen.providers
        self._key_is_refused = seen.problem is not None and seen.problem.code in KEY_REFUSALS
        self.sale_view.show_providers(self._usual_providers())
        self._refresh_waiting(self._front)

    def _refresh_waiting(self, sale_id: int | None) -> None:
        if sale_id is not None and sale_id == self._front and self.views.shows("waiting_view"):
            self.views.show_sale(self._watched(self._sales[sale_id]))

    def _on_fetched(self, sale: Sale) -> None:
        self._sales.setdefault(sale.id, sale)
        self._put_in_front(sale.id)

    # ------------------------------------------------------------------ buttons and keys
    def _stay(self) -> None:
        self._return_at_s = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the view in front had no use for."""
        if is_held_enter(event):
            return
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self.back_to_draft()
        elif is_enter(event) and self.views.shows("paid_view"):
            self.new_sale()
        elif is_enter(event) and self.views.shows("ended_view"):
            self.views.ended_view.take_way_out()
        elif event.text().isdecimal() and (self.views.shows("paid_view") or self.views.shows("ended_view")):
            self.new_sale()
            self.sale_view.amount.type_text(event.text())
        else:
            self._stay()
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_compact(is_compact=event.size().width() < _COMFORTABLE_WIDTH)

    # ------------------------------------------------------------------ putting it together
    def _lay_out(self, side: QWidget) -> None:
        side.setMinimumWidth(_RAIL_WIDTH[0])
        side.setMaximumWidth(_RAIL_WIDTH[1])
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._flash)
        column.addWidget(self.rail, 1)
        row = QHBoxLayout()
        row.addWidget(self.views, 7)
        row.addWidget(side, 2)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(row, 1)

    def _hear_engine(self) -> None:
        self._bridge.sale_changed.connect(self._on_sale_changed)
        self._bridge.sale_checked.connect(self._on_sale_checked)
        self._bridge.connection_changed.connect(self._on_connection_changed)
        self._bridge.identified.connect(self._on_identified)
        self._bridge.account_seen.connect(self._on_account_seen)
        self._bridge.charge_begun.connect(self._on_charge_begun)
        self._bridge.charge_refused.connect(self._on_charge_refused)

    def _hear_views(self) -> None:
        self.sale_view.options_made.connect(self._feed_options)
        self.sale_view.charge_requested.connect(self._on_charge_requested)
        self.sale_view.retry_requested.connect(self._on_retry_of_charge)
        self.sale_view.left.connect(self._back)
        self.sale_view.given_up.connect(self._on_given_up)
        self.views.new_sale_requested.connect(self.new_sale)
        self.views.touched.connect(self._stay)
        self.views.slip_wanted.connect(self.slip_wanted)
        self.views.refund_requested.connect(self.refund_requested)
        self.views.customer_requested.connect(self.customer_requested)
        self.rail.sale_chosen.connect(self.show_sale)
