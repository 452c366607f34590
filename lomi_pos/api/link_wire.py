"""Payment links as lomi. spells them (lomi. docs, Payment links)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import (
    CurrencyOrNone,
    Flag,
    Id,
    IdOrNone,
    Line,
    Metadata,
    Url,
    When,
    WholeIfThere,
    WholeOrNone,
    Word,
)
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, money, others, read
from lomi_pos.till.lomi import PaymentLink


class LinkWire(OpenWire):
    """A payment link (lomi. docs, Payment links; live spells its id ``link_id``). A product link has no amount."""

    id: Id = Field(validation_alias=AliasChoices("id", "link_id", "payment_link_id"))
    url: Url = Field(None, validation_alias=AliasChoices("url", "link_url", "payment_url"))
    kind: Line = Field("", validation_alias=AliasChoices("link_type", "type"))
    title: Line = ""
    description: Line = Field("", validation_alias=AliasChoices("description", "public_description"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    product_id: IdOrNone = None
    is_active: Flag = Field(None, validation_alias=AliasChoices("is_active", "active"))
    expires_at: When = None
    environment: Word = ""
    created_at: When = None
    price_id: IdOrNone = None
    quantity: WholeOrNone = None
    allow_coupon_code: Flag = None
    allow_quantity: Flag = None
    require_billing_address: Flag = None
    success_url: Url = None
    cancel_url: Url = None
    metadata: Metadata = Field(default_factory=dict)
    organization_id: IdOrNone = None
    created_by: IdOrNone = None
    updated_at: When = None


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
        price_id=wire.price_id,
        quantity=wire.quantity,
        allow_coupon_code=wire.allow_coupon_code,
        allow_quantity=wire.allow_quantity,
        require_billing_address=wire.require_billing_address,
        success_url=wire.success_url,
        cancel_url=wire.cancel_url,
        metadata=wire.metadata,
        organization_id=wire.organization_id,
        created_by=wire.created_by,
        updated_at=wire.updated_at,
        others=others(wire),
    )
