"""What only lomi.'s transactions tell, and how little is done for those of other tills."""

from functools import partial

import pytest

from lomi_pos.till.budget import Use
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.reference import is_reference, new_reference
from lomi_pos.till.states import State

from .script import Held
from .till import Till
from .turned_clock import settle

pytestmark = pytest.mark.anyio


async def test_a_late_payment_is_noticed_though_the_session_stays_expired(till: Till):
    await till.charge()
    till.lomi.say("expired")
    await till.wait(30)
    assert till.sale().state is State.EXPIRED
    await till.wait(3 * 3600)

    till.lomi.book()
    await till.wait(3700)

    assert (till.sale().state, sorted(till.sale().flags)) == (State.PAID, ["late"])


async def test_a_second_payment_hours_later_is_noticed_without_the_history(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.wait(5 * 3600)
    assert till.sale().is_paid_exactly

    till.lomi.book()
    await till.wait(3700)

    assert sorted(till.sale().flags) == ["twice"]


async def test_another_till_s_transactions_are_not_tried_against_every_sale(till: Till):
    waiting = [await till.charge() for _ in range(20)]
    foreign = [new_reference(partial(pow, 7919, count)) for count in range(100)]
    assert all(is_reference(one) for one in foreign)
    for count, reference in enumerate(foreign):
        till.lomi.add_transaction(
            Transaction(
                f"of-another-{count}",
                "completed",
                Money(5000),
                metadata={"order_ref": reference},
                created_at=till.clock.now(),
            )
        )
    sales = [till.sale(one) for one in waiting]
    statements: list[str] = []
    till.journal._db.set_trace_callback(statements.append)

    changed = await till.engine._book.read(sales, is_deep=False)

    till.journal._db.set_trace_callback(None)
    assert changed == []
    assert len(statements) < 4 * len(foreign)


async def test_a_creation_waits_for_room_in_the_minute_and_then_goes_out(till: Till):
    till.lomi.always(Held(), "session", "sessions", "transactions")
    ledger = till.engine._desk.ledger
    for _ in range(59):
        ledger.note(Use.LOOK)
    await till.charge()
    assert till.lomi.called("create_session") == []

    await till.wait(61)
    await settle()

    assert len(till.lomi.called("create_session")) == 1
    assert till.sale().state is State.OPEN


async def test_what_was_asked_on_the_phone_is_listed_with_its_sale(till: Till):
    sale_id = await till.charge(kind=Kind.MTN, customer_phone="+2250700000000")
    (asked,) = [one.remote_id for one in till.sale().attempts]

    page = await till.engine.transactions(TransactionQuery())

    assert page.sale_ids == {asked: sale_id}


async def test_a_try_that_was_refused_is_listed_with_its_sale_and_money_of_nobody_s_is_not(till: Till):
    sale_id = await till.charge()
    named = {"order_ref": till.sale().reference}
    till.lomi.add_transaction(
        Transaction("refused", "failed", Money(5000), metadata=named, created_at=till.clock.now())
    )
    till.lomi.add_transaction(
        Transaction("in euros", "completed", Money(5000, "EUR"), metadata=named, created_at=till.clock.now())
    )

    page = await till.engine.transactions(TransactionQuery())

    assert page.sale_ids.get("refused") == sale_id
    assert page.sale_ids.keys() - {"refused"} == set(till.sale().transaction_ids)
