"""What commands print: JSON for programs, a line for people."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TextIO

from lomi_pos.cli.words import Words
from lomi_pos.engine.news import News, Trouble
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.links import ShopLink
from lomi_pos.till.lomi import PaymentLink, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.payments import SaleRefund
from lomi_pos.till.refunding import AskedRefund
from lomi_pos.till.sale import Sale


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on one line, at once: a program may be reading along."""
    _put(json.dumps(value, ensure_ascii=False), sys.stdout)


def print_line(text: str = "") -> None:
    _put(text, sys.stdout)


def print_error(text: str) -> None:
    _put(text, sys.stderr)


def _put(text: str, stream: TextIO | None) -> None:
    """Write a line, as long as somebody takes it. Whoever has gone (``| head``) ends no sale that is being watched."""
    if stream is None:  # closed before the start
        return
    try:
        print(text, file=stream, flush=True)
    except OSError as failed:
        _abandon(stream)
        if not isinstance(failed, BrokenPipeError):
            _lost.append(failed)


def _abandon(stream: TextIO) -> None:
    """From here on ``stream`` leads nowhere: what is still in it would fail again, at the latest at the exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


_lost: list[OSError] = []


def lost_output() -> OSError | None:
    """Why something could not be written, though somebody wants it: a full disk. Told once."""
    return _lost.pop() if _lost else None


def tells_of_copies(words: Words) -> Callable[[News], None]:
    """Hears the engine's news, and says on standard error what became of the journal and its copies."""

    def _tell(news: News) -> None:
        if isinstance(news, Trouble) and news.message.code.startswith(("copy_", "journal_")):
            print_error(words.tell(news.message))

    return _tell


def without_nones(**fields: Any) -> dict[str, Any]:
    """Keys that do not apply are absent."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def time_json(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.minor


def sale_json(sale: Sale) -> dict[str, Any]:
    """One sale as ``sales --json`` has it (surface)."""
    return {
        "number": sale.number,
        "reference": sale.reference,
        "state": sale.state.value,
        "flags": sorted(flag.value for flag in sale.flags),
        "amount": sale.amount.minor,
        "received": _minor(sale.received),
        "discount": _minor(sale.discount),
        "refunded": _minor(sale.refunded),
        "cash_back": _minor(sale.cash_back),
        "currency": sale.amount.currency,
        "environment": sale.identity.environment,
        "note": sale.note,
        "clerk": sale.clerk,
        "created_at": time_json(sale.created_at),
        "settled_at": time_json(sale.settled_at),
        "attempts": [_attempt_json(attempt) for attempt in sale.attempts],
        "transactions": sorted(sale.transaction_ids),
        "refunds": [_refund_json(refund) for refund in sale.refunds],
    }


def _refund_json(refund: SaleRefund) -> dict[str, Any]:
    return {
        "id": refund.refund_id,
        "transaction_id": refund.transaction_id,
        "amount": refund.amount.minor,
        "state": refund.state.value,
        "status": refund.status,
        "reason": refund.reason.english() if refund.reason is not None else None,
        "made_here": not refund.is_elsewhere,
    }


def asked_refund_json(refund: AskedRefund) -> dict[str, Any]:
    """A refund that was open when the till stopped, as ``recover --json`` has it."""
    return {
        "id": refund.refund_id,
        "transaction_id": refund.order.transaction_id,
        "amount": (refund.given or refund.order.amount).minor,
        "state": refund.state.value,
        "status": refund.status,
        "reason": refund.trouble.english() if refund.trouble is not None else None,
    }


def _attempt_json(attempt: Attempt) -> dict[str, Any]:
    return {
        "kind": attempt.kind.value,
        "id": attempt.remote_id,
        "url": attempt.url,
        "state": attempt.state.value,
        "idempotency_key": attempt.idempotency_key,
        "expires_at": time_json(attempt.expires_at),
    }


def event_json(event: str, at: datetime, sale: Sale) -> dict[str, Any]:
    """One line of ``charge --json`` (surface)."""
    attempt = sale.attempt
    remote_id = attempt.remote_id if attempt else None
    payment = sale.payments[-1] if sale.payments else None
    is_link = attempt is not None and attempt.kind is Kind.LINK
    is_phone = attempt is not None and attempt.kind.is_phone
    return without_nones(
        event=event,
        at=time_json(at),
        sale=sale.number,
        reference=sale.reference,
        amount=sale.amount.minor,
        currency=sale.amount.currency,
        environment=sale.identity.environment,
        session_id=None if is_link or is_phone else remote_id,
        link_id=remote_id if is_link else None,
        url=attempt.url if attempt else None,
        expires_at=time_json(attempt.expires_at) if attempt else None,
        transaction_id=payment.transaction_id if payment else remote_id if is_phone else None,
        provider=payment.provider if payment else None,
        received=_minor(sale.received),
        discount=_minor(sale.discount),
        reason=sale.reason.english() if sale.reason else None,
    )


def transaction_json(seen: Transaction) -> dict[str, Any]:
    return without_nones(
        transaction_id=seen.id,
        status=seen.status,
        gross_amount=_minor(seen.gross),
        discount_amount=_minor(seen.discount),
        fee_amount=_minor(seen.fee),
        fee_name=seen.fee_name,
        fee_reference=seen.fee_reference,
        net_amount=_minor(seen.net),
        currency=seen.gross.currency if seen.gross else None,
        provider=seen.provider,
        method=seen.method,
        type=seen.kind,
        checkout_session_id=seen.checkout_session_id,
        provider_transaction_id=seen.provider_transaction_id,
        provider_checkout_id=seen.provider_checkout_id,
        product_id=seen.product_id,
        price_id=seen.price_id,
        subscription_id=seen.subscription_id,
        quantity=seen.quantity,
        customer_id=seen.customer_id,
        customer_name=seen.customer_name,
        customer_email=seen.customer_email,
        customer_phone=seen.customer_phone,
        is_pos=seen.is_pos,
        is_bnpl=seen.is_bnpl,
        description=seen.description,
        environment=seen.environment,
        created_at=time_json(seen.created_at),
        updated_at=time_json(seen.updated_at),
        metadata=dict(seen.metadata) or None,
        others=dict(seen.others) or None,
    )


def transaction_line(one: Transaction) -> str:
    at = one.created_at.astimezone().strftime("%Y-%m-%d %H:%M") if one.created_at else ""
    return f"{at:<16}  {one.gross or '?'!s:>18}  {one.status:<10}{one.provider:<8}{one.id}  {one.description}".rstrip()


def record_json(record: Any, *, id_name: str = "id") -> dict[str, Any]:
    """A record of lomi.'s by its names here; its id has the name that lomi. gives it. A secret is never among them."""
    named = {one.name: _plain(getattr(record, one.name)) for one in fields(record) if one.name != "secret"}
    told = without_nones(**{id_name if name == "id" else name: value for name, value in named.items()})
    return {name: value for name, value in told.items() if value not in ({}, [])}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return record_json(value) if is_dataclass(value) and not isinstance(value, Money) else _plain_value(value)


def _plain_value(value: Any) -> Any:
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case datetime():
            return time_json(value)
        case _:
            return value


def shop_link_json(ours: ShopLink) -> dict[str, Any]:
    """A link made here for no sale, as far as it is known."""
    made = link_json(ours.link) if ours.link is not None else {"title": ours.draft.title}
    return {"state": ours.state.value, "reference": ours.reference} | made


def link_json(link: PaymentLink) -> dict[str, Any]:
    return without_nones(
        link_id=link.id,
        url=link.url,
        type=link.kind,
        title=link.title,
        description=link.description,
        amount=_minor(link.amount),
        currency=link.currency,
        product_id=link.product_id,
        is_active=link.is_active,
        expires_at=time_json(link.expires_at),
        environment=link.environment,
        created_at=time_json(link.created_at),
    )
