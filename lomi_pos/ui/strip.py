"""The thin line under everything: which till, whose, with which money, and whether lomi. answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Dot, Page, button, label, say

if TYPE_CHECKING:
    from datetime import datetime

    from lomi_pos.engine.news import ConnectionChanged
    from lomi_pos.till.ports import DayTotal

_NO_COUNT, _ICONS_ONLY, _SHORT_NAMES, _NO_TOTAL = 1, 2, 3, 4
"""What gives way, one after the other, where the words are wider than the window: how many sales there were; the words
of the buttons (screen readers and tool tips keep them); "Today", and most of a member's name; the total. Never what is
said of the connection."""

_AGE_STEP_S = 10
"""New words lay the whole window out anew, and what changes every second draws the eye."""

_ACCOUNT_LENGTH = 24
_SHORT_ACCOUNT_LENGTH = 13


class Strip(Page):
    """Always there, below every page.

    Signals:
        history_requested(), links_requested(), settings_requested(), keys_requested(): its buttons.
    """

    history_requested = Signal()
    links_requested = Signal()
    settings_requested = Signal()
    keys_requested = Signal()

    def __init__(self, *, is_practice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_practice = is_practice
        self._till = ""
        self._clerk = ""
        self._environment: str | None = None
        self._account = ""
        self._connection: ConnectionChanged | None = None
        self._total: DayTotal | None = None
        self._shows_total = True
        self._now: datetime | None = None
        self._given_way = 0
        self._badge = label("badge", "environmentBadge")
        theme.mark(self._badge, tone="amber" if is_practice else "red")
        self._till_line = label("", "till")
        self._clerk_line = label("quiet", "clerk")
        self._account_line = label("badge", "soldFor")
        theme.mark(self._account_line, tone="amber")
        self._dot = Dot()
        self._line = label("quiet", "connection")
        self._today = label("", "todayTotal")
        self._history = button("openHistory", "quiet", focus="NoFocus")
        self._links = button("openLinks", "quiet", focus="NoFocus")
        self._settings = button("openSettings", "quiet", focus="NoFocus")
        self._keys = button("openKeys", "quiet", focus="NoFocus")
        self._history.clicked.connect(self.history_requested)
        self._links.clicked.connect(self.links_requested)
        self._settings.clicked.connect(self.settings_requested)
        self._keys.clicked.connect(self.keys_requested)
        self._lay_out()
        self.retranslate()

    # ------------------------------------------------------------------ what it says
    def show_till(self, till: str, *, shows_total: bool, clerk: str = "") -> None:
        self._till, self._shows_total, self._clerk = till, shows_total, clerk
        self.retranslate()

    def show_environment(self, environment: str) -> None:
        """``live``, ``test``, or nothing when there is no key."""
        self._environment = environment
        self.retranslate()

    def show_account(self, account: str) -> None:
        """The Network member for whom this till sells; nothing when it sells for its own shop."""
        self._account = account
        self._show_account()
        self._fit()

    def show_connection(self, connection: ConnectionChanged, now: datetime) -> None:
        self._connection, self._now = connection, now
        self._show_line()
        self._fit()

    def show_total(self, total: DayTotal) -> None:
        self._total = total
        self._show_total()
        self._fit()

    def tick(self, now: datetime) -> None:
        self._now = now
        was = self._line.text()
        self._show_line()
        if self._line.text() != was:
            self._fit()

    # ------------------------------------------------------------------ how it looks
    def _lay_out(self) -> None:
        band = QWidget()  # a plain widget's background is the style sheet's without being asked for
        theme.mark(band, "strip")
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(band)
        row = self._row = QHBoxLayout(band)
        row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_S, 0)
        row.setSpacing(theme.SPACE_M)
        for badge in (self._badge, self._account_line):
            badge.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.addWidget(badge)
        row.addWidget(self._till_line)
        row.addWidget(self._clerk_line)
        line = self._line_row = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self._dot)
        line.addWidget(self._line)
        row.addLayout(line)
        row.addStretch(1)
        row.addWidget(self._today)
        row.addWidget(self._history)
        row.addWidget(self._links)
        row.addWidget(self._settings)
        row.addWidget(self._keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """What is said makes no window wide: words give way instead."""
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Let as little give way as it takes for every word that stays to be whole."""
        for given_way in range(_NO_TOTAL + 1):
            was, self._given_way = self._given_way, given_way
            if (was >= _ICONS_ONLY) != (given_way >= _ICONS_ONLY):
                self._say_buttons()
            if was != given_way:
                self._show_account()
                self._show_total()
            if self._needed_width() <= self.width():
                return

    def _needed_width(self) -> int:
        for layout in (self._line_row, self._row):  # they would hear of new words with the next event
            layout.invalidate()
        return self._row.sizeHint().width()

    def _say_buttons(self) -> None:
        quiet = theme.tokens().quiet
        say(self._history, self.tr("History"), "F3", "history", quiet)
        say(self._links, self.tr("Links"), "F4", "link", quiet)
        say(self._settings, self.tr("Settings"), "F10", "settings", quiet)
        say(self._keys, self.tr("Keys"), "F1", "keys", quiet)
        for one in (self._history, self._links, self._settings, self._keys):
            one.setToolTip(one.text() if self._given_way >= _ICONS_ONLY else "")
            if self._given_way >= _ICONS_ONLY:
                one.setText("")

    def retranslate(self) -> None:
        self._say_buttons()
        self._till_line.setText(self.tr("Till {letter}").format(letter=self._till))
        self._clerk_line.setText(self._clerk)
        self._clerk_line.setVisible(bool(self._clerk))
        self._show_badge()
        self._show_account()
        self._show_line()
        self._show_total()
        self._fit()

    def _show_badge(self) -> None:
        known = bool(self._environment) or self._is_practice
        words = fmt.environment_words(self._environment or "", is_practice=self._is_practice)
        self._badge.setVisible(known or self._environment is not None)
        self._badge.setText(words if known else self.tr("NO KEY"))
        self._badge.setAccessibleName(self._badge.text())
        is_live = self._environment == "live" and not self._is_practice
        theme.set_tone(self._badge, "accent" if is_live else "amber" if known else "red")

    def _show_account(self) -> None:
        self._account_line.setVisible(bool(self._account))
        words = self.tr("for {account}")
        room = _ACCOUNT_LENGTH if self._given_way < _SHORT_NAMES else _SHORT_ACCOUNT_LENGTH
        self._account_line.setText(words.format(account=_clipped(self._account, room)))
        self._account_line.setToolTip(words.format(account=self._account))
        self._account_line.setAccessibleName(words.format(account=self._account))

    def _show_line(self) -> None:
        words, tone = self._line_words()
        if words != self._line.text():
            self._line.setText(words)
            self._line.setAccessibleName(words)
        self._dot.show_tone(tone, is_ring=tone == "")

    def _line_words(self) -> tuple[str, theme.Tone]:
        if self._environment == "" and not self._is_practice:
            return self.tr("Paste your key (F10)"), "amber"
        if self._connection is None or self._now is None:
            return self.tr("Connecting…"), ""
        return self._told_words(self._connection, self._now)

    def _told_words(self, told: ConnectionChanged, now: datetime) -> tuple[str, theme.Tone]:
        from lomi_pos.engine.line import Line  # noqa: PLC0415  by now the engine has told of it

        if told.line is Line.UNKNOWN:
            return self.tr("Connecting…"), ""
        if told.is_unanswered:
            return self.tr("No answer, trying again…"), ""
        if told.line is Line.UP and told.last_answer_at is not None:
            age = fmt.age(told.last_answer_at, now, step_s=_AGE_STEP_S)
            return self.tr("Connected, {age} ago").format(age=age), "accent"
        if told.last_answer_at is None:
            return self.tr("No connection"), "amber"
        since = fmt.moment_near(told.last_answer_at, now)
        return self.tr("No connection since {time}").format(time=since), "amber"

    def _given_back_words(self, total: DayTotal) -> str:
        words = []
        if total.refunded_minor:
            refunded = self.tr("Received {received}, given back {refunded}")
            words.append(refunded.format(received=fmt.money(total.received), refunded=fmt.money(total.refunded)))
        if total.cash_back_minor:
            cash = self.tr("Given back in cash {cash}: not taken off today's total, which is lomi.'s")
            words.append(cash.format(cash=fmt.money(total.cash_back)))
        return ". ".join(words)

    def _show_total(self) -> None:
        is_shown = self._shows_total and self._total is not None and self._given_way < _NO_TOTAL
        self._today.setVisible(is_shown)
        if self._total is not None:
            amount, count = fmt.money(self._total.kept), self._count_words(self._total.count)
            words = self.tr("Today {amount} · {count}").format(amount=amount, count=count)
            without_count = (
                self.tr("Today {amount}").format(amount=amount) if self._given_way < _SHORT_NAMES else amount
            )
            self._today.setText(words if self._given_way < _NO_COUNT else without_count)
            more = self._given_back_words(self._total)
            self._today.setToolTip(more)
            self._today.setAccessibleName(f"{words}. {more}" if more else words)

    def _count_words(self, count: int) -> str:
        words = self.tr("{n} sale") if fmt.is_singular(count) else self.tr("{n} sales")
        return words.format(n=fmt.whole_number(count))


def _clipped(account: str, room: int) -> str:
    """Its ending tells two accounts apart, so the middle goes."""
    if len(account) <= room:
        return account
    ending = room // 3
    return f"{account[: room - ending - 1]}…{account[-ending:]}"
