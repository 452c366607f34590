"""The counter: how long a code is good, by whom it can be paid, and how the screen behaves afterwards."""

from dataclasses import replace
from functools import partial
from typing import Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSlider, QSpinBox, QVBoxLayout, QWidget

from lomi_pos.till.settings import USUAL_PROVIDERS, Settings
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import button, number_box, say
from lomi_pos.ui.settings.form import SettingsPage, fill_choices
from lomi_pos.ui.sound import Tone
from lomi_pos.ui.words import provider_name

_MINUTES = (5, 1440)
_RETURN_S = (3, 60)
_NUMBER_WIDTH = 140


class CounterPage(SettingsPage):
    """The counter's own settings.

    Signals:
        tone_wanted(Tone, int): sound this at that volume of 100.
    """

    tone_wanted = Signal(str, int)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.minutes = _number_box(*_MINUTES)
        self.providers = QWidget()
        self.return_after = _number_box(*_RETURN_S)
        self.totals = QCheckBox()
        self.sound = QCheckBox()
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.keypad = QComboBox()
        self._tests = {tone: button(f"test_{tone}", "secondary") for tone in Tone}
        self._connected: tuple[str, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._box_column = QVBoxLayout(self.providers)
        self._box_column.setContentsMargins(0, 0, 0, 0)
        self._box_column.setSpacing(0)
        self.add_row(self.minutes, "expirationMinutes")
        self.add_row(self.providers, "providers")
        self.add_row(self.return_after, "returnAfter")
        self.add_row(self.totals, "showTotals")
        self.add_row(self.sound, "sound")
        self.add_row(self._volume_row(), "volumeRow")
        self.volume.setObjectName("volume")
        self.add_row(self.keypad, "keypadChoice")
        self.minutes.valueChanged.connect(self._on_minutes)
        self.return_after.valueChanged.connect(self._on_return_after)
        self.totals.toggled.connect(self._on_totals)
        self.sound.toggled.connect(self._on_sound)
        self.volume.valueChanged.connect(self._on_volume)
        self.keypad.activated.connect(self._on_keypad)
        for tone, test in self._tests.items():
            test.clicked.connect(partial(self._test, tone))
        self.take(settings)
        self.retranslate()

    def offer_providers(self, connected: tuple[str, ...]) -> None:
        """Those of the account, as lomi. told them."""
        self._connected = connected
        self.take(self._settings)

    def show_settings(self, settings: Settings) -> None:
        self._make_boxes(settings)
        self.minutes.setValue(settings.payments.expiration_minutes)
        self.return_after.setValue(settings.counter.return_after_s)
        self.totals.setChecked(settings.counter.show_totals)
        self.sound.setChecked(settings.counter.sound)
        if not self.volume.isSliderDown():
            self.volume.setValue(settings.counter.volume)
        self.keypad.setCurrentIndex(max(0, self.keypad.findData(settings.counter.keypad)))
        for part in (self.volume, *self._tests.values()):
            part.setEnabled(settings.counter.sound)
        for code, box in self._boxes.items():
            box.setChecked(code in settings.payments.providers)
            box.setText(provider_name(code))

    def retranslate(self) -> None:
        self.head(self.tr("Counter"), "")
        self.name_row(
            self.minutes,
            self.tr("A code is good for"),
            self.tr("Minutes. lomi. may decide otherwise: the screen counts down to lomi.'s own time."),
        )
        self.name_row(
            self.providers,
            self.tr("Customers pay with"),
            self.tr("None ticked: everything that is connected to the account."),
        )
        self.name_row(self.return_after, self.tr("Back to an empty sale after"), self.tr("Seconds after it is paid."))
        self.totals.setText(self.tr("Show today's total on the counter"))
        self.name_row(self.totals, self.tr("Today's total"))
        self.sound.setText(self.tr("Sound a tone"))
        self.name_row(
            self.sound, self.tr("Sound"), self.tr("One when a sale is paid, another one when something is wrong.")
        )
        self.name_row(self._volume_holder, self.tr("Volume"))
        self.volume.setAccessibleName(self.tr("Volume"))
        fill_choices(
            self.keypad,
            {
                "auto": self.tr("Where there is a touch screen"),
                "on": self.tr("Always"),
                "off": self.tr("Never"),
            },
        )
        self.name_row(self.keypad, self.tr("Keypad on screen"))
        say(self._tests[Tone.PAID], self.tr("Hear: paid"))
        say(self._tests[Tone.TROUBLE], self.tr("Hear: problem"))
        self.take(self._settings)

    def _volume_row(self) -> QWidget:
        self._volume_holder = QWidget()
        row = QHBoxLayout(self._volume_holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self.volume, 1)
        for test in self._tests.values():
            row.addWidget(test)
        return self._volume_holder

    def _make_boxes(self, settings: Settings) -> None:
        for code in dict.fromkeys([*self._connected, *USUAL_PROVIDERS, "STRIPE", *settings.payments.providers]):
            if code not in self._boxes:
                box = QCheckBox()
                box.setObjectName(f"provider_{code}")
                box.toggled.connect(self._on_providers)
                self._boxes[code] = box
                self._box_column.addWidget(box)

    # ------------------------------------------------------------------ slots
    def _on_minutes(self, minutes: int) -> None:
        self.ask_for(replace(self._settings, payments=replace(self._settings.payments, expiration_minutes=minutes)))

    def _on_return_after(self, seconds: int) -> None:
        self.ask_for(replace(self._settings, counter=replace(self._settings.counter, return_after_s=seconds)))

    def _on_totals(self, is_on: bool) -> None:  # noqa: FBT001  Qt's own signature
        self.ask_for(replace(self._settings, counter=replace(self._settings.counter, show_totals=is_on)))

    def _on_sound(self, is_on: bool) -> None:  # noqa: FBT001  Qt's own signature
        self.ask_for(replace(self._settings, counter=replace(self._settings.counter, sound=is_on)))

    def _on_volume(self, volume: int) -> None:
        self.ask_for(replace(self._settings, counter=replace(self._settings.counter, volume=volume)))

    def _on_keypad(self) -> None:
        choice = cast('Literal["auto", "on", "off"]', self.keypad.currentData())
        self.ask_for(replace(self._settings, counter=replace(self._settings.counter, keypad=choice)))

    def _test(self, tone: Tone) -> None:
        self.tone_wanted.emit(tone, self.volume.value())

    def _on_providers(self) -> None:
        ticked = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self.ask_for(replace(self._settings, payments=replace(self._settings.payments, providers=ticked)))


def _number_box(least: int, most: int) -> QSpinBox:
    made = number_box("", least, most)
    made.setFixedWidth(_NUMBER_WIDTH)
    made.setKeyboardTracking(False)
    made.setAccelerated(True)
    return made
