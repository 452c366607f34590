"""Print and Share: the two buttons wherever there is a receipt."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lomi_pos.ui.pieces import button, say
from lomi_pos.ui.printing.desk import Outlet


class SlipActions(QObject):
    """The buttons belong to the page that lays them out; it says when the language changes.

    Signals:
        wanted(Outlet): the receipt is to go out this way.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.print_button = button("printReceipt")
        self.share_button = button("share")
        self._menu = QMenu(self.share_button)
        self._choices = {
            outlet: self._menu.addAction("") for outlet in (Outlet.WHATSAPP, Outlet.MAIL, Outlet.PDF, Outlet.PICTURE)
        }
        self.share_button.setMenu(self._menu)
        self.print_button.clicked.connect(lambda: self.wanted.emit(Outlet.PRINT))
        for outlet, choice in self._choices.items():
            choice.triggered.connect(lambda _=False, outlet=outlet: self.wanted.emit(outlet))

    def set_visible(self, *, is_visible: bool) -> None:
        self.print_button.setVisible(is_visible)
        self.share_button.setVisible(is_visible)

    def retranslate(self, icon_colour: str = "") -> None:
        say(self.print_button, self.tr("Print"), self.tr("Ctrl+P"), "print", icon_colour)
        say(self.share_button, self.tr("Share"), self.tr("Ctrl+E"), "share", icon_colour)
        for outlet, words in {
            Outlet.WHATSAPP: "WhatsApp",
            Outlet.MAIL: self.tr("E-mail"),
            Outlet.PDF: self.tr("Save as PDF"),
            Outlet.PICTURE: self.tr("Save as a picture"),
        }.items():
            self._choices[outlet].setText(words)
