"""Tries at a code until it is decided: what is unclear, refused or broken, and how long is waited."""

import pytest

from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import LomiTrouble, PaymentRequired
from lomi_pos.till.states import State

from .script import Lost
from .till import Till
from .troubles import busy, conflict, gateway, key_refused, no_connection, own_500, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio

UNCLEAR = [
    pytest.param(timeout(), "outcome_unknown", id="timeout"),
    pytest.param(gateway(502), "outcome_unknown", id="502"),
    pytest.param(gateway(408), "outcome_unknown", id="408"),
    pytest.param(own_500(), "outcome_unknown", id="500"),
    pytest.param(busy(), "lomi_busy", id="429"),
]


@pytest.mark.parametrize(("trouble", "code"), UNCLEAR)
async def test_an_unclear_answer_leaves_the_sale_creating(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", trouble)

    await till.charge()

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code, sale.flags) == (State.CREATING, code, frozenset())


@pytest.mark.parametrize(("trouble", "code"), UNCLEAR)
async def test_a_lost_answer_is_asked_for_with_the_same_key_and_bytes(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", Lost(trouble), Lost(trouble))

    await till.charge()
    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(till.sent()) == 3
    assert len(set(till.sent())) == 1
    assert len(till.lomi.session_ids) == 1


async def test_no_connection_after_an_unclear_try_stays_creating(till: Till):
    till.lomi.answers("create_session", timeout(), no_connection())

    await till.charge()
    await till.wait(1)

    assert till.stands() == (State.CREATING, "outcome_unknown")


async def test_the_same_fault_in_a_row_is_written_down_once(till: Till):
    till.lomi.always(timeout(), "create_session")

    await till.charge()
    await till.wait(300)

    assert len(till.sent()) > 8
    assert till.events().count("AttemptUnclear") == 1


async def test_retry_after_is_waited_for_whatever_the_clerk_presses(till: Till):
    till.lomi.answers("create_session", busy(30))
    sale_id = await till.charge()

    for _ in range(5):
        await till.wait(4)
        await till.engine.check_now(sale_id)
        await till.engine.retry(sale_id)
    assert len(till.sent()) == 1

    await till.wait(11)
    assert till.sale().state is State.OPEN


async def test_check_again_ends_the_till_s_own_waiting(till: Till):
    till.lomi.always(timeout(), "create_session")
    sale_id = await till.charge()
    await till.wait(120)
    till.lomi.recover()
    tries = len(till.sent())

    await till.engine.retry(sale_id)
    await settle()

    assert len(till.sent()) == tries + 1
    assert till.sale().state is State.OPEN


async def test_a_key_refused_twice_ten_seconds_apart_needs_a_person(till: Till):
    till.lomi.always(key_refused(), "create_session")

    await till.charge()
    await till.wait(9)
    assert till.sale().state is State.CREATING
    await till.wait(2)

    assert till.stands() == (State.ATTENTION, "key_refused")
    first, second = till.lomi.called("create_session")
    assert second.at_s - first.at_s >= 10


async def test_a_key_refused_once_proves_nothing(till: Till):
    till.lomi.answers("create_session", key_refused())

    await till.charge()
    await till.wait(11)

    assert till.sale().state is State.OPEN
    assert len(till.sale().attempts) == 1


async def test_an_impatient_clerk_does_not_bring_the_second_401_forward(till: Till):
    till.lomi.answers("create_session", key_refused())
    sale_id = await till.charge()

    for _ in range(3):
        await till.wait(3)
        await till.engine.check_now(sale_id)

    assert len(till.sent()) == 1


async def test_check_again_after_a_refused_key_repeats_the_same_attempt(till: Till):
    till.lomi.answers("create_session", key_refused(), key_refused())
    sale_id = await till.charge()
    await till.wait(11)
    assert till.sale().state is State.ATTENTION

    await till.engine.check_now(sale_id)
    await settle()

    assert till.sale().state is State.OPEN
    assert len(set(till.sent())) == 1


async def test_the_same_500_three_times_needs_a_person(till: Till):
    till.lomi.always(own_500(), "create_session")

    await till.charge()
    await till.wait(60)

    assert till.stands() == (State.ATTENTION, "same_fault_thrice")
    assert len(till.sent()) == 3


async def test_three_different_500s_are_three_unclear_answers(till: Till):
    till.lomi.answers("create_session", own_500("one"), own_500("two"), own_500("three"))

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN


async def test_a_gateway_s_error_page_is_asked_again_for_ever(till: Till):
    till.lomi.always(gateway(500), "create_session")

    await till.charge()
    await till.wait(600)

    assert till.sale().state is State.CREATING


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        pytest.param(conflict(), "key_reused", id="409"),
        pytest.param(PaymentRequired(Answered(status=201)), "payment_required", id="payment_required"),
        pytest.param(LomiTrouble("network_refused", problem="no"), "network_refused", id="network"),
    ],
)
async def test_what_only_a_person_can_decide_is_not_repeated(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", trouble)

    await till.charge()
    await till.wait(60)

    assert till.stands() == (State.ATTENTION, code)
    assert till.sale().needs_someone
    assert len(till.sent()) == 1
    assert all(attempt.url is None for attempt in till.sale().attempts)
