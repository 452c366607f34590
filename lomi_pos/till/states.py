"""The words for how a sale stands. Apart from ``sale.py``, so that a list of sales can be drawn before there is one."""

from enum import StrEnum


class State(StrEnum):
    """Where a sale stands. The words are part of the surface: JSON, exit codes and the window's title carry them."""

    DRAFT = "draft"
    CREATING = "creating"
    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ATTENTION = "attention"


class Flag(StrEnum):
    """What else is true of a sale. The words are part of the surface."""

    LATE = "late"
    UNDERPAID = "underpaid"
    OVERPAID = "overpaid"
    DISCOUNTED = "discounted"
    TWICE = "twice"
    SUPERSEDED = "superseded"
    PRACTICE = "practice"
    REFUNDED = "refunded"
    PARTLY_REFUNDED = "partly_refunded"
    REFUND_UNCLEAR = "refund_unclear"
    CASH_BACK = "cash_back"
    """Some of its money was handed back in cash, which is no refund at lomi."""


class Progress(StrEnum):
    """What is known of a sale on its way, beyond its state. The journal writes these words."""

    NONE = ""
    PAYING = "paying"
    """lomi. has a payment of it that is not through yet."""
    DECLINED = "declined"
    """A payment of it was refused, and its code is still good."""
    UNCONFIRMED = "unconfirmed"
    """Nobody knows yet whether its code was made."""


class RefundState(StrEnum):
    """Where a refund asked for at this till stands."""

    ASKED = "asked"
    """Written down; it may be on its way."""
    DONE = "done"
    """lomi. has it in its books, though the money may still be on its way."""
    REFUSED = "refused"
    """A firm no, or it came back: the shop has the money."""
    UNCLEAR = "unclear"
    """Sent, and nobody knows: it is looked for, and never sent again."""
