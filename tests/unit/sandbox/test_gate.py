import socket
import uuid
from dataclasses import replace
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from lomi_pos.sandbox.keys import Key, mask
from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member

from .shop import OpenShop, Shop, error, same_shape, sample

CLOSED = "Network requests are not supported for this endpoint"


# ---------------------------------------------------------------- keys
@pytest.mark.parametrize("name", ["X-API-Key", "x-api-KEY", "X-Lomi-API-Key"])
def test_the_key_is_read_from_its_header(either: Shop, name: str) -> None:
    del either.http.headers["X-API-Key"]
    assert either.get("/me", {name: either.server.key}).status_code == 200


def test_a_bearer_key_will_do(either: Shop) -> None:
    del either.http.headers["X-API-Key"]
    assert either.get("/me", {"Authorization": f"Bearer {either.server.key}"}).status_code == 200
    assert error(either.get("/me", {"Authorization": "Basic abc"}))[2] == "API Key is missing"


def test_a_publishable_key_opens_nothing(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_pk_test_shop")
    assert error(either.get("/me", {"X-API-Key": "lomi_pk_test_shop"}))[:3] == (401, "unauthorized", "Invalid API Key")


def test_a_revoked_key_opens_nothing_more(either: Shop) -> None:
    either.server.lomi.keys.revoke(either.server.key)
    assert either.get("/me").status_code == 401


@pytest.mark.parametrize(
    ("secret", "environment"),
    [("lomi_sk_test_1", "test"), ("lomi_sk_live_1", "live"), ("lomi_pk_test_1", "test"), ("anything", "live")],
)
def test_the_key_decides_the_environment(secret: str, environment: str) -> None:
    assert Key(secret).environment == environment


def test_a_key_is_never_shown() -> None:
    secret = "lomi_sk_test_0123456789abcdef"
    assert mask(secret) == "lomi_sk_test_...cdef"
    assert mask("lomi_sk_test_ab") == "lomi_sk_test_..."
    assert "0123" not in repr(Key(secret))


# ---------------------------------------------------------------- headers
def test_our_request_id_comes_back(either: Shop) -> None:
    assert either.get("/me", {"X-Request-Id": "till-1"}).headers["X-Request-Id"] == "till-1"
    assert either.get("/nowhere", {"X-Request-Id": "till-2"}).json()["request_id"] == "till-2"


def test_without_one_a_request_id_is_made(either: Shop) -> None:
    assert uuid.UUID(either.get("/me").headers["X-Request-Id"])


def test_the_answer_is_dated_by_the_sandbox_clock(either: Shop) -> None:
    either.clock.advance(days=3)
    assert parsedate_to_datetime(either.get("/me").headers["Date"]) == either.clock.now()


def test_a_page_under_another_name_is_turned_away(either: Shop) -> None:
    assert either.get("/health", {"Host": "evil.example"}).status_code == 421


def test_a_slash_at_the_end_changes_nothing(either: Shop) -> None:
    assert either.get("/me/").status_code == 200


def test_a_very_large_body_is_refused(either: Shop) -> None:
    assert either.http.post("/checkout-sessions", content=b" " * (11 * 1024 * 1024)).status_code == 413


def test_health_needs_no_key(either: Shop) -> None:
    del either.http.headers["X-API-Key"]
    assert either.get("/health").json()["ok"] is True
    assert either.get("/ready").json()["ready"] is True


# ---------------------------------------------------------------- rate
def test_too_many_requests_are_refused_for_a_minute(open_shop: OpenShop) -> None:
    shop = open_shop("live", rate_limit=3)
    left = [shop.get("/me").headers["X-RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = shop.get("/me")
    assert same_shape(refused.json(), sample("live", "error_rate_limited")) == []
    assert error(refused) == (
        429,
        "rate_limit_exceeded",
        "Too many requests",
        {"retry_after_seconds": 60, "limit": 3},
    )
    assert refused.headers["Retry-After"] == "60"
    assert refused.headers["X-RateLimit-Policy"] == "fixed-window"
    assert refused.headers["X-RateLimit-Window-Seconds"] == "60"
    shop.clock.advance(seconds=59)
    assert shop.get("/me").headers["Retry-After"] == "60"
    shop.clock.advance(seconds=1)
    assert shop.get("/me").status_code == 200


def test_the_limit_counts_each_key_and_comes_before_the_key_check(open_shop: OpenShop) -> None:
    shop = open_shop("live", rate_limit=1)
    assert shop.get("/me", {"X-API-Key": "wrong"}).status_code == 401
    assert shop.get("/me", {"X-API-Key": "wrong"}).status_code == 429
    assert shop.get("/me").status_code == 200


def test_health_is_not_counted(open_shop: OpenShop) -> None:
    shop = open_shop("live", rate_limit=1)
    assert {shop.get("/health").status_code for _ in range(3)} == {200}


# ---------------------------------------------------------------- Network
def test_an_operator_makes_a_session_and_reads_only_its_transaction(either: Shop) -> None:
    member = {"Lomi-Account": SAMPLE_ACCOUNT}
    body = either.order(allowed_providers=..., cancel_url=...)
    assert either.post("/checkout-sessions", body, Lomi_Account=SAMPLE_ACCOUNT).status_code == 201
    session = either.server.lomi.newest_session()
    assert session.organization_id != either.server.lomi.keys.own.organization_id
    for path in ("/checkout-sessions", f"/checkout-sessions/{session.id}", "/payment-links", "/providers", "/me"):
        assert error(either.get(path, member))[:3] == (401, "unauthorized", CLOSED)
    assert either.get(f"/checkout-sessions/{session.id}").status_code in (403, 404)
    row = either.server.pay(session.id)
    assert either.get(f"/transactions/{row.id}", member).status_code == 200
    assert row.id in either.get("/transactions", member).text
    assert row.id not in either.get("/transactions").text


def test_the_closed_endpoint_is_refused_before_a_wrong_key(either: Shop) -> None:
    headers = {"Lomi-Account": "acct_1", "X-API-Key": "wrong"}
    assert error(either.get("/me", headers))[2] == CLOSED
    assert error(either.get("/transactions", headers))[2] == "Invalid API Key"


def test_an_empty_account_is_no_network_request(either: Shop) -> None:
    assert either.get("/me", {"Lomi-Account": ""}).status_code == 200


def test_an_operator_sees_what_others_made_only_with_the_wider_right(either: Shop) -> None:
    lomi = either.server.lomi
    member = lomi.network.add(Member(account_id="acct_2"))
    lomi.keys.add("lomi_sk_test_member", organization_id=member.organization_id)
    either.post("/checkout-sessions", either.order(), X_API_Key="lomi_sk_test_member")
    row = either.server.pay(lomi.newest_session().id)
    assert row.id not in either.get("/transactions", {"Lomi-Account": "acct_2"}).text
    lomi.network.add(replace(member, capabilities={"test": frozenset({"transaction.read"})}))
    assert row.id in either.get("/transactions", {"Lomi-Account": "acct_2"}).text


@pytest.mark.parametrize(
    ("member", "message"),
    [
        (Member("acct_3", is_active=False), "network_account_not_active"),
        (Member("acct_3", is_connected=False), "network_membership_not_found"),
        (Member("acct_3", membership_is_active=False), "network_membership_not_active"),
        (Member("acct_3", capabilities={"live": frozenset({"payment.create"})}), "network_capability_missing"),
    ],
)
def test_network_refusals_are_told_apart_by_their_words(either: Shop, member: Member, message: str) -> None:
    either.server.lomi.network.add(member)
    answer = either.post("/checkout-sessions", either.order(), Lomi_Account="acct_3")
    assert error(answer) == (401, "unauthorized", message, "Unauthorized")


def test_an_unknown_account_an_inactive_operator_and_a_publishable_key(either: Shop) -> None:
    lomi = either.server.lomi
    assert error(either.get("/transactions", {"Lomi-Account": "acct_none"}))[2] == "network_account_not_found"
    lomi.keys.add("lomi_pk_test_shop")
    headers = {"Lomi-Account": SAMPLE_ACCOUNT, "X-API-Key": "lomi_pk_test_shop"}
    assert error(either.get("/transactions", headers))[2] == "Network requests require a secret API key"
    lomi.network.operator_is_active = False
    assert error(either.get("/transactions", {"Lomi-Account": SAMPLE_ACCOUNT}))[2] == "operator_not_active"


def test_the_same_key_for_two_members_does_not_collide(either: Shop) -> None:
    either.server.lomi.network.add(Member(account_id="acct_2"))
    made = [
        either.post("/checkout-sessions", either.order(), Idempotency_Key="k", Lomi_Account=account).json()
        for account in (SAMPLE_ACCOUNT, "acct_2", SAMPLE_ACCOUNT)
    ]
    assert made[0] == made[2] != made[1]


def test_a_request_whose_sender_died_in_the_middle_never_was(either: Shop) -> None:
    where = urlsplit(either.server.url)
    with socket.create_connection((where.hostname, where.port), timeout=10) as dying:
        head = (
            f"POST /checkout-sessions HTTP/1.1\r\nHost: {where.netloc}\r\nX-API-Key: {either.server.key}\r\n"
            "Idempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
        )
        dying.sendall(head.encode() + b'{"amount": 50')
        dying.shutdown(socket.SHUT_WR)
        assert dying.recv(1) == b""
    assert list(either.server.requests) == []
    assert either.server.lomi.sessions == {}
