"""Transactions: what is asked, and what is made of the answers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lomi_pos.till.errors import (
    NotFound,
    OutcomeUnknown,
)
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from tests.unit.api.asked import OTHER_ID, paging

pytestmark = pytest.mark.anyio


async def test_transactions_are_asked_for_in_both_spellings(client, lomi):
    lomi.answers([])
    await client.transactions(
        TransactionQuery(
            statuses=("completed", "failed"),
            provider="WAVE",
            from_at=datetime(2025, 4, 5, tzinfo=UTC),
            to_at=datetime(2025, 4, 5, 23, 59, 59, tzinfo=UTC),
            limit=500,
            page=2,
        )
    )
    assert dict(lomi.asked[0].url.params) == {
        **paging(100, 2),
        "status": "completed,failed",
        "provider": "WAVE",
        "from_date": "2025-04-05T00:00:00Z",
        "startDate": "2025-04-05T00:00:00Z",
        "to_date": "2025-04-05T23:59:59Z",
        "endDate": "2025-04-05T23:59:59Z",
    }


@pytest.mark.parametrize("statuses", [("cancelled",), ("completed", "cancelled")])
async def test_cancelled_is_never_asked_for_and_still_found(client, lomi, a_transaction, statuses):
    lomi.answers(
        [{**a_transaction, "status": "cancelled"}, {**a_transaction, "transaction_id": "2", "status": "pending"}]
    )
    seen = await client.transactions(TransactionQuery(statuses=statuses))
    assert [one.status for one in seen] == ["cancelled"]
    assert "cancelled" not in str(lomi.asked[0].url)


async def test_every_filter_of_the_transactions_is_sent(client, lomi):
    lomi.answers([])
    query = TransactionQuery(
        kinds=("payment", "instalment"), currencies=("XOF", "EUR"), methods=("CARDS",), is_pos=False
    )
    await client.transactions(query)
    assert dict(lomi.asked[0].url.params) == {
        **paging(20, 1),
        "type": "payment,instalment",
        "currency": "XOF,EUR",
        "paymentMethod": "CARDS",
        "isPos": "false",
    }


@pytest.mark.parametrize(
    "query",
    [
        TransactionQuery(statuses=("completed", "lost")),
        TransactionQuery(provider="ORANGE"),
        TransactionQuery(kinds=("payment", "payout")),
        TransactionQuery(currencies=("XOF", "GHS")),
        TransactionQuery(methods=("CARDS", "CASH")),
    ],
)
async def test_a_word_that_lomi_would_fail_at_is_not_sent(client, lomi, query):
    lomi.answers([])
    await client.transactions(query)
    assert dict(lomi.asked[0].url.params) == paging(20, 1)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        (TransactionQuery(kinds=("payout",)), ["payout"]),
        (TransactionQuery(currencies=("EUR",)), ["euro"]),
        (TransactionQuery(methods=("CARDS",)), ["card", "silent"]),
        (TransactionQuery(is_pos=True), ["terminal", "silent"]),
    ],
)
async def test_transactions_are_chosen_again_by_every_word(client, lomi, a_transaction, query, left):
    """Those that do not say are kept."""
    plain = {**a_transaction, "is_pos": False}
    lomi.answers(
        [
            {**plain, "transaction_id": "payout", "transaction_type": "payout"},
            {**plain, "transaction_id": "euro", "currency_code": "EUR"},
            {**plain, "transaction_id": "card", "payment_method_code": "cards"},
            {**plain, "transaction_id": "terminal", "is_pos": True},
            {**plain, "transaction_id": "silent", "is_pos": None, "payment_method_code": None},
        ]
    )
    assert [one.id for one in await client.transactions(query)] == left


async def test_all_that_a_transaction_says_is_kept_and_its_customer_not_logged(client, lomi, a_transaction, caplog):
    lomi.answers(
        {
            **a_transaction,
            "discount_amount": 500,
            "fee_name": "Standard fee",
            "fee_structure_id": "fee-1",
            "product_id": "product-1",
            "price_id": "price-1",
            "subscription_id": "subscription-1",
            "quantity": 2,
            "customer_id": "customer-1",
            "customer_name": "Awa Diallo",
            "customer_email": "awa@example.com",
            "customer_phone": "+2250700000000",
            "description": "For Awa Diallo",
            "metadata": {"for": "Awa Diallo"},
            "provider_checkout_id": "cos-1",
            "merchant_id": "m-1",
            "organization_id": "o-1",
            "is_pos": "false",
            "is_bnpl": True,
            "updated_at": "2025-04-05T10:31:00Z",
            "spi_account_number": "CI93",
            "coupon": {"code": "AWA10"},
            "transaction_type": "tontine",
        }
    )
    seen = await client.transaction(a_transaction["transaction_id"])
    assert (seen.discount, seen.fee_name, seen.fee_reference) == (Money(500), "Standard fee", "fee-1")
    assert (seen.product_id, seen.price_id, seen.subscription_id) == ("product-1", "price-1", "subscription-1")
    assert (seen.quantity, seen.is_pos, seen.is_bnpl) == (2, False, True)
    assert (seen.customer_id, seen.customer_email, seen.customer_phone) == (
        "customer-1",
        "awa@example.com",
        "+2250700000000",
    )
    assert (seen.provider_checkout_id, seen.merchant_id, seen.organization_id) == ("cos-1", "m-1", "o-1")
    assert seen.updated_at == datetime(2025, 4, 5, 10, 31, tzinfo=UTC)
    assert (seen.kind, seen.is_completed_payment) == ("tontine", False)
    assert seen.others == {"spi_account_number": "CI93", "coupon": '{"code": "AWA10"}'}
    for part in ("Awa", "awa@", "225", "CI93"):
        assert part not in repr(seen)
        assert part not in caplog.text


async def test_what_is_no_id_is_not_asked_for(client, lomi):
    with pytest.raises(NotFound):
        await client.transaction("tx_1")
    assert not lomi.asked


async def test_transactions_outside_the_filters_are_left_out_again(client, lomi, a_transaction):
    def row(name: str, **changes: Any) -> dict[str, Any]:
        return {**a_transaction, "transaction_id": name, **changes}

    lomi.answers(
        {
            "success": True,
            "environment": "test",
            "data": [
                row("kept"),
                row("kept", net_amount=1),
                row("first-second", created_at="2025-04-05T00:00:00.000Z"),
                row("undated", created_at=None),
                row("lower-case", provider_code="wave"),
                row("too-early", created_at="2025-04-04T23:59:59Z"),
                row("too-late", created_at="2025-04-06T00:00:01Z"),
                row("other-provider", provider_code="MTN"),
                row("other-status", status="failed"),
                row("other-environment", environment="live"),
            ],
        }
    )
    query = TransactionQuery(
        statuses=("completed",),
        provider="WAVE",
        from_at=datetime(2025, 4, 5, 0, 0, 0, 700, tzinfo=UTC),
        to_at=datetime(2025, 4, 6, tzinfo=UTC),
    )
    seen = await client.transactions(query)
    assert [one.id for one in seen] == ["kept", "first-second", "undated", "lower-case"]
    assert seen[0].net == Money(4875)


async def test_a_transaction_is_read_by_its_id(client, lomi, a_transaction):
    lomi.answers({"success": True, "data": a_transaction, "environment": "test"})
    seen = await client.transaction(a_transaction["transaction_id"])
    assert (seen.net, seen.environment) == (Money(4875), "test")
    with pytest.raises(OutcomeUnknown):
        await client.transaction(OTHER_ID)
