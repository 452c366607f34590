"""The webhook endpoints and their delivery logs (lomi. docs, Webhooks)."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from lomi_pos.sandbox.call import Answer, Call
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.trouble import Refusal, bad_request, broken, invalid, not_found
from lomi_pos.sandbox.webhook_urls import problem_with
from lomi_pos.sandbox.webhooks import DOCUMENTED_EVENTS, EVENTS, TEST_EVENT, Attempt, Delivery, Hook

Json = dict[str, Any]


# ---------------------------------------------------------------- the endpoints
def create_hook(call: Call) -> Answer:
    """Make an endpoint. The secret is told here and never again."""
    body = _object(call)
    _check(call, body, is_new=True)
    now = call.lomi.now
    hook = Hook(
        **asdict(call.owner),
        id=call.lomi.new_id(),
        url=body["url"],
        events=list(body["authorized_events"]),
        secret=f"whsec_{secrets.token_hex(24)}",
        description=body.get("description"),
        metadata=body.get("metadata") or {},
        created_at=now,
        updated_at=now,
    )
    call.lomi.webhooks.hooks.keep(hook)
    if call.is_live:
        return Answer({"data": _written(hook), "secret": hook.secret}, 201)
    return Answer({"data": {**_written(hook), "secret": hook.secret}}, 201)


def list_hooks(call: Call) -> Answer:
    rows = [_written(hook) for hook in call.lomi.webhooks.hooks if _is_own(call, hook)]
    return Answer(rows if call.is_live else {"data": rows})


def get_hook(call: Call) -> Answer:
    return _told(call, _hook(call))


def change_hook(call: Call) -> Answer:
    hook, body = _hook(call), _object(call)
    _check(call, body, is_new=False)
    names = {"url": "url", "authorized_events": "events", "description": "description", "metadata": "metadata"}
    changes = {ours: body[theirs] for theirs, ours in names.items() if theirs in body}
    active = body.get("is_active", body.get("active"))
    if active is not None:
        changes["is_active"] = bool(active)
    return _told(call, call.lomi.webhooks.hooks.keep(replace(hook, **changes, updated_at=call.lomi.now)))


def delete_hook(call: Call) -> Answer:
    call.lomi.webhooks.hooks.remove(_hook(call).id)
    return Answer({"deleted": True})


def try_hook(call: Call) -> Answer:
    """Deliver an event of no consequence, once."""
    hook = _hook(call)
    data = {"message": "This is a test webhook from lomi.", "webhook_id": hook.id}
    return _delivered(call, call.lomi.webhooks.delivery(hook, TEST_EVENT, call.lomi.new_id(), data, once=True))


# ---------------------------------------------------------------- the log
def list_attempts(call: Call) -> Answer:
    return _attempts(call, call.query.get("webhookId") or None)


def list_attempts_of_hook(call: Call) -> Answer:
    """The page shows this route; the server has none such."""
    if call.is_live:
        raise Refusal(404, f"Cannot GET /webhooks/{call.path['id']}/logs")
    return _attempts(call, _hook(call).id)


def get_attempt(call: Call) -> Answer:
    row = _written_attempt(_attempt(call, call.path["id"]))
    return Answer(row if call.is_live else {"data": row})


def retry_attempt(call: Call) -> Answer:
    """Deliver the very bytes of an attempt again, under the same event id."""
    hook = _hook(call)
    attempt = _attempt(call, call.path["log_id"])
    if attempt.hook_id != hook.id:
        raise not_found("Webhook delivery log", attempt.id)
    again = Delivery(
        call.lomi.now,
        hook,
        attempt.event,
        attempt.event_id,
        attempt.payload.encode(),
        number=attempt.number + 1,
        once=True,
    )
    return _delivered(call, again)


def _delivered(call: Call, delivery: Delivery) -> Answer:
    """Carry it when lomi.'s memory is free again: the receiver may well ask lomi. something first."""
    carry = call.lomi.webhooks.carry

    def finish() -> Answer:
        attempt = carry(delivery)
        told = {
            "delivered": attempt.succeeded,
            "response_status": attempt.response_status,
            "event_id": attempt.event_id,
        }
        return Answer(told)

    return Answer(None, finish=finish)


def _attempts(call: Call, hook_id: str | None) -> Answer:
    only_good, only_bad = call.flag("successOnly"), call.flag("failedOnly")
    limit, offset = call.whole("limit", 25), call.whole("offset", 0)
    rows = [
        _written_attempt(each)
        for each in call.lomi.webhooks.log
        if _is_own(call, each)
        and hook_id in (None, each.hook_id)
        and (each.succeeded or not only_good)
        and not (each.succeeded and only_bad)
    ][offset : offset + limit]
    return Answer(rows if call.is_live else {"data": rows})


# ---------------------------------------------------------------- reading
def _object(call: Call) -> Mapping[str, Any]:
    return call.body if isinstance(call.body, dict) else {}


def _check(call: Call, body: Mapping[str, Any], *, is_new: bool) -> None:
    """Check the address by hand in both dialects; the rest only as the page promises.

    Raises:
        Refusal: 400; 500 for events that the server's database does not know.
    """
    if is_new or "url" in body:
        problem = problem_with(body.get("url"))
        if problem:
            raise bad_request(problem)
    if not (is_new or "authorized_events" in body):
        return
    events = body.get("authorized_events")
    known = EVENTS if call.is_live else (*EVENTS, *DOCUMENTED_EVENTS)
    if isinstance(events, list) and events and all(event in known for event in events):
        return
    if call.is_live:
        raise broken()
    unknown = [str(event) for event in events if event not in known] if isinstance(events, list) else []
    raise invalid([f"Unknown event: {name}" for name in unknown] or ["authorized_events should not be empty"])


def _is_own(call: Call, record: Hook | Attempt) -> bool:
    owner = call.owner
    return (record.organization_id, record.environment) == (owner.organization_id, owner.environment)


def _hook(call: Call) -> Hook:
    hook = call.lomi.webhooks.hooks.get(call.path["id"])
    if hook is None or not _is_own(call, hook):
        raise not_found("Webhook", call.path["id"])
    return hook


def _attempt(call: Call, its_id: str) -> Attempt:
    attempt = call.lomi.webhooks.log.get(its_id)
    if attempt is None or not _is_own(call, attempt):
        raise not_found("Webhook delivery log", its_id)
    return attempt


# ---------------------------------------------------------------- writing
def _told(call: Call, hook: Hook) -> Answer:
    return Answer(_written(hook) if call.is_live else {"data": _written(hook)})


def _written(hook: Hook) -> Json:
    """Write an endpoint in both spellings, without its secret."""
    return {
        "id": hook.id,
        "webhook_id": hook.id,
        "organization_id": hook.organization_id,
        "url": hook.url,
        "authorized_events": hook.events,
        "events": hook.events,
        "is_active": hook.is_active,
        "active": hook.is_active,
        "description": hook.description,
        "metadata": hook.metadata,
        "environment": hook.environment,
        "created_by": hook.merchant_id,
        "created_at": stamp(hook.created_at),
        "updated_at": stamp(hook.updated_at),
    }


def _written_attempt(attempt: Attempt) -> Json:
    return {
        "log_id": attempt.id,
        "webhook_id": attempt.hook_id,
        "organization_id": attempt.organization_id,
        "event_type": attempt.event,
        "event_id": attempt.event_id,
        "payload": attempt.payload,
        "success": attempt.succeeded,
        "response_status": attempt.response_status,
        "response_body": attempt.response_body,
        "error_message": attempt.error,
        "attempt_number": attempt.number,
        "request_duration_ms": attempt.duration_ms,
        "created_at": stamp(attempt.created_at),
    }


ENDPOINTS = (
    Endpoint("POST", "/webhooks", create_hook),
    Endpoint("GET", "/webhooks", list_hooks),
    Endpoint("GET", "/webhooks/{id}", get_hook),
    Endpoint("PATCH", "/webhooks/{id}", change_hook),
    Endpoint("DELETE", "/webhooks/{id}", delete_hook),
    Endpoint("POST", "/webhooks/{id}/test", try_hook),
    Endpoint("GET", "/webhooks/{id}/logs", list_attempts_of_hook),
    Endpoint("POST", "/webhooks/{id}/logs/{log_id}/retry", retry_attempt),
    Endpoint("GET", "/webhook-delivery-logs", list_attempts),
    Endpoint("GET", "/webhook-delivery-logs/{id}", get_attempt),
)
