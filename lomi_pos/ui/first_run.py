"""The first start: language, shop and till, then a key or practice. Under two minutes, without a mouse if need be."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.errors import KEY_REFUSALS, as_unanswered
from lomi_pos.till.key_book import KeyBook, KeyState
from lomi_pos.till.settings import Settings, SettingsBook
from lomi_pos.till.text import TITLE_LENGTH, clean
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.pieces import Page, button, card, label, say
from lomi_pos.ui.settings.keeping import Keeper
from lomi_pos.ui.settings.shop_page import till_letter
from lomi_pos.ui.words import key_place_words, provider_names, tell

Language = Literal["fr", "en"]
_WIDTH = 620
_LANGUAGE, _SHOP, _KEY = range(3)


class FirstRunView(Page):
    """Three steps. Enter goes on, Esc goes back; nothing typed is lost on the way.

    Signals:
        language_chosen(str): speak it at once.
        key_changed(KeyState): a key has been kept; the engine has to be started with it before it is checked.
        finished(Settings): written down, and the key is kept.
        practice_requested(): written down; practise first, the key comes another day.
    """

    language_chosen = Signal(str)
    key_changed = Signal(object)
    finished = Signal(object)
    practice_requested = Signal()

    def __init__(
        self, book: SettingsBook, keys: KeyBook, bridge: EngineBridge | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("firstRun")
        theme.set_role(self, "page")
        self._settings = book.settings
        self._bridge = bridge
        self._keeper = Keeper(book, keys, self)
        self._key = KeyState()
        self._is_busy = False
        self._then: Literal["", "finish", "practise"] = ""
        self._make_fields()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_step(_LANGUAGE)

    # ------------------------------------------------------------------ building
    def _make_fields(self) -> None:
        self._steps = QStackedWidget()
        self._step = label("caption")
        self._title = label("title", wraps=True)
        self._lead = label("lead", wraps=True)
        self._trouble = label("trouble", "firstRunTrouble", wraps=True)
        self._trouble.hide()
        self.french = button("chooseFrench", focus="StrongFocus")
        self.english = button("chooseEnglish", focus="StrongFocus")
        self.name = QLineEdit(self._settings.shop.name)
        self.till = QLineEdit(self._settings.shop.till)
        self.key = QLineEdit()
        self.next = button("firstRunNext", "primary", focus="StrongFocus")
        self.back = button("firstRunBack", "quiet", focus="StrongFocus")
        self.practise = button("practiseFirst", "primary", focus="StrongFocus")
        self.use_key = button("useKey", "secondary", focus="StrongFocus")
        self._name_caption, self._till_caption = label(), label()
        self._till_hint, self._key_caption, self._key_hint = label("caption"), label(), label("caption", wraps=True)
        self._owner = label("notice", "firstRunOwner", wraps=True)
        self._owner.hide()
        self.name.setObjectName("shopName")
        self.till.setObjectName("shopTill")
        self.key.setObjectName("pastedKey")
        self.name.setMaxLength(TITLE_LENGTH)
        self.till.setMaxLength(1)
        self.till.setFixedWidth(72)
        self.key.setMaxLength(300)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)

    def _lay_out(self) -> None:
        frame = card()
        frame.setFixedWidth(_WIDTH)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        for step in (self._language_step(), self._shop_step(), self._key_step()):
            self._steps.addWidget(step)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        for part in (self._step, self._title, self._lead, self._trouble, self._steps):
            column.addWidget(part)
        column.addLayout(buttons)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)

    def _language_step(self) -> QWidget:
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, theme.SPACE_M, 0, theme.SPACE_M)
        row.setSpacing(theme.SPACE_M)
        for one in (self.french, self.english):
            one.setMinimumHeight(88)
            row.addWidget(one)
        return step

    def _shop_step(self) -> QWidget:
        till = QHBoxLayout()
        till.addWidget(self.till)
        till.addWidget(self._till_hint, 1)
        return _stacked(self._name_caption, self.name, self._till_caption, till)

    def _key_step(self) -> QWidget:
        row = QHBoxLayout()
        row.addWidget(self.key, 1)
        row.addWidget(self.use_key)
        self._key_caption.setContentsMargins(0, theme.SPACE_M, 0, 0)
        return _stacked(self.practise, self._key_caption, row, self._key_hint, self._owner)

    def _connect(self) -> None:
        self.french.clicked.connect(lambda: self._choose_language("fr"))
        self.english.clicked.connect(lambda: self._choose_language("en"))
        self.next.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.practise.clicked.connect(self._on_practise)
        self.use_key.clicked.connect(self._on_use_key)
        self.key.textChanged.connect(self._tell_buttons)
        self._keeper.settings_kept.connect(self._on_settings_kept)
        self._keeper.settings_refused.connect(self._on_refused)
        self._keeper.key_kept.connect(self._on_key_kept)
        self._keeper.key_refused.connect(self._on_refused)
        if self._bridge is not None:
            self._bridge.account_seen.connect(self._on_account_seen)

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("First start"))
        say(self.french, "Français")
        say(self.english, "English")
        say(self.back, self.tr("Back"), self.tr("Esc"), "back", theme.tokens().quiet)
        self._name_caption.setText(self.tr("Name of the shop"))
        self._till_caption.setText(self.tr("Till"))
        self._till_hint.setText(self.tr("One letter; every till of the shop has its own."))
        self._key_caption.setText(self.tr("Or paste the secret key of your lomi. account"))
        self._key_hint.setText(self.tr("It is checked, kept, and never shown again."))
        self.name.setAccessibleName(self.tr("Name of the shop"))
        self.till.setAccessibleName(self.tr("Till"))
        self.key.setAccessibleName(self.tr("Secret key"))
        self.key.setPlaceholderText("lomi_sk_…")
        self.name.setPlaceholderText(self.tr("for example: Boutique Awa"))
        self._tell_step()

    def _tell_step(self) -> None:
        at = self._steps.currentIndex()
        titles = {
            _LANGUAGE: ("Choisissez la langue  ·  Choose the language", ""),
            _SHOP: (self.tr("Your shop"), self.tr("Customers see this name when they pay.")),
            _KEY: (
                self.tr("Ready"),
                self.tr("Practice needs no key and moves no money. You can paste your key any day, in Settings."),
            ),
        }
        title, lead = titles[at]
        self._step.setText(f"{at + 1} / {len(titles)}")
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._tell_buttons()

    def _tell_buttons(self) -> None:
        at = self._steps.currentIndex()
        is_done = bool(self._key.masked)
        self.back.setVisible(at > _LANGUAGE)
        self.next.setVisible(at == _SHOP or (at == _KEY and is_done))
        say(self.next, self.tr("Start selling") if at == _KEY else self.tr("Next"), self.tr("Enter"))
        has_key = bool(self.key.text().strip())
        say(self.practise, self.tr("Practise first"), "" if has_key else self.tr("Enter"))
        say(self.use_key, self.tr("Use this key"), self.tr("Enter") if has_key else "")
        self.use_key.setEnabled(has_key and not self._is_busy)
        self.practise.setEnabled(not self._is_busy)
        for part in (self.practise, self._key_caption, self.key, self.use_key, self._key_hint):
            part.setVisible(not is_done)
        self._lead.setVisible(bool(self._lead.text()) and not (at == _KEY and is_done))

    # ------------------------------------------------------------------ going on and back
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_step(self._steps.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go_on()
            case Qt.Key.Key_Escape:
                self._go_back()
            case _:
                super().keyPressEvent(event)

    def _show_step(self, at: int) -> None:
        self._steps.setCurrentIndex(at)
        self._trouble.hide()
        self._tell_step()
        first = (self.french if fmt.language() == "fr" else self.english, self.name, self.key)[at]
        self.setFocusProxy(first)
        first.setFocus()

    @Slot()
    def _go_on(self) -> None:
        if self._is_busy:
            return
        match self._steps.currentIndex():
            case 0:
                self._choose_language("en" if self.english.hasFocus() else "fr")
            case 1:
                self._take_shop()
            case _ if self._key.masked:
                self._keep("finish")
            case _ if self.key.text().strip():
                self._on_use_key()
            case _:
                self._on_practise()

    @Slot()
    def _go_back(self) -> None:
        if self._steps.currentIndex() > _LANGUAGE and not self._is_busy:
            self._show_step(self._steps.currentIndex() - 1)

    def _choose_language(self, language: Language) -> None:
        self._settings = replace(self._settings, display=replace(self._settings.display, language=language))
        self.language_chosen.emit(language)
        self._show_step(_SHOP)

    def _take_shop(self) -> None:
        letter = till_letter(self.till.text())
        if letter is None:
            self._refuse(self.tr("The till is one letter from A to Z, but not P: that is practice's."))
            self.till.setFocus()
            return
        shop = replace(self._settings.shop, name=clean(self.name.text(), TITLE_LENGTH), till=letter)
        self._settings = replace(self._settings, shop=shop)
        self._show_step(_KEY)

    # ------------------------------------------------------------------ the key, or practice
    @Slot()
    def _on_practise(self) -> None:
        self._keep("practise")

    @Slot()
    def _on_use_key(self) -> None:
        key = self.key.text().strip()
        if key and not self._is_busy:
            self.key.clear()
            self._set_busy(is_busy=True)
            self._keeper.keep_key(key)

    def _keep(self, then: Literal["finish", "practise"]) -> None:
        self._then = then
        self._set_busy(is_busy=True)
        self._keeper.keep_settings(self._settings)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._trouble.hide()
        self._tell_buttons()

    @Slot(object)
    def _on_settings_kept(self, settings: Settings) -> None:
        self._set_busy(is_busy=False)
        if self._then == "practise":
            self.practice_requested.emit()
        elif self._then == "finish":
            self.finished.emit(settings)

    @Slot(object)
    def _on_key_kept(self, key: KeyState) -> None:
        self._key = key
        self._set_busy(is_busy=False)
        self.key_changed.emit(key)
        self._show_owner(key.masked)
        self.next.setFocus()
        if self._bridge is not None:
            self._bridge.check_account()

    @Slot(object)
    def _on_account_seen(self, seen: AccountSeen) -> None:
        if not self._key.masked:
            return
        if seen.problem is not None:
            if seen.problem.code in KEY_REFUSALS:
                self._key = KeyState()
                self._owner.hide()
                self._tell_step()
            self._refuse(self._refusal_words(seen.problem))
            return
        self._trouble.hide()
        name = seen.account.organization_name if seen.account else ""
        environment = fmt.environment_words(seen.identity.environment)
        said = [name or self._key.masked, environment, provider_names(seen.providers)]
        self._show_owner("  ·  ".join(one for one in said if one))

    def _refusal_words(self, problem: Message) -> str:
        """There is no manager to ask yet: who starts the till for the first time has the dashboard at hand."""
        if problem.code == "key_refused":
            return self.tr("This key was refused by lomi. Copy it again, whole, from your lomi. dashboard.")
        told = problem if problem.code in KEY_REFUSALS else as_unanswered(problem)
        if told.code == "not_asked":
            return self.tr(
                "lomi. does not answer, so this key is not checked yet. Check the Wi-Fi or the router; "
                "the till checks it by itself as soon as lomi. answers."
            )
        return tell(told)

    @Slot(object)
    def _on_refused(self, reason: Message) -> None:
        self._set_busy(is_busy=False)
        self._refuse(tell(reason))

    def _show_owner(self, words: str) -> None:
        self._owner.setText(f"{words}\n{key_place_words(self._key.place)}")
        self._owner.show()
        self._tell_buttons()

    def _refuse(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()


def _stacked(*parts: QWidget | QHBoxLayout) -> QWidget:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_S)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch(1)
    return step
