"""What customers do to sessions, and the transactions that come of it."""

import uuid
from dataclasses import replace
from typing import Any

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.coupons import CouponBook
from lomi_pos.sandbox.payers import Errand
from lomi_pos.sandbox.records import Amount, Session, Transaction, TransactionStatus
from lomi_pos.sandbox.trouble import SessionClosed

FEE_PER_MILLE = 25


def fee_of(amount: Amount) -> Amount:
    """Return lomi.'s 2.5 %, rounded half up to a whole unit."""
    if isinstance(amount, int):
        return (amount * FEE_PER_MILLE + 500) // 1000
    return round(amount * FEE_PER_MILLE / 1000, 2)


class Payments:
    """Every deed may be called from any thread."""

    def __init__(self, books: Books, coupons: CouponBook) -> None:
        self._books = books
        self._coupons = coupons

    def pay(
        self, session_id: str, provider: str = "WAVE", amount: Amount | None = None, *, again: bool = False
    ) -> Transaction:
        """Complete the session, and the transaction that was pending for it, or a new one.

        Args:
            session_id: the session paid.
            provider: its code, or ``STRIPE`` for a card.
            amount: when another amount than asked arrives. The session then
                shows it too. What a coupon takes off is not named here.
            again: pay a session that is completed already: a double payment.

        Raises:
            SessionClosed: it expired (see ``pay_late``), or is paid already.
        """
        with self._books.turn():
            session = _with_amount(self._payable(session_id, again=again), amount)
            return self._complete(session, provider, again=again)

    def pay_late(
        self,
        session_id: str,
        provider: str = "WAVE",
        amount: Amount | None = None,
        *,
        session_follows: bool = True,
    ) -> Transaction:
        """Let a confirmation arrive after expiry; an open session expires first.

        Args:
            session_id: the session paid.
            provider: its code.
            amount: when another amount than asked arrives.
            session_follows: the session becomes completed as well. False
                leaves it expired, so that only the transaction shows the money.
        """
        with self._books.turn():
            session = _with_amount(self.expire(session_id), amount)
            return self._complete(session, provider, session_follows=session_follows)

    def start(self, session_id: str, provider: str = "WAVE") -> Transaction:
        """Begin a payment that the provider has not confirmed: a pending transaction."""
        with self._books.turn():
            session = self._payable(session_id)
            pending = self._latest(session, "pending")
            return pending or self._books.keep_transaction(self._new(session, provider, "pending"))

    def confirm(self, session_id: str, provider: str = "WAVE") -> Transaction:
        """Complete what was begun, even when the session expired meanwhile, as a late provider does."""
        with self._books.turn():
            session = self._books.session(session_id)
            if session.status == "completed":
                raise SessionClosed("This session is paid already.")
            return self._complete(session, provider)

    def refuse(self, session_id: str, provider: str = "WAVE") -> Transaction:
        """Let the provider say no: a failed transaction, and a session that can still be paid."""
        with self._books.turn():
            session = self._payable(session_id)
            pending = self._latest(session, "pending")
            refused = (
                replace(pending, status="failed", updated_at=self._books.now)
                if pending
                else self._new(session, provider, "failed")
            )
            return self._books.keep_transaction(refused)

    def use_coupon(self, session_id: str, code: str = "") -> Session:
        """Have a coupon change what is to be paid, as the hosted page does; without a code, the whole is asked again.

        Raises:
            CouponRefused: the session takes none, or not this one.
        """
        return self._coupons.use(session_id, code) if code else self._coupons.drop(session_id)

    def leave(self, session_id: str) -> Session:
        """Walk away. lomi. has no word for it and the session stays as it is."""
        with self._books.turn():
            return self._books.session(session_id)

    def expire(self, session_id: str) -> Session:
        """Bring the end of an open session forward to this moment."""
        with self._books.turn():
            session = self._books.session(session_id)
            if session.status != "open":
                return session
            now = self._books.now
            return self._books.keep_session(replace(session, status="expired", expires_at=now, updated_at=now))

    def run(self, errand: Errand) -> None:
        """Do what a scripted customer came for; at a closed session it does nothing."""
        try:
            match errand.deed:
                case "pay":
                    self.pay(errand.session_id, errand.provider, errand.amount)
                case "pay_again":
                    self.pay(errand.session_id, errand.provider, errand.amount, again=True)
                case "pay_late":
                    self.pay_late(errand.session_id, errand.provider, errand.amount)
                case "start":
                    self.start(errand.session_id, errand.provider)
                case "confirm":
                    self.confirm(errand.session_id, errand.provider)
                case "refuse":
                    self.refuse(errand.session_id, errand.provider)
                case "expire":
                    self.expire(errand.session_id)
                case "leave":
                    self.leave(errand.session_id)
        except SessionClosed:
            return

    def _payable(self, session_id: str, *, again: bool = False) -> Session:
        session = self._books.session(session_id)
        if session.status == "expired":
            raise SessionClosed("This session has expired.")
        if session.status == "completed" and not again:
            raise SessionClosed("This session is paid already.")
        return session

    def _complete(
        self, session: Session, provider: str, *, again: bool = False, session_follows: bool = True
    ) -> Transaction:
        now = self._books.now
        begun = None if again else self._latest(session, "pending") or self._card_retry(session, provider)
        fresh = self._new(session, provider, "completed")
        paid = (
            replace(
                begun,
                status="completed",
                gross_amount=fresh.gross_amount,
                coupon_code=fresh.coupon_code,
                discount_amount=fresh.discount_amount,
                fee_amount=fresh.fee_amount,
                updated_at=now,
            )
            if begun
            else fresh
        )
        if session_follows:
            self._books.keep_session(replace(session, status="completed", updated_at=now))
        return self._books.keep_transaction(paid)

    def _card_retry(self, session: Session, provider: str) -> Transaction | None:
        """A refused card and the next card of the same buyer share one transaction; mobile money makes a new one."""
        refused = self._latest(session, "failed")
        same_card_form = refused and refused.provider_code == provider == "STRIPE"
        return refused if same_card_form else None

    def _latest(self, session: Session, status: TransactionStatus) -> Transaction | None:
        rows = self._books.transactions_of(session.id)
        return next((row for row in reversed(rows) if row.status == status), None)

    def _new(self, session: Session, provider: str, status: TransactionStatus) -> Transaction:
        now = self._books.now
        return Transaction(
            organization_id=session.organization_id,
            merchant_id=session.merchant_id,
            environment=session.environment,
            operator_id=session.operator_id,
            id=self._books.new_id(),
            session_id=session.id,
            customer_id=session.customer_id or str(uuid.uuid5(uuid.UUID(session.id), "customer")),
            gross_amount=session.amount,
            fee_amount=fee_of(session.amount),
            currency_code=session.currency_code,
            provider_code=provider,
            provider_transaction_id=f"{provider.lower()}_{uuid.uuid4().hex[:16]}",
            provider_checkout_id=f"cos-{session.id[:8]}",
            status=status,
            created_at=now,
            updated_at=now,
            product_id=session.product_id,
            price_id=session.price_id,
            subscription_id=session.subscription_id,
            customer_email=session.customer_email,
            customer_name=session.customer_name,
            customer_phone=session.customer_phone,
            quantity=session.quantity,
            description=session.title or session.description,
            metadata=_metadata_of(session),
            coupon_code=session.coupon_code,
            discount_amount=session.discount_amount,
        )


def _with_amount(session: Session, amount: Amount | None) -> Session:
    if amount is None:
        return session
    if not isinstance(amount, int | float) or isinstance(amount, bool) or amount <= 0:
        raise ValueError(f"{amount!r} is no amount to pay.")
    return replace(session, amount=amount)


def _metadata_of(session: Session) -> dict[str, Any]:
    """The session's metadata comes back on its transactions; a link's sessions have none, but name the link."""
    link = {"payment_link_id": session.payment_link_id} if session.payment_link_id else {}
    return {**(session.metadata or {}), **link}
