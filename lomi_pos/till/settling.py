"""Does this session, or this transaction, settle this sale? Amount and time alone never do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.payments import may_be_of
from lomi_pos.till.reference import references_in
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession, Transaction


MADE_FOR_ANOTHER = "made_for_another"
"""The code of the difference that makes it another organization's, and none of ours to show, to watch or to send."""


def news_of_session(sale: Sale, attempt: Attempt, seen: CheckoutSession, at: datetime) -> tuple[ev.Event, ...]:
    """What a look at ``attempt``'s session tells; empty when it tells nothing new.

    ``expired`` is told here as it stands: the caller confirms it with a second look first.
    """
    if seen.id != attempt.remote_id:
        return ()
    if seen.is_completed:
        return _news_of_completed_session(sale, attempt, seen, at)
    if seen.is_expired:
        is_news = attempt.state is State.OPEN
        return (ev.AttemptExpired(at=at, who="lomi.", attempt=attempt.count),) if is_news else ()
    if not seen.is_open and attempt.status_word != seen.status:
        return (ev.StatusUnknown(at=at, who="lomi.", attempt=attempt.count, word=seen.status),)
    if seen.is_open and attempt.status_word:
        return (ev.StatusUnknown(at=at, who="lomi.", attempt=attempt.count, word=""),)
    return ()


def _news_of_completed_session(
    sale: Sale, attempt: Attempt, seen: CheckoutSession, at: datetime
) -> tuple[ev.Event, ...]:
    if any(payment.attempt == attempt.count for payment in sale.payments):
        return ()
    amount = seen.amount
    if amount is None:
        return ()
    if amount.currency != sale.amount.currency:
        if attempt.is_paid_in_another_currency:
            return ()
        reason = Message("currency_differs", {"received": str(amount), "asked": str(sale.amount)})
        return (ev.AttentionNeeded(at=at, attempt=attempt.count, reason=reason),)
    if seen.environment not in {None, attempt.identity.environment}:
        return ()
    return (ev.PaymentReceived(at=at, who="lomi.", attempt=attempt.count, amount=amount),)


def news_of_link_session(sale: Sale, attempt: Attempt, seen: CheckoutSession, at: datetime) -> tuple[ev.Event, ...]:
    """What a session that lomi. made for ``attempt``'s link tells: money when it is completed, else nothing.

    Unlike our own session's, its amount must be said: nobody but lomi. knows what it was made for.
    """
    if attempt.kind is not Kind.LINK or seen.payment_link_id != attempt.remote_id:
        return ()
    if not seen.is_completed or seen.amount is None:
        return ()
    return _news_of_completed_session(sale, attempt, seen, at)


def attempt_of_transaction(sale: Sale, seen: Transaction) -> Attempt | None:
    """The attempt of ``sale`` for which this transaction was made, by the strongest evidence it carries; else None.

    In order: its ``checkout_session_id``; the same in its metadata; the id of its link; our reference in
    ``metadata.order_ref``; for a link or a charge, of which lomi. keeps no metadata, our reference at the end of the
    title given as description. The link's id comes before the attempt that its metadata names: a link whose making
    was unclear is taken over by the next attempt, and keeps the first one's metadata.
    """
    session_ids = {
        seen.checkout_session_id,
        seen.metadata.get("checkout_session_id"),
        seen.metadata.get("checkoutSessionId"),
    } - {None, ""}
    for attempt in sale.attempts:
        if attempt.remote_id is not None and attempt.remote_id in session_ids:
            return attempt
        if attempt.kind is Kind.LINK and _is_of_link(attempt, seen):
            return attempt
        if attempt.kind.is_phone and attempt.remote_id == seen.id:
            return attempt
    if seen.metadata.get("order_ref") == sale.reference:
        return _attempt_named(sale, seen.metadata.get("attempt", ""))
    return _attempt_described(sale) if sale.reference in references_in(seen.description) else None


def _attempt_described(sale: Sale) -> Attempt | None:
    """A charge that is none of those known was asked for after them, by a journal that an older one has replaced."""
    first = sale.attempts[0]
    if first.kind.is_phone:
        return sale.attempts[-1]
    return next((one for one in sale.attempts if one.kind is Kind.LINK), None)


def _attempt_named(sale: Sale, count: str) -> Attempt:
    if count.isdecimal() and 1 <= int(count) <= len(sale.attempts):
        return sale.attempt_numbered(int(count))
    return sale.attempts[-1]


def _is_of_link(attempt: Attempt, seen: Transaction) -> bool:
    return attempt.remote_id is not None and seen.metadata.get("payment_link_id") == attempt.remote_id


def news_of_transaction(sale: Sale, seen: Transaction, at: datetime) -> tuple[ev.Event, ...]:  # noqa: PLR0911  a case a line
    """What one transaction of the list tells of ``sale``; empty when it is not its own, or nothing new.

    A completed one in the same currency and environment is money, whatever its amount: a difference is shown as a flag.
    """
    attempt = attempt_of_transaction(sale, seen)
    if attempt is None or seen.environment not in {None, attempt.identity.environment}:
        return ()
    if attempt.kind.is_phone and attempt.remote_id == seen.id:
        return news_of_charge(sale, attempt, seen, at)
    if seen.is_completed_payment and seen.gross is not None:
        return _news_of_money(sale, attempt, seen, at)
    if attempt.kind.is_phone:
        return ()
    if seen.tells_of_a_refund:
        return _news_of_detail(sale, attempt, seen, at)
    if sale.state is not State.OPEN or sale.transaction_ids & {seen.id}:
        return ()
    if seen.status == "pending" and not attempt.customer_is_paying:
        return (
            ev.CustomerPaying(
                at=at, who="lomi.", attempt=attempt.count, transaction_id=seen.id, provider=seen.provider
            ),
        )
    if seen.status == "failed" and not _was_told(sale, seen.id):
        return (
            ev.PaymentDeclined(
                at=at, who="lomi.", attempt=attempt.count, transaction_id=seen.id, provider=seen.provider
            ),
        )
    return ()


def news_of_charge(sale: Sale, attempt: Attempt, seen: Transaction, at: datetime) -> tuple[ev.Event, ...]:
    """What the transaction of a phone charge tells. It ends with it, and yet money can come late."""
    if seen.id != attempt.remote_id or seen.environment not in {None, attempt.identity.environment}:
        return ()
    if seen.is_completed_payment and seen.gross is not None:
        return _news_of_money(sale, attempt, seen, at)
    return _end_of_charge(attempt, seen.status, at) if attempt.state is State.OPEN else ()


def _end_of_charge(attempt: Attempt, status: str, at: datetime) -> tuple[ev.Event, ...]:
    if status in {"failed", "cancelled"}:
        return (ev.AttemptFailed(at=at, who="lomi.", attempt=attempt.count, reason=Message("charge_failed")),)
    if status == "expired":
        return (ev.AttemptExpired(at=at, who="lomi.", attempt=attempt.count),)
    word = "" if status in {"pending", "refunded"} else status
    if word != attempt.status_word:
        return (ev.StatusUnknown(at=at, who="lomi.", attempt=attempt.count, word=word),)
    return ()


def _was_told(sale: Sale, transaction_id: str) -> bool:
    return any(
        isinstance(event, ev.PaymentDeclined) and event.transaction_id == transaction_id for event in sale.history
    )


def _news_of_money(sale: Sale, attempt: Attempt, seen: Transaction, at: datetime) -> tuple[ev.Event, ...]:
    assert seen.gross is not None  # noqa: S101  the caller has looked
    if seen.id in sale.transaction_ids:
        return ()
    if seen.gross.currency != sale.amount.currency:
        if attempt.is_paid_in_another_currency or sale.payments:
            return ()
        reason = Message("currency_differs", {"received": str(seen.gross), "asked": str(sale.amount)})
        return (ev.AttentionNeeded(at=at, attempt=attempt.count, reason=reason),)
    return _news_of_detail(sale, attempt, seen, at) or (
        ev.PaymentReceived(
            at=at,
            who="lomi.",
            attempt=attempt.count,
            amount=seen.gross,
            transaction_id=seen.id,
            provider=seen.provider,
            fee=seen.fee,
            net=seen.net,
            discount=_discount_of(sale, attempt, seen),
        ),
    )


def _discount_of(sale: Sale, attempt: Attempt, seen: Transaction) -> Money | None:
    """What a coupon took off, where the code let one be used and less than asked was paid; else None."""
    off, gross = seen.discount, seen.gross
    if off is None or gross is None or off.minor <= 0 or not attempt.takes_coupons:
        return None
    return off if off.currency == gross.currency and gross.minor < sale.amount.minor else None


def _news_of_detail(sale: Sale, attempt: Attempt, seen: Transaction, at: datetime) -> tuple[ev.Event, ...]:
    """Whose payment it is, when its session has told of the money before. One that was given back settles nothing."""
    is_detail = any(one.attempt == attempt.count and may_be_of(one, attempt, seen) for one in sale.payments)
    if not is_detail or seen.id in sale.transaction_ids:
        return ()
    discount = _discount_of(sale, attempt, seen)
    return (
        ev.PaymentDetailed(
            at=at,
            who="lomi.",
            attempt=attempt.count,
            transaction_id=seen.id,
            provider=seen.provider,
            fee=seen.fee,
            net=seen.net,
            amount=seen.gross if discount else None,
            discount=discount,
        ),
    )


def difference_of(
    amount: Money | None,
    environment: str | None,
    *,
    asked: Money,
    identity: Identity,
    organization_id: str | None = None,
) -> Message | None:
    """How a session or link just made differs from what was asked, or None. Absent fields are no difference.

    ``organization_id`` is whose it is: a member of lomi. Network's where the till sells for one, else the key's.
    """
    if amount is not None and amount.currency != asked.currency:
        return Message("made_other_currency", {"ours": asked.currency, "theirs": amount.currency})
    if amount is not None and amount.minor != asked.minor:
        return Message("made_other_amount", {"ours": str(asked), "theirs": str(amount)})
    if environment is not None and environment != identity.environment:
        return Message("made_other_environment", {"ours": identity.environment, "theirs": environment})
    if not identity.account and None not in {organization_id, identity.organization_id}:
        return Message(MADE_FOR_ANOTHER) if organization_id != identity.organization_id else None
    return None
