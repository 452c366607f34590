"""F1: the keys, on one page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, card, label, say


class KeysSheet(Page):
    """What each key does, as on the card beside a till.

    Signals:
        closed(): Esc, or Back.
    """

    closed = Signal()

    def __init__(self, *, is_practice: bool = False) -> None:
        super().__init__()
        self._is_practice = is_practice
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label("title")
        self._back = button("back")
        self._back.clicked.connect(self.closed)
        self._lines: list[tuple[QLabel, QLabel]] = []
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._back)
        sheet = card()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        self._grid.setHorizontalSpacing(theme.SPACE_L)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(scroll)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("The keys"))
        say(self._back, self.tr("Back"), self.tr("Esc"), "back")
        words = self._words()
        while len(self._lines) < len(words):
            self._add_line(len(self._lines), (len(words) + 1) // 2)
        for (key, does), (key_text, does_text) in zip(self._lines, words, strict=True):
            key.setText(key_text)
            does.setText(does_text)

    def _add_line(self, index: int, rows: int) -> None:
        key, does = label("badge"), label("", wraps=True)
        column = 2 * (index // rows)
        self._grid.addWidget(key, index % rows, column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(does, index % rows, column + 1)
        self._lines.append((key, does))

    def _words(self) -> list[tuple[str, str]]:
        return [
            (self.tr("0 to 9"), self.tr("the amount")),
            ("*", self.tr("three zeros")),
            ("+", self.tr("add to the sum")),
            ("-", self.tr("take the last line back")),
            (self.tr("Enter"), self.tr("charge, or next sale")),
            (self.tr("Esc"), self.tr("clear, then back to the sale")),
            (self.tr("Tab or /"), self.tr("note")),
            ("F2", self.tr("new sale; the others keep waiting")),
            ("F3", self.tr("history")),
            ("F4", self.tr("payment links")),
            ("F5", self.tr("ask lomi. now whether it is paid")),
            ("F6", self.tr("the code for the customer: on their screen, or this one turned round")),
            (self.tr("Ctrl+P"), self.tr("print the receipt, or the code")),
            (self.tr("Ctrl+C"), self.tr("copy the link of the code")),
            (self.tr("Alt+1 to 9"), self.tr("show an open sale")),
            (self.tr("Ctrl+Tab"), self.tr("the next open sale")),
            ("F7", self.tr("options of the sale: title, customer, ways to pay, minutes")),
            (self.tr("F10 or Ctrl+,"), self.tr("settings")),
            (self.tr("Ctrl+E"), self.tr("send the link, or the receipt")),
            (self.tr("Ctrl+N"), self.tr("another code for the same sale")),
            (self.tr("Ctrl+Del"), self.tr("cancel the sale in front")),
            (self.tr("Ctrl+R"), self.tr("give a payment back")),
            (self.tr("Ctrl+G"), self.tr("note what was given back in cash")),
            (self.tr("Ctrl+D"), self.tr("a payment that needed someone is dealt with; once more takes it back")),
            (self.tr("Ctrl+S"), self.tr("save what the history shows, for Excel or another program")),
            *self._of_practice(),
            ("F1", self.tr("this sheet")),
        ]

    def _of_practice(self) -> list[tuple[str, str]]:
        if not self._is_practice:
            return []
        return [
            (self.tr("Ctrl+O"), self.tr("open the customer's page in the browser")),
            (self.tr("Ctrl+1 to 6"), self.tr("play the customer: pay, be refused, …")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
