"""Checkout sessions: what is asked, and what is made of the answers. lomi. is a function here."""

import pytest

from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    NotFound,
    OutcomeUnknown,
    PaymentRequired,
    RequestRefused,
)
from lomi_pos.till.money import Money
from tests.unit.api.asked import OTHER_ID, SESSION_ID, paging

pytestmark = pytest.mark.anyio


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
    lomi.refuses(status, "Checkout <b>rejected</b>\n")
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
    lomi.refuses(404)
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
