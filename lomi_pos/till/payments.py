"""Money that came for a sale, and what of it went back: through lomi., or out of the drawer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.states import RefundState
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that lomi. says is there for this sale. Without a transaction until that one has been found."""

    attempt: int
    amount: Money
    received_at: datetime
    transaction_id: str | None = None
    provider: str = ""
    fee: Money | None = None
    net: Money | None = None
    discount: Money | None = None
    """What a coupon took off; ``amount`` is without it."""


@dataclass(frozen=True, slots=True)
class SaleRefund:
    """Money given back, or asked to be, of one payment of a sale.

    ``id`` is that of the journal's refunds; 0 for one that was made elsewhere, in lomi.'s dashboard.
    """

    id: int
    transaction_id: str
    amount: Money
    state: RefundState = RefundState.ASKED
    status: str = ""
    """lomi.'s word, once it has the refund in its books."""
    refund_id: str | None = None
    reason: Message | None = None
    given_at: datetime | None = None
    """Of one made elsewhere: lomi.'s time of it, else when it was first seen."""

    @property
    def is_elsewhere(self) -> bool:
        return self.id == 0


@dataclass(frozen=True, slots=True)
class CashBack:
    """``amount`` was taken out of the cash of ``till`` and given to the customer. ``note`` counts from 1 in a sale."""

    note: int
    amount: Money
    at: datetime
    till: str = ""
    who: str = ""


def payment_told_of(
    payments: Sequence[Payment], attempt: Attempt, told: ev.PaymentReceived | ev.PaymentDetailed
) -> Payment | None:
    """The payment that this news is about, if it is old news.

    A session says "completed" without naming its transaction, so the first transaction of an attempt and that word are
    the same money; a second transaction of the attempt is more money. One transaction is one payment, whichever
    attempt it is told of.
    """
    of_attempt = [payment for payment in payments if payment.attempt == attempt.count]
    if told.transaction_id is None:
        return of_attempt[0] if of_attempt else None
    for payment in payments:
        if payment.transaction_id == told.transaction_id:
            return payment
    return next((one for one in of_attempt if may_be_of(one, attempt, told)), None)


def may_be_of(payment: Payment, attempt: Attempt, told: Transaction | ev.PaymentReceived | ev.PaymentDetailed) -> bool:
    """Whether what this transaction tells can be the money of which ``payment``'s session told before.

    A session is paid once. A link is paid by whoever scans it, and its sessions name no transaction: only the amount
    tells these payments apart. It is the gross, before a coupon or after, or the net where the customer bears the fee.
    """
    if payment.transaction_id is not None:
        return False
    gross = told.amount if isinstance(told, (ev.PaymentReceived, ev.PaymentDetailed)) else told.gross
    if attempt.kind is not Kind.LINK or gross is None:
        return True
    return payment.amount in {gross, gross + told.discount if told.discount is not None else gross, told.net}


def with_details(payment: Payment, told: ev.PaymentReceived | ev.PaymentDetailed) -> Payment:
    """``payment`` with what its transaction tells of it."""
    # A session may go on naming the amount before the coupon: what was paid is the transaction's.
    amount = told.amount if told.discount is not None and payment.transaction_id is None else None
    return replace(
        payment,
        amount=min(amount, payment.amount) if amount is not None else payment.amount,
        discount=told.discount or payment.discount,
        transaction_id=told.transaction_id,
        provider=told.provider or payment.provider,
        fee=told.fee or payment.fee,
        net=told.net or payment.net,
    )
