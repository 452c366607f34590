"""Customers who pay again and again.

Sources: lomi. docs, Subscriptions; lomi.'s source, ``core/subscriptions`` and ``core/customer-subscriptions``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.money import Money

SUBSCRIPTION_STATUSES = ("pending", "active", "paused", "cancelled", "expired", "past_due", "trial")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One customer's subscription. ``status`` is lomi.'s word, mostly of ``SUBSCRIPTION_STATUSES``."""

    id: str
    status: str
    customer_id: str | None = None
    customer_name: str = ""
    product_id: str | None = None
    product_name: str = ""
    price_id: str | None = None
    amount: Money | None = None
    organization_id: str | None = None
    environment: str | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    next_billing_at: datetime | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class SubscriptionChanges:
    """What to change of a subscription; None stays as it is."""

    status: str | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    next_billing_at: datetime | None = None
    metadata: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionQuery:
    """Filters of ``GET /customer-subscriptions``; empty means all. ``page`` counts from 1."""

    customer_id: str = ""
    status: str = ""
    limit: int = 20
    page: int = 1
