"""The clock on the wall is set: by a year, to the end of February, over midnight. Ages and ends are lomi.'s."""

from datetime import UTC, datetime, timedelta

import pytest

from lomi_pos.till.budget import HOUR_S, MINUTE_S
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.states import Flag, State
from tests.faults.deeds import ASKED, code
from tests.faults.fast_time import MORNING
from tests.faults.faults import in_both_dialects
from tests.faults.world import World

RIGHT = timedelta()
YEAR = timedelta(days=365)
FLAT_BATTERY = datetime(2020, 1, 1, tzinfo=UTC) - MORNING

set_from_to = pytest.mark.parametrize(
    ("begun", "then"),
    [
        pytest.param(RIGHT, YEAR, id="a_year_ahead"),
        pytest.param(RIGHT, -YEAR, id="a_year_back"),
        pytest.param(FLAT_BATTERY, RIGHT, id="begun_in_2020_then_right"),
        pytest.param(YEAR, RIGHT, id="begun_next_year_then_right"),
        pytest.param(YEAR, YEAR, id="always_a_year_ahead"),
        pytest.param(-YEAR, -YEAR, id="always_a_year_back"),
    ],
)


def charge(world: World, **order: object) -> None:
    world.charge(Order(ASKED, **order), 5.0)  # type: ignore[arg-type]


@in_both_dialects
@set_from_to
def test_a_sale_that_waits_is_watched_on_however_the_clock_is_set(world: World, then: timedelta):
    charge(world)
    charge(world)
    world.clock.wrong_by = then
    world.pass_time(10 * MINUTE_S)
    assert [world.sale(one).state for one in (1, 2)] == [State.OPEN, State.OPEN]

    world.server.pay(code(world, sale_id=1))
    world.pass_time(45.0)
    assert world.sale(1).state is State.PAID

    world.server.expire(code(world, sale_id=2))
    world.pass_time(3 * MINUTE_S)
    assert world.sale(2).state is State.EXPIRED


@pytest.mark.parametrize(
    ("begun", "then"),
    [(RIGHT, YEAR), (RIGHT, -YEAR), (YEAR, RIGHT), (-YEAR, -YEAR), (FLAT_BATTERY, RIGHT), (RIGHT, FLAT_BATTERY)],
    ids=str,
)
def test_what_was_given_up_is_looked_at_after_a_start(world: World, then: timedelta):
    charge(world)
    world.ask(world.engine.cancel(1), 5.0)
    world.pass_time(5 * MINUTE_S)
    world.close()
    world.server.pay_late(code(world))
    world.clock.wrong_by = then
    world.start()
    world.pass_time(MINUTE_S)

    assert Flag.LATE in world.sale().flags


@pytest.mark.parametrize("begun", [FLAT_BATTERY])
def test_what_was_given_up_in_2020_is_looked_at_as_often_as_its_true_age_asks_for(world: World):
    charge(world)
    world.ask(world.engine.cancel(1), 5.0)
    world.close()
    world.clock.wrong_by = RIGHT
    world.start()
    world.pass_time(MINUTE_S)

    world.server.pay_late(code(world))
    world.pass_time(2 * MINUTE_S)

    assert Flag.LATE in world.sale().flags


def test_payments_are_read_on_after_the_clock_was_ahead_for_a_while(world: World):
    charge(world)
    world.ask(world.engine.cancel(1), 5.0)
    for wrong_by in (YEAR, RIGHT):
        world.clock.wrong_by = wrong_by
        world.pass_time(1.2 * HOUR_S)
    world.server.pay_late(code(world), session_follows=False)

    world.pass_time(1.2 * HOUR_S)

    assert Flag.LATE in world.sale().flags


@pytest.mark.parametrize("begun", [YEAR, -YEAR, timedelta(days=1), timedelta(days=-1)], ids=str)
def test_a_link_ends_after_its_minutes_by_lomis_clock(world: World, begun: timedelta):
    charge(world, kind=Kind.LINK, expiration_minutes=20)
    ends_at = world.sale().attempts[0].expires_at
    assert ends_at is not None
    assert timedelta(minutes=18) < ends_at - world.true_clock.now() < timedelta(minutes=21)

    session = world.visit_link(code(world))
    assert session is not None
    world.server.pay(session)
    world.pass_time(MINUTE_S)
    assert world.sale().state is State.PAID


def test_a_day_ends_at_the_end_of_february_and_numbers_go_on(world: World):
    charge(world)
    world.clock.wrong_by = datetime(2028, 2, 29, 23, 59, tzinfo=UTC) - world.true_clock.now()
    charge(world)
    world.pass_time(2 * MINUTE_S)
    charge(world)
    world.clock.wrong_by = datetime(2028, 12, 31, 23, 59, 50, tzinfo=UTC) - world.true_clock.now()
    world.pass_time(MINUTE_S)
    charge(world)

    assert [world.sale(one).number for one in (1, 2, 3, 4)] == ["A-001", "A-002", "A-003", "A-004"]
    for one in (1, 2, 3, 4):
        world.server.pay(code(world, sale_id=one))
    world.pass_time(2 * MINUTE_S)
    assert all(world.sale(one).is_paid_exactly for one in (1, 2, 3, 4))
