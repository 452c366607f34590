"""The shop's coupons, and what one takes off a session (lomi. docs, Checkout behavior and Discount coupons).

A customer types one on the hosted page of a session that allows it. Kept to what a counter meets: dates, how often,
which products, how many pieces, and one coupon a session.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.records import Amount, Kept, Session
from lomi_pos.sandbox.trouble import SandboxError, SessionClosed

Kind = Literal["percentage", "fixed"]
KINDS: tuple[Kind, ...] = ("percentage", "fixed")
LONGEST_CODE = 40


class CouponRefused(SandboxError):
    """The code takes nothing off this session. ``reason`` names the sentence of the hosted page."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The coupon was refused: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon(Kept):
    """``id`` is the code, in capitals. ``value`` is percent, or an amount of the session's currency."""

    discount_type: Kind = "percentage"
    value: Amount
    is_active: bool = True
    max_uses: int | None = None
    max_quantity_per_use: int | None = None
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    product_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.id.isascii() and self.id.isalnum() and self.id == self.id.upper()) or len(self.id) > LONGEST_CODE:
            raise ValueError(f"{self.id!r} is no coupon code: capital letters and figures, {LONGEST_CODE} at most.")
        if self.discount_type not in KINDS:
            raise ValueError(f"{self.discount_type!r} is no discount_type: take {' or '.join(KINDS)}.")
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if not is_number or self.value <= 0 or (self.discount_type == "percentage" and self.value > 100):  # noqa: PLR2004  percent
            raise ValueError(f"{self.value!r} is no discount: above 0, and a percentage at most 100.")
        counts = (self.max_uses, self.max_quantity_per_use)
        if not all(count is None or (type(count) is int and count > 0) for count in counts):
            raise ValueError("max_uses and max_quantity_per_use are whole numbers above 0.")

    def off(self, amount: Amount) -> Amount:
        """Return what it takes off, at most all of it; a percentage is rounded half up to a whole unit."""
        off = int(amount * self.value / 100 + 0.5) if self.discount_type == "percentage" else self.value
        return min(off, amount)


def sample_coupons() -> list[Coupon]:
    return [
        Coupon(id="BIENVENUE10", value=10),
        Coupon(id="AKWABA500", discount_type="fixed", value=500),
        Coupon(id="OFFERT", value=100),
        Coupon(id="NOEL2025", value=20, expires_at=datetime(2026, 1, 1, tzinfo=UTC)),
    ]


class CouponBook:
    def __init__(self, books: Books) -> None:
        self._books = books
        self.kept = books.shelf("coupons", Coupon, sample_coupons())

    def use(self, session_id: str, code: str) -> Session:
        """Take a coupon off an open session, in place of the one that it has.

        Raises:
            CouponRefused: the session takes none, or not this one.
            SessionClosed: it is paid or expired, or being paid.
        """
        with self._books.turn():
            session = self._books.session(session_id)
            if not session.allow_coupon_code:
                raise CouponRefused("coupon_not_allowed")
            coupon = self._good(code.strip().upper(), session)
            session = self.drop(session_id)
            off = coupon.off(session.amount)
            return self._keep(replace(session, amount=session.amount - off, discount_amount=off, coupon_code=coupon.id))

    def drop(self, session_id: str) -> Session:
        """Ask for the whole amount again.

        Raises:
            SessionClosed: it is paid or expired, or being paid.
        """
        with self._books.turn():
            session = self._books.session(session_id)
            is_being_paid = any(row.status == "pending" for row in self._books.transactions_of(session.id))
            if session.status != "open" or is_being_paid:
                raise SessionClosed("Only an open session that nobody is paying changes its amount.")
            if session.coupon_code is None:
                return session
            whole = session.amount + session.discount_amount
            return self._keep(replace(session, amount=whole, discount_amount=0, coupon_code=None))

    def _keep(self, session: Session) -> Session:
        return self._books.keep_session(replace(session, updated_at=self._books.now))

    def _good(self, code: str, session: Session) -> Coupon:
        coupon = self.kept.get(code)
        if coupon is None or not coupon.is_active or coupon.organization_id != session.organization_id:
            raise CouponRefused("coupon_unknown")
        now = self._books.now
        if coupon.starts_at is not None and now < coupon.starts_at:
            raise CouponRefused("coupon_too_early")
        if coupon.expires_at is not None and now >= coupon.expires_at:
            raise CouponRefused("coupon_over")
        if coupon.product_ids and session.product_id not in coupon.product_ids:
            raise CouponRefused("coupon_other_product")
        if coupon.max_quantity_per_use is not None and session.quantity > coupon.max_quantity_per_use:
            raise CouponRefused("coupon_too_many")
        if coupon.max_uses is not None and self.uses(coupon) >= coupon.max_uses:
            raise CouponRefused("coupon_used_up")
        return coupon

    def uses(self, coupon: Coupon) -> int:
        """How often it was paid with."""
        rows = self._books.transactions.values()
        return sum(row.coupon_code == coupon.id and row.status in {"completed", "refunded"} for row in rows)
