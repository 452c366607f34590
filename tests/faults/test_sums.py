"""What a sale, its line in the history, the days' totals and lomi. say of the same money, to the unit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lomi_pos.engine.news import DayChanged
from lomi_pos.sandbox.refund_book import RefundStatus
from lomi_pos.till.budget import HOUR_S, MINUTE_S
from lomi_pos.till.day import local_day
from lomi_pos.till.money import Money
from lomi_pos.till.ports import DayTotal
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SalesQuery
from tests.faults.deeds import ask_back, code, heard, restart, sell, sell_and_be_paid
from tests.faults.faults import everywhere
from tests.faults.world import World

Sums = tuple[int, int, int]
"""Received, given back by lomi., and given back in cash."""


def total(world: World, from_at: datetime, to_at: datetime) -> DayTotal:
    assert world.till is not None
    return world.till.journal.day_total(from_at, to_at, "XOF")


def sums(world: World) -> Sums:
    """The sums of all sales, which the lists and the days agree on."""
    assert world.till is not None
    sales = world.sales_on_disk()
    lines = world.till.journal.sale_lines(SalesQuery(limit=len(sales)))
    assert sorted((one.id, one.received, one.refunded, one.cash_back) for one in lines) == [
        (one.id, one.received, one.refunded, one.cash_back) for one in sales
    ]
    by_sale = _added([_sums_of(one) for one in sales])
    day, end = local_day(min(one.created_at for one in sales))
    by_day = []
    while day <= world.clock.now() + timedelta(days=1):
        by_day.append(_sums_of_day(total(world, day, end)))
        day, end = local_day(end)
    assert _added(by_day) == by_sale
    ever = total(world, datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    assert _sums_of_day(ever) == by_sale
    return by_sale


def _sums_of(sale: Sale) -> Sums:
    received, refunded, cash = (
        0 if one is None else one.minor for one in (sale.received, sale.refunded, sale.cash_back)
    )
    return received, refunded, cash


def _sums_of_day(day: DayTotal) -> Sums:
    return day.received.minor, day.refunded_minor, day.cash_back_minor


def _added(parts: list[Sums]) -> Sums:
    received, refunded, cash = (sum(column) for column in zip(*parts, strict=True))
    return received, refunded, cash


def let_lomi_say(world: World, of: str, status: RefundStatus) -> None:
    """The refund of this payment is now so at lomi., whatever it was."""
    (made,) = [one for one in world.lomi.refunds.kept if one.transaction_id == of]
    with world.lomi.turn():
        world.lomi.refunds._book(replace(made, status=status, updated_at=world.lomi.now))


@everywhere
def test_refunds_in_parts_here_and_elsewhere_are_one_sum(world: World):
    paid = sell_and_be_paid(world, "STRIPE")
    for minor in (2000, 1500):
        assert ask_back(world, paid, 10.0, minor=minor) == ""
    world.lomi.refunds.make_in_dashboard(paid, 500)
    restart(world)

    assert sums(world) == (5000, 4000, 0)
    assert ask_back(world, paid, 10.0, minor=1001) == "refund_too_much"
    assert ask_back(world, paid, 10.0, minor=1000) == ""
    assert sums(world) == (5000, 5000, 0)


@everywhere
def test_a_refund_that_comes_back_goes_and_comes_back_again_is_in_every_sum_what_lomi_says(world: World):
    paid = sell_and_be_paid(world)
    world.lomi.refunds.hold()
    ask_back(world, paid, 10.0)
    assert sums(world) == (5000, 5000, 0)

    for status, given in (("failed", 0), ("completed", 5000), ("failed", 0), ("completed", 5000)):
        let_lomi_say(world, paid, status)  # type: ignore[arg-type]
        restart(world)
        assert sums(world) == (5000, given, 0), status


@everywhere
def test_what_is_paid_twice_and_given_back_in_cash_and_by_lomi_over_midnight_is_in_every_sum(world: World):
    told = heard(world, DayChanged)
    sale_id = sell(world)
    world.ask(world.engine.new_code(sale_id), 5.0)
    world.server.pay(code(world, 1, sale_id=sale_id))
    world.pass_time(MINUTE_S)
    world.true_clock.sleep_through(17)
    world.server.pay_late(code(world, 2, sale_id=sale_id), "STRIPE")
    world.pass_time(HOUR_S)
    assert sums(world) == (10_000, 0, 0)

    world.ask(world.engine.note_cash_back(sale_id, Money(3000)), 1.0)
    of_second = world.sale(sale_id).payments[1].transaction_id
    assert of_second is not None
    assert ask_back(world, of_second, 10.0, minor=2000) == ""

    assert sums(world) == (10_000, 2000, 3000)
    assert world.sale(sale_id).kept == Money(5000)
    assert told[-1].total == total(world, *local_day(world.clock.now()))
    assert _sums_of_day(told[-1].total) == (5000, 2000, 3000)
