"""The power fails anywhere; the next start finishes what was begun, once."""

from dataclasses import replace

import pytest

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

from .cut_journal import PowerCut, journalled_attempts
from .script import Held, Lost
from .till import Till
from .troubles import gateway, no_connection, own_500, refused, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


async def test_a_cut_before_the_sale_is_written_sends_nothing_ever(till: Till):
    till.journal.cut_before = "begin_sale"
    with pytest.raises(PowerCut):
        await till.engine.charge(Order(Money(5000)))
    await till.crash()

    await till.restart()
    await till.wait(30)

    assert till.sent() == []
    assert await till.engine.sale_lines(SalesQuery()) == []


async def test_a_cut_before_the_first_try_is_finished_with_the_journalled_key(till: Till):
    till.journal.cut_before = "AttemptTried"
    await till.charge()
    assert till.sent() == []
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert set(till.sent()) == {(key, body) for key, body, _ in journalled_attempts(till.path)}


@pytest.mark.parametrize("is_done", [False, True], ids=["before lomi. has it", "after lomi. has done it"])
async def test_a_cut_while_the_answer_is_awaited_makes_one_session(till: Till, is_done: bool):
    till.lomi.answers("create_session", Held(done=is_done))
    await till.charge()
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(set(till.sent())) == 1
    assert till.lomi.called("session"), "a replay is an old picture"


async def test_a_cut_before_the_answer_is_written_makes_one_session(till: Till):
    till.journal.cut_before = "AttemptOpened"
    await till.charge()
    assert till.told_states() == ["creating"]
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(set(till.sent())) == 1


async def test_a_cut_before_the_replay_is_looked_at_makes_one_session(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.answers("session", Held())
    await till.charge()
    await till.wait(2)
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(set(till.sent())) == 1


async def test_a_cut_before_paid_is_written_loses_no_money(till: Till):
    await till.charge()
    till.journal.cut_before = "PaymentReceived"
    till.lomi.pay()
    await till.wait(12)
    assert "paid" not in till.told_states()
    await till.crash()

    await till.restart()
    await till.wait(12)

    assert till.sale().is_paid_exactly
    assert len(till.sale().payments) == 1


async def test_a_cut_in_flight_is_written_down_as_unclear(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(no_connection())

    await till.restart()
    await till.wait(60)

    assert till.stands() == (State.CREATING, "outcome_unknown")


async def test_a_cut_in_flight_then_a_refusal_never_ends_in_a_new_key_by_itself(till: Till):
    till.lomi.answers("create_session", Held(done=True), refused(), refused())
    till.lomi.always(lambda _rows: Rows(), "sessions")
    sale_id = await till.charge()
    await till.crash()
    await till.restart()
    assert till.sale().state is State.ATTENTION

    await till.engine.retry(sale_id)
    await settle()

    assert till.sale().state is State.ATTENTION
    assert len(till.sale().attempts) == 1
    assert len(set(till.sent())) == 1


async def test_stopping_in_flight_leaves_the_attempt_to_the_next_start(till: Till):
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.close()
    states = till.told_states()

    await till.restart()

    assert states == ["creating"]
    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_a_second_key_of_the_shop_finishes_what_the_first_began(till: Till):
    till.lomi.identity = replace(till.lomi.identity, organization_id="org-1")
    till.lomi.answers("create_session", timeout())
    await till.charge()
    await till.crash()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16, organization_id=None)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(set(till.sent())) == 1


async def test_another_identity_finishes_nothing_of_this_one(till: Till):
    till.lomi.answers("create_session", timeout())
    sale_id = await till.charge()
    await till.crash()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16)
    await till.open(sweeps=True)
    await till.wait(1)

    assert till.stands(sale_id) == (State.ATTENTION, "other_identity")
    assert len(till.sent()) == 1


# ---------------------------------------------------------------------- with lomi. out of reach, or failing
async def test_an_interrupted_creation_goes_on_in_the_background_until_lomi_is_back(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(no_connection())
    await till.restart()
    await till.wait(120)
    assert till.sale().state is State.CREATING

    till.lomi.recover()
    await till.wait(40)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(set(till.sent())) == 1


async def test_an_interrupted_creation_outlasts_every_sweep(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(gateway(), "create_session")
    await till.restart()
    await till.wait(600)
    assert till.sale().state is State.CREATING

    till.lomi.recover()
    await till.wait(40)

    assert till.sale().state is State.OPEN
    assert len(set(till.sent())) == 1


async def test_a_creation_that_lomi_keeps_failing_is_left_to_a_person_by_the_sweep(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(own_500(), "create_session")

    await till.restart()
    await till.wait(10)

    (swept,) = till.told(SweepFinished)
    assert [str(sale.state) for sale in swept.changed] == ["attention"]
