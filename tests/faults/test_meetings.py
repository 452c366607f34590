"""Where two rare things meet: each alone is looked after, and both together lost, doubled or mis-showed money."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.till.budget import HOUR_S, MINUTE_S, Use
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.states import Flag, RefundState, State
from tests.faults.deeds import (
    ASKED,
    ask_back,
    code,
    copied,
    heard,
    leave_unclear,
    put_back,
    refunds,
    restart,
    sell,
    sell_and_be_paid,
)
from tests.faults.faults import everywhere, in_both_dialects
from tests.faults.world import NEWER_KEY, URL, World

YEAR = timedelta(days=365)
PHONE = "+2250707070707"

on_either_phone = pytest.mark.parametrize("kind", [Kind.MTN, Kind.WAVE])


def arrive_late(world: World, path: str, body: bytes) -> None:
    """What was sent long ago, and given up on the way, reaches lomi. now."""
    headers = {"X-API-Key": world.key, "Content-Type": "application/json"}
    if world.account:
        headers["Lomi-Account"] = world.account

    async def sent() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(world._app)) as client:
            answer = await client.post(f"{URL}{path}", content=body, headers=headers)
            assert answer.status_code == httpx.codes.CREATED

    world.run(sent())


# ---------------------------------------------------------------------------- a phone that rings
def ring(world: World, kind: Kind, wait_s: float = 5.0) -> int:
    """Ask a phone; returns the sale."""
    world.charge(Order(ASKED, kind=kind, customer_phone=PHONE, customer_name="Awa"), wait_s)
    return max(world.told)


def its_charge(world: World) -> str:
    (charge,) = world.lomi.charges.kept
    return charge.id


@everywhere
@on_either_phone
def test_a_phone_pays_where_the_transactions_tell_of_every_payment_but_describe_none(world: World, kind: Kind):
    for _ in range(2):
        sell_and_be_paid(world)
    sale_id = ring(world, kind)
    world.server.confirm_charge(its_charge(world))

    world.pass_time(15.0)

    assert world.sale(sale_id).is_paid_exactly


@everywhere
@on_either_phone
def test_check_now_sees_that_a_phone_has_paid(world: World, kind: Kind):
    ring(world, kind)
    world.engine._watching._lookout.watched.clear()  # nobody looks but the clerk
    world.server.confirm_charge(its_charge(world))
    world.ask(world.engine.check_now(1), 5.0)

    assert world.sale().is_paid_exactly


@everywhere
@pytest.mark.parametrize("end", ["expired", "refused", "cancelled"])
def test_a_phone_that_was_given_up_pays_late_where_the_transactions_tell(world: World, end: str):
    sell_and_be_paid(world)
    sale_id = ring(world, Kind.MTN)
    match end:
        case "expired":
            world.server.expire_charge(its_charge(world))
        case "refused":
            world.server.refuse_charge(its_charge(world))
        case _:
            world.ask(world.engine.cancel(sale_id), 5.0)
    world.pass_time(20 * MINUTE_S)
    world.server.confirm_charge(its_charge(world), late=True)

    world.pass_time(11 * MINUTE_S)

    there = world.sale(sale_id)
    assert (there.state, there.received, set(there.flags)) == (State.PAID, ASKED, {Flag.LATE})


@everywhere
@on_either_phone
@pytest.mark.parametrize("then", ["goes_on", "starts_again", "another_key"])
def test_a_charge_that_reached_lomi_after_it_was_looked_for_in_vain_is_found(world: World, kind: Kind, then: str):
    world.line.spoil("gateway", "POST", 1)
    ring(world, kind)
    world.pass_time(10.0)
    (attempt,) = world.sale().attempts
    assert (attempt.state, attempt.reason and attempt.reason.code) == (State.ATTENTION, "charge_not_found")

    arrive_late(world, f"/charge/{kind}", attempt.body)
    if then != "goes_on":
        restart(world, key=NEWER_KEY if then == "another_key" else "")
    world.server.confirm_charge(its_charge(world))
    world.pass_time(3 * MINUTE_S)

    assert world.sale().is_paid_exactly
    assert len(world.lomi.charges.kept) == 1


@everywhere
@on_either_phone
def test_a_charge_of_another_amount_whose_answer_was_lost_is_found_by_its_reference(world: World, kind: Kind):
    world.line.spoil("lost_coming", "POST", 1)
    ring(world, kind, 0.4)
    (charge,) = world.lomi.charges.kept
    with world.lomi.turn():
        row = world.lomi.transactions[charge.transaction_id]
        world.lomi.keep_transaction(replace(row, gross_amount=5050))
    world.server.confirm_charge(charge.id)
    world.pass_time(MINUTE_S)

    there = world.sale()
    assert (there.state, there.received, set(there.flags)) == (State.PAID, Money(5050), {Flag.OVERPAID})


@everywhere
def test_two_lost_charges_of_one_amount_are_not_taken_for_each_other(world: World):
    world.line.spoil("gateway", "POST", 2)
    first = ring(world, Kind.MTN)
    second = ring(world, Kind.MTN)
    world.pass_time(10.0)
    for sale_id in (second, first):
        arrive_late(world, "/charge/mtn", world.sale(sale_id).attempts[0].body)
    of_second, _of_first = sorted(
        world.lomi.charges.kept, key=lambda one: world.sale(first).reference in (one.description or "")
    )
    world.server.confirm_charge(of_second.id)
    world.pass_time(3 * MINUTE_S)

    assert [world.sale(one).state for one in (first, second)] == [State.OPEN, State.PAID]


# ---------------------------------------------------------------------------- a refund under a clock of last year
@everywhere
@pytest.mark.parametrize("end", ["failed", "completed"])
def test_a_refund_on_its_way_is_followed_though_it_was_asked_for_under_a_clock_of_last_year(world: World, end: str):
    transaction_id = sell_and_be_paid(world)
    world.lomi.refunds.hold()
    world.clock.wrong_by = -YEAR
    ask_back(world, transaction_id, 10.0)
    world.close()
    world.clock.wrong_by = timedelta()
    restart(world)
    (made,) = world.lomi.refunds.kept
    (world.lomi.refunds.fail if end == "failed" else world.lomi.refunds.complete)(made.id)
    world.pass_time(20 * MINUTE_S)

    (asked,) = refunds(world)
    assert (asked.status, world.sale().refunded) == (end, None if end == "failed" else ASKED)


@everywhere
@pytest.mark.parametrize("minor", [2000, 5000], ids=["a_part", "all"])
def test_a_refund_that_was_lost_under_a_clock_of_last_year_is_found_by_itself(world: World, minor: int):
    transaction_id = sell_and_be_paid(world, "STRIPE")
    world.clock.wrong_by = -YEAR
    leave_unclear(world, transaction_id, "lost_going", minor=minor)
    (lost,) = refunds(world)
    world.close()
    world.clock.wrong_by = timedelta()
    restart(world)
    arrive_late(world, "/refunds", lost.body)
    world.pass_time(20 * MINUTE_S)

    (asked,) = refunds(world)
    assert (asked.state, world.sale().refunded) == (RefundState.DONE, Money(minor))


@everywhere
@pytest.mark.parametrize("minor", [2000, 5000], ids=["a_part", "all"])
def test_a_refund_that_lomi_called_failed_and_then_made_is_shown_as_given_back(world: World, minor: int):
    transaction_id = sell_and_be_paid(world, "STRIPE")
    world.lomi.refunds.hold()
    ask_back(world, transaction_id, 10.0, minor=minor)
    (made,) = world.lomi.refunds.kept
    world.lomi.refunds.fail(made.id)
    world.pass_time(HOUR_S)
    assert (world.sale().refunded, [one.state for one in refunds(world)]) == (None, [RefundState.REFUSED])
    with world.lomi.turn():
        world.lomi.refunds._book(replace(made, status="completed", updated_at=world.lomi.now))
    restart(world)

    assert world.sale().refunded == Money(minor)
    assert ask_back(world, transaction_id, 10.0) in {"refund_too_much", "refund_all_back"}
    assert len(world.lomi.refunds.kept) == 1


# ---------------------------------------------------------------------------- an older journal put back
@pytest.fixture
def robbed(dialect: DialectName, account: str) -> Iterator[World]:
    """A till whose journal will not have all that was sent."""
    world = World(dialect=dialect, account=account)
    world.start()
    world.pass_time(5.0)
    yield world
    assert not world.wrongs, world.wrongs
    world.leave()


def forget_a_sale(world: World) -> str:
    """A sale waits to be paid, and the journal of before it is put back; returns its code."""
    sell_and_be_paid(world)
    copy = copied(world)
    forgotten = code(world, sale_id=sell(world))
    world.crash()
    put_back(world, copy)
    return forgotten


def said_of_the_missing(world: World, seconds: float) -> list[tuple[str, str]]:
    told = heard(world, Trouble)
    world.pass_time(seconds)
    return [(one.message.code, one.message.values.get("received", "")) for one in told]


@everywhere
def test_what_an_older_journal_does_not_know_is_told_of_once_more_when_it_is_paid(robbed: World):
    forgotten = forget_a_sale(robbed)
    robbed.start()
    found = ("copy_nothing_missing", "") if robbed.account else ("copy_found_one", "0")
    assert said_of_the_missing(robbed, MINUTE_S) == [found]

    robbed.server.pay(forgotten)
    assert said_of_the_missing(robbed, 2 * MINUTE_S) == [("copy_found_one", str(ASKED))]
    assert said_of_the_missing(robbed, HOUR_S) == []


@everywhere
def test_what_an_older_journal_does_not_know_is_told_of_when_it_is_paid_after_one_more_start(robbed: World):
    forgotten = forget_a_sale(robbed)
    restart(robbed)
    robbed.close()
    robbed.server.pay(forgotten)
    robbed.line.is_up = False
    robbed.start()
    assert said_of_the_missing(robbed, MINUTE_S) == []

    robbed.line.is_up = True
    assert said_of_the_missing(robbed, 3 * MINUTE_S) == [("copy_found_one", str(ASKED))]


@everywhere
def test_what_an_older_journal_does_not_know_is_no_longer_asked_about_after_a_day(robbed: World):
    forget_a_sale(robbed)
    restart(robbed)
    assert robbed.till is not None
    assert robbed.till.journal.still_missing() is not None
    robbed.true_clock.sleep_through(25)
    robbed.pass_time(2 * MINUTE_S)

    assert robbed.till.journal.still_missing() is None


@everywhere
def test_a_phone_that_paid_for_what_an_older_journal_does_not_know_is_told_of(robbed: World):
    sell_and_be_paid(robbed)
    copy = copied(robbed)
    ring(robbed, Kind.MTN)
    robbed.server.confirm_charge(its_charge(robbed))
    robbed.pass_time(MINUTE_S)
    robbed.crash()
    put_back(robbed, copy)
    robbed.start()

    assert said_of_the_missing(robbed, MINUTE_S) == [("copy_found_one", str(ASKED))]


@everywhere
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_phone_that_is_asked_once_more_after_the_copy_pays_for_the_sale_that_the_copy_knows(robbed: World, when: str):
    ring(robbed, Kind.MTN)
    robbed.server.refuse_charge(its_charge(robbed))
    robbed.pass_time(MINUTE_S)
    copy = copied(robbed)
    robbed.ask(robbed.engine.new_code(1), 5.0)
    (second,) = robbed.lomi.charges.pending("MTN")
    robbed.crash()
    put_back(robbed, copy)
    if when == "before":
        robbed.server.confirm_charge(second.id)
    robbed.start()
    robbed.pass_time(MINUTE_S)
    if when == "after":
        robbed.server.confirm_charge(second.id)
        robbed.pass_time(2 * MINUTE_S)

    there = robbed.sale()
    assert (len(there.attempts), there.state, there.received) == (1, State.PAID, ASKED)


@everywhere
@pytest.mark.parametrize("minor", [2000, 5000], ids=["a_part", "all"])
def test_a_refund_that_an_older_journal_does_not_know_is_followed_until_it_comes_back(robbed: World, minor: int):
    transaction_id = sell_and_be_paid(robbed, "STRIPE")
    copy = copied(robbed)
    robbed.lomi.refunds.hold()
    ask_back(robbed, transaction_id, 10.0, minor=minor)
    (made,) = robbed.lomi.refunds.kept
    robbed.crash()
    put_back(robbed, copy)
    restart(robbed)
    assert robbed.sale().refunded == Money(minor)

    robbed.lomi.refunds.fail(made.id)
    robbed.pass_time(3 * MINUTE_S)

    assert (robbed.sale().refunded, robbed.sale().kept) == (None, ASKED)


# ---------------------------------------------------------------------------- a clock that is set, and an answer lost
set_by = pytest.mark.parametrize("wrong_by", [YEAR, -YEAR], ids=["ahead", "back"])


@everywhere
@set_by
def test_a_charge_that_was_lost_under_a_clock_just_set_is_found_a_day_later(world: World, wrong_by: timedelta):
    world.clock.wrong_by = wrong_by
    world.line.spoil("lost_coming", "POST", 1)
    ring(world, Kind.MTN, 0.4)
    world.crash()
    world.server.confirm_charge(its_charge(world))
    world.true_clock.sleep_through(25)
    world.clock.wrong_by = timedelta()
    restart(world)

    assert (world.sale().state, world.sale().received) == (State.PAID, ASKED)


@everywhere
@set_by
def test_a_sale_made_under_a_clock_just_set_is_seen_to_be_paid_under_the_right_one(world: World, wrong_by: timedelta):
    world.clock.wrong_by = wrong_by
    sell(world)
    world.close()
    world.server.pay(code(world))
    world.clock.wrong_by = timedelta()
    restart(world)

    assert world.sale().is_paid_exactly


@everywhere
@pytest.mark.parametrize("end", ["refused", "expired", "cancelled"])
def test_a_phone_that_was_given_up_pays_while_the_till_sleeps_for_two_days(world: World, end: str):
    ring(world, Kind.MTN)
    match end:
        case "expired":
            world.server.expire_charge(its_charge(world))
        case "refused":
            world.server.refuse_charge(its_charge(world))
        case _:
            world.ask(world.engine.cancel(1), 5.0)
    world.pass_time(MINUTE_S)
    world.server.confirm_charge(its_charge(world), late=True)
    world.true_clock.sleep_through(50)
    world.pass_time(11 * MINUTE_S)

    assert (world.sale().received, set(world.sale().flags)) == (ASKED, {Flag.LATE})


# ---------------------------------------------------------------------------- an engine that was left behind
@in_both_dialects
@pytest.mark.parametrize("kind", [Kind.MTN, Kind.WAVE, Kind.LINK, Kind.SESSION])
def test_an_engine_that_stood_still_and_goes_on_makes_nothing_that_the_next_one_has_made(world: World, kind: Kind):
    left_behind = world.till
    assert left_behind is not None
    for _ in range(200):  # it waits for room in the minute
        left_behind.engine._desk.ledger.note(Use.CREATE)
    ring(world, kind)
    world.till = None
    world.start()
    world.pass_time(3 * MINUTE_S)
    taken_its_place, world.till = world.till, left_behind
    world.close()
    world.till = taken_its_place

    assert world.sale().state is State.OPEN
    assert len(world.lomi.charges.kept) + len(world.lomi.links) + len(world.lomi.sessions) == 1


@everywhere
def test_an_engine_that_stood_still_and_goes_on_makes_no_refund_that_was_said_not_to_be_sent(world: World):
    transaction_id = sell_and_be_paid(world, "STRIPE")
    left_behind = world.till
    assert left_behind is not None
    ask_back(world, transaction_id, 0.1, minor=2000)
    world.till = None
    world.start()
    world.pass_time(MINUTE_S)
    assert ask_back(world, transaction_id, 10.0, minor=2000) == ""
    taken_its_place, world.till = world.till, left_behind
    world.close()
    world.till = taken_its_place

    assert [one.state for one in refunds(world)] == [RefundState.REFUSED, RefundState.DONE]
    assert len(world.lomi.refunds.kept) == 1


# ---------------------------------------------------------------------------- a disk that takes nothing, at each step
at_each_step = pytest.mark.parametrize("after_s", [0.0, 0.1, 0.3, 0.5, 0.8])


@in_both_dialects
@at_each_step
@pytest.mark.parametrize("is_full", [True, False], ids=["full", "read_only"])
def test_a_phone_is_asked_once_and_its_money_counts_whenever_the_disk_takes_nothing(
    world: World, *, is_full: bool, after_s: float
):
    assert world.till is not None
    world.line.spoil("lost_coming", "POST", 1)
    ring(world, Kind.MTN, after_s)
    if is_full:
        world.till.journal.fill_the_disk()
    else:
        world.till.journal.refuse_to_write()
    world.pass_time(20.0)
    world.server.confirm_charge(its_charge(world))
    world.pass_time(20.0)
    world.till.journal.write_again()
    world.pass_time(2 * MINUTE_S)

    assert world.sale().is_paid_exactly


@in_both_dialects
@at_each_step
def test_a_refund_is_made_once_or_not_at_all_whenever_the_disk_takes_nothing(world: World, after_s: float):
    assert world.till is not None
    transaction_id = sell_and_be_paid(world)
    world.line.spoil("lost_coming", "POST", 1)
    ask_back(world, transaction_id, after_s)
    world.till.journal.refuse_to_write()
    world.pass_time(20.0)
    world.till.journal.write_again()
    world.pass_time(6 * MINUTE_S)

    made = len(world.lomi.refunds.kept)
    (asked,) = refunds(world)
    assert (asked.state, made) in {(RefundState.DONE, 1), (RefundState.REFUSED, 0)}
    assert world.sale().refunded == (ASKED if made else None)
