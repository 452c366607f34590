"""A journal as a shop has it on an afternoon: sales of today, each asked of lomi. and paid, none of them open."""

import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.events import AttemptOpened, PaymentReceived
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import NewAttempt
from lomi_pos.till.sale import Sale

NOTES = ("Pagne wax", "Café moulu 250 g", "Awa, retrait samedi", "Thiéboudienne", "Recharge", "", "", "")
BETWEEN = timedelta(minutes=4)
LASTING = timedelta(minutes=15)


def sell(path: Path, count: int, identity: Identity) -> None:
    """Write a day of ``count`` sales into a new journal at ``path``."""
    chance, now = random.Random(1), datetime.now(UTC)
    with closing(SqliteJournal.open(path)) as journal:
        for n in range(1, count + 1):
            asked = NewAttempt(Kind.SESSION, f"{n:032x}", b"{}", identity)
            order = Order(Money(25 * chance.randint(4, 4000)), note=chance.choice(NOTES))
            at = now - (count - n + 1) * BETWEEN
            sale = journal.begin_sale(order, f"{n:011d}", partial(_as_asked, asked), identity=identity, clerk="", at=at)
            url = f"https://checkout.lomi.africa/checkout/{n:032x}"
            provider = chance.choice(("WAVE", "ORANGE", "MTN"))
            opened = AttemptOpened(at=at, attempt=1, remote_id=f"{n:032x}", url=url, expires_at=at + LASTING)
            paid = PaymentReceived(
                at=at + BETWEEN, attempt=1, amount=order.amount, transaction_id=f"tx-{n}", provider=provider
            )
            journal.record(sale.id, (opened, paid))


def _as_asked(asked: NewAttempt, _: Sale) -> NewAttempt:
    return asked
