"""A sale as its events have made it. What they make of each of its attempts is in ``attempt.py``.

A sale never forgets money: ``paid`` is sticky, whatever comes later.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import WATCHED_FOR, Attempt
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.payments import CashBack, Payment, SaleRefund, payment_told_of, with_details
from lomi_pos.till.states import Flag, Progress, RefundState, State
from lomi_pos.till.words import Message


@dataclass(frozen=True, slots=True)
class Sale:
    """One amount asked of one customer. Changes only by ``after(event)``, which returns a new one."""

    id: int
    number: str
    reference: str
    amount: Money
    created_at: datetime
    identity: Identity
    note: str = ""
    clerk: str = ""
    is_practice: bool = False
    order_id: str = ""
    """The ``id`` of the order that it was begun with."""
    attempts: tuple[Attempt, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[SaleRefund, ...] = ()
    cash_backs: tuple[CashBack, ...] = ()
    """Those that stand; one that was undone is not among them."""
    cancelled_at: datetime | None = None
    acknowledged_at: datetime | None = None
    is_late: bool = False
    history: tuple[ev.Event, ...] = field(default=(), repr=False)

    def after(self, event: ev.Event) -> "Sale":
        """Return this sale as it is once ``event`` has happened. An event that says nothing new changes nothing."""
        return replace(_moved(self, event), history=(*self.history, event))

    def after_all(self, events: "tuple[ev.Event, ...]") -> "Sale":
        return reduce(Sale.after, events, self)

    @property
    def state(self) -> State:
        if self.payments:
            return State.PAID
        if self.cancelled_at is not None:
            return State.CANCELLED
        if not self.attempts:
            return State.DRAFT
        latest = self.attempts[-1].state
        if latest in {State.FAILED, State.EXPIRED} and any(one.state is State.OPEN for one in self.attempts):
            return State.OPEN
        return latest

    @property
    def flags(self) -> frozenset[Flag]:
        return frozenset(flag for flag, is_on in self._flags().items() if is_on)

    def _flags(self) -> dict[Flag, bool]:
        received, refunded = self.received, self.refunded
        paid_once = len(self.payments) == 1
        is_all_back = received is not None and refunded is not None and refunded >= received
        return {
            Flag.PRACTICE: self.is_practice,
            Flag.LATE: self.is_late,
            Flag.TWICE: len(self.payments) > 1,
            Flag.UNDERPAID: received is not None and received.minor < self.due.minor,
            Flag.DISCOUNTED: paid_once and self.discount is not None,
            Flag.OVERPAID: paid_once and received is not None and received.minor > self.amount.minor,
            Flag.SUPERSEDED: sum(one.may_exist_at_lomi for one in self.attempts) > 1,
            Flag.REFUNDED: is_all_back,
            Flag.PARTLY_REFUNDED: refunded is not None and not is_all_back,
            Flag.REFUND_UNCLEAR: any(one.state is RefundState.UNCLEAR for one in self.refunds),
            Flag.CASH_BACK: bool(self.cash_backs),
        }

    @property
    def received(self) -> Money | None:
        """All the money lomi. has recognised for this sale; None while there is none."""
        if not self.payments:
            return None
        return Money(sum(payment.amount.minor for payment in self.payments), self.amount.currency)

    @property
    def discount(self) -> Money | None:
        """What a coupon took off the amount, where lomi. says so; None while it does not."""
        return next((payment.discount for payment in self.payments if payment.discount is not None), None)

    @property
    def due(self) -> Money:
        """What the shop is to have: the amount asked, less what a coupon took off."""
        return Money(max(0, self.amount.minor - (self.discount.minor if self.discount else 0)), self.amount.currency)

    @property
    def refunded(self) -> Money | None:
        """All the money of this sale that lomi. has given back, or is about to; None while there is none."""
        given = sum(one.amount.minor for one in self.refunds if one.state is RefundState.DONE)
        return Money(given, self.amount.currency) if given else None

    def left_of(self, transaction_id: str, *, besides: SaleRefund | None = None) -> int:
        """What of one of its payments has not been given back, in smallest units; ``besides`` is not counted."""
        paid = sum(one.amount.minor for one in self.payments if one.transaction_id == transaction_id)
        given = sum(
            one.amount.minor
            for one in self.refunds
            if one.transaction_id == transaction_id and one.state is RefundState.DONE and one != besides
        )
        return max(0, paid - given)

    @property
    def cash_back(self) -> Money | None:
        """All the money of this sale that was handed back in cash; None while there is none."""
        return (
            Money(sum(one.amount.minor for one in self.cash_backs), self.amount.currency) if self.cash_backs else None
        )

    @property
    def kept(self) -> Money | None:
        """What the shop has of it: received, less what lomi. gave back and what went back in cash."""
        received, refunded, cash = self.received, self.refunded, self.cash_back
        if received is None:
            return None
        gone = (refunded.minor if refunded else 0) + (cash.minor if cash else 0)
        return Money(max(0, received.minor - gone), received.currency)

    @property
    def settled_at(self) -> datetime | None:
        return self.payments[0].received_at if self.payments else None

    @property
    def was_paid_exactly(self) -> bool:
        """Whether it was paid once, in full, in time, whatever was given back since."""
        return self.state is State.PAID and not self.flags & _WRONG_WITH_A_PAYMENT

    @property
    def is_paid_exactly(self) -> bool:
        """Whether it may be shown in plain green: paid once, in full, in time, and not given back."""
        return self.was_paid_exactly and not self.flags & (OF_A_REFUND | {Flag.CASH_BACK})

    @property
    def needs_someone(self) -> bool:
        """Whether it stays on top of the rail until someone acts."""
        if self.acknowledged_at is not None:
            return False
        return self.state is State.ATTENTION or bool(self.flags & (_WRONG_WITH_A_PAYMENT | {Flag.REFUND_UNCLEAR}))

    @property
    def can_be_taken_up_again(self) -> bool:
        """Whether what a person called dealt with can be put back on top: a sale that is even has nothing to do."""
        said = next((one for one in reversed(self.history) if isinstance(one, _SAID_BY_SOMEONE)), None)
        is_said = isinstance(said, ev.SaleAcknowledged) and self.acknowledged_at == said.at
        return is_said and replace(self, acknowledged_at=None).needs_someone

    @property
    def progress(self) -> Progress:
        attempt = self.attempt
        if attempt is None:
            return Progress.NONE
        if self.state is State.CREATING and attempt.unclear_tries:
            return Progress.UNCONFIRMED
        if self.state is not State.OPEN:
            return Progress.NONE
        if attempt.customer_is_paying:
            return Progress.PAYING
        return Progress.DECLINED if attempt.was_declined else Progress.NONE

    @property
    def attempt(self) -> Attempt | None:
        """The attempt in front: the newest that is open, else the newest."""
        for one in reversed(self.attempts):
            if one.state is State.OPEN:
                return one
        return self.attempts[-1] if self.attempts else None

    def attempt_numbered(self, count: int) -> Attempt:
        return self.attempts[count - 1]

    def has_a_code_besides(self, count: int) -> bool:
        """Whether someone may pay another code than that of this attempt."""
        return any(one.may_exist_at_lomi for one in self.attempts if one.count != count)

    @property
    def perhaps_rang(self) -> bool:
        """Whether a phone may have asked for it of which lomi. shows nothing so far: it may be paid all the same."""
        newest = self.attempts[-1] if self.attempts else None
        if newest is None or not newest.kind.is_phone or newest.remote_id is not None or self.payments:
            return False
        return newest.state is State.ATTENTION and newest.may_exist_at_lomi

    @property
    def reason(self) -> Message | None:
        """Why it stands where it stands, when there is something to say."""
        newest = self.attempts[-1] if self.attempts else None
        return newest.reason if newest is not None else None

    @property
    def provider(self) -> str:
        return next((payment.provider for payment in self.payments if payment.provider), "")

    @property
    def transaction_ids(self) -> frozenset[str]:
        return frozenset(payment.transaction_id for payment in self.payments if payment.transaction_id)

    def is_out_of_sight_of(self, identity: Identity) -> bool:
        """Whether ``identity`` is told nothing of any code of it: they were made under another environment or account.

        One without a code is not: the reason that it carries says what is the matter with it.
        """
        made = [one.identity for one in self.attempts if one.remote_id is not None]
        return bool(made) and not any(identity.sees(one) and self._is_of_the_practice_of(identity, one) for one in made)

    def _is_of_the_practice_of(self, identity: Identity, made: Identity) -> bool:
        """Each practice has a key of its own, and may get the port of one before it."""
        return not self.is_practice or made.key_fingerprint == identity.key_fingerprint

    def begun_under_another(self, code: str) -> Message:
        """What is said where today's key is not the one that it was begun with: nobody puts a practice's key back."""
        return Message("practice_anew" if self.is_practice else code, {"number": self.number})

    @property
    def begun_at(self) -> datetime:
        """When it was begun, by our clock or lomi.'s, whichever says earlier: nothing of it at lomi. is older."""
        told = [one.first_tried_lomis_at for one in self.attempts if one.first_tried_lomis_at is not None]
        return min([self.created_at, *told])

    def still_watched(self, now: datetime, lomis_now: datetime | None = None) -> bool:
        """Whether lomi. may still say something about it: some code of it is unpaid and younger than seven days."""
        return any(
            one.remote_id is not None and one.state is not State.PAID and one.age(now, lomis_now) < WATCHED_FOR
            for one in self.attempts
        )


_WRONG_WITH_A_PAYMENT = frozenset({Flag.LATE, Flag.TWICE, Flag.UNDERPAID, Flag.OVERPAID})
OF_A_REFUND = frozenset({Flag.REFUNDED, Flag.PARTLY_REFUNDED, Flag.REFUND_UNCLEAR})
_SAID_BY_SOMEONE = (ev.SaleAcknowledged, ev.SaleTakenUpAgain)


def _moved(sale: Sale, event: ev.Event) -> Sale:  # noqa: C901, PLR0911, PLR0912  one case an event, as in a table
    match event:
        case ev.AttemptMade():
            return replace(sale, cancelled_at=None)
        case ev.AttentionNeeded():
            return _attempt_moved(replace(sale, acknowledged_at=None), event.attempt, event)
        case (
            ev.AttemptTried()
            | ev.AttemptUnclear()
            | ev.AttemptOpened()
            | ev.AttemptFailed()
            | ev.AttemptExpired()
            | ev.CustomerPaying()
            | ev.PaymentDeclined()
            | ev.StatusUnknown()
        ):
            return _attempt_moved(sale, event.attempt, event)
        case ev.PaymentReceived():
            return _paid(sale, event)
        case ev.PaymentDetailed():
            return _detailed(sale, event)
        case ev.SaleCancelled():
            return sale if sale.payments else replace(sale, cancelled_at=event.at)
        case ev.SaleAcknowledged():
            return replace(sale, acknowledged_at=event.at)
        case ev.SaleTakenUpAgain():
            return replace(sale, acknowledged_at=None)
        case ev.CashGivenBack():
            noted = CashBack(event.note, event.amount, event.at, event.till, event.who)
            others = tuple(one for one in sale.cash_backs if one.note != event.note)
            return _acknowledged_if_even(replace(sale, cash_backs=(*others, noted)), event.at)
        case ev.CashNoteUndone():
            left = tuple(one for one in sale.cash_backs if one.note != event.note)
            return replace(sale, cash_backs=left, acknowledged_at=None) if left != sale.cash_backs else sale
        case ev.RefundAsked():
            asked = SaleRefund(event.refund, event.transaction_id, event.amount)
            return replace(sale, refunds=(*sale.refunds, asked))
        case ev.RefundUnclear():
            moved = replace(sale, acknowledged_at=None)
            return _with_refund(moved, event.refund, state=RefundState.UNCLEAR, reason=event.reason)
        case ev.RefundDone():
            return _given_back(sale, event)
        case ev.RefundRefused():
            return _not_given_back(sale, event)
        case ev.RefundSeen():
            return _seen_given_back(sale, event)
        case ev.JournalWentBack():
            return replace(sale, attempts=tuple(one.after(event) for one in sale.attempts))
        case _:
            return sale


def _attempt_moved(sale: Sale, count: int, event: ev.Event) -> Sale:
    changed = sale.attempt_numbered(count).after(event)
    return replace(sale, attempts=(*sale.attempts[: count - 1], changed, *sale.attempts[count:]))


def _with_refund(sale: Sale, id_here: int, **changes: Any) -> Sale:
    return replace(sale, refunds=tuple(replace(one, **changes) if one.id == id_here else one for one in sale.refunds))


def _given_back(sale: Sale, event: ev.RefundDone) -> Sale:
    after = _with_refund(
        sale,
        event.refund,
        state=RefundState.DONE,
        amount=event.amount,
        status=event.word,
        refund_id=event.refund_id,
        reason=None,
    )
    return _acknowledged_if_even(after, event.at)


def _not_given_back(sale: Sale, event: ev.RefundRefused) -> Sale:
    """Nothing left, or it has come back: then what it had made even is not."""
    had_left = any(one.id == event.refund and one.state is RefundState.DONE for one in sale.refunds)
    after = _with_refund(sale, event.refund, state=RefundState.REFUSED, reason=event.reason)
    return replace(after, acknowledged_at=None) if had_left else after


def _seen_given_back(sale: Sale, event: ev.RefundSeen) -> Sale:
    """Never more than was left of that payment: what is told twice, or under two names, was given back once."""
    known = next((one for one in sale.refunds if _is_told_of(one, event)), None)
    left = sale.left_of(event.transaction_id, besides=known)
    has_failed = event.word == "failed"
    if left == 0 or (known is None and has_failed):
        return sale
    seen = SaleRefund(
        id=0,
        transaction_id=event.transaction_id,
        amount=Money(min(event.amount.minor, left), sale.amount.currency),
        state=RefundState.REFUSED if has_failed else RefundState.DONE,
        status=event.word,
        refund_id=event.refund_id,
        reason=Message("refund_failed") if has_failed else None,
        given_at=event.given_at or event.at,
    )
    if known is None:
        return _acknowledged_if_even(replace(sale, refunds=(*sale.refunds, seen)), event.at)
    after = replace(sale, refunds=tuple(seen if one is known else one for one in sale.refunds))
    has_come_back = has_failed and known.state is RefundState.DONE
    return replace(after, acknowledged_at=None) if has_come_back else after


def _is_told_of(refund: SaleRefund, event: ev.RefundSeen) -> bool:
    is_same = (refund.transaction_id, refund.refund_id) == (event.transaction_id, event.refund_id)
    return is_same and refund.is_elsewhere


def _acknowledged_if_even(after: Sale, at: datetime) -> Sale:
    """Once the shop has kept exactly what it asked for, or nothing, there is nothing left for a person to do.

    While nobody knows what became of a refund, nobody knows what the shop has.
    """
    kept, is_given = after.kept, after.refunded is not None or after.cash_back is not None
    is_even = is_given and kept is not None and kept.minor in {0, after.due.minor}
    is_even = is_even and Flag.REFUND_UNCLEAR not in after.flags
    return replace(after, acknowledged_at=at) if is_even and after.acknowledged_at is None else after


def _paid(sale: Sale, event: ev.PaymentReceived) -> Sale:
    known = payment_told_of(sale.payments, sale.attempt_numbered(event.attempt), event)
    if known is not None:
        return _detailed(sale, event) if event.transaction_id else sale
    payment = Payment(
        event.attempt,
        event.amount,
        event.at,
        event.transaction_id,
        event.provider,
        event.fee,
        event.net,
        event.discount,
    )
    is_late = sale.is_late or sale.state in {State.EXPIRED, State.CANCELLED, State.FAILED}
    moved = _attempt_moved(sale, event.attempt, event)
    return replace(moved, payments=(*sale.payments, payment), is_late=is_late, acknowledged_at=None)


def _detailed(sale: Sale, event: ev.PaymentReceived | ev.PaymentDetailed) -> Sale:
    known = payment_told_of(sale.payments, sale.attempt_numbered(event.attempt), event)
    if known is None:
        return sale
    detailed = with_details(known, event)
    return replace(sale, payments=tuple(detailed if one is known else one for one in sale.payments))
