"""From a code on screen to money, or to its end (the table of states, lower half), and what is asked for it."""

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.engine.news import AccountSeen, DayChanged, SaleChanged, SaleChecked, Trouble
from lomi_pos.till import events as ev
from lomi_pos.till.budget import Use
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.events import PaymentReceived
from lomi_pos.till.lomi import CheckoutSession, Transaction, TransactionQuery
from lomi_pos.till.money import Money
from lomi_pos.till.sale import State

from .fakes import (
    Held,
    Till,
    busy,
    gateway,
    key_refused,
    missing,
    no_connection,
    refused,
    settle,
    timeout,
)

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


@pytest.mark.parametrize(("by_itself", "who"), [(False, "clerk"), (True, "till")])
async def test_paper_that_came_out_is_in_the_journal_with_who_wanted_it(till: Till, by_itself, who):
    sale_id = await till.charge()

    await till.engine.note_printed(sale_id, "code", by_itself=by_itself)

    printed = till.sale().history[-1]
    assert isinstance(printed, ev.ReceiptPrinted)
    assert (printed.slip, printed.who) == ("code", who)


async def test_acknowledging_takes_it_from_the_top_once(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    till.lomi.pay()
    await till.wait(120)

    await till.engine.acknowledge(sale_id)
    await till.engine.acknowledge(sale_id)

    assert not till.sale().needs_someone
    assert till.events().count("SaleAcknowledged") == 1


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
    await till.wait(61)

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


# ---------------------------------------------------------------------- looks that fail
@pytest.mark.parametrize("trouble", [timeout(), gateway(), no_connection(), key_refused(), refused()])
async def test_a_look_that_fails_is_dropped_and_asked_again(till: Till, trouble):
    await till.charge()
    till.lomi.always(trouble, "session")
    await till.wait(30)
    assert till.sale().state is State.OPEN
    assert till.told(Trouble) == []

    till.lomi.recover()
    till.lomi.pay()
    await till.wait(12)
    assert till.sale().is_paid_exactly


async def test_retry_after_quiets_every_look(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    await till.wait(5)
    till.lomi.answers("session", busy(60))
    await till.wait(3)
    till.lomi.forget_calls()

    await till.wait(55)

    assert [call.name for call in till.lomi.calls] in ([], ["account", "providers"])


async def test_a_look_that_cannot_be_written_down_is_not_told(till: Till):
    await till.charge()
    till.journal.refuse_to_write()
    till.lomi.pay()
    checked = len(till.told(SaleChecked))
    await till.wait(30)
    assert till.told_states() == ["creating", "open"]
    assert len(till.told(SaleChecked)) == checked
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["journal_read_only"]

    till.journal.write_again()
    await till.wait(12)
    assert till.told_states()[-1] == "paid"


async def test_a_bug_in_a_look_is_logged_and_the_watch_goes_on(till: Till, caplog: pytest.LogCaptureFixture):
    def broken(_seen: object) -> object:
        raise ZeroDivisionError

    await till.charge()
    till.lomi.answers("session", broken)
    till.lomi.pay()

    await till.wait(30)

    assert till.sale().is_paid_exactly
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["bug"]
    assert "ZeroDivisionError" in caplog.text


async def test_a_listener_that_fails_does_not_stop_the_sale(till: Till, caplog: pytest.LogCaptureFixture):
    def tell(_news: object) -> None:
        raise RuntimeError("Internal C++ object already deleted")

    till.engine._desk._tell = tell

    await till.charge()

    assert till.sale().state is State.OPEN
    assert "already deleted" in caplog.text


async def test_a_slow_list_does_not_delay_the_next(till: Till):
    await till.charge()
    await till.charge()
    await till.wait(20)
    till.lomi.answers("sessions", Held(), Held())
    till.lomi.pay()

    await till.wait(15)

    assert till.sale(2).state is State.PAID


async def test_nothing_is_told_once_the_engine_has_ended(till: Till):
    await till.charge()
    await till.close()
    told = len(till.news)

    till.engine._desk.tell_trouble(timeout())

    assert len(till.news) == told


# ---------------------------------------------------------------------- several at once
async def test_several_waiting_sales_share_one_list_call(till: Till):
    for _ in range(5):
        await till.charge()
    await till.wait(35)
    till.lomi.forget_calls()

    await till.wait(60)

    listed = till.lomi.called("sessions")
    assert 15 <= len(listed) <= 57
    assert min(later.at_s - call.at_s for call, later in itertools.pairwise(listed)) >= 1.05
    assert len(till.lomi.called("session")) <= 5


async def test_a_hit_in_the_list_is_confirmed_by_itself_before_anyone_is_told(till: Till):
    await till.charge()
    await till.charge()
    await till.wait(12)
    till.lomi.forget_calls()
    liar = till.lomi.session_ids[0]
    till.lomi.always(lambda rows: [replace(till.lomi._sessions[liar], status="completed")], "sessions")

    await till.wait(8)

    assert liar in {call.arguments[0] for call in till.lomi.called("session")}
    assert till.sale(1).state is State.OPEN


async def test_a_code_that_is_paid_is_not_confirmed_again_at_every_list(till: Till):
    sale_id = await till.charge()
    await till.engine.new_code(sale_id)
    for _ in range(2):
        await till.charge()
    till.lomi.pay(till.lomi.session_ids[1])
    await till.wait(12)
    assert till.sale(sale_id).state is State.PAID
    till.lomi.forget_calls()

    await till.wait(60)

    assert len(till.lomi.called("sessions")) > 20
    asked = [call.arguments[0] for call in till.lomi.called("session")]
    assert asked.count(till.lomi.session_ids[0]) <= 2


async def test_a_look_under_way_is_not_begun_again(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.answers("session", Held())

    await till.wait(30)

    assert len(till.lomi.called("session")) == 1


async def test_a_waiting_sale_that_the_list_shows_is_paid_within_seconds(till: Till):
    for _ in range(3):
        await till.charge()
    await till.wait(32)
    till.lomi.pay(till.lomi.session_ids[0])

    await till.wait(3)

    assert till.sale(1).state is State.PAID


async def test_a_sale_that_the_list_forgets_is_still_looked_at_by_itself(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.always(lambda _rows: [], "sessions")
    await till.wait(5)
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)

    await till.wait(301)

    assert till.sale(1).state is State.PAID


async def test_a_waiting_sale_older_than_the_first_page_is_found_on_the_next(till: Till):
    await till.charge()
    await till.charge()
    till.clock.leap(minutes=6)
    for count in range(150):
        await add_completed(till, count)
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)
    till.lomi.forget_calls()

    await till.wait(10)

    assert {call.arguments[1] for call in till.lomi.called("sessions")} == {1, 2}


async def test_a_list_that_repeats_a_page_is_read_no_further(till: Till):
    await till.charge()
    await till.charge()
    till.clock.leap(minutes=6)
    for count in range(150):
        await add_completed(till, count)
    newest = till.lomi.session_ids[-100:]
    till.lomi.always(lambda _rows: [till.lomi._sessions[one] for one in newest], "sessions")
    till.lomi.forget_calls()

    await till.wait(2)

    assert {call.arguments[1] for call in till.lomi.called("sessions")} == {1, 2}


async def add_completed(till: Till, count: int) -> None:
    """Somebody else's completed session, made just now."""
    made_at = till.clock.now()
    till.lomi.add_session(CheckoutSession(f"other-{count}", "completed", Money(5000), created_at=made_at))


async def test_the_budget_is_shared_with_the_tills_that_the_list_shows(till: Till):
    for name in ("B", "C"):
        metadata = {"till": name}
        made_at = till.clock.now()
        other = CheckoutSession(f"of-{name}", "completed", Money(5000), metadata=metadata, created_at=made_at)
        till.lomi.add_session(other)
    await till.charge()

    await till.wait(5)

    assert till.engine._desk.ledger.sharing.tills == 3


async def test_every_request_is_counted_those_repeated_at_once_too(till: Till):
    sale_id = await till.charge()
    await till.wait(60)
    till.lomi.requests_sent += 1
    await till.engine.check_now(sale_id)

    spent = till.engine._desk.ledger.spent
    assert sum(spent.today.values()) == till.lomi.requests_sent
    assert (spent.today[Use.CREATE], spent.today[Use.CHECK], spent.today[Use.REPEAT]) == (1, 1, 1)


async def test_a_429_halves_the_pace_once_it_is_over(till: Till):
    for _ in range(5):
        await till.charge()
    till.lomi.answers("sessions", busy(60))
    await till.wait(70)

    assert till.engine._desk.ledger.sharing.slowed == 2.0


async def test_the_customer_in_front_is_looked_for_among_the_transactions(till: Till):
    sale_ids = [await till.charge() for _ in range(3)]
    await till.wait(30)
    assert till.lomi.called("transactions") == []

    await till.engine.put_in_front(sale_ids[1])
    await till.wait(30)

    assert 2 <= len(till.lomi.called("transactions")) <= 6


async def test_a_look_is_told_though_it_tells_nothing_new(till: Till):
    sale_id = await till.charge()

    await till.wait(11)

    assert {told.sale_id for told in till.told(SaleChecked)} == {sale_id}
    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened"]


async def test_watching_writes_nothing_while_nothing_happens(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)

    await till.wait(300)

    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened", "CodeShown"]


async def test_a_code_that_opens_in_front_is_noted_as_shown(till: Till):
    held = Held()
    till.lomi.answers("create_session", held)
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    assert "CodeShown" not in till.events()

    held.release()
    await settle()

    assert till.events().count("CodeShown") == 1


async def test_the_news_come_in_the_order_of_their_commits(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.pay(till.lomi.session_ids[0])
    till.lomi.pay(till.lomi.session_ids[2])
    await till.wait(40)

    for sale_id in (1, 2, 3):
        told = [event for news in till.told(SaleChanged) if news.sale.id == sale_id for event in news.events]
        assert tuple(told) == till.sale(sale_id).history


# ---------------------------------------------------------------------- check now
async def test_check_now_asks_at_once_and_at_most_once_in_three_seconds(till: Till):
    sale_id = await till.charge()
    await till.wait(0.5)
    till.lomi.forget_calls()

    for _ in range(10):
        await till.engine.check_now(sale_id)
    assert len(till.lomi.called("session")) == 1

    await till.wait(3)
    till.lomi.forget_calls()
    await till.engine.check_now(sale_id)
    assert len(till.lomi.called("session")) == 1


async def test_check_now_says_when_lomi_does_not_answer(till: Till):
    sale_id = await till.charge()
    till.lomi.always(no_connection())

    with pytest.raises(type(no_connection())):
        await till.engine.check_now(sale_id)


async def test_two_looks_at_once_record_one_payment(till: Till):
    sale_id = await till.charge()
    till.lomi.pay()

    await asyncio.gather(*(till.engine._watching.look(sale_id) for _ in range(5)))
    await till.wait(12)

    assert till.events().count("PaymentReceived") == 1
    assert len(till.sale().payments) == 1


# ---------------------------------------------------------------------- for days
async def test_a_given_up_sale_is_asked_about_less_and_less(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    asked = []
    for hours in (1 / 6, 11 / 6, 2):
        till.lomi.forget_calls()
        await till.wait(hours * 3600)
        asked.append(len(till.lomi.called("session")))

    assert 9 <= asked[0] <= 11
    assert 10 <= asked[1] <= 12
    assert asked[2] <= 3


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


# ---------------------------------------------------------------------- lomi. Network
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
async def test_a_wrong_clock_on_the_wall_hides_no_transaction(member_till: Till, days: int):
    await member_till.charge()
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
