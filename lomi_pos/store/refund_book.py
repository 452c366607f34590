"""The ``RefundBook`` port: refunds in the journal's own file, each in step with its sale's events."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row

from lomi_pos.store.connection import JournalConnection, reading, transaction
from lomi_pos.store.event_codec import as_json, as_text, as_time
from lomi_pos.store.folding import identity_columns, identity_of, load_sale, write_events, write_fold
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.events import Event, RefundAsked
from lomi_pos.till.money import Money
from lomi_pos.till.refunding import AskedRefund, RefundOrder, event_of
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import RefundState
from lomi_pos.till.words import Message

_BEGIN = """
    INSERT INTO refund (reference, sale_id, transaction_id, amount_minor, paid_minor, currency, provider, is_full,
        reason, body, base_url, environment, account, organization_id, key_fingerprint, clerk, asked_at, state,
        status, request_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', '', '')
"""
_WRITE = """
    UPDATE refund
    SET state = ?, tried_at = ?, tried_lomis_at = ?, decided_at = ?, refund_id = ?, given_minor = ?, status = ?,
        request_id = ?, trouble = ?
    WHERE id = ?
"""
_ANOTHER_IS_OPEN = "SELECT 1 FROM refund WHERE transaction_id = ? AND state IN ('asked', 'unclear')"
_GIVEN_BACK = """
    SELECT transaction_id, sum(minor) FROM (
        SELECT transaction_id, coalesce(given_minor, amount_minor) AS minor FROM refund WHERE state = 'done'
        UNION ALL
        SELECT transaction_id, amount_minor FROM refund_elsewhere WHERE state = 'done'
    )
    WHERE transaction_id IN (SELECT value FROM json_each(?))
    GROUP BY transaction_id
"""


class SqliteRefundBook:
    """Used by the journal's thread, on the journal's connection."""

    def __init__(self, db: JournalConnection) -> None:
        self._db = db

    def begin(self, asked: AskedRefund) -> AskedRefund:
        order = asked.order
        with transaction(self._db):
            if self._db.execute(_ANOTHER_IS_OPEN, (order.transaction_id,)).fetchone():
                raise TillRefusal("refund_open")
            row_id = self._db.execute(
                _BEGIN,
                (
                    asked.reference,
                    asked.sale_id,
                    order.transaction_id,
                    order.amount.minor,
                    order.paid.minor,
                    order.amount.currency,
                    order.provider,
                    asked.is_full,
                    order.reason,
                    asked.body,
                    *identity_columns(asked.identity),
                    asked.clerk,
                    as_text(asked.asked_at),
                ),
            ).lastrowid
            assert row_id is not None  # noqa: S101  an INSERT has just been done
            begun = replace(asked, id=row_id)
            if begun.sale_id is not None:
                told = RefundAsked(
                    at=begun.asked_at,
                    who=begun.clerk or "clerk",
                    refund=row_id,
                    amount=order.amount,
                    transaction_id=order.transaction_id,
                )
                self._tell_sale(begun.sale_id, told)
        return begun

    def write(self, asked: AskedRefund, at: datetime) -> Sale | None:
        values = (
            asked.state,
            asked.tried_at and as_text(asked.tried_at),
            asked.tried_lomis_at and as_text(asked.tried_lomis_at),
            asked.decided_at and as_text(asked.decided_at),
            asked.refund_id,
            asked.given and asked.given.minor,
            asked.status,
            asked.request_id,
            asked.trouble and as_json(asked.trouble),
            asked.id,
        )
        with transaction(self._db):
            self._db.execute(_WRITE, values)
            if asked.sale_id is None:
                return None
            told = event_of(asked, at)
            return load_sale(self._db, asked.sale_id) if told is None else self._tell_sale(asked.sale_id, told)

    def _tell_sale(self, sale_id: int, told: Event) -> Sale:
        before = load_sale(self._db, sale_id)
        write_events(self._db, before, (told,))
        sale = before.after(told)
        write_fold(self._db, sale)
        return sale

    def refund(self, refund_id: int) -> AskedRefund:
        found = self._found("id = ?", refund_id)
        if not found:
            raise KeyError(refund_id)
        return found[0]

    def refunds(self, *states: RefundState) -> list[AskedRefund]:
        wanted = states or tuple(RefundState)
        return [one for one in reversed(self._found("TRUE")) if one.state in wanted]

    def of_transaction(self, transaction_id: str) -> list[AskedRefund]:
        return self._found("transaction_id = ?", transaction_id)

    def _found(self, condition: str, *values: object) -> list[AskedRefund]:
        with reading(self._db):
            sql = f"SELECT * FROM refund WHERE {condition} ORDER BY id"  # noqa: S608  only the conditions above
            return [_refund(row) for row in self._db.execute(sql, values).fetchall()]

    def given_back(self, transaction_ids: Sequence[str]) -> dict[str, int]:
        with reading(self._db):
            return dict(self._db.execute(_GIVEN_BACK, (json.dumps(list(transaction_ids)),)).fetchall())


def _refund(row: Row) -> AskedRefund:
    currency = row["currency"]
    return AskedRefund(
        id=row["id"],
        reference=row["reference"],
        order=RefundOrder(
            transaction_id=row["transaction_id"],
            amount=Money(row["amount_minor"], currency),
            paid=Money(row["paid_minor"], currency),
            provider=row["provider"],
            reason=row["reason"],
        ),
        is_full=bool(row["is_full"]),
        body=row["body"],
        identity=identity_of(row),
        asked_at=as_time(row["asked_at"]),
        clerk=row["clerk"],
        sale_id=row["sale_id"],
        state=RefundState(row["state"]),
        tried_at=_time(row["tried_at"]),
        tried_lomis_at=_time(row["tried_lomis_at"]),
        decided_at=_time(row["decided_at"]),
        refund_id=row["refund_id"],
        given=None if row["given_minor"] is None else Money(row["given_minor"], currency),
        status=row["status"],
        request_id=row["request_id"],
        trouble=_message(row["trouble"]),
    )


def _time(text: str | None) -> datetime | None:
    return as_time(text) if text else None


def _message(text: str | None) -> Message | None:
    if not text:
        return None
    told = json.loads(text)
    return Message(told["code"], told["values"])
