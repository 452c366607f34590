"""The main window on fakes, in English and in the light theme."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from lomi_pos.till.events import Event
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.sale import Sale
from lomi_pos.ui import theme, translation
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeClock, FakeKeys
from tests.ui import sales


@dataclass
class Shop:
    """What a test of the whole window holds in its hands."""

    window: MainWindow
    bridge: FakeBridge
    clock: FakeClock
    book: FakeBook

    @property
    def counter(self):
        return self.window.counter

    @property
    def sale_view(self):
        return self.window.counter.sale_view

    def tell(self, sale: Sale, *events: Event) -> None:
        """The engine says how ``sale`` stands, after ``events``."""
        self.bridge.sale_changed.emit(sale, events)

    def show(self, sale: Sale) -> None:
        """Bring ``sale``, as it stands now, to the front."""
        self.tell(sale)
        self.counter.show_sale(sale.id)

    def find(self, name: str):
        """The visible widget of this name."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"nothing visible is called {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))


@pytest.fixture
def dressed(qapp) -> Iterator[None]:
    theme.dress(qapp, "light")
    translation.speak(qapp, "en")
    yield
    translation.speak(qapp, "en")
    theme.dress(qapp, "light")


@pytest.fixture
def shop(dressed, qtbot, clock) -> Shop:
    bridge, book = FakeBridge(), FakeBook()
    window = MainWindow(bridge, book, FakeKeys(KeyState("lomi_sk_test_...a1b2", "test", "keychain")), clock)
    qtbot.addWidget(window)
    bridge.identified.emit(sales.IDENTITY)
    window.resize(1366, 768)
    window.show()
    window.counter.take_focus()
    return Shop(window, bridge, clock, book)
