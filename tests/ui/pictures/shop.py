"""The window of each picture, opened afresh on fakes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QPushButton, QWidget

from lomi_pos.engine.news import AccountSeen, ConnectionChanged, Line
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.lomi import Account, Provider
from lomi_pos.till.money import Money
from lomi_pos.till.ports import DayTotal
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import DisplaySection, Settings, ShopSection
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeClock, FakeKeys
from tests.ui import sales

KEY = KeyState("lomi_sk_live_...a1b2", "live", "keychain")
MEMORY_KEY = KeyState("lomi_sk_test_...9z8y", "test", "memory")
SHOP = ShopSection(name="Boutique Awa", till="A", address="Marché de Treichville, Abidjan", confirm_limit=500_000)
LONG_NOTE = "Pagne wax hollandais 6 yards bleu, avec doublure et retouches, retrait samedi après-midi par sa sœur"

LIVE = replace(sales.IDENTITY, environment="live")

Grab = Callable[[str, QWidget], None]


class Shop:
    """One window with its fakes, opened afresh for each picture."""

    def __init__(self, language: str, *, is_practice: bool = False, key: KeyState = KEY) -> None:
        self.clock = FakeClock(sales.NOW)
        self.bridge = FakeBridge()
        display = DisplaySection(language="fr" if language == "fr" else "en")
        self.book = FakeBook(Settings(shop=SHOP, display=display))
        self.window = MainWindow(
            self.bridge,
            self.book,
            FakeKeys(key),
            self.clock,
            is_practice=is_practice,
            trainer=FakeTrainer() if is_practice else None,
        )
        self.bridge.identified.emit(LIVE)
        self.bridge.account_seen.emit(account_seen())
        self.bridge.connection_changed.emit(ConnectionChanged(Line.UP, self.clock.now() - timedelta(seconds=2)))
        self.bridge.day_changed.emit(DayTotal(Money(184_500), 23))

    def fill_rail(self) -> None:
        ago = self.clock.now
        others = [
            sales.paid(36, 3_000, at=ago() - timedelta(hours=3)),
            sales.paid(37, 45_000, note=LONG_NOTE, at=ago() - timedelta(hours=2)),
            sales.cancelled(38, 7_500),
            sales.waiting(39, 125_000, note=LONG_NOTE, at=ago() - timedelta(minutes=6)),
            sales.waiting(40, 2_000, at=ago() - timedelta(minutes=1)),
        ]
        for sale in others:
            self.tell(sale)

    def tell(self, sale: Sale) -> None:
        self.bridge.sale_changed.emit(under_its_key(sale), ())

    def show(self, sale: Sale) -> None:
        self.tell(sale)
        self.window.show_sale(sale.id)


def under_its_key(sale: Sale) -> Sale:
    """As if made by the key that the pictures' tills sell with: of any other they would not show the code."""
    return replace(sale, identity=LIVE, attempts=tuple(replace(one, identity=LIVE) for one in sale.attempts))


class FakeTrainer:
    def pay(self, session_id: str) -> None: ...
    def pay_slowly(self, session_id: str) -> float:
        return 8.0

    def refuse(self, session_id: str) -> None: ...
    def expire(self, session_id: str) -> None: ...
    def pay_late(self, session_id: str) -> float:
        return 8.0

    def drop_connection(self, seconds: float) -> None: ...


WAYS = (
    Provider("WAVE", onboarding="completed"),
    Provider("ORANGE", onboarding="completed"),
    Provider("MTN", is_connected=False, onboarding="pending"),
    Provider("STRIPE", onboarding="in_progress"),
    Provider("SPI", is_connected=False, onboarding="skipped"),
)


def account_seen() -> AccountSeen:
    return AccountSeen(LIVE, Account("live", "org", "Boutique Awa SARL"), WAYS)


def press(shop: Shop, name: str) -> None:
    pressed = shop.window.findChild(QPushButton, name)
    assert pressed is not None
    pressed.click()
