"""One sale on the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from lomi_pos.till.states import Progress, State
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.big_text import FittedLabel
from lomi_pos.ui.pieces import Dot, ElidedLabel, label
from lomi_pos.ui.rail_order import tone_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from lomi_pos.till.sale import Sale

_SMALLEST_AMOUNT_PX = 11
_UNDER_WAY = frozenset({State.DRAFT, State.CREATING, State.OPEN})


class SaleCard(QPushButton):
    """Number, amount, note, age, and a dot with a word. A click shows the sale.

    Signals:
        chosen(int): the sale's id.
    """

    chosen = Signal(int)

    def __init__(self, sale: Sale, now: datetime) -> None:
        super().__init__()
        self._sale = sale
        self._looks: object = None
        self._dated_on: date | None = None
        """The day as of which a finished sale's moment is written."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"sale{sale.number}")
        theme.set_role(self, "saleCard")
        self._number = label("section")
        self._key: QLabel | None = None
        self._amount = FittedLabel("heading", _SMALLEST_AMOUNT_PX)
        self._dot = Dot()
        self._state = label("caption")
        self._note: ElidedLabel | None = None
        self._age = label("caption")
        self._lay_out()
        self.clicked.connect(self._on_clicked)
        self.show_sale(sale, now)

    @property
    def sale(self) -> Sale:
        return self._sale

    def show_sale(
        self, sale: Sale, now: datetime, *, key: str = "", is_new: bool = False, is_shown: bool = False
    ) -> None:
        """Show ``sale``; ``key`` opens it, ``is_new`` colours the whole card."""
        looks = (sale, key, is_new, is_shown, fmt.language(), theme.tokens())
        if looks != self._looks:
            self._looks = looks
            self._show(sale, key=key, is_new=is_new, is_shown=is_shown)
        self.tick(now)

    def _show(self, sale: Sale, *, key: str, is_new: bool, is_shown: bool) -> None:
        self._sale = sale
        self._dated_on = None
        tone = tone_of(sale)
        state = fmt.sale_words(sale)
        self._number.setText(sale.number)
        self._show_key(key)
        self._amount.setText(fmt.money(sale.amount))
        self._dot.show_tone(tone, is_ring=sale.state in _UNDER_WAY, has_core=sale.progress is Progress.PAYING)
        self._state.setText(state)
        theme.set_tone(self._state, tone if tone in {"green", "amber"} else "")
        self._show_note(sale.note)
        self._show_shown(is_shown=is_shown)
        theme.set_tone(self, tone if is_new or sale.needs_someone else "")
        self.setAccessibleName(f"{sale.number}, {fmt.money(sale.amount)}, {state}")
        self.setAccessibleDescription(key)

    def tick(self, now: datetime) -> None:
        if self._sale.state in _UNDER_WAY:
            self._age.setText(fmt.age(self._sale.created_at, now))
        elif (today := now.astimezone().date()) != self._dated_on:
            self._dated_on = today
            self._age.setText(fmt.moment_near(self._sale.settled_at or self._sale.created_at, now))

    def _show_shown(self, *, is_shown: bool) -> None:
        if self.property("shown") != is_shown:
            self.setProperty("shown", is_shown)
            theme.repolish(self)

    def _show_key(self, key: str) -> None:
        """Open sales have one."""
        if key and self._key is None:
            self._key = label("keycap")
            self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._first.insertWidget(1, self._key)
        if self._key is not None:
            self._key.setText(key)
            self._key.setVisible(bool(key))

    def _show_note(self, note: str) -> None:
        """Few sales have one."""
        if note and self._note is None:
            self._note = ElidedLabel("caption")
            self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._second.insertWidget(2, self._note, 1)
            self._note.show()
        if self._note is not None:
            self._note.show_text(note)

    def _lay_out(self) -> None:
        self._first, self._second = first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.SPACE_S)
        first.addWidget(self._number)
        first.addStretch(1)
        first.addWidget(self._amount)
        second.setSpacing(theme.SPACE_S)
        second.addWidget(self._dot)
        second.addWidget(self._state)
        second.addStretch()
        second.addWidget(self._age)
        both = QVBoxLayout(self)
        both.setContentsMargins(12, theme.SPACE_S, 12, theme.SPACE_S)
        both.setSpacing(2)
        both.addLayout(first)
        both.addLayout(second)
        for part in (self._number, self._amount, self._dot, self._state, self._age):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._sale.id)
