"""lomi.'s announcements to a server of the shop (lomi. docs, Webhooks; lomi.'s source, ``webhooks/``).

A till usually cannot receive them and asks lomi. instead; what is here serves a shop that has a server.
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

WEBHOOK_EVENTS = (
    "PAYMENT_CREATED",
    "PAYMENT_SUCCEEDED",
    "PAYMENT_FAILED",
    "REFUND_CREATED",
    "REFUND_COMPLETED",
    "REFUND_FAILED",
    "SUBSCRIPTION_CREATED",
    "SUBSCRIPTION_UPDATED",
    "SUBSCRIPTION_RENEWED",
    "SUBSCRIPTION_CANCELLED",
    "USAGE_RECORDED",
    "USAGE_INVOICE_CREATED",
    "USAGE_INVOICE_PAID",
    "USAGE_INVOICE_OVERDUE",
    "SUBSCRIPTION_USAGE_PERIOD_CLOSED",
    "NETWORK_PAYMENT_CREATED",
    "NETWORK_OPERATOR_FEE_CREATED",
    "NETWORK_OPERATOR_FEE_REVERSED",
)
"""What an endpoint can be told (lomi.'s enum ``webhook_event``). The docs' ``checkout.session.*`` are not in it."""

_PAID = frozenset({"PAYMENT_SUCCEEDED", "CHECKOUT_SESSION_COMPLETED"})
_SIGNATURE = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether lomi. signed exactly these bytes: lower-case hexadecimal HMAC-SHA256, keyed with the endpoint's secret.

    ``secret`` is the text as lomi. gave it, ``whsec_`` and all. ``signature`` is the header ``X-Lomi-Signature``:
    nothing stands before its 64 figures. It covers no time: a repeat is only known by ``WebhookEvent.marks``.
    """
    if not secret or not _SIGNATURE.fullmatch(signature):
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """An announcement that was signed. ``name`` is in lomi.'s capitals, ``said`` as it was spelled.

    It is a reason to look, not the money itself: what settles a sale is read from lomi.
    """

    id: str
    name: str
    said: str
    at: datetime | None
    transaction_id: str | None = None
    checkout_session_id: str | None = None
    environment: str | None = None
    data: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def says_paid(self) -> bool:
        return self.name in _PAID

    @property
    def marks(self) -> frozenset[str]:
        """By what a repeat is known. lomi. makes a new id for some repeats, so the event and its object are one too."""
        about = self.transaction_id or self.checkout_session_id
        return frozenset(filter(None, (self.id and f"id {self.id}", about and f"{self.name} {about}")))

    def is_among(self, seen: Collection[str]) -> bool:
        """Whether one of its ``marks`` was seen before."""
        return not self.marks.isdisjoint(seen)


def event_name(said: str) -> str:
    """Return an event in lomi.'s capitals: ``payment.succeeded`` and ``PAYMENT_SUCCEEDED`` are one."""
    return said.strip().replace(".", "_").upper()


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Where lomi. announces things. ``secret`` is told once, when it is made, and belongs to the receiving server."""

    id: str
    url: str | None
    events: tuple[str, ...] = ()
    is_active: bool | None = None
    description: str = ""
    environment: str | None = None
    retry_count: int | None = None
    last_response_status: int | None = None
    last_triggered_at: datetime | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    secret: str = field(default="", repr=False)
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class WebhookDraft:
    """An endpoint to be made. ``url`` is public https; ``events`` are of ``WEBHOOK_EVENTS``, in either spelling."""

    url: str
    events: tuple[str, ...]
    description: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WebhookChanges:
    """What to change of an endpoint; None stays as it is."""

    url: str | None = None
    events: tuple[str, ...] | None = None
    is_active: bool | None = None
    metadata: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to tell an endpoint. ``response_status`` is the endpoint's answer, None when there was none."""

    id: str
    webhook_id: str | None = None
    event: str = ""
    is_delivered: bool | None = None
    response_status: int | None = None
    response_body: str = ""
    attempt: int | None = None
    took_ms: int | None = None
    payload: Mapping[str, str] = field(default_factory=dict, repr=False)
    created_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class DeliveryQuery:
    """Filters of the delivery logs; empty means all. ``is_delivered`` chooses those that came through, or not."""

    webhook_id: str = ""
    is_delivered: bool | None = None
    limit: int = 25
    page: int = 1


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What came of a test or of another try; ``is_delivered`` is None while lomi. has only put it in its queue."""

    is_delivered: bool | None = None
    response_status: int | None = None
    event_id: str = ""
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
