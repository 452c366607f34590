from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line, SweepFinished
from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.ports import DayTotal
from lomi_pos.till.settings import AccountSection, Settings
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.first_run import FirstRunView
from lomi_pos.ui.window import MainWindow
from lomi_pos.ui.words import tell
from tests.fakes import FakeBook, FakeBridge, FakeKeys
from tests.ui import sales
from tests.ui.conftest import Shop


def key(shop: Shop, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or shop.window, which, modifier)


def test_the_title_names_the_sale_in_front_in_english(shop, qapp):
    assert shop.window.windowTitle() == "lomi POS"
    translation.speak(qapp, "fr")
    shop.show(sales.waiting(amount=5_000))
    assert shop.window.windowTitle() == "A-041 open 5 000 F CFA - lomi POS"
    shop.tell(sales.paid(amount=5_000), sales.payment(5_000))
    assert shop.window.windowTitle() == "A-041 paid 5 000 F CFA - lomi POS"
    key(shop, Qt.Key.Key_Return)
    assert shop.window.windowTitle() == "lomi POS"


def test_the_amount_has_the_keyboard_whenever_a_sale_is_empty(shop):
    assert shop.find("amount").hasFocus()
    shop.show(sales.waiting())
    key(shop, Qt.Key.Key_F2)
    assert shop.find("amount").hasFocus()
    QTest.mouseClick(shop.find("options"), Qt.MouseButton.LeftButton)
    assert shop.find("amount").hasFocus()


def test_no_button_of_the_sale_screen_takes_the_keyboard(shop):
    for one in shop.counter.sale_view.findChildren(QAbstractButton):
        assert one.focusPolicy() == Qt.FocusPolicy.NoFocus or one.objectName().startswith("option"), one.objectName()
    assert shop.find("charge").focusPolicy() is Qt.FocusPolicy.NoFocus


def test_alt_and_ctrl_tab_walk_the_open_sales(shop):
    shop.tell(sales.waiting(1, at=sales.NOW - timedelta(minutes=2)))
    shop.tell(sales.waiting(2))
    key(shop, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shop.window.windowTitle().startswith("A-002")
    key(shop, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert shop.window.windowTitle().startswith("A-001")


def test_f5_asks_about_the_sale_in_front(shop):
    key(shop, Qt.Key.Key_F5)
    assert ("check_now", 41) not in shop.bridge.calls
    shop.show(sales.waiting())
    key(shop, Qt.Key.Key_F5)
    assert shop.bridge.calls[-1] == ("check_now", 41)


def test_a_start_without_a_connection_says_nothing_of_money(shop):
    shop.bridge.account_seen.emit(AccountSeen(sales.IDENTITY, problem=Message("no_connection")))
    told = [one.text() for one in shop.window.findChildren(QLabel, "trouble") if one.isVisible()]
    assert told == [tell(Message("not_asked"))]


def test_f1_shows_the_keys_and_escape_goes_back_to_the_sale(shop):
    shop.show(sales.waiting())
    key(shop, Qt.Key.Key_F1)
    assert not shop.shows("qr")
    key(shop, Qt.Key.Key_Escape)
    assert shop.shows("qr")


def test_the_strip_tells_what_is_true_of_the_till(shop):
    shop.bridge.identified.emit(None)
    assert shop.find("environmentBadge").text() == "NO KEY"
    shop.bridge.identified.emit(sales.IDENTITY)
    assert shop.find("environmentBadge").text() == "TEST"
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UP, sales.NOW - timedelta(seconds=2)))
    assert shop.find("connection").text() == "Connected, 2 s ago"
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UP, sales.NOW, is_unanswered=True))
    assert shop.find("connection").text() == "No answer, trying again…"
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, sales.NOW))
    assert shop.find("connection").text().startswith("No connection since")
    shop.bridge.day_changed.emit(DayTotal(Money(125_500), 12))
    assert shop.find("todayTotal").text() == "Today 125,500\u00a0F\u202fCFA · 12 sales"


def test_without_a_key_the_strip_says_what_to_do_and_claims_no_connecting(shop):
    shop.bridge.identified.emit(None)
    assert shop.find("connection").text() == "Paste your key (F10)"
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UNKNOWN, None))
    assert shop.find("connection").text() == "Paste your key (F10)"
    shop.bridge.identified.emit(sales.IDENTITY)
    assert shop.find("connection").text() == "Connecting…"


BIG_DAY = DayTotal(Money(1_250_000), 143)
LINES = {
    "up": ConnectionChanged(Line.UP, sales.NOW - timedelta(seconds=40)),
    "silent": ConnectionChanged(Line.UP, sales.NOW, is_unanswered=True),
    "down": ConnectionChanged(Line.DOWN, sales.NOW - timedelta(days=1)),
}


@pytest.mark.parametrize("account", ["", "acct_0123456789abcdefghij"], ids=["own", "member"])
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
@pytest.mark.parametrize("width", [1024, 1280, 1366])
def test_no_word_of_the_strip_is_cut(shop, qapp, width, line, account):
    translation.speak(qapp, "fr")
    shop.window.setMinimumSize(0, 0)
    shop.window.resize(width, 700)
    shop.bridge.identified.emit(replace(sales.IDENTITY, account=account))
    shop.bridge.day_changed.emit(BIG_DAY)
    shop.bridge.connection_changed.emit(line)
    QCoreApplication.processEvents()
    strip = shop.window.strip
    shown = [one for one in strip.findChildren(QLabel) if one.isVisible()]
    assert {one.objectName() for one in shown} >= {"connection", "environmentBadge", "till"}
    assert [one.text() for one in shown if one.width() < one.sizeHint().width()] == []
    assert strip.width() == width
    translation.speak(qapp, "en")


def test_the_strip_says_more_again_once_there_is_room(shop):
    shop.bridge.day_changed.emit(BIG_DAY)
    shop.bridge.connection_changed.emit(LINES["down"])
    shop.bridge.identified.emit(replace(sales.IDENTITY, account="acct_0123456789abcdefghij"))
    shop.window.resize(1024, 700)
    QCoreApplication.processEvents()
    assert shop.find("openHistory").text() == ""
    assert shop.find("openHistory").toolTip() == "History (F3)"
    shop.window.resize(1900, 700)
    QCoreApplication.processEvents()
    assert shop.find("openHistory").text() == "History (F3)"
    assert shop.find("todayTotal").text().endswith("· 143 sales")


def test_french_counts_nothing_in_the_singular(shop, qapp, qtbot):
    shop.bridge.day_changed.emit(DayTotal(Money(0), 0))
    assert shop.find("todayTotal").text().endswith("· 0 sales")
    translation.speak(qapp, "fr")
    qtbot.waitUntil(lambda: shop.find("todayTotal").text().endswith("· 0 vente"))
    shop.bridge.day_changed.emit(DayTotal(Money(9_000), 2))
    assert shop.find("todayTotal").text().endswith("· 2 ventes")


def test_the_rail_says_what_the_sale_itself_says(shop):
    waiting = sales.waiting()
    paying = waiting.after(ev.CustomerPaying(at=sales.NOW, attempt=1, transaction_id="t"))
    declined = paying.after(ev.PaymentDeclined(at=sales.NOW, attempt=1, transaction_id="t"))
    told = []
    for sale in (waiting, paying, declined):
        shop.tell(sale)
        (card,) = shop.window.findChildren(QAbstractButton, "saleA-041")
        told.append(card.accessibleName().rpartition(", ")[2])
    assert told == ["Waiting", "Customer paying", "Refused once"]


def test_the_language_changes_without_a_restart(shop, qapp, qtbot):
    translation.speak(qapp, "fr")
    qtbot.waitUntil(lambda: shop.find("charge").text() == "Encaisser (Entrée)")
    assert shop.find("amount").accessibleName() == "Montant"
    translation.speak(qapp, "en")
    qtbot.waitUntil(lambda: shop.find("charge").text() == "Charge (Enter)")


def test_every_control_has_a_name_for_screen_readers(shop):
    shop.tell(sales.waiting())
    for sale_id in (None, 41):
        shop.counter._put_in_front(sale_id)
        for kind in (QAbstractButton, QLineEdit):
            for one in shop.window.findChildren(kind):
                if one.isVisible() and one.objectName() != "qt_spinbox_lineedit":
                    assert one.accessibleName() or one.text(), one.objectName()


def test_every_label_shows_plain_text_only(shop):
    for one in shop.window.findChildren(QLabel):
        assert one.textFormat() is Qt.TextFormat.PlainText, one.objectName()


@pytest.mark.parametrize("name", ["amount", "note", "charge", "openSales", "today", "environmentBadge", "connection"])
def test_the_sale_screen_has_its_object_names(shop, name):
    shop.tell(sales.waiting())
    shop.tell(sales.paid(2))
    assert shop.find(name)


@pytest.mark.parametrize(
    "name", ["newSale", "cancelSale", "checkNow", "copyLink", "share", "qr", "stateLine", "countdown"]
)
def test_the_waiting_screen_has_its_object_names(shop, name):
    shop.show(sales.waiting())
    assert shop.find(name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_window_can_be_as_small_as_it_says(dressed, qtbot, qapp, clock, language):
    translation.speak(qapp, language)
    window = MainWindow(FakeBridge(), FakeBook(Settings()), FakeKeys(), clock)
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    assert window.width() == 800
    assert window.minimumSizeHint().width() <= 800


def test_what_was_paid_meanwhile_is_told_first(shop):
    paid = sales.paid()
    shop.bridge.sweep_finished.emit(SweepFinished((paid,), looked_at=3, unreached=0))
    assert shop.find("trouble").text() == "While you were away: 1 sale was paid."


def test_without_a_network_the_sweep_says_that_it_goes_on(shop):
    shop.bridge.sweep_finished.emit(SweepFinished((), looked_at=2, unreached=2))
    assert shop.find("trouble").text().startswith("No connection")


def test_a_wrong_value_in_the_settings_file_is_told_once_in_words(dressed, qtbot, clock):
    book = FakeBook()
    book.defaulted = ("shop.till",)
    window = MainWindow(FakeBridge(), book, FakeKeys(), clock)
    qtbot.addWidget(window)
    window.appear()
    told = [label.text() for label in window.findChildren(QLabel, "trouble") if label.isVisible()]
    assert told == [
        tell(Message("settings_defaulted", {"names": "shop.till"})),
    ]


def test_another_network_account_begins_the_engine_anew(shop):
    shop.window.show_settings()
    changed = replace(shop.book.settings, account=AccountSection(network_account="acct_fatou"))
    shop.window._on_settings_changed(changed)
    assert ("restart",) in shop.bridge.calls


def test_the_strip_names_the_member_and_keeps_a_long_name_short(shop):
    account = "acct_" + "0123456789" * 4 + "fatou"
    shop.bridge.identified.emit(replace(sales.IDENTITY, account=account))
    line = shop.find("soldFor")
    assert line.accessibleName() == f"for {account}"
    assert line.text().startswith("for acct_")
    assert line.text().endswith("fatou")
    assert len(line.text()) < 32
    shop.bridge.identified.emit(sales.IDENTITY)
    assert not line.isVisible()


def test_a_french_keyboards_upper_row_shows_an_open_sale_without_shift(shop):
    shop.tell(sales.waiting(1, at=sales.NOW - timedelta(minutes=2)))
    shop.tell(sales.waiting(2))
    key(shop, Qt.Key.Key_Eacute, Qt.KeyboardModifier.AltModifier)
    assert shop.window.windowTitle().startswith("A-002")
    key(shop, Qt.Key.Key_Ampersand, Qt.KeyboardModifier.AltModifier)
    assert shop.window.windowTitle().startswith("A-001")


def test_the_report_and_the_lock_say_that_they_come_later_and_change_nothing(shop):
    QTest.keyClicks(shop.find("amount"), "12")
    key(shop, Qt.Key.Key_F8)
    assert shop.find("trouble").text().startswith("The day report comes with a later version")
    key(shop, Qt.Key.Key_F9)
    assert shop.find("trouble").text().startswith("Clerks and the lock come with a later version")
    assert (shop.find("amount").text(), shop.find("amount").hasFocus()) == ("12", True)


def test_every_button_of_a_sale_can_be_pressed_by_its_key(shop):
    control = Qt.KeyboardModifier.ControlModifier
    key(shop, Qt.Key.Key_F7)
    assert shop.find("optionTitle").isVisible()
    key(shop, Qt.Key.Key_F7)
    shop.show(sales.waiting())
    key(shop, Qt.Key.Key_N, control)
    assert ("new_code", 41) not in shop.bridge.calls, "offered in the last fifth only"
    shop.clock.advance(minutes=13)
    shop.counter.tick()
    key(shop, Qt.Key.Key_N, control)
    assert shop.bridge.calls[-1] == ("new_code", 41)
    key(shop, Qt.Key.Key_Delete, control)
    assert shop.bridge.calls[-1] == ("cancel", 41)
    shop.tell(sales.cancelled())
    key(shop, Qt.Key.Key_N, control)
    assert shop.bridge.calls[-1] == ("new_code", 41)
    shop.tell(sales.paid_twice())
    shop.clock.advance(seconds=1)
    key(shop, Qt.Key.Key_D, control)
    assert shop.bridge.calls[-1] == ("acknowledge", 41)
    key(shop, Qt.Key.Key_F10)
    assert shop.shows("settings")


def test_settings_open_with_the_key_of_other_programs_too(shop):
    key(shop, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert shop.shows("settings")


def test_the_first_run_cannot_be_left_by_a_key_of_the_counter(dressed, qtbot, clock):
    window = MainWindow(FakeBridge(), FakeBook(Settings()), FakeKeys(), clock, is_first_run=True)
    qtbot.addWidget(window)
    window.show()
    for which in (Qt.Key.Key_F3, Qt.Key.Key_F10, Qt.Key.Key_F2, Qt.Key.Key_F1):
        QTest.keyClick(QApplication.focusWidget() or window, which)
    (first_run,) = window.findChildren(FirstRunView)
    assert first_run.isVisible()


def test_a_check_that_failed_is_no_longer_told_of_once_lomi_has_answered(shop):
    shop.bridge.sale_changed.emit(sales.waiting(41), ())
    shop.bridge.sale_changed.emit(sales.waiting(42), ())
    shop.bridge.trouble_told.emit(Message("check_unanswered", {"number": "A-041"}))
    shop.bridge.sale_checked.emit(42, sales.NOW)
    assert shop.find("trouble").text().startswith("A-041 could not be checked")
    shop.bridge.sale_checked.emit(41, sales.NOW)
    assert not shop.shows("trouble")


def test_a_check_that_failed_is_not_told_of_above_the_green_screen(shop):
    shop.bridge.sale_changed.emit(sales.waiting(), ())
    shop.bridge.trouble_told.emit(Message("check_unanswered", {"number": "A-041"}))
    shop.bridge.sale_changed.emit(sales.paid(), ())
    assert not shop.shows("trouble")


def test_a_line_that_is_back_takes_its_notice_away(shop):
    shop.bridge.account_seen.emit(AccountSeen(sales.IDENTITY, problem=Message("no_connection")))
    assert shop.shows("trouble")
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, None))
    assert shop.shows("trouble")
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UP, sales.NOW))
    assert not shop.shows("trouble")
