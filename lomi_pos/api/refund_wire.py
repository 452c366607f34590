"""Refunds as lomi. spells them (lomi.'s source, ``core/refunds``; OpenAPI 1.1.0 shows a single one without envelope).

The answer to a creation is flat and says ``refunded_amount``; a row says ``amount``, and both once it is booked.
"""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Id, IdOrNone, Line, Metadata, When, WholeOrNone, Word
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, others, read
from lomi_pos.till.refunds import Refund


class RefundWire(OpenWire):
    """Only the id is needed: a refund that cannot be read whole is still one, and must be seen."""

    id: Id = Field(validation_alias=AliasChoices("refund_id", "id"))
    transaction_id: IdOrNone = None
    status: Word = ""
    amount: WholeOrNone = None
    refunded_amount: WholeOrNone = None
    fee_amount: WholeOrNone = None
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    reason: Line = ""
    message: Line = ""
    fallback: Line = ""
    stripe_refund_id: Line = Field("", validation_alias=AliasChoices("stripe_refund_id", "provider_refund_id"))
    subscription_action: Line = ""
    environment: Word = ""
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


def to_refund(raw: Any) -> Refund:
    """Raises ``Unreadable``."""
    wire = read(RefundWire, raw)
    # One that is pending says 0 refunded beside its amount; where that is all it says, 0 stays.
    amount = wire.amount or wire.refunded_amount
    return Refund(
        id=wire.id,
        transaction_id=wire.transaction_id,
        status=wire.status,
        amount_minor=wire.refunded_amount or amount,
        fee_minor=wire.fee_amount,
        currency=wire.currency,
        reason=wire.reason,
        message=wire.message,
        is_by_hand=wire.fallback.lower() == "manual",
        provider_refund_id=wire.stripe_refund_id,
        subscription_action=wire.subscription_action,
        environment=wire.environment or None,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )
