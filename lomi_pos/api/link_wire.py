"""Payment links as lomi. spells them (lomi. docs, Payment links)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Flag, Id, IdOrNone, Line, Url, When, WholeIfThere, Word
from lomi_pos.api.wire import Wire, money, read
from lomi_pos.till.lomi import PaymentLink


class LinkWire(Wire):
    """A payment link (lomi. docs, Payment links; live spells its id ``link_id``). A product link has no amount."""

    id: Id = Field(validation_alias=AliasChoices("id", "link_id", "payment_link_id"))
    url: Url = Field(None, validation_alias=AliasChoices("url", "link_url", "payment_url"))
    kind: Line = Field("", validation_alias=AliasChoices("link_type", "type"))
    title: Line = ""
    description: Line = Field("", validation_alias=AliasChoices("description", "public_description"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    product_id: IdOrNone = None
    is_active: Flag = Field(None, validation_alias=AliasChoices("is_active", "active"))
    expires_at: When = None
    environment: Word = ""
    created_at: When = None


def to_link(raw: Any) -> PaymentLink:
    wire = read(LinkWire, raw)
    return PaymentLink(
        id=wire.id,
        url=wire.url,
        kind=wire.kind or ("product" if wire.product_id else "instant"),
        title=wire.title,
        description=wire.description,
        amount=money(wire.amount, wire.currency),
        currency=wire.currency or "XOF",
        product_id=wire.product_id,
        is_active=wire.is_active is not False,
        expires_at=wire.expires_at,
        environment=wire.environment or None,
        created_at=wire.created_at,
    )
