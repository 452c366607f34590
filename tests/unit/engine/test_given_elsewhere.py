"""Money given back in lomi.'s dashboard: seen wherever its payment is read, and written down once."""

import pytest

from lomi_pos.engine.news import DayChanged, SaleChanged, SweepFinished
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.states import Flag

from .test_refunding import ask, paid_sale
from .till import Till
from .troubles import key_refused, missing, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio

PAID = Money(5000)


def give_back(till: Till, transaction_id: str, minor: int = 5000) -> None:
    """The shop gives money back where this till is not asked."""
    till.lomi.refunds.add(transaction_id, minor)
    if minor == PAID.minor:
        till.lomi.say_of_transaction(transaction_id, "refunded")


def seen(till: Till) -> list[tuple[str, int]]:
    return [(one.status, one.amount.minor) for one in till.sale().refunds if one.is_elsewhere]


async def test_history_shows_it_and_the_sale_says_so(till: Till):
    transaction_id = await paid_sale(till)
    give_back(till, transaction_id)

    await till.engine.transactions(TransactionQuery())
    await till.wait(5)

    assert (set(till.sale().flags), till.sale().refunded) == ({Flag.REFUNDED}, PAID)
    assert till.events()[-1] == "RefundSeen"
    assert till.told(SaleChanged)[-1].sale == till.sale()
    assert till.told(DayChanged)[-1].total.kept == Money(0)
    page = await till.engine.transactions(TransactionQuery())
    assert page.given_back == {transaction_id: 5000}


@pytest.mark.parametrize("minor", [5000, 2000])
async def test_who_checks_the_sale_now_is_told(till: Till, minor: int):
    transaction_id = await paid_sale(till)
    give_back(till, transaction_id, minor)

    sale = await till.engine.check_now(1)

    assert sale.refunded == Money(minor)
    assert seen(till) == [("completed", minor)]


@pytest.mark.parametrize("minor", [5000, 2000])
async def test_what_happened_while_the_till_was_closed_is_told_by_the_sweep(till: Till, minor: int):
    transaction_id = await paid_sale(till)
    await till.close()
    give_back(till, transaction_id, minor)

    await till.restart()
    await till.wait(5)

    swept = till.told(SweepFinished)[-1]
    assert [sale.refunded for sale in swept.given_back] == [Money(minor)]
    assert swept.changed == ()
    assert seen(till) == [("completed", minor)]


async def test_an_open_till_hears_of_it_within_the_hour(till: Till):
    transaction_id = await paid_sale(till)
    await till.wait(600)
    give_back(till, transaction_id, 2000)

    await till.wait(3600)

    assert seen(till) == [("completed", 2000)]


async def test_a_payment_given_back_before_anyone_named_it_is_named_and_told(till: Till):
    sale_id = await till.charge()
    till.lomi.pay(is_booked=False)
    await till.engine.check_now(sale_id)
    booked = till.lomi.book(status="refunded")
    till.lomi.refunds.add(booked.id, 5000)

    await till.wait(60)

    assert till.sale().transaction_ids == {booked.id}
    assert set(till.sale().flags) == {Flag.REFUNDED}


async def test_what_was_given_back_here_is_not_told_a_second_time(till: Till):
    transaction_id = await paid_sale(till)
    await ask(till, transaction_id)
    till.lomi.say_of_transaction(transaction_id, "refunded")

    await till.engine.transactions(TransactionQuery())
    await till.wait(10)
    await till.engine.check_now(1)

    assert (till.sale().refunded, seen(till)) == (PAID, [])
    assert "RefundSeen" not in till.events()


async def test_while_one_from_here_is_unclear_it_is_not_taken_for_anothers(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", timeout())
    await ask(till, transaction_id)
    give_back(till, transaction_id)

    await till.engine.transactions(TransactionQuery())
    await settle()
    assert seen(till) == []
    await till.wait(60)

    assert till.sale().refunded == PAID


async def test_a_list_that_lomi_refuses_leaves_what_the_transaction_says(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.say_of_transaction(transaction_id, "refunded")
    till.lomi.always(key_refused(), "refunds")

    await till.engine.check_now(1)

    assert (seen(till), till.sale().refunded) == ([("completed", 5000)], PAID)


async def test_one_row_that_says_so_is_asked_about_by_itself_before_it_is_believed(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.say_of_transaction(transaction_id, "refunded")
    till.lomi.always(missing(), "transaction")

    await till.engine.transactions(TransactionQuery())
    await till.wait(30)

    assert (seen(till), set(till.sale().flags)) == ([], set())


async def test_a_word_for_a_part_that_nobody_lists_is_not_asked_about_at_every_look(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.say_of_transaction(transaction_id, "partially_refunded")
    till.lomi.forget_calls()

    for _ in range(5):
        await till.engine.transactions(TransactionQuery())
        await till.wait(5)

    assert len(till.lomi.called("refunds")) == 1
    assert seen(till) == []
