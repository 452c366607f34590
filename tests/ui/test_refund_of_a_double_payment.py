"""Paid twice: from the amber screen to the form that gives one of the two back."""

from dataclasses import replace

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from tests.ui import sales


def paid_twice_by_wave() -> Sale:
    first, second = (replace(sales.payment(transaction=name), provider="WAVE") for name in ("tx-1", "tx-2"))
    return sales.waiting().after(first).after(second)


def test_the_amber_screen_leads_to_giving_one_back(shop):
    sale = paid_twice_by_wave()
    shop.bridge.sales = {41: sale}
    shop.bridge.sale_changed.emit(sale, ())
    shop.counter.show_sale(41)

    shop.find("refundOne").click()

    assert shop.find("refundAmount").text() == "12\u202f500"
    assert shop.find("refundPayment").count() == 2


def test_once_it_was_given_back_the_screen_is_grey_and_says_so(shop):
    asked = ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(12_500), transaction_id="tx-1")
    done = ev.RefundDone(at=sales.NOW, refund=1, amount=Money(12_500), word="completed")
    sale = sales.paid().after_all((asked, done))
    shop.bridge.sale_changed.emit(sale, ())
    shop.counter.show_sale(41)

    assert shop.counter.paid_view.accessibleName().startswith("REFUNDED")
    assert not shop.shows("refundOne")
    assert not shop.shows("acknowledge")
