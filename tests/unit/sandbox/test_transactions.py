import uuid
from typing import Any

import pytest

from .shop import OpenShop, Shop, error


def paid(shop: Shop, provider: str = "WAVE", **changes: Any) -> str:
    session = shop.create(**changes)
    return shop.server.pay(session.id, provider).id


def listed(shop: Shop, **query: str | int) -> list[str]:
    told = shop.get("/transactions", **query).json()
    return [row["transaction_id"] for row in (told["data"] if isinstance(told, dict) else told)]


def test_a_paid_session_shows_its_money(either: Shop) -> None:
    told = either.get(f"/transactions/{paid(either)}").json()
    row = told.get("data", told)
    assert (row["gross_amount"], row["fee_amount"], row["net_amount"]) == (5000, 125, 4875)
    assert (row["provider_code"], row["payment_method_code"]) == ("WAVE", "MOBILE_MONEY")
    assert row["metadata"] == {"order_ref": "7K3QZ9M2XB"}
    assert row["description"] == "A-041"


def test_a_card_is_a_card(either: Shop) -> None:
    paid(either, "STRIPE")
    told = either.get("/transactions").json()
    assert (told["data"] if isinstance(told, dict) else told)[0]["payment_method_code"] == "CARDS"


def test_documented_transactions_come_in_pages_of_at_most_a_hundred(documented: Shop) -> None:
    made = [paid(documented) for _ in range(21)]
    assert listed(documented) == made[:0:-1]
    assert listed(documented, limit=5, page=2) == made[15:10:-1]
    assert listed(documented, pageSize=3) == made[:0:-1]
    assert documented.get("/transactions", limit=500).json()["meta"] == {"current_page": 1, "per_page": 100}


def test_live_transactions_ignore_the_documented_page_size(live: Shop) -> None:
    made = [paid(live) for _ in range(6)]
    assert listed(live, limit=2) == made[::-1]
    assert listed(live, pageSize=2, page=2) == made[3:1:-1]


def test_documented_filters(documented: Shop) -> None:
    first = paid(documented)
    documented.clock.advance(hours=1)
    second = paid(documented, "ORANGE")
    refused = documented.server.refuse(documented.create().id, "MTN").id
    assert listed(documented, status="failed") == [refused]
    assert listed(documented, status="completed, failed") == [refused, second, first]
    assert listed(documented, provider="ORANGE") == [second]
    assert listed(documented, from_date="2026-03-02T09:30:00Z") == [refused, second]
    assert listed(documented, to_date="2026-03-02T09:00:00Z") == [first]
    assert listed(documented, startDate="2026-03-02T09:30:00Z") == [refused, second, first]


def test_live_filters(live: Shop) -> None:
    first = paid(live)
    live.clock.advance(hours=1)
    second = paid(live, "STRIPE")
    refused = live.server.refuse(live.create().id, "MTN").id
    assert listed(live, status="completed,failed") == [refused, second, first]
    assert listed(live, provider="STRIPE") == [second]
    assert listed(live, startDate="2026-03-02T09:30:00Z") == [refused, second]
    assert listed(live, endDate="2026-03-02T09:00:00Z") == [first]
    assert listed(live, from_date="2026-03-02T09:30:00Z") == [refused, second, first]
    assert listed(live, paymentMethod="CARDS") == [second]
    assert listed(live, currency="USD,EUR") == []
    assert listed(live, type="instalment") == []
    assert listed(live, isPos="true") == []


@pytest.mark.parametrize(
    "query",
    [
        {"status": "cancelled"},
        {"status": "completed, failed"},
        {"provider": "ORANGE"},
        {"startDate": "yesterday"},
        {"type": "refund"},
    ],
)
def test_the_live_database_refuses_unknown_words(live: Shop, query: dict[str, str]) -> None:
    assert error(live.get("/transactions", **query))[:2] == (500, "internal_error")


@pytest.mark.parametrize(
    "query",
    [{"status": "cancelled"}, {"provider": "PIGEON"}, {"from_date": "yesterday"}, {"limit": 0}, {"page": 0}],
)
def test_documented_filters_are_checked(documented: Shop, query: dict[str, str | int]) -> None:
    assert error(documented.get("/transactions", **query))[:2] == (400, "bad_request")


@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_a_transaction_id_that_is_none(open_shop: OpenShop, dialect: str, status: int) -> None:
    assert open_shop(dialect).get("/transactions/tx_1").status_code == status


def test_a_strangers_transaction_is_not_found(either: Shop) -> None:
    its_id = paid(either)
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id=str(uuid.uuid4()))
    either.http.headers["X-API-Key"] = "lomi_sk_test_other"
    assert error(either.get(f"/transactions/{its_id}"))[:2] == (404, "not_found")
    assert listed(either) == []


def test_the_list_keeps_to_the_environment_and_a_single_look_does_not(either: Shop) -> None:
    its_id = paid(either)
    either.server.lomi.keys.add("lomi_sk_live_own")
    either.http.headers["X-API-Key"] = "lomi_sk_live_own"
    assert listed(either) == []
    assert either.get(f"/transactions/{its_id}").status_code == 200
