from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till import events as ev
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui import share
from lomi_pos.ui.waiting_words import host_of, waiting_words
from lomi_pos.ui.words import tell
from tests.ui import sales
from tests.ui.conftest import Shop

UP = ConnectionChanged(Line.UP, sales.NOW)
ASKED = Message("charge_unclear")
DOWN = ConnectionChanged(Line.DOWN, sales.NOW - timedelta(seconds=20))


def test_each_state_has_its_own_words(dressed):
    waiting = sales.waiting()
    paying = waiting.after(ev.CustomerPaying(at=sales.NOW, attempt=1, transaction_id="t"))
    declined = paying.after(ev.PaymentDeclined(at=sales.NOW, attempt=1, transaction_id="t"))
    strange = waiting.after(ev.StatusUnknown(at=sales.NOW, attempt=1, word="processing"))
    lines = [waiting_words(sale, UP) for sale in (sales.creating(), waiting, paying, declined, strange)]
    assert [one.line for one in lines] == [
        "Creating…",
        "Waiting for payment",
        "The customer is paying…",
        "Payment refused once",
        "Waiting for payment",
    ]
    assert "processing" in lines[-1].more
    assert lines[3].more.startswith("Nothing was charged. The same code is still good")
    assert "both are watched" in waiting_words(sales.superseded(), UP).more


def test_without_a_connection_it_is_said_why_nobody_knows_whether_there_is_a_code(dressed):
    unheard = waiting_words(sales.unclear(), UP)
    assert unheard.more == "lomi.'s answer did not arrive. We keep trying. Do not start this sale again."
    words = waiting_words(sales.unclear(), DOWN)
    assert (words.line, words.tone) == ("Not confirmed yet", "amber")
    assert words.more.startswith("No connection to lomi.: it is not known yet whether the code exists.")
    assert words.more.endswith("Do not start this sale again.")


def test_a_lost_connection_is_said_before_anything_else(dressed):
    words = waiting_words(sales.waiting(), DOWN)
    assert (words.line, words.tone) == ("Connection lost", "amber")
    assert "may still go through" in words.more


def test_a_code_of_a_practice_that_has_begun_anew_asks_for_no_manager(dressed):
    words = waiting_words(replace(sales.waiting(), is_practice=True), UP, is_out_of_sight=True)
    assert words.line == "This practice code leads nowhere"
    assert "nobody can pay it" in words.more
    assert "manager" not in words.more


def test_the_countdown_runs_on_lomis_clock(shop):
    shop.show(sales.waiting())
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UP, sales.NOW, clock_offset_s=60))
    shop.clock.advance(seconds=8)
    shop.counter.tick()
    assert shop.find("countdown").text() == "13:52"


def test_a_new_code_is_offered_in_the_last_fifth(shop):
    shop.show(sales.waiting())
    shop.clock.advance(minutes=11)
    shop.counter.tick()
    assert not shop.shows("newCode")
    shop.clock.advance(minutes=1, seconds=1)
    shop.counter.tick()
    QTest.mouseClick(shop.find("newCode"), Qt.MouseButton.LeftButton)
    assert shop.bridge.calls[-1] == ("new_code", 41)


def test_the_buttons_ask_the_engine(shop):
    shop.show(sales.waiting())
    for name, call in (("checkNow", "check_now"), ("cancelSale", "cancel")):
        QTest.mouseClick(shop.find(name), Qt.MouseButton.LeftButton)
        assert shop.bridge.calls[-1] == (call, 41)


def test_ctrl_c_copies_the_link(shop):
    shop.show(sales.waiting())
    QTest.keyClick(shop.counter.views.waiting_view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == sales.URL
    assert shop.find("copyLink").accessibleName() == "Copied"


def by_phone(sale: Sale) -> Sale:
    return replace(sale, attempts=tuple(replace(one, kind=Kind.MTN, url=one.url and "") for one in sale.attempts))


def instead_of_a_code(shop: Shop) -> str:
    said: str = shop.counter.views.waiting_view._no_code.text()
    return said


def test_a_sale_that_is_paid_on_the_customer_s_phone_never_says_that_nobody_can_have_paid(shop):
    for sale in (by_phone(sales.waiting()), by_phone(sales.unclear(42))):
        shop.show(sale)
        shop.bridge.connection_changed.emit(DOWN)
        assert instead_of_a_code(shop) == "This sale is paid on the customer's own phone."
    unclear = sales.creating().after(ev.AttemptUnclear(at=sales.NOW, attempt=1, fault="timeout", reason=ASKED))
    assert waiting_words(by_phone(unclear), DOWN).more == tell(ASKED)


def test_while_a_second_code_is_unclear_the_first_may_have_been_paid(shop):
    shop.show(sales.superseded_by_one_that_is_unclear())
    assert instead_of_a_code(shop) == "There is no code to show yet."
    shop.show(sales.unclear(42))
    assert instead_of_a_code(shop) == "There is no code yet: nobody can have paid."


def test_it_says_when_it_was_last_checked(shop):
    shop.show(sales.waiting())
    shop.bridge.sale_checked.emit(41, sales.NOW - timedelta(seconds=2))
    texts = [one.text() for one in shop.counter.views.waiting_view.findChildren(QLabel)]
    assert "Checked 2 s ago" in texts
    assert "Wave, Orange Money, MTN MoMo" in texts
    assert "sandbox.checkout.lomi.africa" in texts


def test_a_link_is_sent_whole(monkeypatch, shop):
    opened: list[QUrl] = []
    monkeypatch.setattr(share, "open_outside", opened.append)
    shop.show(sales.waiting())
    shop.counter.views.waiting_view.buttons.whatsapp.trigger()
    shop.counter.views.waiting_view.buttons.mail.trigger()
    assert opened[0].toString().startswith("https://wa.me/?text=")
    assert opened[1].scheme() == "mailto"
    for url in opened:
        assert sales.SESSION_ID in url.toString()


def test_a_local_host_shows_its_port():
    assert host_of("http://127.0.0.1:8123/pay/1") == "127.0.0.1:8123"


def test_a_new_code_that_was_not_made_says_so_beside_the_one_that_is_still_good(shop):
    shop.show(sales.new_code_failed())

    told = waiting_words(sales.new_code_failed(), UP)
    assert (told.line, told.tone) == ("Waiting for payment", "amber")
    assert told.more == "No new code was made. The one that is shown is still good. No connection."
    assert shop.counter.views.waiting_view.qr.isVisible()
    assert "new sale" not in waiting_words(sales.new_code_failed("made_for_another_sale"), UP).more
