"""Practice: what the customer does next, chosen by the trainee instead of on the hosted page."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from lomi_pos.till.sale import Sale, State
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, card, label

DROPPED_FOR_S = 20.0
_NARROW, _WIDE = 620, 1180
"""Below the first width two buttons stand side by side, below the second three, else all six."""


class Trainer(Protocol):
    """The embedded simulator, told what its customers do. No call waits for anything."""

    def pay(self, session_id: str) -> None: ...

    def pay_slowly(self, session_id: str) -> None: ...

    def refuse(self, session_id: str) -> None: ...

    def expire(self, session_id: str) -> None: ...

    def pay_late(self, session_id: str) -> None:
        """Let the code expire first, then pay."""

    def drop_connection(self, seconds: float) -> None: ...


class TraineePanel(Page):
    """An amber strip below the sale that is being practised. No button takes the keyboard away from the counter.

    Signals:
        acted(): the customer has done something: worth a look.
    """

    acted = Signal()

    def __init__(self, trainer: Trainer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("traineePanel")
        self._trainer = trainer
        self._session_id = ""
        self._frame = card("card", "traineeCard")
        self._title = label("section")
        self._hint = label("caption")
        self._acts: dict[str, Callable[[str], None]] = {
            "pay": trainer.pay,
            "paySlowly": trainer.pay_slowly,
            "refuse": trainer.refuse,
            "expire": trainer.expire,
            "payLate": trainer.pay_late,
        }
        self._buttons = {name: self._act_button(name) for name in (*self._acts, "dropConnection")}
        self._grid = QGridLayout()
        self._columns = 0
        self._lay_out()
        self.set_sale(None)
        self.retranslate()

    def set_sale(self, sale: Sale | None) -> None:
        """The sale whose customer does it; without one only the connection can drop."""
        attempt = sale.attempt if sale is not None else None
        self._session_id = (attempt.remote_id or "") if attempt is not None else ""
        is_open = sale is not None and sale.state is State.OPEN
        is_over = sale is not None and sale.state in {State.EXPIRED, State.CANCELLED}
        for name in self._acts:
            can_be = is_open or (is_over and name == "payLate")
            self._buttons[name].setEnabled(bool(self._session_id) and can_be)
        self._hint.setVisible(sale is None)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Practice: what the customer does"))
        self._title.setText(self.tr("PRACTICE: no money moves. What does the customer do?"))
        self._hint.setText(self.tr("Charge an amount first."))
        for name, words in {
            "pay": self.tr("Pays"),
            "paySlowly": self.tr("Pays slowly"),
            "refuse": self.tr("Is refused"),
            "expire": self.tr("Lets the code expire"),
            "payLate": self.tr("Pays late"),
            "dropConnection": self.tr("Connection drops for {seconds} s").format(seconds=int(DROPPED_FOR_S)),
        }.items():
            self._buttons[name].setText(words)
            self._buttons[name].setAccessibleName(words)
        theme.set_tone(self._title, "amber")
        of = theme.tokens()
        self._frame.setStyleSheet(
            f"QFrame#traineeCard {{ background: {of.amber_soft}; border: 1px solid {of.frame}; border-radius: 12px; }}"
        )

    # ------------------------------------------------------------------ building
    def _act_button(self, name: str) -> QPushButton:
        made = button(f"trainee_{name}", "chip", focus=Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self._act(name))
        return made

    def _lay_out(self) -> None:
        frame = self._frame
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        self._grid.setSpacing(theme.SPACE_S)
        column.addLayout(self._grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() < _NARROW else 3 if self.width() < _WIDE else 6
        if columns == self._columns:
            return
        self._columns = columns
        for count, one in enumerate(self._buttons.values()):
            self._grid.addWidget(one, count // columns, count % columns)

    def _act(self, name: str) -> None:
        if name == "dropConnection":
            self._trainer.drop_connection(DROPPED_FOR_S)
        elif self._session_id:
            self._acts[name](self._session_id)
        self.acted.emit()
