"""The sandbox answers in the shapes that are recorded of lomi."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .shop import OpenShop, Shop, same_shape, sample

LINK = {"link_type": "instant", "title": "Donation", "currency_code": "XOF", "amount": 5000}

PHONE = {
    "amount": 5000,
    "currency": "XOF",
    "customer": {"name": "Awa Koné", "phoneNumber": "+2250700000001"},
    "successUrl": "https://shop.example/",
    "errorUrl": "https://shop.example/",
}
CARD = {"amount": 10000, "currency_code": "XOF", "customer_email": "awa@example.com", "customer_name": "Awa Koné"}


def card(shop: Shop) -> str:
    its_id: str = shop.post("/charge/card", CARD).json()["data"]["id"]
    return f"/charge/card/{its_id}"


HOOK = {"url": "https://shop.example/lomi", "authorized_events": ["PAYMENT_SUCCEEDED"], "description": "Till 1"}


def hook(shop: Shop) -> str:
    told = shop.post("/webhooks", HOOK).json()
    return f"/webhooks/{told['data']['id']}"


def tried(shop: Shop) -> str:
    shop.post(f"{hook(shop)}/test", {})
    return "/webhook-delivery-logs"


def retried(shop: Shop) -> str:
    tried(shop)
    row = next(iter(shop.server.lomi.webhooks.log))
    return f"/webhooks/{row.hook_id}/logs/{row.id}/retry"


def event(shop: Shop) -> dict[str, Any]:
    webhooks = shop.server.lomi.webhooks
    hook(shop)
    paid(shop)
    shop.server.settle_webhooks()
    told: dict[str, Any] = json.loads(next(iter(webhooks.log)).payload)
    return told


def paid(shop: Shop) -> str:
    session = shop.create()
    shop.server.pay(session.id)
    return session.id


def transaction(shop: Shop) -> str:
    return shop.server.lomi.transactions_of(paid(shop))[0].id


def refunded(shop: Shop) -> str:
    body = {"transaction_id": transaction(shop), "amount": 5000, "reason": "Article rendu"}
    return str(shop.post("/refunds", body).json()["refund_id"])


def owing(shop: Shop) -> dict[str, Any]:
    shop.server.lomi.block_customer("c47ac10b-58cc-4372-a567-0e02b2c3d480")
    return shop.order(customer_id="c47ac10b-58cc-4372-a567-0e02b2c3d480")


MERCHANT = "/merchants/904d003c-3736-41d4-90a5-9de74d404fd7"
SUBSCRIPTION = "5ab50000-0000-4000-8000-000000000001"
PRODUCT = "/products/b7a1c000-0000-4000-8000-000000000001"
PRICE = {"amount": 3000, "currency_code": "XOF"}

BOTH: dict[str, Callable[[Shop], Any]] = {
    "session_created": lambda shop: shop.post("/checkout-sessions", shop.order()),
    "session": lambda shop: shop.get(f"/checkout-sessions/{paid(shop)}"),
    "session_list": lambda shop: paid(shop) and shop.get("/checkout-sessions"),
    "link_created": lambda shop: shop.post("/payment-links", LINK),
    "link": lambda shop: shop.get(f"/payment-links/{shop.create_link()}"),
    "link_list": lambda shop: shop.create_link() and shop.get("/payment-links"),
    "transaction_list": lambda shop: paid(shop) and shop.get("/transactions"),
    "transaction": lambda shop: shop.get(f"/transactions/{transaction(shop)}"),
    "refund": lambda shop: shop.get(f"/refunds/{refunded(shop)}"),
    "refund_list": lambda shop: refunded(shop) and shop.get("/refunds"),
    "customer": lambda shop: shop.get("/customers/c05e0000-0000-4000-8000-000000000001"),
    "customer_created": lambda shop: shop.post("/customers", {"name": "Awa", "metadata": {}}),
    "customer_list": lambda shop: shop.get("/customers"),
    "product": lambda shop: shop.get(PRODUCT),
    "product_created": lambda shop: shop.post("/products", {"name": "Attiéké", "prices": [PRICE]}),
    "price_created": lambda shop: shop.post(f"{PRODUCT}/prices", PRICE),
    "merchant": lambda shop: shop.get(MERCHANT),
    "merchant_mrr": lambda shop: shop.get(f"{MERCHANT}/mrr"),
    "merchant_arr": lambda shop: shop.get(f"{MERCHANT}/arr"),
    "merchant_balance": lambda shop: paid(shop) and shop.get(f"{MERCHANT}/balance", currency_code="XOF"),
    "account_list": lambda shop: paid(shop) and shop.get("/accounts"),
    "balance_list": lambda shop: paid(shop) and shop.get("/accounts/balance"),
    "balance_breakdown": lambda shop: paid(shop) and shop.get("/accounts/balance/breakdown", target_currency="XOF"),
    "balance_check": lambda shop: paid(shop) and shop.get("/accounts/balance/check/XOF"),
    "organization": lambda shop: shop.get("/organizations/0979ec77-9fb1-4c9a-8c55-d7fb6c182c9c"),
    "organization_list": lambda shop: shop.get("/organizations"),
    "organization_metrics": lambda shop: shop.get("/organizations/metrics"),
    "subscription": lambda shop: shop.get(f"/subscriptions/{SUBSCRIPTION}"),
    "subscription_list": lambda shop: shop.get("/subscriptions"),
    "customer_subscription": lambda shop: shop.get(f"/customer-subscriptions/{SUBSCRIPTION}"),
    "customer_subscription_list": lambda shop: shop.get("/customer-subscriptions", limit=1),
    "me": lambda shop: shop.get("/me"),
    "providers": lambda shop: shop.get("/providers"),
    "products": lambda shop: shop.get("/products"),
    "payment_required": lambda shop: shop.post("/checkout-sessions", owing(shop)),
    "charge_wave": lambda shop: shop.post("/charge/wave", PHONE),
    "charge_mtn": lambda shop: shop.post("/charge/mtn", PHONE),
    "charge_card": lambda shop: shop.post("/charge/card", CARD),
    "charge_card_read": lambda shop: shop.get(card(shop)),
    "charge_card_cancelled": lambda shop: shop.post(f"{card(shop)}/cancel", {}),
    "webhook_created": lambda shop: shop.post("/webhooks", HOOK),
    "webhook": lambda shop: shop.get(hook(shop)),
    "webhook_list": lambda shop: hook(shop) and shop.get("/webhooks"),
    "webhook_log_list": lambda shop: shop.get(tried(shop)),
    "webhook_retried": lambda shop: shop.post(retried(shop), {}),
    "error_key_missing": lambda shop: shop.get("/me", {"X-API-Key": ""}),
    "error_key_invalid": lambda shop: shop.get("/me", {"X-API-Key": "lomi_sk_test_stranger"}),
    "error_network_unsupported": lambda shop: shop.get("/me", {"Lomi-Account": "acct_1"}),
    "error_not_found": lambda shop: shop.get("/checkout-sessions/a465993b-98fb-49c3-9943-5b8eac17004c"),
    "error_no_route": lambda shop: shop.get("/nowhere"),
}

ONLY: dict[tuple[str, str], Callable[[Shop], Any]] = {
    ("documented", "error_validation"): lambda shop: shop.post(
        "/checkout-sessions", shop.order(success_url=..., amount=0)
    ),
    ("live", "error_bad_id"): lambda shop: shop.get("/checkout-sessions/nonsense"),
    ("live", "error_internal"): lambda shop: shop.post("/checkout-sessions", shop.order(amount=...)),
}


@pytest.mark.parametrize("dialect", ["documented", "live"])
@pytest.mark.parametrize("name", BOTH)
def test_an_answer_has_the_recorded_shape(open_shop: OpenShop, dialect: str, name: str) -> None:
    answer = BOTH[name](open_shop(dialect)).json()
    assert same_shape(answer, sample(dialect, name)) == []


@pytest.mark.parametrize("dialect", ["documented", "live"])
def test_an_event_has_the_recorded_shape(open_shop: OpenShop, dialect: str) -> None:
    assert same_shape(event(open_shop(dialect)), sample(dialect, "webhook_event")) == []


@pytest.mark.parametrize(("dialect", "name"), ONLY)
def test_an_answer_of_one_dialect_has_the_recorded_shape(open_shop: OpenShop, dialect: str, name: str) -> None:
    answer = ONLY[dialect, name](open_shop(dialect)).json()
    wanted = sample(dialect, name)
    assert same_shape(answer, wanted) == []
    assert answer["error"] == wanted["error"]


@pytest.mark.parametrize("name", [name for name in BOTH if name.startswith("error_")])
def test_an_error_has_the_recorded_words(either: Shop, name: str) -> None:
    assert BOTH[name](either).json()["error"] == sample("live", name)["error"]


def test_the_comparison_sees_what_it_should() -> None:
    assert same_shape({"a": 1}, {"a": 2.5}) == []
    assert same_shape({"a": 1}, {"b": 1}) != []
    assert same_shape({"a": 1}, {"a": "1"}) != []
    assert same_shape([{"a": True}], [{"a": 1}]) != []
    assert same_shape({"metadata": {"x": 1}}, {"metadata": {}}) == []
    assert same_shape({"metadata": []}, {"metadata": {}}) != []
