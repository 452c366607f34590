"""What can happen to a sale. Events are only ever appended; a sale is the fold of its events (``sale.py``).

Every event has ``at`` (UTC) and ``who``: ``clerk`` (or a clerk's name), ``lomi.`` or ``till``. ``attempt`` counts
from 1.
"""

from dataclasses import dataclass
from datetime import datetime

from lomi_pos.till.money import Money
from lomi_pos.till.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all of them say."""

    at: datetime
    who: str = "till"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMade(Event):
    """The attempt, its key and its exact body are on disk. Nothing has been sent yet."""

    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptTried(Event):
    """The socket is about to open. Written before every first try, so that a crash after it is known to be unclear.

    ``lomis_at`` is the time at lomi., which forgets keys by its own clock; None when that was not known.
    """

    attempt: int
    lomis_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptUnclear(Event):
    """It was sent and no believable answer came: it may exist at lomi. ``fault`` names what happened."""

    attempt: int
    fault: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptOpened(Event):
    """lomi. made it, and its URL may be shown. ``expires_at`` is lomi.'s own."""

    attempt: int
    remote_id: str
    url: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFailed(Event):
    """A firm no: it does not exist at lomi. and nothing was charged."""

    attempt: int
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionNeeded(Event):
    """Only a person can decide. ``remote_id`` when lomi. made something that must not be shown."""

    attempt: int
    reason: Message
    remote_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPaying(Event):
    """A pending transaction is seen: the customer has chosen how to pay."""

    attempt: int
    transaction_id: str
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDeclined(Event):
    """A failed transaction is seen. The same code is still good."""

    attempt: int
    transaction_id: str
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceived(Event):
    """lomi. says ``completed`` for our own sale. Sticky: nothing later takes it back.

    ``discount`` is what a coupon took off, where the code let one be used.
    """

    attempt: int
    amount: Money
    transaction_id: str | None = None
    provider: str = ""
    fee: Money | None = None
    net: Money | None = None
    discount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetailed(Event):
    """The transaction of a payment that a session had already told of: its provider, fee and net.

    With a coupon also ``discount``, and ``amount``, which was paid without it.
    """

    attempt: int
    transaction_id: str
    provider: str = ""
    fee: Money | None = None
    net: Money | None = None
    amount: Money | None = None
    discount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptExpired(Event):
    """lomi. says ``expired``, twice. Money may still come late, so it goes on being watched."""

    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleCancelled(Event):
    """The clerk gave up. lomi. has no cancel: the customer can still pay, and it goes on being watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUnknown(Event):
    """lomi. used a status word that we do not know. The last known state stands."""

    attempt: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleAcknowledged(Event):
    """Someone has dealt with what was on top of the rail (late, twice, underpaid, ...)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleTakenUpAgain(Event):
    """That it was dealt with was a slip of the hand: it needs someone as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashGivenBack(Event):
    """Someone handed money of this sale back in cash, and says so. It is no refund at lomi.: lomi. knows nothing of it.

    ``note`` counts from 1 in the sale; ``till`` is the letter of the till whose cash it was.
    """

    note: int
    amount: Money
    till: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashNoteUndone(Event):
    """That note was wrong: the cash was not handed back."""

    note: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeShown(Event):
    """The QR was put on a screen or a receipt."""

    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPrinted(Event):
    """Paper has come out of a printer. ``slip`` is ``receipt`` or ``code``; ``who`` is ``till`` when by itself."""

    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked(Event):
    """A refund of one of the sale's transactions is on disk. Nothing has been sent yet. ``refund`` is its id here."""

    refund: int
    amount: Money
    transaction_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundUnclear(Event):
    """It was sent and no believable answer came: the money may have gone back. It is never sent again."""

    refund: int
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundDone(Event):
    """lomi. has it in its books. ``word`` is its status: ``completed``, or ``pending`` until the money has arrived."""

    refund: int
    amount: Money
    word: str
    refund_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRefused(Event):
    """No money went back, or it came back."""

    refund: int
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSeen(Event):
    """lomi.'s books have a refund of this sale that nobody asked for here: it was made in its dashboard.

    ``word`` is lomi.'s, ``failed`` when the money came back. Without ``refund_id`` only the transaction told of it.
    ``given_at`` is lomi.'s time of it, where lomi. says one.
    """

    transaction_id: str
    amount: Money
    word: str
    refund_id: str | None = None
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalWentBack(Event):
    """A copy of the journal took its place, or its end was lost: it knows nothing of the sale after ``at``."""


EVENT_TYPES: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        AttemptMade,
        AttemptTried,
        AttemptUnclear,
        AttemptOpened,
        AttemptFailed,
        AttentionNeeded,
        CustomerPaying,
        PaymentDeclined,
        PaymentReceived,
        PaymentDetailed,
        AttemptExpired,
        SaleCancelled,
        StatusUnknown,
        SaleAcknowledged,
        SaleTakenUpAgain,
        CashGivenBack,
        CashNoteUndone,
        CodeShown,
        ReceiptPrinted,
        RefundAsked,
        RefundUnclear,
        RefundDone,
        RefundRefused,
        RefundSeen,
        JournalWentBack,
    )
}
"""By the name under which the journal writes them. A name once released is never used for something else."""
