"""Subscriptions under both of their names: what is asked, and what is made of the answers."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lomi_pos.till.errors import LomiTrouble, NotFound, OutcomeUnknown, TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.subscriptions import SubscriptionChanges, SubscriptionQuery
from tests.unit.api.asked import OTHER_ID

pytestmark = pytest.mark.anyio

SUBSCRIPTION_ID = "3f6f1d60-52f0-4a0e-8e59-0a4a2b9f7d11"
CUSTOMER_ID = "c47ac10b-58cc-4372-a567-0e02b2c3d480"
PRICE_ID = "5d2f7a10-6a0b-4d0e-9b55-0d6f3a8c1e21"

ROW: dict[str, Any] = {
    "subscription_id": SUBSCRIPTION_ID,
    "organization_id": "0979ec77-9fb1-4c9a-8c55-d7fb6c182c9c",
    "customer_id": CUSTOMER_ID,
    "customer_name": "Awa",
    "product_id": PRICE_ID,
    "product_name": "Paniers",
    "price_id": PRICE_ID,
    "amount": 5000.0,
    "currency_code": "XOF",
    "status": "active",
    "start_date": "2025-04-01",
    "end_date": None,
    "next_billing_date": "2025-05-01T00:00:00Z",
    "metadata": {"a": "b"},
    "environment": "test",
    "plan_interval": "month",
}


@pytest.fixture(params=["subscriptions", "customer_subscriptions"])
def subscriptions(request, client):
    return getattr(client, request.param)


@pytest.mark.parametrize("envelope", [lambda it: it, lambda it: {"success": True, "data": it}])
async def test_a_subscription_is_read(subscriptions, lomi, envelope):
    lomi.answers(envelope(ROW))
    found = await subscriptions.get(SUBSCRIPTION_ID)
    assert (found.id, found.status, found.customer_id, found.customer_name) == (
        SUBSCRIPTION_ID,
        "active",
        CUSTOMER_ID,
        "Awa",
    )
    assert (found.product_name, found.price_id, found.amount) == ("Paniers", PRICE_ID, Money(5000))
    assert found.start_at == datetime(2025, 4, 1, tzinfo=UTC)
    assert found.end_at is None
    assert (found.metadata, found.others) == ({"a": "b"}, {"plan_interval": "month"})
    with pytest.raises(OutcomeUnknown):
        await subscriptions.get(OTHER_ID)


@pytest.mark.parametrize("envelope", [lambda it: it, lambda it: {"success": True, "data": it, "meta": {"limit": 20}}])
async def test_a_list_of_subscriptions_is_cleaned(subscriptions, lomi, envelope):
    lomi.answers(
        envelope([ROW, ROW, {**ROW, "subscription_id": OTHER_ID, "environment": "live"}, {"status": "active"}])
    )
    found = await subscriptions.list()
    assert [one.id for one in found] == [SUBSCRIPTION_ID]
    assert found.is_last


async def test_subscriptions_are_paged_as_lomi_reads_it(client, lomi):
    lomi.answers([])
    await client.subscriptions.list(limit=500, page=3)
    assert dict(lomi.asked[0].url.params) == {
        "limit": "100",
        "pageSize": "100",
        "page": "3",
        "offset": "200",
    }


async def test_customer_subscriptions_are_asked_for_with_every_filter_and_filtered_again(client, lomi):
    lomi.answers(
        [
            ROW,
            {**ROW, "subscription_id": OTHER_ID, "status": "paused"},
            {**ROW, "subscription_id": PRICE_ID, "customer_id": OTHER_ID},
        ]
    )
    found = await client.customer_subscriptions.list(SubscriptionQuery(CUSTOMER_ID, "active", limit=10, page=2))
    assert [one.id for one in found] == [SUBSCRIPTION_ID]
    assert dict(lomi.asked[0].url.params) == {
        "limit": "10",
        "pageSize": "10",
        "page": "2",
        "offset": "10",
        "customer_id": CUSTOMER_ID,
        "status": "active",
    }


async def test_a_customers_subscriptions_are_listed(client, lomi):
    lomi.answers([ROW])
    assert len(await client.subscriptions.of_customer(CUSTOMER_ID)) == 1
    assert lomi.asked[0].url.path == f"/subscriptions/customer/{CUSTOMER_ID}"


async def test_only_what_changes_is_sent(subscriptions, lomi):
    lomi.answers({**ROW, "status": "paused"})
    changes = SubscriptionChanges(status="paused", next_billing_at=datetime(2025, 6, 1, tzinfo=UTC))
    assert (await subscriptions.change(SUBSCRIPTION_ID, changes)).status == "paused"
    assert lomi.asked[0].method == "PATCH"
    assert json.loads(lomi.asked[0].content) == {"status": "paused", "next_billing_date": "2025-06-01T00:00:00Z"}


@pytest.mark.parametrize("word", ["canceled", "", "ACTIVE"])
async def test_a_status_that_lomi_does_not_have_is_not_sent(subscriptions, lomi, word):
    with pytest.raises(TillRefusal):
        await subscriptions.change(SUBSCRIPTION_ID, SubscriptionChanges(status=word))
    assert not lomi.asked


async def test_a_subscription_ends_now_or_with_its_period(client, lomi):
    lomi.answers({**ROW, "status": "cancelled"}, 201)
    await client.subscriptions.cancel(SUBSCRIPTION_ID, at_period_end=True, reason="Moves away")
    assert lomi.asked[0].url.path == f"/subscriptions/{SUBSCRIPTION_ID}/cancel"
    assert json.loads(lomi.asked[0].content) == {"cancel_at_period_end": True, "cancellation_reason": "Moves away"}
    await client.customer_subscriptions.cancel(SUBSCRIPTION_ID)
    assert (lomi.asked[1].method, lomi.asked[1].content) == ("DELETE", b"")


async def test_a_subscription_goes_on_or_changes_its_plan(client, lomi):
    lomi.answers(ROW, 201)
    await client.subscriptions.uncancel(SUBSCRIPTION_ID)
    await client.subscriptions.change_plan(SUBSCRIPTION_ID, PRICE_ID)
    assert [one.url.path.rpartition("/")[2] for one in lomi.asked] == ["uncancel", "change-plan"]
    assert json.loads(lomi.asked[1].content) == {"price_id": PRICE_ID}
    with pytest.raises(NotFound):
        await client.subscriptions.change_plan(SUBSCRIPTION_ID, "price_1")


async def test_a_write_is_sent_once_and_unclear_after_500(client, lomi):
    lomi.refuses(500)
    writes = (
        client.subscriptions.cancel(SUBSCRIPTION_ID),
        client.subscriptions.uncancel(SUBSCRIPTION_ID),
        client.subscriptions.change_plan(SUBSCRIPTION_ID, PRICE_ID),
        client.subscriptions.change(SUBSCRIPTION_ID, SubscriptionChanges(status="paused")),
        client.customer_subscriptions.change(SUBSCRIPTION_ID, SubscriptionChanges(status="paused")),
        client.customer_subscriptions.cancel(SUBSCRIPTION_ID),
    )
    for write in writes:
        with pytest.raises(OutcomeUnknown) as unknown:
            await write
        assert unknown.value.message.code == "write_unclear"
    assert len(lomi.asked) == len(writes)


async def test_what_is_no_id_is_not_asked_for(subscriptions, lomi):
    with pytest.raises(NotFound):
        await subscriptions.get("customer/x")
    assert not lomi.asked


async def test_a_network_account_has_none(client_for, lomi):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    for listed in (client.subscriptions.list(), client.customer_subscriptions.list()):
        with pytest.raises(LomiTrouble) as refused:
            await listed
        assert refused.value.message.code == "network_refused"
    assert not lomi.asked
