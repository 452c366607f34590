"""The line that says, for a few seconds, that other sales than the one in front have been paid."""

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
        self._sales: dict[int, Sale] = {}
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
        self._sales.pop(sale.id, None)  # the newest comes last
        self._sales[sale.id] = sale
        self.retranslate()
        self.show()

    def tick(self) -> bool:
        """Whether a sale has just stopped being news."""
        now_s = self._clock.monotonic()
        old = [sale_id for sale_id, until_s in self._until_s.items() if now_s >= until_s]
        for sale_id in old:
            del self._until_s[sale_id], self._sales[sale_id]
        if old and not self._until_s:
            self.hide()
        elif old:
            self.retranslate()
        return bool(old)

    def retranslate(self) -> None:
        if not self._sales:
            return
        from lomi_pos.ui.paid_view import verdict_of  # noqa: PLC0415  there is no payment at the first paint

        *_, newest = self._sales.values()
        verdicts = [verdict_of(sale) for sale in self._sales.values()]
        if len(self._sales) == 1:
            amount = fmt.money(newest.received or newest.amount)
            words = self.tr("{number}: {word}, {amount}").format(
                number=newest.number, word=verdicts[-1].word, amount=amount
            )
        else:
            numbers = ", ".join(sale.number for sale in self._sales.values())
            words = self.tr("{count} sales paid: {numbers}").format(count=len(self._sales), numbers=numbers)
        self._line.setText(words)
        theme.set_tone(self._line, "green" if all(one.tone == "green" for one in verdicts) else "amber")
