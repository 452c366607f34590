"""What is seen instead of the till when it cannot open: one sentence, and a way out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, label, say
from lomi_pos.ui.words import tell

_WIDTH = 520


class RefusalWindow(Page):
    """The same sentence as in the terminal, for a clerk who started the till from an icon."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self._message = message
        self.setObjectName("refusal")
        theme.set_role(self, "page")
        self.setFixedWidth(_WIDTH)
        self.title = label("heading", "refusalTitle", wraps=True)
        self.sentence = label("", "refusalSentence", wraps=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = button("refusalClose", "primary")
        self.close_button.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.retranslate()

    def appear(self) -> None:
        self.show()
        self.activateWindow()
        self.close_button.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle("lomi POS")
        self.title.setText(self.tr("lomi POS could not open"))
        self.sentence.setText(tell(self._message))
        say(self.close_button, self.tr("Close"), self.tr("Esc"))
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)
