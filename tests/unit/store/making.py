"""Journals and sales for the tests of the store."""

import sqlite3
from itertools import count
from pathlib import Path

from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till import events as ev
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import NewAttempt
from lomi_pos.till.sale import Sale
from tests.unit.till.making import NOON, after

IDENTITY = Identity("https://api.lomi.africa", "live", "f" * 16, "acct_1", "org_1")
BODY = b'{"amount":5000,"title":"caf\xc3\xa9"}'

_references = count(1)
_keys = count(1)


def begin(journal: SqliteJournal, amount: int = 5000, currency: str = "XOF", minute: float = 0, **options: str) -> Sale:
    """A sale whose code has not been asked for yet."""
    order = Order(Money(amount, currency), note=options.get("note", ""), id=options.get("order_id", ""))
    reference = options.get("reference") or f"{next(_references):010}X"
    clerk = options.get("clerk", "Awa")
    return journal.begin_sale(order, reference, new_attempt, identity=IDENTITY, clerk=clerk, at=after(minute))


def new_attempt(_sale: Sale) -> NewAttempt:
    return NewAttempt(Kind.SESSION, f"key-{next(_keys)}", BODY, IDENTITY)


def add_attempt(journal: SqliteJournal, sale: Sale, minute: float = 0) -> Sale:
    return journal.add_attempt(sale.id, new_attempt(sale), after(minute))


def begin_open(journal: SqliteJournal, amount: int = 5000, minute: float = 0, **options: str) -> Sale:
    """A sale whose code is on the screen."""
    sale = begin(journal, amount, minute=minute, **options)
    opened = ev.AttemptOpened(
        at=after(minute),
        attempt=1,
        remote_id=f"session-{sale.id}",
        url=f"https://checkout.lomi.africa/session-{sale.id}",
        expires_at=after(minute + 15),
    )
    return journal.record(sale.id, [ev.AttemptTried(at=after(minute), attempt=1), opened])


def pay(
    journal: SqliteJournal,
    sale: Sale,
    transaction_id: str | None = None,
    minute: float = 1,
    amount: Money | None = None,
    *,
    provider: str = "WAVE",
) -> Sale:
    received = ev.PaymentReceived(
        at=after(minute),
        who="lomi.",
        attempt=1,
        amount=amount or sale.amount,
        transaction_id=transaction_id,
        provider=provider,
    )
    return journal.record(sale.id, [received])


def raw(path: Path) -> sqlite3.Connection:
    """Another program that opens the file."""
    return sqlite3.connect(path, isolation_level=None, timeout=0)


def execute(path: Path, *statements: str) -> None:
    db = raw(path)
    try:
        for statement in statements:
            db.execute(statement)
    finally:
        db.close()


__all__ = ["BODY", "IDENTITY", "NOON", "add_attempt", "after", "begin", "begin_open", "execute", "pay", "raw"]
