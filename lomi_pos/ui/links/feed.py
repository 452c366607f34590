"""Where the list comes from: what the journal knows at once, and lomi.'s pages behind it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from lomi_pos.engine.news import LinkPage
from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.lomi import LinkQuery
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.links.models import LinksModel

PAGE = 100
"""As many as lomi. gives at once: the fewer requests, the more are left for the sales that wait."""


class LinksFeed(QObject):
    """Ends on a page without links, and on one that repeats what this question has brought.

    Signals:
        answered(): rows came.
        refused(Message): no answer, or none that can be believed; what is shown stays.
    """

    answered = Signal()
    refused = Signal(object)

    def __init__(self, bridge: EngineBridge, model: LinksModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = LinkQuery(limit=PAGE)
        self._asked = 0
        self._brought: set[str] = set()
        self.updated_at: datetime | None = None
        model.more_wanted.connect(self._on_more_wanted)
        bridge.link_changed.connect(self._on_link_changed)

    def ask(self, query: LinkQuery) -> None:
        """Show what is known, and ask lomi. from the first page. What is shown stays until it answers."""
        self._query = replace(query, limit=PAGE, page=1)
        self._asked += 1
        self._brought.clear()
        self._bridge.fetch_known_links(self._show_known)
        self._send()

    def forget(self) -> None:
        """Another key sees other links."""
        self._asked += 1
        self.updated_at = None
        self._model.show([])

    def _show_known(self, known: Sequence[KnownLink]) -> None:
        self._model.take_in(known, has_more=self._model.has_more)
        self.answered.emit()

    @Slot()
    def _on_more_wanted(self) -> None:
        self._query = replace(self._query, page=self._query.page + 1)
        self._send()

    def _send(self) -> None:
        asked = self._asked
        self._bridge.fetch_links(self._query, partial(self._take, asked), partial(self._refuse, asked))

    def _take(self, asked: int, page: LinkPage) -> None:
        if asked != self._asked:
            return
        fresh = {row.key for row in page.links} - self._brought
        self._brought |= fresh
        has_more = not page.is_last and (bool(fresh) or not page.links)
        self._model.take_in(page.links, has_more=has_more)
        self.updated_at = page.asked_at
        self.answered.emit()

    def _refuse(self, asked: int, message: Message) -> None:
        if asked != self._asked:
            return
        self._query = replace(self._query, page=max(1, self._query.page - 1))
        self._model.stop_asking()
        self.refused.emit(message)

    @Slot(object)
    def _on_link_changed(self, link: ShopLink) -> None:
        """A link of ours has its own row until lomi. has given it back."""
        if link.is_decided:
            self._model.leave_out(KnownLink(ours=link).key)
        if link.state is not LinkState.REFUSED:
            self._model.take_in([KnownLink(link.link, link)], has_more=self._model.has_more)
        self.answered.emit()
