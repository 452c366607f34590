"""Whatever a server or a customer writes is shown letter by letter, and pushes nothing out of the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.engine.pages import TransactionPage
from lomi_pos.till import events as ev
from lomi_pos.till.lomi import Account, Provider, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.text import NOTE_LENGTH
from lomi_pos.till.words import Message
from lomi_pos.ui.customer.sight import Sees, Sight
from lomi_pos.ui.customer.view import CustomerView
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from tests.ui import sales
from tests.ui.conftest import Shop

HOSTILE = "<img src=x><h1>PAID</h1>\u202e\u2067&amp;" + "W" * 10_000
NOTE = HOSTILE[:NOTE_LENGTH]
SIZE = (1366, 768)


def is_in_bounds(window: QWidget) -> bool:
    """The window keeps its size, every label in it is plain, and none wants more room than the window has."""
    for _ in range(3):
        QCoreApplication.processEvents()
    for one in window.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText or "<" not in one.text(), one.objectName()
        if one.isVisible():
            right = one.mapTo(window, one.rect().topRight()).x()
            assert right <= window.width(), f"{one.objectName() or one.text()[:40]} ends at {right}"
    return window.size().toTuple() == SIZE and window.minimumSizeHint().width() <= SIZE[0]


def hostile_sales() -> dict[str, Sale]:
    waiting = sales.waiting(note=NOTE)
    strange = waiting.after(ev.StatusUnknown(at=sales.NOW, attempt=1, word=HOSTILE))
    provider = sales.waiting(note=NOTE).after(sales.payment(provider=HOSTILE))
    reason = Message("request_refused", {"message": HOSTILE})
    needs = sales.creating(note=NOTE).after(ev.AttentionNeeded(at=sales.NOW, attempt=1, reason=reason))
    failed = sales.creating(note=NOTE).after(ev.AttemptFailed(at=sales.NOW, attempt=1, reason=reason))
    return {
        "waiting": waiting,
        "strange word": strange,
        "paid": provider,
        "underpaid": replace(sales.paid(received=12_000), note=NOTE),
        "attention": needs,
        "failed": failed,
    }


@pytest.mark.parametrize("name", list(hostile_sales()))
def test_no_sale_is_wider_than_the_window(shop: Shop, name: str):
    shop.window.resize(*SIZE)
    shop.show(hostile_sales()[name])
    assert is_in_bounds(shop.window)


def test_no_refusal_account_or_notice_is_wider_than_the_window(shop: Shop):
    shop.window.resize(*SIZE)
    shop.sale_view.amount.type_text("500")
    shop.sale_view.show_failed(Message("request_refused", {"message": HOSTILE}))
    shop.bridge.trouble_told.emit(Message("request_refused", {"message": HOSTILE}))
    assert is_in_bounds(shop.window)
    shop.window.show_settings()
    ways = (Provider(HOSTILE), Provider("WAVE", is_connected=False, onboarding=HOSTILE))
    shop.bridge.account_seen.emit(AccountSeen(sales.IDENTITY, Account("live", "org", HOSTILE), ways))
    assert is_in_bounds(shop.window)


@pytest.mark.parametrize("source", list(Source))
def test_no_history_is_wider_than_the_window(shop: Shop, source: Source):
    shop.window.resize(*SIZE)
    known = hostile_sales()["paid"]
    shop.bridge.sales = {known.id: known}
    shop.bridge.lines = [line_of(known)]
    seen = Transaction(
        id=HOSTILE,
        status=HOSTILE,
        gross=Money(500),
        provider=HOSTILE,
        customer_name=HOSTILE,
        description=HOSTILE,
        metadata={"till": HOSTILE},
        created_at=sales.NOW,
    )
    shop.bridge.on_transactions = lambda _: TransactionPage((seen,), {}, is_last=True, asked_at=sales.NOW)
    shop.window.show_history()
    (pane,) = shop.window.findChildren(HistoryPane)
    pane.show_source(source)
    pane.lists.table.selectRow(0)
    pane.lists.table.activated.emit(pane.lists.table.currentIndex())
    assert is_in_bounds(shop.window)


def test_the_customers_side_stays_as_wide_as_its_screen(dressed, qtbot):
    view = CustomerView(is_practice=False)
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    view.show_sight(Sight(Sees.CODE, hostile_sales()["waiting"]), (HOSTILE, "WAVE"))
    assert is_in_bounds(view)
