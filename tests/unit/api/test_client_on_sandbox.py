"""The client against the sandbox, over real sockets, in every dialect: the two know nothing of each other."""

import uuid
from datetime import UTC, datetime

import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
from lomi_pos.till.catalogue import check_catalogue
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NotFound,
    OutcomeUnknown,
    PaymentRequired,
    RequestRefused,
)
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.products import LineItem
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.showable import check_showable

pytestmark = pytest.mark.anyio

NOBODYS_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def client(sandbox_client):
    return sandbox_client


@pytest.fixture
def make(client, order, sale, request):
    """Make a session with a key of this test's own."""

    async def made(key: str = "", **changes):
        body = client.session_body(order, sale, attempt=changes.get("attempt", 1))
        return await client.create_session(body, idempotency_key=f"{request.node.name}-{key}")

    return made


async def test_a_session_is_made_and_read_back(client, make):
    made = await make()
    assert made.is_open
    assert made.amount == Money(5000)
    assert made.metadata["order_ref"] == "0123456789A"
    assert check_showable(made.url, base_url=client.identity.base_url, our_id=made.id) == made.url
    seen = await client.session(made.id)
    assert (seen.id, seen.amount, seen.status, seen.metadata) == (made.id, made.amount, "open", made.metadata)


async def test_the_same_key_and_body_give_the_same_session_and_another_body_is_refused(make):
    first = await make("same")
    assert (await make("same")).id == first.id
    with pytest.raises(IdempotencyConflict):
        await make("same", attempt=2)


async def test_a_paid_session_is_completed_and_its_transaction_is_found(client, sandbox, make):
    made = await make()
    sandbox.pay(made.id)
    assert (await client.session(made.id)).is_completed
    assert made.id in [one.id for one in await client.sessions(status="completed", limit=100)]
    transactions = await client.transactions(TransactionQuery(statuses=("completed",), limit=100))
    (found,) = [
        one
        for one in transactions
        if made.id in {one.checkout_session_id, one.metadata.get("checkout_session_id")}
        or one.metadata.get("order_ref") == "0123456789A"
    ][:1]
    assert found.is_completed_payment
    assert found.gross == Money(5000)
    assert found.fee is not None
    assert found.net is not None
    assert found.fee + found.net == found.gross
    assert (await client.transaction(found.id)).gross == found.gross


async def test_an_expired_session_says_so(client, sandbox, make):
    made = await make()
    sandbox.expire(made.id)
    assert (await client.session(made.id)).is_expired


async def test_a_refused_payment_is_a_failed_transaction(client, sandbox, make):
    made = await make()
    sandbox.refuse(made.id, "WAVE")
    failed = await client.transactions(TransactionQuery(statuses=("failed",), provider="WAVE", limit=100))
    assert failed
    assert (await client.session(made.id)).is_open


async def test_everything_that_is_sold_is_taken(client, sale, request):
    """By the simulator's own catalogue, which knows neither the client nor its rule."""
    products = {one.name: one for one in await client.products.list()}
    basket, gift = products["Panier de mangues"], products["Soutenir l'association"]
    small, large = basket.prices
    sold = [
        Order(Money(5000), product_id=basket.id, price=small, quantity=2),
        Order(Money(4500), price=large, allow_quantity=True),
        Order(Money(700), product_id=gift.id, price=gift.prices[0]),
        Order(Money(9500), line_items=(LineItem(small, 2), LineItem(large))),
        Order(Money(5000), subscription_id=NOBODYS_ID, plan_id=NOBODYS_ID, customer_city="Bouaké"),
    ]
    for count, order in enumerate(sold):
        check_catalogue(order)
        body = client.session_body(order, sale, attempt=1)
        made = await client.create_session(body, idempotency_key=f"{request.node.name}-{count}")
        assert (made.amount, made.is_open) == (order.amount, True)


async def test_an_unpaid_invoice_of_a_subscription_is_no_session(client, sandbox, sale, request):
    owing = str(uuid.uuid4())
    sandbox.lomi.block_customer(owing)
    body = client.session_body(Order(Money(5000), subscription_id=owing), sale, attempt=1)
    with pytest.raises(PaymentRequired):
        await client.create_session(body, idempotency_key=request.node.name)


async def test_a_link_is_made_read_and_listed(client, sale):
    order = Order(Money(5000), kind=Kind.LINK, description="Un don")
    made = await client.create_link(client.link_body(order, sale, attempt=1))
    assert (made.kind, made.amount, made.is_active) == ("instant", Money(5000), True)
    assert made.title.endswith("0123456789A")
    assert (await client.link(made.id)).title == made.title
    assert made.id in [one.id for one in await client.links(kind="instant", is_active=True, limit=100)]
    assert made.id not in [one.id for one in await client.links(is_active=False, limit=100)]


async def test_all_that_a_session_was_given_comes_back(client, sale, request):
    (basket,) = [one for one in await client.products.list() if one.name == "Panier de mangues"]
    order = Order(
        Money(5000),
        description="Deux paniers",
        customer_name="Awa",
        customer_email="awa@example.com",
        customer_phone="+2250700000044",
        product_id=basket.id,
        price=basket.prices[0],
        quantity=2,
        allow_coupon_code=True,
        subscription_id=NOBODYS_ID,
        plan_id=NOBODYS_ID,
    )
    body = client.session_body(order, sale, attempt=1)
    made = await client.create_session(body, idempotency_key=request.node.name)
    assert (made.product_id, made.price_id, made.quantity) == (order.product_id, order.price_id, 2)
    assert (made.allow_coupon_code, made.subscription_id) == (True, NOBODYS_ID)
    assert made.plan_id in {NOBODYS_ID, None}  # the running server does not read it
    seen = await client.session(made.id)
    for session in (made, seen):
        assert (session.customer_name, session.customer_email) == ("Awa", "awa@example.com")
        assert (session.customer_phone, session.description) == ("+2250700000044", "Deux paniers")
        assert (session.success_url, session.cancel_url) == ("https://lomi.africa/", "https://lomi.africa/")
        assert session.others == {}


async def test_links_of_both_kinds_are_made_with_all_they_can_say(client):
    (basket,) = [one for one in await client.products.list() if one.name == "Panier de mangues"]
    draft = LinkDraft(
        "product",
        "Paniers",
        "XOF",
        product_id=basket.id,
        price_id=basket.prices[1].id,
        description="Le grand",
        expires_at=datetime(2030, 1, 1, tzinfo=UTC),
        allow_coupon_code=True,
        allow_quantity=True,
        success_url="https://chez-awa.example/merci",
        metadata={"poster": "1"},
    )
    made = await client.create_link(client.new_link_body(draft, "0123456789B"))
    assert (made.kind, made.amount, made.product_id, made.expires_at) == ("product", None, basket.id, draft.expires_at)
    assert made.url
    # What the docs do not show of a link only the running server tells; what it tells is what was asked.
    assert made.price_id in {draft.price_id, None}
    assert made.success_url in {draft.success_url, None}
    assert {made.allow_coupon_code, made.allow_quantity} in ({True}, {None})
    assert made.require_billing_address in {False, None}
    assert made.metadata in ({"poster": "1"}, {})
    instant = await client.create_link(
        client.new_link_body(LinkDraft("instant", "Don", "XOF", amount=Money(2000)), "0123456789C")
    )
    assert (instant.kind, instant.amount) == ("instant", Money(2000))
    assert {made.id, instant.id} <= {one.id for one in await client.links(limit=100)}
    assert made.id in [one.id for one in await client.links(kind="product", is_active=True, limit=100)]
    assert (await client.link(made.id)).title.endswith("0123456789B")


async def test_the_account_and_its_providers_are_known(client):
    account = await client.account()
    assert account.environment == "test"
    assert client.identity.organization_id == account.organization_id
    assert "WAVE" in [one.code for one in await client.providers() if one.is_connected]


async def test_what_does_not_exist_is_not_found(client):
    with pytest.raises(NotFound):
        await client.session(NOBODYS_ID)
    with pytest.raises(NotFound):
        await client.link(NOBODYS_ID)
    with pytest.raises(NotFound):
        await client.transaction(NOBODYS_ID)


async def test_pages_do_not_overlap(client, make):
    for count in range(5):
        await make(str(count))
    pages = [await client.sessions(limit=2, page=page) for page in (1, 2)]
    ids = [one.id for page in pages for one in page]
    assert len(ids) == len(set(ids)) == 4


async def test_a_wrong_key_is_refused(sandbox, shop, clock):
    key = "lomi_sk_test_wrong"
    async with LomiClient(identity=identity_for(key, sandbox.url), key=key, shop=shop, clock=clock) as client:
        with pytest.raises(KeyRefused) as refused:
            await client.account()
    assert refused.value.answered.request_id


async def test_an_amount_that_lomi_does_not_take_is_no_session(client, sale):
    body = client.session_body(Order(Money(0)), sale, attempt=1)
    with pytest.raises((RequestRefused, OutcomeUnknown)):
        await client.create_session(body, idempotency_key="nothing")


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("drop_before", "reset"),
        ("drop_after", "reset"),
        ("reset_before", "reset"),
        ("reset_after", "reset"),
        ("html", "http_502"),
        ("captive", "not_json"),
        ("redirect", "redirect"),
        ("empty", "empty"),
        ("truncated", "truncated"),
        ("gzip", "encoded"),
        ("gzip_bomb", "encoded"),
        ("huge", "too_large"),
        ("endless_headers", "protocol"),
    ],
)
async def test_a_spoiled_creation_is_unclear_and_its_repeat_makes_one_session(client, sandbox, make, kind, fault):
    spoiled = sandbox.faults.add(kind, method="POST", status=502)
    with pytest.raises(OutcomeUnknown) as unknown:
        await make(kind)
    assert unknown.value.fault == fault
    assert spoiled.hits == 1
    made = await make(kind)
    assert (await make(kind)).id == made.id


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "reset_after", "truncated"])
async def test_a_spoiled_look_up_is_asked_again_at_once(client, sandbox, make, kind):
    made = await make(kind)
    spoiled = sandbox.faults.add(kind, method="GET")
    assert (await client.session(made.id)).is_open
    assert spoiled.hits == 1


async def test_busy_says_how_long(client, sandbox, make):
    sandbox.faults.add("status", status=429, headers={"Retry-After": "60"})
    with pytest.raises(LomiBusy) as busy:
        await make()
    assert busy.value.retry_after_s == 60


async def test_a_network_account_that_nobody_knows_is_refused_by_name(sandbox, shop, clock, order, sale):
    identity = identity_for(sandbox.key, sandbox.url, "acct_nobody")
    async with LomiClient(identity=identity, key=sandbox.key, shop=shop, clock=clock) as client:
        with pytest.raises(LomiTrouble) as refused:
            await client.create_session(client.session_body(order, sale, attempt=1), idempotency_key="network")
    assert refused.value.message.code == "network_refused"
