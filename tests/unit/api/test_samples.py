"""Answers as lomi.'s own pages and its own server write them, read without loss. The sandbox is held to the same."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import identity_for
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
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.refunds import RefundDraft
from tests.unit.api.asked import SESSION_ID

pytestmark = pytest.mark.anyio

SAMPLES = Path(__file__).parents[2] / "samples"
LINK_ID = "5d2f7a10-6a0b-4d0e-9b55-0d6f3a8c1e21"
TRANSACTION_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"

TROUBLES: dict[str, tuple[int, type[LomiTrouble]]] = {
    "error_bad_id": (400, RequestRefused),
    "error_conflict": (409, IdempotencyConflict),
    "error_forbidden": (403, RequestRefused),
    "error_internal": (500, OutcomeUnknown),
    "error_key_invalid": (401, KeyRefused),
    "error_key_missing": (401, KeyRefused),
    "error_network_unsupported": (401, KeyRefused),
    "error_no_route": (404, NotFound),
    "error_not_found": (404, NotFound),
    "error_rate_limited": (429, LomiBusy),
    "error_refund_trap": (500, OutcomeUnknown),
    "error_refund_unsupported": (400, RequestRefused),
    "error_validation": (400, RequestRefused),
}


@pytest.fixture(params=["documented", "live"])
def sample(request):
    def read(name: str) -> Any:
        return json.loads((SAMPLES / request.param / f"{name}.json").read_bytes())

    return read


@pytest.fixture
async def client(lomi, shop, clock):
    """The samples are a live key's."""
    key = "lomi_sk_live_0123456789abcdefa1b2"
    identity = identity_for(key)
    async with LomiClient(identity=identity, key=key, shop=shop, clock=clock, inner=httpx.MockTransport(lomi)) as made:
        yield made


async def test_a_session_made(client, lomi, sample):
    lomi.answers(sample("session_created"), 201)
    made = await client.create_session(b"{}", idempotency_key="key-1")
    assert (made.id, made.status, made.amount) == (SESSION_ID, "open", Money(10_000))
    assert made.url == f"https://checkout.lomi.africa/checkout/{SESSION_ID}"
    assert made.metadata == {"internal_order_ref": "ORD-12345"}
    assert made.expires_at is not None


async def test_a_session_read(client, lomi, sample):
    lomi.answers(sample("session"))
    seen = await client.session(SESSION_ID)
    assert (seen.status, seen.amount) == ("completed", Money(10_000))


async def test_sessions_listed(client, lomi, sample):
    lomi.answers(sample("session_list"))
    assert [one.status for one in await client.sessions()] == ["completed", "expired"]


async def test_an_unpaid_invoice(client, lomi, sample):
    lomi.answers(sample("payment_required"), 201)
    with pytest.raises(PaymentRequired):
        await client.create_session(b"{}", idempotency_key="key-1")


@pytest.mark.parametrize("name", ["link", "link_created"])
async def test_a_link(client, lomi, sample, name):
    lomi.answers(sample(name))
    seen = await client.link(LINK_ID)
    assert (seen.kind, seen.title, seen.amount, seen.is_active) == ("instant", "Donation", Money(5000), True)


async def test_links_listed(client, lomi, sample):
    lomi.answers(sample("link_list"))
    assert [one.id for one in await client.links(kind="instant")] == [LINK_ID]


async def test_a_transaction(client, lomi, sample):
    lomi.answers({**sample("transaction"), "environment": "live"})
    seen = await client.transaction(TRANSACTION_ID)
    assert (seen.gross, seen.fee, seen.net) == (Money(5000), Money(125), Money(4875))
    assert (seen.provider, seen.status, seen.kind, seen.metadata) == ("WAVE", "completed", "payment", {"source": "api"})


async def test_transactions_listed(client_for, lomi, sample):
    client = await client_for(inner=httpx.MockTransport(lomi))
    lomi.answers(sample("transaction_list"))
    seen = await client.transactions(TransactionQuery(statuses=("completed",)))
    assert [(one.id, one.gross) for one in seen] == [(TRANSACTION_ID, Money(5000))]


async def test_the_account_and_the_providers(client, lomi, sample):
    lomi.answers(sample("me"))
    lomi.answers(sample("providers"))
    assert (await client.account()).organization_name == "Boutique Baobab"
    assert [one.code for one in await client.providers() if one.is_connected] == ["WAVE", "ORANGE", "MTN", "STRIPE"]


REFUND_ID = "3f1c9a52-7d0e-4b5f-8a61-2c9d4e7b1a30"


@pytest.mark.parametrize("name", ["refund_created", "refund_card_created"])
async def test_a_refund_made(client, lomi, sample, name):
    lomi.answers(sample(name), 201)
    draft = RefundDraft(TRANSACTION_ID, Money(5000))
    made = await client.refunds.create(draft, client.refunds.body(draft))
    assert (made.transaction_id, made.amount_minor, made.others) == (TRANSACTION_ID, 5000, {})
    assert made.message


async def test_refunds_read(client, lomi, sample):
    lomi.answers(sample("refund"))
    lomi.answers(sample("refund_list"))
    seen = await client.refunds.get(REFUND_ID)
    assert (seen.transaction_id, seen.amount_minor, seen.others) == (TRANSACTION_ID, 5000, {})
    assert REFUND_ID in [one.id for one in await client.refunds.list()]


async def test_charges(client, lomi, sample):
    lomi.answers(sample("charge_wave"), 201)
    lomi.answers(sample("charge_mtn"), 201)
    lomi.answers(sample("charge_card"), 201)
    wave = await client.charges.wave(b"{}")
    assert (wave.url, wave.amount, wave.others) == (sample("charge_wave")["checkoutUrl"], Money(5000), {})
    assert (await client.charges.mtn(b"{}")).status == "PENDING"
    assert (await client.charges.card(b"{}")).amount == Money(10_000)


async def test_a_merchant(client, lomi, sample):
    lomi.answers(sample("merchant"))
    for name in ("merchant_mrr", "merchant_arr", "merchant_balance"):
        lomi.answers(sample(name))
    merchant_id = sample("merchant").get("data", sample("merchant"))["merchant_id"]
    assert (await client.merchants.get(merchant_id)).others == {}
    figures = [await ask(merchant_id) for ask in (client.merchants.mrr, client.merchants.arr, client.merchants.balance)]
    assert [figure.currency for figure in figures] == ["XOF"] * 3


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("*/error_*.json")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
async def test_every_error_is_the_trouble_it_is(client, lomi, path):
    status, kind = TROUBLES[path.stem]
    lomi.answers(path.read_bytes(), status)
    with pytest.raises(kind) as trouble:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert type(trouble.value) is kind
    assert trouble.value.answered.is_lomis
    assert trouble.value.answered.request_id == json.loads(path.read_bytes())["request_id"]
