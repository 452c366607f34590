"""Direct charges: one request each, in the spelling that lomi. reads, and followed by a transaction or unclear."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from lomi_pos.till.charges import CardDraft, MtnDraft, WaveDraft
from lomi_pos.till.errors import KeyRefused, NoConnection, NotFound, OutcomeUnknown, RequestRefused, TillRefusal
from lomi_pos.till.money import Money

pytestmark = pytest.mark.anyio

TRANSACTION_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
CUSTOMER_ID = "c47ac10b-58cc-4372-a567-0e02b2c3d480"
WAVE = WaveDraft(Money(1000), "+2250700000000", "Awa", "awa@example.com", "A-041 0123456789A")
MTN = MtnDraft(Money(1000), "+2250500000000", "Awa")
CARD = CardDraft(Money(10_000), customer_name="Awa", customer_email="awa@example.com")

WAVE_ANSWER = {
    "transactionId": TRANSACTION_ID,
    "checkoutUrl": "https://pay.wave.com/c/cos-18qq25rgr100a",
    "waveSession": {
        "id": "cos-18qq25rgr100a",
        "amount": "1000",
        "checkout_status": "open",
        "payment_status": "processing",
        "currency": "XOF",
        "aggregated_merchant_id": "am-7lks22ap113t4",
    },
}
WAVE_IN_SNAKE_CASE = {
    "transaction_id": TRANSACTION_ID,
    "checkout_url": WAVE_ANSWER["checkoutUrl"],
    "wave_session": WAVE_ANSWER["waveSession"],
}
MTN_ANSWER: dict[str, Any] = {
    "success": True,
    "data": {
        "transaction_id": TRANSACTION_ID,
        "external_id": "ext-1",
        "reference_id": "ref-1",
        "status": "PENDING",
        "mtn_response": {"status": "PENDING", "payer": {"partyId": "2250500000000"}},
    },
}
CARD_ANSWER: dict[str, Any] = {
    "success": True,
    "data": {
        "id": "pi_3Q",
        "client_secret": "pi_3Q_secret_abc",
        "amount": 152,
        "currency": "eur",
        "original_amount": 10000,
        "original_currency": "XOF",
        "status": "requires_payment_method",
        "transaction": {"transaction_id": TRANSACTION_ID, "status": "pending"},
    },
}


def sent(lomi) -> Any:
    return json.loads(lomi.asked[0].content)


# ---------------------------------------------------------------- Wave


async def test_wave_is_asked_in_camel_case(client, lomi):
    lomi.answers(WAVE_ANSWER, 201)
    draft = replace(WAVE, success_url="https://shop.example/ok", error_url="https://shop.example/no")
    await client.charges.wave(client.charges.wave_body(draft))
    assert lomi.asked[0].url.path == "/charge/wave"
    assert "Idempotency-Key" not in lomi.asked[0].headers
    assert sent(lomi) == {
        "amount": 1000,
        "currency": "XOF",
        "customer": {"name": "Awa", "phoneNumber": "+2250700000000", "email": "awa@example.com"},
        "description": "A-041 0123456789A",
        "successUrl": "https://shop.example/ok",
        "errorUrl": "https://shop.example/no",
    }


@pytest.mark.parametrize(
    "answer", [WAVE_ANSWER, WAVE_IN_SNAKE_CASE, {"data": WAVE_ANSWER}, {"success": True, "data": WAVE_IN_SNAKE_CASE}]
)
async def test_waves_page_is_found_in_every_spelling(client, lomi, answer):
    lomi.answers(answer, 201)
    charge = await client.charges.wave(client.charges.wave_body(WAVE))
    assert (charge.provider, charge.transaction_id, charge.status) == ("WAVE", TRANSACTION_ID, "processing")
    assert (charge.url, charge.provider_id) == ("https://pay.wave.com/c/cos-18qq25rgr100a", "cos-18qq25rgr100a")
    assert charge.amount == Money(1000)


async def test_an_unnamed_customer_is_called_by_the_number(client):
    body = json.loads(client.charges.wave_body(WaveDraft(Money(1000), "07 00 00 00 00")))
    assert body["customer"] == {"name": "+2250700000000", "phoneNumber": "+2250700000000"}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(WAVE, amount=Money(99)), "wave_smallest"),
        (replace(WAVE, amount=Money(0)), "amount_zero"),
        (replace(WAVE, amount=Money(1000, "EUR")), "phone_only_xof"),
        (replace(WAVE, phone="123"), "phone_wrong"),
    ],
)
async def test_what_wave_would_not_take_is_not_asked(client, draft, code):
    with pytest.raises(TillRefusal) as refused:
        client.charges.wave_body(draft)
    assert refused.value.message.code == code


# ---------------------------------------------------------------- MTN


async def test_mtn_is_asked_in_camel_case_and_in_the_country_of_the_number(client, lomi):
    lomi.answers(MTN_ANSWER, 201)
    draft = MtnDraft(Money(1000), "0244 123 456", country="GH", product_id=CUSTOMER_ID, quantity=2)
    await client.charges.mtn(client.charges.mtn_body(draft))
    assert draft.debited == Money(2000)
    assert sent(lomi) == {
        "amount": 1000,
        "currency": "XOF",
        "customer": {"name": "+233244123456", "phoneNumber": "+233244123456"},
        "countryCode": "GH",
        "productId": CUSTOMER_ID,
        "quantity": 2,
    }


@pytest.mark.parametrize(
    "answer",
    [MTN_ANSWER, MTN_ANSWER["data"], {"data": {"transactionId": TRANSACTION_ID, "referenceId": "ref-1"}}],
)
async def test_an_mtn_charge_is_read_in_every_spelling(client, lomi, answer):
    lomi.answers(answer, 201)
    charge = await client.charges.mtn(client.charges.mtn_body(MTN))
    assert (charge.provider, charge.transaction_id, charge.status) == ("MTN", TRANSACTION_ID, "PENDING")
    assert (charge.provider_id, charge.url) == ("ref-1", None)
    assert "2250500000000" not in repr(charge)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(MTN, phone="+221771234567"), "mtn_country"),
        (replace(MTN, country="GH"), "mtn_country"),
        (replace(MTN, country="FR"), "word_unknown"),
        (replace(MTN, quantity=0), "quantity_wrong"),
        (replace(MTN, amount=Money(1000, "USD")), "phone_only_xof"),
    ],
)
async def test_what_mtn_would_not_take_is_not_asked(client, draft, code):
    with pytest.raises(TillRefusal) as refused:
        client.charges.mtn_body(draft)
    assert refused.value.message.code == code


# ---------------------------------------------------------------- cards


async def test_a_card_payment_is_prepared_with_every_field(client, lomi):
    lomi.answers(CARD_ANSWER, 201)
    draft = CardDraft(
        Money(10_000),
        customer_id=CUSTOMER_ID,
        customer_phone="+2250700000000",
        description="A-041",
        payment_reference="ref",
        product_id=CUSTOMER_ID,
        subscription_id=CUSTOMER_ID,
        quantity=2,
        metadata={"order_ref": "0123456789A"},
        appearance_theme="night",
        appearance_border_radius=4,
        appearance_billing_address="never",
    )
    await client.charges.card(client.charges.card_body(draft))
    assert sent(lomi) == {
        "amount": 10000,
        "currency_code": "XOF",
        "customer_id": CUSTOMER_ID,
        "customer_phone": "+2250700000000",
        "description": "A-041",
        "payment_reference": "ref",
        "product_id": CUSTOMER_ID,
        "subscription_id": CUSTOMER_ID,
        "quantity": 2,
        "metadata": {"order_ref": "0123456789A"},
        "appearance_theme": "night",
        "appearance_border_radius": 4,
        "appearance_billing_address": "never",
    }


@pytest.mark.parametrize("answer", [CARD_ANSWER, CARD_ANSWER["data"]])
async def test_a_card_payment_says_what_was_asked_and_what_the_card_is_debited(client, lomi, answer):
    lomi.answers(answer, 201)
    charge = await client.charges.card(client.charges.card_body(CARD))
    assert (charge.id, charge.status) == ("pi_3Q", "requires_payment_method")
    assert (charge.amount, charge.converted) == (Money(10_000), Money(152, "EUR"))
    assert (charge.transaction_id, charge.transaction_status) == (TRANSACTION_ID, "pending")
    assert charge.client_secret == "pi_3Q_secret_abc"
    assert "secret_abc" not in repr(charge)


async def test_a_card_payment_is_looked_up(client, lomi):
    lomi.answers({"success": True, "data": {**CARD_ANSWER["data"], "transaction": None, "status": "succeeded"}})
    charge = await client.charges.card_charge("pi_3Q")
    assert (charge.status, charge.transaction_id) == ("succeeded", None)
    assert lomi.asked[0].url.path == "/charge/card/pi_3Q"
    with pytest.raises(OutcomeUnknown):
        await client.charges.card_charge("pi_other")


@pytest.mark.parametrize("status", [200, 201])
async def test_a_card_payment_is_given_up(client, lomi, status):
    lomi.answers({"success": True, "data": {"id": "pi_3Q", "status": "canceled"}}, status)
    assert (await client.charges.cancel_card("pi_3Q")).status == "canceled"
    assert (lomi.asked[0].method, lomi.asked[0].url.path) == ("POST", "/charge/card/pi_3Q/cancel")


@pytest.mark.parametrize("charge_id", ["", "pi/../me", "pi 3", "pi_3?x=1"])
async def test_what_is_no_card_payment_is_not_asked_for(client, lomi, charge_id):
    with pytest.raises(NotFound):
        await client.charges.card_charge(charge_id)
    with pytest.raises(NotFound):
        await client.charges.cancel_card(charge_id)
    assert not lomi.asked


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CardDraft(Money(10_000)), "card_customer"),
        (CardDraft(Money(10_000), customer_name="Awa"), "card_customer"),
        (replace(CARD, amount=Money(0)), "amount_zero"),
        (replace(CARD, amount=Money(1000, "GHS")), "currency_unknown"),
        (replace(CARD, appearance_billing_address="always"), "word_unknown"),
    ],
)
async def test_what_a_card_cannot_pay_is_not_asked(client, draft, code):
    with pytest.raises(TillRefusal) as refused:
        client.charges.card_body(draft)
    assert refused.value.message.code == code


# ---------------------------------------------------------------- all of them

SEND = {
    "wave": lambda client: client.charges.wave(client.charges.wave_body(WAVE)),
    "mtn": lambda client: client.charges.mtn(client.charges.mtn_body(MTN)),
    "card": lambda client: client.charges.card(client.charges.card_body(CARD)),
    "cancel": lambda client: client.charges.cancel_card("pi_3Q"),
}


@pytest.fixture(params=list(SEND))
def send(request, client):
    return lambda: SEND[request.param](client)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRefused),
        (401, KeyRefused),
        (403, RequestRefused),
        (404, NotFound),
        (429, RequestRefused),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (503, OutcomeUnknown),
        (302, OutcomeUnknown),
    ],
)
async def test_a_charge_is_sent_once_whatever_the_answer(send, lomi, status, kind):
    lomi.refuses(status)
    with pytest.raises(kind) as trouble:
        await send()
    assert type(trouble.value) is kind
    assert not trouble.value.worth_repeating
    assert len(lomi.asked) == 1


@pytest.mark.parametrize(
    ("error", "kind"), [(httpx.ReadTimeout("late"), OutcomeUnknown), (httpx.ConnectTimeout("no"), NoConnection)]
)
async def test_a_charge_is_sent_once_whatever_the_line_does(send, lomi, error, kind):
    lomi.fails(error)
    with pytest.raises(kind):
        await send()
    assert len(lomi.asked) == 1


@pytest.mark.parametrize("answer", [{}, {"success": False}, {"data": {"status": "PENDING"}}, [], b"", b"<html>"])
async def test_a_charge_that_cannot_be_followed_is_unclear(send, lomi, answer):
    lomi.answers(answer, 201)
    with pytest.raises(OutcomeUnknown) as unknown:
        await send()
    assert unknown.value.message.code == "once_unclear"


async def test_a_charge_can_be_made_for_a_member_account(client_for, lomi):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    for answer in (CARD_ANSWER, CARD_ANSWER, CARD_ANSWER, WAVE_ANSWER, MTN_ANSWER):
        lomi.answers(answer, 201)
    await client.charges.card(client.charges.card_body(CARD))
    await client.charges.card_charge("pi_3Q")
    await client.charges.cancel_card("pi_3Q")
    await client.charges.wave(client.charges.wave_body(WAVE))
    await client.charges.mtn(client.charges.mtn_body(MTN))
    assert [request.headers["Lomi-Account"] for request in lomi.asked] == ["acct_member"] * 5
