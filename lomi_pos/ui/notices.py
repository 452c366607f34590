"""One line above everything for what belongs to no sale in front. It covers no amount and waits for no click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, label
from lomi_pos.ui.words import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from lomi_pos.till.ports import Clock
    from lomi_pos.till.words import Message
    from lomi_pos.ui.notice import Notice

SHOWN_FOR_S = 12.0
_MOST_INTERRUPTED = 3


class Notices(Page):
    """Shows the last of it for a while; a click puts it away. Trouble that another notice cut short comes back."""

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until_s = 0.0
        self._shown: Notice | None = None
        self._interrupted: list[Notice] = []
        self._line = label("notice", "trouble", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S, theme.SPACE_S, theme.SPACE_S, 0)
        column.addWidget(self._line)
        self.hide()

    def tell(self, message: Message, tone: theme.Tone = "red") -> None:
        """Say what went wrong; it changes with the language while it stands."""
        self._take_up(tell(message), tone, message)

    def tell_of_paper(self, message: Message) -> None:
        """Say, calmly, that nothing came out of the printer: above another sale it would seem to be about that one."""
        self._take_up(tell(message), "amber", message, leaves_with_front=True)

    def another_sale_came_to_front(self) -> None:
        if self._shown is not None and self._shown.leaves_with_front:
            self._put_away()

    def announce(self, words: str, tone: theme.Tone) -> None:
        """Say what is worth knowing and belongs to no sale in front."""
        self._take_up(words, tone)

    def take_back(self, is_over: Callable[[Message], bool]) -> None:
        """What ``is_over`` is true of has been answered meanwhile: left standing it would be a lie."""
        self._interrupted = [one for one in self._interrupted if one.message is None or not is_over(one.message)]
        if self._shown is not None and self._shown.message is not None and is_over(self._shown.message):
            self._put_away()

    def tick(self) -> None:
        if self.isVisible() and self._clock.monotonic() >= self._until_s:
            self._put_away()

    def _take_up(
        self, words: str, tone: theme.Tone, message: Message | None = None, *, leaves_with_front: bool = False
    ) -> None:
        """Show it at once: it may answer what somebody has just done."""
        from lomi_pos.ui.notice import Notice  # noqa: PLC0415  after the first paint

        was = self._shown
        waiting = [one for one in self._interrupted if one.words != words]
        if was is not None and not self.isHidden() and was.tone == "red" and was.words != words:
            waiting.append(was)
        self._interrupted = waiting[-_MOST_INTERRUPTED:]
        self._show(Notice(words, tone, message, leaves_with_front))

    def _show(self, notice: Notice) -> None:
        self._shown = notice
        self._line.setText(notice.words)
        theme.set_tone(self._line, notice.tone)
        self._until_s = self._clock.monotonic() + SHOWN_FOR_S
        self.show()

    def _put_away(self) -> None:
        if self._interrupted:
            self._show(self._interrupted.pop())
            return
        self._shown = None
        self.hide()

    def retranslate(self) -> None:
        self._interrupted = [one.retold() for one in self._interrupted]
        if self._shown is not None:
            self._shown = self._shown.retold()
            self._line.setText(self._shown.words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._put_away()
        super().mousePressEvent(event)
