"""Products and their prices, as lomi. spells them."""

from decimal import Decimal

import pytest

from lomi_pos.api.product_wire import to_product
from lomi_pos.api.wire import Unreadable
from lomi_pos.till.money import Money
from lomi_pos.till.products import Price

PRICE = {"price_id": "p-1", "amount": 2500, "currency_code": "XOF", "is_default": True, "is_active": True}
PRODUCT = {"product_id": "id-1", "name": "Panier", "description": None, "is_active": True, "prices": [PRICE]}


def test_a_product_is_read_with_its_prices():
    product = to_product(PRODUCT)
    assert (product.id, product.name, product.is_active) == ("id-1", "Panier", True)
    assert product.prices == (Price("p-1", Money(2500), "XOF", is_default=True),)


def test_the_customer_s_choice_and_an_interval_are_known():
    given = {**PRICE, "pricing_model": "pay_what_you_want", "billing_interval": "month"}
    (price,) = to_product({**PRODUCT, "prices": [given]}).prices
    assert (price.is_open, price.is_standard, price.interval) == (True, False, "month")


def test_the_bounds_of_what_a_customer_chooses_are_read():
    given = {
        **PRICE,
        "pricing_model": "pay_what_you_want",
        "minimum_amount": "500",
        "maximum_amount": Decimal("1000.0"),
    }
    (price,) = to_product({**PRODUCT, "prices": [given]}).prices
    assert (price.minimum, price.maximum) == (Money(500), Money(1000))


@pytest.mark.parametrize("bad", [{**PRICE, "amount": "12.5"}, {**PRICE, "is_active": False}, {}, None, "x"])
def test_a_price_that_cannot_be_used_is_left_out_and_the_product_stays(bad):
    assert to_product({**PRODUCT, "prices": [bad, PRICE]}).prices == to_product(PRODUCT).prices


def test_a_product_without_a_name_is_not_one():
    with pytest.raises(Unreadable):
        to_product({"product_id": "id-1", "prices": []})
