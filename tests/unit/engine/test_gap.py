"""An older copy of the journal was put back: lomi. is asked what it lacks, and a person is told, once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lomi_pos.engine.news import Trouble
from lomi_pos.store.backups import copy_journal
from lomi_pos.store.connection import open_for_reading
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .script import Held
from .scripted_lomi import LIVE, NETWORK
from .till import Till
from .troubles import no_connection
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
    assert (code, values["count"], values["received"]) == ("copy_found", "1", str(Money(7000)))
    assert robbed.journal.unasked_since() is None


async def test_it_is_asked_again_until_lomi_answers(robbed: Till):
    robbed.lomi.always(no_connection())
    await robbed.restart()
    await robbed.wait(60)
    assert said(robbed) == []
    assert robbed.journal.unasked_since() is not None

    robbed.lomi.recover()
    await robbed.wait(300)

    assert [code for code, _ in said(robbed)] == ["copy_found"]


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
