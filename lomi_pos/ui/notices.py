"""One line above everything for what belongs to no sale in front. It covers no amount and waits for no click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lomi_pos.till.words import Message
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label
from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from lomi_pos.till.ports import Clock

SHOWN_FOR_S = 12.0


class Notices(Page):
    """Shows the last of it for a while; a click puts it away."""

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until_s = 0.0
        self._message: Message | None = None
        self._leaves_with_front = False
        self._line = label("notice", "trouble", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, 0)
        column.addWidget(self._line)
        self.hide()

    def tell(self, message: Message, tone: theme.Tone = "red") -> None:
        """Say what went wrong; it changes with the language while it stands."""
        self.announce(tell(message), tone)
        self._message = message

    def tell_of_paper(self, message: Message) -> None:
        """Say, calmly, that nothing came out of the printer: above another sale it would seem to be about that one."""
        self.announce(tell(message), "amber")
        self._message = message
        self._leaves_with_front = True

    def another_sale_came_to_front(self) -> None:
        if self._leaves_with_front:
            self._put_away()

    def announce(self, words: str, tone: theme.Tone) -> None:
        """Say what is worth knowing and belongs to no sale in front."""
        self._message = None
        self._leaves_with_front = False
        self._line.setText(words)
        theme.set_tone(self._line, tone)
        self._until_s = self._clock.monotonic() + SHOWN_FOR_S
        self.show()

    def tick(self) -> None:
        if self.isVisible() and self._clock.monotonic() >= self._until_s:
            self._put_away()

    def _put_away(self) -> None:
        self._message = None
        self._leaves_with_front = False
        self.hide()

    def retranslate(self) -> None:
        if self._message is not None:
            self._line.setText(tell(self._message))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._put_away()
        super().mousePressEvent(event)
