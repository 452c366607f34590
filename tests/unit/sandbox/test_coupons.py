from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from lomi_pos.sandbox.records import Session

from .shop import Shop

FRENCH = {"Accept-Language": "fr-CI"}
NOODLES = "efab2600-3b2a-4263-9b66-832f344460fe"


def press(shop: Shop, session: Session, action: str, coupon: str = "") -> httpx.Response:
    form = {"action": action, "provider": "WAVE", "coupon": coupon}
    return shop.http.post(f"/checkout/{session.id}", data=form, headers=FRENCH)


def page(shop: Shop, session: Session) -> str:
    return shop.get(f"/checkout/{session.id}", FRENCH).text


def amount_of(shop: Shop, session: Session) -> Any:
    return shop.server.lomi.session(session.id).amount


def add(shop: Shop, code: str, **about: Any) -> None:
    shop.http.put(f"/_sandbox/coupons/{code}", json=about).raise_for_status()


@pytest.mark.parametrize(("code", "left", "off"), [("BIENVENUE10", 4500, 500), (" akwaba500 ", 4500, 500)])
def test_a_coupon_changes_what_is_asked_for_and_paid(either: Shop, code: str, left: int, off: int) -> None:
    session = either.create(allow_coupon_code=True)
    assert press(either, session, "coupon", code).status_code == 303
    assert "4\u202f500\u202fF\u00a0CFA" in page(either, session)
    press(either, session, "pay")
    (row,) = either.server.lomi.transactions_of(session.id)
    assert (row.gross_amount, row.discount_amount, row.fee_amount) == (left, off, 113)
    told = either.get(f"/transactions/{row.id}").json()
    told = told.get("data", told)
    assert (told["gross_amount"], told["discount_amount"], told["net_amount"]) == (4500, 500, 4387)


def test_without_a_coupon_the_documented_transaction_names_no_discount(documented: Shop) -> None:
    session = documented.create(allow_coupon_code=True)
    press(documented, session, "pay")
    (row,) = documented.get("/transactions").json()["data"]
    assert "discount_amount" not in row


def test_a_session_that_takes_no_coupons_has_no_place_for_one(either: Shop) -> None:
    session = either.create()
    assert 'name="coupon"' not in page(either, session)
    answer = press(either, session, "coupon", "AKWABA500")
    assert (answer.status_code, amount_of(either, session)) == (400, 5000)
    assert "n’accepte pas de code promo" in answer.text


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"is_active": False}, "n’existe pas"),
        ({"starts_at": "2099-01-01T00:00:00Z"}, "pas encore valable"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "plus valable"),
        ({"product_ids": [NOODLES]}, "pour cet article"),
        ({"max_quantity_per_use": 1}, "autant d’articles"),
    ],
)
def test_a_coupon_that_does_not_hold_changes_nothing(live: Shop, about: dict[str, Any], words: str) -> None:
    add(live, "TABASKI", value=10, **about)
    session = live.create(allow_coupon_code=True, quantity=2)
    answer = press(live, session, "coupon", "TABASKI")
    assert (answer.status_code, amount_of(live, session)) == (400, 5000)
    assert words in answer.text


def test_a_coupon_is_used_up(either: Shop) -> None:
    add(either, "UNEFOIS", value=10, max_uses=1)
    first, second = either.create(allow_coupon_code=True), either.create(allow_coupon_code=True)
    press(either, first, "coupon", "UNEFOIS")
    press(either, first, "pay")
    answer = press(either, second, "coupon", "UNEFOIS")
    assert "a déjà servi" in answer.text
    (row,) = (each for each in either.get("/_sandbox/coupons").json() if each["code"] == "UNEFOIS")
    assert row["uses"] == 1


def test_one_coupon_takes_the_place_of_another_and_can_be_taken_off(either: Shop) -> None:
    session = either.create(amount=10_000, allow_coupon_code=True)
    press(either, session, "coupon", "BIENVENUE10")
    press(either, session, "coupon", "AKWABA500")
    assert amount_of(either, session) == 9500
    press(either, session, "no_coupon")
    assert amount_of(either, session) == 10_000


def test_a_wrong_code_leaves_the_earlier_coupon(either: Shop) -> None:
    session = either.create(allow_coupon_code=True)
    press(either, session, "coupon", "AKWABA500")
    press(either, session, "coupon", "NEANT")
    assert amount_of(either, session) == 4500


def test_a_coupon_for_everything_leaves_nothing_to_choose(either: Shop) -> None:
    session = either.create(allow_coupon_code=True)
    press(either, session, "coupon", "OFFERT")
    text = page(either, session)
    assert "rien à payer" in text
    assert 'name="provider"' not in text
    press(either, session, "pay")
    (row,) = either.server.lomi.transactions_of(session.id)
    assert (row.provider_code, row.payment_method_code, row.gross_amount, row.fee_amount) == ("FREE", "FREE", 0, 0)


def test_a_session_being_paid_keeps_its_amount(either: Shop) -> None:
    session = either.create(allow_coupon_code=True)
    either.server.start_payment(session.id)
    press(either, session, "coupon", "AKWABA500")
    assert amount_of(either, session) == 5000


def test_another_process_plays_the_coupon(either: Shop) -> None:
    session = either.create(allow_coupon_code=True)
    used = either.http.post(f"/_sandbox/sessions/{session.id}/coupon", json={"code": "AKWABA500"})
    assert used.json()["session"]["amount"] == 4500
    either.http.post(f"/_sandbox/sessions/{session.id}/coupon").raise_for_status()
    assert amount_of(either, session) == 5000
    wrong = either.http.post(f"/_sandbox/sessions/{session.id}/coupon", json={"code": "NEANT"})
    assert (wrong.status_code, wrong.json()["error"]["message"]) == (409, "The coupon was refused: coupon_unknown.")


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"value": 0},
        {"value": 101},
        {"value": True},
        {"value": 1, "discount_type": "x"},
        {"value": 1, "max_uses": "x"},
    ],
)
def test_no_coupon_is_made_of_nonsense(live: Shop, about: dict[str, Any]) -> None:
    assert live.http.put("/_sandbox/coupons/NONSENSE", json=about).status_code == 400
    assert live.http.put("/_sandbox/coupons/not a code", json={"value": 1}).status_code == 400


def test_coupons_can_be_removed_and_come_back_when_all_is_forgotten(either: Shop) -> None:
    either.http.delete("/_sandbox/coupons/akwaba500").raise_for_status()
    assert either.http.delete("/_sandbox/coupons/AKWABA500").status_code == 404
    either.server.lomi.forget_all()
    assert any(each["code"] == "AKWABA500" for each in either.get("/_sandbox/coupons").json())


def test_coupons_survive_a_restart(open_shop: Any, tmp_path: Any) -> None:
    first = open_shop("live", state_file=tmp_path / "state.json")
    add(first, "TABASKI", value=10, expires_at="2099-01-01T00:00:00Z", product_ids=[NOODLES])
    first.server.stop()
    kept = open_shop("live", state_file=tmp_path / "state.json").server.lomi.coupons.kept.get("TABASKI")
    assert (kept.product_ids, kept.expires_at) == ((NOODLES,), datetime(2099, 1, 1, tzinfo=UTC))
