"""Payment links for the tests of their screens."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.reference import new_reference
from tests.ui import sales

REFERENCE = new_reference(lambda below: below // 3)
DRAFT = LinkDraft("instant", "Thé à la menthe", "XOF", amount=Money(1_500), expires_at=sales.NOW + timedelta(days=7))


def link_id(count: int) -> str:
    return f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}"


def a_link(count: int, title: str = "Panier de mangues", **changes: Any) -> PaymentLink:
    """One of lomi.'s; the higher ``count``, the older."""
    made = PaymentLink(
        link_id(count),
        f"https://checkout.lomi.africa/link/{link_id(count)}",
        "instant",
        f"{title} · {REFERENCE}",
        amount=Money(2_500 + count),
        created_at=sales.NOW - timedelta(hours=count),
    )
    return replace(made, **changes)


def known(count: int, title: str = "Panier de mangues", **changes: Any) -> KnownLink:
    return KnownLink(a_link(count, title, **changes))


def ours(state: LinkState = LinkState.CREATING, **changes: Any) -> ShopLink:
    link = ShopLink(1, REFERENCE, DRAFT, b"{}", sales.IDENTITY, sales.NOW, state)
    return replace(link, **changes)


def made(count: int = 0) -> ShopLink:
    return ours(LinkState.MADE, link=a_link(count, DRAFT.title, amount=DRAFT.amount, created_at=sales.NOW))
