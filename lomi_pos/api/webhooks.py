"""Webhook endpoints and delivery logs (lomi. docs, Webhooks; lomi.'s source, ``webhooks/``)."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from lomi_pos.api.answers import Answer
from lomi_pos.api.checks import check_uuid, check_word
from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.json_body import as_bytes
from lomi_pos.api.once import write_once
from lomi_pos.api.pages import Listing
from lomi_pos.api.transport import Transport
from lomi_pos.api.webhook_wire import to_delivery, to_delivery_result, to_new_webhook, to_webhook
from lomi_pos.till.errors import NotFound, TillRefusal
from lomi_pos.till.rows import Rows
from lomi_pos.till.showable import is_loopback
from lomi_pos.till.text import clean
from lomi_pos.till.webhooks import (
    WEBHOOK_EVENTS,
    Delivery,
    DeliveryQuery,
    DeliveryResult,
    WebhookChanges,
    WebhookDraft,
    WebhookEndpoint,
    event_name,
)

_PATH = "/webhooks"
_LOGS = "/webhook-delivery-logs"
_LIST = Listing(_PATH, to_webhook, usual=20)
_LOG_LIST = Listing(_LOGS, to_delivery, usual=25)


class Webhooks:
    """lomi.'s webhook endpoints, under one identity. lomi. Network has none: a member's are the member's."""

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def create(self, draft: WebhookDraft) -> WebhookEndpoint:
        """Make an endpoint, once. Its ``secret`` is told in this answer and never again.

        Raises:
            TillRefusal: the draft cannot be one; nothing was sent.
            OutcomeUnknown: there may be one now, whose secret nobody knows: look at the list, and delete it.
        """
        body = as_bytes(
            {
                "url": _checked_url(draft.url),
                "authorized_events": _checked_events(draft.events),
                "description": clean(draft.description),
                "metadata": dict(draft.metadata) or None,
            }
        )
        return await write_once(self._transport, "POST", _PATH, body, _read_new)

    async def list(self) -> Rows[WebhookEndpoint]:
        return await _LIST.all(self._transport, keep=self._is_ours)

    async def get(self, webhook_id: str) -> WebhookEndpoint:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(webhook_id)}")
        return _of(webhook_id, answer)

    async def change(self, webhook_id: str, changes: WebhookChanges) -> WebhookEndpoint:
        """Change what ``changes`` says, and nothing else."""
        fields = {
            "url": None if changes.url is None else _checked_url(changes.url),
            "authorized_events": None if changes.events is None else _checked_events(changes.events),
            "is_active": changes.is_active,
            "metadata": None if changes.metadata is None else dict(changes.metadata),
        }
        path = f"{_PATH}/{check_uuid(webhook_id)}"
        return await write_once(
            self._transport, "PATCH", path, as_bytes(fields), lambda answer: _of(webhook_id, answer)
        )

    async def delete(self, webhook_id: str) -> None:
        await write_once(self._transport, "DELETE", f"{_PATH}/{check_uuid(webhook_id)}", None, lambda _answer: None)

    async def test(self, webhook_id: str) -> DeliveryResult:
        """Let lomi. send a ``test.webhook`` to the endpoint."""
        path = f"{_PATH}/{check_uuid(webhook_id)}/test"
        return await write_once(self._transport, "POST", path, b"{}", _read_result)

    async def retry(self, webhook_id: str, delivery_id: str) -> DeliveryResult:
        """Let lomi. send a delivery again."""
        path = f"{_PATH}/{check_uuid(webhook_id)}/logs/{check_uuid(delivery_id)}/retry"
        return await write_once(self._transport, "POST", path, b"{}", _read_result)

    async def deliveries(self, query: DeliveryQuery | None = None) -> Rows[Delivery]:
        """One page of the delivery logs. lomi. docs put them under the endpoint, its server in a list of their own."""
        query = query or DeliveryQuery()
        try:
            return await self._deliveries(_LOG_LIST, query)
        except NotFound:
            if not query.webhook_id:
                raise
        return await self._deliveries(replace(_LOG_LIST, path=f"{_PATH}/{query.webhook_id}/logs"), query)

    async def _deliveries(self, listing: Listing[Delivery], query: DeliveryQuery) -> Rows[Delivery]:
        asked = {"webhookId": check_uuid(query.webhook_id)} if query.webhook_id else {}
        if query.is_delivered is not None:
            asked["successOnly" if query.is_delivered else "failedOnly"] = "true"
        return await listing.page(
            self._transport, asked, limit=query.limit, page=query.page, keep=lambda one: _is_asked_for(one, query)
        )

    async def delivery(self, delivery_id: str) -> Delivery:
        answer = await self._transport.read(f"{_LOGS}/{check_uuid(delivery_id)}")
        return answer.read_asked(delivery_id, to_delivery)

    def _is_ours(self, one: WebhookEndpoint) -> bool:
        return one.environment in {None, self._environment}


def _read_new(answer: Answer) -> WebhookEndpoint:
    try:
        return to_new_webhook(answer.payload)
    except Unreadable as error:
        raise answer.unclear(error.fault, details=list(error.parts)) from error


def _read_result(answer: Answer) -> DeliveryResult:
    return answer.read_one(to_delivery_result)


def _of(webhook_id: str, answer: Answer) -> WebhookEndpoint:
    return replace(answer.read_asked(webhook_id, to_webhook), id=webhook_id)


def _is_asked_for(one: Delivery, query: DeliveryQuery) -> bool:
    is_its = not query.webhook_id or one.webhook_id is None or one.webhook_id.lower() == query.webhook_id.lower()
    return is_its and (query.is_delivered is None or one.is_delivered in {None, query.is_delivered})


def _checked_url(url: str) -> str:
    """Lomi. sends to public https only; the sandbox also to this machine."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
        is_plain = bool(parts.hostname) and parts.username is None and url.isascii() and url.isprintable()
    except ValueError:
        is_good = is_plain = False
    if not (is_good and is_plain and " " not in url):
        raise TillRefusal("webhook_url", url=clean(url, 60))
    return url


def _checked_events(events: Iterable[str]) -> list[str]:
    found = [event_name(event) for event in events]
    for name in found or [""]:
        check_word(name, WEBHOOK_EVENTS)
    return list(dict.fromkeys(found))
