"""What of history is wanted: a search, statuses, a provider, dates, and chips for what is asked most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lomi_pos.till.ports import Clock
from lomi_pos.ui import theme
from lomi_pos.ui.history.fields import DateField, StatusButton
from lomi_pos.ui.history.spoken_dates import take_day
from lomi_pos.ui.pieces import Page
from lomi_pos.ui.words import provider_name

_PROVIDERS = ("WAVE", "ORANGE", "MTN", "STRIPE")
_WAIT_MS = 180
"""After the last key of a search, so that a number is asked for once and not digit by digit."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Times are whole local days, first to last moment; None is any."""

    text: str = ""
    statuses: tuple[str, ...] = ()
    provider: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    only_unresolved: bool = False


class FilterBar(Page):
    """The fields above the table.

    Signals:
        changed(): ``wanted`` is another than before.
    """

    changed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._providers: tuple[str, ...] = _PROVIDERS
        self._is_setting = False
        self.search = QLineEdit()
        self.status = StatusButton()
        self.provider = QComboBox()
        self.from_on = DateField("historyFrom", clock)
        self.to_on = DateField("historyTo", clock)
        self.chips = {name: QPushButton() for name in ("today", "yesterday", "week", "unresolved")}
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.choose_period("week")

    @property
    def wanted(self) -> Wanted:
        """A day in the search counts more than the dates beside it."""
        text, day = take_day(self.search.text(), self._clock.now().astimezone().date())
        spoken = _date(day) if day is not None else None
        return Wanted(
            text=text,
            statuses=self.status.chosen,
            provider=str(self.provider.currentData() or ""),
            from_at=_start_of(spoken or self.from_on.chosen),
            to_at=_end_of(spoken or self.to_on.chosen),
            only_unresolved=self.chips["unresolved"].isChecked(),
        )

    def offer_statuses(self, choices: Sequence[tuple[str, str]]) -> None:
        """The statuses of the source on screen, as (word of the machine, words of people)."""
        self.status.offer(choices)

    def offer_providers(self, codes: Sequence[str]) -> None:
        """Those connected to the account come first; the usual ones stay, since old sales have them."""
        self._providers = tuple(dict.fromkeys([*codes, *_PROVIDERS]))
        self._fill_providers()

    def choose_period(self, name: str) -> None:
        """``today``, ``yesterday``, ``week``, or ``all`` for any date."""
        today = self._clock.now().astimezone().date()
        first, last = {
            "today": (0, 0),
            "yesterday": (1, 1),
            "week": (6, 0),
        }.get(name, (None, None))
        self._is_setting = True
        self.from_on.choose(None if first is None else _date(today - timedelta(days=first)))
        self.to_on.choose(None if last is None else _date(today - timedelta(days=last)))
        self._is_setting = False
        for chip_name, chip in self.chips.items():
            chip.setChecked(chip_name == name)

    def start_over(self) -> None:
        """As on the first day: no search, the last seven days. Tells nobody: who opens the page asks anyway."""
        self.search.clear()
        self.status.choose()
        self.provider.setCurrentIndex(0)
        self.choose_period("week")
        self._timer.stop()

    def set_compact(self, *, is_compact: bool) -> None:
        """Where there is little room, the search has a line of its own."""
        direction = QBoxLayout.Direction.TopToBottom if is_compact else QBoxLayout.Direction.LeftToRight
        self._fields.setDirection(direction)

    # ------------------------------------------------------------------ building
    def _lay_out(self) -> None:
        self.search.setObjectName("historySearch")
        self.provider.setObjectName("historyProvider")
        for name, chip in self.chips.items():
            chip.setObjectName(f"historyChip_{name}")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(80)
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE_S)
        for field in (self.status, self.provider, self.from_on, self.to_on):
            choices.addWidget(field)
        fields = self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fields.setSpacing(theme.SPACE_S)
        fields.addWidget(self.search, 1)
        fields.addLayout(choices)
        self.provider.setMinimumWidth(176)
        chips = QHBoxLayout()
        chips.setSpacing(theme.SPACE_S)
        for chip in self.chips.values():
            chip.setCheckable(True)
            theme.set_role(chip, "chip")
            chips.addWidget(chip)
        chips.addStretch(1)
        self.chip_row = chips
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(fields)
        column.addLayout(chips)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(self._timer.start)
        self.status.changed.connect(self._timer.start)
        self.provider.currentIndexChanged.connect(self._timer.start)
        for field in (self.from_on, self.to_on):
            field.dateChanged.connect(self._on_date_changed)
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda is_on=False, name=name: self._on_chip(name, is_on=is_on))

    @Slot()
    def _on_date_changed(self) -> None:
        if not self._is_setting:
            for chip in self.chips.values():
                chip.setChecked(False)
            self._timer.start()

    def _on_chip(self, name: str, *, is_on: bool) -> None:
        self.choose_period(name if is_on else "all")
        self.changed.emit()

    # ------------------------------------------------------------------ words
    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search: 12500, A-041, orange, a name, yesterday"))
        self.search.setAccessibleName(self.tr("Search history"))
        self.status.setAccessibleName(self.tr("Filter by status"))
        self.provider.setAccessibleName(self.tr("Filter by provider"))
        self.from_on.put_words(self.tr("From: any date"), self.tr("From this date"))
        self.to_on.put_words(self.tr("To: any date"), self.tr("To this date"))
        self.chips["today"].setText(self.tr("Today"))
        self.chips["yesterday"].setText(self.tr("Yesterday"))
        self.chips["week"].setText(self.tr("7 days"))
        self.chips["unresolved"].setText(self.tr("Unresolved"))
        self._fill_providers()

    def _fill_providers(self) -> None:
        chosen = self.provider.currentData()
        self.provider.blockSignals(True)  # noqa: FBT003  Qt's own signature
        self.provider.clear()
        self.provider.addItem(self.tr("All providers"), "")
        for code in self._providers:
            self.provider.addItem(provider_name(code), code)
        self.provider.setCurrentIndex(max(0, self.provider.findData(chosen)))
        self.provider.blockSignals(False)  # noqa: FBT003  Qt's own signature


def _date(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)


def _start_of(on: QDate | None) -> datetime | None:
    return datetime(on.year(), on.month(), on.day()).astimezone() if on else None


def _end_of(on: QDate | None) -> datetime | None:
    if on is None:
        return None
    after = on.addDays(1)
    return datetime(after.year(), after.month(), after.day()).astimezone() - timedelta(microseconds=1)
