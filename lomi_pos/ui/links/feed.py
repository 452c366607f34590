"""Where the list comes from: what the journal knows at once, and lomi.'s pages behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Slot

from lomi_pos.engine.pages import LinkPage
from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.queries import LinkQuery
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.links.models import LinksModel
from lomi_pos.ui.paged_feed import PAGE, PagedFeed


class LinksFeed(PagedFeed):
    """What the journal knows joins what lomi. tells, each link once. Told with None when nothing was asked for it."""

    def __init__(self, bridge: EngineBridge, model: LinksModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._query = LinkQuery(limit=PAGE)
        model.more_wanted.connect(self.read_on)
        bridge.link_changed.connect(self._on_link_changed)

    def ask(self, query: LinkQuery) -> None:
        """Show what is known, and ask lomi. from the first page. What is shown stays until it answers."""
        self._query = replace(query, limit=PAGE)
        self._bridge.fetch_known_links(self._show_known)
        self._begin()

    def forget(self) -> None:
        """Another key sees other links."""
        super().forget()
        self._model.show([])

    def _show_known(self, known: Sequence[KnownLink]) -> None:
        self._model.take_in(known, has_more=self._model.has_more)
        self.answered.emit(None)

    def _fetch(
        self, page: int, on_page: Callable[[Any], None], on_error: Callable[[Any], None], *, in_turn: bool
    ) -> None:
        del in_turn  # nobody exports links: they are only read as one scrolls
        self._bridge.fetch_links(replace(self._query, page=page), on_page, on_error)

    def _show(self, page: LinkPage, *, is_first: bool, has_more: bool) -> int:
        del is_first  # what is known stays beside what comes
        self._model.take_in(page.links, has_more=has_more)
        return len(page.links)

    def _stop_asking(self) -> None:
        self._model.stop_asking()

    @Slot(object)
    def _on_link_changed(self, link: ShopLink) -> None:
        """A link of ours has its own row until lomi. has given it back."""
        if link.is_decided:
            self._model.leave_out(KnownLink(ours=link).key)
        if link.state is not LinkState.REFUSED:
            self._model.take_in([KnownLink(link.link, link)], has_more=self._model.has_more)
        self.answered.emit(None)
