"""The account in practice: there is none, and no key is taken. The way to the till that has one."""

from PySide6.QtCore import Signal

from lomi_pos.till.settings import Settings
from lomi_pos.ui.pieces import button, say
from lomi_pos.ui.settings.form import SettingsPage


class PracticePage(SettingsPage):
    """Says that practice needs no key. One that was pasted here would be kept and never asked of lomi.

    Signals:
        selling_requested(): leave practice, and open the till that sells.
    """

    selling_requested = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.leave = button("leavePractice")
        self.add_row(self.leave)
        self.leave.clicked.connect(self.selling_requested)
        self.retranslate()

    def show_settings(self, settings: Settings) -> None:
        """No field of it is a setting."""

    def retranslate(self) -> None:
        self.head(
            self.tr("lomi. account"),
            self.tr("This is practice: it needs no key, and nothing of it reaches your lomi. account."),
        )
        hint = self.tr(
            "The window opens anew to sell, with your key or a field to paste it in. The practice sales stay as they "
            "are, for the next time you practise."
        )
        self.name_row(self.leave, self.tr("To sell"), hint)
        say(self.leave, self.tr("Leave practice and sell"))
