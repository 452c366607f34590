"""Giving money back from this till: what may be, what is written down of it, and which of lomi.'s refunds is ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from lomi_pos.till import events as ev
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.payments import SaleRefund
from lomi_pos.till.queries import CLOCKS_APART
from lomi_pos.till.reference import references_in
from lomi_pos.till.refunds import Refund, RefundDraft
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import RefundState
from lomi_pos.till.text import clean
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Transaction

GIVE_BACK = frozenset({"WAVE", "STRIPE", "CARD", "CARDS"})
"""The providers whose payments lomi. gives back (lomi.'s source, ``core/refunds``)."""

REASON_LENGTH = 80

LOOKED_FOR = timedelta(days=7)
"""So long one is looked for by itself, and after that when a person asks."""

_BEFORE_REFERENCE = " · "
_OPEN = frozenset({RefundState.ASKED, RefundState.UNCLEAR})


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What a person asks for: ``amount`` of the ``paid`` of one transaction, back to whoever paid it."""

    transaction_id: str
    amount: Money
    paid: Money
    provider: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskedRefund:
    """A refund asked for at this till. What is asked never changes; from ``state`` on is what became of it."""

    id: int
    reference: str
    order: RefundOrder
    is_full: bool
    body: bytes = field(repr=False)
    identity: Identity
    asked_at: datetime
    clerk: str = ""
    sale_id: int | None = None
    state: RefundState = RefundState.ASKED
    tried_at: datetime | None = None
    """When the socket was about to open; None: nothing was sent."""
    tried_lomis_at: datetime | None = None
    """The same by lomi.'s clock, where that was known."""
    decided_at: datetime | None = None
    refund_id: str | None = None
    given: Money | None = None
    """What lomi. says it gives back."""
    status: str = ""
    request_id: str = ""
    trouble: Message | None = None

    @property
    def is_open(self) -> bool:
        """Whether a second one of the same payment could pay twice."""
        return self.state in _OPEN

    @property
    def is_on_its_way(self) -> bool:
        """Whether lomi. has it in its books, and it can still come back."""
        return self.state is RefundState.DONE and self.status == "pending"

    def is_looked_for(self, now: datetime, lomis_now: datetime) -> bool:
        """Whether it is young enough to be looked for: by lomi.'s clock where it told, since ours may have been set."""
        if self.tried_lomis_at is not None:
            return lomis_now - self.tried_lomis_at < LOOKED_FOR
        return min(now, lomis_now) - self.asked_at < LOOKED_FOR

    @property
    def draft(self) -> RefundDraft:
        order = self.order
        return draft_of(order, self.reference, is_full=self.is_full)


def draft_of(order: RefundOrder, reference: str, *, is_full: bool) -> RefundDraft:
    """What lomi. is asked: the reason ends with our reference, by which the refund is known again."""
    reason = clean(order.reason, REASON_LENGTH)
    named = f"{reason}{_BEFORE_REFERENCE}{reference}" if reason else reference
    return RefundDraft(order.transaction_id, order.amount, is_full, named, order.provider)


# ---------------------------------------------------------------------- the rules
def left_of(paid: Money, earlier: Iterable[AskedRefund], known_minor: int = 0) -> Money:
    """What of a payment has not been given back. ``known_minor`` is what is known in all, from elsewhere too."""
    given = sum((one.given or one.order.amount).minor for one in earlier if one.state is RefundState.DONE)
    return Money(max(0, paid.minor - max(given, known_minor)), paid.currency)


def hindrance(provider: str, paid: Money, earlier: Sequence[AskedRefund], known_minor: int = 0) -> Message | None:
    """Why nothing of this payment can be given back from here, known before anyone types an amount; else None."""
    if any(one.is_open for one in earlier):
        return Message("refund_open")
    if left_of(paid, earlier, known_minor).minor == 0:
        return Message("refund_all_back")
    if not provider:
        return Message("refund_provider_unknown")
    if not may_go_back(provider):
        return Message("refund_provider", {"provider": provider})
    return None


def may_go_back(provider: str) -> bool:
    """Whether lomi. gives payments of this provider back at all."""
    return provider.upper() in GIVE_BACK


def check_order(order: RefundOrder, earlier: Sequence[AskedRefund], known_minor: int = 0) -> None:
    """Refuse what may not be sent.

    Raises:
        TillRefusal: the rules say no; nothing was written.
    """
    hindered = hindrance(order.provider, order.paid, earlier, known_minor)
    if hindered is not None:
        raise TillRefusal(hindered.code, **hindered.values)
    if order.amount.minor <= 0:
        raise TillRefusal("amount_zero")
    left = left_of(order.paid, earlier, known_minor)
    if order.amount.currency != left.currency or order.amount > left:
        raise TillRefusal("refund_too_much", left=left)


def objection(order: RefundOrder, seen: Transaction, listed: Iterable[Refund]) -> Message | None:
    """Why lomi.'s own books, read just before, speak against sending it; else None."""
    if seen.status == "refunded":
        return Message("refund_all_back")
    if seen.status != "completed":
        return Message("refund_not_completed", {"status": seen.status})
    paid = seen.gross or order.paid
    given = sum(one.amount_minor or 0 for one in listed if _is_of(order, one) and one.status != "failed")
    if order.amount.currency != paid.currency or order.amount.minor > paid.minor - given:
        return Message("refund_too_much", {"left": str(Money(max(0, paid.minor - given), paid.currency))})
    return None


# ---------------------------------------------------------------------- which one is ours
def find_ours(asked: AskedRefund, listed: Iterable[Refund], others: Collection[str | None]) -> Refund | None:
    """Which of lomi.'s refunds is ``asked``, or None.

    Its reason names our reference. Where lomi. dropped the reason, the only one of the same transaction and amount
    since then is it; when there are two, nobody can tell. ``others`` are the ids of refunds known to be another's.
    """
    rows = [one for one in listed if one.id not in others and _is_of(asked.order, one)]
    for row in rows:
        if asked.reference in references_in(row.reason):
            return row
    nameless = [row for row in rows if not row.reason and _may_be(asked, row)]
    return nameless[0] if len(nameless) == 1 else None


def _is_of(order: RefundOrder, seen: Refund) -> bool:
    return _names(seen, order.transaction_id)


def is_about(order: RefundOrder, made: Refund) -> bool:
    """Whether an answer to ``order`` can be about it; one that names no payment can."""
    return made.transaction_id is None or _is_of(order, made)


def _names(seen: Refund, transaction_id: str) -> bool:
    return seen.transaction_id is not None and seen.transaction_id.lower() == transaction_id.lower()


def _may_be(asked: AskedRefund, seen: Refund) -> bool:
    """A row that is still pending can say that nothing was refunded yet."""
    is_amount = seen.amount_minor == asked.order.amount.minor or (seen.status == "pending" and not seen.amount_minor)
    since_then = (asked.tried_lomis_at or asked.asked_at) - CLOCKS_APART
    return is_amount and (seen.created_at is None or seen.created_at >= since_then)


def is_all_given_back(asked: AskedRefund, seen: Transaction, listed: Iterable[Refund]) -> bool:
    """Whether the transaction alone shows that ``asked`` was done: refunded, and no other refund accounts for it."""
    return seen.status == "refunded" and asked.is_full and not any(_is_of(asked.order, one) for one in listed)


def since(asked: AskedRefund, lomis_time: datetime) -> datetime:
    """From when on lomi.'s list is read. What was asked for in lomi.'s future was timed by a wrong clock."""
    if asked.tried_lomis_at is not None:
        return asked.tried_lomis_at - CLOCKS_APART
    is_timed_wrongly = asked.asked_at - lomis_time > CLOCKS_APART
    return (lomis_time - LOOKED_FOR if is_timed_wrongly else asked.asked_at) - CLOCKS_APART


def event_of(asked: AskedRefund, at: datetime) -> ev.Event | None:
    """What its sale is told of where ``asked`` stands now; None while it is only on its way."""
    match asked.state:
        case RefundState.DONE:
            amount = asked.given or asked.order.amount
            return ev.RefundDone(
                at=at, who="lomi.", refund=asked.id, amount=amount, word=asked.status, refund_id=asked.refund_id
            )
        case RefundState.REFUSED:
            return ev.RefundRefused(at=at, refund=asked.id, reason=asked.trouble or Message("refund_failed"))
        case RefundState.UNCLEAR:
            return ev.RefundUnclear(at=at, refund=asked.id, reason=asked.trouble or Message("refund_open"))
        case RefundState.ASKED:
            return None


# ---------------------------------------------------------------------- what was given back elsewhere
def news_of_refunds(
    sale: Sale, seen: Transaction, listed: Iterable[Refund], ours: Collection[AskedRefund], at: datetime
) -> tuple[ev.Event, ...]:
    """What lomi.'s books tell of money of ``sale`` that was not given back here; empty when it is nothing new.

    ``seen`` is one of its payments as lomi. has it now, ``listed`` are the refunds of it that lomi. names, and ``ours``
    those asked for here. While one of ours is open nobody can tell whose a refund is, so nothing is told.
    Where all went back and no list accounts for it, the rest is told without a name.
    """
    if any(one.is_open for one in ours):
        return ()
    rows = [one for one in listed if _names(one, seen.id) and not _is_ours(one, ours)]
    told: list[ev.Event] = []
    for row in sorted(rows, key=lambda one: (one.created_at or at, one.id)):
        if not row.amount_minor:
            continue
        event = _seen(sale, seen.id, row.amount_minor, row.status, at, refund_id=row.id, given_at=row.created_at)
        sale = _told(sale, event, told)
    left = sale.left_of(seen.id)
    nameless = next((one for one in sale.refunds if _is_nameless(one, seen.id)), None)
    if seen.is_given_back and left:
        amount = left + (nameless.amount.minor if nameless is not None and nameless.state is RefundState.DONE else 0)
        _told(sale, _seen(sale, seen.id, amount, "completed", at, given_at=seen.updated_at), told)
    elif nameless is not None and nameless.state is RefundState.DONE and seen.is_completed_payment:
        _told(sale, _seen(sale, seen.id, nameless.amount.minor, "failed", at), told)
    return tuple(told)


def _seen(sale: Sale, transaction_id: str, minor: int, word: str, at: datetime, **more: Any) -> ev.RefundSeen:
    amount = Money(minor, sale.amount.currency)
    return ev.RefundSeen(at=at, who="lomi.", transaction_id=transaction_id, amount=amount, word=word, **more)


def _told(sale: Sale, event: ev.RefundSeen, told: list[ev.Event]) -> Sale:
    """The sale after ``event``, which is told only when it changes what is known."""
    after = sale.after(event)
    if [_known_of(one) for one in after.refunds] == [_known_of(one) for one in sale.refunds]:
        return sale
    told.append(event)
    return after


def _known_of(one: SaleRefund) -> tuple[object, ...]:
    return (one.transaction_id, one.refund_id, one.amount, one.state, one.status)


def _is_nameless(one: SaleRefund, transaction_id: str) -> bool:
    return one.is_elsewhere and one.transaction_id == transaction_id and one.refund_id is None


def _is_ours(seen: Refund, ours: Iterable[AskedRefund]) -> bool:
    """One that lomi. refused us, or called failed, and has made all the same is told as what it is: money that went."""
    named = references_in(seen.reason)
    return any(one.refund_id == seen.id or one.reference in named for one in ours if one.state is RefundState.DONE)


# ---------------------------------------------------------------------- the journal
class RefundBook(Protocol):
    """What the journal keeps of refunds. A method that writes has committed when it returns.

    Only the engine's thread calls it.

    Raises:
        JournalTrouble: it was not written, and nothing may be sent or shown that depends on it.
    """

    def begin(self, asked: AskedRefund) -> AskedRefund:
        """Write it down, with the exact bytes to send, and on its sale's time line; return it with its id.

        Raises:
            TillRefusal: another one of the same payment is open.
        """

    def write(self, asked: AskedRefund, at: datetime) -> Sale | None:
        """Write down what became of it, and return its sale, if it is of one of this till's."""

    def refund(self, refund_id: int) -> AskedRefund:
        """The refund with this id of ours; ``KeyError`` when there is none."""

    def refunds(self, *states: RefundState) -> list[AskedRefund]:
        """Those asked for here, newest first, in these states; in any when none is named."""

    def of_transaction(self, transaction_id: str) -> list[AskedRefund]:
        """Those of one transaction, the oldest first."""

    def given_back(self, transaction_ids: Sequence[str]) -> dict[str, int]:
        """What this till knows to be given back of these transactions, here and elsewhere, in smallest units.

        The others are left out.
        """
