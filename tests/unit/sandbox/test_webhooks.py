"""Webhooks: registered, signed, delivered over real HTTP to this machine, and tried again."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT
from lomi_pos.sandbox.records import Owner
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.sandbox.webhooks import EVENTS, Hook

from .receiver import Received, Receiver
from .shop import OpenShop, Shop, error

PAYMENTS = ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED", "PAYMENT_FAILED"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def register(shop: Shop, url: str, events: list[str] | None = None, **more: Any) -> tuple[dict[str, Any], str]:
    """Register an address; return the endpoint and its secret, wherever the dialect tells it."""
    answer = shop.post("/webhooks", {"url": url, "authorized_events": events or PAYMENTS, **more})
    assert answer.status_code == 201
    told = answer.json()
    return told["data"], told.get("secret") or told["data"]["secret"]


def events(receiver: Receiver) -> list[str]:
    return [json.loads(each.body)["event"] for each in receiver.received]


def logs(shop: Shop, **query: str | int) -> list[dict[str, Any]]:
    told = shop.get("/webhook-delivery-logs", **query).json()
    rows: list[dict[str, Any]] = told["data"] if isinstance(told, dict) else told
    return rows


def is_signed(received: Received, secret: str) -> bool:
    wanted = hmac.new(secret.encode(), received.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, received.headers["X-Lomi-Signature"])


# ---------------------------------------------------------------- registering
def test_the_secret_is_told_once(either: Shop, receiver: Receiver) -> None:
    made, secret = register(either, receiver.url, description="Till 1")
    assert secret.startswith("whsec_")
    assert (made["webhook_id"], made["authorized_events"], made["is_active"]) == (
        made["id"],
        made["events"],
        made["active"],
    )
    assert secret not in either.get(f"/webhooks/{made['id']}").text
    assert secret not in either.get("/webhooks").text


def test_the_server_tells_the_secret_beside_the_endpoint_and_the_page_inside(documented: Shop, live: Shop) -> None:
    body = {"url": "http://127.0.0.1:1/hook", "authorized_events": PAYMENTS}
    assert set(live.post("/webhooks", body).json()) == {"data", "secret"}
    assert "secret" in documented.post("/webhooks", body).json()["data"]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (None, "Webhook URL is not a valid URL"),
        (5, "Webhook URL is not a valid URL"),
        ("ftp://shop.example/", "Webhook URL is not a valid URL"),
        ("https://", "Webhook URL is not a valid URL"),
        ("https://shop.example:port/", "Webhook URL is not a valid URL"),
        ("https://user:pass@shop.example/", "Webhook URL must not contain credentials"),
        ("http://shop.example/hook", "Webhook URL must use HTTPS"),
        ("http://10.0.0.5/hook", "Webhook URL must use HTTPS"),
        *(
            (f"https://{host}/hook", "Webhook URL must not point to a private or internal address")
            for host in (
                "10.0.0.5",
                "172.16.3.4",
                "192.168.1.20",
                "169.254.169.254",
                "0.0.0.0",  # noqa: S104  one of the addresses to refuse
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[::ffff:192.168.1.20]",
                "224.0.0.1",
                "till.local",
                "caisse",
                "2130706433",
            )
        ),
    ],
)
def test_only_public_https_and_this_machine_are_taken(either: Shop, url: Any, message: str) -> None:
    answer = either.post("/webhooks", {"url": url, "authorized_events": PAYMENTS})
    assert error(answer) == (400, "bad_request", message, "Bad Request")
    made, _ = register(either, "https://shop.example/hook")
    assert error(either.http.patch(f"/webhooks/{made['id']}", json={"url": url}))[2] == message


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "https://8.8.8.8/"])
def test_this_machine_and_public_addresses_are_taken(either: Shop, url: str) -> None:
    assert register(either, url)[0]["url"] == url


@pytest.mark.parametrize("wanted", [None, [], "PAYMENT_CREATED", ["payment.succeeded"]])
@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_events_that_nobody_sends_are_refused(open_shop: OpenShop, dialect: str, status: int, wanted: Any) -> None:
    body = {"url": "http://127.0.0.1:1/", "authorized_events": wanted}
    assert error(open_shop(dialect).post("/webhooks", body))[0] == status


def test_an_endpoint_is_changed_listed_and_deleted(either: Shop, receiver: Receiver) -> None:
    made, _ = register(either, receiver.url)
    path = f"/webhooks/{made['id']}"
    changes = {"is_active": False, "authorized_events": ["REFUND_CREATED"], "description": "Till 2"}
    told = either.http.patch(path, json=changes).json()
    changed = told.get("data", told)
    assert (changed["active"], changed["events"], changed["description"]) == (False, ["REFUND_CREATED"], "Till 2")
    listed = either.get("/webhooks").json()
    assert (listed["data"] if isinstance(listed, dict) else listed) == [changed]
    assert either.http.delete(path).json() == {"deleted": True}
    assert error(either.get(path))[2] == f"Webhook with ID {made['id']} not found or access denied"


def test_an_endpoint_belongs_to_its_organization_and_environment(either: Shop, receiver: Receiver) -> None:
    made, _ = register(either, receiver.url)
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    either.server.lomi.keys.add("lomi_sk_live_own")
    for key in ("lomi_sk_test_other", "lomi_sk_live_own"):
        either.http.headers["X-API-Key"] = key
        for answer in (either.get(f"/webhooks/{made['id']}"), either.http.delete(f"/webhooks/{made['id']}")):
            assert error(answer)[0] == 404
        either.post("/charge/wave", {"amount": 500, "currency": "XOF", "customer": {"name": "A", "phoneNumber": "+1"}})
    assert either.server.settle_webhooks()
    assert receiver.received == []


def test_webhooks_are_closed_to_network_requests(either: Shop) -> None:
    assert error(either.get("/webhooks", {"Lomi-Account": SAMPLE_ACCOUNT}))[0] == 401


# ---------------------------------------------------------------- delivery
def test_a_payment_is_announced_with_a_signature_over_the_raw_bytes(either: Shop, receiver: Receiver) -> None:
    _, secret = register(either, receiver.url)
    row = either.server.pay(either.create(metadata={"order_ref": "É", "stripe_x": "1"}).id)
    assert either.server.settle_webhooks()
    assert events(receiver) == ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED"]
    for each in receiver.received:
        assert is_signed(each, secret)
        assert not is_signed(each, secret.removeprefix("whsec_"))
        assert each.headers["User-Agent"] == "Lomi-Webhook/1.0"
        assert each.path == "/hook?shop=1"
    told = json.loads(receiver.received[1].body)
    assert set(told) == {"id", "event", "timestamp", "data", "lomi_environment"}
    assert receiver.received[1].headers["X-Lomi-Event"] == told["event"]
    assert (told["timestamp"], told["lomi_environment"]) == ("2026-03-02T09:00:00.000Z", "production")
    assert (told["data"]["transaction_id"], told["data"]["status"]) == (row.id, "completed")
    assert told["data"]["metadata"] == {"order_ref": "É"}


def test_a_refusal_is_announced_and_an_expiry_is_not(either: Shop, receiver: Receiver) -> None:
    register(either, receiver.url, list(EVENTS))
    either.server.refuse(either.create().id)
    body = {"amount": 500, "currency": "XOF", "customer": {"name": "Awa", "phoneNumber": "+2250700000001"}}
    charged = either.post("/charge/wave", body).json()["transactionId"]
    either.server.expire_charge(charged)
    either.server.expire(either.create().id)
    assert either.server.settle_webhooks()
    assert events(receiver) == ["PAYMENT_CREATED", "PAYMENT_FAILED", "PAYMENT_CREATED"]


def test_the_page_also_promises_events_of_sessions(documented: Shop, receiver: Receiver) -> None:
    register(documented, receiver.url, ["checkout.session.completed", "checkout.session.expired"])
    paid, over = documented.create(), documented.create()
    documented.server.pay(paid.id)
    documented.clock.advance(minutes=31)
    documented.get("/me")
    assert documented.server.settle_webhooks()
    told = [json.loads(each.body) for each in receiver.received]
    assert [(each["event"], each["data"]["checkout_session_id"]) for each in told] == [
        ("checkout.session.completed", paid.id),
        ("checkout.session.expired", over.id),
    ]


def test_other_resources_announce_their_own_events(either: Shop, receiver: Receiver) -> None:
    register(either, receiver.url, ["REFUND_CREATED"])
    either.server.lomi.webhooks.announce("REFUND_CREATED", Owner(), {"refund_id": "1"})
    assert either.server.settle_webhooks()
    assert json.loads(receiver.received[0].body)["data"] == {"refund_id": "1"}


def test_a_refund_is_announced_and_one_that_comes_back_is_no_new_payment(either: Shop, receiver: Receiver) -> None:
    register(either, receiver.url, list(EVENTS))
    row = either.server.pay(either.create().id)
    refunds = either.server.lomi.refunds
    refunds.hold()
    body = {"transaction_id": row.id, "amount": 5000, "reason": "broken"}
    assert either.post("/refunds", body).status_code == 201
    (refund,) = refunds.kept
    refunds.complete(refund.id)
    assert either.post("/refunds", body).status_code == 400
    assert either.server.settle_webhooks()
    assert events(receiver)[2:] == ["REFUND_CREATED", "REFUND_COMPLETED"]
    assert json.loads(receiver.received[-1].body)["data"]["refund_id"] == refund.id


def test_an_operator_hears_of_the_payments_it_made_for_a_member(either: Shop, receiver: Receiver) -> None:
    register(either, receiver.url, list(EVENTS))
    either.post("/checkout-sessions", either.order(), Lomi_Account=SAMPLE_ACCOUNT)
    either.server.pay(either.server.lomi.newest_session().id)
    assert either.server.settle_webhooks()
    assert events(receiver) == ["NETWORK_PAYMENT_CREATED"]


def test_an_endpoint_that_is_switched_off_hears_nothing(either: Shop, receiver: Receiver) -> None:
    made, _ = register(either, receiver.url)
    either.http.patch(f"/webhooks/{made['id']}", json={"active": False})
    either.server.pay(either.create().id)
    assert either.server.settle_webhooks()
    assert receiver.received == []


# ---------------------------------------------------------------- trouble
@pytest.mark.parametrize("trouble", [500, 503, None])
def test_trouble_is_tried_again_after_5_10_20_and_40_seconds(
    either: Shop, receiver: Receiver, trouble: int | None
) -> None:
    register(either, receiver.url, ["PAYMENT_CREATED"])
    receiver.answers.extend([trouble] * 5)
    either.server.start_payment(either.create().id)
    assert either.server.settle_webhooks()
    for number, wait_s in enumerate((5, 10, 20, 40), start=1):
        assert len(receiver.received) == number
        either.clock.advance(seconds=wait_s - 1)
        assert either.server.settle_webhooks()
        assert len(receiver.received) == number
        either.clock.advance(seconds=1)
        assert either.server.settle_webhooks()
    either.clock.advance(hours=1)
    assert either.server.settle_webhooks()
    assert len(receiver.received) == 5
    assert len({each.body for each in receiver.received}) == 1
    assert [row["attempt_number"] for row in logs(either)] == [5, 4, 3, 2, 1]


def test_a_retry_that_succeeds_is_the_last(either: Shop, receiver: Receiver) -> None:
    register(either, receiver.url, ["PAYMENT_CREATED"])
    receiver.answers.append(502)
    either.server.start_payment(either.create().id)
    assert either.server.settle_webhooks()
    either.clock.advance(minutes=10)
    assert either.server.settle_webhooks()
    either.clock.advance(minutes=10)
    assert either.server.settle_webhooks()
    assert [row["success"] for row in logs(either)] == [True, False]
    assert len({row["event_id"] for row in logs(either)}) == 1


@pytest.mark.parametrize("status", [400, 404, 410, 302])
def test_a_refusal_and_a_redirection_are_final(either: Shop, receiver: Receiver, status: int) -> None:
    register(either, receiver.url, ["PAYMENT_CREATED"])
    receiver.answers.append(status)
    either.server.start_payment(either.create().id)
    assert either.server.settle_webhooks()
    either.clock.advance(hours=1)
    assert either.server.settle_webhooks()
    assert [each.path for each in receiver.received] == ["/hook?shop=1"]
    assert [row["response_status"] for row in logs(either)] == [status]


def test_scripted_customers_and_retries_share_one_speed(open_shop: OpenShop, receiver: Receiver) -> None:
    shop = open_shop("live", speed=10)
    register(shop, receiver.url, ["PAYMENT_CREATED"])
    receiver.answers.append(500)
    shop.server.start_payment(shop.create().id)
    assert shop.server.settle_webhooks()
    shop.clock.advance(seconds=0.5)
    assert shop.server.settle_webhooks()
    assert len(receiver.received) == 2


def test_nothing_but_this_machine_is_visited(either: Shop) -> None:
    made, _ = register(either, "https://shop.example/hook")
    told = either.post(f"/webhooks/{made['id']}/test", {}).json()
    assert told["delivered"] is False
    assert logs(either)[0]["error_message"] == "The sandbox delivers to this machine only"


def test_the_server_stops_although_a_receiver_does_not_answer() -> None:
    before = set(threading.enumerate())
    with socket.create_server(("127.0.0.1", 0)) as deaf, SandboxServer() as server:
        port = deaf.getsockname()[1]
        shop_url = f"http://127.0.0.1:{port}/"
        hooks = server.lomi.webhooks
        hooks.hooks.keep(_hook(server, shop_url))
        hooks.announce("PAYMENT_CREATED", Owner(), {})
        line, _ = deaf.accept()
        line.recv(100)
        server.stop()
        line.close()
    assert set(threading.enumerate()) == before
    assert [each.error is not None for each in hooks.log] == [True]


def _hook(server: SandboxServer, url: str) -> Hook:
    now = server.lomi.now
    return Hook(id="h", url=url, events=["PAYMENT_CREATED"], secret="s", created_at=now, updated_at=now)


# ---------------------------------------------------------------- test, logs, retry
def test_a_test_event_is_delivered_once(either: Shop, receiver: Receiver) -> None:
    made, secret = register(either, receiver.url)
    receiver.answers.append(500)
    for delivered, status in ((False, 500), (True, 200)):
        told = either.post(f"/webhooks/{made['id']}/test", {}).json()
        assert (told["delivered"], told["response_status"]) == (delivered, status)
    either.clock.advance(hours=1)
    assert either.server.settle_webhooks()
    assert events(receiver) == ["test.webhook", "test.webhook"]
    assert is_signed(receiver.received[0], secret)


def test_the_log_is_filtered_by_endpoint_and_outcome(either: Shop, receiver: Receiver) -> None:
    first, _ = register(either, receiver.url)
    second, _ = register(either, receiver.url)
    receiver.answers.extend([400, 200])
    for made in (first, second):
        either.post(f"/webhooks/{made['id']}/test", {})
    assert [row["webhook_id"] for row in logs(either)] == [second["id"], first["id"]]
    assert [row["webhook_id"] for row in logs(either, webhookId=first["id"])] == [first["id"]]
    assert [row["success"] for row in logs(either, successOnly="true")] == [True]
    assert [row["success"] for row in logs(either, failedOnly="true")] == [False]
    assert len(logs(either, failedOnly="True")) == 2
    assert [row["webhook_id"] for row in logs(either, limit=1, offset=1)] == [first["id"]]
    row = logs(either)[0]
    told = either.get(f"/webhook-delivery-logs/{row['log_id']}").json()
    assert told.get("data", told) == row
    assert either.get("/webhook-delivery-logs/none").status_code == 404


def test_only_the_page_knows_the_logs_below_an_endpoint(documented: Shop, live: Shop) -> None:
    for shop in (documented, live):
        made, _ = register(shop, "https://shop.example/hook")
        shop.post(f"/webhooks/{made['id']}/test", {})
        path = f"/webhooks/{made['id']}/logs"
        if shop is documented:
            assert len(shop.get(path).json()["data"]) == 1
        else:
            assert error(shop.get(path))[2] == f"Cannot GET {path}"


def test_a_delivery_is_repeated_byte_by_byte(either: Shop, receiver: Receiver) -> None:
    made, secret = register(either, receiver.url)
    receiver.answers.append(404)
    either.post(f"/webhooks/{made['id']}/test", {})
    row = logs(either)[0]
    told = either.post(f"/webhooks/{made['id']}/logs/{row['log_id']}/retry", {}).json()
    assert told == {"delivered": True, "response_status": 200, "event_id": row["event_id"]}
    assert receiver.received[0].body == receiver.received[1].body
    assert is_signed(receiver.received[1], secret)
    other, _ = register(either, receiver.url)
    assert either.post(f"/webhooks/{other['id']}/logs/{row['log_id']}/retry", {}).status_code == 404


def test_endpoints_survive_a_restart(tmp_path: Any, receiver: Receiver, open_shop: OpenShop) -> None:
    kept = tmp_path / "state.json"
    first = open_shop("live", state_file=kept)
    made, secret = register(first, receiver.url)
    first.server.stop()
    again = open_shop("live", state_file=kept)
    again.post(f"/webhooks/{made['id']}/test", {})
    assert is_signed(receiver.received[0], secret)
