"""The shop: its name, its till, its address, its currency, and over which amount Enter is asked twice."""

import re
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import CURRENCIES, Money, parse_amount
from lomi_pos.till.settings import Settings, ShopSection
from lomi_pos.till.text import TITLE_LENGTH, clean
from lomi_pos.ui import format as fmt
from lomi_pos.ui.settings.form import SettingsPage, put

_TILL = re.compile(r"[A-Z]", re.ASCII)
PRACTICE_TILL = "P"


def till_letter(text: str) -> str | None:
    """The letter of a till, or None: one letter, and P is practice's."""
    letter = text.strip().upper()
    return letter if _TILL.fullmatch(letter) and letter != PRACTICE_TILL else None


class ShopPage(SettingsPage):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.name = QLineEdit()
        self.till = QLineEdit()
        self.address = QLineEdit()
        self.currency = QComboBox()
        self.limit = QLineEdit()
        for field, object_name in (
            (self.name, "shopName"),
            (self.till, "shopTill"),
            (self.address, "shopAddress"),
            (self.currency, "shopCurrency"),
            (self.limit, "shopConfirmLimit"),
        ):
            self.add_row(field, object_name)
        self.name.setMaxLength(TITLE_LENGTH)
        self.till.setMaxLength(1)
        self.address.setMaxLength(TITLE_LENGTH)
        self.limit.setMaxLength(20)
        self.currency.addItems(CURRENCIES)
        self._connect()
        self.take(settings)
        self.retranslate()

    def show_settings(self, settings: Settings) -> None:
        shop = settings.shop
        put(self.name, shop.name)
        put(self.till, shop.till)
        put(self.address, shop.address)
        self.currency.setCurrentText(shop.currency)
        put(self.limit, fmt.figures(Money(shop.confirm_limit, shop.currency)))

    def retranslate(self) -> None:
        self.head(self.tr("Shop"), self.tr("Customers see the name on the payment page."))
        self.name_row(self.name, self.tr("Name"))
        self.name_row(self.till, self.tr("Till"), self.tr("One letter. Sales are numbered with it: A-001, A-002."))
        self.name_row(self.address, self.tr("Address"), self.tr("Printed on receipts, below the name."))
        self.name_row(self.currency, self.tr("Currency"))
        self.name_row(
            self.limit,
            self.tr("Ask twice over"),
            self.tr("Over this amount, Enter is asked twice, with the amount in words."),
        )
        self.take(self._settings)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._on_name)
        self.till.editingFinished.connect(self._on_till)
        self.address.editingFinished.connect(self._on_address)
        self.currency.activated.connect(self._on_currency)
        self.limit.editingFinished.connect(self._on_limit)

    def _ask(self, shop: ShopSection) -> None:
        self.ask_for(replace(self._settings, shop=shop))

    def _on_name(self) -> None:
        self._ask(replace(self._settings.shop, name=clean(self.name.text(), TITLE_LENGTH)))

    def _on_address(self) -> None:
        self._ask(replace(self._settings.shop, address=clean(self.address.text(), TITLE_LENGTH)))

    def _on_currency(self) -> None:
        self._ask(replace(self._settings.shop, currency=self.currency.currentText()))

    def _on_till(self) -> None:
        letter = till_letter(self.till.text())
        if letter is None:
            self.till.setText(self._settings.shop.till)
            self.tell_trouble(self.tr("The till is one letter from A to Z, but not P: that is practice's."))
        else:
            self._ask(replace(self._settings.shop, till=letter))

    def _on_limit(self) -> None:
        try:
            limit = parse_amount(self.limit.text(), self._settings.shop.currency)
        except TillRefusal:
            self.take(self._settings)
            self.tell_trouble(self.tr("Type an amount in digits, like 500000."))
        else:
            self._ask(replace(self._settings.shop, confirm_limit=limit.minor))
