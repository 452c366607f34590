"""Lines and transactions for the tests of history."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.ports import Clock
from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.till.states import State


def a_line(
    clock: Clock,
    sale_id: int,
    *,
    minor: int = 12_500,
    state: State = State.OPEN,
    flags: Iterable[str] = (),
    received: Money | None = None,
    provider: str = "",
    at: datetime | None = None,
) -> SaleLine:
    return SaleLine(
        id=sale_id,
        number=f"A-{sale_id:03d}",
        reference="7ZK4M2Q9XB*",
        created_at=at or clock.now() - timedelta(minutes=1000 - sale_id),
        amount=Money(minor),
        received=received,
        state=state,
        flags=frozenset(flags),
        needs_someone=False,
        note="Pagne wax, 6 yards",
        clerk="Awa",
        provider=provider,
        environment="test",
        settled_at=None,
    )


def a_transaction(
    clock: Clock, count: int, *, status: str = "completed", provider: str = "WAVE", till: str = "", name: str = ""
) -> Transaction:
    return Transaction(
        id=f"0b9c1d2e-0000-4000-8000-{count:012d}",
        status=status,
        gross=Money(5_000 + count),
        fee=Money(75),
        net=Money(4_925 + count),
        provider=provider,
        customer_name=name,
        metadata={"till": till} if till else {},
        created_at=clock.now() - timedelta(minutes=count),
    )
