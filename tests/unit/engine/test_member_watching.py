"""What is asked for a member of lomi. Network, whose sessions cannot be read: the transactions alone."""

from datetime import timedelta

import pytest

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .till import Till

pytestmark = pytest.mark.anyio


async def test_a_member_s_sale_is_settled_by_its_transaction_and_never_by_its_session(member_till: Till):
    await member_till.charge()
    member_till.lomi.pay()

    await member_till.wait(15)

    sale = member_till.sale()
    assert (sale.is_paid_exactly, sale.provider) == (True, "WAVE")
    assert member_till.lomi.called("session") == []
    assert member_till.lomi.called("sessions") == []


async def test_two_members_sales_settle_without_the_list(member_till: Till):
    for _ in range(2):
        await member_till.charge()
    for session_id in member_till.lomi.session_ids:
        member_till.lomi.pay(session_id)

    await member_till.wait(35)

    assert [member_till.sale(one).state for one in (1, 2)] == [State.PAID, State.PAID]
    assert member_till.lomi.called("sessions") == []


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("is_wrong_first", [True, False])
async def test_a_wrong_clock_on_the_wall_hides_no_transaction(member_till: Till, days: int, is_wrong_first: bool):
    if is_wrong_first:  # no answer has dated the try
        member_till.clock.set_wrong(days=days)
    await member_till.charge()
    if not is_wrong_first:
        member_till.clock.set_wrong(days=days)
    member_till.lomi.pay()

    await member_till.wait(15)

    assert member_till.sale().state is State.PAID


async def test_a_payment_deep_in_the_list_is_found_after_a_long_sleep(member_till: Till):
    sale_id = await member_till.charge()
    member_till.lomi.pay()
    member_till.lomi.recover()
    for count in range(250):
        member_till.lomi.add_transaction(
            Transaction(f"other-{count}", "completed", Money(5000), created_at=member_till.clock.now())
        )
    member_till.clock.leap(hours=5)

    await member_till.wait(15)

    assert member_till.sale(sale_id).state is State.PAID
    assert timedelta(hours=5) < member_till.clock.now() - member_till.sale(sale_id).created_at
