"""A sale of which today's key is told nothing: what is said of it, and the way out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lomi_pos.till.identity import Identity
from lomi_pos.till.sale import Sale
from lomi_pos.ui.printing.desk import Outlet
from tests.ui import sales
from tests.ui.conftest import Shop

ANEW = Identity(sales.IDENTITY.base_url, "test", "another key")
OTHER_ACCOUNT = replace(sales.IDENTITY, account="acct_1")


def practised(sale: Sale) -> Sale:
    return replace(sale, is_practice=True)


def show(shop: Shop, sale: Sale, now_as: Identity) -> None:
    shop.bridge.sale_changed.emit(sale, ())
    shop.counter.show_sale(sale.id)
    shop.bridge.identified.emit(now_as)


def words(shop: Shop) -> str:
    return f"{shop.counter.views.ended_view._line.text()} {shop.counter.views.ended_view._more.text()}"


@pytest.mark.parametrize("sale", [sales.cancelled(), sales.expired()], ids=["cancelled", "expired"])
def test_a_given_up_sale_of_an_earlier_practice_can_be_paid_by_nobody(shop, sale):
    show(shop, practised(sale), ANEW)
    assert words(shop).endswith("Practice has begun anew since it was made, so nobody can pay it any more.")
    assert not shop.shows("newCode")
    QTest.keyClick(QApplication.focusWidget() or shop.window, Qt.Key.Key_Return)
    assert shop.shows("amount")
    assert not [call for call in shop.bridge.calls if call[0] == "new_code"]


@pytest.mark.parametrize("sale", [sales.cancelled(), sales.expired()], ids=["cancelled", "expired"])
def test_a_given_up_sale_of_another_account_is_not_said_to_be_watched(shop, sale):
    show(shop, sale, OTHER_ACCOUNT)
    assert "a late payment is not seen here until the manager puts that key back" in words(shop)
    assert not shop.shows("newCode")


def test_a_sale_of_an_earlier_practice_has_no_countdown_and_can_be_cancelled(shop):
    show(shop, practised(sales.waiting(minutes=1)), ANEW)
    assert not shop.shows("countdown")
    assert not shop.shows("newCode")
    shop.find("cancelSale").click()
    assert shop.bridge.calls[-1] == ("cancel", 41)


def test_the_code_of_an_earlier_practice_is_not_printed(shop, monkeypatch):
    printed: list[tuple[Sale, Outlet]] = []
    monkeypatch.setattr(shop.window._fittings.desk, "hand_out", lambda *what: printed.append(what))
    show(shop, practised(sales.waiting()), ANEW)
    shop.window.print_shown()
    assert printed == []


def test_a_sale_of_the_same_practice_goes_on_as_ever(shop):
    show(shop, practised(sales.cancelled()), replace(sales.IDENTITY))
    assert "The customer can still pay until" in words(shop)
    assert shop.shows("newCode")
