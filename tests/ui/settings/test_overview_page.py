from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.till.lomi import Account, Provider
from lomi_pos.till.money import Money
from lomi_pos.till.overview import AccountOverview, Balance, Part, ProviderFees
from lomi_pos.till.settings import Settings
from lomi_pos.till.words import Message
from lomi_pos.ui.settings.dialog import SettingsView
from lomi_pos.ui.translation import speak
from tests.fakes import FakeBook, FakeKeys
from tests.ui import sales

TOLD = AccountOverview(
    sales.IDENTITY,
    sales.NOW,
    Account("test", "org", "Awa SARL"),
    (Provider("WAVE"), Provider("MTN", is_connected=False)),
    (Balance("XOF", Decimal(12_500), Decimal(500)), Balance("EUR", Decimal("10.5"))),
    (ProviderFees("WAVE", 2, Money(3_000), Money(45)),),
)


@pytest.fixture
def view(dressed, qtbot, bridge) -> SettingsView:
    bridge.overview = TOLD
    made = SettingsView(bridge, FakeBook(Settings()), FakeKeys())
    qtbot.addWidget(made)
    made.show()
    return made


def shown(view: SettingsView) -> str:
    texts = " | ".join(one.text() for one in view.overview.findChildren(QLabel) if one.isVisible())
    return texts.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_is_asked_for_when_it_is_looked_at_and_told_with_its_time(view, bridge):
    assert ("fetch_overview",) not in bridge.calls
    view.show_page("overview")
    told = shown(view)
    assert bridge.calls.count(("fetch_overview",)) == 1
    for words in (
        "Awa SARL",
        "Wave: connected",
        "MTN MoMo: not connected",
        "12,500 F CFA, and 500 F CFA on the way",
        "0.105 EUR",
        "Wave: 45 F CFA of 3,000 F CFA (1.5 %), 2 payments",
        "Updated ",
    ):
        assert words in told


def test_in_french_every_figure_has_its_comma(view, qapp):
    speak(qapp, "fr")
    view.show_page("overview")
    assert "0,105 EUR" in shown(view)
    assert "(1,5 %)" in shown(view)


def test_without_any_answer_nothing_is_called_updated(view, bridge):
    nothing = dict.fromkeys(Part, Message("no_connection"))
    bridge.overview = AccountOverview(sales.IDENTITY, sales.NOW, problems=nothing)
    view.show_page("overview")
    assert "Updated" not in shown(view)


def test_what_lomi_does_not_tell_of_a_member_is_said_calmly(view, bridge):
    member = replace(sales.IDENTITY, account="acct_fatou")
    refused = dict.fromkeys((Part.ACCOUNT, Part.PROVIDERS, Part.BALANCES), Message("network_refused", {"problem": "x"}))
    bridge.overview = AccountOverview(member, sales.NOW, fees=TOLD.fees, problems=refused)
    view.show_page("overview")
    told = shown(view)
    assert told.count("lomi. does not tell this of a Network account.") == 3
    assert "acct_fatou" in told
    assert "Wave: 45 F CFA" in told


@pytest.mark.parametrize(
    ("code", "words"),
    [("no_connection", "could not be asked just now"), ("not_found", "does not tell this with this key")],
)
def test_a_part_that_is_missing_says_why(view, bridge, code, words):
    bridge.overview = replace(TOLD, balances=(), problems={Part.BALANCES: Message(code, {"message": "x"})})
    view.show_page("overview")
    assert words in shown(view)


def test_an_empty_account_is_no_trouble(view, bridge):
    bridge.overview = replace(TOLD, balances=(), fees=())
    view.show_page("overview")
    assert "Nothing has come in yet." in shown(view)
    assert "No payment with a fee yet." in shown(view)


def test_without_a_key_it_says_so_and_keeps_what_was_told(view, bridge):
    view.show_page("overview")
    bridge.overview = Message("key_missing")
    refresh = view.findChild(QPushButton, "overviewRefresh")
    assert refresh is not None
    refresh.click()
    assert "There is no lomi. key yet." in shown(view)
    assert "Awa SARL" in shown(view)


def test_another_key_has_another_account(view, bridge):
    view.show_page("overview")
    bridge.identified.emit(sales.IDENTITY)
    assert "Awa SARL" not in shown(view)


def test_practice_is_not_called_test(dressed, qtbot, bridge):
    bridge.overview = TOLD
    practising = SettingsView(bridge, FakeBook(Settings()), FakeKeys(), is_practice=True)
    qtbot.addWidget(practising)
    practising.show()
    practising.show_page("overview")
    assert practising.overview.environment.text() == "PRACTICE"
