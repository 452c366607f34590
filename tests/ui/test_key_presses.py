"""How many keys a sale costs, against the fewest there could be: its figures, and one key that means "now"."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lomi_pos.till.order import Order
from tests.ui import sales
from tests.ui.conftest import Shop

ENTER, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2


class Hand:
    """Presses keys, counts them, and lets lomi. answer each charge at once."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.presses = 0

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            self._shop.clock.advance(milliseconds=120)
            where = QApplication.focusWidget() or self._shop.window
            if isinstance(key, str):
                QTest.keyClicks(where, key)
            else:
                QTest.keyClick(where, key)
            self.presses += 1

    def charge(self, number: int, figures: str) -> None:
        self.press(*figures, ENTER)
        order = self._shop.bridge.calls[-1][1]
        assert isinstance(order, Order)
        made = replace(sales.waiting(number, order.amount.minor), order_id=order.id)
        self._shop.bridge.charge_begun.emit(replace(sales.creating(number, order.amount.minor), order_id=order.id))
        self._shop.tell(made)
        assert self._shop.shows("qr")


@pytest.fixture
def hand(shop: Shop) -> Hand:
    return Hand(shop)


@pytest.mark.parametrize(("figures", "presses"), [("12500", 6), ("12*", 4), ("5*", 3)])
def test_a_code_costs_its_figures_and_one_key_more(hand, figures, presses):
    hand.charge(41, figures)
    assert hand.presses == presses == len(figures) + 1


def test_from_paid_to_the_next_sale_is_one_key_or_none(shop, hand):
    hand.charge(41, "12500")
    shop.tell(sales.paid(), sales.payment())
    hand.presses = 0
    hand.press(ENTER)
    assert (hand.presses, shop.find("amount").hasFocus()) == (1, True)

    shop.counter.show_sale(41)
    hand.presses = 0
    hand.charge(42, "12500")
    assert hand.presses == 6, "the first figure is the way to the next sale"


def test_three_customers_at_once_cost_one_key_more_for_each_that_waits(shop, hand):
    hand.charge(41, "1*")
    hand.press(F2)
    hand.charge(42, "2*")
    hand.press(F2)
    hand.charge(43, "5*")
    assert hand.presses == 3 * len("1*\r") + 2
    assert [sale.number for sale in shop.counter.rail.open_sales] == ["A-041", "A-042", "A-043"]
    hand.presses = 0
    for number, amount in ((42, 2_000), (41, 1_000)):
        shop.tell(sales.paid(number, amount), sales.payment(amount))
    assert (hand.presses, shop.shows("qr")) == (0, True)
