"""Checkout sessions as lomi. spells them (lomi. docs, Checkout sessions; OpenAPI 1.1.0)."""

from collections.abc import Mapping
from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import (
    Currency,
    CurrencyOrNone,
    Id,
    IdOrNone,
    Line,
    Metadata,
    Url,
    When,
    Whole,
    WholeIfThere,
    Word,
)
from lomi_pos.api.wire import Wire, money, one, read
from lomi_pos.till.lomi import CheckoutSession


def asks_for_payment(payload: Any) -> bool:
    """Whether a creation made nothing because the customer has an unpaid invoice (lomi.'s blocking-invoice answer)."""
    return any(isinstance(part, Mapping) and part.get("payment_required") is True for part in (payload, one(payload)))


class SessionRowWire(Wire):
    """A checkout session in a list, which the docs show abbreviated (lomi. docs, Checkout sessions)."""

    id: Id = Field(validation_alias=AliasChoices("checkout_session_id", "id", "session_id"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    status: Word = ""
    url: Url = Field(None, validation_alias=AliasChoices("url", "checkout_url"))
    expires_at: When = None
    environment: Word = ""
    organization_id: IdOrNone = None
    title: Line = ""
    payment_link_id: IdOrNone = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


class SessionWire(SessionRowWire):
    """A checkout session by itself (OpenAPI ``CheckoutSessionResponseDto``).

    Its amount and currency are needed: a ``completed`` without them would settle nothing.
    """

    amount: Whole
    currency: Currency = Field(validation_alias=AliasChoices("currency_code", "currency"))


def to_session(raw: Any) -> CheckoutSession:
    """Raises ``Unreadable``, as all of these do."""
    return _session(read(SessionWire, raw))


def to_session_row(raw: Any) -> CheckoutSession:
    """Its amount is None when the row does not say it; a list is only ever a hint."""
    return _session(read(SessionRowWire, raw))


def _session(wire: SessionRowWire) -> CheckoutSession:
    return CheckoutSession(
        id=wire.id,
        status=wire.status,
        amount=money(wire.amount, wire.currency),
        url=wire.url,
        expires_at=wire.expires_at,
        environment=wire.environment or None,
        organization_id=wire.organization_id,
        title=wire.title,
        payment_link_id=wire.payment_link_id,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
    )
