import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lomi_pos import __version__
from lomi_pos.build_mark import BuildMark
from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.identity import Identity
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.lomi import Account, Provider
from lomi_pos.till.settings import Settings, ShopSection
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.settings.dialog import SettingsView
from tests.fakes import FakeBook, FakeKeys

KEY = "lomi_sk_live_abcdefghijklmnopqrstuvwxa1b2"


@pytest.fixture
def book() -> FakeBook:
    return FakeBook(Settings(shop=ShopSection(name="Boutique Awa")))


@pytest.fixture
def keys() -> FakeKeys:
    return FakeKeys()


@pytest.fixture
def view(qtbot, bridge, book, keys) -> SettingsView:
    made = SettingsView(bridge, book, keys, data_folder="/home/awa/lomi-pos")
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    return made


def trouble(view: QWidget) -> str:
    return "".join(label.text() for label in view.findChildren(QLabel, "settingsTrouble") if label.isVisibleTo(view))


def type_into(qtbot, field, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def seen(problem: Message | None = None) -> AccountSeen:
    identity = Identity("https://api.lomi.africa", "live", "abcd")
    ways = (
        Provider("WAVE", onboarding="completed"),
        Provider("SPI"),
        Provider("MTN", is_connected=False, onboarding="pending"),
        Provider("ORANGE", is_connected=False, onboarding="skipped"),
    )
    return AccountSeen(identity, Account("live", "org", "Awa SARL"), ways, problem)


def test_a_change_is_written_down_and_in_force_at_once(qtbot, view, book):
    with qtbot.waitSignal(view.settings_changed) as told:
        type_into(qtbot, view.shop.name, "Chez Fatou")
    assert told.args == [book.settings]
    assert book.settings.shop.name == "Chez Fatou"


def test_two_changes_in_a_row_are_both_kept(qtbot, view, book):
    view.show_page("counter")
    view.counter.minutes.setValue(30)
    view.counter.totals.setChecked(False)
    qtbot.waitUntil(lambda: book.settings.payments.expiration_minutes == 30 and not book.settings.counter.show_totals)


def test_writing_never_holds_the_window_up(qtbot, view, book):
    may_write, here = threading.Event(), threading.current_thread()
    writers = []

    def keep(settings: Settings) -> None:
        may_write.wait(10)
        writers.append(threading.current_thread())

    book.keep = keep
    with qtbot.waitSignal(view.settings_changed):
        type_into(qtbot, view.shop.name, "Chez Fatou")
        may_write.set()
    assert writers != [here]


@pytest.mark.parametrize("letter", ["1", "-", "p"])
def test_a_till_is_one_letter_and_not_practices(qtbot, view, book, letter):
    type_into(qtbot, view.shop.till, letter)
    assert trouble(view).startswith("The till is one letter")
    assert (view.shop.till.text(), book.settings.shop.till) == ("A", "A")


def test_a_limit_is_typed_as_people_write_it(qtbot, view, book):
    type_into(qtbot, view.shop.limit, "250 000 F CFA")
    qtbot.waitUntil(lambda: book.settings.shop.confirm_limit == 250_000)
    type_into(qtbot, view.shop.limit, "a lot")
    assert trouble(view) == "Type an amount in digits, like 500000."


def test_settings_that_cannot_be_written_are_taken_back(qtbot, view, book):
    book.trouble = SettingsTrouble("settings_unreadable", path="settings.toml", problem="read-only")
    type_into(qtbot, view.shop.name, "Chez Fatou")
    qtbot.waitUntil(lambda: "settings.toml" in trouble(view))
    assert view.shop.name.text() == "Boutique Awa"


def test_a_pasted_key_is_kept_checked_and_never_shown_again(qtbot, view, bridge, keys):
    view.show_page("account")
    qtbot.waitUntil(lambda: view.account.masked.text() == "No key yet")
    with qtbot.waitSignal(view.key_changed) as told:
        type_into(qtbot, view.account.pasted, KEY)
    assert told.args == [KeyState("lomi_sk_live_...a1b2", "live", "keychain")]
    assert bridge.calls[-1] == ("check_account",)
    bridge.account_seen.emit(seen())
    assert view.account.owner.text() == (
        "Awa SARL\nConnected: Wave, SPI\nMTN MoMo: not connected, its set-up waits for you. "
        "Do it on your lomi. dashboard; customers cannot pay with it until then."
    )
    shown = [one.text() for kind in (QLabel, QPushButton) for one in view.findChildren(kind)]
    assert not any(KEY in text for text in [*shown, view.account.pasted.text()])


def test_what_is_not_a_key_is_refused_in_one_sentence(qtbot, view, keys):
    view.show_page("account")
    qtbot.waitUntil(lambda: view.account.masked.text() == "No key yet")
    type_into(qtbot, view.account.pasted, "hello")
    qtbot.waitUntil(lambda: trouble(view).startswith("This is not a lomi. secret key"))
    assert keys.state == KeyState()


def test_without_a_keychain_it_says_for_how_long_the_key_is_kept(qtbot, bridge, book):
    view = SettingsView(bridge, book, FakeKeys(KeyState("lomi_sk_test_...9z8y", "test", "memory"), "memory"))
    qtbot.addWidget(view)
    view.show_page("account")
    view.show()
    qtbot.waitUntil(lambda: "for this run only" in view.account.place.text())


def test_a_key_that_lomi_does_not_take_says_so(qtbot, view, bridge, keys):
    view.account.show_key(KeyState("lomi_sk_live_...a1b2", "live", "keychain"))
    bridge.account_seen.emit(seen(Message("key_refused")))
    assert "does not accept this till's key" in view.account.owner.text()


def test_forgetting_the_key_is_asked_twice(qtbot, view, keys):
    keys.keep(KEY)
    view.show_page("account")
    view.account.show_key(keys.state)
    view.account.forget.click()
    assert view.account.forget.text() == "Press again to forget it"
    with qtbot.waitSignal(view.key_changed):
        view.account.forget.click()
    assert view.account.masked.text() == "No key yet"


def test_a_double_click_does_not_answer_whether_the_key_is_to_be_forgotten(qtbot, view, keys):
    keys.keep(KEY)
    view.show_page("account")
    view.account.show_key(keys.state)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = view.account.forget.rect().center().toPointF()
    pressed, again = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
    for kind, at_ms in ((pressed, 5_000), (again, 5_150), (pressed, 5_300)):
        for what in (kind, QEvent.Type.MouseButtonRelease):
            event = QMouseEvent(what, middle, view.account.forget.mapToGlobal(middle), left, left, none)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(view.account.forget, event)
    assert view.account.forget.text() == "Press again to forget it"
    assert keys.state.masked

    qtbot.mouseClick(view.account.forget, left)
    qtbot.waitUntil(lambda: not keys.state.masked)


def test_a_network_account_has_its_form(qtbot, view, book):
    view.show_page("account")
    type_into(qtbot, view.account.network, "hello")
    assert "acct_" in trouble(view)
    type_into(qtbot, view.account.network, "acct_1a2B")
    qtbot.waitUntil(lambda: book.settings.account.network_account == "acct_1a2B")


def test_providers_of_the_account_can_be_chosen(qtbot, view, bridge, book):
    bridge.account_seen.emit(seen())
    view.show_page("counter")
    boxes = {box.objectName(): box for box in view.counter.findChildren(QWidget) if "provider_" in box.objectName()}
    boxes["provider_SPI"].setChecked(True)
    qtbot.waitUntil(lambda: book.settings.payments.providers == ("SPI",))


def test_language_and_look_are_asked_for_by_name(qtbot, view, book):
    view.show_page("system")
    box = view.system.theme
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: book.settings.display.theme == "dark")
    assert view.system.folder.text() == "/home/awa/lomi-pos"


def test_escape_takes_what_was_typed_and_goes_back(qtbot, view, book):
    view.shop.name.setFocus()
    view.shop.name.setText("Chez Fatou")
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.shop.name, Qt.Key.Key_Escape)
    view.finish()
    assert book.settings == replace(book.settings, shop=replace(book.settings.shop, name="Chez Fatou"))


def test_every_control_has_a_name_for_screen_readers(view):
    for page in (view.shop, view.account, view.counter, view.system):
        for child in page.findChildren(QWidget):
            takes_keys = child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.focusProxy() is None
            if takes_keys and child.objectName() and not child.objectName().startswith("qt_"):
                assert child.accessibleName() or getattr(child, "text", str)(), child.objectName()


def test_saved_is_said_in_the_new_language(qtbot, dressed, qapp, view, book):
    view.settings_changed.connect(lambda settings: translation.speak(qapp, settings.display.language))
    view.show_page("system")
    view.system.language.setCurrentIndex(view.system.language.findData("fr"))
    view.system.language.activated.emit(view.system.language.currentIndex())
    saved = view.findChild(QLabel, "settingsSaved")
    qtbot.waitUntil(lambda: saved.text() == "Enregistré.")


def test_the_ring_follows_the_tab_that_is_clicked(qtbot, view):
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    for name in ("counter", "system"):
        tab = view.findChild(QPushButton, f"settingsTab_{name}")
        qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
        assert view.focusWidget() is tab


def test_the_system_page_names_the_version_the_build_and_the_licences(monkeypatch, view):
    mark = BuildMark("3b3a82e", "2026-11-21", Path("/usr/lib/lomi-pos/licences"))
    monkeypatch.setattr("lomi_pos.ui.settings.system_page.build_mark", lambda: mark)
    view.system.retranslate()
    view.show_page("system")
    said = [label.text() for label in view.system.findChildren(QLabel) if label.isVisibleTo(view)]
    assert f"lomi POS {__version__} (3b3a82e 2026-11-21)" in said
    assert any("LGPL 3" in text for text in said)
    assert any("/usr/lib/lomi-pos/licences" in text for text in said)
    assert any("never updates itself" in text and "https://lomi.africa/" in text for text in said)


@pytest.fixture
def practising(qtbot, bridge, book, keys) -> SettingsView:
    made = SettingsView(bridge, book, keys, is_practice=True)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.show_page("account")
    return made


def test_practice_takes_no_key_and_claims_no_account(practising, bridge):
    bridge.account_seen.emit(seen())
    shown = " ".join(one.text() for one in practising.findChildren(QLabel) if one.isVisibleTo(practising))
    assert "it needs no key" in shown
    assert "Connected" not in shown
    assert not practising.account.pasted.isVisibleTo(practising)
    assert ("check_account",) not in bridge.calls


def test_practice_is_left_from_its_account_page(qtbot, practising):
    leave = practising.findChild(QPushButton, "leavePractice")
    assert leave is not None
    assert leave.isVisibleTo(practising)
    with qtbot.waitSignal(practising.selling_requested):
        leave.click()
