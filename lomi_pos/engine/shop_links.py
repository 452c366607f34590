"""Payment links for no sale: written down, sent once, found again, and lomi.'s list remembered for when it is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.link_creation import SentOnce
from lomi_pos.engine.lookup import find_link
from lomi_pos.engine.news import LinkChanged
from lomi_pos.engine.pages import LinkPage
from lomi_pos.engine.tries import SAME_FAULT_LIMIT
from lomi_pos.till.errors import JournalTrouble, LomiTrouble, TillRefusal
from lomi_pos.till.ids import check_named
from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.money import Money, check_currency
from lomi_pos.till.queries import LinkQuery
from lomi_pos.till.reference import new_reference
from lomi_pos.till.settling import difference_of
from lomi_pos.till.showable import check_showable, is_web_page
from lomi_pos.till.text import clean
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import LinkDraft, PaymentLink

LOOKED_FOR = timedelta(days=7)
"""One that was never found again is looked for at each start for this long, and after that when a person asks."""

_log = logging.getLogger(__name__)


class ShopLinkCreation(SentOnce):
    """One link for no sale."""

    def __init__(self, desk: Desk, link_id: int, tell: Callable[[ShopLink], None]) -> None:
        self._id = link_id
        self._tell = tell
        self._tried_at = desk.journal.links.link(link_id).tried_at
        super().__init__(desk, may_exist=self._tried_at is not None)

    @property
    def _link(self) -> ShopLink:
        return self._desk.journal.links.link(self._id)

    @property
    def _is_decided(self) -> bool:
        return self._link.is_decided

    @property
    def _body(self) -> bytes:
        return self._link.body

    async def _find(self) -> PaymentLink | None:
        return await find_link(self._desk, self._link.reference)

    # ------------------------------------------------------------------ what is written down
    def _write(self, link: ShopLink) -> None:
        self._desk.journal.links.write(link)
        self._tell(link)

    def _before_sending(self) -> None:
        if self._link.tried_at is None:
            self._desk.journal.links.write(replace(self._link, tried_at=self._desk.clock.now()))
            self._tried_at = self._link.tried_at
        self._was_sent = True

    @property
    def _is_alone(self) -> bool:
        return self._link.tried_at == self._tried_at

    def _attention(self, reason: Message, remote_id: str | None = None) -> None:  # noqa: ARG002  it is found again by its reference
        """Before it is sent there is nothing to decide: the link is not there."""
        state = LinkState.UNCLEAR if self._link.tried_at is not None else LinkState.REFUSED
        self._write(replace(self._link, state=state, reason=reason))

    def _failed(self, reason: Message) -> None:
        self._write(replace(self._link, state=LinkState.REFUSED, reason=reason))

    def _note_unclear(self, fault: str, reason: Message) -> None:
        _log.info("Whether a link was made is not known: %s", fault)
        self._write(replace(self._link, reason=reason))

    def _take(self, made: PaymentLink) -> None:
        ours = self._link
        differs = difference_of(
            made.amount if ours.draft.amount is not None else None,
            made.environment,
            asked=ours.draft.amount or made.amount or _NOTHING,
            identity=ours.identity,
            organization_id=made.organization_id,
        )
        if differs is not None:
            self._attention(differs)
            return
        try:
            shown = check_showable(made.url, base_url=ours.identity.base_url, our_id=made.id)
        except LomiTrouble as refused:
            self._attention(refused.message)
            return
        kept = replace(
            made,
            url=shown,
            environment=ours.identity.environment,
            created_at=made.created_at or self._desk.clock.now(),
        )
        self._write(replace(ours, state=LinkState.MADE, link=kept, reason=None))


class ShopLinks:
    """Carries links to lomi., each at most once at a time, and tells what became of them."""

    def __init__(self, desk: Desk, random_below: Callable[[int], int]) -> None:
        self._desk = desk
        self._random_below = random_below
        self._running: dict[int, asyncio.Task[None]] = {}

    # ------------------------------------------------------------------ making
    def begin(self, draft: LinkDraft) -> ShopLink:
        """Write the link down, and carry it to lomi. in the background.

        Raises:
            TillRefusal: it lacks something; nothing was written.
            JournalTrouble: it could not be written down, so nothing was sent.
        """
        _check(draft)
        reference = new_reference(self._random_below)
        payments = self._desk.payments
        body = payments.new_link_body(draft, reference)
        begun = self._desk.journal.links.begin(
            draft, reference, body, identity=payments.identity, at=self._desk.clock.now()
        )
        self._told(begun)
        self._carry(begun)
        return begun

    def look_again(self, link_id: int) -> ShopLink:
        """Look once more for one whose answer was lost. It is not sent again."""
        link = self._desk.journal.links.link(link_id)
        if link.identity.is_same_as(self._desk.payments.identity):
            self._carry(link)
        return link

    async def decided(self, link_id: int) -> ShopLink:
        """Wait until all that can be done for it by itself is done, and return it."""
        task = self._running.get(link_id)
        if task is not None:
            await asyncio.shield(task)
        return self._desk.journal.links.link(link_id)

    async def sweep(self) -> tuple[tuple[ShopLink, ...], int]:
        """Take up what was interrupted; return those of which more is known than before, and how many are still open.

        Each is tried a few times only: a terminal waits for it.
        """
        since = self._desk.clock.now() - LOOKED_FOR
        left = self._left(LinkState.CREATING) + [
            link for link in self._left(LinkState.UNCLEAR) if link.begun_at >= since
        ]
        for link in left:
            self._carry(link, most_tries=SAME_FAULT_LIMIT)
        now = [await self.decided(link.id) for link in left]
        changed = tuple(link for link, then in zip(now, left, strict=True) if link.state is not then.state)
        return changed, sum(link.state is LinkState.CREATING for link in now)

    def resume(self) -> None:
        """Carry on with what is still open, until it is clear."""
        for link in self._left(LinkState.CREATING):
            self._carry(link)

    def _left(self, state: LinkState) -> list[ShopLink]:
        """Under another identity they would be sought, and made, in another's shop: those wait for their own."""
        links = self._desk.journal.links.links(state)
        return [link for link in links if link.identity.is_same_as(self._desk.payments.identity)]

    def _carry(self, link: ShopLink, *, most_tries: int | None = None) -> None:
        if link.is_decided or link.id in self._running:
            return
        task = self._desk.spawn(self._repeat(link.id, most_tries), f"making link {link.id}")
        self._running[link.id] = task
        task.add_done_callback(lambda _: self._running.pop(link.id, None))

    async def _repeat(self, link_id: int, most_tries: int | None) -> None:
        await ShopLinkCreation(self._desk, link_id, self._told).repeat(self._wait, most_tries)

    async def _wait(self, at_least_s: float, backoff_s: float) -> None:
        await self._desk.clock.sleep(max(at_least_s, backoff_s))

    def _told(self, link: ShopLink) -> None:
        self._desk.tell(LinkChanged(link))

    # ------------------------------------------------------------------ lists
    def known(self) -> list[KnownLink]:
        """All that can be shown without asking, the newest first: made here, or seen at lomi. before."""
        if self._desk.problem is not None:
            return []
        identity = self._desk.payments.identity
        book = self._desk.journal.links
        ours = [link for link in book.links() if link.identity.is_same_as(identity)]
        seen = {link.id: link for link in book.seen(identity)}
        return _newest_first([*_joined(ours, seen), *_unsent(ours)])

    async def page(self, query: LinkQuery) -> LinkPage:
        """A page of lomi.'s links, those made here marked.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """
        payments = self._desk.payments
        listed = await payments.links(kind=query.kind, is_active=query.is_active, limit=query.limit, page=query.page)
        identity = payments.identity
        shown = [
            replace(link, environment=identity.environment)  # those of the other are not in the list
            for link in listed
            if _may_be_shown(link, identity.base_url)
        ]
        try:
            self._desk.journal.links.keep_seen(shown, identity=identity)
        except JournalTrouble as trouble:  # it is a memory, and no record
            _log.warning("lomi.'s links were not remembered: %s", trouble)
        ours = self._desk.journal.links.links(LinkState.MADE)
        by_id = {one.link.id: one for one in ours if one.link is not None}
        rows = tuple(KnownLink(link, by_id.get(link.id)) for link in shown)
        return LinkPage(rows, is_last=listed.is_last, asked_at=self._desk.clock.now(), given=listed.given)


_NOTHING = Money(0)


def _check(draft: LinkDraft) -> None:
    check_currency(draft.currency)
    is_product = draft.kind == "product"
    if not clean(draft.title):
        raise TillRefusal("link_untitled")
    if is_product != bool(draft.product_id) or is_product == (draft.amount is not None):
        raise TillRefusal("link_needs")
    check_named(draft.product_id, draft.price_id)
    if draft.amount is not None and draft.amount.minor <= 0:
        raise TillRefusal("amount_zero")
    for page in (draft.success_url, draft.cancel_url):
        if page and not is_web_page(page):
            raise TillRefusal("page_wrong", text=clean(page, 60))


def _may_be_shown(link: PaymentLink, base_url: str) -> bool:
    try:
        check_showable(link.url, base_url=base_url, our_id=link.id)
    except LomiTrouble:
        return False
    return True


def _joined(ours: list[ShopLink], seen: dict[str, PaymentLink]) -> list[KnownLink]:
    made = {one.link.id: one for one in ours if one.link is not None}
    unseen = {link_id: one.link for link_id, one in made.items() if one.link is not None and link_id not in seen}
    return [KnownLink(link, made.get(link_id)) for link_id, link in (seen | unseen).items()]


def _unsent(ours: list[ShopLink]) -> list[KnownLink]:
    """Those of which lomi. has told nothing yet. One that was refused is no link."""
    return [KnownLink(ours=one) for one in ours if one.state in {LinkState.CREATING, LinkState.UNCLEAR}]


def _newest_first(links: list[KnownLink]) -> list[KnownLink]:
    return sorted(links, key=lambda one: (one.made_at is not None, one.made_at), reverse=True)
