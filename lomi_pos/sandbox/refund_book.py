"""Money given back: what lomi. books for a refund, and the ways in which that goes wrong.

A refund pays first and is written down second, and nothing stops a second one.
The traps are those of the running server: a refusal that comes after the money
has left, and one that comes before.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, get_args

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.records import Amount, Kept, Transaction
from lomi_pos.sandbox.trouble import NotThere, Refusal, SandboxError
from lomi_pos.sandbox.webhooks import Webhooks

RefundStatus = Literal["pending", "completed", "failed"]
Trap = Literal[
    "ledger",  # a card: the money moved and the books did not follow: 500
    "unrecorded",  # a part of a Wave payment: paid out, and not written down: 400
    "processing",  # Wave said no: nothing moved and the books were put right: 400
]
TRAPS: tuple[Trap, ...] = get_args(Trap)
SAID: dict[Trap, tuple[int, str]] = {
    "ledger": (500, "Refund initiated in Stripe but ledger update failed; webhook will reconcile"),
    "unrecorded": (400, "Failed to record refund"),
    "processing": (400, "Refund processing failed: the payer's wallet could not be credited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Kept):
    transaction_id: str
    amount: Amount
    currency_code: str
    is_full: bool
    created_at: datetime
    updated_at: datetime
    status: RefundStatus = "completed"
    fee_amount: Amount = 0
    reason: str | None = None
    provider_refund_id: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


def refund_row(refund: Refund) -> dict[str, Any]:
    """Write a refund as it is read and announced."""
    return {
        "refund_id": refund.id,
        "transaction_id": refund.transaction_id,
        "amount": refund.amount,
        "refunded_amount": refund.amount if refund.status == "completed" else 0,
        "fee_amount": refund.fee_amount,
        "reason": refund.reason,
        "status": refund.status,
        "metadata": refund.metadata,
        "created_at": stamp(refund.created_at),
        "updated_at": stamp(refund.updated_at),
    }


class RefundBook:
    """Every refund, and those that lomi. has paid without knowing it. Any thread may call.

    ``is_held`` leaves new refunds pending until ``complete`` or ``fail``;
    otherwise they are completed at once.
    """

    def __init__(self, books: Books, webhooks: Webhooks) -> None:
        self._books = books
        self._webhooks = webhooks
        self.kept = books.shelf("refunds", Refund)
        self.is_held = False
        self.disputed: set[str] = set()
        self._traps: list[Trap] = []
        self._unbooked: list[Refund] = []

    # ------------------------------------------------------------ playing
    def trap(self, kind: Trap, times: int = 1) -> None:
        """Let the next so many refunds end badly. ``reconcile`` books those that paid."""
        if kind not in TRAPS:
            raise ValueError(f"No refund trap is called {kind!r}: take one of {', '.join(TRAPS)}.")
        with self._books.turn():
            self._traps += [kind] * times

    def hold(self, *, held: bool = True) -> None:
        self.is_held = held

    def dispute(self, transaction_id: str) -> None:
        """Let the payer contest a payment: it cannot be refunded meanwhile."""
        self.disputed.add(transaction_id.lower())

    def complete(self, refund_id: str) -> Refund:
        """Let a pending refund arrive.

        Raises:
            NotThere: nobody made it.
            SandboxError: it is not pending.
        """
        return self._end(refund_id, "completed")

    def fail(self, refund_id: str) -> Refund:
        """Let a pending refund come back: the transaction is whole again."""
        return self._end(refund_id, "failed")

    def reconcile(self) -> list[Refund]:
        """Write down what was paid without being booked, as the provider's webhook does later."""
        with self._books.turn():
            booked = [self._book(refund) for refund in self._unbooked]
            self._unbooked.clear()
            return booked

    def make_in_dashboard(self, transaction_id: str, amount: Amount | None = None, reason: str | None = None) -> Refund:
        """Let the shop give money back where no till sees it: all that is left, or ``amount``. Held ones stay pending.

        Raises:
            NotThere: there is no such transaction.
            SandboxError: nothing of it can go back.
        """
        with self._books.turn():
            row = self._books.transactions.get(transaction_id.lower())
            if row is None:
                raise NotThere(f"There is no transaction {transaction_id}.")
            left = row.gross_amount - self.given(row.id)
            given = left if amount is None else amount
            if row.status != "completed" or not 0 < given <= left:
                raise SandboxError(f"{given} of {left} cannot go back: this transaction is {row.status}.")
            now = self._books.now
            return self._book(
                Refund(
                    organization_id=row.organization_id,
                    merchant_id=row.merchant_id,
                    environment=row.environment,
                    operator_id=row.operator_id,
                    id=self._books.new_id(),
                    transaction_id=row.id,
                    amount=given,
                    currency_code=row.currency_code,
                    is_full=given >= row.gross_amount,
                    reason=reason,
                    status="pending" if self.is_held else "completed",
                    metadata={"source": "dashboard"},
                    created_at=now,
                    updated_at=now,
                )
            )

    def forget(self) -> None:
        """Drop what is set up and what waits; the shelf is emptied with the others."""
        self.is_held = False
        self.disputed.clear()
        self._traps.clear()
        self._unbooked.clear()

    # ------------------------------------------------------------ giving back
    def give(self, refund: Refund) -> Refund:
        """Pay a refund out and write it down.

        Raises:
            Refusal: a trap; only ``processing`` has moved no money.
        """
        with self._books.turn():
            trap = self._sprung(refund)
            if trap is None:
                return self._book(replace(refund, status="pending" if self.is_held else "completed"))
            if trap != "processing":
                self._unbooked.append(refund)
            raise Refusal(*SAID[trap])

    def given(self, transaction_id: str) -> Amount:
        """Return what went back, or is about to, of a transaction, as far as the books say."""
        return sum(each.amount for each in self.of(transaction_id) if each.status != "failed")

    def of(self, transaction_id: str) -> list[Refund]:
        return [each for each in self.kept if each.transaction_id == transaction_id]

    def _sprung(self, refund: Refund) -> Trap | None:
        row = self._books.transactions[refund.transaction_id]
        fitting: tuple[Trap, ...] = ("ledger",)
        if row.provider_code != "STRIPE":
            fitting = ("processing",) if refund.is_full else ("unrecorded", "processing")
        trap = next((each for each in self._traps if each in fitting), None)
        if trap is not None:
            self._traps.remove(trap)
        return trap

    def _book(self, refund: Refund) -> Refund:
        before = self.kept.get(refund.id)
        self.kept.keep(refund)
        self._announce(before, refund)
        self._follow(self._books.transactions[refund.transaction_id])
        return refund

    def _end(self, refund_id: str, status: RefundStatus) -> Refund:
        with self._books.turn():
            refund = self.kept.get(refund_id)
            if refund is None:
                raise NotThere(f"There is no refund {refund_id}.")
            if refund.status != "pending":
                raise SandboxError(f"This refund is {refund.status} already.")
            return self._book(replace(refund, status=status, updated_at=self._books.now))

    def _announce(self, before: Refund | None, after: Refund) -> None:
        events = [] if before else ["REFUND_CREATED"]
        if after.status != "pending" and (before is None or before.status != after.status):
            events.append(f"REFUND_{after.status.upper()}")
        for event in events:
            self._webhooks.announce(event, after, refund_row(after))

    def _follow(self, row: Transaction) -> None:
        """A transaction is refunded when all of it has arrived, and completed again when it has not."""
        done = [each for each in self.of(row.id) if each.status == "completed"]
        is_all = any(each.is_full for each in done) or sum(each.amount for each in done) >= row.gross_amount
        status = "refunded" if is_all else "completed"
        if row.status != status:
            self._books.keep_transaction(replace(row, status=status, updated_at=self._books.now))  # type: ignore[arg-type]
