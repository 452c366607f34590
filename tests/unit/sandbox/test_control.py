import httpx
import pytest

from .shop import Shop, error


def do(shop: Shop, session_id: str, deed: str, **options: object) -> httpx.Response:
    return shop.http.post(f"/_sandbox/sessions/{session_id}/{deed}", json=options)


def test_another_process_can_play_the_customer(either: Shop) -> None:
    session = either.create()
    assert do(either, session.id, "start", provider="MTN").json()["transactions"][0]["status"] == "pending"
    assert do(either, session.id, "refuse").json()["transactions"][0]["status"] == "failed"
    told = do(either, session.id, "pay", provider="ORANGE", amount=4000).json()
    assert (told["session"]["status"], told["session"]["amount"]) == ("completed", 4000)
    assert told["transactions"][-1]["provider_code"] == "ORANGE"
    assert len(do(either, session.id, "pay", again=True).json()["transactions"]) == 3


def test_expiry_and_what_comes_after(either: Shop) -> None:
    session = either.create()
    assert do(either, session.id, "expire").json()["session"]["status"] == "expired"
    assert error(do(either, session.id, "pay"))[:3] == (409, "conflict", "This session has expired.")
    told = do(either, session.id, "pay_late", session_follows=False).json()
    assert (told["session"]["status"], told["transactions"][0]["status"]) == ("expired", "completed")
    assert either.http.get(f"/_sandbox/sessions/{session.id}").json() == told


def test_a_pending_payment_is_confirmed(either: Shop) -> None:
    session = either.create()
    do(either, session.id, "start")
    assert do(either, session.id, "confirm").json()["session"]["status"] == "completed"


def test_a_body_is_not_needed(either: Shop) -> None:
    assert either.http.post(f"/_sandbox/sessions/{either.create().id}/pay").status_code == 200


@pytest.mark.parametrize(
    ("deed", "options", "status"),
    [
        ("dance", {}, 404),
        ("pay", {"tip": 5}, 400),
        ("expire", {"provider": "WAVE"}, 400),
        ("pay", {"amount": "lots"}, 400),
    ],
)
def test_nonsense_is_refused(either: Shop, deed: str, options: dict[str, object], status: int) -> None:
    assert error(do(either, either.create().id, deed, **options))[0] == status


def test_an_unknown_session_and_a_body_that_is_no_object(either: Shop) -> None:
    assert error(do(either, "none", "pay"))[0] == 404
    assert error(either.http.post(f"/_sandbox/sessions/{either.create().id}/pay", json=[]))[0] == 400
    assert error(either.http.post("/_sandbox/drop", content=b"{"))[0] == 400


def test_requests_can_be_read_with_their_key_masked(either: Shop) -> None:
    either.get("/me", {"X-Request-Id": "r1"}, a="b")
    either.post("/checkout-sessions", either.order(title="Été"))
    rows = either.http.get("/_sandbox/requests").json()
    assert [(row["method"], row["path"], row["status"]) for row in rows] == [
        ("GET", "/me", 200),
        ("POST", "/checkout-sessions", 201),
    ]
    assert (rows[0]["query"], rows[0]["request_id"]) == ({"a": "b"}, "r1")
    assert rows[0]["headers"]["x-api-key"] == f"lomi_sk_test_...{either.server.key[-4:]}"
    assert either.server.key not in str(rows)
    assert "Été" in rows[1]["body"]
    assert len(either.http.get("/_sandbox/requests?path_prefix=/me&method=GET").json()) == 1
    either.http.delete("/_sandbox/requests")
    assert len(either.server.requests) == 0


def test_the_request_log_in_python(either: Shop) -> None:
    either.get("/me")
    either.get("/providers")
    assert [each.path for each in either.server.requests] == ["/me", "/providers"]
    assert either.server.requests[0].headers["x-api-key"] != either.server.key
    assert [each.path for each in either.server.requests.to("/pro", "GET")] == ["/providers"]
    assert either.server.requests.to("/me", "POST") == []


def test_faults_can_be_added_from_outside(either: Shop) -> None:
    told = either.http.post("/_sandbox/faults", json={"kind": "status", "path_prefix": "/me", "body": "x"}).json()
    assert (told["kind"], told["times"], told["body"]) == ("status", 1, "x")
    assert either.get("/me").status_code == 503
    assert either.http.get("/_sandbox/faults").json()[0]["hits"] == 1
    assert either.http.delete("/_sandbox/faults").json() == []
    assert error(either.http.post("/_sandbox/faults", json={"kind": "gremlins"}))[0] == 400
    assert error(either.http.post("/_sandbox/faults", json={"kind": "html", "no": 1}))[0] == 400


def test_the_line_can_be_cut_from_outside(either: Shop) -> None:
    either.http.post("/_sandbox/drop", json={"seconds": 5})
    with pytest.raises(httpx.RemoteProtocolError):
        either.get("/me")
    either.http.post("/_sandbox/drop", json={"seconds": 0})
    assert either.get("/me").status_code == 200


def test_the_sandbox_counts_what_it_holds(either: Shop) -> None:
    either.server.pay(either.create().id)
    held = either.http.get("/_sandbox").json()
    assert held.pop("now") == "2026-03-02T09:00:00.000Z"
    wanted = {"sessions": 1, "links": 0, "transactions": 1, "errands": 0, "charges": 0, "refunds": 0}
    assert {name: held[name] for name in wanted} == wanted


def test_a_fault_without_a_name_is_asked_for_one(live: Shop) -> None:
    answer = live.http.post("/_sandbox/faults", json={})
    assert (answer.status_code, "drop_after" in answer.text) == (400, True)
