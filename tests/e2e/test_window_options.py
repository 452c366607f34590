"""A sale's options over sockets: a product at lomi.'s own price, and a customer found there."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.money import Money
from lomi_pos.ui.paid_view import PaidView
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def open_options(counter: Counter) -> None:
    counter.wait_until(lambda: counter.focused_name() == "amount")
    more = counter.child("options")
    assert isinstance(more, QPushButton)
    more.click()


def test_two_of_a_product_are_charged_at_its_price_and_paid(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        open_options(counter)
        picker = counter.child("optionProduct")
        assert isinstance(picker, QComboBox)
        counter.wait_until(lambda: picker.count() > 1)
        picker.setFocus()
        counter.press(Qt.Key.Key_Down)
        counter.child("optionQuantity").setFocus()
        counter.press(Qt.Key.Key_Up)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: " open " in counter.window.windowTitle())
        session = server.lomi.newest_session()
        sent = json.loads(server.requests.to("/checkout-sessions", "POST")[-1].body)
        assert (sent["product_id"], sent["quantity"]) == (session.product_id, 2)
        assert sent["amount"] == session.amount
        assert sent["require_billing_address"] is False
        server.pay(session.id)
        counter.wait_until(lambda: " paid " in counter.window.windowTitle())


def test_a_customer_found_at_lomi_fills_the_fields_and_is_not_named_by_id(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.type("5000")
        open_options(counter)
        counter.child("optionName").setFocus()
        counter.type("fatou")
        found = counter.child("customerSuggestions")
        assert isinstance(found, QListWidget)
        counter.wait_until(lambda: found.count() == 1)
        counter.press(Qt.Key.Key_Down)
        counter.press(Qt.Key.Key_Return)
        phone = counter.child("optionPhone")
        assert isinstance(phone, QLineEdit)
        assert phone.text() == "+2250101345678"
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: " open " in counter.window.windowTitle())
        sent = json.loads(server.requests.to("/checkout-sessions", "POST")[-1].body)
    assert (sent["customer_name"], sent["customer_email"]) == ("Fatou Traoré", "fatou.traore@example.com")
    assert sent["customer_phone"] == "+2250101345678"
    assert "customer_id" not in sent


def test_a_coupon_is_paid_in_green_with_what_it_took_off(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        open_options(counter)
        coupon = counter.child("optionCoupon")
        assert isinstance(coupon, QCheckBox)
        coupon.setChecked(True)
        counter.child("amount").setFocus()
        session_id = counter.charge("5000")
        server.lomi.coupons.use(session_id, "AKWABA500")
        server.pay(session_id, "ORANGE")
        counter.wait_until(lambda: " paid " in counter.window.windowTitle())
        view = counter.window.findChild(PaidView)
        assert view is not None
        more = view.findChild(QLabel, "stateLine")
        assert more is not None
        counter.wait_until(more.isVisible)
        assert "4,500" in view.accessibleName().replace("\u202f", ",").replace("\xa0", ",")
        assert "500" in more.text()
        with counter.till.journal_to_read() as journal:
            assert journal is not None
            sale = journal.sale(1)
    assert (sale.received, sale.discount, sorted(sale.flags)) == (Money(4500), Money(500), ["discounted"])
