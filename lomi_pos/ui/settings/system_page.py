"""The system: language, look, and where the data is."""

from dataclasses import replace
from typing import Literal, cast

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QComboBox

from lomi_pos import __version__
from lomi_pos.build_mark import build_mark
from lomi_pos.till.settings import Settings
from lomi_pos.ui.pieces import label
from lomi_pos.ui.settings.form import SettingsPage, fill_choices

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
"""Each in its own language, so that it is found by whoever needs it."""

WHERE_TO_LOOK = "https://lomi.africa/"


class SystemPage(SettingsPage):
    def __init__(self, settings: Settings, data_folder: str) -> None:
        super().__init__(settings)
        self._data_folder = data_folder
        self.language = QComboBox()
        self.theme = QComboBox()
        self.folder = label(wraps=True)
        self.version = label(wraps=True)
        self.licences = label(wraps=True)
        self.add_row(self.language, "language")
        self.add_row(self.theme, "theme")
        if data_folder:
            self.add_row(self.folder, "dataFolder")
        self.add_row(self.version, "version")
        self.add_row(self.licences, "licences")
        for copyable in (self.folder, self.version, self.licences):
            copyable.setTextInteractionFlags(copyable.textInteractionFlags().TextSelectableByMouse)
        self.language.activated.connect(self._on_language)
        self.theme.activated.connect(self._on_theme)
        self.retranslate()

    def show_settings(self, settings: Settings) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(settings.display.language)))
        self.theme.setCurrentIndex(max(0, self.theme.findData(settings.display.theme)))

    def retranslate(self) -> None:
        self.head(self.tr("System"), "")
        fill_choices(self.language, {"": self.tr("As this computer")} | LANGUAGE_NAMES)
        fill_choices(
            self.theme,
            {"system": self.tr("As this computer"), "light": self.tr("Light"), "dark": self.tr("Dark")},
        )
        self.folder.setText(self._data_folder)
        mark = build_mark()
        self.version.setText(f"lomi POS {__version__} ({mark})" if str(mark) else f"lomi POS {__version__}")
        self.licences.setText(self.tr("lomi POS: MIT. Qt {version}: LGPL 3.").format(version=qVersion()))
        self.name_row(self.language, self.tr("Language"))
        self.name_row(self.theme, self.tr("Look"))
        if self._data_folder:
            self.name_row(
                self.folder,
                self.tr("Data folder"),
                self.tr("Sales, copies and logs. Practice keeps its own, and shares the shop's settings."),
            )
        self.name_row(
            self.version,
            self.tr("Version"),
            self.tr(
                "It never updates itself. A newer one is installed over it, and the sales stay. Look at {address}."
            ).format(address=WHERE_TO_LOOK),
        )
        texts = self.tr("The texts, and a list of every part: {folder}").format(folder=mark.licences)
        self.name_row(self.licences, self.tr("Licences"), texts if mark.licences is not None else "")
        self.take(self._settings)

    def _on_language(self) -> None:
        language = cast('Literal["", "fr", "en"]', self.language.currentData())
        self.ask_for(replace(self._settings, display=replace(self._settings.display, language=language)))

    def _on_theme(self) -> None:
        theme = cast('Literal["system", "light", "dark"]', self.theme.currentData())
        self.ask_for(replace(self._settings, display=replace(self._settings.display, theme=theme)))
