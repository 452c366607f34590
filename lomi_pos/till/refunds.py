"""Money given back through lomi. (lomi. docs, Refunds; lomi.'s source, ``core/refunds``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.money import Money

REFUND_STATUSES = ("pending", "completed", "failed")


@dataclass(frozen=True, slots=True)
class RefundDraft:
    """A refund to be asked for. ``is_full`` says whether all of the transaction goes back.

    ``provider`` is the transaction's. lomi. gives back cards (``STRIPE``) and ``WAVE`` only.
    """

    transaction_id: str
    amount: Money
    is_full: bool = True
    reason: str = ""
    provider: str = ""
    subscription_action: str = ""

    @property
    def pays_first(self) -> bool:
        """Whether lomi. pays the customer before it books: then most refusals can come after the money has left."""
        return self.provider.upper() == "WAVE" and not self.is_full


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund as lomi. tells it. ``status`` is its word: ``pending``, ``completed``, ``failed``.

    Amounts are whole smallest units of the transaction's currency, which lomi. does not repeat; None when unreadable.
    ``is_by_hand``: lomi.'s people give the money back themselves, later.
    """

    id: str
    transaction_id: str | None
    status: str
    amount_minor: int | None = None
    fee_minor: int | None = None
    currency: str | None = None
    reason: str = ""
    message: str = ""
    is_by_hand: bool = False
    provider_refund_id: str = ""
    subscription_action: str = ""
    environment: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    request_id: str = ""
    """Of the request that made it, for lomi.'s support; empty when it was only read."""
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Fields that this version does not know, to be shown as they came."""


@dataclass(frozen=True, slots=True)
class RefundQuery:
    """Filters of ``GET /refunds``; empty means all. Dates are inclusive; ``page`` counts from 1.

    lomi. has no filter for ``transaction_id``: it is chosen here, out of each page.
    """

    transaction_id: str = ""
    status: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    limit: int = 50
    page: int = 1
