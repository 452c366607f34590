"""Refunds: one request each, and a clear answer only where the money's way is clear."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lomi_pos.till.errors import (
    KeyRefused,
    LomiTrouble,
    NoConnection,
    NotFound,
    OutcomeUnknown,
    RequestRefused,
    TillRefusal,
)
from lomi_pos.till.money import Money
from lomi_pos.till.refunds import RefundDraft, RefundQuery
from tests.unit.api.asked import OTHER_ID

pytestmark = pytest.mark.anyio

TRANSACTION_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
REFUND_ID = "0d9c2f4e-2f55-4c61-9a5a-5c1b7f2a9d10"
WHOLE = RefundDraft(TRANSACTION_ID, Money(5000), reason="Broken  cup", provider="STRIPE")
PART = RefundDraft(TRANSACTION_ID, Money(2000), is_full=False, provider="WAVE")


@pytest.fixture
def made() -> dict[str, Any]:
    return {
        "success": True,
        "refund_id": REFUND_ID,
        "transaction_id": TRANSACTION_ID,
        "refunded_amount": 5000,
        "status": "completed",
        "message": "Refund initiated and recorded.",
    }


@pytest.fixture
def row() -> dict[str, Any]:
    return {
        "refund_id": REFUND_ID,
        "transaction_id": TRANSACTION_ID,
        "amount": 5000,
        "refunded_amount": None,
        "fee_amount": 0,
        "reason": "Broken cup",
        "status": "pending",
        "metadata": {"source": "api"},
        "created_at": "2025-04-05T10:30:00.000Z",
        "updated_at": "2025-04-05T10:30:00.000Z",
    }


def envelopes() -> Any:
    return pytest.mark.parametrize("envelope", [lambda it: it, lambda it: {"success": True, "data": it}])


async def test_a_refund_is_asked_for_as_lomi_reads_it(client, lomi, made):
    lomi.answers(made, 201)
    await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert lomi.asked[0].url.path == "/refunds"
    assert "Idempotency-Key" not in lomi.asked[0].headers
    assert json.loads(lomi.asked[0].content) == {
        "transaction_id": TRANSACTION_ID,
        "amount": 5000,
        "reason": "Broken cup",
        "refund_type": "full",
    }


@envelopes()
async def test_the_flat_answer_and_the_wrapped_one_are_the_same_refund(client, lomi, made, envelope):
    lomi.answers(envelope(made), 201)
    refund = await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert (refund.id, refund.transaction_id, refund.status) == (REFUND_ID, TRANSACTION_ID, "completed")
    assert (refund.amount_minor, refund.is_by_hand, refund.others) == (5000, False, {})


async def test_what_only_cards_answer_is_kept(client, lomi, made):
    lomi.answers({**made, "fallback": "manual", "stripe_refund_id": "re_1", "ledger": {"a": 1}}, 201)
    refund = await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert (refund.is_by_hand, refund.provider_refund_id, refund.others) == (True, "re_1", {"ledger": '{"a": 1}'})


@pytest.mark.parametrize(
    "message",
    [
        "Only completed transactions can be refunded",
        "Refund amount exceeds transaction gross amount",
        "Refunds are not supported for this transaction type",
        "Transaction has no customer; partial refund requires a customer phone number",
        "Network membership not found",
    ],
)
@pytest.mark.parametrize("draft", [WHOLE, PART], ids=["whole", "part"])
async def test_a_refusal_before_any_money_is_firm(client, lomi, message, draft):
    lomi.refuses(400, message)
    with pytest.raises(RequestRefused) as refused:
        await client.refunds.create(draft, client.refunds.body(draft))
    assert refused.value.answered.text == message


@pytest.mark.parametrize("message", ["Refund processing failed: timeout", "Failed to record refund"])
async def test_a_refusal_that_can_follow_the_money_is_unclear(client, lomi, message):
    lomi.refuses(400, message)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert unknown.value.message.code == "once_unclear"


async def test_a_part_of_a_wave_payment_is_unclear_after_any_other_refusal(client, lomi):
    lomi.refuses(400, "duplicate key value")
    with pytest.raises(OutcomeUnknown):
        await client.refunds.create(PART, client.refunds.body(PART))


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize("changes", [{"success": False}, {"refund_id": None}, {"transaction_id": OTHER_ID}])
async def test_a_success_that_names_no_refund_of_ours_is_unclear(client, lomi, made, status, changes):
    lomi.answers({**made, **changes}, status)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert not unknown.value.worth_repeating


async def test_a_refund_whose_amount_cannot_be_read_is_still_one(client, lomi, made):
    lomi.answers({**made, "refunded_amount": 4999.5}, 201)
    assert (await client.refunds.create(WHOLE, client.refunds.body(WHOLE))).amount_minor is None


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (500, "Refund initiated in Stripe but ledger update failed; webhook will reconcile", OutcomeUnknown),
        (500, "An unexpected error occurred", OutcomeUnknown),
        (503, "Maintenance", OutcomeUnknown),
        (425, "Too early", OutcomeUnknown),
        (429, "Too many requests", RequestRefused),
        (401, "Invalid API Key", KeyRefused),
        (404, f"Transaction with ID {TRANSACTION_ID} not found or access denied", NotFound),
        (403, "Forbidden", RequestRefused),
    ],
)
async def test_one_request_is_sent_whatever_the_answer(client, lomi, status, message, kind):
    lomi.refuses(status, message)
    with pytest.raises(kind) as trouble:
        await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert type(trouble.value) is kind
    assert not trouble.value.worth_repeating
    assert (trouble.value.answered.status, trouble.value.answered.text) == (status, message)
    assert len(lomi.asked) == 1


@pytest.mark.parametrize(
    ("error", "kind"),
    [(httpx.ReadTimeout("late"), OutcomeUnknown), (httpx.ConnectError("no"), NoConnection)],
)
async def test_one_request_is_sent_whatever_the_line_does(client, lomi, error, kind):
    lomi.fails(error)
    with pytest.raises(kind):
        await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert len(lomi.asked) == 1


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (RefundDraft("pl_1", Money(5000)), NotFound),
        (RefundDraft(f"{TRANSACTION_ID}/../..", Money(5000)), NotFound),
        (RefundDraft(TRANSACTION_ID, Money(0)), TillRefusal),
        (RefundDraft(TRANSACTION_ID, Money(-1)), TillRefusal),
    ],
)
async def test_what_cannot_be_a_refund_is_not_sent(client, draft, kind):
    with pytest.raises(kind):
        client.refunds.body(draft)


@envelopes()
async def test_a_refund_is_read_bare_and_wrapped(client, lomi, row, envelope):
    lomi.answers(envelope(row))
    refund = await client.refunds.get(REFUND_ID)
    assert (refund.status, refund.amount_minor, refund.fee_minor, refund.reason) == ("pending", 5000, 0, "Broken cup")
    assert refund.created_at == datetime(2025, 4, 5, 10, 30, tzinfo=UTC)
    assert refund.metadata == {"source": "api"}


async def test_another_refunds_answer_is_not_believed(client, lomi, row):
    lomi.answers({**row, "refund_id": OTHER_ID})
    with pytest.raises(OutcomeUnknown):
        await client.refunds.get(REFUND_ID)


async def test_refunds_are_asked_for_with_every_filter(client, lomi):
    lomi.answers({"success": True, "data": []})
    await client.refunds.list(
        RefundQuery(
            status="completed",
            from_at=datetime(2025, 4, 5, tzinfo=UTC),
            to_at=datetime(2025, 4, 6, tzinfo=UTC),
            limit=20,
            page=3,
        )
    )
    assert dict(lomi.asked[0].url.params) == {
        "limit": "20",
        "pageSize": "20",
        "page": "3",
        "offset": "40",
        "status": "completed",
        "startDate": "2025-04-05T00:00:00Z",
        "endDate": "2025-04-06T00:00:00Z",
    }


async def test_a_status_that_lomi_does_not_have_is_not_asked_for(client, lomi):
    with pytest.raises(TillRefusal):
        await client.refunds.list(RefundQuery(status="done"))
    assert not lomi.asked


@envelopes()
async def test_a_list_of_refunds_is_cleaned_of_what_was_not_asked_for(client, lomi, row, envelope):
    def another(number: int, **changes: Any) -> dict[str, Any]:
        return {**row, "refund_id": f"{number:08}-0000-4000-8000-000000000000", **changes}

    lomi.answers(
        envelope(
            [
                row,
                row,
                another(1, status="failed"),
                another(2, transaction_id=OTHER_ID),
                another(3, environment="live"),
                another(4, created_at="2025-04-04T23:59:59Z"),
                another(5, created_at="2025-04-07T00:00:00Z"),
                another(6, transaction_id=None, created_at=None, amount="a lot"),
            ]
        )
    )
    seen = await client.refunds.list(
        RefundQuery(
            transaction_id=TRANSACTION_ID.upper(),
            status="pending",
            from_at=datetime(2025, 4, 5, tzinfo=UTC),
            to_at=datetime(2025, 4, 6, tzinfo=UTC),
        )
    )
    assert [one.id[:8] for one in seen] == [REFUND_ID[:8], "00000006"]


async def test_a_member_accounts_refund_goes_out_in_its_name(client_for, lomi, made):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    lomi.answers(made, 201)
    await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert lomi.asked[0].headers["Lomi-Account"] == "acct_member"


async def test_a_member_without_the_right_is_told_so(client_for, lomi):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    lomi.refuses(401, "network_capability_missing")
    with pytest.raises(LomiTrouble) as refused:
        await client.refunds.create(WHOLE, client.refunds.body(WHOLE))
    assert refused.value.message.code == "network_refused"
