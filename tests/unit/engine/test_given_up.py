"""What is asked for days about sales that were given up: less and less, to the seventh day."""

from dataclasses import replace

import pytest

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .till import Till

pytestmark = pytest.mark.anyio


async def test_a_given_up_sale_is_asked_about_less_and_less(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    asked = []
    for leap_s, wait_s in ((0, 600), (1200, 1800), (7200, 1800)):
        till.clock.leap(seconds=leap_s)
        await till.wait(10)
        till.lomi.forget_calls()
        await till.wait(wait_s)
        asked.append(len(till.lomi.called("session")))

    assert 9 <= asked[0] <= 11
    assert 2 <= asked[1] <= 4
    assert asked[2] <= 1


async def test_where_the_transactions_tell_they_show_who_pays_late_by_the_session_alone(till: Till):
    await till.engine.put_in_front(await till.charge())
    till.lomi.book()
    await till.wait(10)
    cancelled = await till.charge()
    await till.engine.cancel(cancelled)
    await till.wait(60)
    till.lomi.forget_calls()

    session_id = till.lomi.session_ids[-1]
    paid_late = Transaction(
        "paid-late", "completed", Money(5000), created_at=till.clock.now(), checkout_session_id=session_id
    )
    till.lomi.add_transaction(paid_late)
    await till.wait(70)

    assert (till.sale(cancelled).state, sorted(till.sale(cancelled).flags)) == (State.PAID, ["late"])
    assert till.lomi.called("session") == till.lomi.called("sessions") == []


async def test_the_transactions_are_read_for_late_payments_when_nothing_else_waits(till: Till):
    await till.engine.put_in_front(await till.charge())
    till.lomi.book()
    await till.wait(10)
    await till.engine.cancel(await till.charge())
    await till.wait(15 * 60)
    till.lomi.forget_calls()

    await till.wait(20 * 60)

    assert len(till.lomi.called("transactions")) == 2
    assert till.lomi.called("session") == []


async def test_after_seven_days_nothing_more_is_asked(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    till.clock.leap(days=7)
    await till.wait(10)
    till.lomi.forget_calls()

    till.clock.leap(days=2)
    await till.wait(10)

    assert till.lomi.called("session") == []


async def test_another_account_s_sale_is_not_asked_about(till: Till):
    await till.charge()
    till.lomi.identity = replace(till.lomi.identity, base_url="https://sandbox.api.lomi.africa", environment="test")
    till.lomi.forget_calls()

    await till.wait(60)

    assert till.lomi.called("session") == []


async def test_another_key_of_the_shop_goes_on_watching(till: Till):
    await till.charge()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16)
    till.lomi.pay()

    await till.wait(12)

    assert till.sale().is_paid_exactly
