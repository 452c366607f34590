"""Money that came for a sale, and what of it went back."""

from dataclasses import dataclass
from datetime import datetime

from lomi_pos.till.money import Money
from lomi_pos.till.refunds import RefundState
from lomi_pos.till.words import Message


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
