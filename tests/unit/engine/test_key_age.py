"""A key is repeated only while lomi. has surely not forgotten it, by lomi.'s clock."""

import pytest

from lomi_pos.api.server_time import ServerTime
from lomi_pos.engine.key_age import ASKED_FOR_S
from lomi_pos.till.states import State

from .script import Held, Lost
from .till import Till
from .troubles import no_connection, timeout

pytestmark = pytest.mark.anyio


async def test_a_try_that_never_left_the_till_does_not_age_the_key(till: Till):
    till.lomi.answers("create_session", no_connection())
    sale_id = await till.charge()
    till.clock.leap(hours=30)
    till.lomi.answers("create_session", timeout())

    await till.engine.retry(sale_id)
    await till.wait(5)

    assert till.sale().state is State.OPEN


async def test_a_key_of_23_hours_is_looked_up_and_not_repeated(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.always(no_connection(), "create_session")
    await till.charge()
    till.clock.leap(hours=23)
    tries = len(till.sent())

    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(till.sent()) == tries
    assert till.lomi.called("sessions")


async def test_a_key_of_23_hours_whose_session_is_nowhere_needs_a_person(till: Till):
    till.lomi.answers("create_session", timeout())
    await till.charge()
    till.clock.leap(hours=23)

    await till.wait(60)

    assert till.stands() == (State.ATTENTION, "too_old_to_repeat")
    assert len(till.sent()) == 1
    assert till.lomi.session_ids == []


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_is_set_makes_a_key_neither_older_nor_younger(till: Till, days: int):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.clock.set_wrong(days=days)

    await till.wait(5)

    assert till.sale().state is State.OPEN
    assert len(set(till.sent())) == 1
    assert len(till.sent()) == 2
    assert len(till.lomi.session_ids) == 1


async def test_a_key_that_aged_while_the_clock_was_set_back_is_looked_up(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.clock.leap(hours=25)
    till.clock.set_wrong(hours=-25)

    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(till.sent()) == 1


async def test_a_key_is_not_repeated_until_lomi_has_said_how_late_it_is(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.lomi.always(timeout(), "account")
    till.clock.set_wrong(hours=2)

    await till.wait(60)
    assert (till.sale().state, len(till.sent())) == (State.CREATING, 1)

    till.lomi.recover()
    await till.wait(60)
    assert (till.sale().state, len(till.sent())) == (State.OPEN, 2)


async def test_without_the_time_at_lomi_a_charge_goes_out_and_is_repeated_while_the_clocks_run_on(till: Till):
    till.lomi.time = ServerTime()
    till.lomi.always(timeout(), "account")
    till.lomi.answers("create_session", timeout(), Lost(timeout()))

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.called("account")) == 1
    assert len(till.lomi.session_ids) == 1


async def test_the_time_at_lomi_holds_a_charge_up_for_a_moment_at_most(till: Till):
    till.lomi.time = ServerTime()
    till.lomi.answers("account", Held())

    await till.charge()
    assert till.sent() == []
    await till.wait(ASKED_FOR_S)

    assert till.sale().state is State.OPEN


# ---------------------------------------------------------------------- after a start
async def test_an_attempt_of_23_hours_is_looked_up_after_a_start(till: Till):
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.crash()
    till.clock.leap(hours=23)
    tries = len(till.sent())

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.sent()) == tries


async def test_an_attempt_of_22_hours_is_replayed_after_a_start(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.clock.leap(hours=22)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(set(till.sent())) == 1


@pytest.mark.parametrize("wrong_then_h", [-24, 0, 24])
@pytest.mark.parametrize("wrong_now_h", [-24, 0, 24])
@pytest.mark.parametrize(("away_h", "is_replayed"), [(22, True), (24, False)])
async def test_a_key_is_as_old_as_lomi_says_whatever_the_clocks_of_the_machine_say(
    till: Till, wrong_then_h: int, wrong_now_h: int, away_h: int, is_replayed: bool
):
    till.lomi.time = ServerTime()
    till.clock.set_wrong(hours=wrong_then_h)
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.crash()
    till.lomi.time = ServerTime()
    till.clock.leap(hours=away_h)
    till.clock.set_wrong(hours=wrong_now_h - wrong_then_h)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.sent()) == (2 if is_replayed else 1)
    assert len(till.lomi.session_ids) == 1


@pytest.mark.parametrize("is_done", [False, True])
async def test_a_key_whose_first_try_lomi_never_dated_is_looked_up_after_a_crash(till: Till, is_done: bool):
    till.lomi.time = ServerTime()
    till.lomi.answers("account", timeout())
    till.lomi.answers("create_session", Held(done=is_done))
    await till.charge()
    await till.crash()

    await till.restart()

    assert till.sale().state is (State.OPEN if is_done else State.ATTENTION)
    assert len(till.sent()) == 1
