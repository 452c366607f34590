"""Webhook endpoints, their logs and their events as lomi. spells them.

Sources: lomi. docs, Webhooks; lomi.'s source, ``webhooks/`` and ``core/webhook-delivery-logs``. Rows carry both
spellings: ``webhook_id`` and ``id``, ``authorized_events`` and ``events``, ``is_active`` and ``active``.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Flag, Id, IdOrNone, Line, Metadata, Url, When, WholeOrNone, Word, Words, as_texts
from lomi_pos.api.wire import OpenWire, Wire, others, read
from lomi_pos.till.webhooks import Delivery, DeliveryResult, WebhookEndpoint, WebhookEvent, event_name


class WebhookWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("webhook_id", "id"))
    url: Url = None
    events: Words = Field((), validation_alias=AliasChoices("authorized_events", "events"))
    is_active: Flag = Field(None, validation_alias=AliasChoices("is_active", "active"))
    description: Line = ""
    environment: Word = ""
    retry_count: WholeOrNone = None
    last_response_status: WholeOrNone = None
    last_triggered_at: When = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None
    secret: Line = Field("", validation_alias=AliasChoices("secret", "verification_token"))


class DeliveryWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("log_id", "id"))
    webhook_id: IdOrNone = None
    event: Word = Field("", validation_alias=AliasChoices("event_type", "event"))
    success: Flag = None
    response_status: WholeOrNone = None
    response_body: Line = ""
    attempt_number: WholeOrNone = None
    request_duration_ms: WholeOrNone = None
    payload: Metadata = Field(default_factory=dict)
    created_at: When = None


class DeliveryResultWire(OpenWire):
    delivered: Flag = Field(None, validation_alias=AliasChoices("delivered", "success"))
    response_status: WholeOrNone = Field(None, validation_alias=AliasChoices("response_status", "status_code"))
    event_id: Line = ""


class EventWire(Wire):
    id: Line = ""
    event: Line = Field(validation_alias=AliasChoices("event", "type"), min_length=1)
    timestamp: When = Field(None, validation_alias=AliasChoices("timestamp", "created_at"))
    data: dict[str, Any] = Field(default_factory=dict)


class EventDataWire(Wire):
    """What an event is about: a transaction, mostly. An ``id`` alone is a session's in ``checkout.session.*`` only."""

    transaction_id: IdOrNone = None
    checkout_session_id: IdOrNone = None
    id: IdOrNone = None
    environment: Word = ""


_BOTH_SPELLINGS = {"id", "events", "active", "verification_token", "secret"}


def to_webhook(raw: Any) -> WebhookEndpoint:
    """Raises ``Unreadable``, as all of these do."""
    wire = read(WebhookWire, raw)
    return WebhookEndpoint(
        id=wire.id,
        url=wire.url,
        events=wire.events,
        is_active=wire.is_active,
        description=wire.description or wire.metadata.get("description", ""),
        environment=wire.environment or None,
        retry_count=wire.retry_count,
        last_response_status=wire.last_response_status,
        last_triggered_at=wire.last_triggered_at,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        secret=wire.secret,
        others=others(wire, besides=_BOTH_SPELLINGS),
    )


def to_new_webhook(payload: Any) -> WebhookEndpoint:
    """The answer to a creation: the secret stands beside ``data`` (lomi.'s source) or in it (its docs)."""
    if isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping):
        beside = payload.get("secret")
        return to_webhook({**payload["data"], **({"secret": beside} if beside else {})})
    return to_webhook(payload)


def to_delivery(raw: Any) -> Delivery:
    wire = read(DeliveryWire, raw)
    return Delivery(
        id=wire.id,
        webhook_id=wire.webhook_id,
        event=wire.event,
        is_delivered=wire.success,
        response_status=wire.response_status,
        response_body=wire.response_body,
        attempt=wire.attempt_number,
        took_ms=wire.request_duration_ms,
        payload=wire.payload,
        created_at=wire.created_at,
        others=others(wire),
    )


def to_delivery_result(raw: Any) -> DeliveryResult:
    wire = read(DeliveryResultWire, raw if isinstance(raw, Mapping) else {})
    return DeliveryResult(
        is_delivered=wire.delivered,
        response_status=wire.response_status,
        event_id=wire.event_id,
        others=others(wire),
    )


def to_event(raw: Any) -> WebhookEvent:
    wire = read(EventWire, raw)
    about = read(EventDataWire, wire.data)
    name = event_name(wire.event)
    is_sessions = name.startswith("CHECKOUT_SESSION")
    return WebhookEvent(
        id=wire.id,
        name=name,
        said=wire.event,
        at=wire.timestamp,
        transaction_id=about.transaction_id or (None if is_sessions else about.id),
        checkout_session_id=about.checkout_session_id or (about.id if is_sessions else None),
        environment=about.environment or None,
        data=as_texts(wire.data),
    )
