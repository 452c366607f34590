"""Transactions (lomi. docs, Transactions)."""

from dataclasses import replace

from lomi_pos.api.answers import check_id, without_repeats
from lomi_pos.api.json_body import moment
from lomi_pos.api.transaction_wire import to_transaction
from lomi_pos.api.transport import Transport
from lomi_pos.till.lomi import Rows, Transaction, TransactionQuery

_PATH = "/transactions"
_LARGEST_PAGE = 100
_SMALLEST_PAGE = 20
"""A server that ignores ``limit`` gives this many or more: only a shorter page is surely the last."""

_FILTERED_PROVIDERS = frozenset({"WAVE", "MTN", "STRIPE", "SPI", "JUMBO", "CYBERSOURCE", "FREE"})
"""Those of lomi.'s database. The docs also name ``ORANGE``, and asking for one that is not there fails."""


async def get(transport: Transport, transaction_id: str) -> Transaction:
    answer = await transport.read(f"{_PATH}/{check_id(transaction_id)}")
    found = answer.read_one(to_transaction)
    if found.id.lower() != transaction_id.lower():
        raise answer.unclear("other_object")
    return replace(found, id=transaction_id)


async def find(transport: Transport, query: TransactionQuery, *, environment: str) -> Rows[Transaction]:
    """One page, newest first. Whatever the server made of the filters, rows outside them are left out."""
    answer = await transport.read(_PATH, as_query(query))
    given = answer.read_rows(to_transaction)
    found = without_repeats(given, lambda one: one.id)
    return Rows(
        (one for one in found if one.environment in {None, environment} and _is_asked_for(one, query)),
        is_last=len(given) < min(query.limit, _SMALLEST_PAGE),
    )


def as_query(query: TransactionQuery) -> dict[str, str]:
    """Return the query in both spellings: the docs' ``from_date, to_date, limit`` and the server's own.

    ``cancelled`` is in the docs and not in lomi.'s database, where asking for it fails: with it among the statuses
    none is sent, and the choice is made here. So it is with providers that its database does not know.
    """
    size = str(min(max(query.limit, 1), _LARGEST_PAGE))
    found = {"limit": size, "pageSize": size, "page": str(query.page)}
    if query.statuses and "cancelled" not in query.statuses:
        found["status"] = ",".join(query.statuses)
    if query.provider in _FILTERED_PROVIDERS:
        found["provider"] = query.provider
    if query.from_at is not None:
        found["from_date"] = found["startDate"] = moment(query.from_at)
    if query.to_at is not None:
        found["to_date"] = found["endDate"] = moment(query.to_at)
    return found


def _is_asked_for(one: Transaction, query: TransactionQuery) -> bool:
    """A row without a date is kept: better one to look at too many than money that nobody sees."""
    if query.statuses and one.status not in query.statuses:
        return False
    if query.provider and one.provider.upper() != query.provider.upper():
        return False
    if one.created_at is None:
        return True
    is_early = query.from_at is not None and one.created_at < query.from_at.replace(microsecond=0)
    is_late = query.to_at is not None and one.created_at > query.to_at
    return not (is_early or is_late)
