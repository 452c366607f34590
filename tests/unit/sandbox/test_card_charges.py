"""Card charges: checked by hand, paid in another currency, and of little use to a till."""

import uuid
from typing import Any

import pytest

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member

from .shop import Shop, error


def body(**changes: Any) -> dict[str, Any]:
    asked = {
        "amount": 10000,
        "currency_code": "XOF",
        "customer_email": "awa@example.com",
        "customer_name": "Awa Koné",
        "metadata": {"order_ref": "A-041"},
        **changes,
    }
    return {name: value for name, value in asked.items() if value is not ...}


def charge(shop: Shop, **changes: Any) -> dict[str, Any]:
    answer = shop.post("/charge/card", body(**changes))
    assert answer.status_code == 201
    told: dict[str, Any] = answer.json()["data"]
    return told


def test_the_card_pays_euro_cents_and_the_shop_asked_for_francs(either: Shop) -> None:
    told = charge(either)
    assert told["id"].startswith("pi_")
    assert told["client_secret"].startswith(f"{told['id']}_secret_")
    assert (told["amount"], told["currency"]) == (1524, "eur")
    assert (told["original_amount"], told["original_currency"]) == (10000, "XOF")
    assert told["status"] == "requires_payment_method"
    assert "appearance" not in told
    assert charge(either, appearance_theme="night")["appearance"] == {"theme": "night"}


def test_the_transaction_is_pending_and_carries_the_metadata(either: Shop) -> None:
    told = charge(either, payment_reference="secret-ref")
    read = either.get(f"/charge/card/{told['id']}").json()["data"]
    assert read["transaction"]["status"] == "pending"
    (row,) = either.server.lomi.transactions.values()
    assert (row.metadata, row.payment_method_code) == ({"order_ref": "A-041"}, "CARDS")
    either.server.confirm_charge(told["id"])
    read = either.get(f"/charge/card/{told['id']}").json()["data"]
    assert (read["status"], read["transaction"]["status"]) == ("succeeded", "completed")


def test_a_declined_card_can_be_followed_by_another_on_the_same_charge(either: Shop) -> None:
    told = charge(either)
    either.server.refuse_charge(told["id"])
    read = either.get(f"/charge/card/{told['id']}").json()["data"]
    assert (read["status"], read["transaction"]["status"]) == ("requires_payment_method", "failed")
    either.server.confirm_charge(told["id"])
    assert either.get(f"/charge/card/{told['id']}").json()["data"]["transaction"]["status"] == "completed"


def test_a_charge_is_cancelled_with_200_as_published_and_201_as_the_server_does(documented: Shop, live: Shop) -> None:
    for shop, status in ((documented, 200), (live, 201)):
        told = charge(shop)
        cancelled = shop.post(f"/charge/card/{told['id']}/cancel", {})
        assert cancelled.status_code == status
        assert cancelled.json() == {"success": True, "data": {"id": told["id"], "status": "canceled"}}
        (row,) = shop.server.lomi.transactions.values()
        assert row.status == "failed"
        assert error(shop.post(f"/charge/card/{told['id']}/cancel", {}))[0] == 400


def test_a_paid_charge_cannot_be_cancelled(either: Shop) -> None:
    told = charge(either)
    either.server.confirm_charge(told["id"])
    refused = error(either.post(f"/charge/card/{told['id']}/cancel", {}))
    assert refused[2] == "You cannot cancel this PaymentIntent because it has a status of succeeded."


@pytest.mark.parametrize("status", ["requires_confirmation", "requires_action", "processing", "requires_capture"])
def test_a_card_charge_can_stand_at_every_step(either: Shop, status: str) -> None:
    told = charge(either)
    either.http.post(f"/_sandbox/charges/{told['id']}/card", json={"status": status})
    assert either.get(f"/charge/card/{told['id']}").json()["data"]["status"] == status


def test_a_step_that_is_none_is_refused(either: Shop) -> None:
    told = charge(either)
    assert error(either.http.post(f"/_sandbox/charges/{told['id']}/card", json={"status": "maybe"}))[0] == 400


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amount": ...}, "amount must be greater than 0"),
        ({"amount": 0}, "amount must be greater than 0"),
        ({"amount": True}, "amount must be greater than 0"),
        ({"currency_code": "GBP"}, "Unsupported currency: GBP"),
        ({"currency_code": ..., "currency": "GBP"}, "Unsupported currency: GBP"),
        ({"customer_id": "awa"}, "customer_id must be a UUID"),
        (
            {"customer_email": ...},
            "Either customer_id or both customer_email and customer_name are required",
        ),
        ({"appearance_border_radius": -1}, "appearance_border_radius must be 0 or more"),
        ({"appearance_billing_address": "always"}, "appearance_billing_address must be auto or never"),
    ],
)
def test_a_card_charge_is_checked_by_hand_in_both_dialects(either: Shop, changes: dict[str, Any], message: str) -> None:
    assert error(either.post("/charge/card", body(**changes))) == (400, "bad_request", message, "Bad Request")


def test_the_currency_has_two_names_and_a_default(either: Shop) -> None:
    assert charge(either, currency_code=..., currency="EUR", amount=250)["amount"] == 250
    assert charge(either, currency_code=...)["original_currency"] == "XOF"
    assert charge(either, customer_id=str(uuid.uuid4()), customer_email=..., customer_name=...)


def test_an_amount_too_small_for_the_processor_fails_there(either: Shop) -> None:
    assert error(either.post("/charge/card", body(amount=100)))[:2] == (500, "internal_error")
    assert either.server.lomi.transactions == {}


def test_a_charge_of_nobody_and_of_a_stranger(either: Shop) -> None:
    assert error(either.get("/charge/card/pi_none"))[:2] == (404, "not_found")
    its_id = charge(either)["id"]
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    either.http.headers["X-API-Key"] = "lomi_sk_test_other"
    told = (403, "forbidden", "Access denied to this payment intent", "Forbidden")
    assert error(either.get(f"/charge/card/{its_id}")) == told
    assert error(either.post(f"/charge/card/{its_id}/cancel", {})) == told


def test_a_card_that_cannot_be_taken_is_said_so(either: Shop) -> None:
    either.server.lomi.catalogue.providers["STRIPE"].is_connected = False
    assert error(either.post("/charge/card", body()))[0] == 400


def test_a_500_can_leave_a_pending_card_transaction_behind(either: Shop) -> None:
    either.server.lomi.charges.fail_next(asked=True)
    assert either.post("/charge/card", body()).status_code == 500
    assert [row.status for row in either.server.lomi.transactions.values()] == ["pending"]


def test_the_server_asks_an_operator_for_a_wider_right_than_the_page(documented: Shop, live: Shop) -> None:
    member = {"Lomi-Account": SAMPLE_ACCOUNT}
    for shop in (documented, live):
        made = shop.post("/charge/card", body(), Lomi_Account=SAMPLE_ACCOUNT).json()["data"]
        read = shop.get(f"/charge/card/{made['id']}", member)
        if shop is documented:
            assert read.status_code == 200
        else:
            assert error(read)[:3] == (401, "unauthorized", "network_capability_missing")
            wide = Member(capabilities={"test": frozenset({"payment.create", "transaction.read"})})
            shop.server.lomi.network.add(wide)
            assert shop.get(f"/charge/card/{made['id']}", member).status_code == 200
        assert shop.post(f"/charge/card/{made['id']}/cancel", {}, Lomi_Account=SAMPLE_ACCOUNT).is_success
