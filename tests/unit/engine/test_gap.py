"""An older copy of the journal was put back: lomi. is asked what it lacks, and a person is told, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.store.backups import copy_journal
from lomi_pos.store.connection import open_for_reading
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.reference import new_reference
from lomi_pos.till.rows import Rows
from lomi_pos.till.states import State

from .script import Held
from .scripted_lomi import LIVE, NETWORK
from .till import Till
from .troubles import no_connection, own_500
from .turned_clock import TurnedClock

pytestmark = pytest.mark.anyio


def put_back(till: Till, copy: Path) -> None:
    for beside in ("-wal", "-shm"):
        till.path.with_name(till.path.name + beside).unlink(missing_ok=True)
    copy.replace(till.path)


def copy_of(till: Till, target: Path) -> Path:
    db = open_for_reading(till.path)
    copy_journal(db, target)
    db.close()
    return target


def said(till: Till) -> list[tuple[str, dict[str, str]]]:
    return [(one.message.code, dict(one.message.values)) for one in till.told(Trouble)]


@pytest.fixture(params=["shop", "member"])
async def robbed(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Till]:
    """A till that sold 5000 before the copy and 7000, paid, after it; a member of lomi. Network as well."""
    path = tmp_path / "journal.sqlite"
    till = Till(path, TurnedClock(), NETWORK) if request.param == "member" else Till(path)
    await till.open()
    await till.charge(5000)
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.charge(7000)
    till.lomi.pay()
    await till.crash()
    put_back(till, copy)
    yield till
    await till.close()


async def test_what_is_missing_is_named_with_its_money(robbed: Till):
    await robbed.restart()
    await robbed.wait(30)

    (code, values), *more = said(robbed)
    assert more == []
    assert (code, values["count"], values["received"]) == ("copy_found_one", "1", str(Money(7000)))
    assert robbed.journal.unasked_since() is None


async def test_it_is_asked_again_until_lomi_answers(robbed: Till):
    robbed.lomi.always(no_connection())
    await robbed.restart()
    await robbed.wait(60)
    assert said(robbed) == []
    assert robbed.journal.unasked_since() is not None

    robbed.lomi.recover()
    await robbed.wait(300)

    assert [code for code, _ in said(robbed)] == ["copy_found_one"]


async def test_the_next_sale_has_a_number_that_was_never_given(robbed: Till):
    await robbed.restart()
    sale_id = await robbed.charge(900)
    assert robbed.sale(sale_id).number == "A-1002"


async def test_a_copy_that_lacks_nothing_says_so(till: Till, tmp_path: Path):
    await till.charge(5000)
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.crash()
    put_back(till, copy)

    await till.restart()
    await till.wait(30)

    assert [code for code, _ in said(till)] == ["copy_nothing_missing"]


@pytest.mark.parametrize("identity", [LIVE, NETWORK], ids=["shop", "member"])
async def test_money_for_a_sale_that_the_copy_knows_by_a_code_that_it_does_not_is_recorded(
    tmp_path: Path, identity: Identity
):
    till = Till(tmp_path / "journal.sqlite", TurnedClock(), identity)
    await till.open()
    sale_id = await till.charge(5000)
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.engine.new_code(sale_id)
    await till.wait(1)
    till.lomi.pay()
    await till.crash()
    put_back(till, copy)

    await till.restart()
    await till.wait(30)

    sale = till.sale(sale_id)
    assert (len(sale.attempts), sale.state, sale.received) == (1, State.PAID, Money(5000))
    assert [code for code, _ in said(till)] == ["copy_nothing_missing"]
    await till.close()


async def test_a_disk_that_is_full_at_the_start_does_not_end_the_sweep(till: Till):
    sale_id = await till.charge(5000)
    await till.engine.cancel(sale_id)
    await till.crash()
    till.lomi.pay()
    held = Held()
    till.lomi.answers("account", held)
    await till.open(sweeps=True)
    till.journal.refuse_to_write()
    held.release()
    await till.wait(10)
    assert till.sale().state is State.CANCELLED
    assert [code for code, _ in said(till)] == ["journal_read_only_in_use"]

    till.journal.write_again()
    await till.wait(120)

    assert till.sale().state is State.PAID


# ---------------------------------------------------------------------- what was being made when the copy was made
async def test_what_got_its_code_after_the_copy_is_not_said_to_have_been_seen_by_nobody(till: Till, tmp_path: Path):
    till.lomi.answers("create_session", own_500(), own_500(), own_500())
    await till.charge()
    await till.wait(10)
    assert till.stands() == (State.ATTENTION, "same_fault_thrice")
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.engine.check_now(1)
    await till.wait(10)
    assert till.sale().state is State.OPEN
    await till.crash()
    put_back(till, copy)
    till.clock.leap(hours=30)
    till.lomi.always(lambda _rows: Rows(), "sessions")

    await till.restart()
    assert till.stands() == (State.ATTENTION, "perhaps_shown")

    await till.engine.check_now(1)
    await till.wait(10)
    assert till.stands() == (State.ATTENTION, "perhaps_shown")
    assert len(till.lomi.session_ids) == 1


async def test_what_had_not_left_when_the_copy_was_made_is_looked_for_before_it_is_sent_again(
    till: Till, tmp_path: Path
):
    till.lomi.answers("create_session", no_connection())
    sale_id = await till.charge()
    assert till.sale().state is State.FAILED
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.engine.retry(sale_id)
    await till.wait(5)
    assert till.sale().state is State.OPEN
    await till.crash()
    put_back(till, copy)
    till.clock.leap(hours=30)

    await till.restart()
    await till.engine.retry(sale_id)
    await till.wait(5)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_a_copy_of_another_key_s_sale_asks_for_that_key_and_not_to_charge_again(till: Till, tmp_path: Path):
    till.lomi.answers("create_session", Held())
    await till.charge()
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.crash()
    put_back(till, copy)
    till.lomi.identity = replace(LIVE, environment="test")

    await till.restart()

    assert till.stands() == (State.ATTENTION, "other_identity_perhaps_shown")


@pytest.mark.parametrize("is_phone", [True, False], ids=["phone", "link"])
async def test_what_another_till_sold_is_not_missing_here(till: Till, tmp_path: Path, *, is_phone: bool):
    await till.charge(5000)
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    metadata = {"source": "api_direct_charge"} if is_phone else {"payment_link_id": "link-of-b"}
    theirs = Transaction(
        "of-b",
        "completed",
        Money(7000),
        description=f"Café · B-017 · {new_reference(lambda _below: 41)}",
        metadata=metadata,
        created_at=till.clock.now(),
    )
    till.lomi.add_transaction(theirs)
    await till.crash()
    put_back(till, copy)

    await till.restart()
    await till.wait(30)

    assert [code for code, _ in said(till)] == ["copy_nothing_missing"]


async def test_a_phone_that_was_asked_after_the_copy_is_named_by_the_number_of_its_sale(till: Till, tmp_path: Path):
    await till.charge(5000)
    copy = copy_of(till, tmp_path / "copies" / "copy.sqlite")
    await till.charge(7000, kind=Kind.MTN, customer_phone="+2250700000000", title="Café")
    await till.crash()
    put_back(till, copy)

    await till.restart()
    await till.wait(30)

    assert [(code, values["numbers"]) for code, values in said(till)] == [("copy_found_one", "A-002")]
