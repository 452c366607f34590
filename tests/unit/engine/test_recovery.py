"""A start looks at all that lomi. may have settled meanwhile, and says what changed."""

import asyncio
from dataclasses import replace

import pytest

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .till import Till
from .troubles import gateway, no_connection, refused

pytestmark = pytest.mark.anyio


async def test_what_was_paid_while_the_till_was_away_is_told(till: Till):
    for _ in range(3):
        await till.charge()
    paid, expired, _open = till.lomi.session_ids
    await till.close()
    till.lomi.pay(paid)
    till.lomi.say("expired", expired)
    till.clock.leap(hours=1)

    await till.restart()
    await till.wait(12)

    (swept,) = till.told(SweepFinished)
    assert (swept.looked_at, swept.unreached) == (3, 0)
    assert sorted((sale.number, str(sale.state)) for sale in swept.changed) == [("A-001", "paid"), ("A-002", "expired")]


async def test_a_sweep_knows_who_paid_before_it_says_so(till: Till):
    await till.charge()
    await till.close()
    till.lomi.pay(provider="MTN")

    await till.restart()

    assert [sale.provider for sale in till.told(SweepFinished)[0].changed] == ["MTN"]


async def test_a_second_sweep_changes_nothing(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.pay()
    first = await till.engine.sweep()
    histories = [till.sale(one).history for one in (1, 2, 3)]

    second = await till.engine.sweep()

    assert (len(first.changed), first.looked_at) == (1, 3)
    assert (second.changed, second.looked_at, second.unreached) == ((), 2, 0)
    assert [till.sale(one).history for one in (1, 2, 3)] == histories


async def test_a_sale_given_up_a_week_ago_is_not_looked_at(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    await till.close()
    till.clock.leap(days=7, seconds=1)
    till.lomi.forget_calls()

    await till.restart()

    assert till.lomi.called("session") == []
    assert till.told(SweepFinished)[0].looked_at == 0


async def test_a_late_payment_is_found_by_the_sweep(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    await till.close()
    till.lomi.pay()
    till.clock.leap(days=3)

    await till.restart()

    assert (till.sale().state, sorted(till.sale().flags)) == (State.PAID, ["late"])


async def test_a_sweep_without_a_network_does_not_ask_about_every_sale(till: Till):
    for _ in range(10):
        await till.charge()
    till.lomi.always(no_connection())
    till.lomi.forget_calls()

    swept = await till.engine.sweep()

    assert swept.unreached == 10
    assert len(till.lomi.called("session")) <= 3


async def test_one_sale_that_cannot_be_read_does_not_stop_the_sweep(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.answers("session", gateway())

    swept = await till.engine.sweep()

    assert (swept.looked_at, swept.unreached) == (3, 1)


async def test_a_payment_that_was_not_named_before_the_power_failed_is_named_by_the_next_start(till: Till):
    till.journal.cut_before = "PaymentDetailed"
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    assert (till.sale().state, till.sale().provider) == (State.PAID, "")
    await till.crash()

    await till.restart()
    await till.wait(30)

    assert till.sale().provider == "WAVE"
    assert len(till.sale().payments) == 1


async def test_a_payment_that_lomi_never_names_costs_a_start_one_look(till: Till):
    await till.charge()
    till.lomi.pay(is_booked=False)
    await till.wait(60)
    assert (till.sale().state, till.sale().provider) == (State.PAID, "")
    await till.crash()
    till.lomi.forget_calls()

    await till.restart()

    assert len(till.lomi.called("transactions")) == 1
    assert till.told(SweepFinished)[0].unreached == 0


async def test_a_second_payment_while_the_till_was_off_is_told_at_the_next_start(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    assert till.sale().transaction_ids
    await till.crash()
    till.lomi.book()

    await till.restart()

    assert sorted(till.sale().flags) == ["twice"]
    assert [sale.id for sale in till.told(SweepFinished)[0].changed] == [1]


async def test_what_another_organization_made_has_been_asked_about_when_lomi_denies_it(till: Till):
    await till.charge()
    await till.crash()
    till.lomi.always(refused(403), "session")

    await till.restart()

    assert till.told(SweepFinished)[0].unreached == 0
    assert (till.sale().state, till.sale().attempts[0].status_word) == (State.OPEN, "403")


async def test_a_late_payment_whose_session_stays_expired_is_found_by_its_transaction(till: Till):
    await till.charge()
    till.lomi.say("expired")
    await till.wait(30)
    assert till.sale().state is State.EXPIRED
    await till.crash()
    till.lomi.book()

    await till.restart()

    assert (till.sale().state, sorted(till.sale().flags)) == (State.PAID, ["late"])
    assert [sale.id for sale in till.told(SweepFinished)[0].changed] == [1]


async def test_a_sweep_is_not_held_up_by_what_is_paced(till: Till):
    for _ in range(12):
        await till.charge()
    await till.wait(90)
    sweep = asyncio.ensure_future(till.engine.sweep())
    await till.wait(20)
    is_done = sweep.done()
    await till.wait(120)
    await sweep
    assert is_done


async def test_an_odd_code_made_while_the_clock_stood_in_2020_is_looked_at_after_a_start(till: Till):
    till.clock.set_wrong(days=-2_000)
    till.lomi.answers("create_session", lambda made: replace(made, amount=Money(4500)))
    await till.charge()
    assert till.sale().state is State.ATTENTION
    await till.close()
    till.lomi.pay()
    till.clock.set_wrong(days=2_000)

    await till.restart()
    await till.wait(30)

    assert till.sale().state is State.PAID
