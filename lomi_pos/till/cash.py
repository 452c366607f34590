"""Money handed back in cash, as a person says it. It never goes through lomi., and is no refund there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale

if TYPE_CHECKING:
    from lomi_pos.till.refunding import RefundOrder


def too_much_of(sale: Sale) -> Money | None:
    """What the shop holds over what it is to have; None when that is nothing."""
    kept = sale.kept
    if kept is None or kept <= sale.due:
        return None
    return Money(kept.minor - sale.due.minor, kept.currency)


def check_cash_back(sale: Sale, amount: Money) -> None:
    """Refuse a note of what cannot have been given back.

    Raises:
        TillRefusal: the rules say no; nothing was written.
    """
    kept = sale.kept
    if kept is None:
        raise TillRefusal("cash_not_paid", number=sale.number)
    if amount.minor <= 0:
        raise TillRefusal("cash_zero")
    if amount.currency != kept.currency or amount > kept:
        raise TillRefusal("cash_too_much", left=kept)


def check_not_given_in_cash(order: RefundOrder, sale: Sale) -> None:
    """Refuse a refund of money that the customer has had in cash already.

    Raises:
        TillRefusal: it is so; nothing was written or sent.
    """
    if sale.cash_back is not None and sale.kept is not None and order.amount > sale.kept:
        raise TillRefusal("refund_given_in_cash", cash=sale.cash_back, left=sale.kept)
