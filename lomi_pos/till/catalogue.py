"""What lomi. holds an order's amount against: the prices of its catalogue (lomi. docs, Checkout sessions).

A session whose amount is not what the catalogue says is answered with a bare 500, so it is told here, and before a
sale is begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.ids import check_named
from lomi_pos.till.money import Money
from lomi_pos.till.order import LARGEST_QUANTITY, Order

if TYPE_CHECKING:
    from lomi_pos.till.products import LineItem, Price


def check_catalogue(order: Order) -> None:
    """Refuse an order whose amount does not agree with what it sells. What is not known of a price is not checked.

    Raises:
        TillRefusal: nothing was written.
    """
    check_named(order.product_id, order.price_id, order.subscription_id, order.plan_id)
    check_named(*(item.price.id for item in order.line_items))
    for quantity in (order.quantity, *(item.quantity for item in order.line_items)):
        if not 1 <= quantity <= LARGEST_QUANTITY:
            raise TillRefusal("quantity_wrong", most=LARGEST_QUANTITY)
    if order.line_items:
        _check_items(order)
    elif order.price is not None:
        _check_price(order, order.price)


def _check_items(order: Order) -> None:
    """The items are added up by lomi. itself, which takes several only at fixed prices that are paid once."""
    for item in order.line_items:
        if not item.price.is_standard or item.price.interval:
            raise TillRefusal("items_not_fixed")
        _check_currency(order.amount, item.price)
    total = _total_of(order.line_items)
    if total is not None and total != order.amount.minor:
        raise TillRefusal("items_differ", total=Money(total, order.amount.currency), amount=order.amount)


def _total_of(items: tuple[LineItem, ...]) -> int | None:
    amounts = [item.price.amount.minor * item.quantity for item in items if item.price.amount is not None]
    return sum(amounts) if len(amounts) == len(items) else None


def _check_price(order: Order, price: Price) -> None:
    _check_currency(order.amount, price)
    asked = order.amount
    if price.is_open:
        if price.minimum is not None and asked.minor < price.minimum.minor:
            raise TillRefusal("price_too_low", least=price.minimum)
        if price.maximum is not None and asked.minor > price.maximum.minor:
            raise TillRefusal("price_too_high", most=price.maximum)
    elif price.is_standard and price.amount is not None:
        total = Money(price.amount.minor * order.quantity, asked.currency)
        if total != asked:
            raise TillRefusal("price_differs", quantity=order.quantity, price=price.amount, total=total, amount=asked)


def _check_currency(asked: Money, price: Price) -> None:
    if price.currency != asked.currency:
        raise TillRefusal("price_currency", currency=asked.currency, price_currency=price.currency)
