"""Payment links: lomi. deduplicates nothing, so one is sent once and then only looked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.lomi import PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .script import Held, Lost
from .till import Till
from .troubles import busy, conflict, gateway, key_refused, no_connection, own_500, refused, timeout
from .turned_clock import NOON, settle

pytestmark = pytest.mark.anyio


async def test_a_link_is_looked_for_before_it_is_made(till: Till):
    await till.charge_link()

    assert till.sale().state is State.OPEN
    names = [call.name for call in till.lomi.calls]
    assert names.index("links") < names.index("create_link")


@pytest.mark.parametrize("trouble", [timeout(), gateway(), own_500(), busy()], ids=["timeout", "502", "500", "429"])
async def test_a_link_whose_answer_was_lost_is_found_by_its_reference(till: Till, trouble: LomiTrouble):
    till.lomi.answers("create_link", Lost(trouble))

    await till.charge_link()
    assert till.sale().state is State.CREATING
    await till.wait(30)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.called("create_link")) == 1


async def test_a_link_that_cannot_be_found_is_never_made_twice(till: Till):
    till.lomi.answers("create_link", timeout())

    sale_id = await till.charge_link()
    await till.wait(60)
    assert till.sale().state is State.ATTENTION
    for _ in range(3):
        await till.engine.retry(sale_id)
        await till.engine.check_now(sale_id)
        await till.wait(60)

    assert len(till.lomi.called("create_link")) == 1


async def test_a_link_in_flight_when_the_power_failed_is_never_made_twice(till: Till):
    till.lomi.answers("create_link", Held())
    sale_id = await till.charge_link()
    await till.crash()
    await till.restart()
    await till.wait(60)
    assert till.stands() == (State.ATTENTION, "link_not_found")

    await till.engine.retry(sale_id)
    await till.wait(60)

    assert len(till.lomi.called("create_link")) == 1


async def test_a_link_that_turns_up_later_is_taken(till: Till):
    till.lomi.answers("create_link", timeout())
    sale_id = await till.charge_link()
    await till.wait(60)
    title = f"Baobab · {till.sale().reference}"
    url = "https://checkout.lomi.africa/late"
    till.lomi.add_link(PaymentLink("late", url, "instant", title, amount=Money(5000)))

    await till.engine.check_now(sale_id)
    await settle()

    assert till.sale().state is State.OPEN


async def test_no_connection_before_a_link_is_sent_fails_and_can_be_tried_again(till: Till):
    till.lomi.answers("links", no_connection())
    sale_id = await till.charge_link()
    assert till.stands() == (State.FAILED, "no_connection")

    await till.engine.retry(sale_id)
    await settle()

    assert till.sale().state is State.OPEN
    assert len(till.sale().attempts) == 1
    assert len(till.lomi.called("create_link")) == 1


async def test_a_busy_list_is_waited_for_before_anything_is_sent(till: Till):
    till.lomi.answers("links", busy(20))
    await till.charge_link()
    assert till.sale().state is State.CREATING

    await till.wait(19)
    assert till.lomi.called("create_link") == []
    await till.wait(2)

    assert till.sale().state is State.OPEN


@pytest.mark.parametrize("answer", [no_connection(), refused()], ids=["no connection", "400"])
async def test_a_firm_no_to_a_link_fails_it(till: Till, answer: LomiTrouble):
    till.lomi.answers("create_link", answer)

    await till.charge_link()

    assert till.sale().state is State.FAILED


async def test_a_conflict_about_a_link_needs_a_person(till: Till):
    till.lomi.answers("create_link", conflict())

    await till.charge_link()

    assert till.sale().state is State.ATTENTION


async def test_a_key_refused_twice_for_a_link_needs_a_person(till: Till):
    till.lomi.always(key_refused(), "links")

    await till.charge_link()
    await till.wait(11)

    assert till.stands() == (State.ATTENTION, "key_refused")


async def test_a_link_of_another_amount_is_not_shown(till: Till):
    till.lomi.answers("create_link", lambda made: replace(made, amount=Money(500)))

    await till.charge_link()

    assert till.sale().state is State.ATTENTION


async def test_a_new_code_for_a_link_is_another_link(till: Till):
    sale_id = await till.charge_link()

    await till.engine.new_code(sale_id)
    await settle()

    first, second = till.sale().attempts
    assert [first.remote_id, second.remote_id] == till.lomi.link_ids


async def test_a_payment_of_a_link_is_confirmed_by_its_own_session(till: Till):
    await till.charge_link()
    session = till.lomi.pay_link()

    await till.wait(15)

    assert till.sale().is_paid_exactly
    assert ("session", (session.id,)) in [(call.name, call.arguments) for call in till.lomi.calls]


async def test_a_listed_payment_of_a_link_that_its_session_denies_is_not_money(till: Till):
    await till.charge_link()
    session = till.lomi.pay_link()
    till.lomi.always(lambda seen: replace(seen, status="open"), "session")

    await till.wait(15)

    assert till.sale().state is State.OPEN
    assert session.id in {call.arguments[0] for call in till.lomi.called("session")}


async def test_money_of_another_currency_for_a_link_is_not_added_up(till: Till):
    await till.charge_link()
    till.lomi.pay_link(Money(5000, "USD"))

    await till.wait(15)

    sale = till.sale()
    assert (sale.state, sale.received, sale.reason and sale.reason.code) == (State.ATTENTION, None, "currency_differs")


async def test_a_link_ends_at_the_hour_that_lomi_gave_by_lomi_s_clock(till: Till):
    till.lomi.answers("create_link", lambda made: replace(made, expires_at=NOON + timedelta(minutes=30)))
    await till.charge_link()
    till.lomi.clock_offset_s = -600

    await till.wait(35 * 60)
    assert till.sale().state is State.OPEN
    await till.wait(6 * 60)

    assert till.sale().state is State.EXPIRED
