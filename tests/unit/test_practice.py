"""The customers that a trainee sends, when the screen is behind what has become of the session."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from lomi_pos.practice import LATE_BY_S, SLOW_BY_S, Practice


@pytest.fixture
def practice(tmp_path) -> Iterator[Practice]:
    made = Practice(tmp_path / "lomi.json", shop_name="Chez Awa")
    yield made
    made.stop()


def a_session(practice: Practice) -> str:
    server = practice.server()
    body = {
        "amount": 5000,
        "currency_code": "XOF",
        "allowed_providers": ["WAVE"],
        "success_url": server.thanks,
        "cancel_url": server.left,
    }
    made = httpx.post(f"{server.url}/checkout-sessions", json=body, headers={"X-API-Key": server.key}, trust_env=False)
    assert made.status_code == 201, made.text
    return next(iter(server.lomi.sessions))


def asked_on_the_phone(practice: Practice) -> str:
    """By MTN, which has no page that a trainee could open; the id is the transaction's, as the till knows it."""
    server = practice.server()
    body = {"amount": 5000, "currency": "XOF", "customer": {"name": "Awa", "phoneNumber": "+2250701020304"}}
    made = httpx.post(f"{server.url}/charge/mtn", json=body, headers={"X-API-Key": server.key}, trust_env=False)
    assert made.status_code == 201, made.text
    its_id: str = made.json()["data"]["transaction_id"]
    return its_id


def becomes(practice: Practice, its_id: str, *, after_s: float = 0) -> str:
    lomi = practice.server().lomi
    with lomi.turn():
        lomi.catch_up(lomi.clock.now() + timedelta(seconds=after_s))
        return lomi.transactions[its_id].status


@pytest.mark.parametrize(("act", "status"), [("pay", "completed"), ("refuse", "failed"), ("expire", "expired")])
def test_who_was_asked_on_the_phone_does_it_at_once(practice, act, status):
    its_id = asked_on_the_phone(practice)
    getattr(practice, act)(its_id)
    assert becomes(practice, its_id) == status


def test_who_was_asked_on_the_phone_takes_a_while_to_confirm(practice):
    its_id = asked_on_the_phone(practice)
    assert practice.pay_slowly(its_id) == SLOW_BY_S
    assert becomes(practice, its_id, after_s=SLOW_BY_S - 2) == "pending"
    assert becomes(practice, its_id, after_s=SLOW_BY_S) == "completed"


def test_who_was_asked_on_the_phone_confirms_once_it_has_expired(practice):
    its_id = asked_on_the_phone(practice)
    assert practice.pay_late(its_id) == LATE_BY_S
    assert becomes(practice, its_id, after_s=LATE_BY_S - 2) == "expired"
    assert becomes(practice, its_id, after_s=LATE_BY_S) == "completed"


@pytest.mark.parametrize("act", ["pay", "pay_slowly", "refuse", "expire", "pay_late"])
def test_money_that_came_on_the_phone_stays(practice, act):
    its_id = asked_on_the_phone(practice)
    practice.pay(its_id)
    getattr(practice, act)(its_id)
    assert becomes(practice, its_id, after_s=60) == "completed"


@pytest.mark.parametrize("act", ["pay", "pay_slowly", "refuse", "expire", "pay_late"])
@pytest.mark.parametrize("before", ["pay", "expire"])
def test_an_act_that_comes_after_the_end_of_the_session_does_nothing(practice, act, before):
    session_id = a_session(practice)
    getattr(practice, before)(session_id)
    was = practice.server().lomi.sessions[session_id].status
    getattr(practice, act)(session_id)
    assert practice.server().lomi.sessions[session_id].status == was


@pytest.mark.parametrize("act", ["pay", "pay_slowly", "refuse", "expire", "pay_late"])
def test_an_act_on_a_session_that_practice_has_forgotten_does_nothing(practice, act):
    getattr(practice, act)("3f1c1f6e-7d0c-4b43-9d3a-2a4f7b1f0b35")
    assert not practice.server().lomi.sessions
