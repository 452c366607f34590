"""Between a sale and its rows: read as the fold of its events, written with the state that the fold gives.

What is written in columns beside the events (state, flags, received, ...) is only ever a copy of the fold, made in the
same transaction, so that lists need not fold.
"""

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Row

from lomi_pos.store.connection import JournalConnection
from lomi_pos.store.event_codec import as_text, as_time, decode, encode, kind_of
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.events import AttemptMade, Event
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.ports import NewAttempt
from lomi_pos.till.sale import Sale

_SALE = "SELECT * FROM sale WHERE id = ?"
_ATTEMPTS = "SELECT * FROM attempt WHERE sale_id = ? ORDER BY count"
_EVENTS = "SELECT kind, at, who, body FROM event WHERE sale_id = ? ORDER BY position"

_ADD_ATTEMPT = """
    INSERT INTO attempt (sale_id, count, kind, idempotency_key, body, base_url, environment, account, organization_id,
        key_fingerprint, made_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_EVENT = "INSERT INTO event (sale_id, position, at, who, kind, body) VALUES (?, ?, ?, ?, ?, ?)"

_MOVE_SALE = """
    UPDATE sale
    SET state = ?, flags = ?, needs_someone = ?, received_minor = ?, provider = ?, settled_at = ?, refunded_minor = ?,
        cash_back_minor = ?, progress = ?
    WHERE id = ?
"""
_MOVE_ATTEMPT = """
    UPDATE attempt
    SET state = ?, first_tried_at = ?, remote_id = ?, url = ?, expires_at = ?, last_trouble = ?
    WHERE sale_id = ? AND count = ?
"""
_GIVE_BACK_ELSEWHERE = """
    INSERT INTO refund_elsewhere (sale_id, transaction_id, refund_id, amount_minor, currency, given_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (transaction_id, refund_id) DO UPDATE
    SET amount_minor = excluded.amount_minor, given_at = excluded.given_at, state = excluded.state
"""
_SETTLE = """
    INSERT INTO settlement (sale_id, position, attempt, transaction_id, amount_minor, currency, received_at, provider,
        fee_minor, net_minor)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sale_id, position) DO UPDATE
    SET transaction_id = excluded.transaction_id, amount_minor = excluded.amount_minor, provider = excluded.provider,
        fee_minor = excluded.fee_minor, net_minor = excluded.net_minor
"""


def load_sale(db: JournalConnection, sale_id: int) -> Sale:
    """The sale as its events tell it.

    Raises:
        KeyError: there is no such sale.
    """
    row = db.execute(_SALE, (sale_id,)).fetchone()
    if row is None:
        raise KeyError(sale_id)
    attempts = [_attempt_of(one) for one in db.execute(_ATTEMPTS, (sale_id,))]
    return _folded(_sale_of(row), attempts, [decode(*one) for one in db.execute(_EVENTS, (sale_id,))])


def write_attempt(db: JournalConnection, sale_id: int, attempt: Attempt) -> None:
    db.execute(
        _ADD_ATTEMPT,
        (
            sale_id,
            attempt.count,
            attempt.kind,
            attempt.idempotency_key,
            attempt.body,
            *identity_columns(attempt.identity),
            as_text(attempt.made_at),
            attempt.state,
        ),
    )


def write_events(db: JournalConnection, sale: Sale, events: Sequence[Event]) -> None:
    """Append ``events``, which come after those in ``sale.history``."""
    rows = [
        (sale.id, position, as_text(event.at), event.who, kind_of(event), encode(event))
        for position, event in enumerate(events, start=len(sale.history) + 1)
    ]
    db.executemany(_ADD_EVENT, rows)


def write_fold(db: JournalConnection, sale: Sale) -> None:
    """Bring the columns beside the events to where ``sale`` stands now."""
    db.execute(
        _MOVE_SALE,
        (
            sale.state,
            " ".join(sorted(sale.flags)),
            sale.needs_someone,
            _minor(sale.received),
            sale.provider,
            sale.settled_at and as_text(sale.settled_at),
            _minor(sale.refunded),
            _minor(sale.cash_back),
            sale.progress,
            sale.id,
        ),
    )
    for attempt in sale.attempts:
        db.execute(
            _MOVE_ATTEMPT,
            (
                attempt.state,
                attempt.first_tried_at and as_text(attempt.first_tried_at),
                attempt.remote_id,
                attempt.url,
                attempt.expires_at and as_text(attempt.expires_at),
                attempt.reason and attempt.reason.code,
                sale.id,
                attempt.count,
            ),
        )
    for position, payment in enumerate(sale.payments, start=1):
        db.execute(
            _SETTLE,
            (
                sale.id,
                position,
                payment.attempt,
                payment.transaction_id,
                payment.amount.minor,
                payment.amount.currency,
                as_text(payment.received_at),
                payment.provider,
                _minor(payment.fee),
                _minor(payment.net),
            ),
        )
    for refund in sale.refunds:
        if refund.is_elsewhere and refund.given_at is not None:
            db.execute(
                _GIVE_BACK_ELSEWHERE,
                (
                    sale.id,
                    refund.transaction_id,
                    refund.refund_id or "",
                    refund.amount.minor,
                    refund.amount.currency,
                    as_text(refund.given_at),
                    refund.state,
                ),
            )


def new_attempt(asked: NewAttempt, made: AttemptMade) -> Attempt:
    """The attempt as it is before anything has been sent."""
    return Attempt(made.attempt, asked.kind, asked.idempotency_key, asked.body, asked.identity, made.at)


def with_attempt(sale: Sale, attempt: Attempt, made: AttemptMade) -> Sale:
    """``sale`` from the moment on at which ``attempt`` was made."""
    return replace(sale, attempts=(*sale.attempts, attempt)).after(made)


def identity_columns(identity: Identity) -> tuple[str, str, str, str | None, str]:
    """In the order base_url, environment, account, organization_id, key_fingerprint."""
    return (
        identity.base_url,
        identity.environment,
        identity.account,
        identity.organization_id,
        identity.key_fingerprint,
    )


def _folded(sale: Sale, attempts: list[Attempt], events: list[Event]) -> Sale:
    """Fold the events over a sale without attempts; each attempt joins it when it was made, not before."""
    waiting = {attempt.count: attempt for attempt in attempts}
    for event in events:
        if isinstance(event, AttemptMade) and event.attempt in waiting:
            sale = with_attempt(sale, waiting.pop(event.attempt), event)
        else:
            sale = sale.after(event)
    return sale


def _sale_of(row: Row) -> Sale:
    return Sale(
        id=row["id"],
        number=row["number"],
        reference=row["reference"],
        amount=Money(row["amount_minor"], row["currency"]),
        created_at=as_time(row["created_at"]),
        identity=identity_of(row),
        note=row["note"],
        clerk=row["clerk"],
        is_practice=bool(row["is_practice"]),
        order_id=row["order_id"] or "",
    )


def _attempt_of(row: Row) -> Attempt:
    return Attempt(
        count=row["count"],
        kind=Kind(row["kind"]),
        idempotency_key=row["idempotency_key"],
        body=row["body"],
        identity=identity_of(row),
        made_at=as_time(row["made_at"]),
    )


def identity_of(row: Row) -> Identity:
    return Identity(
        base_url=row["base_url"],
        environment=row["environment"],
        key_fingerprint=row["key_fingerprint"],
        account=row["account"],
        organization_id=row["organization_id"],
    )


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.minor
