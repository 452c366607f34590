"""Paid twice: from the amber screen to the form that gives one of the two back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from tests.ui import sales


def cash(minor: int) -> ev.CashGivenBack:
    return ev.CashGivenBack(at=sales.NOW, who="clerk", note=1, amount=Money(minor), till="A")


def paid_twice_by_wave() -> Sale:
    first, second = (replace(sales.payment(transaction=name), provider="WAVE") for name in ("tx-1", "tx-2"))
    return sales.waiting().after(first).after(second)


def test_the_amber_screen_leads_to_giving_one_back(shop):
    sale = paid_twice_by_wave()
    shop.bridge.sales = {41: sale}
    shop.show(sale)

    shop.find("refundOne").click()

    assert shop.find("refundAmount").text() == "12\u202f500"
    assert shop.find("refundPayment").count() == 2


def test_what_lomi_cannot_give_back_is_noted_as_cash(shop):
    sale = sales.paid_twice()
    shop.bridge.sales = {41: sale}
    shop.show(sale)
    shop.bridge.on_cash = lambda amount: sale.after(cash(amount.minor))

    shop.find("refundOne").click()
    assert shop.find("cashStanding").text().endswith("12,500\u00a0F\u202fCFA too much.")
    amount = shop.find("cashAmount")
    assert (amount.text(), amount.hasFocus()) == ("", True), "who types it has counted it"
    QTest.keyClick(amount, Qt.Key.Key_Return)
    QTest.keyClicks(amount, "25001")
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert "no more can go back" in shop.find("cashNotice").text()
    assert not [call for call in shop.bridge.calls if call[0] == "note_cash_back"]
    amount.clear()
    QTest.keyClicks(amount, "12500")
    QTest.keyClick(amount, Qt.Key.Key_Return)

    assert [call for call in shop.bridge.calls if call[0] == "note_cash_back"] == [
        ("note_cash_back", 41, Money(12_500))
    ]
    assert not shop.shows("cashForm")
    told = [one.text() for one in shop.find("transactionDetail").findChildren(QLabel)]
    assert "12,500\u00a0F\u202fCFA given back in cash, from till A. lomi. was not asked" in told


def test_what_lomi_can_give_back_may_go_in_cash_all_the_same(shop):
    sale = paid_twice_by_wave()
    shop.bridge.sales = {41: sale}
    shop.show(sale)
    shop.find("refundOne").click()
    QTest.keyClick(shop.find("refundAgain"), Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert shop.find("cashAmount").hasFocus()
    QTest.keyClick(shop.find("cashAmount"), Qt.Key.Key_Escape)
    assert not shop.shows("cashAmount")
    assert shop.shows("transactionDetail")


def test_a_wrong_note_of_cash_is_undone_where_it_was_made(shop):
    sale = sales.paid_twice().after(cash(1000))
    shop.bridge.sales = {41: sale}
    shop.show(sale)
    assert shop.counter.views.paid_view.property("tone") == "amber", "it is not even yet"
    shop.find("refundOne").click()
    assert "1,000" in shop.find("cashKnown").text()
    shop.find("undoCash").click()
    assert shop.bridge.calls[-1] == ("undo_cash_note", 41)


def test_once_it_went_back_in_cash_the_screen_is_grey_and_says_so(shop):
    sale = sales.paid_twice().after(cash(12_500))
    shop.show(sale)
    assert shop.counter.views.paid_view.accessibleName().startswith("PARTLY GIVEN BACK IN CASH")
    assert shop.counter.views.paid_view.property("tone") == "grey"
    assert not shop.shows("acknowledge")
    assert not shop.shows("takeUpAgain")


def test_once_it_was_given_back_the_screen_is_grey_and_says_so(shop):
    asked = ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(12_500), transaction_id="tx-1")
    done = ev.RefundDone(at=sales.NOW, refund=1, amount=Money(12_500), word="completed")
    sale = sales.paid().after_all((asked, done))
    shop.show(sale)

    assert shop.counter.views.paid_view.accessibleName().startswith("REFUNDED")
    assert not shop.shows("refundOne")
    assert not shop.shows("acknowledge")


def given_back(minor: int) -> tuple[ev.Event, ...]:
    return (
        ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(minor), transaction_id="tx-1"),
        ev.RefundDone(at=sales.NOW, refund=1, amount=Money(minor), word="completed"),
    )


def test_what_is_paid_again_after_it_went_back_is_for_a_person_and_says_what_the_shop_has(shop):
    sale = sales.paid().after_all((*given_back(12_500), sales.payment(transaction="tx-2")))
    shop.show(sale)

    view = shop.counter.views.paid_view
    assert view.property("tone") == "amber"
    assert view.findChild(QLabel, "stateLine").text() == (
        "Received 25,000\u00a0F\u202fCFA, given back 12,500\u00a0F\u202fCFA. "
        "The shop has 12,500\u00a0F\u202fCFA of it, for 12,500\u00a0F\u202fCFA."
    )


def test_a_refund_that_comes_back_puts_what_was_paid_twice_on_top_again(shop):
    even = paid_twice_by_wave().after_all(given_back(12_500))
    assert not even.needs_someone
    sale = even.after(ev.RefundRefused(at=sales.NOW, refund=1, reason=Message("refund_failed")))
    shop.show(sale)

    assert sale.needs_someone
    assert shop.counter.views.paid_view.accessibleName().startswith("PAID TWICE")
