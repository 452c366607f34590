"""Payment links that belong to no sale: those made here, each sent once, and lomi.'s as they were last seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.reference import plain_title
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import LinkDraft, PaymentLink


class LinkState(StrEnum):
    CREATING = "creating"
    """Written down; it may be on its way, or be looked for."""
    MADE = "made"
    UNCLEAR = "unclear"
    """Sent, and not found again, or not what was asked: a person may have it looked for, nobody sends it again."""
    REFUSED = "refused"
    """A firm no: there is no such link."""


@dataclass(frozen=True, slots=True)
class ShopLink:
    """A link made by this till for no sale. What is asked never changes; from ``state`` on is what became of it."""

    id: int
    reference: str
    draft: LinkDraft
    body: bytes = field(repr=False)
    identity: Identity
    begun_at: datetime
    state: LinkState = LinkState.CREATING
    tried_at: datetime | None = None
    link: PaymentLink | None = None
    """As lomi. gave it back; only one that may be shown."""
    reason: Message | None = None

    @property
    def is_decided(self) -> bool:
        return self.state in {LinkState.MADE, LinkState.REFUSED}


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link as the till knows it: lomi.'s, or one of its own that lomi. has not given back yet."""

    link: PaymentLink | None = None
    ours: ShopLink | None = None

    @property
    def key(self) -> str:
        """What tells it apart from every other."""
        return self.link.id if self.link is not None else f"own {self.ours.id if self.ours is not None else 0}"

    @property
    def _asked(self) -> LinkDraft | PaymentLink:
        if self.link is not None:
            return self.link
        assert self.ours is not None  # noqa: S101  one of the two is always there
        return self.ours.draft

    @property
    def title(self) -> str:
        return plain_title(self._asked.title)

    @property
    def kind(self) -> str:
        return self._asked.kind

    @property
    def description(self) -> str:
        return self._asked.description

    @property
    def amount(self) -> Money | None:
        return self._asked.amount

    @property
    def product_id(self) -> str | None:
        return self._asked.product_id

    @property
    def expires_at(self) -> datetime | None:
        return self._asked.expires_at

    @property
    def made_at(self) -> datetime | None:
        if self.link is not None and self.link.created_at is not None:
            return self.link.created_at
        return self.ours.begun_at if self.ours is not None else None

    @property
    def url(self) -> str | None:
        return self.link.url if self.link is not None else None

    def is_active(self, now: datetime) -> bool:
        """Whether a customer can pay with it at ``now``, as far as is known."""
        if self.link is None or not self.link.is_active:
            return False
        return self.link.expires_at is None or self.link.expires_at > now


class LinkBook(Protocol):
    """What the journal keeps of payment links. A method that writes has committed when it returns.

    Only the engine's thread calls it.

    Raises:
        JournalTrouble: it was not written, and nothing may be shown that depends on it.
    """

    def begin(self, draft: LinkDraft, reference: str, body: bytes, *, identity: Identity, at: datetime) -> ShopLink:
        """Write the link down, with the exact bytes to send, before the socket opens."""

    def write(self, link: ShopLink) -> None:
        """Write down what became of it. A link that was made stays so."""

    def link(self, link_id: int) -> ShopLink:
        """The link with this id of ours; ``KeyError`` when there is none."""

    def links(self, *states: LinkState) -> list[ShopLink]:
        """Those made here, newest first, in these states; in any when none is named."""

    def keep_seen(self, seen: Iterable[PaymentLink], *, identity: Identity) -> None:
        """Remember how lomi. last showed them, for when it cannot be asked."""

    def seen(self, identity: Identity) -> Sequence[PaymentLink]:
        """lomi.'s links as ``identity`` last saw them."""
