"""What lomi.'s support needs to find a payment: ids, states and times. Never a key, a phone number or an e-mail.

It is English whatever the shop's language, and never carries what people typed: notes, titles, names.
"""

from datetime import UTC, datetime

from lomi_pos import __version__
from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.payments import Payment
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession


def support_text_of_sale(sale: Sale) -> str:
    account = f"  for {sale.identity.account}" if sale.identity.account else ""
    lines = [
        f"lomi POS {__version__}",
        f"sale {sale.number}  reference {sale.reference}  {sale.identity.environment}{account}",
        f"state {sale.state}{_flags_of(sale)}",
        f"amount {sale.amount}" + (f"  received {sale.received}" if sale.received else ""),
        f"created {_time(sale.created_at)}",
    ]
    for attempt in sale.attempts:
        lines += _attempt_lines(attempt)
    for payment in sale.payments:
        lines.append(_payment_line(payment))
    for refund in sale.refunds:
        lines.append(
            f"refund  {refund.amount}  {refund.state}  {refund.status or '-'}  id {refund.refund_id or '-'}"
            f"  transaction {refund.transaction_id}"
        )
    lines += [f"cash back  {one.amount}  till {one.till}  {_time(one.at)}" for one in sale.cash_backs]
    lines.append("events")
    lines += [f"  {_time(event.at)}  {_event_words(event)}" for event in sale.history]
    return "\n".join(lines) + "\n"


def support_text_of_transaction(seen: Transaction) -> str:
    lines = [
        f"lomi POS {__version__}",
        f"transaction {seen.id}  {seen.environment or ''}".rstrip(),
        f"status {seen.status}  kind {seen.kind}",
        f"gross {seen.gross}  fee {seen.fee}  net {seen.net}",
        f"provider {seen.provider or '-'}  provider transaction {seen.provider_transaction_id or '-'}",
        f"checkout session {seen.checkout_session_id or '-'}",
        f"reference {seen.metadata.get('order_ref', '-')}",
        f"created {_time(seen.created_at)}",
    ]
    return "\n".join(lines) + "\n"


def support_text_of_session(row: ListedSession) -> str:
    seen = row.session
    lines = [
        f"lomi POS {__version__}",
        f"checkout session {seen.id}  {seen.environment or ''}".rstrip(),
        f"status {seen.status}  amount {seen.amount}",
        f"payment link {seen.payment_link_id or '-'}",
        f"reference {seen.metadata.get('order_ref', '-')}",
        f"created {_time(seen.created_at)}  expires {_time(seen.expires_at)}",
    ]
    return "\n".join(lines) + "\n"


def _flags_of(sale: Sale) -> str:
    return f"  ({', '.join(sorted(sale.flags))})" if sale.flags else ""


def _attempt_lines(attempt: Attempt) -> list[str]:
    fault = f"  reason {attempt.reason.code}" if attempt.reason else ""
    return [
        f"attempt {attempt.count}  {attempt.kind}  {attempt.state}  unclear tries {attempt.unclear_tries}{fault}",
        f"  id {attempt.remote_id or '-'}",
        f"  request {attempt.idempotency_key or '-'}",
        f"  made {_time(attempt.made_at)}  first tried {_time(attempt.first_tried_at)}",
        f"  expires {_time(attempt.expires_at)}",
    ]


def _payment_line(payment: Payment) -> str:
    return (
        f"payment  {payment.amount}  {payment.provider or '-'}  {_time(payment.received_at)}"
        f"  transaction {payment.transaction_id or '-'}"
    )


def _event_words(event: ev.Event) -> str:
    """The event's name and its ids and codes; what a person or a server wrote in free words stays here."""
    words = [type(event).__name__]
    for name in ("attempt", "fault", "remote_id", "refund", "refund_id", "transaction_id", "provider", "word"):
        value = getattr(event, name, None)
        if value:
            words.append(f"{name}={value}")
    reason = getattr(event, "reason", None)
    if reason is not None:
        words.append(f"reason={reason.code}")
    return " ".join(words)


def _time(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else "-"
