"""The ``LinkBook`` port: payment links that belong to no sale, in the journal's own file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Row

from lomi_pos.store.connection import JournalConnection, reading, transaction
from lomi_pos.store.event_codec import as_json, as_text, as_time, from_json
from lomi_pos.store.folding import identity_columns, identity_of
from lomi_pos.till.identity import Identity
from lomi_pos.till.links import LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.words import Message

_BEGIN = """
    INSERT INTO shop_link (reference, draft, body, base_url, environment, account, organization_id, key_fingerprint,
        begun_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WRITE = "UPDATE shop_link SET state = ?, tried_at = ?, link_id = ?, link = ?, reason = ? WHERE id = ?"
_KEEP_SEEN = """
    INSERT INTO seen_link (link_id, base_url, environment, account, organization_id, key_fingerprint, link)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (link_id, base_url, environment) DO UPDATE
    SET account = excluded.account, organization_id = excluded.organization_id,
        key_fingerprint = excluded.key_fingerprint, link = excluded.link
"""


class SqliteLinkBook:
    """Used by the journal's thread, on the journal's connection."""

    def __init__(self, db: JournalConnection) -> None:
        self._db = db

    def begin(self, draft: LinkDraft, reference: str, body: bytes, *, identity: Identity, at: datetime) -> ShopLink:
        with transaction(self._db):
            added = self._db.execute(
                _BEGIN,
                (reference, as_json(draft), body, *identity_columns(identity), as_text(at), LinkState.CREATING),
            )
            assert added.lastrowid is not None  # noqa: S101  an INSERT has just been done
            return self._link(added.lastrowid)

    def write(self, link: ShopLink) -> None:
        values = (
            link.state,
            link.tried_at and as_text(link.tried_at),
            link.link and link.link.id,
            link.link and as_json(link.link),
            link.reason and _reason_as_json(link.reason),
            link.id,
        )
        with transaction(self._db):
            self._db.execute(_WRITE, values)

    def link(self, link_id: int) -> ShopLink:
        with reading(self._db):
            return self._link(link_id)

    def _link(self, link_id: int) -> ShopLink:
        row = self._db.execute("SELECT * FROM shop_link WHERE id = ?", (link_id,)).fetchone()
        if row is None:
            raise KeyError(link_id)
        return _shop_link(row)

    def links(self, *states: LinkState) -> list[ShopLink]:
        with reading(self._db):
            rows = self._db.execute("SELECT * FROM shop_link ORDER BY id DESC").fetchall()
        return [_shop_link(row) for row in rows if row["state"] in (states or tuple(LinkState))]

    def keep_seen(self, seen: Iterable[PaymentLink], *, identity: Identity) -> None:
        rows = [(link.id, *identity_columns(identity), as_json(link)) for link in seen]
        if rows:
            with transaction(self._db):
                self._db.executemany(_KEEP_SEEN, rows)

    def seen(self, identity: Identity) -> list[PaymentLink]:
        with reading(self._db):
            rows = self._db.execute(
                "SELECT * FROM seen_link WHERE base_url = ? AND environment = ?",
                (identity.base_url, identity.environment),
            ).fetchall()
        return [from_json(PaymentLink, row["link"]) for row in rows if identity_of(row).is_same_as(identity)]


def _shop_link(row: Row) -> ShopLink:
    return ShopLink(
        id=row["id"],
        reference=row["reference"],
        draft=from_json(LinkDraft, row["draft"]),
        body=row["body"],
        identity=identity_of(row),
        begun_at=as_time(row["begun_at"]),
        state=LinkState(row["state"]),
        tried_at=as_time(row["tried_at"]) if row["tried_at"] else None,
        link=from_json(PaymentLink, row["link"]) if row["link"] else None,
        reason=_reason(row["reason"]) if row["reason"] else None,
    )


def _reason(text: str) -> Message:
    told = json.loads(text)
    return Message(told["code"], told["values"])


def _reason_as_json(reason: Message) -> str:
    return json.dumps({"code": reason.code, "values": dict(reason.values)}, ensure_ascii=False)
