"""From a code on screen to money, and the words of lomi.'s on the way (the table of states, lower half)."""

import pytest

from lomi_pos.engine.news import AccountSeen, DayChanged
from lomi_pos.till import events as ev
from lomi_pos.till.events import PaymentReceived
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .script import Held
from .till import Till
from .troubles import key_refused, missing, timeout

pytestmark = pytest.mark.anyio


# ---------------------------------------------------------------------- open -> paid
async def test_a_completed_session_is_paid_and_then_detailed(till: Till):
    await till.charge()
    till.lomi.pay(provider="WAVE")

    await till.wait(12)

    sale = till.sale()
    payment = sale.payments[0]
    assert sale.is_paid_exactly
    assert (sale.received, sale.provider, payment.fee, payment.net) == (Money(5000), "WAVE", Money(125), Money(4875))


async def test_paid_is_told_before_its_details_are_looked_for(till: Till):
    await till.charge()
    till.lomi.always(Held(), "transactions")
    till.lomi.pay()

    await till.wait(12)

    assert till.told_states()[-1] == "paid"


async def test_details_that_cannot_be_found_change_nothing(till: Till):
    await till.charge()
    till.lomi.pay(is_booked=False)

    await till.wait(30)

    sale = till.sale()
    assert sale.is_paid_exactly
    assert sale.provider == ""
    assert till.events().count("PaymentReceived") == 1


async def test_the_transaction_alone_is_enough(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.book()

    await till.wait(10)

    assert till.sale().is_paid_exactly


@pytest.mark.parametrize(("received", "flag"), [(4500, "underpaid"), (5500, "overpaid")])
async def test_another_amount_is_paid_with_a_flag(till: Till, received: int, flag: str):
    await till.charge()
    till.lomi.pay(amount=Money(received))

    await till.wait(12)

    sale = till.sale()
    assert (sale.state, sorted(sale.flags), sale.received) == (State.PAID, [flag], Money(received))
    assert sale.needs_someone


async def test_a_coupon_is_told_with_the_money_and_not_after_it(till: Till):
    """No moment of "not enough": the transaction is read before its session settles the sale."""
    await till.charge(allow_coupon_code=True)
    till.lomi.pay(amount=Money(4500), discount=Money(500))

    await till.wait(12)

    sale = till.sale()
    assert (sale.received, sale.discount, sale.is_paid_exactly) == (Money(4500), Money(500), True)
    assert till.events().count("PaymentDetailed") == 0


async def test_a_coupon_whose_transaction_is_not_booked_yet_is_told_of_later(till: Till):
    await till.charge(allow_coupon_code=True)
    till.lomi.pay(amount=Money(4500), is_booked=False)
    await till.wait(8)
    assert sorted(till.sale().flags) == ["underpaid"]

    till.lomi.book(amount=Money(4500), discount=Money(500))
    await till.wait(12)

    sale = till.sale()
    assert (sale.received, sorted(sale.flags), sale.needs_someone) == (Money(4500), ["discounted"], False)


async def test_transactions_that_do_not_answer_hold_no_coupon_sale_up(till: Till):
    await till.charge(allow_coupon_code=True)
    till.lomi.always(timeout(), "transactions")
    till.lomi.pay(amount=Money(5000))

    await till.wait(12)

    assert till.sale().is_paid_exactly


async def test_another_currency_is_not_money(till: Till):
    await till.charge()
    till.lomi.pay(amount=Money(5000, "EUR"), is_booked=False)

    await till.wait(12)

    sale = till.sale()
    assert (sale.state, sale.received, sale.reason and sale.reason.code) == (State.ATTENTION, None, "currency_differs")
    assert till.events().count("AttentionNeeded") == 1


async def test_a_session_of_another_environment_is_not_money(till: Till):
    await till.charge()
    till.lomi.say("completed", environment="test")

    await till.wait(12)

    assert till.sale().state is State.OPEN


async def test_amount_and_time_alone_are_never_money(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.add_transaction(Transaction("T1", "completed", Money(5000), created_at=till.clock.now()))

    await till.wait(30)

    assert till.sale().state is State.OPEN


async def test_one_transaction_settles_one_sale(till: Till):
    first = await till.charge()
    till.lomi.pay()
    await till.engine.check_now(first)
    await till.wait(1)
    booked = next(iter(till.sale(first).transaction_ids))
    second = await till.charge()
    metadata = {"order_ref": till.sale(second).reference}
    till.lomi.add_transaction(
        Transaction(booked, "completed", Money(5000), metadata=metadata, created_at=till.clock.now())
    )
    await till.engine.put_in_front(second)

    await till.wait(30)

    assert till.sale(second).state is State.OPEN


async def test_a_transaction_that_settles_another_sale_is_not_told_of_this_one(till: Till):
    first, second = await till.charge(), await till.charge()
    till.lomi.pay(till.lomi.session_ids[0])
    await till.wait(40)
    (booked,) = till.sale(first).transaction_ids
    till.news.clear()

    taken = PaymentReceived(at=till.clock.now(), attempt=1, amount=Money(5000), transaction_id=booked)
    till.engine._desk.record(second, taken)

    assert till.news == []


async def test_another_program_s_order_ref_does_not_hide_our_session_s_money(till: Till):
    first = await till.charge()
    await till.charge()
    await till.engine.put_in_front(first)
    till.lomi.add_transaction(
        Transaction(
            "T1",
            "completed",
            Money(5000),
            checkout_session_id=till.lomi.session_ids[0],
            metadata={"order_ref": "A-002"},
            created_at=till.clock.now(),
        )
    )

    await till.wait(7)

    assert till.sale(first).state is State.PAID


async def test_the_day_s_total_follows_every_payment(till: Till):
    await till.charge(5000)
    till.lomi.pay()
    await till.wait(12)

    assert till.told(DayChanged)[-1].total.received == Money(5000)
    assert till.told(DayChanged)[-1].total.count == 1


# ---------------------------------------------------------------------- words of lomi.'s
async def test_a_refused_try_is_told_and_the_code_stays_good(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.book(status="failed")
    await till.wait(30)
    assert till.sale().state is State.OPEN
    assert till.events().count("PaymentDeclined") == 1

    till.lomi.pay()
    await till.wait(10)

    assert till.sale().is_paid_exactly


async def test_a_customer_who_chose_how_to_pay_is_told_once(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.book(status="pending", provider="ORANGE")

    await till.wait(60)

    assert till.events().count("CustomerPaying") == 1
    assert till.sale().attempts[0].customer_is_paying


async def test_an_older_pending_try_does_not_hide_a_newer_refusal(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.book(status="pending")
    till.clock.leap(seconds=1)
    till.lomi.book(status="failed")

    await till.wait(5)

    assert till.sale().attempts[0].was_declined


async def test_an_unknown_status_word_keeps_the_state_and_the_watch(till: Till):
    await till.charge()
    till.lomi.say("processing")
    await till.wait(60)
    sale = till.sale()
    assert (sale.state, sale.attempts[0].status_word) == (State.OPEN, "processing")
    assert till.events().count("StatusUnknown") == 1

    till.lomi.pay()
    await till.wait(12)

    assert till.sale().is_paid_exactly


async def test_one_404_is_asked_again_before_anyone_is_told(till: Till):
    await till.charge()
    till.lomi.answers("session", missing())

    await till.wait(30)

    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened"]


async def test_a_session_that_is_gone_is_told_once_and_watched_on(till: Till):
    await till.charge()
    till.lomi.always(missing(), "session")
    await till.wait(60)
    sale = till.sale()
    assert (sale.state, sale.attempts[0].status_word) == (State.OPEN, "404")
    assert till.events().count("StatusUnknown") == 1

    till.lomi.recover()
    till.lomi.pay()
    await till.wait(12)
    assert till.sale().is_paid_exactly


async def test_a_key_refused_at_a_look_is_asked_about_before_anyone_is_told(till: Till):
    await till.charge()
    till.lomi.answers("session", key_refused())
    await till.wait(15)
    assert [seen.problem for seen in till.told(AccountSeen)] == [None]

    till.lomi.always(key_refused(), "session", "account")
    await till.wait(90)
    assert till.told(AccountSeen)[-1].problem is not None
    assert len(till.told(AccountSeen)) <= 4
    assert till.sale().state is State.OPEN


@pytest.mark.parametrize(("by_itself", "who"), [(False, "clerk"), (True, "till")])
async def test_paper_that_came_out_is_in_the_journal_with_who_wanted_it(till: Till, by_itself, who):
    sale_id = await till.charge()

    await till.engine.note_printed(sale_id, "code", by_itself=by_itself)

    printed = till.sale().history[-1]
    assert isinstance(printed, ev.ReceiptPrinted)
    assert (printed.slip, printed.who) == ("code", who)
