import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import Account
from lomi_pos.till.words import Message
from lomi_pos.ui.first_run import FirstRunView
from tests.fakes import FakeBook, FakeKeys

KEY = "lomi_sk_test_abcdefghijklmnopqrstuvwx9z8y"
TEST = Identity("https://sandbox.api.lomi.africa", "test", "abcd")


@pytest.fixture
def book() -> FakeBook:
    return FakeBook()


@pytest.fixture
def view(qtbot, bridge, book) -> FirstRunView:
    made = FirstRunView(book, FakeKeys(), bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def said(view: FirstRunView, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisibleTo(view) else ""


def enter(qtbot, view: FirstRunView) -> None:
    qtbot.keyClick(view.focusWidget() or view, Qt.Key.Key_Return)


def test_practice_is_three_times_enter_away(qtbot, view, book):
    view.english.setFocus()
    with qtbot.waitSignal(view.language_chosen) as chosen:
        enter(qtbot, view)
    qtbot.keyClicks(view.name, "Boutique Awa")
    enter(qtbot, view)
    with qtbot.waitSignal(view.practice_requested):
        enter(qtbot, view)
    assert chosen.args == ["en"]
    assert (book.settings.shop.name, book.settings.display.language) == ("Boutique Awa", "en")


def test_a_pasted_key_leads_to_selling(qtbot, view, book, bridge):
    view.french.click()
    enter(qtbot, view)
    view.key.setText(KEY)
    with qtbot.waitSignal(view.key_changed):
        enter(qtbot, view)
    assert "lomi_sk_test_...9z8y" in said(view, "firstRunOwner")
    assert bridge.calls[-1] == ("check_account",)
    with qtbot.waitSignal(view.finished) as finished:
        view.next.click()
    assert finished.args == [book.settings]
    assert book.settings.display.language == "fr"


def test_a_bad_key_is_refused_and_nothing_typed_is_lost(qtbot, view):
    view.english.click()
    qtbot.keyClicks(view.name, "Boutique Awa")
    enter(qtbot, view)
    view.key.setText("hello")
    view.use_key.click()
    qtbot.waitUntil(lambda: said(view, "firstRunTrouble").startswith("This is not a lomi. secret key"))
    told = said(view, "firstRunTrouble")
    assert "it is not kept" in told
    assert told.endswith("copy it again, whole, and paste it here.")
    assert "charged" not in told, "no money was in question"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.name.text() == "Boutique Awa"


def test_practices_letter_is_refused(qtbot, view):
    view.english.click()
    view.till.setText("P")
    enter(qtbot, view)
    assert said(view, "firstRunTrouble").startswith("The till is one letter")
    assert view.name.isVisible()


def test_one_primary_button_a_step(qtbot, view):
    view.english.click()
    view.next.click()
    shown = [one.objectName() for one in (view.next, view.practise) if one.isVisible()]
    assert shown == ["practiseFirst"]


def test_enter_stands_on_the_button_that_it_presses(qtbot, view):
    view.english.click()
    view.next.click()
    assert (view.practise.text(), view.use_key.text()) == ("Practise first (Enter)", "Use this key")
    qtbot.keyClicks(view.key, "lomi_sk_test_")
    assert (view.practise.text(), view.use_key.text()) == ("Practise first", "Use this key (Enter)")


@pytest.mark.parametrize(("code", "asks_again"), [("key_refused", True), ("no_connection", False)])
def test_another_key_can_be_pasted_when_lomi_does_not_take_this_one(qtbot, view, bridge, code, asks_again):
    view.english.click()
    enter(qtbot, view)
    view.key.setText(KEY)
    with qtbot.waitSignal(view.key_changed):
        view.use_key.click()
    bridge.account_seen.emit(AccountSeen(Identity("https://api.lomi.africa", "test", "abcd"), problem=Message(code)))
    assert said(view, "firstRunTrouble")
    assert view.key.isVisible() is asks_again


def test_a_refused_key_is_told_to_whoever_has_the_dashboard(qtbot, view, bridge):
    paste_key(qtbot, view)
    bridge.account_seen.emit(AccountSeen(TEST, problem=Message("key_refused")))
    assert said(view, "firstRunTrouble") == (
        "This key was refused by lomi. Copy it again, whole, from your lomi. dashboard."
    )


def test_where_the_key_is_kept_stays_on_screen_and_is_true(qtbot, book, bridge):
    view = FirstRunView(book, FakeKeys(place="memory"), bridge)
    qtbot.addWidget(view)
    view.show()
    paste_key(qtbot, view)
    assert "for this run only" in said(view, "firstRunOwner")
    bridge.account_seen.emit(AccountSeen(TEST, Account("test", "org", "Awa SARL")))
    assert said(view, "firstRunOwner").startswith("Awa SARL")
    assert "for this run only" in said(view, "firstRunOwner")
    assert not any("keychain and" in one.text() for one in view.findChildren(QLabel))


def paste_key(qtbot, view: FirstRunView) -> None:
    view.english.click()
    enter(qtbot, view)
    view.key.setText(KEY)
    with qtbot.waitSignal(view.key_changed):
        view.use_key.click()


def test_a_key_that_cannot_be_checked_yet_is_said_to_be_unchecked_and_nothing_of_the_screen(qtbot, view, bridge):
    view.english.click()
    enter(qtbot, view)
    view.key.setText(KEY)
    with qtbot.waitSignal(view.key_changed):
        enter(qtbot, view)
    bridge.account_seen.emit(AccountSeen(TEST, problem=Message("no_connection")))
    assert "this key is not checked yet" in said(view, "firstRunTrouble")
    bridge.account_seen.emit(AccountSeen(TEST, Account("test", "org", "Boutique Awa")))
    assert not said(view, "firstRunTrouble")


def test_enter_on_the_back_button_goes_back(qtbot, view):
    view.french.click()
    view.back.setFocus()
    enter(qtbot, view)
    assert view.french.isVisible()
