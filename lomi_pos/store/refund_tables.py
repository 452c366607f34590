"""The journal's step that adds refunds. Like every step it is never edited once it is released."""

from lomi_pos.store.connection import JournalConnection


def add_refunds(db: JournalConnection) -> None:
    for statement in _REFUNDS:
        db.execute(statement)


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
