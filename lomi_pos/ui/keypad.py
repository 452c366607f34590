"""The figures on screen, for a till with a touch screen. Large keys, never the keyboard's focus."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button

SMALLEST_KEY = 56
"""Logical pixels each way; a fingertip needs 44."""

_KEYS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("000", "0", "back"), ("C", "+"))


def is_wanted(choice: Literal["auto", "on", "off"]) -> bool:
    """Whether the keypad belongs on the counter: as chosen, or where a touch screen is seen."""
    return choice == "on" or (choice == "auto" and has_touch_screen())


def has_touch_screen() -> bool:
    return any(device.type() is QInputDevice.DeviceType.TouchScreen for device in QInputDevice.devices())


class Keypad(Page):
    """Five rows of keys.

    Signals:
        typed(str): figures, or ``+``.
        back_pressed(): take the last figure away.
        clear_pressed(): an empty amount.
    """

    typed = Signal(str)
    back_pressed = Signal()
    clear_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keypad")
        self._keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_S)
        for row, keys in enumerate(_KEYS):
            for column, key in enumerate(keys):
                wide = len(keys) < len(_KEYS[0]) and column == len(keys) - 1
                grid.addWidget(self._key(key), row, column, 1, 2 if wide else 1)
            grid.setRowStretch(row, 1)
        self.retranslate()

    def retranslate(self) -> None:
        for key, words in {
            "000": self.tr("three zeros"),
            "back": self.tr("take the last figure away"),
            "C": self.tr("clear the amount"),
            "+": self.tr("add to the sum"),
        }.items():
            self._keys[key].setAccessibleName(words)

    def _key(self, key: str) -> QPushButton:
        made = self._keys[key] = button(f"key_{key}", "key", focus="NoFocus")
        made.setText("⌫" if key == "back" else key)
        made.setMinimumSize(SMALLEST_KEY, SMALLEST_KEY)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.clicked.connect(lambda: self._on_key(key))
        return made

    def _on_key(self, key: str) -> None:
        if key == "back":
            self.back_pressed.emit()
        elif key == "C":
            self.clear_pressed.emit()
        else:
            self.typed.emit("*" if key == "000" else key)
