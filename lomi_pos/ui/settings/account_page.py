"""The account: the key, whose it is, and where it is kept. A pasted key is never shown again."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lomi_pos.engine.news import AccountSeen
from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.settings import Settings
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import button, label, say
from lomi_pos.ui.settings.form import SettingsPage, put
from lomi_pos.ui.settings.ways import advice_on_way, way_in_a_line
from lomi_pos.ui.words import key_place_words, provider_names, tell

_NOT_WANTED = frozenset({"", "skipped"})
"""A provider that was never begun, or left out, is no trouble of this key's."""

_ACCOUNT = re.compile(r"acct_[A-Za-z0-9_-]{1,100}", re.ASCII)


class AccountPage(SettingsPage):
    """The key in use and its owner, and a field for another.

    Signals:
        key_pasted(str): keep this one, whatever it is; it is judged where it is kept.
        forget_wanted(), check_wanted(): the buttons.
    """

    key_pasted = Signal(str)
    forget_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._key = KeyState()
        self._seen: AccountSeen | None = None
        self._is_sure = False
        self._is_known = False
        self._is_busy = False
        self._build()
        self.take(settings)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    def show_key(self, key: KeyState) -> None:
        if self._key.masked and key != self._key:
            self._seen = None
        self._key = key
        self._is_known = True
        self._is_busy = False
        self._is_sure = False
        self.retranslate()

    @property
    def knows_account(self) -> bool:
        return self._seen is not None

    def show_account(self, seen: AccountSeen) -> None:
        self._seen = seen
        self._is_busy = False
        self.retranslate()

    def refuse_key(self, reason: Message) -> None:
        self._is_busy = False
        self.retranslate()
        self.tell_trouble(tell(reason))

    def show_settings(self, settings: Settings) -> None:
        put(self.network, settings.account.network_account)

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        self.masked = label("heading", "maskedKey")
        self._badge = label("badge")
        self.place = label("caption", "keyPlace", wraps=True)
        self.owner = label("", "keyOwner", wraps=True)
        self.check = button("checkAccount")
        self.forget = button("forgetKey", "danger")
        self.pasted = QLineEdit()
        self.use = button("useKey")
        self.network = QLineEdit()
        self.pasted.setEchoMode(QLineEdit.EchoMode.Password)
        self.pasted.setMaxLength(300)
        self.network.setMaxLength(110)
        self._key_row = self._key_widget()
        self._paste_row = self._paste_widget()
        self.add_row(self._key_row)
        self.add_row(self._paste_row)
        self.add_row(self.network, "networkAccount")
        self.pasted.returnPressed.connect(self._on_use)
        self.pasted.textChanged.connect(self._on_typed)
        self.use.clicked.connect(self._on_use)
        self.check.clicked.connect(self._on_check)
        self.forget.clicked.connect(self._on_forget)
        self.network.editingFinished.connect(self._on_network)

    def _key_widget(self) -> QWidget:
        holder = QWidget()
        top, buttons = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.masked)
        top.addWidget(self._badge)
        top.addStretch(1)
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.check)
        buttons.addWidget(self.forget)
        buttons.addStretch(1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.SPACE_S, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.owner)
        column.addWidget(self.place)
        column.addLayout(buttons)
        return holder

    def _paste_widget(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.pasted, 1)
        row.addWidget(self.use)
        self.pasted.setObjectName("pastedKey")
        holder.setFocusProxy(self.pasted)
        return holder

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self.head(
            self.tr("lomi. account"), self.tr("Copy your secret key from your lomi. dashboard and paste it here.")
        )
        self.name_row(self._key_row, self.tr("Key in use"))
        self.name_row(
            self.network,
            self.tr("Network account"),
            self.tr("Only for a Network operator who charges for another shop. It starts with acct_."),
        )
        self.pasted.setPlaceholderText("lomi_sk_…")
        self.network.setPlaceholderText("acct_…")
        say(self.use, self.tr("Use this key"))
        say(self.check, self.tr("Check now"), icon="check")
        say(self.forget, self.tr("Press again to forget it") if self._is_sure else self.tr("Forget the key"))
        self._tell_key()

    def _tell_key(self) -> None:
        has_key = bool(self._key.masked)
        self.masked.setText(self._key.masked or (self.tr("No key yet") if self._is_known else "…"))
        paste = self.tr("Paste another key") if has_key else self.tr("Paste your key")
        self.name_row(self._paste_row, paste, self.tr("It is checked, kept, and never shown again."))
        self.pasted.setAccessibleName(paste)
        self._badge.setVisible(has_key)
        self._badge.setText(fmt.environment_words(self._key.environment))
        theme.set_tone(self._badge, "accent" if self._key.environment == "live" else "amber")
        self.place.setText(key_place_words(self._key.place))
        self.place.setVisible(bool(self.place.text()))
        self.owner.setText(self._owner_words())
        self.owner.setVisible(bool(self.owner.text()))
        self.check.setEnabled(has_key and not self._is_busy)
        self.forget.setVisible(has_key and self._key.place != "environment")
        self.use.setEnabled(bool(self.pasted.text()) and not self._is_busy)

    def _owner_words(self) -> str:
        if self._is_busy:
            return self.tr("Checking …")
        if self._seen is None or not self._key.masked:
            return ""
        if self._seen.problem is not None:
            return tell(as_unanswered(self._seen.problem))
        account = self._seen.account
        name = account.organization_name if account else ""
        ways = provider_names(self._seen.providers)
        lines = [name or self.tr("lomi. accepts this key.")]
        if ways:
            lines.append(self.tr("Connected: {providers}").format(providers=ways))
        unfinished = [one for one in self._seen.ways if advice_on_way(one) and one.onboarding not in _NOT_WANTED]
        lines += [f"{way_in_a_line(one)}. {advice_on_way(one)}" for one in unfinished]
        return "\n".join(lines)

    # ------------------------------------------------------------------ slots
    @Slot()
    def _on_typed(self) -> None:
        self.use.setEnabled(bool(self.pasted.text()) and not self._is_busy)

    @Slot()
    def _on_use(self) -> None:
        key = self.pasted.text().strip()
        if not key or self._is_busy:
            return
        self.pasted.clear()
        self.tell_trouble("")
        self._is_busy = True
        self._tell_key()
        self.key_pasted.emit(key)

    @Slot()
    def _on_check(self) -> None:
        self._is_busy = True
        self._tell_key()
        self.check_wanted.emit()

    @Slot()
    def _on_forget(self) -> None:
        if self._is_sure:
            self.forget_wanted.emit()
        self._is_sure = not self._is_sure
        self.retranslate()

    @Slot()
    def _on_network(self) -> None:
        account = self.network.text().strip()
        if account and not _ACCOUNT.fullmatch(account):
            self.take(self._settings)
            self.tell_trouble(self.tr("A Network account starts with acct_. Nothing was changed."))
        else:
            self.ask_for(replace(self._settings, account=replace(self._settings.account, network_account=account)))
