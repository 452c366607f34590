"""The key is replaced while sales wait, from test to live and back: no sale is in two worlds, and none is forgotten."""

import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.sandbox.dialect import DialectName
from lomi_pos.till.budget import MINUTE_S
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.states import Flag, State
from lomi_pos.till.words import Message
from tests.faults.deeds import code, refuse_words, restart
from tests.faults.world import KEY, LIVE_KEY, World


@pytest.fixture
def dialect() -> DialectName:
    return "documented"


def test_a_sale_of_the_old_key_gets_no_code_of_the_new_one(world: World):
    world.charge(Order(Money(5000)), 5.0)
    restart(world, key=LIVE_KEY)

    assert refuse_words(world, world.engine.new_code(1)) == "other_identity_new_code"
    assert [one.environment for one in world.lomi.sessions.values()] == ["test"]
    assert len(world.sale().attempts) == 1

    restart(world, key=KEY)
    assert refuse_words(world, world.engine.new_code(1)) == ""
    assert [one.environment for one in world.lomi.sessions.values()] == ["test", "test"]


def test_checking_a_sale_of_the_old_key_says_why_nothing_can_be_known(world: World):
    world.charge(Order(Money(5000)), 5.0)
    restart(world, key=LIVE_KEY)

    assert refuse_words(world, world.engine.check_now(1)) == "other_identity_in_use"
    assert world.sale().state is State.OPEN


def test_nothing_is_asked_again_and_again_about_sales_of_the_old_key(world: World):
    for _ in range(3):
        world.charge(Order(Money(5000)), 5.0)
    restart(world, key=LIVE_KEY)
    world.pass_time(5 * MINUTE_S)
    before = len(world.server.requests)

    world.pass_time(10 * MINUTE_S)

    assert len(world.server.requests) - before <= 12  # the line's own probes, and the hour's transactions


def test_what_was_paid_under_the_old_key_is_told_once_it_is_back(world: World):
    world.charge(Order(Money(5000)), 5.0)
    world.charge(Order(Money(7000)), 5.0)
    restart(world, key=LIVE_KEY)
    world.charge(Order(Money(900)), 5.0)
    world.server.pay(code(world))
    world.server.pay(code(world, sale_id=3))
    world.pass_time(MINUTE_S)
    assert [world.sale(one).state for one in (1, 2, 3)] == [State.OPEN, State.OPEN, State.PAID]

    restart(world, key=KEY)
    assert [world.sale(one).state for one in (1, 2, 3)] == [State.PAID, State.OPEN, State.PAID]
    assert not world.sale(1).flags & {Flag.LATE, Flag.TWICE}


def test_a_sale_that_was_being_made_is_never_sent_under_the_new_key(world: World):
    heard: list[str] = []
    world.hears = lambda news: heard.append(news.message.code) if isinstance(news, Trouble) else None
    world.line.spoil("lost_going", "POST", 3)
    world.charge(Order(Money(5000)), 1.0)
    restart(world, key=LIVE_KEY)
    interrupted = world.sale()
    assert interrupted.state is State.ATTENTION
    assert interrupted.reason == Message("other_identity", {"number": "A-001"})
    assert not world.lomi.sessions
    assert "bug" not in heard

    restart(world, key=KEY)
    world.ask(world.engine.check_now(1), 30.0)
    assert world.sale().state is State.OPEN
    assert len(world.lomi.sessions) == 1


def test_what_was_cut_off_while_it_was_sent_stays_unclear_under_another_key(world: World):
    world.charge(Order(Money(5000)), 0.2)  # lomi. has made it, and the answer is on its way
    world.crash()
    assert world.sale().attempts[0].is_in_flight
    assert len(world.lomi.sessions) == 1
    world.start(key=LIVE_KEY)
    world.pass_time(30.0)
    world.close()
    world.true_clock.sleep_through(49)  # lomi. has forgotten the idempotency key

    world.start(key=KEY)
    world.ask(world.engine.retry(1), 30.0)
    assert len(world.lomi.sessions) == 1
    assert world.sale().state is not State.CREATING
