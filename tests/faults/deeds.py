"""What a clerk, a customer and lomi. do to a counter in fast time, in the words of the stories about it."""

import shutil
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from lomi_pos.store.backups import copy_journal
from lomi_pos.store.connection import open_for_reading
from lomi_pos.till.budget import MINUTE_S
from lomi_pos.till.errors import LomiPosError
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.refunding import AskedRefund, RefundOrder
from lomi_pos.till.states import RefundState
from lomi_pos.till.words import Message
from tests.faults.bad_line import Fault
from tests.faults.world import World

T = TypeVar("T")
ASKED = Money(5000)
A_QUARTER_S = 15 * MINUTE_S


def code(world: World, attempt: int = 1, *, sale_id: int = 1) -> str:
    found = world.sale(sale_id).attempt_numbered(attempt).remote_id
    assert found is not None
    return found


def sell(world: World) -> int:
    """A sale whose code is on the screen."""
    world.charge(Order(ASKED), 5.0)
    return max(world.told)


def sell_and_be_paid(world: World, provider: str = "WAVE") -> str:
    """A sale that is paid; returns its transaction."""
    sale_id = sell(world)
    world.server.pay(code(world, sale_id=sale_id), provider)
    world.pass_time(MINUTE_S)
    (transaction_id,) = world.sale(sale_id).transaction_ids
    return transaction_id


def begin_again_without_the_answer(world: World) -> None:
    """lomi. has made a code, and its answer was lost; the till died before it could ask again, and is started."""
    world.line.spoil("lost_coming", "POST", 1)
    world.charge(Order(ASKED), 0.5)
    world.crash()
    world.start()


def give_up_after_expiry(world: World, attempt: int = 1, *, sale_id: int = 1) -> None:
    world.server.expire(code(world, attempt, sale_id=sale_id))
    world.pass_time(3 * MINUTE_S)


def refusal(world: World, command: Coroutine[Any, Any, Any], wait_s: float = 10.0) -> Message | None:
    """What is said to whoever gave ``command``; None when it is not refused."""
    told: list[Message] = []

    async def carried_out() -> None:
        try:
            await command
        except LomiPosError as refused:
            told.append(refused.message)

    world.ask(carried_out(), wait_s)
    return told[0] if told else None


def refuse_words(world: World, command: Coroutine[Any, Any, Any], wait_s: float = 10.0) -> str:
    """The code of the sentence with which ``command`` is refused; empty when it is not."""
    told = refusal(world, command, wait_s)
    return told.code if told is not None else ""


def ask_back(world: World, transaction_id: str, wait_s: float, *, minor: int = 5000) -> str:
    order = RefundOrder(transaction_id, Money(minor), ASKED, world.lomi.transactions[transaction_id].provider_code)
    return refuse_words(world, world.engine.refund(order), wait_s)


def leave_unclear(world: World, transaction_id: str, fault: Fault, *, minor: int = 5000) -> None:
    world.line.spoil(fault, "POST", 1)
    ask_back(world, transaction_id, 1.5, minor=minor)
    (asked,) = refunds(world)
    assert asked.state is RefundState.UNCLEAR


def refunds(world: World) -> list[AskedRefund]:
    assert world.till is not None
    return list(reversed(world.till.journal.refunds.refunds()))


def heard(world: World, kind: type[T]) -> list[T]:
    """What the window hears of this kind from now on."""
    told: list[T] = []
    world.hears = lambda news: told.append(news) if isinstance(news, kind) else None
    return told


def restart(world: World, *, key: str = "") -> None:
    if world.till is not None:
        world.close()
    world.start(key=key)
    world.pass_time(MINUTE_S)


def be_busy(world: World, seconds: float = A_QUARTER_S) -> None:
    """Every question is answered by 429, as if too many had been asked."""
    world.server.faults.add(
        "status", method="GET", times=None, status=429, headers={"Retry-After": str(round(seconds))}
    )


def told_of_check(world: World) -> Message | None:
    """What "Check again" says; None when it was answered."""
    return refusal(world, world.engine.check_now(1), 4.0)


# ---------------------------------------------------------------------------- a copy of the journal
def copied(world: World) -> Path:
    target = world.folder / "copies" / "copy.sqlite"
    db = open_for_reading(world.path)
    copy_journal(db, target)
    db.close()
    return target


def put_back(world: World, copy: Path) -> None:
    for beside in ("-wal", "-shm"):
        world.path.with_name(world.path.name + beside).unlink(missing_ok=True)
    shutil.copy(copy, world.path)
    world.told.clear()


def just_before_it_is_sent(world: World, transaction_id: str) -> Path:
    """A refund was asked for, and nothing of it has left. Returns a copy of the journal as it stands then."""
    order = RefundOrder(transaction_id, ASKED, ASKED, "WAVE")
    world.ask(world.engine.refund(order))
    world.turn(4)
    assert not world.lomi.refunds.kept
    return copied(world)
