import uuid
from typing import Any

import pytest

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member

from .shop import OpenShop, Shop, error, same_shape, sample

AYA = "c05e0000-0000-4000-8000-000000000001"
BODY = {"name": "Awa Diallo", "phone_number": "+2250707000001", "email": "awa@example.com", "city": "Abidjan"}
RIGHTS = frozenset({"payment.create", "customer.read", "customer.write"})


def make(shop: Shop, headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    answer = shop.http.post("/customers", json={**BODY, **changes}, headers=headers)
    assert answer.status_code == 201
    made: dict[str, Any] = answer.json()
    return made


def names(shop: Shop, headers: dict[str, str] | None = None, /, **query: Any) -> list[str]:
    return [each["name"] for each in shop.get("/customers", headers, **query).json()["customers"]]


# ---------------------------------------------------------------- looked up
def test_a_practice_shop_has_customers(either: Shop) -> None:
    told = either.get("/customers", pageSize=3, page=2).json()
    assert told["pagination"] == {"page": 2, "pageSize": 3, "totalCount": 8, "totalPages": 3}
    assert [each["name"] for each in told["customers"]] == ["Mariam Coulibaly", "Kouadio Konan", "Fatou Traoré"]
    assert either.get("/customers", page=9).json() == {
        "customers": [],
        "pagination": {"page": 9, "pageSize": 50, "totalCount": 0, "totalPages": 0},
    }


def test_customers_are_searched_by_name_mail_and_phone(either: Shop) -> None:
    assert names(either, search="TRAORÉ") == ["Fatou Traoré"]
    assert names(either, search="0707123456") == ["Aya Kouassi"]
    assert names(either, search="caisse@") == ["Pharmacie du Plateau"]
    assert len(names(either, type="business")) == 2
    assert len(names(either, type="individual")) == 6


def test_an_active_customer_is_one_who_has_paid(either: Shop) -> None:
    either.server.pay(either.create(customer_phone="+2250707123456").id)
    assert names(either, status="active") == ["Aya Kouassi"]
    assert "Aya Kouassi" not in names(either, status="inactive")


def test_a_wrong_filter_or_id_is_told_as_documented_and_broken_or_unread_live(documented: Shop, live: Shop) -> None:
    assert error(documented.get("/customers", type="robot", status="asleep"))[2] == "Validation failed"
    assert len(names(live, type="robot", status="asleep")) == 8
    assert error(documented.get("/customers/none"))[0] == 400
    assert error(live.get("/customers/none"))[0] == 500
    for shop in (documented, live):
        assert error(shop.get("/customers", pageSize="many"))[2] == "Validation failed (numeric string is expected)"
        assert error(shop.get(f"/customers/{uuid.uuid4()}"))[0] == 404


def test_a_strangers_customer_is_not_there_and_test_customers_are_not_listed_live(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    either.server.lomi.keys.add("lomi_sk_live_own")
    assert either.get(f"/customers/{AYA}", {"X-API-Key": "lomi_sk_test_other"}).status_code == 404
    assert names(either, {"X-API-Key": "lomi_sk_live_own"}) == []
    assert either.get(f"/customers/{AYA}", {"X-API-Key": "lomi_sk_live_own"}).json()["environment"] == "test"


# ---------------------------------------------------------------- written
def test_a_customer_is_made_changed_and_deleted(either: Shop) -> None:
    made = make(either, metadata={"carte": "7"})
    assert same_shape(made, sample("live", "customer_created")) == []
    assert (made["environment"], made["is_business"], made["country"]) == ("test", False, "")
    path = f"/customers/{made['customer_id']}"
    either.clock.advance(minutes=1)
    changed = either.http.patch(path, json={"phone_number": "+2250707000002", "name": "Awa D."}).json()
    assert (changed["name"], changed["phone_number"], changed["email"]) == ("Awa D.", "+2250707000002", BODY["email"])
    assert changed["metadata"] == {"carte": "7"}
    assert changed["updated_at"] > changed["created_at"]
    assert either.get(path).json() == changed
    deleted = either.http.delete(path)
    assert (deleted.status_code, deleted.json()) == (200, {"message": "Customer deleted successfully"})
    assert either.get(path).status_code == either.http.delete(path).status_code == 404
    assert "Awa D." not in names(either)


def test_no_creation_is_deduplicated(either: Shop) -> None:
    first, second = (make(either, {"Idempotency-Key": "same"})["customer_id"] for _ in range(2))
    assert first != second


def test_a_wrong_customer_is_told_as_documented_and_broken_or_taken_live(documented: Shop, live: Shop) -> None:
    wrong = {"name": " ", "email": "nobody", "phone_number": 7, "is_business": "yes", "metadata": []}
    told = error(documented.post("/customers", wrong))
    assert (told[2], len(told[3])) == ("Validation failed", 5)
    assert error(documented.http.patch(f"/customers/{AYA}", json={"email": "nobody"}))[2] == "email must be an email"
    assert error(live.post("/customers", {"email": "awa@example.com"}))[0] == 500
    assert error(live.post("/customers", {"name": "Awa", "metadata": "x"}))[0] == 500
    assert live.post("/customers", {"name": "Awa", "email": "nobody"}).status_code == 201
    kept = live.http.patch(f"/customers/{AYA}", json={"name": "", "nickname": "A"}).json()
    assert kept["name"] == "Aya Kouassi"


def test_the_portal_is_opened_with_a_token_for_a_quarter_of_an_hour(either: Shop) -> None:
    answer = either.post(f"/customers/{AYA}/portal-launch-session", {})
    assert answer.status_code == 201
    assert same_shape(answer.json(), sample("live", "customer_portal")) == []
    assert answer.json()["launch_token"] in answer.json()["launch_url"]


# ---------------------------------------------------------------- payers
def test_a_payer_who_left_a_phone_becomes_a_customer_and_is_known_the_next_time(either: Shop) -> None:
    details = {"customer_name": "Issa Koné", "customer_phone": "+2250709999999"}
    first = either.server.pay(either.create(**details).id)
    second = either.server.pay(either.create(customer_phone="+2250709999999").id)
    assert first.customer_id == second.customer_id
    assert second.customer_name == "Issa Koné"
    assert names(either, search="Koné") == ["Issa Koné"]
    rows = either.get(f"/customers/{first.customer_id}/transactions").json()
    assert same_shape(rows, sample("live", "customer_transactions")) == []
    assert [row["transaction_id"] for row in rows] == [second.id, first.id]


def test_a_payer_who_left_nothing_is_nobody(either: Shop) -> None:
    row = either.server.pay(either.create().id)
    assert either.get(f"/customers/{row.customer_id}").status_code == 404
    assert len(names(either)) == 8


def test_a_part_of_a_wave_payment_goes_back_to_the_customers_phone(either: Shop) -> None:
    row = either.server.pay(either.create(customer_email="aya.kouassi@example.com").id)
    assert row.customer_id == AYA
    assert either.post("/refunds", {"transaction_id": row.id, "amount": 1000}).status_code == 201


def test_customers_survive_a_restart(open_shop: OpenShop, tmp_path: Any) -> None:
    shop = open_shop("live", state_file=tmp_path / "practice.json")
    made = make(shop)
    shop.http.delete(f"/customers/{AYA}")
    row = shop.server.pay(shop.create(customer_name="Issa", customer_email="issa@example.com").id)
    shop.server.stop()
    again = open_shop("live", state_file=tmp_path / "practice.json")
    assert again.get(f"/customers/{made['customer_id']}").json() == made
    assert again.get(f"/customers/{AYA}").status_code == 404
    assert [each["transaction_id"] for each in again.get(f"/customers/{row.customer_id}/transactions").json()] == [
        row.id
    ]


# ---------------------------------------------------------------- Network
@pytest.fixture
def account(either: Shop) -> dict[str, str]:
    either.server.lomi.network.add(Member(SAMPLE_ACCOUNT, capabilities={"test": RIGHTS}))
    return {"Lomi-Account": SAMPLE_ACCOUNT}


def test_an_operators_customer_says_who_made_it_for_whom(either: Shop, account: dict[str, str]) -> None:
    made = make(either, account, metadata={"carte": "7"})
    network = made["metadata"]["network"]
    member = Member(SAMPLE_ACCOUNT)
    assert made["organization_id"] == network["member_organization_id"] == member.organization_id
    assert network["operator_organization_id"] == either.server.lomi.keys.own.organization_id
    assert network["public_account_id"] == SAMPLE_ACCOUNT
    assert network.keys() == {
        "operator_organization_id",
        "member_organization_id",
        "network_membership_id",
        "network_account_id",
        "public_account_id",
        "source",
    }
    path = f"/customers/{made['customer_id']}"
    changed = either.http.patch(path, json={"metadata": {"rang": "1"}}, headers=account).json()
    assert changed["metadata"] == {"carte": "7", "rang": "1", "network": network}
    assert names(either, account) == ["Awa Diallo"]
    assert either.get(path).status_code == 404


def test_an_operator_sees_the_members_customer_once_it_took_a_payment_of_theirs(
    either: Shop, account: dict[str, str]
) -> None:
    lomi = either.server.lomi
    lomi.keys.add("lomi_sk_test_member", organization_id=Member().organization_id)
    theirs = make(either, {"X-API-Key": "lomi_sk_test_member"})
    path = f"/customers/{theirs['customer_id']}"
    assert either.get(path, account).status_code == 404
    either.post("/checkout-sessions", either.order(customer_phone=BODY["phone_number"]), Lomi_Account=SAMPLE_ACCOUNT)
    row = lomi.payments.pay(lomi.newest_session().id)
    assert either.get(path, account).status_code == 200
    assert [each["transaction_id"] for each in either.get(f"{path}/transactions", account).json()] == [row.id]


def test_an_operator_may_not_delete_a_customer(either: Shop, account: dict[str, str]) -> None:
    made = make(either, account)
    for answer in (
        either.http.delete(f"/customers/{made['customer_id']}", headers=account),
        either.http.post(f"/customers/{made['customer_id']}/portal-launch-session", headers=account),
        either.http.delete(f"/customers/{made['customer_id']}", headers={**account, "X-API-Key": "wrong"}),
    ):
        assert error(answer)[:3] == (401, "unauthorized", "Network requests are not supported for this endpoint")
