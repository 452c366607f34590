"""Sessions, links, transactions, account: what is asked, and what is made of the answers. lomi. is a function here."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    NotFound,
    OutcomeUnknown,
    PaymentRequired,
    RequestRefused,
)
from lomi_pos.till.lomi import Account, Provider
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery

pytestmark = pytest.mark.anyio

SESSION_ID = "a465993b-98fb-49c3-9943-5b8eac17004c"
OTHER_ID = "b5760a4c-a9cc-40d4-a054-6c9fbd28115d"


def paging(size: int, page: int) -> dict[str, str]:
    """A page in all of lomi.'s spellings."""
    return {"limit": str(size), "pageSize": str(size), "page": str(page), "offset": str((page - 1) * size)}


def refusal(status: int, message: str = "No") -> dict[str, Any]:
    return {"error": {"code": f"code_{status}", "message": message, "details": None}, "request_id": "r"}


# ---------------------------------------------------------------- sessions


async def test_a_session_is_made(client, lomi, a_session):
    lomi.answers({"data": a_session}, 201)
    made = await client.create_session(b"{}", idempotency_key="key-1")
    assert (made.id, made.status, made.amount) == (SESSION_ID, "open", Money(5000))
    assert made.url == a_session["url"]


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_any_success_with_a_session_is_one(client, lomi, a_session, status):
    lomi.answers(a_session, status)
    assert (await client.create_session(b"{}", idempotency_key="key-1")).id == SESSION_ID


@pytest.mark.parametrize("odd", ["cs_123", "../transactions", "0"])
async def test_a_session_that_could_never_be_asked_about_again_is_not_believed(client, lomi, a_session, odd):
    lomi.answers({**a_session, "checkout_session_id": odd}, 201)
    with pytest.raises(OutcomeUnknown):
        await client.create_session(b"{}", idempotency_key="key-1")


@pytest.mark.parametrize("envelope", [lambda it: it, lambda it: {"data": it}])
async def test_an_unpaid_invoice_is_no_session_even_with_ids(client, lomi, a_session, envelope):
    lomi.answers(envelope({"payment_required": True, "reason": "invoice_payment_required", **a_session}), 201)
    with pytest.raises(PaymentRequired):
        await client.create_session(b"{}", idempotency_key="key-1")


@pytest.mark.parametrize(("status", "kind"), [(400, RequestRefused), (409, IdempotencyConflict), (401, KeyRefused)])
async def test_a_refused_creation_says_why(client, lomi, status, kind):
    lomi.answers(refusal(status, "Checkout <b>rejected</b>\n"), status)
    with pytest.raises(kind) as refused:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert refused.value.answered.text == "Checkout <b>rejected</b>"


async def test_another_sessions_answer_is_not_believed(client, lomi, a_session):
    lomi.answers({**a_session, "checkout_session_id": OTHER_ID, "status": "completed"})
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.session(SESSION_ID)
    assert unknown.value.fault == "other_object"


async def test_an_id_in_capitals_is_the_same_id(client, lomi, a_session):
    lomi.answers({**a_session, "checkout_session_id": SESSION_ID.upper()})
    assert (await client.session(SESSION_ID)).id == SESSION_ID


@pytest.mark.parametrize("amount", [None, 5000.5, True, "5 000"])
async def test_a_completed_session_without_a_readable_amount_settles_nothing(client, lomi, a_session, amount):
    lomi.answers({**a_session, "status": "completed", "amount": amount})
    with pytest.raises(OutcomeUnknown):
        await client.session(SESSION_ID)


async def test_an_unknown_session_is_not_found_and_an_unknown_page_is_not(client, lomi):
    lomi.answers(refusal(404), 404)
    lomi.answers(b"<html>", 404)
    with pytest.raises(NotFound):
        await client.session(SESSION_ID)
    with pytest.raises(OutcomeUnknown):
        await client.session(SESSION_ID)


async def test_sessions_are_paged_in_both_spellings(client, lomi):
    lomi.answers([])
    await client.sessions(status="completed", limit=50, page=3)
    assert dict(lomi.asked[0].url.params) == {**paging(50, 3), "status": "completed"}


async def test_a_list_of_sessions_is_cleaned_of_what_was_not_asked_for(client, lomi, a_session, caplog):
    lomi.answers(
        {
            "data": [
                {**a_session, "status": "completed"},
                {**a_session, "status": "completed", "title": "the same again"},
                {**a_session, "checkout_session_id": OTHER_ID, "status": "expired"},
                {**a_session, "checkout_session_id": "live-one", "status": "completed", "environment": "live"},
                {**a_session, "checkout_session_id": None},
                None,
                "row",
            ]
        }
    )
    seen = await client.sessions(status="completed")
    assert [one.id for one in seen] == [SESSION_ID]
    assert seen[0].title == "Chez Awa · A-041 · 0123456789A"
    assert caplog.text.count("left out") == 3


async def test_a_row_may_be_abbreviated_but_not_wrong(client, lomi, a_session):
    short = {"checkout_session_id": SESSION_ID, "status": "completed"}
    lomi.answers({"data": [short, {**a_session, "checkout_session_id": OTHER_ID, "amount": 5000.5}]})
    seen = await client.sessions()
    assert [(one.id, one.status, one.amount) for one in seen] == [(SESSION_ID, "completed", None)]


async def test_pending_counts_as_open_in_a_list(client, lomi, a_session):
    lomi.answers([{**a_session, "status": "pending", "environment": None}])
    assert [one.status for one in await client.sessions(status="open")] == ["pending"]


# ---------------------------------------------------------------- links


async def test_a_link_is_made_without_a_key_to_repeat_it_by(client, lomi, a_link):
    lomi.answers(a_link, 201)
    made = await client.create_link(b"{}")
    assert (made.id, made.url, made.amount) == (a_link["id"], a_link["url"], Money(5000))
    assert "Idempotency-Key" not in lomi.asked[0].headers


async def test_another_links_answer_is_not_believed(client, lomi, a_link):
    lomi.answers(a_link)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.link(OTHER_ID[:-1] + "e")
    assert unknown.value.fault == "other_object"
    assert (await client.link(a_link["id"])).title == "Donation"


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, paging(20, 1)),
        (
            {"kind": "instant", "is_active": True, "limit": 10, "page": 2},
            {**paging(10, 2), "linkType": "instant", "isActive": "true"},
        ),
        ({"is_active": False}, {**paging(20, 1), "isActive": "false"}),
    ],
)
async def test_links_are_asked_for_as_lomi_understands(client, lomi, asked, query):
    lomi.answers({"data": [], "total": 0, "limit": 20, "offset": 0})
    await client.links(**asked)
    assert dict(lomi.asked[0].url.params) == query


async def test_a_list_of_links_is_cleaned_of_what_was_not_asked_for(client, lomi, a_link):
    lomi.answers(
        {
            "data": [
                a_link,
                a_link,
                {**a_link, "id": "1", "is_active": False},
                {**a_link, "id": "2", "link_type": "product"},
                {**a_link, "id": "3", "environment": "live"},
            ]
        }
    )
    assert [one.id for one in await client.links(kind="instant", is_active=True)] == [a_link["id"]]


# ---------------------------------------------------------------- transactions


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


# ---------------------------------------------------------------- account


async def test_the_account_names_the_organization_and_so_does_the_identity_from_then_on(client, lomi):
    assert client.identity.organization_id is None
    lomi.answers(
        {"merchant_id": "m-1", "organization_id": "o-1", "organization_name": "Chez Awa", "environment": "test"}
    )
    assert await client.account() == Account("test", "o-1", "Chez Awa", "m-1")
    assert client.identity.organization_id == "o-1"


async def test_where_me_is_unknown_the_providers_prove_the_key(client, lomi):
    lomi.answers(refusal(404, "Cannot GET /me"), 404)
    lomi.answers({"success": True, "data": []})
    assert await client.account() == Account("test")
    assert [sent.url.path for sent in lomi.asked] == ["/me", "/providers"]


async def test_a_bad_key_stays_bad_when_me_is_unknown(client, lomi):
    lomi.answers(refusal(404), 404)
    lomi.answers(refusal(401, "Invalid API Key"), 401)
    with pytest.raises(KeyRefused):
        await client.account()


async def test_providers_are_listed_with_their_connection(client, lomi):
    lomi.answers(
        {
            "success": True,
            "data": [
                {"provider_code": "WAVE", "is_connected": True, "phone_number": "+225"},
                {"provider_code": "mtn", "is_connected": False},
                {"provider_code": None},
            ],
        }
    )
    assert await client.providers() == [Provider("WAVE", phone="+225"), Provider("MTN", is_connected=False)]


@pytest.mark.parametrize(("code", "sent"), [("wave", "WAVE"), ("CARD", "STRIPE"), ("ORANGE", None), ("", None)])
async def test_one_provider_is_asked_for_by_a_word_that_lomi_knows(client, lomi, code, sent):
    lomi.answers({"data": [{"provider_code": one} for one in ("WAVE", "STRIPE", "ORANGE", "WAVE")]})
    found = await client.providers(code)
    assert lomi.asked[0].url.params.get("provider_code") == sent
    assert [one.code for one in found] == ([sent or code] if code else ["WAVE", "STRIPE", "ORANGE"])


async def test_all_that_a_provider_says_is_kept(client, lomi):
    lomi.answers(
        {
            "data": [
                {
                    "provider_code": "SPI",
                    "is_connected": False,
                    "onboarding_status": "in_review",
                    "is_phone_verified": True,
                    "phone_number": "+2250700000000",
                    "provider_merchant_id": "spi-1",
                    "organization_id": "o-1",
                    "metadata": {"bank": "BCEAO"},
                    "limit": 5,
                }
            ]
        }
    )
    (seen,) = await client.providers()
    assert (seen.onboarding, seen.is_phone_verified, seen.phone) == ("in_review", True, "+2250700000000")
    assert (seen.merchant_id, seen.organization_id) == ("spi-1", "o-1")
    assert (seen.metadata, seen.others) == ({"bank": "BCEAO"}, {"limit": "5"})
    assert "+225" not in repr(seen)


async def test_a_live_keys_account_may_say_another_environment(client_for, lomi):
    client = await client_for(inner=httpx.MockTransport(lomi))
    lomi.answers({"organization_id": "o-1", "environment": "live"})
    assert (await client.account()).environment == "live"


# ---------------------------------------------------------------- every field

PUBLISHED_OF_A_SESSION: dict[str, Any] = {
    "description": "Thé",
    "success_url": "https://chez-awa.example/merci",
    "cancel_url": "https://chez-awa.example/",
    "customer_id": OTHER_ID,
    "customer_name": "Fatou",
    "customer_email": "awa@example.com",
    "customer_phone": "+2250700000000",
    "product_id": OTHER_ID,
    "price_id": OTHER_ID,
    "quantity": 2,
    "subscription_id": OTHER_ID,
    "plan_id": OTHER_ID,
    "payment_link_id": OTHER_ID,
    "payment_request_id": OTHER_ID,
    "installment_plan_id": OTHER_ID,
    "allow_coupon_code": True,
    "allow_quantity": False,
    "require_billing_address": False,
    "merchant_id": OTHER_ID,
    "organization_id": OTHER_ID,
    "created_by": OTHER_ID,
    "is_pos": False,
    "is_spi": True,
    "qr_code_data": "0002010102" * 30,
    "qr_code_type": "dynamic",
    "spi_account_number": "CI93 0001",
    "spi_qr_code_id": "spi-1",
}

PUBLISHED_OF_A_LINK: dict[str, Any] = {
    "description": "Un don",
    "price_id": OTHER_ID,
    "product_id": OTHER_ID,
    "quantity": 1,
    "allow_coupon_code": False,
    "allow_quantity": True,
    "require_billing_address": False,
    "success_url": "https://chez-awa.example/merci",
    "cancel_url": "https://chez-awa.example/",
    "metadata": {"table": "4"},
    "organization_id": OTHER_ID,
    "created_by": OTHER_ID,
}


async def test_every_published_field_of_a_session_is_kept(client, lomi, a_session):
    lomi.answers({**a_session, **PUBLISHED_OF_A_SESSION, "allowed_providers": ["WAVE", "NEWPAY"]})
    found = await client.session(SESSION_ID)
    assert {name: getattr(found, name) for name in PUBLISHED_OF_A_SESSION} == PUBLISHED_OF_A_SESSION
    assert found.allowed_providers == ("WAVE", "NEWPAY")
    assert found.others == {}
    assert not any(shown in repr(found) for shown in ("Fatou", "awa@example.com", "+2250700000000", "CI93"))


async def test_every_published_field_of_a_link_is_kept(client, lomi, a_link):
    lomi.answers({**a_link, **PUBLISHED_OF_A_LINK, "line_items": [{"price_id": OTHER_ID, "quantity": 2}]})
    found = await client.link(a_link["id"])
    assert {name: getattr(found, name) for name in PUBLISHED_OF_A_LINK} == PUBLISHED_OF_A_LINK
    assert OTHER_ID in found.others["line_items"]


async def test_unknown_fields_and_words_are_kept_and_never_fatal(client, lomi, a_session, a_link):
    unknown = {"shade": "mauve", "levels": [1, {"deep": None}], "quantity": "two", "is_pos": "perhaps"}
    lomi.answers({"data": {**a_session, **unknown, "status": "on_hold"}})
    lomi.answers({"data": {**a_link, **unknown, "link_type": "poster"}})
    session, link = await client.session(SESSION_ID), await client.link(a_link["id"])
    for found in (session, link):
        assert (found.others["shade"], found.quantity) == ("mauve", None)
        assert found.others["levels"] == '[1, {"deep": null}]'
    assert (session.status, session.is_open, session.is_completed, session.is_expired) == (
        "on_hold",
        False,
        False,
        False,
    )
    assert link.kind == "poster"


@pytest.mark.parametrize("call", ["session", "link"])
@pytest.mark.parametrize("asked", ["", "cs_123", f"{SESSION_ID}/..", f" {SESSION_ID}", "{CHECKOUT_SESSION_ID}"])
async def test_only_a_uuid_is_asked_for(client, lomi, call, asked):
    with pytest.raises(NotFound):
        await getattr(client, call)(asked)
    assert lomi.asked == []
