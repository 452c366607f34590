"""The views of a sale, of which one is in front: where it is typed, waits, is paid, or has ended."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lomi_pos.till.states import State
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.sale_view import SaleView

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.till.ports import Clock
    from lomi_pos.till.settings import Settings
    from lomi_pos.ui.ended_view import EndedView
    from lomi_pos.ui.paid_view import PaidView
    from lomi_pos.ui.waiting_view import WaitingView
    from lomi_pos.ui.watched import Watched


class SaleViews(QStackedWidget):
    """All but the first are made when they are wanted. What their buttons do to the sale is asked of the engine here.

    Signals:
        new_sale_requested(): an empty sale is wanted.
        touched(): someone looks at what was paid.
        slip_wanted(Sale, Outlet): its receipt or its code is to be handed out.
        refund_requested(int): money of the sale with this id is to be given back.
        customer_requested(): its code is to be shown to the customer.
    """

    new_sale_requested = Signal()
    touched = Signal()
    slip_wanted = Signal(object, object)
    refund_requested = Signal(int)
    customer_requested = Signal()

    def __init__(
        self, bridge: EngineBridge, settings: Settings, clock: Clock, *, is_practice: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clock = clock
        self._is_practice = is_practice
        self._sale_id: int | None = None
        self.sale_view = SaleView(clock, settings, self)
        self.addWidget(self.sale_view)

    # ------------------------------------------------------------------ which is in front
    def show_draft(self) -> None:
        self._sale_id = None
        self.setCurrentWidget(self.sale_view)

    def show_sale(self, watched: Watched) -> None:
        sale = watched.sale
        self._sale_id = sale.id
        view: QWidget
        if sale.state is State.PAID:
            view = self.paid_view
            view.show_sale(sale)
        elif sale.state in {State.DRAFT, State.CREATING, State.OPEN}:
            view = self.waiting_view
            view.show_sale(watched, self._clock.now())
        else:
            view = self.ended_view
            view.show_sale(sale, self._clock.now(), is_out_of_sight=watched.is_out_of_sight)
        self.setCurrentWidget(view)

    def shows(self, name: str) -> bool:
        """Whether that view is in front, without making it."""
        return vars(self).get(name) is self.currentWidget()

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        view = self.currentWidget()
        if view is self.sale_view:
            self.sale_view.take_focus()
        elif view is not None:
            view.setFocus()

    def tick(self, now: datetime) -> None:
        if self.shows("waiting_view"):
            self.waiting_view.tick(now)

    # ------------------------------------------------------------------ made when they are wanted
    @cached_property
    def waiting_view(self) -> WaitingView:
        from lomi_pos.ui.waiting_view import WaitingView  # noqa: PLC0415  QR codes and pictures, after the first paint

        view = WaitingView(is_practice=self._is_practice)
        view.new_sale_requested.connect(self.new_sale_requested)
        view.check_requested.connect(self.check_now)
        view.cancel_requested.connect(self._cancel)
        view.new_code_requested.connect(self._new_code)
        view.customer_requested.connect(self.customer_requested)
        view.slip_wanted.connect(self.slip_wanted)
        self.addWidget(view)
        return view

    @cached_property
    def paid_view(self) -> PaidView:
        from lomi_pos.ui.paid_view import PaidView  # noqa: PLC0415

        view = PaidView(self._clock)
        view.next_sale_requested.connect(self.new_sale_requested)
        view.acknowledged.connect(self._bridge.acknowledge)
        view.taken_up_again.connect(self._bridge.take_up_again)
        view.touched.connect(self.touched)
        view.refund_requested.connect(self.refund_requested)
        view.slip_wanted.connect(self.slip_wanted)
        self.addWidget(view)
        return view

    @cached_property
    def ended_view(self) -> EndedView:
        from lomi_pos.ui.ended_view import EndedView  # noqa: PLC0415

        view = EndedView(self._clock)
        view.new_code_requested.connect(self._new_code)
        view.retry_requested.connect(self._retry)
        view.check_requested.connect(self.check_now)
        view.acknowledged.connect(self._bridge.acknowledge)
        view.taken_up_again.connect(self._bridge.take_up_again)
        view.new_sale_requested.connect(self.new_sale_requested)
        self.addWidget(view)
        return view

    # ------------------------------------------------------------------ what is done to the sale in front
    @Slot()
    def check_now(self) -> None:
        if self._sale_id is not None:
            self._bridge.check_now(self._sale_id)

    @Slot()
    def _new_code(self) -> None:
        if self._sale_id is not None:
            self._bridge.new_code(self._sale_id)

    @Slot()
    def _retry(self) -> None:
        if self._sale_id is not None:
            self._bridge.retry(self._sale_id)

    @Slot()
    def _cancel(self) -> None:
        if self._sale_id is not None:
            self._bridge.cancel(self._sale_id)
