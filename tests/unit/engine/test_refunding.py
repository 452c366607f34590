"""Money given back: on disk before it is sent, sent once, and looked for when nobody knows."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from lomi_pos.engine.news import DayChanged, RefundChanged, SaleChanged
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import LomiTrouble, OutcomeUnknown, TillRefusal
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.states import Flag, RefundState

from .script import Held, Lost
from .scripted_lomi import LIVE
from .till import Till
from .troubles import busy, gateway, key_refused, missing, no_connection, own_500, refused, timeout
from .turned_clock import NOON, settle

pytestmark = pytest.mark.anyio

PAID = Money(5000)
ELSEWHERE = Transaction("txn-elsewhere", "completed", PAID, provider="STRIPE", created_at=NOON)


async def paid_sale(till: Till, provider: str = "WAVE") -> str:
    """A sale of 5 000, paid; returns its transaction."""
    sale_id = await till.charge()
    till.lomi.pay(provider=provider)
    await till.engine.check_now(sale_id)
    await till.wait(3)
    (transaction_id,) = till.sale(sale_id).transaction_ids
    return transaction_id


def order(transaction_id: str, minor: int = 5000, *, paid: Money = PAID, provider: str = "WAVE") -> RefundOrder:
    return RefundOrder(transaction_id, Money(minor, paid.currency), paid, provider)


async def ask(till: Till, transaction_id: str, minor: int = 5000) -> AskedRefund:
    asked = await till.engine.refund(order(transaction_id, minor))
    await settle()
    return asked


def refund(till: Till, refund_id: int = 1) -> AskedRefund:
    return till.journal.refunds.refund(refund_id)


def trouble(till: Till) -> str:
    told = refund(till).trouble
    return told.code if told is not None else ""


def flags(till: Till) -> set[Flag]:
    return set(till.sale().flags)


def posts(till: Till) -> int:
    return len(till.lomi.called("create_refund"))


async def test_a_refund_is_on_disk_before_it_is_sent_and_told_after(till: Till):
    transaction_id = await paid_sale(till)
    till.news.clear()

    await ask(till, transaction_id)

    done, sale = refund(till), till.sale()
    assert (done.state, done.status, done.given, done.request_id) == ("done", "completed", PAID, "request-1")
    assert (flags(till), sale.refunded, sale.received) == ({Flag.REFUNDED}, PAID, PAID)
    assert [told.refund.state for told in till.told(RefundChanged)] == ["asked", "asked", "done"]
    assert till.events()[-2:] == ["RefundAsked", "RefundDone"]
    assert [told.sale.flags for told in till.told(SaleChanged)][-1] == {Flag.REFUNDED}


async def test_the_day_says_what_was_taken_and_what_was_given_back(till: Till):
    transaction_id = await paid_sale(till)

    await ask(till, transaction_id, 2000)

    total = till.told(DayChanged)[-1].total
    assert (total.received, total.refunded, total.kept) == (PAID, Money(2000), Money(3000))


@pytest.mark.parametrize("lost", [timeout(), gateway(), own_500(), busy()], ids=["timeout", "502", "500", "429"])
async def test_one_whose_answer_was_lost_is_found_and_not_sent_again(till: Till, lost: LomiTrouble):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", Lost(lost))

    await ask(till, transaction_id)
    assert refund(till).state is RefundState.UNCLEAR
    assert flags(till) == {Flag.REFUND_UNCLEAR}
    assert till.sale().needs_someone
    await till.wait(10)

    assert refund(till).state is RefundState.DONE
    assert (flags(till), till.sale().needs_someone) == ({Flag.REFUNDED}, False)
    assert posts(till) == 1


@pytest.mark.parametrize("lost", [timeout(), own_500("Refund initiated in Stripe but ledger update failed")])
async def test_one_that_is_not_found_stays_unclear_and_is_never_sent_again(till: Till, lost: LomiTrouble):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", lost)

    await ask(till, transaction_id)
    await till.wait(90)
    await till.engine.look_for_refund(1)
    await till.crash()
    await till.restart()
    await till.wait(90)

    assert (refund(till).state, trouble(till)) == (RefundState.UNCLEAR, "refund_unclear")
    assert posts(till) == 1


async def test_one_that_is_booked_later_is_found_later(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", own_500())
    await ask(till, transaction_id)
    await till.wait(60)
    till.lomi.refunds.add(transaction_id, 5000, refund(till).draft.reason)

    await till.wait(60)

    assert refund(till).state is RefundState.DONE


async def test_it_is_looked_for_less_and_less_often(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", timeout())
    await ask(till, transaction_id)
    till.lomi.forget_calls()

    await till.wait(390)

    looked_s = [round(call.at_s) for call in till.lomi.called("refunds")]
    apart_s = [then - now for now, then in itertools.pairwise(looked_s)]
    assert len(looked_s) == 5
    assert apart_s == sorted(apart_s)


async def test_a_refunded_transaction_shows_it_though_no_refund_is_listed(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", timeout())
    await ask(till, transaction_id)
    till.lomi.say_of_transaction(transaction_id, "refunded")

    await till.wait(5)

    assert (refund(till).state, refund(till).given) == (RefundState.DONE, PAID)


async def test_a_refund_whose_reason_was_dropped_is_known_by_transaction_amount_and_time(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.refunds.drops_reasons = True
    till.lomi.answers("create_refund", Lost(timeout()))

    await ask(till, transaction_id)
    await till.wait(5)

    assert refund(till).state is RefundState.DONE


@pytest.mark.parametrize(
    ("minor", "reason", "count"),
    [(2000, "another till 0000000000?", 1), (1500, "", 1), (2000, "", 2)],
    ids=["other words", "other amount", "two alike"],
)
async def test_another_refund_is_not_taken_for_ours(till: Till, minor: int, reason: str, count: int):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", timeout())
    await ask(till, transaction_id, 2000)
    for _ in range(count):
        till.lomi.refunds.add(transaction_id, minor, reason)

    await till.wait(60)

    assert refund(till).state is RefundState.UNCLEAR


@pytest.mark.parametrize("is_done", [True, False], ids=["made", "not made"])
async def test_one_in_flight_when_the_power_failed_is_unclear_and_looked_for(till: Till, *, is_done: bool):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", Held(done=is_done))
    await ask(till, transaction_id)
    await till.crash()

    till.lomi.always(no_connection(), "account", "providers", "sessions", "session", "transactions", "refunds")
    await till.restart()
    assert refund(till).state is RefundState.UNCLEAR
    with pytest.raises(TillRefusal):
        await till.engine.refund(order(transaction_id))
    till.lomi.recover()
    await till.wait(90)

    assert refund(till).state is (RefundState.DONE if is_done else RefundState.UNCLEAR)
    assert posts(till) == 1


async def test_one_written_down_and_not_sent_when_the_power_failed_is_sent_by_nobody(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("transaction", Held())
    await ask(till, transaction_id)
    await till.crash()
    await till.restart()
    await till.wait(60)

    assert (refund(till).state, trouble(till), posts(till)) == (RefundState.REFUSED, "refund_not_sent", 0)
    assert flags(till) == set()


async def test_a_terminal_s_sweep_tells_what_became_of_it(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", Held(done=True))
    await ask(till, transaction_id)
    await till.crash()

    await till.open()
    sweeping = asyncio.ensure_future(till.engine.sweep())
    await till.wait(10)
    swept = await sweeping

    assert [one.state for one in swept.refunds] == [RefundState.DONE]
    assert swept.unreached == 0


async def test_a_disk_that_does_not_take_the_answer_leaves_it_unclear_and_then_found(till: Till):
    transaction_id = await paid_sale(till)
    held = Held(done=True)
    till.lomi.answers("create_refund", held)
    await ask(till, transaction_id)
    till.journal.refuse_to_write()
    held.release()
    await till.wait(8)
    assert refund(till).state is RefundState.ASKED
    till.journal.write_again()

    await till.wait(60)

    assert (refund(till).state, posts(till)) == (RefundState.DONE, 1)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (no_connection(), "refund_no_connection"),
        (refused(), "refund_refused"),
        (missing(), "refund_refused"),
        (key_refused(), "refund_key_refused"),
    ],
    ids=["offline", "400", "404", "401"],
)
async def test_a_firm_no_moves_nothing_and_it_can_be_asked_for_again(till: Till, answer: LomiTrouble, code: str):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", answer)

    await ask(till, transaction_id)
    assert (refund(till).state, trouble(till), flags(till)) == (RefundState.REFUSED, code, set())
    await ask(till, transaction_id)

    assert refund(till, 2).state is RefundState.DONE


@pytest.mark.parametrize(
    ("answer", "code"),
    [(no_connection(), "refund_no_connection"), (timeout(), "refund_not_looked"), (refused(), "refund_refused")],
    ids=["offline", "timeout", "400"],
)
@pytest.mark.parametrize("call", ["transaction", "refunds"])
async def test_nothing_is_sent_when_lomi_s_books_cannot_be_read_first(
    till: Till, call: str, answer: LomiTrouble, code: str
):
    transaction_id = await paid_sale(till)
    till.lomi.answers(call, answer)

    await ask(till, transaction_id)

    assert (refund(till).state, trouble(till), posts(till)) == (RefundState.REFUSED, code, 0)


@pytest.mark.parametrize(("status", "code"), [("refunded", "refund_all_back"), ("pending", "refund_not_completed")])
async def test_only_what_lomi_calls_completed_is_sent(till: Till, status: str, code: str):
    transaction_id = await paid_sale(till)
    till.lomi.say_of_transaction(transaction_id, status)

    await ask(till, transaction_id)

    assert (trouble(till), posts(till)) == (code, 0)


async def test_what_another_till_gave_back_is_left_out_of_what_can_be(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.refunds.add(transaction_id, 4000, "another till")

    await ask(till, transaction_id, 2000)

    assert (trouble(till), posts(till)) == ("refund_too_much", 0)


async def test_parts_add_up_to_the_whole_and_not_beyond(till: Till):
    transaction_id = await paid_sale(till)

    await ask(till, transaction_id, 2000)
    assert flags(till) == {Flag.PARTLY_REFUNDED}
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.refund(order(transaction_id, 3001))
    assert refusal.value.message.code == "refund_too_much"
    await ask(till, transaction_id, 3000)
    with pytest.raises(TillRefusal):
        await till.engine.refund(order(transaction_id, 1))

    assert (flags(till), till.sale().refunded) == ({Flag.REFUNDED}, PAID)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (order("t", provider="MTN"), "refund_provider"),
        (order("t", provider="SPI"), "refund_provider"),
        (order("t", provider="ORANGE"), "refund_provider"),
        (order("t", provider=""), "refund_provider_unknown"),
        (order("t", 0), "amount_zero"),
        (order("t", 5001), "refund_too_much"),
        (order("t", 500, paid=Money(500, "USD")), "currency_off"),
    ],
)
async def test_what_the_rules_refuse_is_not_written_down(till: Till, wrong: RefundOrder, code: str):
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.refund(wrong)

    assert refusal.value.message.code == code
    assert (till.journal.refunds.refunds(), till.lomi.calls) == ([], [])


async def test_one_paid_twice_is_even_once_one_of_the_two_went_back(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.book()
    await till.engine.transactions(TransactionQuery())
    assert till.sale().needs_someone

    await ask(till, transaction_id)

    assert (flags(till), till.sale().needs_someone) == ({Flag.TWICE, Flag.PARTLY_REFUNDED}, False)


async def test_a_payment_made_elsewhere_can_be_given_back_too(till: Till):
    till.lomi.add_transaction(ELSEWHERE)

    await till.engine.refund(order(ELSEWHERE.id, 1000, provider="STRIPE"))
    await settle()

    assert (refund(till).state, refund(till).sale_id) == (RefundState.DONE, None)
    assert await till.engine.refunds_of(ELSEWHERE.id) == [refund(till)]


async def test_one_on_its_way_that_comes_back_is_told(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.refunds.status = "pending"
    await ask(till, transaction_id)
    assert (refund(till).state, refund(till).status) == (RefundState.DONE, "pending")

    (made,) = till.lomi.refunds.made
    till.lomi.refunds.made = [replace(made, status="failed")]
    await till.wait(10)

    assert (refund(till).state, trouble(till)) == (RefundState.REFUSED, "refund_failed")
    assert flags(till) == set()


@pytest.mark.parametrize(
    "change", [lambda: None, lambda: OutcomeUnknown("http_500", Answered(500))], ids=["clear", "unclear"]
)
async def test_a_refund_of_another_key_s_shop_is_looked_for_by_nobody_else(
    till: Till, change: Callable[[], LomiTrouble | None]
):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", Lost(change() or timeout()))
    await ask(till, transaction_id)
    await till.crash()
    till.lomi.organization_id = "org-2"
    till.lomi.identity = replace(LIVE, key_fingerprint="e" * 16)
    await till.restart()
    await till.wait(120)

    assert refund(till).state is RefundState.UNCLEAR


async def test_an_answer_about_another_payment_is_not_taken_for_this_one(till: Till):
    transaction_id = await paid_sale(till)
    till.lomi.answers("create_refund", lambda made: replace(made, transaction_id="another"))

    await ask(till, transaction_id)

    assert (refund(till).state, trouble(till)) == (RefundState.UNCLEAR, "refund_unclear")
    await till.wait(60)
    assert refund(till).state is RefundState.DONE, "it is found by its reference"
    assert posts(till) == 1
