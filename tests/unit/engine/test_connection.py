"""The line to lomi., as the clerk is told of it."""

import pytest

from lomi_pos.engine.news import AccountSeen, ConnectionChanged

from .till import Till
from .troubles import gateway, key_refused, no_connection

pytestmark = pytest.mark.anyio


def lines(till: Till) -> list[str]:
    return [str(told.line) for told in till.told(ConnectionChanged)]


async def test_nothing_is_said_of_the_line_before_anything_was_asked(till: Till):
    assert lines(till) == ["unknown"]


async def test_the_first_answer_says_up(till: Till):
    await till.charge()
    await till.wait(1)

    assert lines(till) == ["unknown", "up"]


async def test_fifteen_seconds_without_an_answer_say_down(till: Till):
    await till.charge()
    await till.wait(11)
    till.lomi.always(no_connection())

    await till.wait(14)
    assert lines(till)[-1] == "up"
    await till.wait(20)
    assert lines(till)[-1] == "down"


async def test_an_answer_that_does_not_come_is_told_at_once_and_taken_back_by_the_next(till: Till):
    await till.charge()
    await till.wait(11)
    till.lomi.always(no_connection())
    await till.wait(6)
    assert [till.told(ConnectionChanged)[-1].is_unanswered, lines(till)[-1]] == [True, "up"]
    till.lomi.recover()
    await till.wait(6)
    assert [till.told(ConnectionChanged)[-1].is_unanswered, lines(till)[-1]] == [False, "up"]


async def test_one_lost_answer_after_a_quiet_hour_does_not_say_down(till: Till):
    await till.charge()
    till.lomi.say("expired")
    await till.wait(15)
    till.clock.leap(hours=1)
    till.lomi.answers("session", gateway())

    await till.wait(10)

    assert "down" not in lines(till)


async def test_the_next_answer_says_up_again(till: Till):
    await till.charge()
    await till.wait(11)
    till.lomi.always(no_connection())
    await till.wait(60)
    till.lomi.recover()

    await till.wait(20)

    states = [state for place, state in enumerate(lines(till)) if lines(till)[place - 1 : place] != [state]]
    assert states == ["unknown", "up", "down", "up"]


@pytest.mark.parametrize("is_in_front", [True, False])
async def test_who_waits_is_asked_about_at_once_when_the_line_is_back(till: Till, is_in_front: bool):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id if is_in_front else None)
    await till.wait(11)
    till.lomi.always(no_connection())
    till.lomi.pay()
    await till.wait(20 * 60)
    assert lines(till)[-1] == "down"
    till.lomi.recover()

    while lines(till)[-1] != "up":
        await till.wait(1)
    await till.wait(1)

    assert till.told_states()[-1] == "paid"


async def test_a_quiet_line_is_probed_and_tells_nothing_of_the_account(till: Till):
    till.lomi.always(no_connection())

    await till.wait(121)

    assert lines(till)[-1] == "down"
    assert till.told(AccountSeen) == []


async def test_an_open_line_is_told_of_now_and_then_and_not_at_every_answer(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)

    await till.wait(60)

    assert len(till.lomi.calls) > 30
    assert len(lines(till)) <= 14


async def test_a_refused_key_at_the_start_is_asked_twice_and_told(till: Till):
    await till.close()
    till.lomi.always(key_refused(), "account")

    await till.restart()
    await till.wait(2)

    seen = till.told(AccountSeen)
    assert [one.problem and one.problem.code for one in seen] == ["key_refused"]
    assert len(till.lomi.called("account")) == 2


async def test_the_account_is_told_with_its_organization_and_providers(till: Till):
    await till.close()

    await till.restart()

    (seen,) = till.told(AccountSeen)
    assert seen.identity.organization_id == "org-1"
    assert seen.providers == ("WAVE",)


async def test_a_member_s_account_is_proved_by_its_transactions(member_till: Till):
    seen = await member_till.engine.check_account()

    assert seen.problem is None
    assert [call.name for call in member_till.lomi.calls] == ["transactions"]
