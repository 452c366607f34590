"""Two troubles at once: what a clerk, a customer, the line and the disk can do in each other's way."""

from datetime import timedelta

import pytest

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.budget import HOUR_S, MINUTE_S
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.refunding import RefundOrder
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, RefundState, State
from lomi_pos.till.words import Message
from tests.faults.deeds import (
    A_QUARTER_S,
    ASKED,
    ask_back,
    be_busy,
    begin_again_without_the_answer,
    code,
    copied,
    give_up_after_expiry,
    heard,
    just_before_it_is_sent,
    leave_unclear,
    put_back,
    refunds,
    refuse_words,
    restart,
    sell,
    sell_and_be_paid,
    told_of_check,
)
from tests.faults.faults import everywhere, in_both_dialects
from tests.faults.world import KEY, NEWER_KEY, STRANGERS_KEY, World

DAY = timedelta(days=1)


# ---------------------------------------------------------------------------- an older journal is put back
@everywhere
@pytest.mark.parametrize("fault", ["lost_coming", "too_slow"])
def test_a_refund_that_was_unclear_in_an_older_journal_is_found_and_not_sent_again(world: World, fault):
    transaction_id = sell_and_be_paid(world)
    world.line.spoil(fault, "POST", 1)
    ask_back(world, transaction_id, 0.5)
    world.pass_time(25.0 if fault == "too_slow" else 0.5)
    copy = copied(world)
    world.crash()
    put_back(world, copy)

    restart(world)

    (asked,) = refunds(world)
    assert (asked.state, asked.given) == (RefundState.DONE, ASKED)
    assert (world.sale().state, world.sale().refunded, set(world.sale().flags)) == (State.PAID, ASKED, {Flag.REFUNDED})
    assert len(world.lomi.refunds.kept) == 1


@everywhere
def test_a_refund_that_an_older_journal_has_not_sent_yet_may_have_been_sent(world: World):
    transaction_id = sell_and_be_paid(world)
    copy = just_before_it_is_sent(world, transaction_id)
    world.pass_time(5.0)
    assert len(world.lomi.refunds.kept) == 1
    world.crash()
    put_back(world, copy)

    world.start()
    world.line.is_up = False
    world.pass_time(MINUTE_S)
    (asked,) = refunds(world)
    assert asked.state is RefundState.UNCLEAR
    assert ask_back(world, transaction_id, 5.0) == "refund_open"

    world.line.is_up = True
    world.pass_time(5 * MINUTE_S)
    (asked,) = refunds(world)
    assert (asked.state, asked.given) == (RefundState.DONE, ASKED)
    assert len(world.lomi.refunds.kept) == 1


@everywhere
def test_a_refund_that_an_older_journal_knows_nothing_of_is_told_and_not_made_twice(world: World):
    transaction_id = sell_and_be_paid(world)
    copy = copied(world)
    world.line.spoil("lost_coming", "POST", 1)
    ask_back(world, transaction_id, 5.0)
    world.crash()
    put_back(world, copy)

    restart(world)

    assert (world.sale().refunded, set(world.sale().flags)) == (ASKED, {Flag.REFUNDED})
    assert ask_back(world, transaction_id, 10.0) == "refund_all_back"
    assert len(world.lomi.refunds.kept) == 1


# ---------------------------------------------------------------------------- a new code while the till recovers
@everywhere
def test_a_new_code_that_cannot_be_made_holds_up_no_sweep(world: World):
    for _ in range(3):
        sell(world)
    world.close()
    world.server.pay(code(world, sale_id=2))
    world.start()
    swept = heard(world, SweepFinished)
    world.line.spoil("gateway", "POST", 500)
    world.pass_time(0.2)
    assert refuse_words(world, world.engine.new_code(1), 0.1) == ""

    world.pass_time(2 * MINUTE_S)

    assert [one.number for told in swept[:1] for one in told.changed] == ["A-002"]
    assert [world.sale(one).state for one in (1, 2, 3)] == [State.CREATING, State.PAID, State.OPEN]
    world.line.mend()
    world.pass_time(MINUTE_S)
    assert (world.sale().state, len(world.sale().attempts)) == (State.OPEN, 2)
    assert len(world.lomi.sessions) == 4


@everywhere
def test_a_new_code_asked_for_while_the_first_is_being_finished_is_refused_and_one_code_is_made(world: World):
    begin_again_without_the_answer(world)
    for _ in range(20):
        world.pass_time(0.1)
        if world.sale().state is not State.CREATING:
            break
        assert refuse_words(world, world.engine.new_code(1), 0.0) in {"not_possible_now", ""}

    world.pass_time(MINUTE_S)
    assert (world.sale().state, len(world.sale().attempts)) == (State.OPEN, 1)
    assert len(world.lomi.sessions) == 1


@everywhere
def test_what_is_cancelled_while_it_is_being_finished_is_watched_and_its_money_counts(world: World):
    begin_again_without_the_answer(world)
    world.pass_time(0.1)
    world.ask(world.engine.cancel(1), MINUTE_S)
    assert world.sale().state is State.CANCELLED

    (session_id,) = world.lomi.sessions
    world.server.pay(session_id)
    world.pass_time(15 * MINUTE_S)

    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)
    assert Flag.LATE in world.sale().flags


@everywhere
@pytest.mark.parametrize("wrong_by", [DAY, -DAY], ids=["a_day_ahead", "a_day_back"])
@pytest.mark.parametrize("fault", [None, "lost_coming"])
def test_the_clock_is_set_by_a_day_while_a_new_code_is_made(world: World, wrong_by: timedelta, fault):
    sell(world)
    if fault:
        world.line.spoil(fault, "POST", 2)
    world.ask(world.engine.new_code(1), 0.2)
    world.clock.wrong_by = wrong_by
    world.pass_time(MINUTE_S)
    assert ([str(one.state) for one in world.sale().attempts], len(world.lomi.sessions)) == (["open", "open"], 2)

    world.server.pay(code(world, 1))
    world.pass_time(2 * MINUTE_S)
    assert (world.sale().state, world.sale().received, set(world.sale().flags)) == (
        State.PAID,
        ASKED,
        {Flag.SUPERSEDED},
    )

    world.clock.wrong_by = timedelta()
    world.server.pay(code(world, 2))
    world.pass_time(10 * MINUTE_S)
    assert (world.sale().received, Flag.TWICE in world.sale().flags) == (Money(10_000), True)


@everywhere
@pytest.mark.parametrize("wrong_by", [DAY, -DAY], ids=["a_day_ahead", "a_day_back"])
def test_a_clock_that_is_set_over_a_crash_makes_no_third_code(world: World, wrong_by: timedelta):
    sell(world)
    world.line.spoil("lost_coming", "POST", 1)
    world.ask(world.engine.new_code(1), 0.5)
    world.crash()
    world.clock.wrong_by = wrong_by
    restart(world)

    assert len(world.lomi.sessions) == 2
    assert [str(one.state) for one in world.sale().attempts] == ["open", "open"]


# ---------------------------------------------------------------------------- more than one code is paid
def paid_by_the_second(world: World) -> str:
    """A sale with two codes, of which the second is paid; returns that transaction."""
    sell(world)
    world.ask(world.engine.new_code(1), 5.0)
    world.server.pay(code(world, 2))
    world.pass_time(MINUTE_S)
    (transaction_id,) = world.sale().transaction_ids
    return transaction_id


@everywhere
@pytest.mark.parametrize("fault", [None, "lost_coming", "lost_going"])
def test_a_first_code_is_paid_while_the_payment_of_the_second_goes_back(world: World, fault):
    transaction_id = paid_by_the_second(world)
    if fault:
        world.line.spoil(fault, "POST", 1)
    world.ask(world.engine.refund(RefundOrder(transaction_id, ASKED, ASKED, "WAVE")), 0.2)
    world.server.pay(code(world, 1))
    world.pass_time(20 * MINUTE_S)

    there = world.sale()
    assert (there.state, there.received, Flag.TWICE in there.flags) == (State.PAID, Money(10_000), True)
    assert len(world.lomi.refunds.kept) == (0 if fault == "lost_going" else 1)
    is_unclear = fault == "lost_going"
    assert (Flag.REFUND_UNCLEAR in there.flags, there.kept) == (is_unclear, Money(10_000) if is_unclear else ASKED)
    assert there.needs_someone == (not is_done_after(there, "RefundDone", "PaymentReceived"))


def is_done_after(there: Sale, last: str, before: str) -> bool:
    """What came last has made it even; a payment after that is for a person."""
    told = [type(one).__name__ for one in there.history if type(one).__name__ in {last, before}]
    return told[-1] == last


@everywhere
def test_two_codes_that_expired_are_both_paid_late(world: World):
    sell(world)
    if world.account:
        world.ask(world.engine.cancel(1), 5.0)
        world.ask(world.engine.new_code(1), 5.0)
        world.ask(world.engine.cancel(1), 5.0)
    else:
        give_up_after_expiry(world)
        world.ask(world.engine.new_code(1), 5.0)
        give_up_after_expiry(world, 2)
    world.server.pay_late(code(world, 2))
    world.pass_time(15 * MINUTE_S)
    assert (world.sale().received, set(world.sale().flags)) == (ASKED, {Flag.LATE, Flag.SUPERSEDED})
    world.ask(world.engine.acknowledge(1))

    world.server.pay_late(code(world, 1))
    world.pass_time(15 * MINUTE_S)

    there = world.sale()
    assert (there.received, set(there.flags)) == (Money(10_000), {Flag.LATE, Flag.TWICE, Flag.SUPERSEDED})
    assert there.needs_someone


@everywhere
def test_two_codes_that_expired_are_both_paid_late_while_the_till_is_off(world: World):
    sell(world)
    world.ask(world.engine.new_code(1), 5.0)
    if world.account:
        world.ask(world.engine.cancel(1), 5.0)
    else:
        give_up_after_expiry(world)
        give_up_after_expiry(world, 2)
    codes = code(world, 1), code(world, 2)
    world.close()
    for one in codes:
        world.server.pay_late(one, session_follows=False)
    restart(world)

    there = world.sale()
    assert (there.received, set(there.flags)) == (Money(10_000), {Flag.LATE, Flag.TWICE, Flag.SUPERSEDED})


# ---------------------------------------------------------------------------- between two looks
@in_both_dialects
@pytest.mark.parametrize("then", ["expired", "paid"])
@pytest.mark.parametrize("after_s", [0.05, 0.25])
def test_the_till_dies_between_the_two_looks_that_confirm_an_expiry(world: World, after_s: float, then: str):
    sell(world)
    world.pass_time(MINUTE_S)
    world.server.expire(code(world))
    asked = len(world.server.requests)
    world.ask(world.engine.check_now(1))
    while not [one for one in list(world.server.requests)[asked:] if one.path.endswith(code(world))]:
        world.pass_time(0.05)
    world.pass_time(after_s)
    world.crash()
    assert world.sale().state is State.OPEN
    if then == "paid":
        world.server.pay_late(code(world))

    restart(world)

    is_late = then == "paid"
    assert world.sale().state is (State.PAID if is_late else State.EXPIRED)
    assert world.sale().received == (ASKED if is_late else None)


@everywhere
@pytest.mark.parametrize("is_answered", [True, False])
@pytest.mark.parametrize("ahead_s", [0.05, 0.2, 0.35])
def test_cancel_while_the_look_that_confirms_a_payment_is_under_way(world: World, ahead_s: float, is_answered: bool):
    sell(world)
    world.pass_time(20.0)
    world.server.pay(code(world))
    if not is_answered:
        world.line.spoil("too_slow", "GET", 3)
    world.ask(world.engine.check_now(1), ahead_s)

    refused = refuse_words(world, world.engine.cancel(1), 5.0)

    if is_answered:
        assert refused == "paid_cannot_change"
        assert world.sale().is_paid_exactly
        return
    assert world.sale().state in {State.CANCELLED, State.PAID}
    world.pass_time(2 * MINUTE_S)
    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)
    assert world.sale().flags <= {Flag.LATE}


# ---------------------------------------------------------------------------- lomi. asks for quiet
@everywhere
def test_check_again_while_lomi_asks_for_a_quarter_of_an_hour_says_so_and_asks_once(world: World):
    sell(world)
    be_busy(world)
    world.pass_time(MINUTE_S)
    world.server.pay(code(world))
    asked = len(world.server.requests)

    first = told_of_check(world)
    world.pass_time(2 * MINUTE_S)
    second = told_of_check(world)
    again = told_of_check(world)

    assert first == Message("check_busy", {"number": "A-001", "minutes": "15"})
    assert second == again == Message("check_busy", {"number": "A-001", "minutes": "13"})
    assert len(world.server.requests) - asked <= 2
    assert world.sale().state is State.OPEN

    world.server.faults.clear()
    world.pass_time(A_QUARTER_S + MINUTE_S)
    assert world.sale().is_paid_exactly


@in_both_dialects
def test_check_again_finds_the_money_where_only_the_list_asks_for_quiet(world: World):
    sell(world)
    headers = {"Retry-After": "900"}
    world.server.faults.add("status", path="/checkout-sessions", times=None, status=429, headers=headers)
    world.pass_time(MINUTE_S)
    world.server.pay(code(world))

    assert told_of_check(world) is None
    assert world.sale().is_paid_exactly


@everywhere
def test_a_paid_sale_that_cannot_be_checked_again_stays_as_it_stood(world: World):
    sell_and_be_paid(world)
    be_busy(world)

    assert told_of_check(world) == Message("check_busy_paid", {"number": "A-001", "minutes": "15"})
    assert world.sale().is_paid_exactly


# ---------------------------------------------------------------------------- the key is replaced
@everywhere
@pytest.mark.parametrize("fault", ["lost_coming", "lost_going"])
def test_a_refund_that_is_unclear_waits_for_its_own_key(world: World, fault):
    transaction_id = sell_and_be_paid(world)
    leave_unclear(world, transaction_id, fault)
    restart(world, key=STRANGERS_KEY)
    world.pass_time(HOUR_S)

    (asked,) = refunds(world)
    assert (asked.state, Flag.REFUND_UNCLEAR in world.sale().flags, world.sale().refunded) == (
        RefundState.UNCLEAR,
        True,
        None,
    )
    assert ask_back(world, transaction_id, 5.0) == "refund_open"
    assert refuse_words(world, world.engine.check_now(1)) in {"check_refused_paid", "network_refused_in_use"}
    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)

    restart(world, key=KEY)
    is_done = fault == "lost_coming"
    (asked,) = refunds(world)
    assert asked.state is (RefundState.DONE if is_done else RefundState.UNCLEAR)
    assert world.sale().refunded == (ASKED if is_done else None)
    assert len(world.lomi.refunds.kept) == is_done


@everywhere
def test_a_refund_that_is_unclear_is_looked_for_by_a_newer_key_of_the_shop_that_started_offline(world: World):
    transaction_id = sell_and_be_paid(world)
    leave_unclear(world, transaction_id, "lost_coming")
    world.close()
    world.line.is_up = False
    restart(world, key=NEWER_KEY)
    world.line.is_up = True
    world.pass_time(10 * MINUTE_S)

    (asked,) = refunds(world)
    assert (asked.state, world.sale().refunded) == (RefundState.DONE, ASKED)
    assert len(world.lomi.refunds.kept) == 1


@in_both_dialects
def test_a_sale_that_was_being_made_is_finished_by_a_newer_key_of_the_shop_that_started_offline(world: World):
    world.line.spoil("lost_coming", "POST", 1)
    world.charge(Order(ASKED), 0.5)
    world.close()
    world.line.is_up = False
    restart(world, key=NEWER_KEY)
    world.line.is_up = True
    world.pass_time(5 * MINUTE_S)

    assert (world.sale().state, len(world.lomi.sessions)) == (State.OPEN, 1)
