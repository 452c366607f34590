"""Transactions (lomi. docs, Transactions; lomi.'s source, ``core/transactions``). They are only read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lomi_pos.api.checks import check_uuid
from lomi_pos.api.json_body import moment
from lomi_pos.api.pages import Listing, flag
from lomi_pos.api.transport import Transport
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.rows import Rows

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction

_PATH = "/transactions"


def _to_transaction(raw: Any) -> Transaction:
    from lomi_pos.api.transaction_wire import to_transaction  # noqa: PLC0415  a charge leaves before it is there

    return to_transaction(raw)


_LIST = Listing(_PATH, _to_transaction, usual=20)

PROVIDERS_IN_THE_DATABASE = frozenset({"WAVE", "MTN", "STRIPE", "SPI", "JUMBO", "CYBERSOURCE", "FREE"})

_IN_THE_DATABASE: Mapping[str, frozenset[str]] = {
    "status": frozenset({"pending", "completed", "failed", "refunded", "expired"}),
    "provider": PROVIDERS_IN_THE_DATABASE,
    "type": frozenset({"payment", "instalment"}),
    "currency": frozenset({"XOF", "USD", "EUR"}),
    "paymentMethod": frozenset({"MOBILE_MONEY", "CARDS", "BANK_TRANSFER", "BNPL", "FREE"}),
}
"""The words that lomi.'s database knows. Asking for one that it does not know fails, also for some that the docs name:
``cancelled``, ``ORANGE``, ``refund``, ``payout``."""


async def get(transport: Transport, transaction_id: str) -> Transaction:
    answer = await transport.read(f"{_PATH}/{check_uuid(transaction_id)}")
    return replace(answer.read_asked(transaction_id, _to_transaction), id=transaction_id)


async def find(transport: Transport, query: TransactionQuery, *, environment: str) -> Rows[Transaction]:
    """One page, newest first. Whatever the server made of the filters, rows outside them are left out."""
    return await _LIST.page(
        transport,
        filters_of(query),
        limit=query.limit,
        page=query.page,
        keep=lambda one: one.environment in {None, environment} and is_asked_for(one, query),
    )


def filters_of(query: TransactionQuery) -> dict[str, str]:
    """Return the filters in both spellings: the docs' ``from_date, to_date`` and the server's ``startDate, endDate``.

    With a word that lomi.'s database does not know none of its kind is sent, and the choice is made here.
    """
    found = _words("status", query.statuses) | flag("isPos", value=query.is_pos)
    found |= _words("provider", (query.provider,) if query.provider else ())
    found |= _words("type", query.kinds) | _words("currency", query.currencies) | _words("paymentMethod", query.methods)
    if query.from_at is not None:
        found["from_date"] = found["startDate"] = moment(query.from_at)
    if query.to_at is not None:
        found["to_date"] = found["endDate"] = moment(query.to_at)
    return found


def _words(name: str, words: tuple[str, ...]) -> dict[str, str]:
    """Separated by commas, and by nothing else: lomi. does not trim them."""
    return {name: ",".join(words)} if words and _IN_THE_DATABASE[name].issuperset(words) else {}


def is_asked_for(one: Transaction, query: TransactionQuery) -> bool:
    """Whether ``one`` passes the filters.

    A row that does not say enough is kept: better one to look at too many than money that nobody sees.
    """
    currency = one.gross.currency if one.gross is not None else ""
    has_words = (
        (not query.statuses or one.status in query.statuses)
        and (not query.provider or one.provider.upper() == query.provider.upper())
        and _is_among(one.kind, query.kinds)
        and _is_among(currency, query.currencies)
        and _is_among(one.method, query.methods)
    )
    if not has_words or (query.is_pos is not None and one.is_pos not in {None, query.is_pos}):
        return False
    if one.created_at is None:
        return True
    is_early = query.from_at is not None and one.created_at < query.from_at.replace(microsecond=0)
    is_late = query.to_at is not None and one.created_at > query.to_at
    return not (is_early or is_late)


def _is_among(word: str, wanted: Iterable[str]) -> bool:
    words = {one.upper() for one in wanted}
    return not words or not word or word.upper() in words
