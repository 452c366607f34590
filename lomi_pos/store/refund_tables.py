"""The journal's steps that add refunds. Like every step they are never edited once they are released."""

from lomi_pos.store.connection import JournalConnection


def add_refunds(db: JournalConnection) -> None:
    for statement in _REFUNDS:
        db.execute(statement)


def add_refunds_made_elsewhere(db: JournalConnection) -> None:
    for statement in _ELSEWHERE:
        db.execute(statement)


def date_refunds_by_lomi(db: JournalConnection) -> None:
    """Our own clock may have stood years back when one was sent."""
    db.execute("ALTER TABLE refund ADD COLUMN tried_lomis_at TEXT")


_REFUNDS = (
    # Money to be given back. What is sent never changes; below the line: what became of it.
    """
    CREATE TABLE refund (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reference TEXT NOT NULL UNIQUE,
        sale_id INTEGER REFERENCES sale (id),  -- none: the payment was made elsewhere
        transaction_id TEXT NOT NULL,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0 AND amount_minor <= paid_minor),
        paid_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        provider TEXT NOT NULL,
        is_full INTEGER NOT NULL CHECK (is_full IN (0, 1)),
        reason TEXT NOT NULL,
        body BLOB NOT NULL,
        base_url TEXT NOT NULL,
        environment TEXT NOT NULL,
        account TEXT NOT NULL,
        organization_id TEXT,
        key_fingerprint TEXT NOT NULL,
        clerk TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        --
        state TEXT NOT NULL,
        tried_at TEXT,
        decided_at TEXT,
        refund_id TEXT UNIQUE,
        given_minor INTEGER,
        status TEXT NOT NULL,
        request_id TEXT NOT NULL,
        trouble TEXT CHECK (trouble IS NULL OR json_valid(trouble))
    ) STRICT
    """,
    # While nobody knows what became of one, the disk itself takes no second one of the same payment.
    "CREATE UNIQUE INDEX refund_open ON refund (transaction_id) WHERE state IN ('asked', 'unclear')",
    "CREATE INDEX refund_by_transaction ON refund (transaction_id)",
    "CREATE INDEX refund_by_time ON refund (decided_at) WHERE state = 'done'",
    """
    CREATE TRIGGER refund_is_never_edited
    BEFORE UPDATE OF id, reference, sale_id, transaction_id, amount_minor, paid_minor, currency, provider, is_full,
        reason, body, base_url, environment, account, organization_id, key_fingerprint, clerk, asked_at ON refund
    BEGIN SELECT RAISE(ABORT, 'what is sent is never edited'); END
    """,
    """
    CREATE TRIGGER refund_is_never_deleted BEFORE DELETE ON refund
    BEGIN SELECT RAISE(ABORT, 'what is sent is never deleted'); END
    """,
    """
    CREATE TRIGGER refund_is_tried_once BEFORE UPDATE OF tried_at ON refund
    WHEN OLD.tried_at IS NOT NULL AND NEW.tried_at IS NOT OLD.tried_at
    BEGIN SELECT RAISE(ABORT, 'a refund is sent once'); END
    """,
)

_ELSEWHERE = (
    # A copy of the fold of ``RefundSeen``: refunds of our sales that were made in lomi.'s dashboard.
    """
    CREATE TABLE refund_elsewhere (
        sale_id INTEGER NOT NULL REFERENCES sale (id),
        transaction_id TEXT NOT NULL,
        refund_id TEXT NOT NULL,  -- empty: only the transaction told of it
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        currency TEXT NOT NULL,
        given_at TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (transaction_id, refund_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX refund_elsewhere_by_time ON refund_elsewhere (given_at) WHERE state = 'done'",
)
