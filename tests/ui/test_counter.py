"""A sale from the first figure to the green screen, as the clerk meets it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.words import Message
from lomi_pos.ui.pieces import button
from tests.ui import sales
from tests.ui.conftest import Shop


def press(shop: Shop, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or shop.window, key)


def type_on(shop: Shop, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or shop.window, text)


def charge(shop: Shop, amount: str = "12500") -> None:
    for char in amount:
        shop.clock.advance(milliseconds=120)
        QTest.keyClicks(shop.find("amount"), char)
    press(shop, Qt.Key.Key_Return)


def begin(shop: Shop) -> None:
    shop.tell(sales.creating())
    shop.bridge.charge_begun.emit(sales.creating())


def control_d(shop: Shop) -> None:
    QTest.keyClick(QApplication.focusWidget() or shop.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def charges(shop: Shop) -> list[Order]:
    return [call[1] for call in shop.bridge.calls if call[0] == "charge"]


def test_enter_charges_the_amount_as_it_stood_and_a_second_enter_is_swallowed(shop):
    charge(shop)
    press(shop, Qt.Key.Key_Return)
    assert [order.amount for order in charges(shop)] == [Money(12_500)]
    assert shop.find("charge").text() == "Creating…"
    QTest.keyClicks(shop.find("amount"), "7")
    assert shop.find("amount").text() == "12,500"


def test_twenty_clicks_are_one_sale(shop):
    for char in "500":
        QTest.keyClicks(shop.find("amount"), char)
    for _ in range(20):
        QTest.mouseClick(shop.find("charge"), Qt.MouseButton.LeftButton)
    assert len(charges(shop)) == 1


def test_zero_and_empty_do_nothing(shop):
    press(shop, Qt.Key.Key_Return)
    charge(shop, "000")
    assert not charges(shop)
    assert not shop.shows("trouble")


def test_the_field_is_cleared_only_when_the_session_exists(shop):
    charge(shop)
    begin(shop)
    assert shop.find("amount").text() == "12,500"
    shop.tell(sales.waiting())
    assert shop.find("qr").url == sales.URL
    press(shop, Qt.Key.Key_F2)
    assert not shop.find("amount").text()


def test_when_it_cannot_be_made_the_amount_stays_and_enter_tries_again(shop):
    charge(shop)
    begin(shop)
    shop.tell(sales.failed())
    assert shop.find("amount").text() == "12,500"
    assert shop.find("trouble").text() == "No connection. Nothing was charged."
    press(shop, Qt.Key.Key_Return)
    assert shop.bridge.calls[-1] == ("retry", 41)
    shop.tell(sales.waiting())
    assert shop.shows("qr")


def test_after_a_refusal_another_amount_is_another_sale(shop):
    charge(shop)
    begin(shop)
    shop.tell(sales.failed())
    charge(shop, "0")
    assert [order.amount.minor for order in charges(shop)] == [12_500, 125_000]


def test_a_charge_that_was_never_begun_is_asked_for_again(shop):
    charge(shop)
    shop.bridge.charge_refused.emit(Message("journal_full"))
    assert "disk is full" in shop.find("trouble").text()
    press(shop, Qt.Key.Key_Return)
    assert len(charges(shop)) == 2


def test_a_charge_that_was_interrupted_is_asked_for_again_as_the_same_order(shop):
    charge(shop)
    shop.bridge.charge_refused.emit(Message("charge_interrupted"))
    assert "it is not made twice" in shop.find("trouble").text()
    press(shop, Qt.Key.Key_Return)
    first, again = charges(shop)
    assert first.id == again.id != ""


def test_two_sales_of_the_same_amount_are_two_orders(shop):
    charge(shop)
    begin(shop)
    shop.tell(sales.waiting())
    press(shop, Qt.Key.Key_F2)
    charge(shop)
    first, second = charges(shop)
    assert first.amount == second.amount
    assert first.id != second.id


def test_a_charge_that_was_interrupted_and_is_on_disk_comes_to_the_front_by_itself(shop):
    charge(shop)
    shop.bridge.charge_refused.emit(Message("charge_interrupted"))
    (order,) = charges(shop)
    shop.tell(replace(sales.creating(), order_id=order.id))
    shop.tell(replace(sales.waiting(), order_id=order.id))
    assert shop.find("qr").url == sales.URL
    press(shop, Qt.Key.Key_F2)
    assert not shop.find("amount").text(), "the same amount must not stand ready to be charged again"


def test_an_unclear_creation_says_not_to_start_again(shop):
    charge(shop)
    begin(shop)
    shop.tell(sales.unclear())
    assert shop.find("stateLine").text() == "Not confirmed yet"
    assert not shop.shows("qr")
    press(shop, Qt.Key.Key_F2)
    assert not shop.find("amount").text(), "the same amount must not stand ready to be charged again"


def test_over_the_limit_enter_is_asked_twice_with_the_amount_in_words(shop):
    charge(shop, "750*")
    assert not charges(shop)
    assert "seven hundred and fifty thousand CFA francs" in shop.find("trouble").text()
    press(shop, Qt.Key.Key_Return)
    assert not charges(shop), "an Enter that bounces answers a question that nobody has read"
    shop.clock.advance(seconds=0.5)
    press(shop, Qt.Key.Key_Return)
    assert [order.amount for order in charges(shop)] == [Money(750_000)]


def hold_enter(shop: Shop) -> None:
    """Press it and do not let go: the keyboard repeats it, half a second later and then thirty times a second."""
    for is_repeated in (False, *[True] * 20):
        QCoreApplication.sendEvent(
            QApplication.focusWidget() or shop.window,
            QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", is_repeated),
        )
        shop.clock.advance(seconds=0.5)


@pytest.mark.parametrize("field", ["amount", "note"])
def test_an_enter_that_is_held_does_not_answer_its_own_question(shop, field):
    QTest.keyClicks(shop.find("amount"), "750*")
    shop.find(field).setFocus()
    hold_enter(shop)
    assert not charges(shop)
    assert "seven hundred and fifty thousand" in shop.find("trouble").text()
    press(shop, Qt.Key.Key_Return)
    assert [order.amount for order in charges(shop)] == [Money(750_000)]


def test_an_enter_that_is_held_does_not_go_on_to_the_next_sale(shop):
    shop.show(sales.paid())
    for _ in range(20):
        repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QCoreApplication.sendEvent(QApplication.focusWidget() or shop.window, repeated)
    assert shop.window.windowTitle().startswith("A-041 paid")


def press_twice(first: QWidget, then: QWidget) -> None:
    """A double click during which another widget has come under the mouse. Qt's second press is of its own kind."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    presses = ((first, QEvent.Type.MouseButtonPress, 5_000), (then, QEvent.Type.MouseButtonDblClick, 5_120))
    for pressed, kind, at_ms in presses:
        middle = pressed.rect().center().toPointF()
        for what in (kind, QEvent.Type.MouseButtonRelease):
            event = QMouseEvent(what, middle, pressed.mapToGlobal(middle), left, left, none)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(pressed, event)


def test_a_double_click_on_charge_does_not_put_the_code_away_that_comes_at_once(shop):
    shop.show(sales.waiting())
    new_sale = next(one for one in shop.window.findChildren(QPushButton, "newSale") if one.isVisible())
    press_twice(button("charge"), new_sale)
    assert shop.shows("qr")
    press_twice(new_sale, new_sale)
    assert not shop.shows("qr")


def test_a_double_click_on_one_button_counts_twice(dressed, qtbot):
    figure = button("0")
    qtbot.addWidget(figure)
    figure.show()
    clicked: list[bool] = []
    figure.clicked.connect(lambda: clicked.append(True))
    press_twice(figure, figure)
    assert len(clicked) == 2


def test_another_amount_after_the_question_is_asked_about_anew(shop):
    charge(shop, "750*")
    charge(shop, "0")
    assert not charges(shop)


def test_a_question_that_was_out_of_sight_is_asked_again(shop):
    shop.tell(sales.paid())
    charge(shop, "750*")
    shop.counter.show_sale(41)
    shop.clock.advance(seconds=9)
    shop.counter.back_to_draft()

    press(shop, Qt.Key.Key_Return)

    assert not charges(shop), "an Enter meant for the paid sale charges nothing"
    assert shop.find("trouble").isVisible()
    shop.clock.advance(seconds=1)
    press(shop, Qt.Key.Key_Return)
    assert [order.amount for order in charges(shop)] == [Money(750_000)]


def test_the_limit_follows_the_settings(shop):
    shop.book.keep(replace(shop.book.settings, shop=ShopSection(confirm_limit=100)))
    shop.counter.take_settings()
    charge(shop, "101")
    assert not charges(shop)


def test_tab_and_slash_reach_the_note_and_enter_charges_with_it(shop):
    QTest.keyClicks(shop.find("amount"), "500/")
    QTest.keyClicks(shop.find("note"), "Table 4")
    QTest.keyClick(shop.find("note"), Qt.Key.Key_Return)
    assert charges(shop)[0].note == "Table 4"


def test_escape_clears_and_then_goes_back_to_the_sale(shop):
    shop.show(sales.waiting())
    press(shop, Qt.Key.Key_F2)
    QTest.keyClicks(shop.find("amount"), "500")
    press(shop, Qt.Key.Key_Escape)
    assert not shop.find("amount").text()
    press(shop, Qt.Key.Key_Escape)
    assert shop.shows("qr")


def test_paid_is_green_and_goes_back_to_an_empty_sale_by_itself(shop):
    shop.show(sales.waiting())
    shop.tell(sales.paid(), sales.payment())
    assert shop.counter.views.paid_view.isVisible()
    assert shop.counter.views.paid_view.property("tone") == "green"
    shop.clock.advance(seconds=7)
    shop.counter.tick()
    assert shop.counter.views.paid_view.isVisible()
    shop.clock.advance(seconds=1)
    shop.counter.tick()
    assert shop.find("amount").hasFocus()


def test_a_touched_paid_screen_stays(shop):
    shop.show(sales.waiting())
    shop.tell(sales.paid(), sales.payment())
    QTest.mouseClick(shop.counter.views.paid_view, Qt.MouseButton.LeftButton)
    shop.clock.advance(seconds=60)
    shop.counter.tick()
    assert shop.counter.views.paid_view.isVisible()


def test_figures_typed_on_the_paid_screen_are_the_next_sale(shop):
    shop.show(sales.waiting())
    shop.tell(sales.paid(), sales.payment())
    for char in "750":
        type_on(shop, char)
    assert shop.find("amount").text() == "750"


def test_a_payment_that_is_not_exact_is_never_green_and_stays_until_dealt_with(shop):
    for sale in (sales.paid(received=12_000), sales.paid_twice(), sales.paid_late()):
        shop.tell(sale, sales.payment())
        shop.counter.show_sale(41)
        assert shop.counter.views.paid_view.property("tone") in {"orange", "amber"}
        shop.clock.advance(seconds=60)
        shop.counter.tick()
        assert shop.counter.views.paid_view.isVisible()
    QTest.mouseClick(shop.find("acknowledge"), Qt.MouseButton.LeftButton)
    assert shop.bridge.calls[-1] == ("acknowledge", 41)


def test_a_slip_of_the_hand_is_taken_back_in_the_same_place_by_the_same_key(shop):
    shop.show(sales.paid_twice())
    shop.clock.advance(seconds=2)
    place = shop.find("acknowledge").pos()
    control_d(shop)
    dealt_with = sales.paid_twice().after(ev.SaleAcknowledged(at=sales.NOW, who="Awa"))
    shop.tell(dealt_with)
    control_d(shop)
    assert shop.bridge.calls[-1] == ("acknowledge", 41), "a press that bounces takes nothing back"
    assert shop.find("takeUpAgain").pos().y() == place.y()
    assert shop.find("paidFacts").text().endswith("Awa called it dealt with at 14:31:00.")
    shop.clock.advance(seconds=2)
    control_d(shop)
    assert shop.bridge.calls[-1] == ("take_up_again", 41)


def test_nobody_deals_with_what_nobody_can_have_read(shop):
    shop.show(sales.paid_late())
    shop.clock.advance(seconds=2)
    shop.tell(sales.paid_late().after(sales.payment(transaction="tx-2")))
    control_d(shop)
    assert ("acknowledge", 41) not in shop.bridge.calls, "the second payment has only just come"
    shop.clock.advance(seconds=1)
    control_d(shop)
    assert shop.bridge.calls[-1] == ("acknowledge", 41)


def test_a_sale_that_a_person_had_to_decide_is_put_back_on_top_as_well(shop):
    shop.show(sales.attention().after(ev.SaleAcknowledged(at=sales.NOW)))
    shop.clock.advance(seconds=2)
    control_d(shop)
    assert shop.bridge.calls[-1] == ("take_up_again", 41)


def test_underpaid_says_how_much_of_what(shop):
    shop.show(sales.paid(received=12_000))
    assert shop.find("stateLine").text() == (
        "Received 12,000\u00a0F\u202fCFA of 12,500\u00a0F\u202fCFA. 500\u00a0F\u202fCFA is missing: "
        "charge it as a new sale, or give the money back."
    )


def test_overpaid_says_what_to_give_back(shop):
    shop.show(sales.paid(received=13_000))
    assert shop.find("stateLine").text().endswith("Give 500\u00a0F\u202fCFA back to the customer.")


def test_another_sale_paid_while_typing_leaves_typing_and_focus_alone(shop):
    shop.tell(sales.waiting(38, 7_500))
    QTest.keyClicks(shop.find("amount"), "12")
    shop.tell(sales.paid(38, 7_500), sales.payment(7_500))
    type_on(shop, "5")
    assert shop.find("amount").text() == "125"
    assert shop.find("flash").text() == "A-038: PAID, 7,500\u00a0F\u202fCFA"
    assert shop.window.findChild(QAbstractButton, "saleA-038").property("tone") == "green"
    shop.clock.advance(seconds=6)
    shop.counter.tick()
    assert not shop.shows("flash")


def test_sales_that_are_paid_at_the_same_time_are_all_named(shop):
    received = ev.PaymentReceived(at=sales.NOW, attempt=1, amount=Money(7500), transaction_id="t")
    for number in (38, 39, 40):
        waiting = sales.waiting(number, 7_500)
        shop.tell(waiting)
        shop.tell(waiting.after(replace(received, transaction_id=f"t-{number}")), received)
        shop.clock.advance(seconds=2)
    assert shop.find("flash").text() == "3 sales paid: A-038, A-039, A-040"
    assert shop.find("flash").property("tone") == "green"
    shop.clock.advance(seconds=3)
    shop.counter.tick()
    assert shop.find("flash").text() == "A-040: PAID, 7,500\u00a0F\u202fCFA"


def test_what_was_paid_before_the_start_is_no_news(shop):
    shop.tell(sales.paid())
    assert not shop.shows("flash")


def test_the_ways_out_of_an_unpaid_ending(shop):
    for sale, call in (
        (sales.expired(), ("new_code", 41)),
        (sales.failed(), ("retry", 41)),
        (sales.attention(), ("check_now", 41)),
    ):
        shop.show(sale)
        press(shop, Qt.Key.Key_Return)
        assert shop.bridge.calls[-1] == call


def test_a_cancelled_sale_says_until_when_it_can_still_be_paid(shop):
    shop.show(sales.cancelled())
    until = (sales.NOW.astimezone()).replace(minute=46).strftime("%H:%M")
    texts = [one.text() for one in shop.counter.views.ended_view.findChildren(QLabel)]
    assert f"No payment was seen so far. The customer can still pay until {until}: we keep watching." in texts


def test_a_sale_that_is_not_on_the_rail_is_fetched(shop):
    shop.bridge.sales[7] = sales.expired(7)
    shop.window.show_sale(7)
    assert shop.window.windowTitle().startswith("A-007 expired")


def test_a_charge_does_not_pull_the_clerk_away_from_another_sale(shop):
    charge(shop)
    begin(shop)
    shop.show(sales.waiting(38))
    shop.tell(sales.waiting())
    assert shop.window.windowTitle().startswith("A-038")


def test_enter_on_a_cancelled_sale_goes_on_with_the_queue(shop):
    shop.show(sales.cancelled())
    press(shop, Qt.Key.Key_Return)
    assert ("new_code", 41) not in shop.bridge.calls
    assert shop.shows("amount")


def test_f2_begins_with_nothing_of_the_sale_before(shop):
    QTest.keyClicks(shop.find("amount"), "12/Awa 50")
    shop.show(sales.waiting())
    shop.counter.new_sale()
    shop.clock.advance(seconds=1)
    QTest.keyClicks(shop.find("amount"), "7")
    assert shop.find("amount").text() == "7"
    assert shop.find("note").text() == ""


def test_escape_goes_back_to_what_was_being_typed(shop):
    QTest.keyClicks(shop.find("amount"), "12")
    shop.show(sales.waiting())
    press(shop, Qt.Key.Key_Escape)
    assert shop.find("amount").text() == "12"


def test_escape_empties_a_note_that_stands_alone(shop):
    QTest.keyClicks(shop.find("amount"), "/")
    QTest.keyClicks(shop.find("note"), "Awa 50")
    press(shop, Qt.Key.Key_Escape)
    press(shop, Qt.Key.Key_Escape)
    assert shop.find("note").text() == ""


def test_a_refused_key_is_told_on_the_sale_that_waits(shop):
    shop.show(sales.waiting())
    shop.bridge.account_seen.emit(AccountSeen(sales.IDENTITY, problem=Message("key_refused")))
    shop.counter.show_sale(41)
    assert shop.find("stateLine").text() == "This sale cannot be checked"
    assert "Nothing was charged" not in shop.find("trouble").text()
    shop.bridge.sale_checked.emit(41, sales.NOW)
    assert shop.find("stateLine").text() == "Waiting for payment"


def test_a_sale_of_another_key_is_told_and_its_code_sends_nobody_away(shop):
    shop.show(sales.waiting())
    shop.bridge.identified.emit(replace(sales.IDENTITY, environment="live"))
    assert shop.find("stateLine").text() == "This sale cannot be checked"
    assert not shop.shows("qr")
    assert not shop.find("copyLink").isEnabled()
    assert not any("nobody can have paid" in one.text() for one in shop.counter.views.waiting_view.findChildren(QLabel))

    shop.bridge.identified.emit(sales.IDENTITY)
    assert shop.find("stateLine").text() == "Waiting for payment"
    assert shop.shows("qr")


def test_a_plain_cancel_has_nothing_to_be_dealt_with(shop):
    shop.show(sales.attention())
    assert shop.shows("acknowledge")
    shop.tell(sales.cancelled())
    assert not shop.shows("acknowledge")


def test_the_title_no_longer_names_a_sale_that_failed_once_another_is_typed(shop):
    charge(shop)
    begin(shop)
    shop.bridge.sale_changed.emit(sales.failed(), ())
    assert shop.window.windowTitle().startswith("A-041 failed")
    press(shop, Qt.Key.Key_Escape)
    assert shop.window.windowTitle() == "lomi POS"


def test_the_title_names_a_failed_sale_while_it_can_be_tried_again(shop):
    charge(shop)
    begin(shop)
    shop.bridge.sale_changed.emit(sales.failed(), ())
    press(shop, Qt.Key.Key_Return)
    shop.bridge.sale_changed.emit(sales.creating(), ())
    assert shop.window.windowTitle().startswith("A-041 creating")
