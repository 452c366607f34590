"""Direct charges: money asked of a phone or a card without a checkout session, and what the customer does about it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.payments import fee_of
from lomi_pos.sandbox.records import Amount, Kept, Owner, Transaction, TransactionStatus
from lomi_pos.sandbox.trouble import NotThere, Refusal, SessionClosed

ChargeStatus = Literal["pending", "completed", "failed", "expired", "canceled"]
ReplyDeed = Literal["confirm", "confirm_late", "refuse", "ignore"]
SOURCE = "api_direct_charge"

# Card words are the processor's own, and stand apart from the transaction's.
CARD_STATUS: dict[ChargeStatus, str] = {
    "pending": "requires_payment_method",
    "completed": "succeeded",
    "failed": "requires_payment_method",
    "expired": "canceled",
    "canceled": "canceled",
}
UNDER_WAY = ("requires_payment_method", "requires_confirmation", "requires_action", "processing", "requires_capture")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Kept):
    """One charge. Its ``id`` is the provider's: ``cos-...`` of Wave, ``pi_...`` of a card, MTN's reference.

    ``amount`` is what the customer is asked for, in smallest units of ``currency_code``.
    """

    provider_code: str
    transaction_id: str
    amount: Amount
    currency_code: str
    created_at: datetime
    expires_at: datetime | None = None
    status: ChargeStatus = "pending"
    card_status: str = CARD_STATUS["pending"]
    phone: str | None = None
    description: str | None = None
    success_url: str | None = None
    error_url: str | None = None
    reply: ReplyDeed = "ignore"
    reply_at: datetime | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a scripted customer does with a charge, so many seconds after it reached the phone.

    ``confirm_late`` pays even one that is over by then, as a slow provider does.
    """

    deed: ReplyDeed = "confirm"
    after_s: float = 3.0


class Charges:
    """The charges and who answers them. Every method may be called from any thread.

    Attributes:
        phones: scripted customers by phone number.
        everybody: the customer of a number that is not among ``phones``; None waits for a person.
        completed_at_once: in the test environment the money counts as soon as it is asked for, whatever the
            customer does afterwards (lomi. docs, Sandbox payments).
    """

    def __init__(self, books: Books) -> None:
        self._books = books
        self.kept = books.shelf("charges", Charge)
        self.phones: dict[str, Reply] = {}
        self.everybody: Reply | None = None
        self.completed_at_once = False
        self._traps: list[bool] = []

    # ------------------------------------------------------------ asking
    def fail_next(self, times: int = 1, *, asked: bool = False) -> None:
        """Answer the next charges 500 although their transaction was created.

        Args:
            times: how many.
            asked: the customer was asked all the same, and may pay.
        """
        with self._books.turn():
            self._traps += [asked] * times

    def begin(self, charge: Charge, transaction: Transaction) -> Charge:
        """Write the pending transaction down, then ask the customer.

        Raises:
            Refusal: 500, the trap of ``fail_next``; the transaction stays behind.
        """
        with self._books.turn():
            self._books.keep_transaction(transaction)
            asked = self._traps.pop(0) if self._traps else None
            if asked is not False:
                self._ask(charge)
            if asked is not None:
                raise Refusal(500, f"Failed to initiate {charge.provider_code} charge")
            return self.find(charge.id)

    def _ask(self, charge: Charge) -> None:
        reply = self.phones.get(charge.phone or "", self.everybody)
        self.kept.keep(charge if reply is None else self._replied(charge, reply))
        if self.completed_at_once and charge.environment == "test" and charge.provider_code != "STRIPE":
            self._become(charge, "completed", "completed")

    def _replied(self, charge: Charge, reply: Reply) -> Charge:
        wait = timedelta(seconds=reply.after_s / self._books.speed)
        return replace(charge, reply=reply.deed, reply_at=self._books.now + wait)

    # ------------------------------------------------------------ the customer
    def reply(self, its_id: str, reply: Reply) -> Charge:
        """Let a scripted customer answer a charge that is on the phone already.

        Raises:
            NotThere: nobody made it.
            SessionClosed: it is paid.
        """
        with self._books.turn():
            charge = self.find(its_id)
            if charge.status == "completed":
                raise SessionClosed(f"This charge is {charge.status}.")
            return self.kept.keep(self._replied(charge, reply))

    def find(self, its_id: str) -> Charge:
        """Return a charge by its own id or by its transaction's.

        Raises:
            NotThere: nobody made it.
        """
        with self._books.turn():
            for charge in self.kept:
                if its_id in (charge.id, charge.transaction_id):
                    return charge
            raise NotThere(f"There is no charge {its_id}.")

    def pending(self, provider: str) -> list[Charge]:
        """Return what waits for its customer, the newest first."""
        with self._books.turn():
            return [each for each in self.kept if each.status == "pending" and each.provider_code == provider]

    def confirm(self, its_id: str, *, late: bool = False) -> Charge:
        """Pay it.

        Args:
            its_id: the charge's id, or its transaction's.
            late: even when it has failed or expired meanwhile, as a slow provider does.

        Raises:
            SessionClosed: it is over, and this is not ``late``; or it is paid already.
        """
        with self._books.turn():
            charge = self.find(its_id)
            if charge.status == "completed" or not (late or _may_be_paid(charge)):
                raise SessionClosed(f"This charge is {charge.status}.")
            return self._become(charge, "completed", "completed")

    def refuse(self, its_id: str) -> Charge:
        """Say no on the phone, or decline the card. Money that counts already stays."""
        return self._end(its_id, "failed", "failed")

    def expire(self, its_id: str) -> Charge:
        return self._end(its_id, "expired", "expired")

    def cancel(self, its_id: str) -> Charge:
        """Call a card charge off, on behalf of the shop."""
        return self._end(its_id, "canceled", "failed")

    def show_card(self, its_id: str, status: str) -> Charge:
        """Let a card charge stand at a step on its way, such as ``requires_action``.

        Raises:
            ValueError: it is no such step; the others come by ``confirm``, ``refuse`` and ``cancel``.
        """
        if status not in UNDER_WAY:
            raise ValueError(f"No card charge waits as {status!r}: take one of {', '.join(UNDER_WAY)}.")
        with self._books.turn():
            charge = self.find(its_id)
            if not _may_be_paid(charge):
                raise SessionClosed(f"This charge is {charge.status}.")
            return self.kept.keep(replace(charge, card_status=status))

    def catch_up(self, now: datetime, act_at: Callable[[datetime, Callable[[], Any]], None]) -> None:
        """Do what scripted customers were due to do by now, and end what is over, each at its own hour."""
        for charge in [each for each in self.kept if each.reply == "confirm_late" and each.status != "completed"]:
            if charge.reply_at is not None and charge.reply_at <= now:
                act_at(charge.reply_at, lambda charge=charge: self.confirm(charge.id, late=True))  # type: ignore[misc]
        for charge in [each for each in self.kept if each.status == "pending"]:
            ends = charge.expires_at
            if charge.reply in ("confirm", "refuse") and charge.reply_at and charge.reply_at <= min(now, ends or now):
                deed = self.confirm if charge.reply == "confirm" else self.refuse
                act_at(charge.reply_at, lambda deed=deed, charge=charge: deed(charge.id))  # type: ignore[misc]
            elif ends is not None and ends <= now:
                act_at(ends, lambda charge=charge: self.expire(charge.id))  # type: ignore[misc]

    # ------------------------------------------------------------ writing
    def _end(self, its_id: str, status: ChargeStatus, of_transaction: TransactionStatus) -> Charge:
        with self._books.turn():
            charge = self.find(its_id)
            if charge.status == "completed" and self.completed_at_once and charge.environment == "test":
                return charge
            if not _may_be_paid(charge):
                raise SessionClosed(f"This charge is {charge.status}.")
            return self._become(charge, status, of_transaction)

    def _become(self, charge: Charge, status: ChargeStatus, of_transaction: TransactionStatus) -> Charge:
        row = self._books.transactions[charge.transaction_id]
        self._books.keep_transaction(replace(row, status=of_transaction, updated_at=self._books.now))
        return self.kept.keep(replace(charge, status=status, card_status=CARD_STATUS[status]))


def _may_be_paid(charge: Charge) -> bool:
    """A refused card may be followed by another card, on the same charge; a refused phone is over."""
    return charge.status == "pending" or (charge.provider_code == "STRIPE" and charge.status == "failed")


def pending_transaction(
    books: Books, owner: Owner, *, checkout_id: str, provider: str, amount: Amount, currency: str, **more: Any
) -> Transaction:
    """Return the transaction a charge begins with; it belongs to no session."""
    now = books.now
    return Transaction(
        organization_id=owner.organization_id,
        merchant_id=owner.merchant_id,
        environment=owner.environment,
        operator_id=owner.operator_id,
        id=books.new_id(),
        customer_id=more.pop("customer_id", None) or books.new_id(),
        gross_amount=amount,
        fee_amount=fee_of(amount),
        currency_code=currency,
        provider_code=provider,
        provider_transaction_id=f"{provider.lower()}_{uuid.uuid4().hex[:16]}",
        provider_checkout_id=checkout_id,
        status="pending",
        created_at=now,
        updated_at=now,
        **more,
    )


def charge_of(row: Transaction, *, lasts: timedelta | None = None, **more: Any) -> Charge:
    """Return the charge that asks for the money of ``row``, a ``pending_transaction``."""
    return Charge(
        organization_id=row.organization_id,
        merchant_id=row.merchant_id,
        environment=row.environment,
        operator_id=row.operator_id,
        id=row.provider_checkout_id or "",
        provider_code=row.provider_code,
        transaction_id=row.id,
        amount=row.gross_amount,
        currency_code=row.currency_code,
        created_at=row.created_at,
        expires_at=row.created_at + lasts if lasts is not None else None,
        phone=row.customer_phone,
        description=row.description,
        **more,
    )
