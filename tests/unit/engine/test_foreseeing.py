"""What a start remembers of the last days."""

import pytest

from lomi_pos.till.budget import DAY_S, USUAL_SALES

from .till import Till

pytestmark = pytest.mark.anyio


def foreseen_sales(till: Till) -> float:
    outlook = till.engine._watching._lookout.outlook
    return outlook.to_come(till.clock.now(), 0.0).sales_a_day


async def test_a_start_expects_as_many_sales_as_the_days_before_had(till: Till):
    for _ in range(2):
        for _ in range(6):
            await till.charge()
        await till.crash()
        await till.wait(DAY_S)
        await till.restart()

    await till.wait(30)

    assert foreseen_sales(till) == pytest.approx(6)


async def test_a_till_that_has_never_sold_expects_what_is_usual(till: Till):
    await till.charge()
    await till.wait(30)

    assert foreseen_sales(till) == USUAL_SALES
