"""The journal's tables, step by step.

A step is applied with its number in one transaction. Once released it is never edited; a change is a new step.
"""

from collections.abc import Callable
from pathlib import Path

from lomi_pos import __version__
from lomi_pos.store.backups import copy_journal
from lomi_pos.store.connection import APPLICATION_ID, JournalConnection, open_in_memory, transaction, translated
from lomi_pos.store.list_columns import add_list_columns
from lomi_pos.store.refund_tables import add_refunds, add_refunds_made_elsewhere, date_refunds_by_lomi
from lomi_pos.till.errors import JournalTooNew


def _lay_the_tables(db: JournalConnection) -> None:
    for statement in (*_TABLES, *_INDICES, *_GUARDS):
        db.execute(statement)


_TABLES = (
    """
    CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE till_count (
        till TEXT PRIMARY KEY COLLATE NOCASE,
        last INTEGER NOT NULL  -- the last number given; it only grows
    ) STRICT, WITHOUT ROWID
    """,
    # What was asked never changes. Below the line: where it stands, as folded from its events in the same transaction.
    """
    CREATE TABLE sale (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        number TEXT NOT NULL UNIQUE COLLATE NOCASE,
        reference TEXT NOT NULL UNIQUE,
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        currency TEXT NOT NULL,
        base_url TEXT NOT NULL,
        environment TEXT NOT NULL,
        account TEXT NOT NULL,
        organization_id TEXT,
        key_fingerprint TEXT NOT NULL,
        note TEXT NOT NULL,
        clerk TEXT NOT NULL,
        is_practice INTEGER NOT NULL CHECK (is_practice IN (0, 1)),
        created_at TEXT NOT NULL,
        --
        state TEXT NOT NULL,
        flags TEXT NOT NULL,  -- words in order, a space between them
        needs_someone INTEGER NOT NULL CHECK (needs_someone IN (0, 1)),
        received_minor INTEGER,
        provider TEXT NOT NULL,
        settled_at TEXT
    ) STRICT
    """,
    # What is sent never changes, byte for byte. Below the line: what is known of it by now.
    """
    CREATE TABLE attempt (
        sale_id INTEGER NOT NULL REFERENCES sale (id),
        count INTEGER NOT NULL,
        kind TEXT NOT NULL,
        idempotency_key TEXT NOT NULL,
        body BLOB NOT NULL,
        base_url TEXT NOT NULL,
        environment TEXT NOT NULL,
        account TEXT NOT NULL,
        organization_id TEXT,
        key_fingerprint TEXT NOT NULL,
        made_at TEXT NOT NULL,
        --
        state TEXT NOT NULL,
        first_tried_at TEXT,
        remote_id TEXT,
        url TEXT,
        expires_at TEXT,
        last_trouble TEXT,
        PRIMARY KEY (sale_id, count)
    ) STRICT
    """,
    """
    CREATE TABLE event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sale_id INTEGER NOT NULL REFERENCES sale (id),
        position INTEGER NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        UNIQUE (sale_id, position)
    ) STRICT
    """,
    # The payments of a sale. One transaction of lomi.'s settles one sale, once.
    """
    CREATE TABLE settlement (
        sale_id INTEGER NOT NULL REFERENCES sale (id),
        position INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        transaction_id TEXT UNIQUE,
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        received_at TEXT NOT NULL,
        provider TEXT NOT NULL,
        fee_minor INTEGER,
        net_minor INTEGER,
        PRIMARY KEY (sale_id, position)
    ) STRICT, WITHOUT ROWID
    """,
)

_INDICES = (
    "CREATE INDEX sale_by_time ON sale (created_at)",
    "CREATE INDEX sale_by_state ON sale (state)",
    "CREATE INDEX sale_needing_someone ON sale (id) WHERE needs_someone = 1",
    "CREATE INDEX sale_in_progress ON sale (id) WHERE state IN ('creating', 'open')",
    "CREATE UNIQUE INDEX attempt_by_key ON attempt (idempotency_key) WHERE idempotency_key <> ''",
    "CREATE INDEX attempt_by_remote_id ON attempt (remote_id) WHERE remote_id IS NOT NULL",
    "CREATE INDEX attempt_by_time ON attempt (made_at)",
    "CREATE INDEX settlement_by_time ON settlement (received_at)",
)

_GUARDS = (
    """
    CREATE TRIGGER event_is_never_edited BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'what happened is never edited'); END
    """,
    """
    CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'what happened is never deleted'); END
    """,
    """
    CREATE TRIGGER attempt_is_never_edited
    BEFORE UPDATE OF sale_id, count, kind, idempotency_key, body, base_url, environment, account, organization_id,
        key_fingerprint, made_at ON attempt
    BEGIN SELECT RAISE(ABORT, 'what is sent is never edited'); END
    """,
    """
    CREATE TRIGGER attempt_is_never_deleted BEFORE DELETE ON attempt
    BEGIN SELECT RAISE(ABORT, 'what is sent is never deleted'); END
    """,
    """
    CREATE TRIGGER sale_is_never_edited
    BEFORE UPDATE OF id, number, reference, amount_minor, currency, base_url, environment, account, organization_id,
        key_fingerprint, note, clerk, is_practice, created_at ON sale
    BEGIN SELECT RAISE(ABORT, 'what was asked is never edited'); END
    """,
    """
    CREATE TRIGGER sale_is_never_deleted BEFORE DELETE ON sale
    BEGIN SELECT RAISE(ABORT, 'a sale is never deleted'); END
    """,
    """
    CREATE TRIGGER paid_is_sticky BEFORE UPDATE OF state ON sale
    WHEN OLD.state = 'paid' AND NEW.state <> 'paid'
    BEGIN SELECT RAISE(ABORT, 'paid is sticky'); END
    """,
    """
    CREATE TRIGGER settlement_is_never_edited
    BEFORE UPDATE OF sale_id, position, attempt, amount_minor, currency, received_at ON settlement
    BEGIN SELECT RAISE(ABORT, 'money received is never edited'); END
    """,
    """
    CREATE TRIGGER settlement_keeps_its_transaction BEFORE UPDATE OF transaction_id ON settlement
    WHEN OLD.transaction_id IS NOT NULL AND NEW.transaction_id IS NOT OLD.transaction_id
    BEGIN SELECT RAISE(ABORT, 'money received is never edited'); END
    """,
    """
    CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE ON settlement
    BEGIN SELECT RAISE(ABORT, 'money received is never deleted'); END
    """,
    """
    CREATE TRIGGER number_is_never_given_twice BEFORE UPDATE OF last ON till_count
    WHEN NEW.last <= OLD.last
    BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END
    """,
)


def _add_links(db: JournalConnection) -> None:
    for statement in _LINKS:
        db.execute(statement)


_LINKS = (
    # A payment link made for no sale. What is sent never changes; below the line: what became of it.
    """
    CREATE TABLE shop_link (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reference TEXT NOT NULL UNIQUE,
        draft TEXT NOT NULL CHECK (json_valid(draft)),
        body BLOB NOT NULL,
        base_url TEXT NOT NULL,
        environment TEXT NOT NULL,
        account TEXT NOT NULL,
        organization_id TEXT,
        key_fingerprint TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        --
        state TEXT NOT NULL,
        tried_at TEXT,
        link_id TEXT,
        link TEXT CHECK (link IS NULL OR json_valid(link)),
        reason TEXT CHECK (reason IS NULL OR json_valid(reason))
    ) STRICT
    """,
    # lomi.'s links as they were last seen: a memory for when lomi. cannot be asked, and no record.
    """
    CREATE TABLE seen_link (
        link_id TEXT NOT NULL,
        base_url TEXT NOT NULL,
        environment TEXT NOT NULL,
        account TEXT NOT NULL,
        organization_id TEXT,
        key_fingerprint TEXT NOT NULL,
        link TEXT NOT NULL CHECK (json_valid(link)),
        PRIMARY KEY (link_id, base_url, environment)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER shop_link_is_never_edited
    BEFORE UPDATE OF id, reference, draft, body, base_url, environment, account, organization_id, key_fingerprint,
        begun_at ON shop_link
    BEGIN SELECT RAISE(ABORT, 'what is sent is never edited'); END
    """,
    """
    CREATE TRIGGER shop_link_is_never_deleted BEFORE DELETE ON shop_link
    BEGIN SELECT RAISE(ABORT, 'what is sent is never deleted'); END
    """,
    """
    CREATE TRIGGER made_is_sticky BEFORE UPDATE OF state ON shop_link
    WHEN OLD.state = 'made' AND NEW.state <> 'made'
    BEGIN SELECT RAISE(ABORT, 'a link that was made stays so'); END
    """,
)


def _know_the_order(db: JournalConnection) -> None:
    """The order that began a sale, so that it begins no second one."""
    for statement in _THE_ORDER:
        db.execute(statement)


_THE_ORDER = (
    "ALTER TABLE sale ADD COLUMN order_id TEXT",
    "CREATE UNIQUE INDEX sale_by_order ON sale (order_id) WHERE order_id IS NOT NULL",
    """
    CREATE TRIGGER order_is_never_edited BEFORE UPDATE OF order_id ON sale
    BEGIN SELECT RAISE(ABORT, 'what was asked is never edited'); END
    """,
)


def _add_search(db: JournalConnection) -> None:
    for statement in _SEARCH:
        db.execute(statement)


_NUMBERS = (
    "{0}.number || ' ' || replace({0}.number, '-', '') || ' ' "
    "|| ltrim(substr({0}.number, instr({0}.number, '-') + 1), '0')"
)
"""``A-041``, ``A041`` and ``41``."""
_PROVIDERS = "{0}.provider || CASE {0}.provider WHEN 'STRIPE' THEN ' card carte' WHEN 'MTN' THEN ' momo' ELSE '' END"
_AMOUNTS = "{0}.amount_minor || ' ' || coalesce({0}.received_minor, '')"
_SEARCHED = f"{_NUMBERS}, {{0}}.reference, {{0}}.note, {{0}}.clerk, {_PROVIDERS}, {_AMOUNTS}"

_SEARCH = (
    """
    CREATE VIRTUAL TABLE sale_search USING fts5 (
        number, reference, note, clerk, provider, amount,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
    """,
    f"""
    CREATE TRIGGER sale_is_searchable AFTER INSERT ON sale
    BEGIN
        INSERT INTO sale_search (rowid, number, reference, note, clerk, provider, amount)
        VALUES (NEW.id, {_SEARCHED.format("NEW")});
    END
    """,  # noqa: S608  parts of our own
    f"""
    CREATE TRIGGER payment_is_searchable AFTER UPDATE OF provider, received_minor ON sale
    WHEN NEW.provider IS NOT OLD.provider OR NEW.received_minor IS NOT OLD.received_minor
    BEGIN
        UPDATE sale_search SET provider = {_PROVIDERS.format("NEW")}, amount = {_AMOUNTS.format("NEW")}
        WHERE rowid = NEW.id;
    END
    """,  # noqa: S608  parts of our own
    f"""
    INSERT INTO sale_search (rowid, number, reference, note, clerk, provider, amount)
    SELECT sale.id, {_SEARCHED.format("sale")} FROM sale
    """,  # noqa: S608  parts of our own
)


def _let_a_coupon_count(db: JournalConnection) -> None:
    """A session may name the amount before the coupon; its transaction, once known, tells what was paid."""
    for statement in _COUPONS:
        db.execute(statement)


_COUPONS = (
    "DROP TRIGGER settlement_is_never_edited",
    """
    CREATE TRIGGER settlement_is_never_edited
    BEFORE UPDATE OF sale_id, position, attempt, currency, received_at ON settlement
    BEGIN SELECT RAISE(ABORT, 'money received is never edited'); END
    """,
    """
    CREATE TRIGGER settlement_keeps_its_amount BEFORE UPDATE OF amount_minor ON settlement
    WHEN NEW.amount_minor > OLD.amount_minor
        OR NEW.amount_minor < OLD.amount_minor AND (OLD.transaction_id IS NOT NULL OR NEW.transaction_id IS NULL)
    BEGIN SELECT RAISE(ABORT, 'money received is never edited'); END
    """,
)


def _find_codes_by_their_end(db: JournalConnection) -> None:
    """A code ends when lomi. says, whatever the clock of this machine said when it was made."""
    db.execute("CREATE INDEX attempt_by_end ON attempt (expires_at) WHERE state <> 'paid' AND remote_id IS NOT NULL")


STEPS: tuple[Callable[[JournalConnection], None], ...] = (
    _lay_the_tables,
    _add_links,
    _know_the_order,
    _add_search,
    add_refunds,
    _let_a_coupon_count,
    add_refunds_made_elsewhere,
    add_list_columns,
    _find_codes_by_their_end,
    date_refunds_by_lomi,
)


def migrate(db: JournalConnection, *, backups: Path, app_version: str = __version__) -> None:
    """Bring the journal to this version's tables. One that has sales in it is copied to ``backups`` first.

    Raises:
        JournalTooNew: a newer app wrote it; it is not guessed at.
        JournalTrouble: it could not be changed, and is as it was.
    """
    have = check_version(db)
    if have == len(STEPS):
        return
    if have > 0:
        copy_journal(db, backups / f"journal-before-version-{len(STEPS)}.sqlite")
    for version in range(have, len(STEPS)):
        with transaction(db):
            if check_version(db) > version:  # another process was faster
                continue
            STEPS[version](db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('app_version', ?)", (app_version,))


def migrated_copy(db: JournalConnection) -> JournalConnection:
    """A copy of ``db`` in memory, with this version's tables: for reading a journal that must not be changed."""
    copy = open_in_memory(db.path)
    try:
        with translated(db.path):
            db.backup(copy)
        for version in range(check_version(copy), len(STEPS)):
            with transaction(copy):
                STEPS[version](copy)
                copy.execute(f"PRAGMA user_version = {version + 1}")
    except BaseException:
        copy.close()
        raise
    return copy


def check_version(db: JournalConnection) -> int:
    """How many steps the journal has been through.

    Raises:
        JournalTooNew: more than this version knows. ``needed`` names the app that wrote it.
    """
    with translated(db.path):
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version <= len(STEPS):
            return int(version)
        is_told = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone()
        row = db.execute("SELECT value FROM meta WHERE name = 'app_version'").fetchone() if is_told else None
    raise JournalTooNew(row[0] if row else "?")
