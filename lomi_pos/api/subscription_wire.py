"""Subscriptions as lomi. spells them (lomi.'s source, ``core/subscriptions``, ``core/customer-subscriptions``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Id, IdOrNone, Line, Metadata, When, WholeOrNone, Word
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, money, others, read
from lomi_pos.till.subscriptions import Subscription


class SubscriptionWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("subscription_id", "id"))
    status: Word = ""
    customer_id: IdOrNone = None
    customer_name: Line = ""
    product_id: IdOrNone = None
    product_name: Line = Field("", validation_alias=AliasChoices("product_name", "plan_name"))
    price_id: IdOrNone = None
    amount: WholeOrNone = Field(None, validation_alias=AliasChoices("amount", "plan_amount"))
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    organization_id: IdOrNone = None
    environment: Word = ""
    start_date: When = None
    end_date: When = None
    next_billing_date: When = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


def to_subscription(raw: Any) -> Subscription:
    """Raises ``Unreadable``."""
    wire = read(SubscriptionWire, raw)
    return Subscription(
        id=wire.id,
        status=wire.status,
        customer_id=wire.customer_id,
        customer_name=wire.customer_name,
        product_id=wire.product_id,
        product_name=wire.product_name,
        price_id=wire.price_id,
        amount=money(wire.amount, wire.currency),
        organization_id=wire.organization_id,
        environment=wire.environment or None,
        start_at=wire.start_date,
        end_at=wire.end_date,
        next_billing_at=wire.next_billing_date,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )
