"""Practice whose simulator was reset: its sales lead nowhere, and nobody is told to wait, or to call a manager."""

from pathlib import Path

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.states import State
from tests.faults.till import HurriedClock, open_till

pytestmark = pytest.mark.anyio


@pytest.fixture
async def port_of_before(quick_folder: Path, hurried_clock: HurriedClock) -> int:
    """A practice with a sale that waits (1), one given up (2) and one whose answer was lost (3); then it is gone."""
    with SandboxServer(dialect="live", clock=hurried_clock) as before:
        async with open_till(before, quick_folder / "journal.sqlite", hurried_clock, is_practice=True) as till:
            await till.charge()
            await till.charge()
            await till.engine.cancel(2)
            before.faults.add("drop_after", method="POST", path="/checkout-sessions", times=None)
            await till.begin()
            await till.until(lambda: till.faults(3))
        return int(before.url.rpartition(":")[2])


@pytest.mark.parametrize("is_same_port", [True, False], ids=["on its port", "on another port"])
async def test_sales_of_a_practice_that_is_over_are_not_asked_about_and_say_why(
    port_of_before: int, quick_folder: Path, hurried_clock: HurriedClock, is_same_port: bool
):
    port = port_of_before if is_same_port else 0
    with SandboxServer(port=port, dialect="live", clock=hurried_clock) as anew:
        journal = quick_folder / "journal.sqlite"
        async with open_till(anew, journal, hurried_clock, sweeps=True, is_practice=True) as till:
            await till.wait(120)

            for sale_id, state in ((1, State.OPEN), (2, State.CANCELLED)):
                sale = till.sale(sale_id)
                assert (sale.state, sale.attempts[-1].status_word) == (state, "")
                with pytest.raises(TillRefusal) as refusal:
                    await till.engine.check_now(sale_id)
                assert refusal.value.message.code == "practice_anew"
            gone = {till.remote_id(1), till.remote_id(2)}
            assert not [one for one in anew.requests if one.path.rpartition("/")[2] in gone]
            await till.goes_on()


async def test_what_was_being_made_when_its_practice_ended_gets_no_code_and_calls_no_manager(
    port_of_before: int, quick_folder: Path, hurried_clock: HurriedClock
):
    with SandboxServer(dialect="live", clock=hurried_clock) as anew:
        journal = quick_folder / "journal.sqlite"
        async with open_till(anew, journal, hurried_clock, sweeps=True, is_practice=True) as till:
            await till.until(lambda: till.sale(3).state is State.ATTENTION)
            assert till.words(3) == "practice_anew"
            for sale_id in (1, 2, 3):
                with pytest.raises(TillRefusal, match=f"Practice has begun anew since P-00{sale_id} was begun"):
                    await till.engine.new_code(sale_id)
