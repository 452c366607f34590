"""Sales as lines of a list: which ones, newest first, without folding any of them."""

import re
from sqlite3 import Row

from lomi_pos.store.connection import JournalConnection
from lomi_pos.store.event_codec import as_text, as_time
from lomi_pos.till.money import Money
from lomi_pos.till.ports import SaleLine, SalesQuery
from lomi_pos.till.sale import State

_LINES = """
    SELECT id, number, reference, created_at, amount_minor, currency, received_minor, state, flags, needs_someone,
        note, clerk, provider, environment, settled_at
    FROM sale
    WHERE {conditions}
    ORDER BY id DESC
"""
_HAS_WORD = """(
    number LIKE :w{n} ESCAPE '\\' OR reference LIKE :w{n} ESCAPE '\\' OR note LIKE :w{n} ESCAPE '\\'
    OR provider LIKE :w{n} ESCAPE '\\' OR clerk LIKE :w{n} ESCAPE '\\'
    OR CAST(amount_minor AS TEXT) LIKE :a{n} OR CAST(received_minor AS TEXT) LIKE :a{n}
)"""
_MOST_WORDS = 8
_GROUP_SPACE = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")


def find_lines(db: JournalConnection, query: SalesQuery) -> list[SaleLine]:
    """One page. Dates are those of the sale's making: from ``from_at`` on, before ``to_at``."""
    conditions, values = _conditions(query)
    sql = _LINES.format(conditions=" AND ".join(conditions) or "TRUE") + " LIMIT :limit"
    return [_line_of(row) for row in db.execute(sql, {**values, "limit": query.limit})]


def find_lines_needing_someone(db: JournalConnection) -> list[SaleLine]:
    return [_line_of(row) for row in db.execute(_LINES.format(conditions="needs_someone = 1"))]


def _conditions(query: SalesQuery) -> tuple[list[str], dict[str, str | int]]:
    conditions: list[str] = []
    values: dict[str, str | int] = {}
    if query.before_id is not None:
        conditions.append("id < :before_id")
        values["before_id"] = query.before_id
    if query.states:
        names = [f"s{n}" for n in range(len(query.states))]
        conditions.append(f"state IN ({', '.join(f':{name}' for name in names)})")
        values |= zip(names, query.states, strict=True)
    if query.from_at is not None:
        conditions.append("created_at >= :from_at")
        values["from_at"] = as_text(query.from_at)
    if query.to_at is not None:
        conditions.append("created_at < :to_at")
        values["to_at"] = as_text(query.to_at)
    if query.only_unresolved:
        conditions.append("(needs_someone = 1 OR state IN ('creating', 'open'))")
    for n, word in enumerate(_words(query.text)):
        conditions.append(_HAS_WORD.format(n=n))
        values[f"w{n}"] = _pattern(word)
        values[f"a{n}"] = _amount_pattern(word)
    return conditions, values


def _words(text: str) -> list[str]:
    """Every one of them must be found. The groups of ``12 500`` are one word."""
    return _GROUP_SPACE.sub("", text).split()[:_MOST_WORDS]


def _pattern(word: str) -> str:
    escaped = re.sub(r"([\\%_])", r"\\\1", word)
    return f"%{escaped}%"


def _amount_pattern(word: str) -> str:
    """An amount is found by how it begins, in any currency: ``12,50`` and ``1250`` are the same cents."""
    figures = re.sub(r"[.,]", "", word)
    return f"{figures}%" if figures.isascii() and figures.isdigit() else ""


def _line_of(row: Row) -> SaleLine:
    currency = row["currency"]
    received, settled_at = row["received_minor"], row["settled_at"]
    return SaleLine(
        id=row["id"],
        number=row["number"],
        reference=row["reference"],
        created_at=as_time(row["created_at"]),
        amount=Money(row["amount_minor"], currency),
        received=None if received is None else Money(received, currency),
        state=State(row["state"]),
        flags=frozenset(row["flags"].split()),
        needs_someone=bool(row["needs_someone"]),
        note=row["note"],
        clerk=row["clerk"],
        provider=row["provider"],
        environment=row["environment"],
        settled_at=None if settled_at is None else as_time(settled_at),
    )
