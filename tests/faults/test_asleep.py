"""The lid is closed in the middle of a creation: what was asked for before the sleep does not leave after it."""

import pytest

from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.till.budget import Use
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.states import State
from tests.faults.checks import check_every_moment
from tests.faults.world import World

WEEKEND_H = 49.0
"""lomi. has forgotten every idempotency key by then."""

MOMENTS_S = [moment / 10 for moment in range(31)]
"""From the first try to after the third: connecting, on the way there, on the way back, and between two tries."""


@pytest.fixture
def dialect() -> DialectName:
    return "documented"


@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.LINK])
@pytest.mark.parametrize("fault", ["lost_coming", "gateway_done", "gateway", "half"])
def test_a_weekend_in_the_middle_of_a_creation_doubles_nothing(world: World, fault, kind: Kind):
    for moment_s in MOMENTS_S:
        world.line.spoil(fault, "POST", 1)
        world.charge(Order(Money(5000), kind=kind), moment_s)
        world.true_clock.sleep_through(WEEKEND_H)
        world.pass_time(60.0)
        check_every_moment(world)
        world.line.mend()


def test_what_is_about_to_leave_when_the_lid_closes_does_not_leave_when_it_opens(world: World):
    asked = world.line.requests
    world.charge(Order(Money(5000)), 0.02)  # its connection is being made
    world.true_clock.sleep_through(WEEKEND_H)
    world.pass_time(0.5)

    assert world.line.requests == asked
    assert not world.lomi.sessions
    now = world.sale()
    assert now.state is State.FAILED
    assert now.attempts[-1].reason is not None
    assert now.attempts[-1].reason.code == "no_connection"


def test_what_waits_for_room_in_the_minute_when_the_lid_closes_does_not_leave_when_it_opens(world: World):
    for _ in range(120):
        world.engine._desk.ledger.note(Use.LOOK)
    world.charge(Order(Money(5000)), 10.0)
    assert world.sale().state is State.CREATING

    world.true_clock.sleep_through(WEEKEND_H)
    world.pass_time(70.0)

    assert not world.lomi.sessions
    assert world.sale().state is State.FAILED


def test_the_next_creation_after_a_sleep_goes_out_as_ever(world: World):
    world.charge(Order(Money(5000)), 0.02)
    world.true_clock.sleep_through(WEEKEND_H)
    world.pass_time(5.0)

    world.charge(Order(Money(7500)), 5.0)

    assert world.sale(2).state is State.OPEN
