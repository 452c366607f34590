"""The sales beside the counter: those under way first, then today's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label
from lomi_pos.ui.sale_digits import SaleDigits

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.till.sale import Sale
    from lomi_pos.ui.rail_order import RailOrder
    from lomi_pos.ui.sale_card import SaleCard

_AT_ONCE = 12
"""So many more finished sales get a card: one is eight widgets, and of a long day the first are looked at."""
_LEAST_CARD_PX = 50
_NEAR_THE_END_PX = 150


class Rail(Page):
    """The right of the window.

    Signals:
        sale_chosen(int): a card was clicked; the sale's id.
    """

    sale_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: RailOrder | None = None
        self.digits = SaleDigits()
        self._is_compact = False
        self._is_read = False
        self._cards: dict[int, SaleCard] = {}
        self._most_finished = _AT_ONCE
        self._shown: tuple[Sequence[Sale], datetime, frozenset[int], int | None] | None = None
        self._open_title = label("section")
        self._today_title = label("section")
        self._nothing_open = label("quiet", wraps=True)
        self._nothing_today = label("quiet", wraps=True)
        self._open, self._open_cards = _list("openSales")
        self._today, self._today_cards = _list("today")
        self._lay_out()
        self._show_nothing()
        self.retranslate()

    @property
    def open_sales(self) -> tuple[Sale, ...]:
        """From top to bottom."""
        return self._order.open_sales if self._order is not None else ()

    @property
    def _finished(self) -> tuple[Sale, ...]:
        """Today's, the newest first."""
        return self._order.finished if self._order is not None else ()

    def show_sales(self, sales: Iterable[Sale], now: datetime, *, just_paid: frozenset[int], front: int | None) -> None:
        from lomi_pos.ui.rail_order import rail_order  # noqa: PLC0415  the window is painted before there is a sale

        everyone = tuple(sales)
        self._shown = (everyone, now, just_paid, front)
        self._order = rail_order(everyone, now, just_paid)
        open_sales = self._order.open_sales
        self.digits.keep([sale.id for sale in open_sales])
        finished = self._order.finished[: self._most_finished]
        shown = {sale.id for sale in (*open_sales, *finished)}
        for gone in [sale_id for sale_id in self._cards if sale_id not in shown]:
            card = self._cards.pop(gone)
            card.setParent(None)
            card.deleteLater()
        for place, sale in enumerate(open_sales):
            key = self._key_of(sale)
            self._put(self._open_cards, place, sale, now, key=key, is_new=sale.id in just_paid, front=front)
        for place, sale in enumerate(finished):
            self._put(self._today_cards, place, sale, now, front=front)
        self._show_nothing()

    def _key_of(self, sale: Sale) -> str:
        digit = self.digits.of(sale.id)
        if digit is None:
            return ""
        return str(digit) if self._is_compact else f"Alt+{digit}"

    @Slot()
    def _show_more(self) -> None:
        """Make cards for the next finished sales as soon as the end of those that are there comes near."""
        bar = self._scroll.verticalScrollBar()
        if self._most_finished < len(self._finished) and bar.maximum() - bar.value() < _NEAR_THE_END_PX:
            self._most_finished += _AT_ONCE
            self._show_again()

    @Slot()
    def journal_was_read(self) -> None:
        """From now on an empty list means that there is nothing; before, that nobody has looked."""
        self._is_read = True
        self._show_nothing()

    def _show_nothing(self) -> None:
        self._nothing_open.setVisible(self._is_read and not self.open_sales)
        self._nothing_today.setVisible(self._is_read and not self._finished)

    def set_compact(self, *, is_compact: bool) -> None:
        """A small window: the amounts need the room, so of a key only its figure is shown."""
        self._is_compact = is_compact
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = self.height() // _LEAST_CARD_PX
        if fitting > self._most_finished:
            self._most_finished = fitting
            self._show_again()

    def tick(self, now: datetime) -> None:
        for card in self._cards.values():
            card.tick(now)

    def _put(
        self,
        where: QVBoxLayout,
        place: int,
        sale: Sale,
        now: datetime,
        *,
        front: int | None,
        key: str = "",
        is_new: bool = False,
    ) -> None:
        card = self._cards.get(sale.id)
        if card is None:
            from lomi_pos.ui.sale_card import SaleCard  # noqa: PLC0415  with the first sale

            card = self._cards[sale.id] = SaleCard(sale, now)
            card.chosen.connect(self.sale_chosen)
        if where.indexOf(card) != place:
            where.insertWidget(place, card)
        card.show_sale(sale, now, key=key, is_new=is_new, is_shown=sale.id == front)

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        inside = QWidget(scroll)
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._open_title)
        column.addWidget(self._nothing_open)
        column.addWidget(self._open)
        column.addSpacing(theme.SPACE_M)
        column.addWidget(self._today_title)
        column.addWidget(self._nothing_today)
        column.addWidget(self._today)
        column.addStretch(1)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setProperty("focusPolicy", "NoFocus")
        scroll.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        scroll.verticalScrollBar().valueChanged.connect(self._show_more)
        self._scroll = scroll
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)

    def retranslate(self) -> None:
        self._open_title.setText(self.tr("Open sales"))
        self._today_title.setText(self.tr("Today"))
        self._nothing_open.setText(self.tr("No sale is waiting."))
        self._nothing_today.setText(self.tr("Nothing yet today."))
        self._open.setAccessibleName(self._open_title.text())
        self._today.setAccessibleName(self._today_title.text())
        self._show_again()

    def _show_again(self) -> None:
        if self._shown is not None:
            sales, now, just_paid, front = self._shown
            self.show_sales(sales, now, just_paid=just_paid, front=front)


def _list(name: str) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    holder.setObjectName(name)
    cards = QVBoxLayout(holder)
    cards.setContentsMargins(0, 0, 0, 0)
    cards.setSpacing(theme.SPACE_S)
    return holder, cards
