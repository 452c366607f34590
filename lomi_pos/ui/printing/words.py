"""The words on paper, in the shop's language and way of writing figures."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lomi_pos.till.money import Money
from lomi_pos.till.slip import WORDS
from lomi_pos.ui import format as fmt
from lomi_pos.ui.words import provider_name


class PaperWords:
    """The ``Language`` of receipts, as the window speaks."""

    def say(self, name: str) -> str:
        return QCoreApplication.translate("receipt", WORDS[name])

    def money(self, amount: Money) -> str:
        return fmt.money(amount)

    def moment(self, at: datetime) -> str:
        return fmt.moment(at)

    def provider(self, code: str) -> str:
        return provider_name(code)
