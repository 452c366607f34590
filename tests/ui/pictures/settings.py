"""The settings and the first run."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from lomi_pos.till.money import Money
from lomi_pos.till.overview import AccountOverview, Balance, Part, ProviderFees
from lomi_pos.till.settings import Settings, ShopSection
from lomi_pos.till.words import Message
from lomi_pos.ui.first_run import FirstRunView
from lomi_pos.ui.settings.dialog import SettingsView
from tests.fakes import FakeBook, FakeKeys
from tests.ui import sales
from tests.ui.pictures.shop import KEY, MEMORY_KEY, WAYS, Grab, Shop, account_seen


def overview() -> AccountOverview:
    seen = account_seen()
    return AccountOverview(
        seen.identity,
        sales.NOW,
        seen.account,
        WAYS,
        (Balance("XOF", Decimal(1_284_500), Decimal(45_000)), Balance("EUR", Decimal("12550.5"))),
        (
            ProviderFees("WAVE", 61, Money(812_000), Money(12_180)),
            ProviderFees("ORANGE", 1, Money(12_500), Money(250)),
        ),
    )


def member_overview() -> AccountOverview:
    told = overview()
    refused = dict.fromkeys((Part.ACCOUNT, Part.PROVIDERS, Part.BALANCES), Message("network_refused"))
    member = replace(told.identity, account="acct_chez_fatou")
    return AccountOverview(member, told.asked_at, fees=told.fees, problems=refused)


def settings_screens(language: str, grab: Grab) -> None:
    names = ("shop", "account", "overview", "overview-member", "counter", "printing", "system")
    places = {**dict.fromkeys(names, KEY), "account-memory": MEMORY_KEY}
    for name, key in places.items():
        shop = Shop(language, key=key)
        shop.bridge.overview = member_overview() if name == "overview-member" else overview()
        shop.window.show_settings()
        view = shop.window.findChild(SettingsView)
        assert view is not None
        shop.window.show()
        view.show_page(name.partition("-")[0])
        view.finish()
        QCoreApplication.processEvents()
        shop.bridge.account_seen.emit(account_seen())
        if name == "account-memory":
            view.account.refuse_key(Message("key_publishable_not_kept"))
        grab(f"settings-{name}", shop.window)


def first_run_screens(language: str, grab: Grab) -> None:
    view = FirstRunView(FakeBook(Settings(shop=ShopSection(name="Boutique Awa"))), FakeKeys())
    view.resize(1366, 768)
    grab("first-run-language", view)
    view._choose_language("fr" if language == "fr" else "en")
    grab("first-run-shop", view)
    view._go_on()
    grab("first-run-key", view)
    view.show()
    view._on_refused(Message("key_malformed_not_kept"))
    grab("first-run-key-refused", view)
    view._on_key_kept(KEY)
    grab("first-run-kept", view)
