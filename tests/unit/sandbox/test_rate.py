"""The quotas lomi. publishes, and the throttle its server has: not the same."""

import pytest

from lomi_pos.sandbox.clock import HandClock
from lomi_pos.sandbox.rate import RateLimit
from lomi_pos.sandbox.trouble import Refusal

from .shop import OpenShop, error


def asked(rate: RateLimit, times: int, secret: str = "lomi_sk_live_a", route: str = "GET /me") -> None:
    for _ in range(times):
        rate.count(secret, route, "127.0.0.1")


@pytest.mark.parametrize(("secret", "limit"), [("lomi_sk_live_a", 60), ("lomi_sk_test_a", 120)])
def test_the_published_minute_depends_on_the_environment(secret: str, limit: int) -> None:
    rate = RateLimit(HandClock(), "published")
    asked(rate, limit, secret)
    with pytest.raises(Refusal) as refused:
        asked(rate, 1, secret)
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "60")
    assert refused.value.details == {"retry_after_seconds": 60, "limit": limit}


def test_a_used_up_day_is_answered_like_a_key_that_is_not_accepted() -> None:
    clock = HandClock()
    rate = RateLimit(clock, "published")
    for _ in range(200):
        asked(rate, 50)
        clock.advance(minutes=1)
    with pytest.raises(Refusal) as refused:
        asked(rate, 1)
    assert (refused.value.status, refused.value.message) == (401, "API key rate limit exceeded")
    clock.advance(days=1)
    asked(rate, 1)


@pytest.mark.parametrize(
    ("route", "limit", "window_s"), [("POST /checkout-sessions", 120, 60), ("GET /transactions", 5000, 900)]
)
def test_the_throttle_counts_each_route_and_address_and_not_the_key(route: str, limit: int, window_s: int) -> None:
    clock = HandClock()
    rate = RateLimit(clock, "throttled")
    for secret in ("lomi_sk_test_a", "lomi_sk_test_b"):
        asked(rate, limit // 2, secret, route)
    with pytest.raises(Refusal) as refused:
        asked(rate, 1, "lomi_sk_test_c", route)
    assert refused.value.headers == {
        "Retry-After": str(window_s),
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Policy": "fixed-window",
        "X-RateLimit-Window-Seconds": str(window_s),
    }
    asked(rate, 1, route="GET /me")
    clock.advance(seconds=window_s)
    asked(rate, 1, route=route)


def test_the_throttle_comes_before_the_key_over_the_wire(open_shop: OpenShop) -> None:
    shop = open_shop("live", rate_limit="throttled")
    wrong = {"X-API-Key": "lomi_sk_test_wrong"}
    made = [shop.http.post("/checkout-sessions", json={}, headers=wrong) for _ in range(121)]
    assert {answer.status_code for answer in made[:120]} == {401}
    refused = made[120]
    assert error(refused)[:2] == (429, "rate_limit_exceeded")
    assert (refused.headers["Retry-After"], refused.headers["X-RateLimit-Window-Seconds"]) == ("60", "60")
    assert shop.get("/me").headers["X-RateLimit-Limit"] == "5000"


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="published or throttled"):
        RateLimit(HandClock(), "gentle")  # type: ignore[arg-type]
