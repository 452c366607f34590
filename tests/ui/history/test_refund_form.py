"""Giving money back in History: the amount twice, one request, and what became of it in words."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import RefundState
from lomi_pos.till.words import Message
from lomi_pos.ui.history.detail import DetailPanel
from lomi_pos.ui.history.models import Booked
from tests.fakes import FakeBridge
from tests.ui import sales
from tests.ui.history.data import a_transaction


@pytest.fixture
def detail(qtbot, dressed, bridge, clock) -> DetailPanel:
    made = DetailPanel(bridge, clock)
    qtbot.addWidget(made)
    made.resize(440, 700)
    made.show()
    return made


def by(provider: str, *, more: tuple[ev.Event, ...] = ()) -> Sale:
    return sales.waiting().after(replace(sales.payment(), provider=provider)).after_all(more)


def asked(**changes: Any) -> AskedRefund:
    order = RefundOrder("tx-1", Money(12_500), Money(12_500), "WAVE")
    made = AskedRefund(1, "R", order, is_full=True, body=b"", identity=sales.IDENTITY, asked_at=sales.NOW)
    return replace(made, **changes)


def field(detail: DetailPanel, name: str) -> QLineEdit:
    found = detail.findChild(QLineEdit, name)
    assert found is not None
    return found


def give_back(detail: DetailPanel) -> QPushButton:
    found = detail.findChild(QPushButton, "giveBack")
    assert found is not None
    return found


def open_form(detail: DetailPanel, sale: Sale) -> None:
    detail.show_sale(sale)
    pressed = detail.findChild(QPushButton, "refund")
    assert pressed is not None
    assert pressed.isVisible()
    pressed.click()


def notice(detail: DetailPanel) -> str:
    found = detail.findChild(QLabel, "refundNotice")
    assert found is not None
    return found.text() if found.isVisible() else ""


def orders(bridge: FakeBridge) -> list[RefundOrder]:
    return [call[1] for call in bridge.calls if call[0] == "refund"]


def test_the_whole_amount_stands_there_and_is_typed_once_more(detail, bridge):
    open_form(detail, by("WAVE"))
    assert field(detail, "refundAmount").text() == "12\u202f500"
    assert not give_back(detail).isEnabled()

    QTest.keyClicks(field(detail, "refundAgain"), "12500")
    QTest.keyClicks(field(detail, "refundReason"), "Ne convient pas")
    QTest.keyClick(field(detail, "refundReason"), Qt.Key.Key_Return)

    assert orders(bridge) == [RefundOrder("tx-1", Money(12_500), Money(12_500), "WAVE", "Ne convient pas")]


def test_a_second_enter_is_swallowed(detail, bridge):
    open_form(detail, by("WAVE"))
    again = field(detail, "refundAgain")
    QTest.keyClicks(again, "12500")
    for _ in range(3):
        QTest.keyClick(again, Qt.Key.Key_Return)
    assert len(orders(bridge)) == 1


@pytest.mark.parametrize(
    ("amount", "again", "says"),
    [
        ("12500", "1250", ""),
        ("12500", "12600", "not the same"),
        ("13000", "13000", "At most"),
        ("0", "0", "is zero"),
        ("12500", "12,500", "no cents"),
        ("", "", ""),
    ],
)
def test_nothing_is_sent_that_was_not_typed_twice_alike(detail, bridge, amount: str, again: str, says: str):
    open_form(detail, by("WAVE"))
    field(detail, "refundAmount").setText(amount)
    field(detail, "refundAgain").setText(again)
    QTest.keyClick(field(detail, "refundAgain"), Qt.Key.Key_Return)
    assert orders(bridge) == []
    assert says in notice(detail)


def test_a_part_can_be_given_back_and_wave_s_need_of_a_phone_is_said(detail, bridge):
    open_form(detail, by("WAVE"))
    field(detail, "refundAmount").setText("500")
    field(detail, "refundAgain").setText("500")
    hint = detail.findChild(QLabel, "refundHint")
    assert hint is not None
    assert "phone" in hint.text()
    give_back(detail).click()
    assert orders(bridge)[0].amount == Money(500)


@pytest.mark.parametrize(("provider", "name"), [("MTN", "MTN MoMo"), ("SPI", "SPI"), ("ORANGE", "Orange Money")])
def test_what_lomi_cannot_give_back_is_said_beforehand_with_what_to_do(detail, provider: str, name: str):
    open_form(detail, by(provider))
    hint = detail.findChild(QLabel, "cashHint")
    assert hint is not None
    assert hint.text().startswith(f"lomi. cannot give {name} payments back. Give the money back in cash")
    assert field(detail, "cashAmount").isVisible()
    assert detail.findChild(QPushButton, "giveBack") is None


def test_what_was_given_back_before_leaves_the_rest(detail, bridge):
    bridge.refunds["tx-1"] = [asked(state=RefundState.DONE, given=Money(2_500))]
    open_form(detail, by("WAVE"))
    assert "".join(char for char in field(detail, "refundAmount").text() if char.isdigit()) == "10000"


def test_one_that_is_not_clear_is_not_asked_for_again(detail, bridge):
    bridge.refunds["tx-1"] = [asked(state=RefundState.UNCLEAR)]
    open_form(detail, by("WAVE"))
    assert "Do not repeat it" in notice(detail)
    assert not give_back(detail).isVisible()


def test_of_two_payments_the_second_is_offered_first(detail, bridge):
    twice = by("WAVE", more=(replace(sales.payment(transaction="tx-2"), provider="WAVE"),))
    open_form(detail, twice)
    field(detail, "refundAgain").setText("12500")
    give_back(detail).click()
    assert orders(bridge)[0].transaction_id == "tx-2"


def test_a_refusal_stays_beside_what_was_typed(detail, bridge):
    bridge.on_refund = lambda _: Message("refund_open")
    open_form(detail, by("WAVE"))
    field(detail, "refundAgain").setText("12500")
    give_back(detail).click()
    assert "Do not repeat it" in notice(detail)
    assert field(detail, "refundAgain").text() == "12500"


def test_once_begun_the_detail_is_back_and_tells_what_becomes_of_it(detail, bridge):
    bridge.on_refund = lambda _: asked()
    sale = by("WAVE")
    open_form(detail, sale)
    field(detail, "refundAgain").setText("12500")
    give_back(detail).click()
    assert not give_back(detail).isVisible()

    told = (
        (ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(12_500), transaction_id="tx-1"), "on its way to lomi."),
        (
            ev.RefundUnclear(at=sales.NOW, refund=1, reason=Message("refund_unclear", {"amount": "12 500 F CFA"})),
            "Do not repeat it",
        ),
        (ev.RefundDone(at=sales.NOW, refund=1, amount=Money(12_500), word="completed"), "given back 12"),
    )
    standings = []
    for event, words in told:
        sale = sale.after(event)
        bridge.sale_changed.emit(sale, (event,))
        shown = "\n".join(one.text() for one in detail.findChildren(QLabel) if one.isVisible())
        assert words in shown
        standings.append(next(word for word in ("Refund unclear", "Refunded", "Paid") if word in shown.splitlines()))
    assert standings == ["Paid", "Refund unclear", "Refunded"]


def test_escape_leaves_the_form_and_sends_nothing(detail, bridge):
    open_form(detail, by("WAVE"))
    field(detail, "refundAgain").setText("12500")
    QTest.keyClick(field(detail, "refundAgain"), Qt.Key.Key_Escape)
    assert not give_back(detail).isVisible()
    assert orders(bridge) == []


def test_a_payment_made_elsewhere_is_given_back_from_its_own_detail(detail, bridge, clock):
    booked = Booked(a_transaction(clock, 1))
    detail.show_transaction(booked)
    detail.give_back()
    field(detail, "refundAgain").setText("5001")
    give_back(detail).click()
    (order,) = orders(bridge)
    assert (order.transaction_id, order.amount) == (booked.transaction.id, Money(5_001))

    done = asked(order=order, state=RefundState.DONE, given=Money(5_001))
    detail.leave_refund()
    bridge.refund_changed.emit(done)
    assert any("Given back: 5,001" in one.text() for one in detail.findChildren(QLabel))


@pytest.mark.parametrize("status", ["pending", "failed", "refunded", "expired"])
def test_only_a_completed_payment_has_the_button(detail, clock, status: str):
    detail.show_transaction(Booked(a_transaction(clock, 1, status=status)))
    pressed = detail.findChild(QPushButton, "refund")
    assert pressed is not None
    assert not pressed.isVisible()


def test_of_two_payments_the_one_that_can_go_back_is_chosen(detail):
    open_form(detail, by("WAVE", more=(sales.payment(transaction="tx-2"),)))
    assert detail.form.payment.currentData().transaction_id == "tx-1"
    assert notice(detail) == ""
    detail.form.payment.setCurrentIndex(1)
    assert "Orange Money" in notice(detail)
    shown = detail.findChild(QLabel, "refundNotice")
    assert shown is not None
    assert detail.form.payment.geometry().bottom() < shown.geometry().top()


def test_where_the_money_goes_is_told_whole(detail):
    open_form(detail, by("WAVE"))
    field(detail, "refundAmount").setText("5000")
    QCoreApplication.processEvents()
    hint = detail.findChild(QLabel, "refundHint")
    assert hint is not None
    assert hint.isVisible()
    assert hint.height() >= hint.heightForWidth(hint.width())


def test_enter_before_the_amount_stands_there_twice_says_what_is_missing(detail, bridge):
    open_form(detail, by("WAVE"))
    again, notice = field(detail, "refundAgain"), detail.findChild(QLabel, "refundNotice")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert notice.text() == "Nothing was sent: type the same amount once more."
    QTest.keyClicks(again, "125")
    assert not notice.isVisible()
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert notice.text() == "The two amounts are not the same."
    assert not [call for call in bridge.calls if call[0] == "refund"]
