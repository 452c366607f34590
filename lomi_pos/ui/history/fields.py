"""Two fields that Qt does not have: a date that may be any, and a choice of several statuses."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QMenu, QPushButton, QWidget

from lomi_pos.till.ports import Clock
from lomi_pos.ui import icons, theme

_ANY = QDate(2020, 1, 1)
"""Before the first sale there can be: shown as "any date"."""

_ARROW_SIDE, _ARROW_FROM_RIGHT = 16, 28


class DateField(QDateEdit):
    """A date, or any. Delete empties it; stepping from any begins at today."""

    def __init__(self, name: str, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.setObjectName(name)
        self.setMinimumDate(_ANY)
        self.setCalendarPopup(True)
        self.setStyleSheet("QDateEdit::drop-down { border: none; width: 34px; } QDateEdit::down-arrow { image: none; }")
        self.setDisplayFormat("dd/MM/yyyy")
        self.setMinimumWidth(164)
        self.setDate(_ANY)

    @property
    def chosen(self) -> QDate | None:
        return None if self.date() == _ANY else self.date()

    def choose(self, on: QDate | None) -> None:
        self.setDate(on or _ANY)

    def put_words(self, any_date: str, name: str) -> None:
        self.setSpecialValueText(any_date)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def stepBy(self, steps: int) -> None:
        if self.chosen is None:
            self.setDate(self._today())
        else:
            super().stepBy(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.chosen is None:
            self.calendarWidget().setCurrentPage(self._today().year(), self._today().month())
        super().mousePressEvent(event)

    def _today(self) -> QDate:
        today = self._clock.now().astimezone()
        return QDate(today.year, today.month, today.day)


def paint_arrow(widget: QWidget) -> None:
    """Draw an arrow at the right end of ``widget``: something opens there."""
    painter = QPainter(widget)
    where = QRectF(widget.width() - _ARROW_FROM_RIGHT, (widget.height() - _ARROW_SIDE) / 2, _ARROW_SIDE, _ARROW_SIDE)
    icons.paint(painter, "more", where, theme.tokens().quiet)
    painter.end()


class StayingMenu(QMenu):
    """A menu in which several things can be ticked before it closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


class StatusButton(QPushButton):
    """Several statuses, or all.

    Signals:
        changed(): another choice.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyStatus")
        self.setMinimumWidth(180)
        self.setStyleSheet("text-align: left;")
        self._menu = StayingMenu(self)
        self.clicked.connect(self._open)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(str(action.data()) for action in self._ticked())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (word of the machine, words of people); what was ticked stays so when it is offered again."""
        ticked = set(self.chosen)
        self._menu.clear()
        for value, words in choices:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value in ticked)
            action.toggled.connect(self._on_toggled)
        self._put_words()

    def choose(self, *values: str) -> None:
        for action in self._menu.actions():
            action.setChecked(action.data() in values)

    def _open(self) -> None:
        """Not ``setMenu``: its indicator and a text on the left do not go together in a style sheet."""
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _ticked(self) -> list[QAction]:
        return [action for action in self._menu.actions() if action.isChecked()]

    def _on_toggled(self) -> None:
        self._put_words()
        self.changed.emit()

    def _put_words(self) -> None:
        ticked = self._ticked()
        if not ticked:
            self.setText(self.tr("All statuses"))
        elif len(ticked) == 1:
            self.setText(ticked[0].text())
        else:
            self.setText(self.tr("{count} statuses").format(count=len(ticked)))
