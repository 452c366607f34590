"""Practice: what the customer does next, chosen by the trainee instead of on the hosted page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from lomi_pos.till.states import State
from lomi_pos.ui import theme
from lomi_pos.ui.coach import Coach
from lomi_pos.ui.pieces import Page, button, card, label, say

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.sale import Sale

DROPPED_FOR_S = 20.0
_COLUMNS = (6, 3, 2)
_SHORT_ROW = 780
"""From this width on, one row of short words with their figures is better than two of long ones."""

_LAST = "dropConnection"
ACTS = ("pay", "paySlowly", "refuse", "expire", "payLate", _LAST)
"""In the order of Ctrl+1 to 6."""


class Trainer(Protocol):
    """The embedded simulator, told what its customers do. No call waits for anything."""

    def pay(self, session_id: str) -> None: ...

    def pay_slowly(self, session_id: str) -> float:
        """Let the customer begin to pay; return in how many seconds the money is there."""

    def refuse(self, session_id: str) -> None: ...

    def expire(self, session_id: str) -> None: ...

    def pay_late(self, session_id: str) -> float:
        """Let the code expire first, then pay; return in how many seconds the money is there."""

    def drop_connection(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class _Coming:
    """Something that happens by itself at ``at_s`` of the clock; to this session, or to the line when it is empty."""

    act: str
    session_id: str
    at_s: float


class TraineePanel(Page):
    """An amber strip below the sale that is being practised. No button takes the keyboard away from the counter.

    Signals:
        acted(): the customer has done something: worth a look.
    """

    acted = Signal()

    def __init__(self, trainer: Trainer, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("traineePanel")
        self._trainer = trainer
        self._clock = clock
        self._session_id = ""
        self._sale: Sale | None = None
        self._coming: _Coming | None = None
        self.coach = Coach()
        self._frame = card("card", "traineeCard")
        self._line = label("heading", "traineeLine", wraps=True)
        theme.mark(self._line, tone="amber")
        self._acts: dict[str, Callable[[str], float | None]] = {
            "pay": trainer.pay,
            "paySlowly": trainer.pay_slowly,
            "refuse": trainer.refuse,
            "expire": trainer.expire,
            "payLate": trainer.pay_late,
        }
        self._buttons = {name: self._act_button(name) for name in ACTS}
        self._grid = QGridLayout()
        self._columns = 0
        self._lay_out()
        self.set_sale(None)
        self.retranslate()

    # ------------------------------------------------------------------ what it is told
    def set_sale(self, sale: Sale | None) -> None:
        """The sale whose customer does it; without one only the connection can drop."""
        self._sale = sale
        self.coach.see_sale(sale)
        attempt = sale.attempt if sale is not None else None
        self._session_id = (attempt.remote_id or "") if attempt is not None else ""
        is_open = sale is not None and sale.state is State.OPEN
        is_over = sale is not None and sale.state in {State.EXPIRED, State.CANCELLED}
        for name in self._acts:
            can_be = is_open or (is_over and name == "payLate")
            self._buttons[name].setEnabled(bool(self._session_id) and can_be)
        self._show_line()

    def set_amount(self, *, is_empty: bool) -> None:
        """Whether there is anything in the amount field."""
        self.coach.see_amount(is_empty=is_empty)
        self._show_line()

    def finish_coaching(self) -> None:
        """Somebody has practised here before."""
        self.coach.finish()
        self._show_line()

    def tick(self) -> None:
        """Count down to what is coming; called twice a second."""
        if self._coming is not None:
            if self._clock.monotonic() >= self._coming.at_s:
                self._coming = None
                self.acted.emit()
            self._show_line()

    def act(self, place: int) -> None:
        """Press the button at ``place``, if it can be pressed: Ctrl+1 to 6."""
        self._buttons[ACTS[place]].click()

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Practice: what the customer does"))
        self._show_line()
        self._arrange()

    def _say_buttons(self, *, is_short: bool) -> None:
        for place, (name, words) in enumerate(self._words().items(), start=1):
            key = self.tr("Ctrl+{figure}").format(figure=place)
            say(self._buttons[name], words, "" if is_short else key)
            self._buttons[name].setToolTip(f"{words} ({key})")
            if is_short:
                self._buttons[name].setText(f"{place} {self._short_words()[name]}")

    def _short_words(self) -> dict[str, str]:
        return {
            "pay": self.tr("Pays", "short"),
            "paySlowly": self.tr("Slowly", "short"),
            "refuse": self.tr("Refused", "short"),
            "expire": self.tr("Expires", "short"),
            "payLate": self.tr("Late", "short"),
            _LAST: self.tr("Line down", "short"),
        }

    def _words(self) -> dict[str, str]:
        return {
            "pay": self.tr("Pays"),
            "paySlowly": self.tr("Pays slowly"),
            "refuse": self.tr("Is refused"),
            "expire": self.tr("Lets it expire"),
            "payLate": self.tr("Pays late"),
            _LAST: self.tr("Line down {seconds} s").format(seconds=int(DROPPED_FOR_S)),
        }

    def _show_line(self) -> None:
        self._line.setText(self._coming_words() or self.coach.line() or self._usual_words())

    def _usual_words(self) -> str:
        if self._sale is None:
            return self.tr("Practice: charge an amount first, then play the customer here.")
        return self.tr("Practice: what does the customer do?")

    def _coming_words(self) -> str:
        coming = self._coming
        if coming is None or coming.session_id not in {"", self._session_id}:
            return ""
        left = max(1, round(coming.at_s - self._clock.monotonic()))
        if coming.act == _LAST:
            return self.tr("The line is down. It comes back in {n} s.").format(n=left)
        if coming.act == "payLate":
            return self.tr("It has expired. The customer pays late, in {n} s.").format(n=left)
        is_over = self._sale is None or self._sale.state is not State.OPEN
        return "" if is_over else self.tr("The customer confirms on the phone in {n} s.").format(n=left)

    # ------------------------------------------------------------------ building
    def _act_button(self, name: str) -> QPushButton:
        made = button(f"trainee_{name}", "chip", focus="NoFocus")
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
        column.addWidget(self._line)
        self._grid.setSpacing(theme.SPACE_S)
        column.addLayout(self._grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """All in one row, with shorter words if it must be; in a narrower window two or three rows."""
        self._say_buttons(is_short=False)
        columns = self._columns_that_fit()
        if columns < _COLUMNS[0] and self.width() >= _SHORT_ROW:
            self._say_buttons(is_short=True)
            columns = self._columns_that_fit()
        if columns == self._columns:
            return
        self._columns = columns
        for count, one in enumerate(self._buttons.values()):
            self._grid.addWidget(one, count // columns, count % columns)

    def _columns_that_fit(self) -> int:
        widest = max(one.sizeHint().width() for one in self._buttons.values()) + theme.SPACE_S
        room = self.width() - 2 * theme.SPACE_M + theme.SPACE_S
        return next((count for count in _COLUMNS if count * widest <= room), _COLUMNS[-1])

    def _act(self, name: str) -> None:
        seconds: float | None = None
        if name == _LAST:
            self._trainer.drop_connection(DROPPED_FOR_S)
            seconds = DROPPED_FOR_S
        elif self._session_id:
            seconds = self._acts[name](self._session_id)
        if seconds is not None:
            at_s = self._clock.monotonic() + seconds
            self._coming = _Coming(name, "" if name == _LAST else self._session_id, at_s)
        self._show_line()
        if name != _LAST:  # a line that is cut is for the till to find out
            self.acted.emit()
