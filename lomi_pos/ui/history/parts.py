"""Small parts of history: values that can be copied, a step with its time, the colours of a status."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lomi_pos.till.text import clean
from lomi_pos.ui import theme
from lomi_pos.ui.format import clock_time_s, day
from lomi_pos.ui.history.story import Step
from lomi_pos.ui.icons import icon
from lomi_pos.ui.pieces import Dot, ElidedLabel, Page, button, label

_LONGEST_SHOWN = 300
_COPY_SIDE = 40


class CopyRow(Page):
    """A caption, a value, and a button that asks for the value to be copied.

    Signals:
        copy_wanted(str): the value.
    """

    copy_wanted = Signal(str)

    def __init__(self, caption: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self._value = value
        shown = clean(value, _LONGEST_SHOWN)
        self._text = ElidedLabel()
        self._text.show_text(shown)
        self._text.setToolTip(shown)
        self._text.setAccessibleName(f"{caption}: {shown}")
        self._copy: QPushButton = button("copyValue", "quiet")
        self._copy.setStyleSheet("padding: 0; min-height: 0;")
        self._copy.setFixedSize(_COPY_SIDE, _COPY_SIDE)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        words = self.tr("Copy: {what}").format(what=self._caption)
        self._copy.setIcon(icon("copy", theme.tokens().quiet))
        self._copy.setAccessibleName(words)
        self._copy.setToolTip(words)

    def _lay_out(self) -> None:
        caption = label("caption")
        caption.setText(self._caption)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(caption)
        text.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(text, 1)
        row.addWidget(self._copy)

    @Slot()
    def _on_copy_clicked(self) -> None:
        self.copy_wanted.emit(self._value)


class StepRow(QWidget):
    """One step of the time line: its mark, its words, and below them when and by whom."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        dot = Dot()
        dot.show_tone(step.tone, is_ring=step.tone not in {"green", "amber", "red"})
        when = f"{day(step.at)} {clock_time_s(step.at)}"
        words, below = label(wraps=True), label("caption")
        words.setText(step.words)
        below.setText(f"{when} · {step.who}" if step.who else when)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words)
        text.addWidget(below)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 5, 0, 0)
        mark.addWidget(dot)
        mark.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S + 2)
        row.addLayout(mark)
        row.addLayout(text, 1)
