"""Who pays the shop every month, and what becomes of it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.catalogue import Price, Product
from lomi_pos.sandbox.records import Amount, Kept, Owner
from lomi_pos.sandbox.trouble import SandboxError

STATUSES = ("pending", "active", "paused", "cancelled", "expired", "past_due", "trial")
PAYING = ("active", "past_due")
A_MONTH: dict[str, float] = {"day": 30, "week": 52 / 12, "month": 1, "quarterly": 1 / 3, "year": 1 / 12}
MONTHLY_PRODUCT = "b7a1c000-0000-4000-8000-000000000004"
MONTHLY_PRICE = "9c1d5e00-0000-4000-8000-000000000005"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(Kept):
    """Ends and next bills are times; ``cancels_at`` is an end that was asked for and can be taken back."""

    product_id: str
    price_id: str
    customer_id: str
    status: str
    started_at: datetime
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None = None
    next_bill_at: datetime | None = None
    cancels_at: datetime | None = None
    cancellation_reason: str | None = None
    metadata: dict[str, Any] | None = field(default=None)


def sample_subscriptions() -> list[Subscription]:
    since = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
    statuses = ((1, "active"), (3, "active"), (5, "past_due"), (4, "cancelled"), (7, "trial"))
    return [
        Subscription(
            id=f"5ab50000-0000-4000-8000-{number:012d}",
            product_id=MONTHLY_PRODUCT,
            price_id=MONTHLY_PRICE,
            customer_id=f"c05e0000-0000-4000-8000-{customer:012d}",
            status=status,
            started_at=since + timedelta(days=number),
            ended_at=since + timedelta(days=number + 14) if status == "cancelled" else None,
            next_bill_at=None if status == "cancelled" else since + timedelta(days=number + 28),
            created_at=since + timedelta(days=number),
            updated_at=since + timedelta(days=number),
        )
        for number, (customer, status) in enumerate(statuses, 1)
    ]


class SubscriptionBook:
    def __init__(self, books: Books) -> None:
        self._books = books
        self.kept = books.shelf("subscriptions", Subscription, sample_subscriptions())

    def sold(self, subscription: Subscription) -> tuple[Product | None, Price | None]:
        product = self._books.catalogue.products.get(subscription.product_id)
        return product, product.price(subscription.price_id) if product else None

    def monthly(self, owner: Owner) -> Amount:
        """Return what the owner's subscriptions bring in a month, rounded to a whole XOF."""
        total = 0.0
        for each in self.kept:
            _, price = self.sold(each)
            is_own = (each.organization_id, each.environment) == (owner.organization_id, owner.environment)
            if price and is_own and each.status in PAYING and price.currency_code == "XOF":
                total += price.amount * A_MONTH.get(price.billing_interval or "month", 0)
        return round(total)

    def cancel(self, its: Subscription, *, at_period_end: bool = False, reason: str | None = None) -> Subscription:
        now = self._books.now
        if at_period_end and its.next_bill_at:
            return self._keep(its, cancels_at=its.next_bill_at, cancellation_reason=reason)
        return self._keep(its, status="cancelled", ended_at=now, next_bill_at=None, cancellation_reason=reason)

    def uncancel(self, its: Subscription) -> Subscription:
        """Take back an end that has not come yet.

        Raises:
            SandboxError: no end was asked for.
        """
        if its.cancels_at is None or its.status == "cancelled":
            raise SandboxError("Subscription is not scheduled for cancellation")
        return self._keep(its, cancels_at=None, cancellation_reason=None)

    def change(self, its: Subscription, **changes: Any) -> Subscription:
        return self._keep(its, **changes)

    def _keep(self, its: Subscription, **changes: Any) -> Subscription:
        return self.kept.keep(replace(its, **changes, updated_at=self._books.now))
