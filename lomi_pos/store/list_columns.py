"""The journal's step that tells lists what was given back, and what is known of a sale that waits.

Like every step it is never edited once it is released.
"""

from lomi_pos.store.connection import JournalConnection


def add_list_columns(db: JournalConnection) -> None:
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "ALTER TABLE sale ADD COLUMN refunded_minor INTEGER",
    "ALTER TABLE sale ADD COLUMN cash_back_minor INTEGER",
    "ALTER TABLE sale ADD COLUMN progress TEXT NOT NULL DEFAULT ''",
    """
    UPDATE sale SET refunded_minor = (
        SELECT sum(coalesce(given_minor, amount_minor)) FROM refund WHERE sale_id = sale.id AND state = 'done'
    )
    WHERE id IN (SELECT sale_id FROM refund WHERE state = 'done')
    """,
    # The others learn it with the next thing that happens to them.
    """
    UPDATE sale SET progress = (
        SELECT CASE kind WHEN 'CustomerPaying' THEN 'paying' ELSE 'declined' END FROM event
        WHERE sale_id = sale.id AND kind IN ('CustomerPaying', 'PaymentDeclined') ORDER BY position DESC LIMIT 1
    )
    WHERE state = 'open' AND EXISTS (
        SELECT 1 FROM event WHERE sale_id = sale.id AND kind IN ('CustomerPaying', 'PaymentDeclined')
    )
    """,
    "CREATE INDEX cash_by_time ON event (at) WHERE kind = 'CashGivenBack'",
)
