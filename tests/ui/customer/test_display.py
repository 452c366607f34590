"""F6 where there is one screen: the window is turned round. Two screens: ``test_two_screens.py``."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from lomi_pos.ui.customer.view import CustomerView
from tests.ui import sales


def press_f6(qtbot, shop) -> None:
    qtbot.keyClick(shop.window, Qt.Key.Key_F6)


def shown_texts(shop) -> str:
    labels = [one for one in shop.window.findChildren(QLabel) if one.isVisible()]
    return " ".join(one.text() for one in labels)


def turned_round(shop) -> bool:
    return bool(shop.shows("customer"))


def test_f6_turns_the_window_round_and_back(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    view = shop.find("customer")
    assert isinstance(view, CustomerView)
    assert view.qr.url == sales.URL
    assert "15:00" in shown_texts(shop)
    assert not shop.window.strip.isVisible()
    press_f6(qtbot, shop)
    assert not turned_round(shop)
    assert shop.window.strip.isVisible()
    assert shop.window.windowTitle().startswith("A-041 open")


def test_the_customer_sees_nothing_of_the_staffs(qtbot, shop):
    shop.show(sales.waiting(40, note="Awa owes us"))
    shop.show(sales.waiting(41, note="the usual one"))
    press_f6(qtbot, shop)
    assert "the usual one" not in shown_texts(shop)
    assert "A-041" not in shown_texts(shop)
    assert "A-040" not in shown_texts(shop)
    visible = {one.objectName() for one in shop.window.findChildren(QWidget) if one.isVisible()}
    assert not visible & {"openSales", "today", "todayTotal", "note"}


def test_esc_gives_the_window_back(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    qtbot.keyClick(shop.find("customer"), Qt.Key.Key_Escape)
    assert not turned_round(shop)


def test_without_a_code_f6_says_what_to_do(qtbot, shop):
    press_f6(qtbot, shop)
    assert not turned_round(shop)
    assert "Charge an amount" in shop.find("trouble").text()


def test_paid_it_thanks_and_then_is_the_clerks_again(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    paid = sales.paid(41)
    shop.bridge.sale_changed.emit(paid, paid.history[-1:])
    assert turned_round(shop)
    shop.clock.advance(seconds=5)
    shop.counter.tick()
    assert not turned_round(shop)
    assert shop.shows("paidFacts")


def test_expired_it_is_the_clerks_again(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    shop.tell(sales.expired(41))
    assert not turned_round(shop)


def test_another_page_turns_it_back(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    qtbot.keyClick(shop.window, Qt.Key.Key_F2)
    assert shop.window.strip.isVisible()
    press_f6(qtbot, shop)
    assert turned_round(shop)


def test_the_button_on_the_waiting_screen_does_the_same(qtbot, shop):
    shop.show(sales.waiting(41))
    qtbot.mouseClick(shop.find("showCustomer"), Qt.MouseButton.LeftButton)
    assert turned_round(shop)


def test_test_money_says_so_to_the_customer_too(qtbot, shop):
    shop.show(sales.waiting(41))
    press_f6(qtbot, shop)
    assert shop.find("customerBanner").text().startswith("TEST")
