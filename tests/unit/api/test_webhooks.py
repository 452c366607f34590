"""Webhook endpoints and delivery logs: what is asked, and what is made of the answers."""

import json
from typing import Any

import httpx
import pytest

from lomi_pos.till.errors import LomiTrouble, NotFound, OutcomeUnknown, RequestRefused, TillRefusal
from lomi_pos.till.webhooks import DeliveryQuery, WebhookChanges, WebhookDraft
from tests.unit.api.asked import OTHER_ID

pytestmark = pytest.mark.anyio

WEBHOOK_ID = "3f6f1d60-52f0-4a0e-8e59-0a4a2b9f7d11"
LOG_ID = "0d9c2f4e-2f55-4c61-9a5a-5c1b7f2a9d10"
DRAFT = WebhookDraft("https://shop.example/lomi", ("payment.succeeded", "REFUND_COMPLETED"), "The shop")

ROW: dict[str, Any] = {
    "webhook_id": WEBHOOK_ID,
    "id": WEBHOOK_ID,
    "url": "https://shop.example/lomi",
    "authorized_events": ["PAYMENT_SUCCEEDED"],
    "events": ["PAYMENT_SUCCEEDED"],
    "is_active": True,
    "active": True,
    "environment": "test",
    "metadata": {"description": "The shop"},
    "retry_count": 0,
    "supports_spi": False,
    "created_at": "2025-04-05T10:30:00.000Z",
}
LOG: dict[str, Any] = {
    "log_id": LOG_ID,
    "webhook_id": WEBHOOK_ID,
    "event_type": "PAYMENT_SUCCEEDED",
    "payload": {"id": "evt-1"},
    "response_status": 200,
    "response_body": "ok",
    "attempt_number": 1,
    "success": True,
    "request_duration_ms": 150,
    "created_at": "2025-04-05T10:30:00.000Z",
}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": ROW, "secret": "whsec_1"},
        {"data": {**ROW, "secret": "whsec_1"}},
        {**ROW, "verification_token": "whsec_1"},
    ],
)
async def test_an_endpoint_is_made_and_its_secret_told_once(client, lomi, answer):
    lomi.answers(answer, 201)
    made = await client.webhooks.create(DRAFT)
    assert (made.id, made.events, made.is_active, made.description) == (
        WEBHOOK_ID,
        ("PAYMENT_SUCCEEDED",),
        True,
        "The shop",
    )
    assert made.secret == "whsec_1"
    assert "whsec_1" not in repr(made)
    assert json.loads(lomi.asked[0].content) == {
        "url": "https://shop.example/lomi",
        "authorized_events": ["PAYMENT_SUCCEEDED", "REFUND_COMPLETED"],
        "description": "The shop",
    }


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (WebhookDraft("http://shop.example/lomi", ("PAYMENT_SUCCEEDED",)), "webhook_url"),
        (WebhookDraft("https://user@shop.example/", ("PAYMENT_SUCCEEDED",)), "webhook_url"),
        (WebhookDraft("https://[", ("PAYMENT_SUCCEEDED",)), "webhook_url"),
        (WebhookDraft("shop.example", ("PAYMENT_SUCCEEDED",)), "webhook_url"),
        (WebhookDraft("https://shop.example/", ()), "word_unknown"),
        (WebhookDraft("https://shop.example/", ("checkout.session.completed",)), "word_unknown"),
    ],
)
async def test_what_lomi_would_not_take_is_not_asked(client, lomi, draft, code):
    with pytest.raises(TillRefusal) as refused:
        await client.webhooks.create(draft)
    assert refused.value.message.code == code
    assert not lomi.asked


@pytest.mark.parametrize("envelope", [lambda rows: rows, lambda rows: {"data": rows}])
async def test_endpoints_are_listed(client, lomi, envelope):
    lomi.answers(envelope([ROW, ROW, {**ROW, "webhook_id": OTHER_ID, "environment": "live"}]))
    (found,) = await client.webhooks.list()
    assert (found.id, found.url, found.others) == (WEBHOOK_ID, "https://shop.example/lomi", {"supports_spi": "false"})


async def test_an_endpoint_is_read_by_its_id(client, lomi):
    lomi.answers({**ROW, "authorized_events": "PAYMENT_SUCCEEDED, PAYMENT_FAILED"})
    assert (await client.webhooks.get(WEBHOOK_ID)).events == ("PAYMENT_SUCCEEDED", "PAYMENT_FAILED")
    with pytest.raises(OutcomeUnknown):
        await client.webhooks.get(OTHER_ID)


async def test_only_what_changes_is_sent(client, lomi):
    lomi.answers({**ROW, "is_active": False, "active": False})
    changed = await client.webhooks.change(WEBHOOK_ID, WebhookChanges(is_active=False))
    assert changed.is_active is False
    assert (lomi.asked[0].method, json.loads(lomi.asked[0].content)) == ("PATCH", {"is_active": False})


async def test_an_endpoint_is_deleted(client, lomi):
    lomi.answers({"deleted": True})
    await client.webhooks.delete(WEBHOOK_ID)
    assert (lomi.asked[0].method, lomi.asked[0].url.path) == ("DELETE", f"/webhooks/{WEBHOOK_ID}")


async def test_a_test_says_what_the_endpoint_answered(client, lomi):
    lomi.answers({"success": False, "response_status": 500, "message": "Internal"})
    result = await client.webhooks.test(WEBHOOK_ID)
    assert (result.is_delivered, result.response_status) == (False, 500)
    assert lomi.asked[0].url.path == f"/webhooks/{WEBHOOK_ID}/test"


@pytest.mark.parametrize(
    ("answer", "delivered"),
    [({"delivered": True, "response_status": 200, "event_id": "evt-1"}, True), ({"queued": True}, None)],
)
async def test_a_delivery_is_tried_again(client, lomi, answer, delivered):
    lomi.answers(answer)
    result = await client.webhooks.retry(WEBHOOK_ID, LOG_ID)
    assert result.is_delivered is delivered
    assert lomi.asked[0].url.path == f"/webhooks/{WEBHOOK_ID}/logs/{LOG_ID}/retry"


async def test_deliveries_are_asked_for_with_every_filter_and_filtered_again(client, lomi):
    lomi.answers(
        [
            LOG,
            LOG,
            {**LOG, "log_id": OTHER_ID, "success": False},
            {**LOG, "log_id": WEBHOOK_ID, "webhook_id": OTHER_ID},
        ]
    )
    (found,) = await client.webhooks.deliveries(DeliveryQuery(WEBHOOK_ID, is_delivered=True, limit=10, page=2))
    assert (found.id, found.event, found.response_status, found.attempt) == (LOG_ID, "PAYMENT_SUCCEEDED", 200, 1)
    assert (found.took_ms, found.response_body, found.payload) == (150, "ok", {"id": "evt-1"})
    assert dict(lomi.asked[0].url.params) == {
        "limit": "10",
        "pageSize": "10",
        "page": "2",
        "offset": "10",
        "webhookId": WEBHOOK_ID,
        "successOnly": "true",
    }


async def test_failed_deliveries_are_asked_for_in_lower_case(client, lomi):
    lomi.answers([])
    await client.webhooks.deliveries(DeliveryQuery(is_delivered=False))
    assert lomi.asked[0].url.params["failedOnly"] == "true"


async def test_the_documented_place_of_the_logs_is_tried_when_the_real_one_is_not_there(client, lomi):
    lomi.refuses(404, "Cannot GET /webhook-delivery-logs")
    lomi.answers({"data": [LOG]})
    assert [one.id for one in await client.webhooks.deliveries(DeliveryQuery(WEBHOOK_ID))] == [LOG_ID]
    assert lomi.asked[1].url.path == f"/webhooks/{WEBHOOK_ID}/logs"


async def test_without_an_endpoint_there_is_no_other_place_to_look(client, lomi):
    lomi.refuses(404)
    with pytest.raises(NotFound):
        await client.webhooks.deliveries()


async def test_one_delivery_is_read(client, lomi):
    lomi.answers(LOG)
    assert (await client.webhooks.delivery(LOG_ID)).id == LOG_ID
    with pytest.raises(OutcomeUnknown):
        await client.webhooks.delivery(OTHER_ID)


WRITES = {
    "create": lambda client: client.webhooks.create(DRAFT),
    "change": lambda client: client.webhooks.change(WEBHOOK_ID, WebhookChanges(is_active=True)),
    "delete": lambda client: client.webhooks.delete(WEBHOOK_ID),
    "test": lambda client: client.webhooks.test(WEBHOOK_ID),
    "retry": lambda client: client.webhooks.retry(WEBHOOK_ID, LOG_ID),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
@pytest.mark.parametrize(("status", "kind"), [(400, RequestRefused), (404, NotFound), (500, OutcomeUnknown)])
async def test_a_write_is_sent_once_whatever_the_answer(client, lomi, write, status, kind):
    lomi.refuses(status)
    with pytest.raises(kind) as trouble:
        await write(client)
    assert len(lomi.asked) == 1
    assert kind is not OutcomeUnknown or trouble.value.message.code == "write_unclear"


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
async def test_a_network_account_has_no_endpoints_of_ours(client_for, lomi, write):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    with pytest.raises(LomiTrouble) as refused:
        await write(client)
    assert refused.value.message.code == "network_refused"
    assert not lomi.asked
