"""How many tills live from one key, as the lists of their sales tell it."""

import json
from datetime import timedelta

import pytest

from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money

from .till import Till

pytestmark = pytest.mark.anyio


def add_sale(
    till: Till,
    name: str,
    *,
    of: str,
    status: str = "completed",
    ago: timedelta = timedelta(),
    says: str = "",
    pace: str = "0.04",
) -> None:
    """Somebody else's sale, as lomi.'s lists show it."""
    made_at = till.clock.now() - ago
    metadata = {"till": of, "requests_today": says, "requests_pace": pace} if says else {"till": of}
    session = CheckoutSession(name, status, Money(5000), metadata=metadata, created_at=made_at)
    till.lomi.add_session(session)


def tills_known(till: Till) -> int:
    return till.engine._desk.ledger.sharing.tills


async def test_the_budget_is_shared_with_the_tills_that_the_list_shows(till: Till):
    for name in ("B", "C"):
        add_sale(till, f"of-{name}", of=name)
    await till.charge()

    await till.wait(10)

    assert tills_known(till) == 3


async def test_the_till_that_sells_most_has_most_of_the_day(till: Till):
    for number in range(40):
        add_sale(till, f"b-{number}", of="B")
    await till.charge()

    await till.wait(10)

    assert 0.1 < till.engine._desk.ledger.sharing.of_day < 0.2


async def test_a_deep_list_tells_how_many_tills_there_are_before_it_reads_on(till: Till):
    sale_id = await till.charge()
    for name in ("B", "C", "D"):
        add_sale(till, f"of-{name}", of=name, ago=timedelta(days=2))

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert tills_known(till) == 4, "a weekend does not make them forgotten"


async def test_a_till_whose_sales_all_expired_goes_on_counting_when_nothing_of_it_is_completed(till: Till):
    sale_id = await till.charge()
    add_sale(till, "of-B", of="B")
    add_sale(till, "of-C", of="C", status="expired", ago=timedelta(hours=2))
    await till.engine._watching.look_at_expired([till.sale(sale_id)])

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert tills_known(till) == 3


async def test_a_till_that_the_newest_hundred_do_not_show_is_counted_until_it_sold_nothing_for_a_day(till: Till):
    sale_id = await till.charge()
    add_sale(till, "of-B", of="B")
    await till.engine._watching.look_together([till.sale(sale_id)])
    till.clock.leap(minutes=23 * 60)
    for number in range(100):
        add_sale(till, f"c-{number}", of="C")
    await till.engine._watching.look_together([till.sale(sale_id)])
    assert tills_known(till) == 3
    till.clock.leap(minutes=2 * 60)
    add_sale(till, "c-100", of="C")

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert tills_known(till) == 2


async def test_what_is_known_from_before_a_restart_is_counted_anew_by_what_is_completed_alone(till: Till):
    sale_id = await till.charge()
    till.engine._desk.ledger.note_tills(5)
    add_sale(till, "of-B", of="B")
    add_sale(till, "of-C", of="C", status="expired")

    await till.engine._watching.look_at_expired([till.sale(sale_id)])
    assert tills_known(till) == 5
    await till.engine._watching.look_together([till.sale(sale_id)])

    assert tills_known(till) == 3


def asked_elsewhere(till: Till) -> list[int]:
    return [one.requests for one in till.engine._desk.ledger.sharing.elsewhere]


async def test_a_sale_says_how_much_its_till_has_asked_once_others_live_from_the_key(till: Till):
    add_sale(till, "of-B", of="B")
    await till.charge()
    await till.wait(10)
    asked = till.engine._desk.ledger.spent.in_all(till.clock.now().date())

    second = till.sale(await till.charge())

    bodies = [json.loads(sale.attempts[0].body)["metadata"] for sale in (till.sale(1), second)]
    assert [body.get("requests_today") for body in bodies] == [None, str(asked)]
    assert float(bodies[1]["requests_pace"]) > 0


async def test_what_another_till_has_asked_is_read_from_the_newest_of_its_sales(till: Till):
    add_sale(till, "old", of="B", ago=timedelta(hours=1), says="40")
    add_sale(till, "new", of="B", says="90")
    sale_id = await till.charge()

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert asked_elsewhere(till) == [90]


async def test_a_transaction_that_carries_its_session_s_metadata_tells_it_as_well(till: Till):
    sale_id = await till.charge()
    metadata = {"till": "B", "requests_today": "77", "requests_pace": "0.04"}
    paid = Transaction("of-B", "completed", Money(5000), metadata=metadata, created_at=till.clock.now())
    till.lomi.add_transaction(paid)
    till.engine._desk.ledger.note_tills(2)

    await till.engine._book.read([till.sale(sale_id)], is_deep=False)

    assert asked_elsewhere(till) == [77]


async def test_a_sale_of_before_midnight_that_is_paid_after_it_tells_nothing_of_the_new_day(till: Till):
    sale_id = await till.charge()
    now = till.clock.now()
    till.clock.leap(minutes=24 * 60 + 5 - now.hour * 60 - now.minute)
    metadata = {"till": "B", "requests_today": "8500"}
    paid = Transaction("of-B", "completed", Money(5000), metadata=metadata, created_at=till.clock.now())
    till.lomi.add_transaction(paid)
    till.engine._desk.ledger.note_tills(2)

    await till.engine._book.read([till.sale(sale_id)], is_deep=False)

    assert asked_elsewhere(till) == []


@pytest.mark.parametrize(
    ("says", "pace"),
    [(says, "0.04") for says in ("-5", "1e3", "many", "999999", "4.5")]
    + [("90", pace) for pace in ("", "fast", "-1", "nan", "inf", "1e9")],
)
async def test_what_is_no_such_number_tells_nothing(till: Till, says: str, pace: str):
    add_sale(till, "of-B", of="B", says=says, pace=pace)
    sale_id = await till.charge()

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert (tills_known(till), asked_elsewhere(till)) == (2, [])


async def test_this_till_s_own_sales_tell_it_nothing(till: Till):
    add_sale(till, "of-B", of="B")
    add_sale(till, "of-A", of="A", says="500")
    sale_id = await till.charge()

    await till.engine._watching.look_together([till.sale(sale_id)])

    assert asked_elsewhere(till) == []
