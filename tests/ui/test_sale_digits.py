from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lomi_pos.ui.sale_card import SaleCard
from lomi_pos.ui.sale_digits import MOST, SaleDigits
from tests.ui import sales
from tests.ui.conftest import Shop


def alt(shop: Shop, digit: int) -> None:
    QTest.keyClick(
        QApplication.focusWidget() or shop.window, Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.AltModifier
    )


def key_on_card(shop: Shop, number: str) -> list[str]:
    card = shop.counter.rail.findChild(SaleCard, f"sale{number}")
    assert card is not None
    return [label.text() for label in card.findChildren(QLabel) if label.property("role") == "keycap"]


@given(st.lists(st.frozensets(st.integers(1, 15), max_size=14), max_size=12))
def test_a_sale_keeps_its_digit_for_as_long_as_it_is_open(openings):
    digits = SaleDigits()
    held: dict[int, int] = {}
    for open_ids in openings:
        digits.keep(tuple(open_ids))
        now = {sale_id: digit for sale_id in open_ids if (digit := digits.of(sale_id)) is not None}
        assert len(set(now.values())) == len(now) == min(len(open_ids), MOST)
        assert all(now[sale_id] == digit for sale_id, digit in held.items() if sale_id in open_ids)
        assert all(digits.sale_at(digit) == sale_id for sale_id, digit in now.items())
        held = now


@given(st.frozensets(st.integers(1, 15), min_size=1, max_size=14))
def test_ctrl_tab_comes_by_every_open_sale_once_and_round_again(open_ids):
    digits = SaleDigits()
    digits.keep(tuple(open_ids))
    seen = [digits.after(None)]
    for _ in open_ids:
        seen.append(digits.after(seen[-1]))
    assert frozenset(seen[:-1]) == open_ids
    assert seen[-1] == seen[0]


def test_a_card_that_climbs_takes_its_digit_along(shop):
    for number in (1, 2, 3):
        shop.tell(sales.waiting(number, at=sales.NOW + timedelta(seconds=number)))
    shop.tell(sales.paid_twice(3), sales.payment())
    assert [sale.number for sale in shop.counter.rail.open_sales] == ["A-003", "A-001", "A-002"]
    for digit, name in ((1, "A-001"), (2, "A-002"), (3, "A-003")):
        alt(shop, digit)
        assert shop.window.windowTitle().startswith(name)
        assert key_on_card(shop, name) == [f"Alt+{digit}"]


def test_the_digit_of_a_sale_that_is_over_goes_to_the_next_one(shop):
    shop.tell(sales.waiting(1))
    shop.tell(sales.waiting(2))
    shop.tell(sales.expired(1))
    shop.counter.new_sale()
    alt(shop, 1)
    assert shop.window.windowTitle() == "lomi POS", "nobody else's sale comes for it"
    shop.tell(sales.waiting(3))
    alt(shop, 1)
    assert shop.window.windowTitle().startswith("A-003")
    alt(shop, 2)
    assert shop.window.windowTitle().startswith("A-002")


def test_in_a_small_window_the_digit_stays_on_the_card(shop):
    shop.tell(sales.waiting(1))
    shop.window.resize(800, 600)
    assert key_on_card(shop, "A-001") == ["1"]
