"""What an order's amount is held against before anything is written."""

import pytest

from lomi_pos.till.catalogue import check_catalogue
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import LineItem, Price

PRODUCT_ID = "b7a1c000-0000-4000-8000-000000000001"
BASKET = Price("9c1d5e00-0000-4000-8000-000000000001", Money(2500), "XOF")
GIFT = Price(
    "9c1d5e00-0000-4000-8000-000000000004",
    Money(1000),
    "XOF",
    model="pay_what_you_want",
    minimum=Money(500),
    maximum=Money(100_000),
)
TIERED = Price("9c1d5e00-0000-4000-8000-000000000007", Money(900), "XOF", model="tiered")
MONTHLY = Price("9c1d5e00-0000-4000-8000-000000000005", Money(10_000), "XOF", interval="month")
UNKNOWN = Price("9c1d5e00-0000-4000-8000-000000000008", None, "XOF")


@pytest.mark.parametrize(
    "order",
    [
        Order(Money(1)),
        Order(Money(4321), product_id=PRODUCT_ID),
        Order(Money(7500), product_id=PRODUCT_ID, price=BASKET, quantity=3),
        Order(Money(500), price=GIFT),
        Order(Money(100_000), price=GIFT),
        Order(Money(850), price=TIERED, quantity=7),
        Order(Money(1), price=UNKNOWN),
        Order(Money(10_000), price=MONTHLY),
        Order(Money(7500), line_items=(LineItem(BASKET, 2), LineItem(BASKET))),
        Order(Money(1), line_items=(LineItem(BASKET, 2), LineItem(UNKNOWN))),
    ],
)
def test_an_order_that_agrees_with_the_catalogue_passes(order):
    check_catalogue(order)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Order(Money(2500), price=BASKET, quantity=2), "price_differs"),
        (Order(Money(2499), price=BASKET), "price_differs"),
        (Order(Money(499), price=GIFT), "price_too_low"),
        (Order(Money(100_001), price=GIFT), "price_too_high"),
        (Order(Money(2500, "USD"), price=BASKET), "price_currency"),
        (Order(Money(5001), line_items=(LineItem(BASKET, 2),)), "items_differ"),
        (Order(Money(1000), line_items=(LineItem(GIFT),)), "items_not_fixed"),
        (Order(Money(10_000), line_items=(LineItem(MONTHLY),)), "items_not_fixed"),
        (Order(Money(2500, "EUR"), line_items=(LineItem(BASKET),)), "price_currency"),
        (Order(Money(5000), quantity=0), "quantity_wrong"),
        (Order(Money(5000), quantity=1000), "quantity_wrong"),
        (Order(Money(5000), line_items=(LineItem(BASKET, -2),)), "quantity_wrong"),
        (Order(Money(5000), product_id="mangoes"), "id_wrong"),
        (Order(Money(5000), plan_id=""), "id_wrong"),
        (Order(Money(5000), subscription_id=PRODUCT_ID + "\n"), "id_wrong"),
        (Order(Money(5000), line_items=(LineItem(Price("p-1", Money(5000), "XOF")),)), "id_wrong"),
    ],
)
def test_an_order_that_lomi_would_not_take_is_refused_in_words(order, code):
    with pytest.raises(TillRefusal) as refusal:
        check_catalogue(order)
    assert refusal.value.message.code == code
    assert "…" not in str(refusal.value)


def test_the_sentence_names_what_to_charge():
    with pytest.raises(TillRefusal) as refusal:
        check_catalogue(Order(Money(2500), price=BASKET, quantity=2))
    assert "Charge 5 000 F CFA" in str(refusal.value).replace("\u00a0", " ")
    assert str(refusal.value).endswith("Nothing was charged.")
