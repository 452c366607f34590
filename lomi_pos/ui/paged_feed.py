"""A list of lomi.'s, page after page through the bridge, and never an old answer over a newer one."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from lomi_pos.till.words import Message

PAGE = 100
"""As many as lomi. gives at once: the fewer requests, the more are left for the sales that wait."""

MOST_UNSEEN = 5
"""So many pages of which nothing is shown are read by themselves: there is nothing in them to scroll to."""


class ListPage(Protocol):
    """What the engine tells of one page. ``given`` are the ids of all that lomi. gave, those left out too."""

    @property
    def is_last(self) -> bool: ...

    @property
    def given(self) -> frozenset[str]: ...

    @property
    def asked_at(self) -> datetime: ...


class PagedFeed(QObject):
    """Ends on the last page, and on one of which lomi. has given every row before: a server may ignore the number.

    Signals:
        answered(datetime): rows came, asked for at this time.
        refused(Message): no answer, or none that can be believed; what is shown stays.
        ended(): after ``read_all``: there is no page left.
    """

    answered = Signal(object)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = 0
        self._page = 0
        self._given: frozenset[str] = frozenset()
        self._unseen = 0
        self._is_on_the_way = False
        self._has_more = False
        self._reads_all = False
        self.updated_at: datetime | None = None

    @property
    def reads_all(self) -> bool:
        """Whether it is being read to its end."""
        return self._reads_all

    # ------------------------------------------------------------------ asking
    def _begin(self) -> None:
        """Ask from the first page. What is shown stays until the answer comes."""
        self._asked += 1
        self._page, self._given, self._unseen = 0, frozenset(), 0
        self._reads_all = False
        self._send()

    def forget(self) -> None:
        """Whatever is on its way is about something else now."""
        self._asked += 1
        self._has_more = self._reads_all = self._is_on_the_way = False
        self.updated_at = None

    @Slot()
    def read_on(self) -> None:
        """Ask for the next page."""
        if not self._is_on_the_way:
            self._send()

    def read_all(self) -> None:
        """Read to the end, each page in its turn: what waits to be paid is asked about first."""
        self._reads_all = True
        if self._is_on_the_way:
            return
        if self._has_more or self.updated_at is None:
            self._send()
        else:
            self._end()

    def stop(self) -> None:
        """Read no further by itself. What was read stays, and is gone on from."""
        self._reads_all = False

    def _send(self) -> None:
        self._is_on_the_way = True
        answers = partial(self._take, self._asked), partial(self._refuse, self._asked)
        self._fetch(self._page + 1, *answers, in_turn=self._reads_all)

    @abstractmethod
    def _fetch(
        self, page: int, on_page: Callable[[Any], None], on_error: Callable[[Any], None], *, in_turn: bool
    ) -> None:
        """Ask the engine for ``page``; with ``in_turn`` once nothing else needs the request more."""

    # ------------------------------------------------------------------ answers
    def _take(self, asked: int, page: ListPage) -> None:
        if asked != self._asked:
            return
        self._is_on_the_way = False
        self._page += 1
        has_more = self._has_more = not page.is_last and not page.given <= self._given
        self._given |= page.given
        shown = self._show(page, is_first=self._page == 1, has_more=has_more)
        self._unseen = 0 if shown else self._unseen + 1
        self.updated_at = page.asked_at
        goes_on = self._reads_all or (shown == 0 and self._unseen < MOST_UNSEEN)
        if has_more and goes_on:
            self.read_on()
        self.answered.emit(page.asked_at)
        if self._reads_all and not has_more:
            self._end()

    def _end(self) -> None:
        self._reads_all = False
        self.ended.emit()

    @abstractmethod
    def _show(self, page: Any, *, is_first: bool, has_more: bool) -> int:
        """Hand the rows of ``page`` to the model; return how many of them are new."""

    def _refuse(self, asked: int, message: Message) -> None:
        if asked != self._asked:
            return
        self._is_on_the_way = self._reads_all = False
        self._stop_asking()
        self.refused.emit(message)

    @abstractmethod
    def _stop_asking(self) -> None:
        """Let the model ask again when somebody scrolls."""
