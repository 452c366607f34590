"""A merchant as lomi. spells it (lomi.'s source, ``core/merchants``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Id, Line, Metadata, Number, When, WholeOrNone
from lomi_pos.api.wire import OpenWire, others, read
from lomi_pos.till.organization import Merchant


class MerchantWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("merchant_id", "id"))
    name: Line = ""
    email: Line = ""
    phone: Line = Field("", validation_alias=AliasChoices("phone_number", "phone"))
    country: Line = ""
    mrr: Number = None
    arr: Number = None
    merchant_lifetime_value: Number = None
    retry_payment_every: WholeOrNone = None
    total_retries: WholeOrNone = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


def to_merchant(raw: Any) -> Merchant:
    """Raises ``Unreadable``, as all of these do."""
    wire = read(MerchantWire, raw)
    return Merchant(
        id=wire.id,
        name=wire.name,
        email=wire.email,
        phone=wire.phone,
        country=wire.country,
        mrr=wire.mrr,
        arr=wire.arr,
        lifetime_value=wire.merchant_lifetime_value,
        retry_payment_every=wire.retry_payment_every,
        total_retries=wire.total_retries,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )
