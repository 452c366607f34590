"""“Dealt with”, and taking it back: one button in one place, with one key.

It is written down at the first press, so that it costs the usual clerk no question. What guards against a slip of the
hand is that the same button takes it back, for as long as the sale can be looked at; and that nothing counts which is
pressed before anyone can have read what it is about.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton

from lomi_pos.till import events as ev
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale import Sale
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import say

READ_IN_S = 0.6
"""A press that comes sooner after the button has changed is a bounce, or was meant for what stood there before."""


class DealtWithButton(QPushButton):
    """Shown while its sale needs someone, or can be put back on top.

    Signals:
        acknowledged(Sale): someone has dealt with it, as it stands on the screen.
        taken_up_again(Sale): that was a slip of the hand.
    """

    acknowledged = Signal(object)
    taken_up_again = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._sale: Sale | None = None
        self._about: object = None
        self._since_s = 0.0
        self.setObjectName("acknowledge")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.set_role(self, "secondary")
        self.clicked.connect(self._on_clicked)

    def show_sale(self, sale: Sale, *, colour: str = "") -> None:
        """Be the button of ``sale``; ``colour`` is that of its icon."""
        self._sale = sale
        about = (sale.id, sale.needs_someone, sale.flags, sale.received, sale.reason)
        if about != self._about:
            self._about, self._since_s = about, self._clock.monotonic()
        is_undo = not sale.needs_someone
        self.setObjectName("takeUpAgain" if is_undo else "acknowledge")
        self.setVisible(sale.needs_someone or sale.can_be_taken_up_again)
        key = self.tr("Ctrl+D")
        if is_undo:
            say(self, self.tr("Undo: not dealt with"), key, "refund", colour)
        else:
            say(self, self.tr("Dealt with"), key, "tick", colour)

    def _on_clicked(self) -> None:
        if self._sale is None or self._clock.monotonic() - self._since_s < READ_IN_S:
            return
        (self.acknowledged if self._sale.needs_someone else self.taken_up_again).emit(self._sale)


def dealt_with_words(sale: Sale) -> str:
    """Who called it dealt with, and when; empty when nobody did."""
    if not sale.can_be_taken_up_again:
        return ""
    said = next(event for event in reversed(sale.history) if isinstance(event, ev.SaleAcknowledged))
    time = fmt.clock_time_s(said.at)
    if said.who in {"", "clerk", "till"}:
        return QCoreApplication.translate("dealtWith", "Called dealt with at {time}.").format(time=time)
    return QCoreApplication.translate("dealtWith", "{who} called it dealt with at {time}.").format(
        who=said.who, time=time
    )
