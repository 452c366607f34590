import uuid
from typing import Any

import httpx
import pytest

from lomi_pos.sandbox.catalogue import Price, Product

from .shop import OpenShop, Shop, error

STRANGER = "11111111-2222-4333-8444-555555555555"


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["checkout_session_id"] for row in rows]


# ---------------------------------------------------------------- documented
def test_a_documented_session_lives_as_long_as_asked(documented: Shop) -> None:
    answer = documented.post("/checkout-sessions", documented.order(expiration_minutes=10))
    assert answer.status_code == 201
    made = answer.json()["data"]
    assert made["created_at"] == "2026-03-02T09:00:00.000Z"
    assert made["expires_at"] == "2026-03-02T09:10:00.000Z"
    assert made["url"] == f"{documented.server.checkout}/{made['checkout_session_id']}"


def test_a_documented_session_lives_half_an_hour_by_default(documented: Shop) -> None:
    assert documented.create().expires_at.minute == 30


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"success_url": ...}, "success_url must be a URL address"),
        ({"cancel_url": "javascript:alert(1)"}, "cancel_url must be a URL address"),
        ({"cancel_url": "http://[broken"}, "cancel_url must be a URL address"),
        ({"allowed_providers": []}, "allowed_providers should not be empty"),
        ({"allowed_providers": ["PIGEON"]}, "allowed_providers holds an unknown provider: PIGEON"),
        ({"amount": ...}, "amount must be a whole number of the smallest currency unit"),
        ({"amount": "5000"}, "amount must be a whole number of the smallest currency unit"),
        ({"amount": 0.5}, "amount must be a whole number of the smallest currency unit"),
        ({"amount": True}, "amount must be a whole number of the smallest currency unit"),
        ({"amount": -1}, "amount must be a positive number"),
        ({"currency_code": "GBP"}, "currency_code must be one of the following values: XOF, USD, EUR"),
        ({"title": 5}, "title must be a string"),
        ({"product_id": "x"}, "product_id must be a UUID"),
        ({"metadata": {"n": 1}}, "metadata values must be strings"),
        ({"metadata": []}, "metadata must be an object"),
        ({"metadata": {str(n): "" for n in range(51)}}, "metadata must have at most 50 keys"),
        ({"expiration_minutes": 0}, "expiration_minutes must be a positive number"),
        ({"allow_coupon_code": "no"}, "allow_coupon_code must be a boolean value"),
    ],
)
def test_a_documented_session_says_what_is_wrong(documented: Shop, changes: dict[str, Any], message: str) -> None:
    answer = documented.post("/checkout-sessions", documented.order(**changes))
    assert error(answer) == (400, "bad_request", message, "Bad Request")
    assert documented.server.lomi.sessions == {}


def test_documented_pages_are_numbered(documented: Shop) -> None:
    made = [documented.create().id for _ in range(5)]
    answer = documented.get("/checkout-sessions", limit=2, page=2, offset=4).json()
    assert ids(answer["data"]) == [made[2], made[1]]
    assert answer["meta"] == {"current_page": 2, "per_page": 2}


def test_the_documentation_promises_403_for_a_strangers_session(documented: Shop) -> None:
    session = documented.create()
    documented.server.lomi.keys.add("lomi_sk_test_other", organization_id=STRANGER)
    answer = documented.get(f"/checkout-sessions/{session.id}", {"X-API-Key": "lomi_sk_test_other"})
    assert error(answer)[:2] == (403, "forbidden")


# ---------------------------------------------------------------- live
def test_a_live_session_ignores_what_the_server_does_not_read(live: Shop) -> None:
    body = live.order(expiration_minutes=10, allowed_providers=..., success_url=..., plan_id="whatever")
    made = live.post("/checkout-sessions", body).json()
    assert made["expires_at"] == "2026-03-02T10:00:00.000Z"
    assert made["checkout_url"].endswith(f"/checkout/{made['checkout_session_id']}")
    assert (made["description"], made["success_url"]) == ("Two cloths", None)
    assert not {"url", "allowed_providers", "public_description", "plan_id"} & made.keys()


def test_only_the_other_description_reaches_the_live_server(live: Shop) -> None:
    assert live.post("/checkout-sessions", live.order(description=...)).json()["description"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": ...},
        {"amount": 0},
        {"amount": "five"},
        {"amount": []},
        {"amount": True},
        {"currency_code": "GBP"},
        {"currency_code": ...},
        {"metadata": "x"},
        {"product_id": STRANGER, "amount": ...},
        {"product_id": "b7a1c000-0000-4000-8000-000000000001", "amount": 1},
        {"line_items": [{"price_id": "none"}]},
        {"line_items": "x"},
    ],
)
def test_the_live_database_refuses_without_a_word(live: Shop, changes: dict[str, Any]) -> None:
    answer = live.post("/checkout-sessions", live.order(**changes))
    assert error(answer) == (500, "internal_error", "An unexpected error occurred", None)


@pytest.mark.parametrize("amount", ["5000", 5000.0, " 5000 "])
def test_the_live_database_casts_amounts(live: Shop, amount: Any) -> None:
    assert live.post("/checkout-sessions", live.order(amount=amount)).json()["amount"] == 5000


def test_the_catalogue_sets_the_live_amount(live: Shop) -> None:
    mangoes = "b7a1c000-0000-4000-8000-000000000001"
    assert live.create(amount=..., product_id=mangoes).amount == 2500
    assert live.create(amount=5000, product_id=mangoes, quantity=2).amount == 5000
    gift = "b7a1c000-0000-4000-8000-000000000003"
    assert live.create(amount=700, product_id=gift).amount == 700
    items = [{"price_id": "9c1d5e00-0000-4000-8000-000000000001", "quantity": 3}]
    assert live.create(amount=..., line_items=items).amount == 7500


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("9c1d5e00-0000-4000-8000-000000000005", "recurring not supported"),
        ("9c1d5e00-0000-4000-8000-000000000004", "pwyw not supported"),
    ],
)
def test_some_line_items_are_refused_by_name(live: Shop, price: str, reason: str) -> None:
    answer = live.post("/checkout-sessions", live.order(line_items=[{"price_id": price}]))
    assert error(answer) == (400, "bad_request", f"Checkout line_items rejected: {reason}", None)


def test_the_integration_source_is_copied_into_the_metadata(live: Shop) -> None:
    session = live.create(integration_source="odoo")
    assert session.metadata == {"order_ref": "7K3QZ9M2XB", "integration_source": "odoo"}


def test_a_live_session_is_read_back_without_url_and_environment(live: Shop) -> None:
    session = live.create()
    read = live.get(f"/checkout-sessions/{session.id}").json()
    assert read["status"] == "open"
    assert not {"url", "checkout_url", "environment"} & read.keys()


def test_live_pages_go_by_offset(live: Shop) -> None:
    made = [live.create().id for _ in range(5)]
    rows = live.get("/checkout-sessions", limit=2, offset=1, page=9).json()
    assert ids(rows) == [made[3], made[2]]


def test_a_strangers_session_does_not_exist_for_the_live_server(live: Shop) -> None:
    session = live.create()
    live.server.lomi.keys.add("lomi_sk_test_other", organization_id=STRANGER)
    answer = live.get(f"/checkout-sessions/{session.id}", {"X-API-Key": "lomi_sk_test_other"})
    assert error(answer)[:2] == (404, "not_found")


# ---------------------------------------------------------------- both
def rows_of(answer: httpx.Response) -> list[dict[str, Any]]:
    told = answer.json()
    rows: list[dict[str, Any]] = told["data"] if isinstance(told, dict) else told
    return rows


def test_a_session_expires_by_itself(either: Shop) -> None:
    session = either.create()
    either.clock.advance(minutes=61)
    read = rows_of(either.get("/checkout-sessions"))[0]
    assert read["status"] == "expired"
    assert read["updated_at"] == read["expires_at"] != read["created_at"]
    assert either.server.lomi.session(session.id).status == "expired"


def test_sessions_are_filtered_by_status(either: Shop) -> None:
    paid, expired, waiting = (either.create().id for _ in range(3))
    either.server.pay(paid)
    either.server.expire(expired)
    for status, its_id in (("completed", paid), ("expired", expired), ("open", waiting)):
        assert ids(rows_of(either.get("/checkout-sessions", status=status))) == [its_id]


@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_an_unknown_status_is_refused(open_shop: OpenShop, dialect: str, status: int) -> None:
    assert open_shop(dialect).get("/checkout-sessions", status="paid").status_code == status


def test_the_list_mixes_test_and_live_sessions(either: Shop) -> None:
    either.create()
    either.server.lomi.keys.add("lomi_sk_live_own")
    either.post("/checkout-sessions", either.order(), X_API_Key="lomi_sk_live_own")
    assert len(rows_of(either.get("/checkout-sessions"))) == 2
    assert either.server.lomi.newest_session().environment == "live"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("nonsense", "Checkout session id must be a UUID"),
        ("{CHECKOUT_SESSION_ID}", "Replace the {CHECKOUT_SESSION_ID} placeholder with a checkout session id"),
    ],
)
def test_an_id_that_is_none_is_refused(either: Shop, asked: str, message: str) -> None:
    assert error(either.get(f"/checkout-sessions/{asked}")) == (400, "bad_request", message, "Bad Request")


def test_an_id_may_be_written_in_capitals_and_with_spaces(either: Shop) -> None:
    session = either.create()
    assert either.get(f"/checkout-sessions/%20{session.id.upper()}%20").status_code == 200


def test_an_unknown_id_is_not_found(either: Shop) -> None:
    unknown = str(uuid.uuid4())
    message = f"Checkout session with ID {unknown} not found or access denied"
    assert error(either.get(f"/checkout-sessions/{unknown}")) == (404, "not_found", message, "Not Found")


@pytest.mark.parametrize("limit", ["many", "1.5", "1e3"])
def test_a_limit_that_is_no_number_is_refused(either: Shop, limit: str) -> None:
    message = "Validation failed (numeric string is expected)"
    assert error(either.get("/checkout-sessions", limit=limit))[2] == message


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "PUT"])
def test_there_is_no_way_to_cancel(either: Shop, method: str) -> None:
    path = f"/checkout-sessions/{either.create().id}"
    assert error(either.http.request(method, path))[:3] == (404, "not_found", f"Cannot {method} {path}")


def test_an_owing_customer_gets_the_old_invoice_instead(either: Shop) -> None:
    customer = "c47ac10b-58cc-4372-a567-0e02b2c3d480"
    either.server.lomi.block_customer(customer, 700)
    answer = either.post("/checkout-sessions", either.order(customer_id=customer), Idempotency_Key="k1")
    assert answer.status_code == 201
    assert answer.json()["payment_required"] is True
    old = either.server.lomi.newest_session()
    assert (old.amount, answer.json()["blocking_invoice"]["amount_remaining"]) == (700, 700)
    assert answer.json()["blocking_invoice"]["checkout_url"].endswith(old.id)
    again = either.post("/checkout-sessions", either.order(customer_id=customer), Idempotency_Key="k1")
    assert again.json()["blocking_invoice"]["checkout_url"] != answer.json()["blocking_invoice"]["checkout_url"]


def test_an_invoice_payment_is_not_blocked(live: Shop) -> None:
    live.server.lomi.block_customer("c1")
    made = live.post(
        "/checkout-sessions", live.order(customer_id="c1", metadata={"payment_flow": "invoice_payment"})
    ).json()
    assert "checkout_session_id" in made


def test_a_body_that_is_not_json_is_refused(either: Shop) -> None:
    answer = either.http.post("/checkout-sessions", content=b"{", headers={"Content-Type": "application/json"})
    assert error(answer)[:2] == (400, "bad_request")


@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_a_body_that_is_no_object_is_refused(open_shop: OpenShop, dialect: str, status: int) -> None:
    assert open_shop(dialect).post("/checkout-sessions", [1]).status_code == status


# ---------------------------------------------------------------- the catalogue, in both
MANGOES, BIG_BASKET, CLOTH = (f"9c1d5e00-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
GIFT, MEMBERSHIP = "9c1d5e00-0000-4000-8000-000000000004", "9c1d5e00-0000-4000-8000-000000000005"
METERED = Product(
    "b7a1c000-0000-4000-8000-000000000009",
    "Eau",
    (Price("9c1d5e00-0000-4000-8000-000000000009", 5, billing_interval="unit"),),
    product_type="usage_based",
)


@pytest.mark.parametrize(
    ("prices", "reason"),
    [
        ([MEMBERSHIP], "recurring not supported"),
        ([MANGOES, GIFT], "pwyw not supported"),
        ([METERED.prices[0].id], "usage based not supported"),
        ([MANGOES, MEMBERSHIP], "mixed product types"),
    ],
)
def test_line_items_are_refused_in_the_words_of_the_server(either: Shop, prices: list[str], reason: str) -> None:
    either.server.lomi.catalogue.products[METERED.id] = METERED
    order = either.order(amount=..., line_items=[{"price_id": price} for price in prices])
    told = (400, "bad_request", f"Checkout line_items rejected: {reason}", None)
    assert error(either.post("/checkout-sessions", order)) == told
    assert either.server.lomi.sessions == {}


def test_line_items_set_the_amount_and_the_rest_of_the_catalogue_is_ignored(either: Shop) -> None:
    items = [{"price_id": MANGOES, "quantity": 2}, {"price_id": CLOTH}]
    session = either.create(amount=1, line_items=items, price_id=BIG_BASKET)
    assert (session.amount, session.price_id, session.product_id) == (23000, None, None)


def test_a_price_alone_sets_the_amount(either: Shop) -> None:
    session = either.create(amount=..., price_id=BIG_BASKET, quantity=2)
    assert (session.amount, session.quantity) == (9000, 2)


def test_a_price_and_another_amount_do_not_go_together_on_the_server(live: Shop) -> None:
    assert live.post("/checkout-sessions", live.order(price_id=BIG_BASKET, amount=1)).status_code == 500
    assert live.post("/checkout-sessions", live.order(price_id=BIG_BASKET, amount=4500)).status_code == 201


def test_published_fields_come_back(either: Shop) -> None:
    fields = {"price_id": BIG_BASKET, "quantity": 2, "allow_quantity": True, "require_billing_address": True}
    told = either.post("/checkout-sessions", either.order(amount=9000, **fields)).json()
    made = told.get("data", told)
    assert {name: made[name] for name in fields} == fields


def test_customer_fields_come_back_and_places_are_taken_without_a_word(either: Shop) -> None:
    fields = {"customer_name": "Awa", "customer_email": "a@example.com", "customer_phone": "+2250700000001"}
    told = either.post("/checkout-sessions", either.order(**fields, customer_city="Bouaké")).json()
    made = told.get("data", told)
    assert {name: made[name] for name in fields} == fields
    assert "customer_city" not in made


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"price_id": "x"}, "price_id must be a UUID"),
        ({"quantity": 0}, "quantity must be a positive whole number"),
        ({"allow_quantity": "yes"}, "allow_quantity must be a boolean value"),
        ({"require_billing_address": 1}, "require_billing_address must be a boolean value"),
        ({"line_items": [5]}, "line_items must be a list of objects"),
        ({"line_items": [{"price_id": "none"}]}, "price_id is not one of your prices: none"),
        ({"line_items": [{"price_id": MANGOES, "quantity": 0.5}]}, "quantity must be a positive whole number"),
    ],
)
def test_published_fields_are_checked_with_the_documented_ones(
    documented: Shop, changes: dict[str, Any], message: str
) -> None:
    assert error(documented.post("/checkout-sessions", documented.order(**changes)))[2] == message


@pytest.mark.parametrize("items", [None, [{"price_id": MANGOES}]])
def test_a_blocking_invoice_is_not_looked_for_with_line_items(either: Shop, items: Any) -> None:
    owing = "c47ac10b-58cc-4372-a567-0e02b2c3d480"
    either.server.lomi.block_customer(owing)
    told = either.post("/checkout-sessions", either.order(customer_id=owing, line_items=items)).json()
    assert told.get("payment_required", False) is (items is None)
