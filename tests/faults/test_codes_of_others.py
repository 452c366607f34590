"""lomi. answers a creation with a code that it has given before: one payment is never two paid sales."""

import copy
from typing import Any

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.states import State
from tests.faults.faults import in_both_dialects
from tests.faults.till import Liar, Till

pytestmark = pytest.mark.anyio


class Repeated:
    """The answer to the first creation, for every one after it."""

    def __init__(self) -> None:
        self._first: Any = None

    def __call__(self, answer: Any) -> Any:
        self._first = self._first or copy.deepcopy(answer)
        return self._first


@in_both_dialects
@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.LINK])
async def test_a_code_that_was_given_for_another_sale_is_not_shown_for_this_one(
    deceived_till: Till, liar: Liar, server: SandboxServer, kind: Kind
):
    till = deceived_till
    till.is_sound = False  # lomi. has made what it did not tell of
    liar.about_creation(Repeated(), path="/payment-links" if kind is Kind.LINK else "/checkout-sessions")
    first = await till.charge(kind=kind)
    second = await till.begin(kind=kind)
    await till.until(lambda: till.sale(second).state is not State.CREATING)

    assert (till.sale(second).state, till.words(second)) == (State.ATTENTION, "made_for_another_sale")
    assert till.sale(second).attempts[0].url is None
    if kind is Kind.SESSION:
        server.pay(till.remote_id(first))
        await till.settles(first)
        await till.wait(120)
        assert till.sale(first).received == Money(5000)
        assert till.sale(second).received is None


@in_both_dialects
async def test_a_new_code_that_is_the_old_one_is_not_called_a_second_one(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    till = deceived_till
    till.is_sound = False
    liar.about_creation(Repeated())
    sale_id = await till.charge()
    await till.engine.new_code(sale_id)
    await till.until(lambda: till.sale(sale_id).attempts[-1].state is not State.CREATING)
    assert [str(one.state) for one in till.sale(sale_id).attempts] == ["open", "failed"]
    assert till.sale(sale_id).state is State.OPEN
    server.pay(str(till.sale(sale_id).attempts[0].remote_id))
    await till.settles(sale_id)
    await till.wait(120)

    assert till.sale(sale_id).received == Money(5000)
