"""After a start: many that were given up are found in the list of what has expired, and the rest by themselves."""

import asyncio
from dataclasses import replace

import pytest

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.rows import Rows
from lomi_pos.till.states import State

from .till import Till

pytestmark = pytest.mark.anyio

MANY_SALES = 30


async def sweep(till: Till) -> None:
    """It looks only while the minute has room."""
    sweeping = asyncio.ensure_future(till.engine.sweep())
    await till.wait(300)
    await sweeping


async def give_up(till: Till, count: int = MANY_SALES) -> None:
    for _ in range(count):
        await till.charge()
    for session_id in till.lomi.session_ids:
        till.lomi.say("expired", session_id)
    await sweep(till)
    assert {till.sale(one + 1).state for one in range(count)} == {State.EXPIRED}


async def test_a_page_of_what_has_expired_tells_of_all_that_were_given_up(till: Till):
    await give_up(till)
    await till.close()
    till.lomi.forget_calls()

    await till.restart()
    await till.wait(90)

    (swept,) = till.told(SweepFinished)
    assert (swept.looked_at, swept.unreached, swept.changed) == (MANY_SALES, 0, ())
    assert [call.arguments for call in till.lomi.called("sessions")][:1] == [("expired", 1)]
    assert till.lomi.called("session") == []


async def test_whatever_the_list_of_the_expired_does_not_name_is_asked_about_by_itself(till: Till):
    await give_up(till)
    await till.close()
    paid = till.lomi.session_ids[4]
    till.lomi.pay(paid, is_booked=False)
    till.lomi.forget_calls()

    await till.restart()
    await till.wait(90)

    assert (till.sale(5).state, sorted(till.sale(5).flags)) == (State.PAID, ["late"])
    assert {call.arguments for call in till.lomi.called("session")} == {(paid,)}


async def test_a_list_of_the_expired_that_names_none_of_ours_clears_none(till: Till):
    await give_up(till)
    await till.close()
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)
    till.lomi.always(lambda rows: Rows([replace(one, id=f"of-{one.id}") for one in rows], is_last=False), "sessions")
    till.lomi.forget_calls()

    await till.restart()
    await till.wait(300)

    assert till.sale(1).state is State.PAID
    assert {call.arguments for call in till.lomi.called("session")} >= {(one,) for one in till.lomi.session_ids}


async def test_a_row_of_another_status_clears_nobody(till: Till):
    await give_up(till)
    await till.close()
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)
    everything = Rows([till.lomi._sessions[one] for one in till.lomi.session_ids])
    till.lomi.always(lambda _rows: everything, "sessions")

    await till.restart()
    await till.wait(90)

    assert till.sale(1).state is State.PAID
