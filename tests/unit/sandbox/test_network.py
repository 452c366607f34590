from typing import Any

import pytest

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member

from .shop import Shop, error

MEMBER = f"/_sandbox/network/members/{SAMPLE_ACCOUNT}"
ACCOUNT = {"Lomi-Account": SAMPLE_ACCOUNT}
CLOSED = "Network requests are not supported for this endpoint"
ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"

ALLOWED = [
    ("POST", "/checkout-sessions", "payment.create"),
    ("POST", "/charge/wave", "payment.create"),
    ("POST", "/charge/mtn", "payment.create"),
    ("POST", "/charge/card", "payment.create"),
    ("POST", f"/charge/card/{ID}/cancel", "payment.create"),
    ("GET", "/transactions", "transaction.read_own"),
    ("GET", f"/transactions/{ID}", "transaction.read_own"),
    ("GET", f"/charge/card/{ID}", "transaction.read"),
    ("GET", "/customers", "customer.read"),
    ("GET", f"/customers/{ID}", "customer.read"),
    ("GET", f"/customers/{ID}/transactions", "customer.read"),
    ("POST", "/customers", "customer.write"),
    ("PATCH", f"/customers/{ID}", "customer.write"),
    ("POST", "/refunds", "refund.create"),
    ("GET", "/refunds", "transaction.read_own"),
    ("GET", f"/refunds/{ID}", "transaction.read_own"),
]
REFUSED = [
    ("GET", "/checkout-sessions"),
    ("GET", f"/checkout-sessions/{ID}"),
    ("POST", "/payment-links"),
    ("GET", "/providers"),
    ("GET", "/me"),
    ("GET", "/accounts"),
    ("POST", "/products"),
    ("GET", "/subscriptions"),
    ("POST", "/webhooks"),
    ("DELETE", f"/customers/{ID}"),
    ("POST", f"/customers/{ID}/portal-launch-session"),
]


@pytest.mark.parametrize(("method", "path", "right"), ALLOWED)
def test_each_endpoint_asks_for_its_right(either: Shop, method: str, path: str, right: str) -> None:
    for rights, lets_in in (([], False), ([right], True)):
        either.http.put(MEMBER, json={"capabilities": {"test": rights}}).raise_for_status()
        answer = either.http.request(method, path, headers=ACCOUNT)
        assert (answer.status_code != 401) is lets_in
    either.http.put(MEMBER, json={"capabilities": {"live": [right]}}).raise_for_status()
    refused = error(either.http.request(method, path, headers=ACCOUNT))
    assert refused == (401, "unauthorized", "network_capability_missing", "Unauthorized")


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_the_others_are_closed_before_the_key_is_looked_at(either: Shop, method: str, path: str) -> None:
    for key in (either.server.key, "wrong"):
        headers = {**ACCOUNT, "X-API-Key": key}
        assert error(either.http.request(method, path, headers=headers)) == (
            401,
            "unauthorized",
            CLOSED,
            "Unauthorized",
        )
    missing = either.http.request(method, path, headers={**ACCOUNT, "X-API-Key": ""})
    assert error(missing)[2] == "API Key is missing"


def test_another_process_sets_members_and_the_operator(either: Shop) -> None:
    for state, message in (
        ("is_active", "network_account_not_active"),
        ("is_connected", "network_membership_not_found"),
        ("membership_is_active", "network_membership_not_active"),
    ):
        either.http.put(MEMBER, json={state: False}).raise_for_status()
        assert error(either.get("/transactions", ACCOUNT))[2] == message
        either.http.put(MEMBER, json={state: True}).raise_for_status()
    either.http.patch("/_sandbox/network", json={"operator_is_active": False}).raise_for_status()
    assert error(either.get("/transactions", ACCOUNT))[2] == "operator_not_active"
    either.http.patch("/_sandbox/network", json={"operator_is_active": True}).raise_for_status()
    either.http.put("/_sandbox/network/members/acct_new", json={"name": "Nouvelle"}).raise_for_status()
    assert either.get("/transactions", {"Lomi-Account": "acct_new"}).status_code == 200
    told = either.http.get("/_sandbox/network").json()
    assert [each["name"] for each in told["members"]] == ["Boutique Membre", "Nouvelle"]
    either.http.delete("/_sandbox/network/members/acct_new").raise_for_status()
    assert error(either.get("/transactions", {"Lomi-Account": "acct_new"}))[2] == "network_account_not_found"


def test_a_wrong_right_or_state_is_refused(either: Shop) -> None:
    wrongs: list[dict[str, object]] = [
        {"capabilities": {"test": ["payment.undo"]}},
        {"capabilities": {"moon": []}},
        {"mood": "good"},
    ]
    for wrong in wrongs:
        assert either.http.put(MEMBER, json=wrong).status_code == 400


def test_only_an_operator_that_is_connected_acts_for_a_member(either: Shop) -> None:
    stranger = "11111111-2222-4333-8444-555555555555"
    lomi = either.server.lomi
    lomi.keys.add("lomi_sk_test_other", organization_id=stranger)
    headers = {**ACCOUNT, "X-API-Key": "lomi_sk_test_other"}
    assert error(either.get("/transactions", headers))[2] == "operator_not_active"
    lomi.network.operators.add(stranger)
    assert error(either.get("/transactions", headers))[2] == "network_membership_not_found"
    lomi.network.add(Member(SAMPLE_ACCOUNT, operators=frozenset({stranger})))
    assert either.get("/transactions", headers).status_code == 200


def test_the_same_idempotency_key_of_two_operators_does_not_collide(either: Shop) -> None:
    stranger = "11111111-2222-4333-8444-555555555555"
    lomi = either.server.lomi
    lomi.keys.add("lomi_sk_test_other", organization_id=stranger)
    lomi.network.operators.add(stranger)
    lomi.network.add(Member(SAMPLE_ACCOUNT, operators=frozenset({stranger, lomi.keys.own.organization_id})))
    made = [
        either.post(
            "/checkout-sessions", either.order(), Idempotency_Key="k", X_API_Key=key, Lomi_Account=SAMPLE_ACCOUNT
        )
        for key in (either.server.key, "lomi_sk_test_other", either.server.key)
    ]
    assert made[0].json() == made[2].json() != made[1].json()


def test_the_page_of_a_members_session_is_the_members(either: Shop) -> None:
    made = either.post("/checkout-sessions", either.order(), Lomi_Account=SAMPLE_ACCOUNT)
    assert made.status_code == 201
    session = either.server.lomi.newest_session()
    page = either.get(f"/checkout/{session.id}").text
    assert "Boutique Membre" in page
    assert "Boutique Baobab" not in page
    paid = either.http.post(
        f"/checkout/{session.id}", data={"action": "pay", "provider": "WAVE"}, follow_redirects=True
    )
    assert "Boutique Membre" in paid.text


@pytest.mark.parametrize("wrong", [["x"], {"test": "payment.create"}, {"test": 5}, {"mars": []}, {"test": ["x"]}, 7])
def test_rights_that_cannot_be_read_are_refused_in_a_sentence(live: Shop, wrong: Any) -> None:
    answer = live.http.put(f"/_sandbox/network/members/{SAMPLE_ACCOUNT}", json={"capabilities": wrong})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("capabilities is an object like")
