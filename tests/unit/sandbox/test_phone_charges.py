"""Wave and MTN charges: the phone is asked at once, and nothing keeps two of them apart."""

from typing import Any

import pytest

from lomi_pos.sandbox.charges import Reply
from lomi_pos.sandbox.network import SAMPLE_ACCOUNT

from .shop import OpenShop, Shop, error

PHONE = "+2250700000001"
CUSTOMER = {"name": "Awa Koné", "phoneNumber": PHONE}


def body(**changes: Any) -> dict[str, Any]:
    asked = {"amount": 5000, "currency": "XOF", "customer": CUSTOMER, "description": "A-041", **changes}
    return {name: value for name, value in asked.items() if value is not ...}


def wave(shop: Shop, **changes: Any) -> dict[str, Any]:
    answer = shop.post("/charge/wave", body(**changes))
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()
    return told


def mtn(shop: Shop, **changes: Any) -> dict[str, Any]:
    answer = shop.post("/charge/mtn", body(**changes))
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()["data"]
    return told


def transaction(shop: Shop, its_id: str) -> dict[str, Any]:
    told = shop.get(f"/transactions/{its_id}").json()
    row: dict[str, Any] = told.get("data", told)
    return row


# ---------------------------------------------------------------- Wave
def test_wave_answers_with_its_own_page_and_the_amount_as_text(either: Shop) -> None:
    told = wave(either, successUrl="https://shop.example/ok", errorUrl="https://shop.example/no")
    session = told["waveSession"]
    assert told["checkoutUrl"] == f"{either.server.url}/wave/{session['id']}"
    assert session["id"].startswith("cos-")
    assert (session["amount"], session["currency"], session["checkout_status"]) == ("5000", "XOF", "open")
    assert (session["success_url"], session["error_url"]) == ("https://shop.example/ok", "https://shop.example/no")


def test_a_wave_charge_is_a_pending_transaction_until_the_customer_confirms(either: Shop) -> None:
    its_id = wave(either)["transactionId"]
    row = transaction(either, its_id)
    assert (row["status"], row["provider_code"], row["gross_amount"]) == ("pending", "WAVE", 5000)
    assert row["metadata"] == {"source": "api_direct_charge"}
    assert row["description"] == "A-041"
    either.server.confirm_charge(its_id)
    assert transaction(either, its_id)["status"] == "completed"


def test_a_refused_charge_has_failed_and_an_unanswered_one_expires_at_its_own_hour(either: Shop) -> None:
    refused, forgotten = wave(either)["transactionId"], wave(either)["transactionId"]
    either.server.refuse_charge(refused)
    assert transaction(either, refused)["status"] == "failed"
    either.clock.advance(minutes=29)
    assert transaction(either, forgotten)["status"] == "pending"
    either.clock.advance(minutes=11)
    row = transaction(either, forgotten)
    assert (row["status"], row["updated_at"]) == ("expired", "2026-03-02T09:30:00.000Z")


def test_a_slow_provider_may_confirm_what_has_expired(either: Shop) -> None:
    its_id = wave(either)["transactionId"]
    either.server.expire_charge(its_id)
    either.server.confirm_charge(its_id, late=True)
    assert transaction(either, its_id)["status"] == "completed"


def test_the_documented_minimum_is_a_hundred_and_the_server_does_not_know_it(documented: Shop, live: Shop) -> None:
    assert error(documented.post("/charge/wave", body(amount=99)))[2] == "amount must not be less than 100"
    assert documented.post("/charge/wave", body(amount=100)).status_code == 201
    assert live.post("/charge/wave", body(amount=1)).status_code == 201


BAD = [
    {"customer": ...},
    {"customer": "Awa"},
    {"currency": "USD"},
    {"currency": ...},
    {"amount": ...},
    {"amount": 0},
    {"amount": "lots"},
]


@pytest.mark.parametrize("path", ["/charge/wave", "/charge/mtn"])
@pytest.mark.parametrize("changes", BAD)
@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_a_bad_charge_leaves_nothing_behind(
    open_shop: OpenShop, dialect: str, status: int, changes: dict[str, Any], path: str
) -> None:
    shop = open_shop(dialect)
    assert error(shop.post(path, body(**changes)))[0] == status
    assert shop.server.lomi.transactions == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"customer": {"name": " ", "phoneNumber": PHONE}},
        {"customer": {"name": "Awa"}},
        {"successUrl": "javascript:1"},
        {"amount": "5000"},
    ],
)
def test_only_the_documented_dialect_checks_further(documented: Shop, live: Shop, changes: dict[str, Any]) -> None:
    assert documented.post("/charge/wave", body(**changes)).status_code == 400
    assert live.post("/charge/wave", body(**changes)).status_code == 201


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("/charge/wave", "WAVE", "Wave provider not configured for this organization"),
        ("/charge/mtn", "MTN", "MTN provider is not connected for this organization"),
    ],
)
def test_a_provider_that_is_not_connected_says_so(either: Shop, path: str, code: str, message: str) -> None:
    either.server.lomi.catalogue.providers[code].is_connected = False
    assert error(either.post(path, body())) == (400, "bad_request", message, "Bad Request")


# ---------------------------------------------------------------- MTN
def test_an_mtn_charge_asks_for_amount_times_quantity(either: Shop) -> None:
    told = mtn(either, quantity=3)
    assert told["status"] == "PENDING"
    assert set(told) == {"transaction_id", "external_id", "reference_id", "status", "mtn_response"}
    row = transaction(either, told["transaction_id"])
    assert (row["gross_amount"], row["status"], row["provider_code"]) == (15000, "pending", "MTN")
    either.server.confirm_charge(told["reference_id"])
    assert transaction(either, told["transaction_id"])["status"] == "completed"


def test_a_country_mtn_does_not_serve_is_taken_for_cote_d_ivoire(either: Shop) -> None:
    assert mtn(either, countryCode="GH")["mtn_response"]["country"] == "GH"
    assert mtn(either, countryCode="FR")["mtn_response"]["country"] == "CI"


def test_there_is_no_way_to_read_or_cancel_a_phone_charge(either: Shop) -> None:
    its_id = mtn(either)["reference_id"]
    assert either.get(f"/charge/mtn/{its_id}").status_code == 404
    assert either.post(f"/charge/wave/{its_id}/cancel", {}).status_code == 404


@pytest.mark.parametrize("quantity", [0, "two", True])
def test_a_quantity_is_a_whole_number(documented: Shop, quantity: Any) -> None:
    assert documented.post("/charge/mtn", body(quantity=quantity)).status_code == 400


# ---------------------------------------------------------------- twice, and by accident
@pytest.mark.parametrize("path", ["/charge/wave", "/charge/mtn"])
def test_the_same_request_twice_makes_two_charges(either: Shop, path: str) -> None:
    for _ in range(2):
        assert either.post(path, body(), Idempotency_Key="k").status_code == 201
    assert len(either.server.lomi.transactions) == 2


@pytest.mark.parametrize("path", ["/charge/wave", "/charge/mtn"])
@pytest.mark.parametrize("asked", [True, False])
def test_a_500_can_leave_a_pending_transaction_behind(either: Shop, path: str, *, asked: bool) -> None:
    either.server.lomi.charges.fail_next(asked=asked)
    assert error(either.post(path, body()))[:2] == (500, "internal_error")
    (row,) = either.server.lomi.transactions.values()
    assert transaction(either, row.id)["status"] == "pending"
    assert (row.id in {each.transaction_id for each in either.server.lomi.charges.kept}) is asked
    assert either.post(path, body()).status_code == 201


def test_an_answer_can_be_replaced_after_the_work_was_done(either: Shop) -> None:
    either.server.faults.add("status_after", path="/charge/wave", status=502)
    assert either.post("/charge/wave", body()).status_code == 502
    assert len(either.server.lomi.transactions) == 1


# ---------------------------------------------------------------- the test environment's hurry
def test_in_the_test_environment_money_can_count_at_once_even_if_the_customer_refuses(either: Shop) -> None:
    either.server.lomi.charges.completed_at_once = True
    told = wave(either)
    assert told["waveSession"]["payment_status"] == "succeeded"
    either.server.refuse_charge(told["transactionId"])
    assert transaction(either, told["transactionId"])["status"] == "completed"
    assert mtn(either)["status"] == "SUCCESSFUL"


def test_the_live_environment_knows_no_such_hurry(either: Shop) -> None:
    either.server.lomi.charges.completed_at_once = True
    either.server.lomi.keys.add("lomi_sk_live_own")
    either.http.headers["X-API-Key"] = "lomi_sk_live_own"
    assert transaction(either, wave(either)["transactionId"])["status"] == "pending"


# ---------------------------------------------------------------- scripted customers
def test_a_number_can_belong_to_somebody_who_answers_by_themselves(either: Shop) -> None:
    charges = either.server.lomi.charges
    charges.phones[PHONE] = Reply("refuse", 2)
    charges.everybody = Reply("confirm", 4)
    refused = mtn(either)["transaction_id"]
    paid = mtn(either, customer={"name": "Koffi", "phoneNumber": "+2250500000000"})["transaction_id"]
    either.clock.advance(seconds=3)
    assert [transaction(either, each)["status"] for each in (refused, paid)] == ["failed", "pending"]
    either.clock.advance(seconds=10)
    row = transaction(either, paid)
    assert (row["status"], row["updated_at"]) == ("completed", "2026-03-02T09:00:04.000Z")


def test_paying_after_some_seconds_holds_for_charges_too(open_shop: OpenShop) -> None:
    shop = open_shop("live", pay_after_s=5)
    its_id = wave(shop)["transactionId"]
    shop.clock.advance(seconds=5)
    assert transaction(shop, its_id)["status"] == "completed"


# ---------------------------------------------------------------- Network
@pytest.mark.parametrize("path", ["/charge/wave", "/charge/mtn"])
def test_an_operator_charges_for_a_member(either: Shop, path: str) -> None:
    assert either.post(path, body(), Lomi_Account=SAMPLE_ACCOUNT).status_code == 201
    (row,) = either.server.lomi.transactions.values()
    assert row.operator_id == either.server.lomi.keys.own.organization_id
    assert either.get(f"/transactions/{row.id}", {"Lomi-Account": SAMPLE_ACCOUNT}).status_code == 200
    assert either.get(f"/transactions/{row.id}").status_code == 404


# ---------------------------------------------------------------- the customer's side
def press(shop: Shop, path: str, action: str) -> Any:
    return shop.http.post(path, data={"action": action})


def test_the_wave_page_speaks_both_languages_and_takes_the_payment(either: Shop) -> None:
    told = wave(either)
    path = f"/wave/{told['waveSession']['id']}"
    page = either.http.get(f"{path}?lang=fr").text
    assert "Confirmer" in page
    assert "5\u202f000" in page
    assert "Confirm 5" in either.http.get(f"{path}?lang=en").text
    assert press(either, path, "confirm").headers["Location"] == path
    assert transaction(either, told["transactionId"])["status"] == "completed"
    assert 'id="thanks"' in either.http.get(path).text
    assert press(either, path, "refuse").headers["Location"] == path
    assert transaction(either, told["transactionId"])["status"] == "completed"


def test_the_customer_goes_on_to_the_shops_pages_only_on_this_machine(either: Shop) -> None:
    here = wave(either, successUrl=either.server.thanks, errorUrl=either.server.left)
    away = wave(either, successUrl="https://shop.example/ok", errorUrl="https://shop.example/no")
    for told, leave_to in ((here, either.server.left), (away, f"/wave/{away['waveSession']['id']}/left")):
        assert press(either, f"/wave/{told['waveSession']['id']}", "leave").headers["Location"] == leave_to
    assert press(either, f"/wave/{here['waveSession']['id']}", "confirm").headers["Location"] == either.server.thanks
    path = f"/wave/{away['waveSession']['id']}"
    assert 'id="charge_left"' in either.http.get(f"{path}/left").text
    assert press(either, path, "refuse").headers["Location"] == path
    page = either.http.get(path).text
    assert 'id="charge_refused"' in page
    assert "https://shop.example/no" in page


def test_an_expired_and_an_unknown_page_say_so(either: Shop) -> None:
    told = wave(either)
    either.clock.advance(minutes=30)
    assert either.http.get(f"/wave/{told['waveSession']['id']}").status_code == 410
    assert either.http.get("/wave/cos-none").status_code == 404
    assert either.http.get(f"/mtn/{told['waveSession']['id']}").status_code == 404


def test_somebody_learning_answers_mtns_request_on_the_phones_page(either: Shop) -> None:
    assert 'id="nobody"' in either.http.get("/phone").text
    told = mtn(either)
    page = either.http.get("/phone?lang=fr").text
    assert PHONE in page
    assert f"/mtn/{told['reference_id']}?lang=fr" in page
    press(either, f"/mtn/{told['reference_id']}", "refuse")
    assert transaction(either, told["transaction_id"])["status"] == "failed"
    assert PHONE not in either.http.get("/phone").text


def test_a_whole_phone_number_is_not_shown_on_the_payment_page(either: Shop) -> None:
    page = either.http.get(f"/wave/{wave(either)['waveSession']['id']}").text
    assert PHONE not in page
    assert "•••• 0001" in page


# ---------------------------------------------------------------- from another process
def test_another_process_can_answer_the_phone(either: Shop) -> None:
    first, second = wave(either)["transactionId"], mtn(either)["reference_id"]
    told = either.http.post(f"/_sandbox/charges/{first}/confirm").json()
    assert (told["charge"]["status"], told["transaction"]["status"]) == ("completed", "completed")
    assert either.http.post(f"/_sandbox/charges/{second}/refuse").json()["transaction"]["status"] == "failed"
    assert error(either.http.post(f"/_sandbox/charges/{second}/confirm"))[0] == 409
    late = either.http.post(f"/_sandbox/charges/{second}/confirm", json={"late": True}).json()
    assert late["transaction"]["status"] == "completed"
    assert either.http.get(f"/_sandbox/charges/{second}").json() == late
    assert len(either.http.get("/_sandbox/charges").json()) == 2


def test_another_process_can_say_who_answers_and_lay_the_trap(either: Shop) -> None:
    either.http.post("/_sandbox/phones", json={"phone": PHONE, "deed": "refuse", "after_s": 1})
    either.http.post("/_sandbox/phones", json={"after_s": 2})
    assert either.server.lomi.charges.phones == {PHONE: Reply("refuse", 1)}
    assert either.server.lomi.charges.everybody == Reply("confirm", 2)
    either.http.patch("/_sandbox/charges", json={"completed_at_once": True, "fail_next": 1})
    assert either.post("/charge/wave", body()).status_code == 500
    assert wave(either)["waveSession"]["payment_status"] == "succeeded"


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("POST", "/_sandbox/charges/none/confirm", {}, 404),
        ("POST", "/_sandbox/charges/none/dance", {}, 404),
        ("POST", "/_sandbox/charges/none/refuse", {"late": True}, 400),
        ("POST", "/_sandbox/phones", {"deed": "dance"}, 400),
        ("PATCH", "/_sandbox/charges", {"hurry": True}, 400),
    ],
)
def test_nonsense_is_refused(either: Shop, method: str, path: str, options: dict[str, Any], status: int) -> None:
    assert error(either.http.request(method, path, json=options))[0] == status
