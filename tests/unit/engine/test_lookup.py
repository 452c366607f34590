"""What cannot be repeated any more is looked for at lomi., by our reference."""

from dataclasses import replace

import pytest

from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.money import Money
from lomi_pos.till.rows import Rows
from lomi_pos.till.states import State

from .script import Lost
from .till import Till
from .troubles import gateway, refused, timeout

pytestmark = pytest.mark.anyio


async def test_a_refusal_after_an_unclear_try_is_looked_up(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused())

    await till.charge()
    await till.wait(5)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_a_refusal_after_an_unclear_try_that_made_nothing_needs_a_person(till: Till):
    till.lomi.answers("create_session", timeout(), refused())

    await till.charge()
    await till.wait(5)

    assert till.stands() == (State.ATTENTION, "refused_after_unclear")
    assert len(till.sale().attempts) == 1


async def test_a_member_s_refusal_after_an_unclear_try_needs_a_person(member_till: Till):
    member_till.lomi.answers("create_session", timeout(), refused())

    await member_till.charge()
    await member_till.wait(5)

    assert member_till.sale().state is State.ATTENTION
    assert member_till.lomi.called("sessions") == []


async def test_a_look_up_that_fails_is_made_again(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused(), refused())
    till.lomi.answers("sessions", gateway(), None)

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN


async def test_a_look_up_reads_past_the_first_page(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused())
    await till.charge()
    for count in range(150):
        till.lomi.add_session(CheckoutSession(f"other-{count}", "open", Money(5000)))

    await till.wait(5)

    assert till.sale().state is State.OPEN


async def test_a_look_up_does_not_take_the_code_of_another_attempt(till: Till):
    sale_id = await till.charge()
    till.lomi.answers("create_session", timeout(), refused())
    till.lomi.always(lambda rows: Rows(replace(one, metadata={}) for one in rows), "sessions")

    await till.engine.new_code(sale_id)
    await till.wait(5)

    first, second = till.sale().attempts
    assert first.remote_id is not None
    assert second.remote_id is None
