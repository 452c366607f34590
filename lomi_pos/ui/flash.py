"""The line that says, for a few seconds, that another sale than the one in front has been paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock
    from lomi_pos.till.sale import Sale

FLASH_S = 6.0


class Flash(Page):
    """Takes neither focus nor clicks; the rail's card turns green beside it."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until_s: dict[int, float] = {}
        self._sale: Sale | None = None
        self._line = label("notice", "flash", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        column.addWidget(self._line)
        self.hide()

    @property
    def just_paid(self) -> frozenset[int]:
        return frozenset(self._until_s)

    def tell_paid(self, sale: Sale) -> None:
        self._until_s[sale.id] = self._clock.monotonic() + FLASH_S
        self._sale = sale
        self.retranslate()
        self.show()

    def tick(self) -> bool:
        """Whether a sale has just stopped being news."""
        now_s = self._clock.monotonic()
        old = [sale_id for sale_id, until_s in self._until_s.items() if now_s >= until_s]
        for sale_id in old:
            del self._until_s[sale_id]
        if old and not self._until_s:
            self.hide()
        return bool(old)

    def retranslate(self) -> None:
        if self._sale is None:
            return
        from lomi_pos.ui.paid_view import verdict_of  # noqa: PLC0415  there is no payment at the first paint

        verdict = verdict_of(self._sale)
        amount = fmt.money(self._sale.received or self._sale.amount)
        self._line.setText(
            self.tr("{number}: {word}, {amount}").format(number=self._sale.number, word=verdict.word, amount=amount)
        )
        theme.set_tone(self._line, "green" if verdict.tone == "green" else "amber")
