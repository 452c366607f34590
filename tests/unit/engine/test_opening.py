"""The till is opened: what is known is shown at once, and swept until lomi. and the disk take it."""

import asyncio

import pytest

from lomi_pos.engine.news import AccountSeen, SaleChanged, SweepFinished, Trouble
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.states import State

from .script import Held
from .till import Till
from .troubles import busy, no_connection, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


async def test_the_day_s_sales_are_shown_before_lomi_is_asked(till: Till):
    await till.charge()
    await till.close()
    till.lomi.always(Held())

    await till.restart()

    assert [told.sale.number for told in till.told(SaleChanged)] == ["A-001"]
    assert till.told(AccountSeen) == []


async def test_a_charge_does_not_wait_until_all_of_the_day_is_told(till: Till):
    for _ in range(5):
        await till.charge()
    await till.close()

    opening = asyncio.create_task(till.restart())
    await asyncio.sleep(0)
    charging = asyncio.create_task(till.engine.charge(Order(Money(700))))
    await opening

    told = [one.sale.id for one in till.told(SaleChanged)]
    assert told.index((await charging).id) < told.index(5)


async def test_a_charge_during_the_sweep_is_carried_once(till: Till):
    await till.charge()
    await till.close()
    held = Held()
    till.lomi.answers("account", held)
    await till.restart()
    creating = Held()
    till.lomi.answers("create_session", creating)
    await till.charge()
    tries = len(till.sent())

    held.release()
    await till.wait(5)
    assert len(till.sent()) == tries

    creating.release()
    await settle()
    assert till.sale(2).state is State.OPEN


async def test_a_sweep_without_a_network_says_so_and_is_made_again_when_it_is_back(till: Till):
    for _ in range(6):
        await till.charge()
    await till.close()
    till.lomi.always(no_connection())
    till.lomi.pay()
    till.lomi.forget_calls()

    await till.restart()
    await till.wait(5)
    (swept,) = till.told(SweepFinished)
    assert (swept.changed, swept.looked_at, swept.unreached) == ((), 6, 6)

    till.lomi.recover()
    await till.wait(30)
    _, again = till.told(SweepFinished)
    assert again.unreached == 0
    assert [sale.number for sale in again.changed] == ["A-006"]


async def test_a_busy_lomi_is_waited_for_in_the_sweep(till: Till):
    await till.charge()
    await till.close()
    till.lomi.answers("session", busy(40))

    await till.restart()
    assert till.told(SweepFinished) == []
    await till.wait(41)

    assert [swept.unreached for swept in till.told(SweepFinished)] == [0]


async def test_two_sweeps_at_once_follow_one_another(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.crash()
    held = Held()
    till.lomi.answers("session", held)
    await till.restart()

    second = asyncio.create_task(till.engine.sweep())
    await settle()
    held.release()
    await settle()

    assert (await second).changed == ()
    assert till.told(Trouble) == []
    assert till.told(SweepFinished)[0].changed[0].state is State.PAID


async def test_a_till_that_is_closed_during_its_sweep_leaves_nothing_running(till: Till):
    before = asyncio.all_tasks() | {till._living}
    till.lomi.always(timeout(), "create_session")
    await till.charge()
    await till.charge()
    await till.crash()
    till.lomi.always(Held(), "create_session")
    await till.restart()

    await till.close()
    await settle()

    assert asyncio.all_tasks() <= before
