"""Webhook endpoints, their logs and their events as lomi. spells them.

Sources: lomi. docs, Webhooks; lomi.'s source, ``webhooks/`` and ``core/webhook-delivery-logs``. Rows carry both
spellings: ``webhook_id`` and ``id``, ``authorized_events`` and ``events``, ``is_active`` and ``active``.
"""

from collections.abc import Mapping
from typing import Any

from lomi_pos.api.values import flag, id_or_none, its_id, line, some_line, texts, url, when, whole_or_none, word, words
from lomi_pos.api.wire import Said, reads
from lomi_pos.till.webhooks import Delivery, DeliveryResult, WebhookEndpoint, WebhookEvent, event_name

_BOTH_SPELLINGS = {"id", "events", "active", "verification_token", "secret"}


@reads
def to_webhook(said: Said) -> WebhookEndpoint:
    description, metadata = said(line, "description"), said(texts, "metadata")
    return WebhookEndpoint(
        id=said.needs(its_id, "webhook_id", "id"),
        url=said(url, "url"),
        events=said(words, "authorized_events", "events"),
        is_active=said(flag, "is_active", "active"),
        description=description or metadata.get("description", ""),
        environment=said(word, "environment") or None,
        retry_count=said(whole_or_none, "retry_count"),
        last_response_status=said(whole_or_none, "last_response_status"),
        last_triggered_at=said(when, "last_triggered_at"),
        metadata=metadata,
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        secret=said(line, "secret", "verification_token"),
        others=said.others(besides=_BOTH_SPELLINGS),
    )


def to_new_webhook(payload: Any) -> WebhookEndpoint:
    """The answer to a creation: the secret stands beside ``data`` (lomi.'s source) or in it (its docs)."""
    if isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping):
        beside = payload.get("secret")
        return to_webhook({**payload["data"], **({"secret": beside} if beside else {})})
    return to_webhook(payload)


@reads
def to_delivery(said: Said) -> Delivery:
    return Delivery(
        id=said.needs(its_id, "log_id", "id"),
        webhook_id=said(id_or_none, "webhook_id"),
        event=said(word, "event_type", "event"),
        is_delivered=said(flag, "success"),
        response_status=said(whole_or_none, "response_status"),
        response_body=said(line, "response_body"),
        attempt=said(whole_or_none, "attempt_number"),
        took_ms=said(whole_or_none, "request_duration_ms"),
        payload=said(texts, "payload"),
        created_at=said(when, "created_at"),
        others=said.others(),
    )


def to_delivery_result(raw: Any) -> DeliveryResult:
    return _delivery_result(raw if isinstance(raw, Mapping) else {})


@reads
def _delivery_result(said: Said) -> DeliveryResult:
    return DeliveryResult(
        is_delivered=said(flag, "delivered", "success"),
        response_status=said(whole_or_none, "response_status", "status_code"),
        event_id=said(line, "event_id"),
        others=said.others(),
    )


def _object(value: Any) -> Mapping[str, Any]:
    if value is None or isinstance(value, Mapping):
        return value or {}
    raise ValueError("not an object")


@reads
def to_event(said: Said) -> WebhookEvent:
    """It is about a transaction, mostly. An ``id`` alone is a session's in ``checkout.session.*`` only."""
    spelled, its = said.needs(some_line, "event", "type"), said(id_or_none, "data.id")
    name = event_name(spelled)
    is_sessions = name.startswith("CHECKOUT_SESSION")
    return WebhookEvent(
        id=said(line, "id"),
        name=name,
        said=spelled,
        at=said(when, "timestamp", "created_at"),
        transaction_id=said(id_or_none, "data.transaction_id") or (None if is_sessions else its),
        checkout_session_id=said(id_or_none, "data.checkout_session_id") or (its if is_sessions else None),
        environment=said(word, "data.environment") or None,
        data=texts(said(_object, "data")),
    )
