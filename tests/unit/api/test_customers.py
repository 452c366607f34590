"""Customers: what is asked, what is made of the answers, and that nobody is named where a log could show it."""

import json
import logging
from typing import Any

import httpx
import pytest

from lomi_pos.api.answers import Answer
from lomi_pos.api.transport import Call
from lomi_pos.till.answered import Answered
from lomi_pos.till.customers import Customer, CustomerChanges, CustomerDraft, CustomerQuery
from lomi_pos.till.errors import NotFound, OutcomeUnknown, RequestRefused, TillRefusal
from lomi_pos.till.money import Money
from tests.unit.api.asked import OTHER_ID

pytestmark = pytest.mark.anyio

CUSTOMER_ID = "c47ac10b-58cc-4372-a567-0e02b2c3d480"
PRIVATE = ("Awa", "awa@example.com", "+2250707123456", "Cocody", "secret-token")

ROW: dict[str, Any] = {
    "customer_id": CUSTOMER_ID,
    "organization_id": "0979ec77-9fb1-4c9a-8c55-d7fb6c182c9c",
    "name": "Awa Kouassi",
    "email": "awa@example.com",
    "phone_number": "+2250707123456",
    "whatsapp_number": None,
    "country": "CI",
    "city": "Abidjan",
    "address": "Cocody, Riviera 2",
    "postal_code": "",
    "is_business": False,
    "metadata": {"network": {"source": "network_api"}},
    "environment": "test",
    "created_at": "2026-01-12T10:05:00.000Z",
    "loyalty_tier": "gold",
}


@pytest.mark.parametrize("envelope", [lambda it: it, lambda it: {"success": True, "data": it}])
async def test_a_customer_is_read(client, lomi, envelope):
    lomi.answers(envelope(ROW))
    found = await client.customers.get(CUSTOMER_ID)
    assert (found.id, found.name, found.email, found.phone) == (
        CUSTOMER_ID,
        "Awa Kouassi",
        "awa@example.com",
        "+2250707123456",
    )
    assert (found.whatsapp, found.city, found.is_business, found.environment) == ("", "Abidjan", False, "test")
    assert found.metadata == {"network": '{"source": "network_api"}'}
    assert found.others == {"loyalty_tier": "gold"}


@pytest.mark.parametrize(
    "envelope",
    [
        lambda rows: {"customers": rows, "pagination": {"page": 1, "pageSize": 50, "totalCount": 2, "totalPages": 1}},
        lambda rows: rows,
        lambda rows: {"success": True, "data": rows},
        lambda rows: {"data": {"customers": rows}},
    ],
    ids=["customers", "bare", "data", "both"],
)
async def test_a_page_of_customers_is_read_in_every_envelope(client, lomi, envelope):
    live, business = ({**ROW, "customer_id": OTHER_ID, **more} for more in ({"environment": "live"}, {}))
    lomi.answers(envelope([ROW, live, ROW, {**business, "is_business": True}, {"name": "without an id"}]))
    found = await client.customers.list(CustomerQuery(search=" Awa ", kind="individual", status="active", page=2))
    assert [one.id for one in found] == [CUSTOMER_ID]
    asked = dict(lomi.asked[0].url.params)
    assert (asked["search"], asked["type"], asked["status"]) == ("Awa", "individual", "active")
    assert (asked["page"], asked["pageSize"]) == ("2", "50")


async def test_a_customer_is_written_down_as_lomi_spells_it(client, lomi):
    lomi.answers(ROW, 201)
    draft = CustomerDraft(
        " Awa\nKouassi ",
        email=" awa@example.com ",
        phone="07 07 12 34 56",
        whatsapp="00221 77 123 45 67",
        country="CI",
        city="Abidjan",
        is_business=True,
        metadata={"card": "12"},
    )
    assert (await client.customers.create(draft)).id == CUSTOMER_ID
    assert json.loads(lomi.asked[0].content) == {
        "name": "Awa Kouassi",
        "email": "awa@example.com",
        "phone_number": "+2250707123456",
        "whatsapp_number": "+221771234567",
        "country": "CI",
        "city": "Abidjan",
        "is_business": True,
        "metadata": {"card": "12"},
    }


async def test_only_what_changes_is_sent_and_what_is_taken_away_is_null(client, lomi):
    lomi.answers(ROW)
    await client.customers.change(CUSTOMER_ID, CustomerChanges(email="", city="Bouaké"))
    assert json.loads(lomi.asked[0].content) == {"email": None, "city": "Bouaké"}
    assert (lomi.asked[0].method, lomi.asked[0].url.path) == ("PATCH", f"/customers/{CUSTOMER_ID}")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CustomerDraft(" \n"), "customer_unnamed"),
        (CustomerDraft("Awa", email="awa"), "email_wrong"),
        (CustomerDraft("Awa", email="awa@example"), "email_wrong"),
        (CustomerDraft("Awa", email="awa@example.com, eve@example.com"), "email_wrong"),
        (CustomerDraft("Awa", phone="12"), "phone_wrong"),
        (CustomerDraft("Awa", whatsapp="no number"), "phone_wrong"),
    ],
)
async def test_what_cannot_be_a_customer_is_refused_before_anything_is_sent(client, lomi, draft, code):
    with pytest.raises(TillRefusal) as refused:
        await client.customers.create(draft)
    assert refused.value.message.code == code
    with pytest.raises(TillRefusal):
        await client.customers.change(
            CUSTOMER_ID, CustomerChanges(name=draft.name, email=draft.email, phone=draft.phone, whatsapp=draft.whatsapp)
        )
    assert lomi.asked == []


@pytest.mark.parametrize("query", [CustomerQuery(kind="person"), CustomerQuery(status="true")])
async def test_words_that_lomi_does_not_know_are_not_sent(client, lomi, query):
    with pytest.raises(TillRefusal) as refused:
        await client.customers.list(query)
    assert refused.value.message.code == "word_unknown"
    assert lomi.asked == []


@pytest.mark.parametrize("call", ["get", "delete", "transactions", "launch_portal"])
async def test_an_id_that_is_none_is_not_sent(client, lomi, call):
    with pytest.raises(NotFound):
        await getattr(client.customers, call)("../refunds")
    assert lomi.asked == []


async def test_another_customer_than_the_one_asked_for_is_not_shown(client, lomi):
    lomi.answers({**ROW, "customer_id": OTHER_ID})
    with pytest.raises(OutcomeUnknown):
        await client.customers.get(CUSTOMER_ID)


async def test_a_customer_is_written_down_once_even_when_the_answer_is_lost(client, lomi):
    lomi.fails(httpx.ReadTimeout("slow"))
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.customers.create(CustomerDraft("Awa"))
    assert (unknown.value.message.code, unknown.value.worth_repeating) == ("write_unclear", False)
    assert len(lomi.asked) == 1


async def test_a_deleted_customer_is_told_by_a_message(client, lomi):
    lomi.answers({"message": "Customer deleted successfully"})
    await client.customers.delete(CUSTOMER_ID)
    assert lomi.asked[0].method == "DELETE"


async def test_the_short_rows_of_a_customers_payments_are_read(client, lomi, a_transaction):
    short = {name: part for name, part in a_transaction.items() if name not in {"fee_amount", "net_amount"}}
    lomi.answers([short, short])
    (found,) = await client.customers.transactions(CUSTOMER_ID)
    assert (found.gross, found.fee, found.provider) == (Money(5000), None, "WAVE")


async def test_a_way_into_the_portal_is_made(client, lomi):
    launch = {"customer_id": CUSTOMER_ID, "launch_token": "secret-token", "expires_in_seconds": 900}
    lomi.answers({**launch, "launch_url": "https://customers.lomi.africa/launch?token=secret-token"}, 201)
    made = await client.customers.launch_portal(CUSTOMER_ID)
    assert (made.url, made.expires_in_s) == ("https://customers.lomi.africa/launch?token=secret-token", 900)
    assert "secret-token" not in repr(made)


async def test_nobody_is_named_in_a_log_or_a_repr(client, lomi, caplog):
    caplog.set_level(logging.DEBUG)
    customer = Customer(CUSTOMER_ID, "Awa", "awa@example.com", "+2250707123456", "+2250707123456", address="Cocody")
    draft = CustomerDraft("Awa", "awa@example.com", "+2250707123456", address="Cocody")
    changes = CustomerChanges(email="awa@example.com", address="Cocody")
    query = CustomerQuery(search="+2250707123456")
    lomi.answers([ROW, {"customer_id": 1, "name": "Awa", "email": "awa@example.com"}])
    lomi.answers({"error": {"code": "conflict", "message": "No"}}, 409)
    await client.customers.list(query)
    with pytest.raises(RequestRefused) as refused:
        await client.customers.create(draft)
    call = Call("POST", "/customers", query={"search": query.search}, body=lomi.asked[1].content)
    answer = Answer([ROW], Answered(status=200))
    told = " ".join([*map(repr, (customer, draft, changes, query, call, answer, refused.value)), caplog.text])
    assert "/customers" in told
    assert [one for one in PRIVATE if one in told] == []
