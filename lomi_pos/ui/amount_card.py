"""The amount being typed, in its frame: the figures, their currency on the same line, and the sum above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from lomi_pos.till.errors import TillRefusal
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.amount_field import AmountField
from lomi_pos.ui.pieces import ElidedLabel, label

if TYPE_CHECKING:
    from lomi_pos.till.money import Money
    from lomi_pos.till.ports import Clock


class AmountCard(QFrame):
    """Its frame is lit while ``field`` has the keyboard."""

    def __init__(self, clock: Clock, currency: str) -> None:
        super().__init__()
        self.field = AmountField(clock, currency)
        self._sum = ElidedLabel("number")
        self._sum.setProperty("alignment", "AlignRight")
        self._currency = label("title")
        self.setObjectName("amountCard")
        theme.mark(self, "card")
        self.setProperty("active", "true")  # the amount has the keyboard from the first moment
        self._lay_out()
        self.field.installEventFilter(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        at_the_bottom = QVBoxLayout()
        at_the_bottom.addStretch(1)
        at_the_bottom.addWidget(self._currency)
        row.addLayout(at_the_bottom)
        row.setSpacing(theme.SPACE_M)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        inside.addWidget(self._sum)
        inside.addLayout(row)

    def total(self) -> Money | None:
        """What is to be charged; None while that is no amount."""
        if self.field.is_empty:
            return None
        try:
            return self.field.total()
        except TillRefusal:
            return None

    def set_largest(self, largest_px: int) -> None:
        self.field.set_largest(largest_px)
        self._place_currency()

    def show_currency(self, currency: str) -> None:
        self._currency.setText(fmt.currency_sign(currency))

    def show_sum(self) -> None:
        """The lines that were added with ``+``, the one being typed, and what they come to."""
        added = [fmt.figures(line) for line in self.field.lines]
        typed = self.field.text()
        total = self.total()
        if added and total is not None:
            self._sum.show_text(f"{' + '.join([*added, typed] if typed else added)} = {fmt.money(total)}")
        self._sum.setVisible(bool(added))

    def _place_currency(self) -> None:
        """On the line on which the figures stand."""
        below = self.field.room_below_figures - self._currency.fontMetrics().descent()
        self._currency.setContentsMargins(0, 0, 0, max(below, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place_currency()
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            active = "true" if event.type() is QEvent.Type.FocusIn else "false"
            if self.property("active") != active:
                self.setProperty("active", active)
                self.style().polish(self)
        return super().eventFilter(watched, event)
