"""What practice adds to the counter: the trainee's panel, its keys, and whether to lead through a first sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lomi_pos.till.states import State
from lomi_pos.ui.trainee_panel import ACTS, TraineePanel

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.sale_lines import SaleLine
    from lomi_pos.ui.bridge import EngineBridge
    from lomi_pos.ui.counter import Counter
    from lomi_pos.ui.shortcuts import Shortcuts
    from lomi_pos.ui.trainee_panel import Trainer


class Training(QObject):
    """The trainee below the counter."""

    def __init__(
        self, trainer: Trainer, bridge: EngineBridge, counter: Counter, clock: Clock, shortcuts: Shortcuts
    ) -> None:
        super().__init__(counter)
        self._bridge = bridge
        self.panel = panel = TraineePanel(trainer, clock, counter)
        amount = counter.sale_view.amount
        panel.acted.connect(counter.views.check_now)
        counter.ticked.connect(panel.tick)
        amount.amount_changed.connect(lambda: panel.set_amount(is_empty=amount.is_empty))
        bridge.day_changed.connect(self._ask_whether_practised)
        counter.add_panel(panel)
        shortcuts.bind_figures("Ctrl", len(ACTS), self._let_customer_act)

    @Slot()
    def _ask_whether_practised(self) -> None:
        """The journal has been read: has a sale ever been paid in practice?"""
        self._bridge.day_changed.disconnect(self._ask_whether_practised)
        from lomi_pos.till.sale_lines import SalesQuery  # noqa: PLC0415  after the first paint

        self._bridge.fetch_sale_lines(SalesQuery(states=(State.PAID,), limit=1), self._on_practised)

    def _on_practised(self, paid: list[SaleLine]) -> None:
        if paid:
            self.panel.finish_coaching()

    def _let_customer_act(self, place: int) -> None:
        if self.panel.isVisible():
            self.panel.act(place)
