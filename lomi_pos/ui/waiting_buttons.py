"""What can be done with a sale that waits: the buttons beside its code, as many rows of them as there is room for."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, label, say, shorten
from lomi_pos.ui.waiting_room import Room

_ROLES = {
    "newSale": "primary",
    "newCode": "secondary",
    "checkNow": "secondary",
    "copyLink": "secondary",
    "share": "secondary",
    "printReceipt": "secondary",
    "openPage": "secondary",
    "showCustomer": "secondary",
    "cancelSale": "danger",
}

_FOR_A_CODE = ("copyLink", "share", "printReceipt", "openPage", "showCustomer")

_SMALL = ("openPage", "copyLink", "share", "printReceipt", "showCustomer")
"""In a small window they are one row of icons: new sale, check, cancel and new code keep their words."""

_ROWS = {"openPage": (1, 0, 2), "showCustomer": (4, 0, 2), "cancelSale": (5, 0, 2)}
"""Row, column and columns of a large button, where each has a row; the customer's page is there in practice only."""

_PAIRS = {"openPage": (1, 0, 2), "showCustomer": (4, 0, 1), "cancelSale": (4, 1, 1)}
_PAIRS_IN_PRACTICE = {"openPage": (4, 0, 1), "showCustomer": (4, 1, 1), "cancelSale": (5, 0, 2)}


class WaitingButtons(Page):
    """Each says itself that it was pressed: ``buttons["checkNow"].clicked``. Share opens ``whatsapp`` and ``mail``."""

    def __init__(self, *, is_practice: bool) -> None:
        super().__init__()
        self._is_practice = is_practice
        self._room = Room.AMPLE
        self._is_copied = False
        self._buttons: dict[str, QPushButton] = {name: button(name, role) for name, role in _ROLES.items()}
        self.warning = label("caption", wraps=True)
        """What a new code means for the first; it stands among the words of the sale."""
        menu = QMenu(self)
        self.whatsapp = menu.addAction("WhatsApp")
        self.mail = menu.addAction("")
        self._buttons["share"].setMenu(menu)
        self._buttons["openPage"].setVisible(is_practice)
        self._lay_out()
        self.retranslate()

    def __getitem__(self, name: str) -> QPushButton:
        return self._buttons[name]

    @property
    def offers_new_code(self) -> bool:
        return not self._buttons["newCode"].isHidden()

    def offer_new_code(self, *, is_offered: bool) -> None:
        self._buttons["newCode"].setVisible(is_offered)

    def enable_code(self, *, has_code: bool) -> None:
        """Handing a code out is for when there is one."""
        for name in _FOR_A_CODE:
            self._buttons[name].setEnabled(has_code)

    def tell_copied(self, *, is_copied: bool) -> None:
        self._is_copied = is_copied
        self._say_copy()

    def take_room(self, room: Room, *, is_low: bool) -> None:
        """Give way to the words of the sale."""
        self._room = room
        self._grid.setSpacing(theme.SPACE_XS if is_low else theme.SPACE_S)
        self._place()
        for one in self._buttons.values():
            one.setProperty("compact", "low" if is_low else room is not Room.AMPLE)
            theme.repolish(one)
        self.retranslate()

    # ------------------------------------------------------------------ how they look
    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_S)
        self._small_row = QHBoxLayout()
        self._small_row.setSpacing(theme.SPACE_XS)
        grid.addLayout(self._small_row, 0, 0, 1, 2)
        self._place()
        grid.addWidget(self._buttons["newCode"], 6, 0, 1, 2)
        grid.addWidget(self._buttons["newSale"], 7, 0, 1, 2)

    def _place(self) -> None:
        """In pairs where there is room; else the small ones in one row, so that no large one is ever cut."""
        of, grid = self._buttons, self._grid
        grid.addWidget(of["checkNow"], 2, 0)
        if self._room is Room.SMALL:
            for name in _SMALL:
                self._small_row.addWidget(of[name], 1)
            grid.addWidget(of["cancelSale"], 2, 1)
            return
        grid.addWidget(of["copyLink"], 2, 1)
        grid.addWidget(of["share"], 3, 0)
        grid.addWidget(of["printReceipt"], 3, 1)
        places = _ROWS
        if self._room is Room.CLOSE:
            places = _PAIRS_IN_PRACTICE if self._is_practice else _PAIRS
        for name, (row, column, columns) in places.items():
            grid.addWidget(of[name], row, column, 1, columns)

    def retranslate(self) -> None:
        buttons = self._buttons
        say(buttons["newSale"], self.tr("New sale"), "F2", "plus", theme.tokens().on_accent)
        say(buttons["newCode"], self.tr("New code"), self.tr("Ctrl+N"), "check")
        say(buttons["checkNow"], self.tr("Check"), "F5", "check")
        say(buttons["share"], self.tr("Share"), self.tr("Ctrl+E"), "share")
        say(buttons["printReceipt"], self.tr("Print"), self.tr("Ctrl+P"), "print")
        say(buttons["openPage"], self.tr("Customer's page"), self.tr("Ctrl+O"), "browser")
        say(buttons["showCustomer"], self.tr("Show customer"), "F6", "screen")
        say(buttons["cancelSale"], self.tr("Cancel"), self.tr("Ctrl+Del"), "cancel", theme.tokens().red_text)
        self.mail.setText(self.tr("E-mail"))
        self.warning.setText(self.tr("The first code can still be paid after a new one: both are watched."))
        buttons["newCode"].setToolTip(self.warning.text())
        for name in buttons.keys() - {"copyLink"}:
            self._shorten(name)
        self._say_copy()

    def _say_copy(self) -> None:
        words = self.tr("Copied") if self._is_copied else self.tr("Copy")
        say(self._buttons["copyLink"], words, self.tr("Ctrl+C"), "tick" if self._is_copied else "copy")
        self._shorten("copyLink")

    def _shorten(self, name: str) -> None:
        if self._room is Room.SMALL and name in _SMALL:
            shorten(self._buttons[name])
        elif self._room is not Room.AMPLE:
            self._buttons[name].setIcon(QIcon())
