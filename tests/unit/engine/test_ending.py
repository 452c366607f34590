"""From a code on screen to its end, and money that comes after it or a second time."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from lomi_pos.engine.news import DayChanged
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.refunding import RefundOrder
from lomi_pos.till.states import Flag, State

from .script import Held
from .scripted_lomi import LIVE, NETWORK
from .till import Till
from .troubles import no_connection, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


# ---------------------------------------------------------------------- open -> expired, cancelled
async def test_expired_needs_to_be_said_twice(till: Till):
    await till.charge()
    till.lomi.answers("session", lambda seen: replace(seen, status="expired"), None)
    await till.wait(30)
    assert till.sale().state is State.OPEN

    till.lomi.say("expired")
    await till.wait(12)
    assert till.sale().state is State.EXPIRED


async def test_the_till_s_own_clock_expires_nothing(till: Till):
    await till.charge()

    await till.wait(20 * 60)

    assert till.sale().state is State.OPEN


async def test_a_cancelled_sale_is_cancelled_after_a_last_look(till: Till):
    sale_id = await till.charge()
    till.lomi.forget_calls()

    sale = await till.engine.cancel(sale_id)

    assert sale.state is State.CANCELLED
    assert [call.name for call in till.lomi.calls] == ["session"]


async def test_money_beats_cancel(till: Till):
    sale_id = await till.charge()
    till.lomi.pay()

    with pytest.raises(TillRefusal) as refusal:
        await till.engine.cancel(sale_id)

    assert refusal.value.message.code == "paid_cannot_change"
    assert till.sale().is_paid_exactly


async def test_a_cancel_waits_three_seconds_for_lomi_and_no_longer(till: Till):
    sale_id = await till.charge()
    till.lomi.always(Held(), "session")
    cancelling = asyncio.ensure_future(till.engine.cancel(sale_id))

    await till.wait(2.9)
    assert not cancelling.done()
    await till.wait(0.2)

    assert (await cancelling).state is State.CANCELLED


async def test_a_cancel_without_a_connection_is_written_down(till: Till):
    sale_id = await till.charge()
    till.lomi.always(no_connection())

    assert (await till.engine.cancel(sale_id)).state is State.CANCELLED


async def test_what_was_cancelled_without_an_answer_is_looked_at_as_soon_as_one_may_come(till: Till):
    sale_id = await till.charge()
    till.lomi.pay()
    till.lomi.always(no_connection())
    await till.engine.cancel(sale_id)
    assert till.sale().state is State.CANCELLED

    till.lomi.recover()
    await till.wait(6)

    assert till.sale().state is State.PAID


@pytest.mark.parametrize("identity", [LIVE, NETWORK], ids=["shop", "member"])
async def test_what_was_just_cancelled_is_looked_at_first_when_the_line_is_back(tmp_path: Path, identity: Identity):
    till = Till(tmp_path / "journal.sqlite", identity=identity)
    await till.open()
    sale_id = await till.charge()
    till.lomi.always(no_connection())
    await till.engine.cancel(sale_id)
    await till.wait(60)
    till.lomi.pay()
    till.lomi.recover()
    await till.engine.check_account()
    await till.wait(2)

    assert till.sale().state is State.PAID
    await till.close()


async def test_two_cancels_at_once_are_one(till: Till):
    sale_id = await till.charge()

    await asyncio.gather(till.engine.cancel(sale_id), till.engine.cancel(sale_id))

    assert till.events().count("SaleCancelled") == 1


@pytest.mark.parametrize("end", ["expired", "cancelled"])
async def test_money_that_comes_after_the_end_is_paid_late(till: Till, end: str):
    sale_id = await till.charge()
    if end == "cancelled":
        await till.engine.cancel(sale_id)
    else:
        till.lomi.say("expired")
        await till.wait(12)
    assert till.sale().state == end

    till.lomi.pay()
    await till.wait(120)

    sale = till.sale()
    assert (sale.state, sorted(sale.flags), sale.needs_someone) == (State.PAID, ["late"], True)


async def test_acknowledging_takes_it_from_the_top_once(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    till.lomi.pay()
    await till.wait(120)

    await till.engine.acknowledge(sale_id)
    await till.engine.acknowledge(sale_id)

    assert not till.sale().needs_someone
    assert till.events().count("SaleAcknowledged") == 1


async def twice_paid(till: Till, provider: str = "MTN") -> int:
    sale_id = await till.charge()
    for _ in range(2):
        till.lomi.pay(provider=provider)
    await till.engine.check_now(sale_id)
    await till.wait(120)
    assert Flag.TWICE in till.sale().flags
    return sale_id


async def test_what_came_after_the_clerk_looked_is_not_dealt_with(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    till.lomi.pay()
    await till.wait(120)
    seen = till.sale()
    till.lomi.pay()
    await till.wait(3600)
    assert Flag.TWICE in till.sale().flags

    await till.engine.acknowledge(sale_id, seen=seen)
    assert till.sale().needs_someone
    await till.engine.acknowledge(sale_id, seen=till.sale())
    assert not till.sale().needs_someone


async def test_a_slip_of_the_hand_is_taken_back_and_stands_in_the_journal(till: Till):
    sale_id = await twice_paid(till)
    await till.engine.take_up_again(sale_id)
    assert "SaleTakenUpAgain" not in till.events(), "nobody had dealt with it"

    await till.engine.acknowledge(sale_id)
    await till.engine.take_up_again(sale_id)
    assert till.sale().needs_someone
    assert till.events()[-2:] == ["SaleAcknowledged", "SaleTakenUpAgain"]
    await till.engine.acknowledge(sale_id)
    assert not till.sale().needs_someone


async def test_cash_handed_back_settles_the_sale_and_is_no_refund(till: Till):
    sale_id = await twice_paid(till)
    posts = len(till.lomi.called("create_refund"))
    sale = await till.engine.note_cash_back(sale_id, Money(5000))

    assert not sale.needs_someone
    assert (sale.cash_back, sale.refunded, sale.kept) == (Money(5000), None, Money(5000))
    assert [(one.who, one.till, one.at) for one in sale.cash_backs] == [("clerk", "A", till.clock.now())]
    assert len(till.lomi.called("create_refund")) == posts
    total = [told.total for told in till.news if isinstance(told, DayChanged)][-1]
    assert (total.kept, total.cash_back) == (Money(10_000), Money(5000))


@pytest.mark.parametrize("minor", [0, 10_001])
async def test_no_more_cash_is_noted_than_came_in(till: Till, minor: int):
    sale_id = await twice_paid(till)
    with pytest.raises(TillRefusal):
        await till.engine.note_cash_back(sale_id, Money(minor))
    assert "CashGivenBack" not in till.events()


async def test_of_a_sale_that_is_not_paid_nothing_goes_back(till: Till):
    sale_id = await till.charge()
    with pytest.raises(TillRefusal, match="not paid"):
        await till.engine.note_cash_back(sale_id, Money(1))


async def test_a_wrong_note_is_undone_and_the_sale_calls_again(till: Till):
    sale_id = await twice_paid(till)
    await till.engine.note_cash_back(sale_id, Money(5000))
    sale = await till.engine.undo_cash_note(sale_id)
    assert sale.needs_someone
    assert sale.cash_back is None
    assert await till.engine.undo_cash_note(sale_id) == sale
    await till.engine.note_cash_back(sale_id, Money(500))
    assert [one.note for one in till.sale().cash_backs] == [2]
    total = [told.total for told in till.news if isinstance(told, DayChanged)][-1]
    assert total.cash_back == Money(500)


async def test_what_went_back_in_cash_is_not_refunded_as_well(till: Till):
    sale_id = await twice_paid(till, "WAVE")
    await till.engine.note_cash_back(sale_id, Money(8000))
    (one, *_) = till.sale().transaction_ids
    with pytest.raises(TillRefusal, match="in cash"):
        await till.engine.refund(RefundOrder(one, Money(5000), Money(5000), "WAVE"))
    assert not till.lomi.called("create_refund")


# ---------------------------------------------------------------------- paid -> paid
@pytest.mark.parametrize("status", ["open", "expired", "failed", "processing"])
async def test_paid_is_sticky_whatever_comes_later(till: Till, status: str):
    sale_id = await till.charge()
    till.lomi.pay()
    await till.engine.check_now(sale_id)
    till.lomi.say(status)

    await till.wait(5)
    await till.engine.check_now(sale_id)
    await till.wait(300)

    assert till.sale().is_paid_exactly


async def test_a_second_transaction_within_minutes_is_paid_twice(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    assert till.sale().is_paid_exactly

    till.lomi.book()
    await till.wait(121)

    sale = till.sale()
    assert (sale.state, sorted(sale.flags), sale.received) == (State.PAID, ["twice"], Money(10000))
    assert sale.needs_someone


async def test_a_second_transaction_found_in_the_history_is_paid_twice(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    await till.wait(11 * 60)
    till.lomi.book()
    await till.wait(120)
    assert till.sale().is_paid_exactly

    await till.engine.transactions(TransactionQuery())

    assert sorted(till.sale().flags) == ["twice"]


async def test_a_second_attempt_that_is_paid_too_is_paid_twice(till: Till):
    sale_id = await till.charge()
    await till.engine.new_code(sale_id)
    await settle()
    first, second = till.lomi.session_ids
    till.lomi.pay(second)
    await till.wait(12)
    assert till.sale().state is State.PAID

    till.lomi.pay(first)
    await till.wait(70)

    sale = till.sale()
    assert sorted(sale.flags) == ["superseded", "twice"]
    assert len(sale.payments) == 2


async def test_a_first_code_that_is_paid_settles_the_sale_while_the_second_is_made(till: Till):
    sale_id = await till.charge()
    till.lomi.always(timeout(), "create_session")
    await till.engine.new_code(sale_id)
    await till.wait(11)
    till.lomi.pay(till.lomi.session_ids[0])

    await till.wait(11)

    assert till.sale().state is State.PAID
