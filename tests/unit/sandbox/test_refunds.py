import uuid
from typing import Any

import httpx
import pytest

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT, Member
from lomi_pos.sandbox.records import HOME_MERCHANT

from .shop import OpenShop, Shop, error, same_shape, sample

TRAP = "Refund initiated in Stripe but ledger update failed; webhook will reconcile"


def paid(shop: Shop, provider: str = "WAVE", **changes: Any) -> str:
    return shop.server.pay(shop.create(**changes).id, provider).id


def refund(shop: Shop, transaction_id: str, amount: Any = 5000, **more: Any) -> httpx.Response:
    return shop.post("/refunds", {"transaction_id": transaction_id, "amount": amount, **more})


def status_of(shop: Shop, transaction_id: str) -> str:
    return shop.server.lomi.transactions[transaction_id].status


def rows(shop: Shop, **query: Any) -> list[Any]:
    found: list[Any] = shop.get("/refunds", **query).json()["data"]
    return found


# ---------------------------------------------------------------- given back
def test_a_full_refund_is_flat_and_leaves_the_transaction_refunded(either: Shop) -> None:
    row = paid(either)
    made = refund(either, row, reason="Article rendu")
    assert made.status_code == 201
    assert same_shape(made.json(), sample("live", "refund_created")) == []
    assert (made.json()["refunded_amount"], made.json()["status"]) == (5000, "completed")
    assert status_of(either, row) == "refunded"
    assert rows(either)[0]["reason"] == "Article rendu"


def test_a_part_leaves_it_completed_until_all_has_gone_back(either: Shop) -> None:
    row = paid(either, customer_phone="+2250707123456")
    assert refund(either, row, 2000, reason="Taille").json()["refunded_amount"] == 2000
    assert rows(either)[0]["reason"] == "Taille (partial refund via payout)"
    assert status_of(either, row) == "completed"
    too_much = refund(either, row, 3001)
    assert error(too_much)[2] == "Refund amount exceeds what is left of the transaction"
    assert refund(either, row, 3000).status_code == 201
    assert status_of(either, row) == "refunded"


def test_a_card_refund_names_the_refund_of_the_card_processor(either: Shop) -> None:
    made = refund(either, paid(either, "STRIPE")).json()
    assert same_shape(made, sample("live", "refund_card_created")) == []
    assert made["stripe_refund_id"].startswith("re_")


def test_nothing_is_deduplicated(either: Shop) -> None:
    row = paid(either, customer_phone="+2250707123456")
    body = {"transaction_id": row, "amount": 1000}
    made = [either.post("/refunds", body, Idempotency_Key="same").json()["refund_id"] for _ in range(2)]
    assert made[0] != made[1]
    assert len(rows(either)) == 2


def test_what_went_back_is_no_longer_in_the_balance(either: Shop) -> None:
    row = paid(either, customer_phone="+2250707123456")
    refund(either, row, 2000)
    told = either.get(f"/merchants/{HOME_MERCHANT}/balance", currency_code="XOF").json()["data"]
    assert told["balance"] == 4875 - 2000


# ---------------------------------------------------------------- refused
@pytest.mark.parametrize(
    ("provider", "amount", "more", "message"),
    [
        ("WAVE", 0, {}, "Refund amount must be positive"),
        ("WAVE", -5, {}, "Refund amount must be positive"),
        ("WAVE", 5001, {}, "Refund amount exceeds transaction gross amount"),
        ("MTN", 5000, {}, "Refunds are not supported for this transaction type"),
        ("ORANGE", 5000, {}, "Refunds are not supported for this transaction type"),
        ("WAVE", 1000, {}, "Customer phone number is required for partial refunds"),
        ("WAVE", 5000, {"refund_type": "partial"}, "Customer phone number is required for partial refunds"),
    ],
)
def test_the_rules_are_told_in_the_servers_words(
    either: Shop, provider: str, amount: int, more: dict[str, Any], message: str
) -> None:
    row = paid(either, provider)
    assert error(refund(either, row, amount, **more)) == (400, "bad_request", message, "Bad Request")
    assert rows(either) == []
    assert status_of(either, row) == "completed"


def test_only_a_completed_transaction_is_refunded_and_only_once(either: Shop) -> None:
    begun = either.server.start_payment(either.create().id)
    assert error(refund(either, begun.id))[2] == "Only completed transactions can be refunded"
    row = paid(either)
    refund(either, row)
    assert error(refund(either, row))[:3] == (400, "bad_request", "Transaction has already been refunded")
    assert len(rows(either)) == 1


def test_a_disputed_payment_is_not_refunded(either: Shop) -> None:
    row = paid(either)
    either.http.post(f"/_sandbox/transactions/{row}/dispute").raise_for_status()
    assert error(refund(either, row))[2] == "Transaction has a pending dispute"


def test_an_unknown_or_foreign_transaction_is_not_found(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    row, nobody = paid(either), str(uuid.uuid4())
    assert error(refund(either, nobody))[:3] == (
        404,
        "not_found",
        f"Transaction with ID {nobody} not found or access denied",
    )
    body = {"transaction_id": row, "amount": 5000}
    assert either.post("/refunds", body, X_API_Key="lomi_sk_test_other").status_code == 404


def test_the_documented_way_tells_each_problem_and_the_live_way_quotes_its_database(
    documented: Shop, live: Shop
) -> None:
    wrong = {"transaction_id": "x", "amount": "many", "refund_type": "half", "subscription_action": "stop", "reason": 5}
    told = error(documented.post("/refunds", wrong))
    assert told[:3] == (400, "bad_request", "Validation failed")
    assert len(told[3]) == 5
    assert error(live.post("/refunds", wrong))[2] == 'invalid input syntax for type uuid: "x"'
    row = paid(live)
    assert error(live.post("/refunds", {"transaction_id": row}))[0] == 400
    assert error(refund(live, row, "many"))[2] == 'invalid input syntax for type numeric: "many"'
    assert refund(live, row, "5000").status_code == 201


# ---------------------------------------------------------------- looked up
def test_refunds_are_listed_newest_first_and_filtered(either: Shop) -> None:
    first = refund(either, paid(either)).json()["refund_id"]
    either.clock.advance(hours=1)
    second = refund(either, paid(either)).json()["refund_id"]
    assert [row["refund_id"] for row in rows(either)] == [second, first]
    assert [row["refund_id"] for row in rows(either, limit=1, offset=1)] == [first]
    assert [row["refund_id"] for row in rows(either, startDate="2026-03-02T09:30:00Z")] == [second]
    assert [row["refund_id"] for row in rows(either, endDate="2026-03-02T09:30:00Z")] == [first]
    assert rows(either, status="failed") == []
    for wrong in ({"status": "lost"}, {"startDate": "soon"}, {"limit": "many"}):
        assert error(either.get("/refunds", **wrong))[0] == 400


def test_one_refund_is_bare_as_published_and_enveloped_as_answered(documented: Shop, live: Shop) -> None:
    its_id = refund(documented, paid(documented)).json()["refund_id"]
    assert documented.get(f"/refunds/{its_id}").json()["refund_id"] == its_id
    its_id = refund(live, paid(live)).json()["refund_id"]
    assert live.get(f"/refunds/{its_id}").json()["data"]["refund_id"] == its_id
    for shop in (documented, live):
        assert error(shop.get(f"/refunds/{uuid.uuid4()}"))[0] == 404
        assert error(shop.get("/refunds/nonsense"))[0] == 400


# ---------------------------------------------------------------- held and trapped
def test_a_held_refund_is_pending_until_it_arrives_or_comes_back(either: Shop) -> None:
    either.http.post("/_sandbox/refunds/hold").raise_for_status()
    ends = {}
    for end in ("complete", "fail"):
        row = paid(either)
        made = refund(either, row).json()
        assert (made["status"], status_of(either, row)) == ("pending", "completed")
        assert error(refund(either, row))[2] == "Transaction has already been refunded"
        either.http.post(f"/_sandbox/refunds/{made['refund_id']}/{end}").raise_for_status()
        ends[end] = (rows(either)[0]["status"], rows(either)[0]["refunded_amount"], status_of(either, row))
        assert either.http.post(f"/_sandbox/refunds/{made['refund_id']}/{end}").status_code == 409
    assert ends == {"complete": ("completed", 5000, "refunded"), "fail": ("failed", 0, "completed")}
    assert refund(either, row).status_code == 201


def test_after_the_trap_the_money_has_moved_and_the_books_follow_later(either: Shop) -> None:
    either.http.post("/_sandbox/refunds/trap", json={"kind": "ledger"}).raise_for_status()
    row = paid(either, "STRIPE")
    refused = refund(either, row)
    assert error(refused) == (500, "internal_error", TRAP, "Internal Server Error")
    assert same_shape(refused.json(), sample("live", "error_refund_trap")) == []
    assert (rows(either), status_of(either, row)) == ([], "completed")
    either.http.post("/_sandbox/refunds/reconcile").raise_for_status()
    assert [each["transaction_id"] for each in rows(either)] == [row]
    assert status_of(either, row) == "refunded"


def test_a_part_paid_out_without_being_recorded_and_a_full_one_that_wave_refused(either: Shop) -> None:
    book = either.server.lomi.refunds
    book.trap("unrecorded")
    row = paid(either, customer_phone="+2250707123456")
    assert error(refund(either, row, 1000))[:3] == (400, "bad_request", "Failed to record refund")
    assert [each.amount for each in book.reconcile()] == [1000]
    book.trap("processing")
    whole = paid(either)
    assert error(refund(either, whole))[2].startswith("Refund processing failed")
    assert book.reconcile() == []
    assert refund(either, whole).status_code == 201
    with pytest.raises(ValueError, match="No refund trap"):
        book.trap("sinkhole")  # type: ignore[arg-type]


def test_refunds_survive_a_restart(open_shop: OpenShop, tmp_path: Any) -> None:
    shop = open_shop("live", state_file=tmp_path / "practice.json")
    row = paid(shop)
    its_id = refund(shop, row).json()["refund_id"]
    shop.server.stop()
    again = open_shop("live", state_file=tmp_path / "practice.json")
    assert again.get(f"/refunds/{its_id}").json()["data"]["transaction_id"] == row
    again.server.lomi.forget_all()
    assert rows(again) == []


# ---------------------------------------------------------------- Network
def test_an_operator_refunds_only_what_it_made_itself(either: Shop) -> None:
    rights = frozenset({"payment.create", "transaction.read_own", "transaction.read", "refund.create"})
    lomi = either.server.lomi
    member = lomi.network.add(Member(SAMPLE_ACCOUNT, capabilities={"test": rights}))
    lomi.keys.add("lomi_sk_test_member", organization_id=member.organization_id)
    either.post("/checkout-sessions", either.order(), Lomi_Account=SAMPLE_ACCOUNT)
    own = either.server.pay(lomi.newest_session().id).id
    either.post("/checkout-sessions", either.order(), X_API_Key="lomi_sk_test_member")
    theirs = either.server.pay(lomi.newest_session().id).id
    body = {"transaction_id": own, "amount": 5000}
    assert either.post("/refunds", body, Lomi_Account=SAMPLE_ACCOUNT).status_code == 201
    refused = either.post("/refunds", {**body, "transaction_id": theirs}, Lomi_Account=SAMPLE_ACCOUNT)
    assert refused.status_code == 404
    account = {"Lomi-Account": SAMPLE_ACCOUNT}
    assert len(either.get("/refunds", account).json()["data"]) == 1
    assert rows(either) == []


def test_reading_refunds_asks_for_another_right_than_the_page_says(documented: Shop, live: Shop) -> None:
    for shop, status in ((documented, 200), (live, 401)):
        member = Member("acct_2", capabilities={"test": frozenset({"transaction.read"})})
        shop.server.lomi.network.add(member)
        answer = shop.get("/refunds", {"Lomi-Account": "acct_2"})
        assert answer.status_code == status
    assert error(answer)[2] == "network_capability_missing"


# ---------------------------------------------------------------- in the dashboard
def test_a_refund_in_the_dashboard_is_in_the_books_like_any_other(either: Shop) -> None:
    part, whole = paid(either), paid(either, "MTN")
    assert either.post(f"/_sandbox/transactions/{part}/refund", {"amount": 2000}).json()["amount"] == 2000
    assert either.post(f"/_sandbox/transactions/{whole}/refund", {}).json()["amount"] == 5000
    assert (status_of(either, part), status_of(either, whole)) == ("completed", "refunded")
    assert [(one["transaction_id"], one["refunded_amount"]) for one in rows(either)] == [(whole, 5000), (part, 2000)]


def test_the_dashboard_gives_back_no_more_than_there_is(either: Shop) -> None:
    row = paid(either)
    assert either.post(f"/_sandbox/transactions/{row}/refund", {"amount": 5001}).status_code == 409
    assert either.post(f"/_sandbox/transactions/{uuid.uuid4()}/refund", {}).status_code == 404
