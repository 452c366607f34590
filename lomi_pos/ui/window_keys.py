"""What each key of the whole window does; those of an amount and of a list are theirs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from lomi_pos.ui.notices import Notices
    from lomi_pos.ui.pages import Pages
    from lomi_pos.ui.shortcuts import Shortcuts

_OPEN_SALE_KEYS = 9

BUTTON_KEYS = {
    "F7": ("options",),
    "Ctrl+E": ("share",),
    "Ctrl+N": ("newCode",),
    "Ctrl+Del": ("cancelSale",),
    "Ctrl+D": ("acknowledge", "takeUpAgain"),
    "Ctrl+R": ("refund", "refundOne"),
    "Ctrl+G": ("cashBack",),
    "Ctrl+O": ("openPage",),
    "Ctrl+S": ("historyExport", "historyExportStop"),
}
"""The keys of buttons that only some screens have: the first of these names that is on the screen is pressed."""


class KeyedWindow(Protocol):
    """What a key asks of its window."""

    def show_keys(self) -> None: ...
    def show_history(self) -> None: ...
    def show_links(self) -> None: ...
    def show_settings(self) -> None: ...
    def show_sale(self, sale_id: int) -> None: ...
    def begin_sale(self) -> None: ...
    def toggle_customer(self) -> None: ...
    def print_shown(self) -> None: ...


class WindowKeys(QObject):
    """The deeds of ``window``'s keys, whatever has the keyboard."""

    def __init__(self, window: KeyedWindow, pages: Pages, notices: Notices) -> None:
        super().__init__(pages)
        self._window = window
        self._pages = pages
        self._counter = pages.counter
        self._notices = notices

    def bind(self, shortcuts: Shortcuts) -> None:
        window = self._window
        shortcuts.bind(
            {
                "F1": window.show_keys,
                "F2": window.begin_sale,
                "F3": window.show_history,
                "Ctrl+F": window.show_history,
                "F4": window.show_links,
                "F5": self._counter.views.check_now,
                "F6": window.toggle_customer,
                "F8": self._tell_of_reports,
                "F9": self._tell_of_lock,
                "Ctrl+L": self._tell_of_lock,
                "F10": window.show_settings,
                "Ctrl+,": window.show_settings,
                "Ctrl+P": window.print_shown,
                "Ctrl+C": self._counter.copy_link,
                "Ctrl+Tab": self._show_next_open_sale,
            },
        )
        shortcuts.bind({key: partial(self._press, names) for key, names in BUTTON_KEYS.items()})
        shortcuts.bind_figures("Alt", _OPEN_SALE_KEYS, self._show_open_sale)

    def _press(self, names: tuple[str, ...]) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            press(page, names)

    def _show_open_sale(self, place: int) -> None:
        sale_id = self._counter.rail.digits.sale_at(place + 1)
        if sale_id is not None:
            self._window.show_sale(sale_id)

    def _show_next_open_sale(self) -> None:
        sale_id = self._counter.next_open_sale()
        if sale_id is not None:
            self._window.show_sale(sale_id)

    def _tell_of_reports(self) -> None:
        self._notices.announce(
            self.tr("The day report comes with a later version. Until then the history (F3) has every sale."), ""
        )

    def _tell_of_lock(self) -> None:
        self._notices.announce(
            self.tr("Clerks and the lock come with a later version. Until then, lock the computer itself."), ""
        )


def press(page: QWidget, names: tuple[str, ...]) -> None:
    """Press the button of one of these names on ``page``, if it has one that can be pressed just now."""
    for one in page.findChildren(QPushButton):
        if one.objectName() in names and one.isVisible() and one.isEnabled():
            one.click()
            return
