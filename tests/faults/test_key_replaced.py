"""The key is replaced while sales wait, from test to live and back: no sale is in two worlds, and none is forgotten."""

from collections.abc import Iterator

import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State
from lomi_pos.till.words import Message
from tests.faults.checks import check_every_moment
from tests.faults.world import World

KEY = "lomi_sk_test_canary0000000000000000000001"
LIVE = "lomi_sk_live_canary0000000000000000000002"
MINUTES_S = 60.0


@pytest.fixture
def world() -> Iterator[World]:
    world = World(key=KEY)
    world.lomi.keys.add(LIVE)
    world.start()
    yield world
    check_every_moment(world)
    world.leave()


def sale(world: World, sale_id: int = 1) -> Sale:
    return next(one for one in world.sales_on_disk() if one.id == sale_id)


def replace_key(world: World, key: str) -> None:
    world.close()
    world.start(key=key)
    world.pass_time(30.0)


def words_of(world: World, command: object) -> str:
    """The code of the sentence with which ``command`` is refused; empty when it is not."""
    told: list[str] = []

    async def carried_out() -> None:
        try:
            await command  # type: ignore[misc]
        except TillRefusal as refusal:
            told.append(refusal.message.code)

    world.ask(carried_out(), 10.0)
    return "".join(told)


def test_a_sale_of_the_old_key_gets_no_code_of_the_new_one(world: World):
    world.charge(Order(Money(5000)), 5.0)
    replace_key(world, LIVE)

    assert words_of(world, world.engine.new_code(1)) == "other_identity_new_code"
    assert [one.environment for one in world.lomi.sessions.values()] == ["test"]
    assert len(sale(world).attempts) == 1

    replace_key(world, KEY)
    assert words_of(world, world.engine.new_code(1)) == ""
    assert [one.environment for one in world.lomi.sessions.values()] == ["test", "test"]


def test_checking_a_sale_of_the_old_key_says_why_nothing_can_be_known(world: World):
    world.charge(Order(Money(5000)), 5.0)
    replace_key(world, LIVE)

    assert words_of(world, world.engine.check_now(1)) == "other_identity_in_use"
    assert sale(world).state is State.OPEN


def test_nothing_is_asked_again_and_again_about_sales_of_the_old_key(world: World):
    for _ in range(3):
        world.charge(Order(Money(5000)), 5.0)
    replace_key(world, LIVE)
    world.pass_time(5 * MINUTES_S)
    before = len(world.server.requests)

    world.pass_time(10 * MINUTES_S)

    assert len(world.server.requests) - before <= 12  # the line's own probes, and the hour's transactions


def test_what_was_paid_under_the_old_key_is_told_once_it_is_back(world: World):
    world.charge(Order(Money(5000)), 5.0)
    world.charge(Order(Money(7000)), 5.0)
    replace_key(world, LIVE)
    world.charge(Order(Money(900)), 5.0)
    world.server.pay(str(sale(world, 1).attempts[0].remote_id))
    world.server.pay(str(sale(world, 3).attempts[0].remote_id))
    world.pass_time(MINUTES_S)
    assert [sale(world, one).state for one in (1, 2, 3)] == [State.OPEN, State.OPEN, State.PAID]

    replace_key(world, KEY)
    assert [sale(world, one).state for one in (1, 2, 3)] == [State.PAID, State.OPEN, State.PAID]
    assert not sale(world, 1).flags & {Flag.LATE, Flag.TWICE}


def test_a_sale_that_was_being_made_is_never_sent_under_the_new_key(world: World):
    heard: list[str] = []
    world.hears = lambda news: heard.append(news.message.code) if isinstance(news, Trouble) else None
    world.line.spoil("lost_going", "POST", 3)
    world.charge(Order(Money(5000)), 1.0)
    replace_key(world, LIVE)
    interrupted = sale(world)
    assert interrupted.state is State.ATTENTION
    assert interrupted.reason == Message("other_identity", {"number": "A-001"})
    assert not world.lomi.sessions
    assert "bug" not in heard

    replace_key(world, KEY)
    world.ask(world.engine.check_now(1), 30.0)
    assert sale(world).state is State.OPEN
    assert len(world.lomi.sessions) == 1


def test_what_was_cut_off_while_it_was_sent_stays_unclear_under_another_key(world: World):
    world.charge(Order(Money(5000)), 0.5)
    world.crash()
    assert sale(world).attempts[0].is_in_flight
    assert len(world.lomi.sessions) == 1
    world.start(key=LIVE)
    world.pass_time(30.0)
    world.close()
    world.true_clock.sleep_through(49)  # lomi. has forgotten the idempotency key

    world.start(key=KEY)
    world.ask(world.engine.retry(1), 30.0)
    assert len(world.lomi.sessions) == 1
    assert sale(world).state is not State.CREATING
