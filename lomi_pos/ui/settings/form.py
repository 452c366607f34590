"""A page of settings: rows of a name, a field and a hint, and one sentence when something cannot be taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from lomi_pos.till.settings import Settings
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label
from lomi_pos.ui.scrolling import ScrollArea

_CAPTION_WIDTH, _FIELD_WIDTH = 210, 460
_NARROW_CAPTION_WIDTH = 116
"""Where the field and its hint would not fit beside the other."""
_TO_THE_LINE = 11
"""So far above the words of a row that they stand on one line with those in a field."""
_WIDEST = _CAPTION_WIDTH + _FIELD_WIDTH + 3 * theme.SPACE_L


class SettingsPage(Page):
    """One page. It shows the settings it was last given, and asks for others.

    Signals:
        change_wanted(Settings): the same settings with one thing changed.
    """

    change_wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._is_showing = False
        self._names: dict[QWidget, tuple[QLabel, QLabel]] = {}
        self._heading = label("title")
        self._lead = label("quiet", wraps=True)
        self._trouble = label("trouble", "settingsTrouble", wraps=True)
        self._trouble.hide()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(theme.SPACE_L)
        self._form.setVerticalSpacing(theme.SPACE_M)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._column = self._lay_out()

    def take(self, settings: Settings) -> None:
        """Show ``settings``; nothing is asked for while they are put in."""
        self._settings = settings
        self._is_showing = True
        self.show_settings(settings)
        self._is_showing = False

    def show_settings(self, settings: Settings) -> None:
        """Put ``settings`` into the fields."""
        raise NotImplementedError

    def ask_for(self, settings: Settings) -> None:
        """What the person wants, if it is another than what is in force."""
        self.tell_trouble("")
        if not self._is_showing and settings != self._settings:
            self.change_wanted.emit(settings)

    def tell_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    # ------------------------------------------------------------------ building
    def add_row(self, field: QWidget, name: str = "") -> None:
        """Put ``field`` on the page; ``say`` gives it its words."""
        if name:
            field.setObjectName(name)
        caption, hint = label(wraps=True), label("caption", wraps=True)
        caption.setFixedWidth(_CAPTION_WIDTH)
        caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        caption.setContentsMargins(0, _TO_THE_LINE, 0, 0)
        if isinstance(field, QLabel):
            field.setContentsMargins(0, _TO_THE_LINE, 0, 0)
        caption.setBuddy(field)
        hint.hide()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(field)
        column.addWidget(hint)
        for box in (field, *field.findChildren(QComboBox)):
            if isinstance(box, QComboBox):  # its widest choice would make the page too wide for a small window
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._names[field] = (caption, hint)
        self._form.addRow(caption, holder)

    def name_row(self, field: QWidget, caption: str, hint: str = "") -> None:
        """The words of a row, in the language of now."""
        named, hinted = self._names[field]
        named.setText(caption)
        hinted.setText(hint)
        hinted.setVisible(bool(hint))
        field.setAccessibleName(caption)
        field.setAccessibleDescription(hint)

    def head(self, title: str, lead: str) -> None:
        self._heading.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _WIDEST
        for caption, _ in self._names.values():
            caption.setFixedWidth(_NARROW_CAPTION_WIDTH if is_narrow else _CAPTION_WIDTH)

    def _lay_out(self) -> QVBoxLayout:
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._heading)
        column.addWidget(self._lead)
        column.addWidget(self._trouble)
        column.addLayout(self._form)
        column.addStretch(1)
        scroll = ScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return column


def put(field: QLineEdit, text: str) -> None:
    """Set the text unless it is there already: what a person has just selected stays selected."""
    if field.text() != text:
        field.setText(text)


def fill_choices(box: QComboBox, choices: dict[str, str]) -> None:
    """Offer each value of a setting by its words, in the language of now."""
    box.clear()
    for value, words in choices.items():
        box.addItem(words, value)
