import uuid
from typing import Any

import pytest

from .shop import OpenShop, Shop, error

ONE = "5ab50000-0000-4000-8000-000000000001"
AYA = "c05e0000-0000-4000-8000-000000000001"
MONTHLY = "9c1d5e00-0000-4000-8000-000000000005"


def statuses(shop: Shop, path: str, **query: Any) -> list[str]:
    told = shop.get(path, **query).json()
    return [each["status"] for each in (told["data"] if isinstance(told, dict) else told)]


def test_a_practice_shop_has_subscriptions(documented: Shop, live: Shop) -> None:
    for shop in (documented, live):
        assert statuses(shop, "/subscriptions") == ["trial", "cancelled", "past_due", "active", "active"]
        assert statuses(shop, "/subscriptions", page=2, pageSize=4) == ["active"]
        assert statuses(shop, f"/subscriptions/customer/{AYA}") == ["active"]
        assert statuses(shop, "/customer-subscriptions", status="active", limit=1) == ["active"]
        assert statuses(shop, "/customer-subscriptions", customer_id=AYA) == ["active"]
        assert shop.get("/customer-subscriptions", limit=2, offset=4).json()["meta"] == {
            "limit": 2,
            "offset": 4,
            "total_returned": 1,
        }
    assert live.get(f"/subscriptions/{ONE}").json()["customer_name"] == "Aya Kouassi"
    assert "customer_name" not in documented.get(f"/subscriptions/{ONE}").json()


def test_an_end_at_the_end_of_the_period_can_be_taken_back(either: Shop) -> None:
    path = f"/subscriptions/{ONE}"
    body = {"cancel_at_period_end": True, "cancellation_reason": "Déménage"}
    ending = either.post(f"{path}/cancel", body)
    assert (ending.status_code, ending.json()["status"], ending.json()["cancel_at_period_end"]) == (201, "active", True)
    assert ending.json()["cancellation_reason"] == "Déménage"
    assert either.post(f"{path}/uncancel", {}).json()["cancel_at_period_end"] is False
    assert error(either.post(f"{path}/uncancel", {}))[:2] == (400, "bad_request")


@pytest.mark.parametrize("way", ["cancel", "delete"])
def test_an_end_at_once_is_final(either: Shop, way: str) -> None:
    if way == "cancel":
        answer = either.post(f"/subscriptions/{ONE}/cancel", {})
        told = answer.json()
    else:
        answer = either.http.delete(f"/customer-subscriptions/{ONE}")
        told = answer.json()["data"]
    assert answer.status_code == (201 if way == "cancel" else 200)
    assert (told["status"], told["end_date"], told["next_billing_date"]) == (
        "cancelled",
        "2026-03-02T09:00:00.000Z",
        None,
    )
    assert error(either.post(f"/subscriptions/{ONE}/uncancel", {}))[0] == 400


def test_a_subscription_is_changed_under_both_paths(either: Shop) -> None:
    changed = either.http.patch(f"/subscriptions/{ONE}", json={"status": "paused", "metadata": {"a": "1"}}).json()
    assert (changed["status"], changed["metadata"]) == ("paused", {"a": "1"})
    changed = either.http.patch(
        f"/customer-subscriptions/{ONE}", json={"next_billing_date": "2026-04-01T00:00:00Z"}
    ).json()
    assert changed["data"]["next_billing_date"] == "2026-04-01T00:00:00.000Z"
    refused = either.http.patch(f"/subscriptions/{ONE}", json={"status": "asleep", "end_date": "soon"})
    assert error(refused)[:2] == (400, "bad_request")


def test_the_plan_changes_to_the_price_of_another_subscription_only(either: Shop) -> None:
    added = either.post(
        "/products/b7a1c000-0000-4000-8000-000000000004/prices",
        {"amount": 100000, "currency_code": "XOF", "billing_interval": "year"},
    ).json()
    path = f"/subscriptions/{ONE}/change-plan"
    changed = either.post(path, {"price_id": added["price_id"]})
    assert (changed.status_code, changed.json()["price_id"]) == (201, added["price_id"])
    for wrong in ("9c1d5e00-0000-4000-8000-000000000001", "none", str(uuid.uuid4())):
        assert error(either.post(path, {"price_id": wrong}))[0] == 400


def test_wrong_ids_and_filters(documented: Shop, live: Shop) -> None:
    for shop, wrong in ((documented, 400), (live, 500)):
        assert error(shop.get("/subscriptions/none"))[0] == wrong
        assert error(shop.get("/customer-subscriptions", status="asleep"))[0] == wrong
        assert error(shop.get("/customer-subscriptions", customer_id="x"))[0] == wrong
        assert error(shop.get(f"/subscriptions/{uuid.uuid4()}"))[0] == 404
        assert error(shop.get(f"/subscriptions/customer/{uuid.uuid4()}"))[0] == 404


def test_subscriptions_survive_a_restart(open_shop: OpenShop, tmp_path: Any) -> None:
    shop = open_shop("live", state_file=tmp_path / "practice.json")
    told = shop.post(f"/subscriptions/{ONE}/cancel", {}).json()
    shop.server.stop()
    again = open_shop("live", state_file=tmp_path / "practice.json")
    assert again.get(f"/subscriptions/{ONE}").json() == told
