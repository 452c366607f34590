from typing import Any

import pytest

from lomi_pos.sandbox.payers import Step, leaves, pays, pays_late, pays_slowly, pays_twice, refused_then_pays
from lomi_pos.sandbox.trouble import NotThere, SessionClosed

from .shop import OpenShop, Shop


def states(shop: Shop, session_id: str) -> tuple[str, list[str]]:
    lomi = shop.server.lomi
    return lomi.session(session_id).status, [row.status for row in lomi.transactions_of(session_id)]


# ---------------------------------------------------------------- deeds
def test_paying_another_amount_shows_on_session_and_transaction(either: Shop) -> None:
    session = either.create()
    row = either.server.pay(session.id, amount=4500)
    assert (row.gross_amount, row.fee_amount, either.server.lomi.session(session.id).amount) == (4500, 113, 4500)


@pytest.mark.parametrize("amount", [0, -5, True])
def test_an_amount_that_is_none_cannot_be_paid(either: Shop, amount: Any) -> None:
    with pytest.raises(ValueError, match="no amount"):
        either.server.pay(either.create().id, amount=amount)


def test_a_paid_session_is_only_paid_again_on_purpose(either: Shop) -> None:
    session = either.create()
    either.server.pay(session.id)
    with pytest.raises(SessionClosed, match="paid already"):
        either.server.pay(session.id)
    with pytest.raises(SessionClosed, match="paid already"):
        either.server.confirm(session.id)
    either.server.pay(session.id, again=True)
    assert states(either, session.id) == ("completed", ["completed", "completed"])


def test_an_expired_session_is_only_paid_late_on_purpose(either: Shop) -> None:
    session = either.create()
    either.server.expire(session.id)
    assert either.server.lomi.session(session.id).expires_at == either.clock.now()
    with pytest.raises(SessionClosed, match="expired"):
        either.server.pay(session.id)
    either.server.pay_late(session.id, amount=6000)
    assert states(either, session.id) == ("completed", ["completed"])


def test_a_late_payment_may_leave_the_session_expired(either: Shop) -> None:
    session = either.create()
    either.server.pay_late(session.id, session_follows=False)
    assert states(either, session.id) == ("expired", ["completed"])


def test_a_begun_payment_is_pending_and_begins_once(either: Shop) -> None:
    session = either.create()
    assert either.server.start_payment(session.id).id == either.server.start_payment(session.id).id
    assert states(either, session.id) == ("open", ["pending"])
    either.server.refuse(session.id)
    assert states(either, session.id) == ("open", ["failed"])


def test_a_begun_payment_can_be_confirmed_after_expiry(either: Shop) -> None:
    session = either.create()
    either.server.start_payment(session.id)
    either.clock.advance(hours=2)
    assert states(either, session.id) == ("expired", ["pending"])
    either.server.confirm(session.id)
    assert states(either, session.id) == ("completed", ["completed"])


def test_another_card_completes_the_same_transaction_and_another_phone_does_not(either: Shop) -> None:
    card, phone = either.create(), either.create()
    refused = either.server.refuse(card.id, "STRIPE")
    assert either.server.pay(card.id, "STRIPE").id == refused.id
    refused = either.server.refuse(phone.id, "MTN")
    assert either.server.pay(phone.id, "MTN").id != refused.id


@pytest.mark.parametrize("deed", ["pay", "refuse", "expire", "pay_late", "start_payment", "confirm"])
def test_nobody_pays_a_session_that_is_not_there(either: Shop, deed: str) -> None:
    with pytest.raises(NotThere):
        getattr(either.server, deed)("nonsense")


def test_the_newest_session_is_there_once_one_is_made(either: Shop) -> None:
    with pytest.raises(NotThere):
        either.server.lomi.newest_session()
    made = either.create()
    assert either.server.lomi.newest_session() == made
    with pytest.raises(NotThere):
        either.server.lomi.link("nonsense")


# ---------------------------------------------------------------- scripts
Stages = list[tuple[float, tuple[str, list[str]]]]


@pytest.mark.parametrize(
    ("script", "stages"),
    [
        (pays(3), [(2, ("open", [])), (1, ("completed", ["completed"]))]),
        (
            pays_slowly(2, 8),
            [(2, ("open", ["pending"])), (7, ("open", ["pending"])), (1, ("completed", ["completed"]))],
        ),
        (
            refused_then_pays(2, 5),
            [(2, ("open", ["failed"])), (5, ("completed", ["failed", "completed"]))],
        ),
        (leaves(1), [(5, ("open", [])), (7200, ("expired", []))]),
        (
            pays_late(60),
            [(1859, ("expired", [])), (1, ("completed", ["completed"]))],
        ),
        (pays_twice(2, 2), [(2, ("completed", ["completed"])), (2, ("completed", ["completed", "completed"]))]),
    ],
    ids=["pays", "slowly", "refused then pays", "leaves", "late", "twice"],
)
def test_a_script_is_played_by_the_clock(documented: Shop, script: Any, stages: Stages) -> None:
    session = documented.create()
    documented.server.send(script, session.id)
    for seconds, wanted in stages:
        documented.clock.advance(seconds=seconds)
        assert states(documented, session.id) == wanted


def test_what_was_due_happened_at_its_own_time(documented: Shop) -> None:
    session = documented.create()
    documented.server.send(pays(3), session.id)
    documented.clock.advance(days=1)
    row = documented.server.lomi.transactions_of(session.id)[0]
    assert (row.created_at - session.created_at).total_seconds() == 3
    assert documented.server.lomi.session(session.id).status == "completed"


def test_customers_who_came_meanwhile_came_in_their_own_order(documented: Shop) -> None:
    slow, quick = documented.create(), documented.create()
    documented.server.send(pays(10), slow.id)
    documented.server.send(pays(5), quick.id)
    documented.clock.advance(minutes=1)
    documented.get("/me")
    assert [row.session_id for row in documented.server.lomi.transactions.values()] == [quick.id, slow.id]


def test_a_customer_who_finds_the_session_closed_goes_home(documented: Shop) -> None:
    session = documented.create()
    documented.server.send(pays(3), session.id)
    documented.server.expire(session.id)
    documented.clock.advance(seconds=9)
    assert states(documented, session.id) == ("expired", [])


def test_every_new_session_may_have_its_customer(open_shop: OpenShop) -> None:
    shop = open_shop(pay_after_s=5)
    session = shop.create()
    shop.clock.advance(seconds=4)
    assert shop.get(f"/checkout-sessions/{session.id}").json()["data"]["status"] == "open"
    shop.clock.advance(seconds=1)
    assert shop.get(f"/checkout-sessions/{session.id}").json()["data"]["status"] == "completed"


def test_customers_may_be_quicker_than_people(open_shop: OpenShop) -> None:
    shop = open_shop(pay_after_s=50, speed=10)
    session = shop.create()
    shop.clock.advance(seconds=5)
    assert states(shop, session.id)[0] == "completed"


@pytest.mark.parametrize(
    ("deed", "state"), [("refuse", ("open", ["failed"])), ("expire", ("expired", [])), ("start", ("open", ["pending"]))]
)
def test_each_deed_can_be_in_a_script(documented: Shop, deed: Any, state: tuple[str, list[str]]) -> None:
    session = documented.create()
    documented.server.send((Step(deed, 1),), session.id)
    documented.clock.advance(seconds=1)
    assert states(documented, session.id) == state
