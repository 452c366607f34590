import gzip

import httpx
import pytest

from lomi_pos.sandbox.faults import KINDS

from .shop import Shop


def lose(shop: Shop, path: str = "/me", method: str = "GET") -> None:
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        shop.http.request(method, path, json=shop.order() if method == "POST" else None)


@pytest.mark.parametrize("kind", ["drop_before", "reset_before"])
def test_a_request_that_is_lost_did_nothing(either: Shop, kind: str) -> None:
    either.server.faults.add(kind, method="POST", path_prefix="/checkout-sessions")  # type: ignore[arg-type]
    lose(either, "/checkout-sessions", "POST")
    assert either.server.lomi.sessions == {}
    assert (either.server.requests[-1].status, either.server.requests[-1].fault) == (None, kind)
    assert either.create()


@pytest.mark.parametrize("kind", ["drop_after", "reset_after"])
def test_an_answer_that_is_lost_did_its_work(either: Shop, kind: str) -> None:
    either.server.faults.add(kind, method="post", path_prefix="/checkout-sessions")  # type: ignore[arg-type]
    lose(either, "/checkout-sessions", "POST")
    assert len(either.server.lomi.sessions) == 1


def test_a_fault_fits_its_method_and_path_and_comes_so_many_times(either: Shop) -> None:
    fault = either.server.faults.add("status", method="GET", path_prefix="/me", times=2, skip=1)
    seen = [either.get("/me").status_code for _ in range(4)]
    assert seen == [200, 503, 503, 200]
    assert either.get("/providers").status_code == 200
    assert fault.hits == 2
    either.server.faults.add("status", times=None)
    assert [either.get("/me").status_code for _ in range(3)] == [503] * 3
    either.server.faults.clear()
    assert either.get("/me").status_code == 200


def test_a_status_may_have_a_body_and_headers(either: Shop) -> None:
    either.server.faults.add("status", status=429, body={"error": "slow"}, headers={"Retry-After": "900"})
    answer = either.get("/me")
    assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (429, {"error": "slow"}, "900")
    either.server.faults.add("status", status=200, body="no json")
    assert either.get("/me").text == "no json"


def test_gateways_and_hotels_answer_in_html(either: Shop) -> None:
    either.server.faults.add("html", status=502)
    either.server.faults.add("captive")
    gateway, hotel = either.get("/me"), either.get("/me")
    assert (gateway.status_code, hotel.status_code) == (502, 200)
    assert "502 Bad Gateway" in gateway.text
    assert {each.headers["Content-Type"] for each in (gateway, hotel)} == {"text/html; charset=utf-8"}


def test_a_redirect_points_elsewhere(either: Shop) -> None:
    either.server.faults.add("redirect")
    answer = either.get("/me")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.example/")


def test_an_empty_answer_did_its_work(either: Shop) -> None:
    either.server.faults.add("empty")
    answer = either.post("/checkout-sessions", either.order())
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(either.server.lomi.sessions) == 1


def test_a_truncated_answer_breaks_off(either: Shop) -> None:
    either.server.faults.add("truncated")
    lose(either)
    assert either.get("/me").status_code == 200


def test_a_slow_answer_comes_whole(either: Shop) -> None:
    either.server.faults.add("slow_bytes")
    assert either.get("/me").json()["environment"] == "test"


def test_a_delayed_answer_comes_too(either: Shop) -> None:
    either.server.faults.add("delay")
    either.server.faults.add("delay_after")
    assert [either.get("/me").status_code for _ in range(2)] == [200, 200]


def test_a_delay_outlasts_the_callers_patience(either: Shop) -> None:
    either.server.faults.add("delay_after", delay_s=60)
    with pytest.raises(httpx.ReadTimeout):
        either.http.post("/checkout-sessions", json=either.order(), timeout=0.05)
    assert len(either.server.lomi.sessions) == 1


def test_compressed_answers_that_nobody_asked_for(either: Shop) -> None:
    either.server.faults.add("gzip")
    with either.http.stream("GET", "/me") as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"organization_id" in gzip.decompress(b"".join(answer.iter_raw()))
    either.server.faults.add("gzip_bomb", size=1024 * 1024)
    with either.http.stream("GET", "/me") as answer:
        bomb = b"".join(answer.iter_raw())
    assert len(bomb) < 2048
    assert len(gzip.decompress(bomb)) == 1024 * 1024


def test_a_huge_answer(either: Shop) -> None:
    either.server.faults.add("huge", size=300_000)
    assert len(either.get("/me").json()["data"]) == 300_000


def test_a_huge_answer_may_be_left_unread(either: Shop) -> None:
    either.server.faults.add("huge")
    with either.http.stream("GET", "/me") as answer:
        assert answer.status_code == 200
    assert either.get("/me").status_code == 200


def test_headers_without_end(either: Shop) -> None:
    either.server.faults.add("endless_headers")
    with pytest.raises(httpx.RemoteProtocolError):
        either.get("/me")
    assert either.get("/me").status_code == 200


def test_the_line_may_be_down_for_a_while_but_the_customers_is_not(either: Shop) -> None:
    session = either.create()
    either.server.drop_connections(30)
    lose(either)
    assert either.get(f"/checkout/{session.id}").status_code == 200
    either.clock.advance(seconds=29)
    lose(either)
    either.clock.advance(seconds=1)
    assert either.get("/me").status_code == 200
    either.server.drop_connections(30)
    either.server.drop_connections(0)
    assert either.get("/me").status_code == 200


def test_an_unknown_fault_is_refused(either: Shop) -> None:
    with pytest.raises(ValueError, match="No fault"):
        either.server.faults.add("gremlins")  # type: ignore[arg-type]
    assert len(KINDS) == len(set(KINDS)) == 18


def test_a_fault_of_a_whole_path_leaves_what_is_below_it_alone(either: Shop) -> None:
    session = either.create()
    fault = either.server.faults.add("status", path="/checkout-sessions", times=None, status=418)
    assert either.get("/checkout-sessions").status_code == 418
    assert either.get(f"/checkout-sessions/{session.id}").status_code == 200
    assert fault.hits == 1
