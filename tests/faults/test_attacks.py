"""Somebody who wants to lose, to double or to mis-show a sale, and has read how it lives."""

from datetime import timedelta

import pytest

from lomi_pos.engine.news import SweepFinished
from lomi_pos.till.budget import MINUTE_S, Use
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.states import Flag, RefundState, State
from lomi_pos.till.words import Message
from tests.faults.bad_line import Fault
from tests.faults.deeds import (
    ASKED,
    ask_back,
    be_busy,
    code,
    heard,
    leave_unclear,
    refunds,
    restart,
    sell,
    sell_and_be_paid,
    told_of_check,
)
from tests.faults.faults import everywhere, in_both_dialects
from tests.faults.world import STRANGERS_KEY, World

YEAR = timedelta(days=365)


@everywhere
@pytest.mark.parametrize("after_s", [0.4, 0.8, 1.1, 1.4])
def test_a_sweep_does_not_wait_for_a_new_code_that_was_asked_for_after_it_began(world: World, after_s: float):
    for _ in range(4):
        sell(world)
    world.close()
    world.server.pay(code(world, sale_id=2))
    world.start()
    swept = heard(world, SweepFinished)
    world.line.spoil("gateway", "POST", 500)
    world.pass_time(after_s)
    world.ask(world.engine.new_code(1), 0.1)

    world.pass_time(2 * MINUTE_S)

    assert [one.number for told in swept[:1] for one in told.changed] == ["A-002"]


@everywhere
@pytest.mark.parametrize("wrong_by", [YEAR, -YEAR], ids=["ahead", "back"])
@pytest.mark.parametrize("minor", [2000, 5000], ids=["a_part", "all"])
def test_an_unclear_refund_is_found_though_the_clock_was_wrong_when_it_was_asked_for(
    world: World, wrong_by: timedelta, minor: int
):
    transaction_id = sell_and_be_paid(world, "STRIPE")
    world.clock.wrong_by = wrong_by
    leave_unclear(world, transaction_id, "lost_coming", minor=minor)
    world.clock.wrong_by = timedelta()
    world.pass_time(20 * MINUTE_S)

    (asked,) = refunds(world)
    assert (asked.state, world.sale().refunded) == (RefundState.DONE, Money(minor))


@everywhere
@pytest.mark.parametrize("wrong_by", [YEAR, -YEAR], ids=["ahead", "back"])
def test_an_unclear_refund_is_looked_for_though_the_clock_is_set(world: World, wrong_by: timedelta):
    transaction_id = sell_and_be_paid(world)
    world.line.spoil("lost_coming", "POST", 1)
    ask_back(world, transaction_id, 1.5)
    world.line.is_up = False
    world.clock.wrong_by = wrong_by
    world.pass_time(MINUTE_S)
    world.line.is_up = True
    world.pass_time(20 * MINUTE_S)

    (asked,) = refunds(world)
    assert (asked.state, world.sale().refunded) == (RefundState.DONE, ASKED)


@in_both_dialects
@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.LINK, Kind.MTN])
def test_what_is_cancelled_before_it_left_does_not_leave(world: World, kind: Kind):
    ledger = world.engine._desk.ledger
    for _ in range(200):
        ledger.note(Use.CREATE)
    world.charge(Order(ASKED, kind=kind, customer_phone="+2250707070707", customer_name="Awa"), 1.0)
    world.ask(world.engine.cancel(1), 5.0)
    assert world.sale().state is State.CANCELLED

    world.pass_time(5 * MINUTE_S)

    made = [one for one in world.server.requests if one.method == "POST"]
    assert made == []
    restart(world)
    assert [one for one in world.server.requests if one.method == "POST"] == []
    assert world.sale().state is State.CANCELLED


@in_both_dialects
def test_a_link_that_is_cancelled_while_lomi_asks_for_quiet_is_never_made(world: World):
    be_busy(world)
    world.charge(Order(ASKED, kind=Kind.LINK), 5.0)
    world.ask(world.engine.cancel(1), 5.0)
    world.server.faults.clear()
    world.pass_time(20 * MINUTE_S)

    assert not world.lomi.links
    assert world.sale().state is State.CANCELLED


@in_both_dialects
@pytest.mark.parametrize("unreadable", [1, 2])
def test_a_code_that_lomi_cannot_tell_of_hides_no_payment_of_the_other(world: World, unreadable: int):
    sell(world)
    world.ask(world.engine.new_code(1), 5.0)
    broken = f"/checkout-sessions/{code(world, unreadable)}"
    world.server.faults.add("status", method="GET", path=broken, times=None, status=500, body=b"{}")
    world.server.faults.add("status", method="GET", path="/transactions", times=None, status=500, body=b"{}")

    world.server.pay(code(world, 3 - unreadable))
    world.pass_time(MINUTE_S)

    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)


@in_both_dialects
def test_check_now_says_that_a_code_was_not_answered_although_the_other_was(world: World):
    sell(world)
    world.ask(world.engine.new_code(1), 5.0)
    broken = f"/checkout-sessions/{code(world, 1)}"
    world.server.faults.add("status", method="GET", path=broken, times=None, status=500, body=b"{}")
    assert told_of_check(world) == Message("check_unanswered", {"number": "A-001"})
    assert world.sale().state is State.OPEN


@in_both_dialects
def test_what_is_paid_beside_a_code_that_lomi_cannot_tell_of_is_named_and_waits_no_longer(world: World):
    sell(world)
    world.ask(world.engine.new_code(1), 5.0)
    broken = f"/checkout-sessions/{code(world, 1)}"
    world.server.faults.add("status", method="GET", path=broken, times=None, status=500, body=b"{}")
    world.server.pay(code(world, 2), "MTN")
    world.pass_time(MINUTE_S)

    assert (world.sale().provider, len(world.sale().transaction_ids)) == ("MTN", 1)
    assert world.engine._watching._lookout.open_ids() == []


@in_both_dialects
def test_a_link_is_seen_to_be_paid_though_the_transactions_cannot_be_read(world: World):
    world.charge(Order(ASKED, kind=Kind.LINK), 5.0)
    world.server.faults.add("status", method="GET", path="/transactions", times=None, status=500, body=b"{}")
    session = world.visit_link(code(world))
    assert session is not None
    world.server.pay(session)
    world.pass_time(2 * MINUTE_S)

    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)


@everywhere
@pytest.mark.parametrize("after_s", [0.1, 1.0, 2.5])
def test_a_new_code_that_is_asked_for_while_a_cancel_waits_is_the_last_word(world: World, after_s: float):
    sell(world)
    world.line.spoil("too_slow", "GET", 2)
    world.ask(world.engine.cancel(1), after_s)
    world.ask(world.engine.new_code(1), MINUTE_S)

    assert (world.sale().state, len(world.sale().attempts)) == (State.OPEN, 2)
    world.server.pay(code(world, 2))
    world.pass_time(2 * MINUTE_S)
    assert (world.sale().state, Flag.LATE in world.sale().flags) == (State.PAID, False)


@in_both_dialects
@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.LINK])
@pytest.mark.parametrize(
    ("fault", "times", "words"),
    [("own_500", 3, "new_code_not_made"), ("key_refused", 2, "key_refused_in_use"), ("lost_going", 9, "")],
)
def test_a_new_code_that_is_for_a_person_never_says_that_nobody_can_have_paid(
    world: World, kind: Kind, fault: Fault, times: int, words: str
):
    world.charge(Order(ASKED, kind=kind), 5.0)
    world.line.spoil(fault, "POST", times)
    world.ask(world.engine.new_code(1), 2 * MINUTE_S)

    reason = world.sale().reason
    told = reason.english() if reason is not None else ""
    assert "nobody can have paid" not in told
    assert "othing was charged" not in told
    assert "new sale" not in told
    if kind is Kind.SESSION and words:
        assert (world.sale().state, reason and reason.code) == (State.ATTENTION, words)

    first = world.visit_link(code(world)) if kind is Kind.LINK else code(world)
    assert first is not None
    world.server.pay(first)
    world.pass_time(2 * MINUTE_S)
    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)


@in_both_dialects
def test_a_new_code_that_waits_for_another_key_does_not_say_that_the_first_cannot_be_paid(world: World):
    sell(world)
    world.line.spoil("lost_going", "POST", 90)
    world.ask(world.engine.new_code(1), 5.0)
    restart(world, key=STRANGERS_KEY)

    assert world.sale().reason == Message("other_identity_in_use", {"number": "A-001"})
