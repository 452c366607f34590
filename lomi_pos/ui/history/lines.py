"""A whole sale as the one line that lists show, and which rows belong in a list."""

from datetime import datetime

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.sale_lines import SaleLine
from lomi_pos.till.sessions import ListedSession


def line_of(sale: Sale) -> SaleLine:
    """The line of ``sale``, for when news of it comes in while its list is on screen."""
    environment = sale.attempts[-1].identity.environment if sale.attempts else sale.identity.environment
    return SaleLine(
        id=sale.id,
        number=sale.number,
        reference=sale.reference,
        created_at=sale.created_at,
        amount=sale.amount,
        received=sale.received,
        state=sale.state,
        flags=frozenset(str(flag) for flag in sale.flags),
        needs_someone=sale.needs_someone,
        note=sale.note,
        clerk=sale.clerk,
        provider=sale.provider,
        environment=environment,
        settled_at=sale.settled_at,
        refunded=sale.refunded,
        cash_back=sale.cash_back,
        progress=sale.progress,
    )


def is_between(at: datetime | None, from_at: datetime | None, to_at: datetime | None) -> bool:
    """Whether ``at`` lies in the period asked for. lomi. may answer outside it, and an undated row is never hidden."""
    if at is None:
        return True
    return (from_at is None or at >= from_at) and (to_at is None or at <= to_at)


def transaction_has(seen: Transaction, number: str, text: str) -> bool:
    """Whether a search for ``text`` finds this transaction: an amount (``12500``, ``12 500``), a number, a word."""
    return _has(
        text,
        seen.gross,
        number,
        seen.id,
        seen.status,
        seen.provider,
        seen.description,
        seen.customer_name,
        seen.provider_transaction_id,
        *seen.metadata.values(),
    )


def session_has(row: ListedSession, text: str) -> bool:
    """The same for a checkout session."""
    seen = row.session
    return _has(
        text,
        seen.amount,
        row.number,
        seen.id,
        row.status,
        row.provider,
        seen.title,
        seen.description,
        seen.customer_name,
        seen.payment_link_id or "",
        *seen.metadata.values(),
    )


def _has(text: str, amount: Money | None, *places: str) -> bool:
    wanted = text.casefold().strip()
    figures = "".join(wanted.split())
    if figures.isdecimal() and amount is not None and figures in str(amount.minor):
        return True
    return any(wanted in place.casefold() for place in places)
