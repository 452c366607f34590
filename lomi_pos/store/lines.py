"""Sales as lines of a list: which ones, newest first, without folding any of them."""

from sqlite3 import Row

from lomi_pos.store.connection import JournalConnection
from lomi_pos.store.event_codec import as_text, as_time
from lomi_pos.store.search import Search, read_search
from lomi_pos.till.money import Money
from lomi_pos.till.sale_lines import SaleLine, SalesQuery
from lomi_pos.till.states import Progress, State

_COLUMNS = """
    id, sale.number, sale.reference, created_at, amount_minor, currency, received_minor, state, flags, needs_someone,
    sale.note, sale.clerk, sale.provider, environment, settled_at, refunded_minor, cash_back_minor, progress
"""
_ALL = "sale", "id"
_FOUND = "sale_search CROSS JOIN sale ON sale.id = sale_search.rowid", "sale_search.rowid"
"""In this order: the newest of what is found come first without reading the rest."""
_NOT_OLDER = "{key} >= (SELECT coalesce(min(+id), 0) FROM sale WHERE created_at >= :from_at)"
"""What was made before the oldest sale of a period need not be looked at. ``+`` keeps SQLite from walking through all
ids in search of the least one."""
_NEEDING_SOMEONE = f"SELECT {_COLUMNS} FROM sale WHERE needs_someone = 1 ORDER BY id DESC"  # noqa: S608  parts of our own


def find_lines(db: JournalConnection, query: SalesQuery) -> list[SaleLine]:
    """One page. Dates are those of the sale's making: from ``from_at`` on, before ``to_at``."""
    return [_line_of(row) for row in db.execute(*_select(query))]


def find_lines_needing_someone(db: JournalConnection) -> list[SaleLine]:
    return [_line_of(row) for row in db.execute(_NEEDING_SOMEONE)]


def _select(query: SalesQuery) -> tuple[str, dict[str, str | int]]:
    search = read_search(query.text)
    tables, key = _FOUND if search.match else _ALL
    conditions, values = _conditions(query, search, key)
    where = " AND ".join(conditions) or "TRUE"
    sql = f"SELECT {_COLUMNS} FROM {tables} WHERE {where} ORDER BY {key} DESC LIMIT :limit"  # noqa: S608  parts of our own
    return sql, {**values, "limit": query.limit}


def _conditions(query: SalesQuery, search: Search, key: str) -> tuple[list[str], dict[str, str | int]]:
    conditions: list[str] = []
    values: dict[str, str | int] = {}
    if search.match:
        conditions.append("sale_search MATCH :match")
        values["match"] = search.match
    for n, sign in enumerate(search.signs):
        conditions.append(f"instr(sale.note, :sign{n}) > 0")
        values[f"sign{n}"] = sign
    if query.before_id is not None:
        conditions.append(f"{key} < :before_id")
        values["before_id"] = query.before_id
    if query.states:
        names = [f"s{n}" for n in range(len(query.states))]
        conditions.append(f"state IN ({', '.join(f':{name}' for name in names)})")
        values |= zip(names, query.states, strict=True)
    if query.provider:
        conditions.append("sale.provider = :provider COLLATE NOCASE")
        values["provider"] = query.provider
    if query.from_at is not None:
        conditions.append("created_at >= :from_at")
        conditions.append(_NOT_OLDER.format(key=key))
        values["from_at"] = as_text(query.from_at)
    if query.to_at is not None:
        conditions.append("created_at < :to_at")
        values["to_at"] = as_text(query.to_at)
    if query.only_unresolved:
        conditions.append("(needs_someone = 1 OR state IN ('creating', 'open'))")
    return conditions, values


def _line_of(row: Row) -> SaleLine:
    currency = row["currency"]
    settled_at = row["settled_at"]
    return SaleLine(
        id=row["id"],
        number=row["number"],
        reference=row["reference"],
        created_at=as_time(row["created_at"]),
        amount=Money(row["amount_minor"], currency),
        received=_money(row["received_minor"], currency),
        state=State(row["state"]),
        flags=frozenset(row["flags"].split()),
        needs_someone=bool(row["needs_someone"]),
        note=row["note"],
        clerk=row["clerk"],
        provider=row["provider"],
        environment=row["environment"],
        settled_at=None if settled_at is None else as_time(settled_at),
        refunded=_money(row["refunded_minor"], currency),
        cash_back=_money(row["cash_back_minor"], currency),
        progress=Progress(row["progress"]),
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
