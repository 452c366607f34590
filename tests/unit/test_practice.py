"""The customers that a trainee sends, when the screen is behind what has become of the session."""

from collections.abc import Iterator

import httpx
import pytest

from lomi_pos.practice import Practice


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
