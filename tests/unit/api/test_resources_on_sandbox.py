"""Refunds, charges, webhooks and figures against the sandbox, over real sockets, in every dialect."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.incoming import read_event
from lomi_pos.api.keys import identity_for
from lomi_pos.api.transport import Call
from lomi_pos.clock import SystemClock
from lomi_pos.engine.lookup import all_rows
from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member
from lomi_pos.till.charges import CardDraft, MtnDraft, WaveDraft
from lomi_pos.till.customers import CustomerChanges, CustomerDraft, CustomerQuery
from lomi_pos.till.errors import KeyRefused, NotFound, OutcomeUnknown, RequestRefused
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import OPEN_MODEL, PriceDraft, ProductDraft, ProductQuery
from lomi_pos.till.refunds import RefundDraft, RefundQuery
from lomi_pos.till.showable import check_showable
from lomi_pos.till.subscriptions import SubscriptionChanges, SubscriptionQuery
from lomi_pos.till.webhooks import DeliveryQuery, WebhookChanges, WebhookDraft
from tests.unit.sandbox.receiver import Receiver

pytestmark = pytest.mark.anyio

NOBODYS_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def client(sandbox_client):
    return sandbox_client


@pytest.fixture
def paid(client, sandbox, sale, request):
    """Make a sale that is paid; returns its transaction."""

    async def make(provider: str = "WAVE", **order: Any) -> Any:
        body = client.session_body(Order(Money(5000), **order), sale, attempt=1)
        session = await client.create_session(body, idempotency_key=f"{request.node.name}-{provider}")
        return await client.transaction(sandbox.pay(session.id, provider).id)

    return make


def posts(sandbox: Any, path: str) -> int:
    return len(sandbox.requests.to(path, "POST"))


# ---------------------------------------------------------------- refunds


async def test_a_payment_goes_back_whole(client, paid):
    transaction = await paid()
    draft = RefundDraft(transaction.id, Money(5000), reason="Article rendu", provider=transaction.provider)
    made = await client.refunds.create(draft, client.refunds.body(draft))
    assert (made.transaction_id, made.amount_minor, made.status) == (transaction.id, 5000, "completed")
    seen = await client.refunds.get(made.id)
    assert (seen.amount_minor, seen.reason) == (5000, "Article rendu")
    assert (await client.transaction(transaction.id)).status == "refunded"
    assert [one.id for one in await client.refunds.list(RefundQuery(transaction_id=transaction.id))] == [made.id]
    with pytest.raises(RequestRefused):
        await client.refunds.create(draft, client.refunds.body(draft))


async def test_a_part_goes_back(client, paid):
    transaction = await paid(customer_phone="+2250707123456", customer_name="Awa")
    draft = RefundDraft(transaction.id, Money(2000), is_full=False, provider="WAVE")
    assert (await client.refunds.create(draft, client.refunds.body(draft))).amount_minor == 2000


async def test_mtn_gives_nothing_back(client, paid):
    transaction = await paid("MTN")
    draft = RefundDraft(transaction.id, Money(5000), provider="MTN")
    with pytest.raises(RequestRefused) as refused:
        await client.refunds.create(draft, client.refunds.body(draft))
    assert "not supported" in refused.value.answered.text
    assert refused.value.answered.request_id


@pytest.mark.parametrize("trapped", ["ledger STRIPE 5000", "processing WAVE 5000", "unrecorded WAVE 2000"])
async def test_money_that_may_have_moved_is_unclear_and_asked_for_once(client, sandbox, paid, trapped):
    trap, provider, amount = trapped.split()
    transaction = await paid(provider, customer_phone="+2250707123456", customer_name="Awa")
    draft = RefundDraft(transaction.id, Money(int(amount)), is_full=amount == "5000", provider=provider)
    before = posts(sandbox, "/refunds")
    sandbox.lomi.refunds.trap(trap)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.refunds.create(draft, client.refunds.body(draft))
    assert unknown.value.message.code == "once_unclear"
    assert posts(sandbox, "/refunds") == before + 1
    sandbox.lomi.refunds.reconcile()
    seen = await client.refunds.list(RefundQuery(transaction_id=transaction.id))
    assert len(seen) == (0 if trap == "processing" else 1)


async def test_a_refund_whose_answer_is_lost_is_found_in_the_list(client, sandbox, paid):
    transaction = await paid()
    draft = RefundDraft(transaction.id, Money(5000), provider="WAVE")
    sandbox.faults.add("drop_after", method="POST", path_prefix="/refunds")
    with pytest.raises(OutcomeUnknown):
        await client.refunds.create(draft, client.refunds.body(draft))
    (seen,) = await client.refunds.list(RefundQuery(transaction_id=transaction.id))
    assert seen.amount_minor == 5000


async def test_what_does_not_exist_is_not_found(client):
    with pytest.raises(NotFound):
        await client.refunds.get(NOBODYS_ID)
    with pytest.raises(NotFound):
        await client.webhooks.get(NOBODYS_ID)
    with pytest.raises(NotFound):
        await client.charges.card_charge("pi_nobodys")
    draft = RefundDraft(NOBODYS_ID, Money(5000))
    with pytest.raises(NotFound):
        await client.refunds.create(draft, client.refunds.body(draft))


# ---------------------------------------------------------------- charges


async def test_wave_is_charged_and_followed_by_its_transaction(client):
    body = client.charges.wave_body(WaveDraft(Money(1000), "0700000000", "Awa", description="A-041 0123456789A"))
    charge = await client.charges.wave(body)
    assert charge.url is not None
    assert charge.amount == Money(1000)
    transaction = await client.transaction(charge.transaction_id)
    assert (transaction.gross, transaction.provider) == (Money(1000), "WAVE")


async def test_waves_page_may_be_shown(client):
    charge = await client.charges.wave(client.charges.wave_body(WaveDraft(Money(1000), "0700000000")))
    shown = check_showable(charge.url, base_url=client.identity.base_url, our_id=charge.transaction_id)
    assert shown == charge.url


async def test_mtn_is_charged_in_all_its_quantity(client):
    draft = MtnDraft(Money(1000), "0500000000", "Awa", quantity=3)
    charge = await client.charges.mtn(client.charges.mtn_body(draft))
    assert charge.provider_id
    assert (await client.transaction(charge.transaction_id)).gross == draft.debited


async def test_a_card_is_prepared_read_and_given_up(client):
    draft = CardDraft(Money(10_000), customer_name="Awa", customer_email="awa@example.com")
    made = await client.charges.card(client.charges.card_body(draft))
    assert made.amount == Money(10_000)
    assert made.converted is not None
    seen = await client.charges.card_charge(made.id)
    assert seen.transaction_id is not None
    assert (await client.charges.cancel_card(made.id)).status == "canceled"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "html", "empty"])
async def test_a_charge_without_a_clear_answer_is_sent_once(client, sandbox, kind):
    spoiled = sandbox.faults.add(kind, method="POST", path_prefix="/charge", times=9, status=502)
    body = client.charges.wave_body(WaveDraft(Money(1000), "0700000000"))
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.charges.wave(body)
    assert spoiled.hits == 1
    assert not unknown.value.worth_repeating


# ---------------------------------------------------------------- webhooks


async def test_a_payment_is_announced_signed_and_believed(client, sandbox, paid):
    receiver = Receiver()
    try:
        made = await client.webhooks.create(WebhookDraft(receiver.url, ("payment.succeeded",), "The shop"))
        assert made.secret.startswith("whsec_")
        assert not (await client.webhooks.get(made.id)).secret
        transaction = await paid()
        assert sandbox.settle_webhooks()
        (received,) = receiver.received
        event = read_event(received.body, signature=received.headers["X-Lomi-Signature"], secret=made.secret)
        assert (event.name, event.says_paid, event.transaction_id) == ("PAYMENT_SUCCEEDED", True, transaction.id)
        (delivery,) = await client.webhooks.deliveries(DeliveryQuery(made.id))
        assert (delivery.is_delivered, delivery.response_status) == (True, 200)
        assert (await client.webhooks.delivery(delivery.id)).id == delivery.id
        await client.webhooks.test(made.id)
        await client.webhooks.retry(made.id, delivery.id)
        changed = await client.webhooks.change(made.id, WebhookChanges(is_active=False))
        assert changed.is_active is False
        assert made.id in [one.id for one in await client.webhooks.list()]
        await client.webhooks.delete(made.id)
        assert made.id not in [one.id for one in await client.webhooks.list()]
    finally:
        receiver.close()


# ---------------------------------------------------------------- figures


async def test_the_merchants_figures_are_read(client):
    merchant_id = (await client.account()).merchant_id
    assert (await client.merchants.get(merchant_id)).id == merchant_id
    assert (await client.merchants.balance(merchant_id, "XOF")).money is not None
    with pytest.raises(RequestRefused):
        await client.merchants.get(NOBODYS_ID)


async def test_balances_are_read_in_every_form(client, paid):
    transaction = await paid()
    account = next(one for one in await client.balances.accounts() if one.balance.currency == "XOF")
    assert (await client.balances.account(account.id)).balance.value == account.balance.value
    (now,) = await client.balances.now("XOF")
    assert now.value is not None
    assert now.value >= transaction.net.minor
    parts = next(one for one in await client.balances.parts() if one.currency == "XOF")
    assert parts.available is not None
    assert (await client.balances.check("XOF")).available is not None


async def test_the_organization_and_its_figures_are_read(client):
    account = await client.account()
    (organization,) = await client.organizations.list()
    assert (organization.id, organization.name) == (account.organization_id, account.organization_name)
    assert (await client.organizations.get(organization.id)).name == organization.name
    assert (await client.organizations.figures()).currency == "XOF"
    for figure in (client.merchants.mrr, client.merchants.arr):
        assert (await figure(account.merchant_id)).value is not None


# ---------------------------------------------------------------- subscriptions


async def test_subscriptions_are_found_under_both_names(client):
    ids = {one.id for one in await client.subscriptions.list()}
    assert ids
    assert {one.id for one in await client.customer_subscriptions.list()} == ids
    one = await client.subscriptions.get(min(ids))
    assert (await client.customer_subscriptions.get(one.id)).status == one.status
    assert one.id in [other.id for other in await client.subscriptions.of_customer(one.customer_id)]
    query = SubscriptionQuery(customer_id=one.customer_id, status=one.status)
    assert one.id in [other.id for other in await client.customer_subscriptions.list(query)]


async def test_a_subscription_is_changed_ended_and_ended_for_good(client):
    one, *_ = await client.customer_subscriptions.list(SubscriptionQuery(status="active"))
    note = SubscriptionChanges(metadata={"note": "Paniers"})
    assert (await client.subscriptions.change(one.id, note)).metadata["note"] == "Paniers"
    assert (await client.customer_subscriptions.change(one.id, note)).id == one.id
    assert (await client.subscriptions.cancel(one.id, at_period_end=True)).status == "active"
    assert (await client.subscriptions.uncancel(one.id)).status == "active"
    assert (await client.subscriptions.change_plan(one.id, one.price_id)).id == one.id
    assert (await client.customer_subscriptions.cancel(one.id)).status == "cancelled"


# ---------------------------------------------------------------- customers


async def test_a_customer_is_written_down_found_changed_and_hidden(client):
    draft = CustomerDraft("Awa Kouassi", "awa.k@example.com", "07 00 00 00 42", country="CI", city="Abidjan")
    made = await client.customers.create(draft)
    assert (made.name, made.phone, made.is_business) == ("Awa Kouassi", "+2250700000042", False)
    assert made.id in [one.id for one in await client.customers.list(CustomerQuery(search="+2250700000042"))]
    assert made.id in [one.id for one in await client.customers.list(CustomerQuery(kind="individual"))]
    assert made.id not in [one.id for one in await client.customers.list(CustomerQuery(kind="business"))]
    assert made.id not in [one.id for one in await client.customers.list(CustomerQuery(status="active"))]
    changed = await client.customers.change(made.id, CustomerChanges(name="Awa K.", email="", is_business=True))
    assert (changed.name, changed.email, changed.phone, changed.is_business) == ("Awa K.", "", made.phone, True)
    assert await client.customers.get(made.id) == changed
    assert (await client.customers.launch_portal(made.id)).url
    await client.customers.delete(made.id)
    with pytest.raises(NotFound):
        await client.customers.get(made.id)


async def test_what_a_customer_has_paid_is_found(client, paid):
    made = await client.customers.create(CustomerDraft("Payeur", phone="+2250700000043"))
    transaction = await paid(customer_phone="+2250700000043")
    (found,) = await client.customers.transactions(made.id)
    assert (found.id, found.gross, found.status) == (transaction.id, Money(5000), "completed")
    assert made.id in [one.id for one in await client.customers.list(CustomerQuery(status="active"))]


async def test_customers_are_paged_without_repeats(client):
    pages = [await client.customers.list(CustomerQuery(limit=3, page=page)) for page in (1, 2)]
    ids = [one.id for page in pages for one in page]
    assert len(ids) == len(set(ids)) == 6


# ---------------------------------------------------------------- without a call of their own


@pytest.fixture
def ask(client):
    """Ask any endpoint as ``lomi-pos api`` does, and return the object or the rows of its answer."""

    async def asked(method: str, path: str, body: Any = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        answer = await client.send(Call(method, path, body=sent, headers={"Content-Type": "application/json"}))
        told = answer.payload
        return told.get("data", told.get("customers", told)) if isinstance(told, dict) else told

    return asked


async def test_a_product_is_made_priced_and_read_back(client):
    draft = ProductDraft("Alloco", (PriceDraft(Money(500)),), description="Plantain", metadata={"shelf": "2"})
    made = await client.products.create(draft)
    assert (made.name, made.kind, made.is_active, made.metadata) == ("Alloco", "one_time", True, {"shelf": "2"})
    open_price = PriceDraft(Money(900), OPEN_MODEL, minimum=Money(500), maximum=Money(5000))
    added = await client.products.add_price(made.id, open_price)
    assert (added.is_open, added.minimum, added.maximum) == (True, Money(500), Money(5000))
    await client.products.set_default(made.id, added.id)
    seen = await client.products.get(made.id)
    assert [(one.amount, one.is_default) for one in seen.prices] == [(Money(500), False), (Money(900), True)]
    assert (seen.organization_id, seen.created_at) == (made.organization_id, made.created_at)
    with pytest.raises(NotFound):
        await client.products.get(NOBODYS_ID)
    with pytest.raises(NotFound):
        await client.products.set_default(made.id, NOBODYS_ID)


async def test_products_are_read_to_the_last_by_what_is_sold_and_what_is_not(client):
    for count in range(4):
        await client.products.create(ProductDraft(f"Old {count}", (PriceDraft(Money(500)),), is_active=False))

    async def ids(*, is_active: bool | None) -> list[str]:
        rows = all_rows(lambda page: client.products.list(ProductQuery(is_active, limit=3, page=page)), most_pages=50)
        return [one.id async for one in rows]

    sold, hidden, both = [await ids(is_active=one) for one in (True, False, None)]
    assert len(hidden) >= 4
    assert sorted([*sold, *hidden]) == sorted(both)
    assert len(both) == len(set(both))


async def test_the_state_of_lomi_is_reached(ask):
    assert (await ask("GET", "/health"))["ok"] is True
    assert (await ask("GET", "/ready"))["ready"] is True


# ---------------------------------------------------------------- for a member


async def test_a_member_is_charged_for_and_given_back_only_with_its_rights(sandbox, shop):
    identity = replace(identity_for(sandbox.key, sandbox.url), account=SAMPLE_ACCOUNT)
    async with LomiClient(identity=identity, key=sandbox.key, shop=shop, clock=SystemClock()) as client:
        charge = await client.charges.wave(client.charges.wave_body(WaveDraft(Money(1000), "0700000000")))
        assert (await client.transaction(charge.transaction_id)).gross == Money(1000)
        sandbox.lomi.network.add(Member(capabilities={"test": frozenset({"payment.create"})}))
        draft = RefundDraft(charge.transaction_id, Money(1000), provider="WAVE")
        with pytest.raises(KeyRefused) as refused:
            await client.refunds.create(draft, client.refunds.body(draft))
    assert "the right to do this" in str(refused.value)
