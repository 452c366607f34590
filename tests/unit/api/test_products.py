"""Products and their prices, as lomi. spells them."""

import json
from decimal import Decimal

import pytest

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.product_wire import to_product
from lomi_pos.api.products import product_body
from lomi_pos.till.errors import OutcomeUnknown, TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.products import OPEN_MODEL, Price, PriceDraft, ProductDraft, ProductQuery

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


def test_all_that_a_product_says_is_kept():
    told = {
        **PRODUCT,
        "product_type": "lease",
        "images": ["https://a/1.png", None],
        "display_on_storefront": "false",
        "metadata": {"shelf": 2},
        "sku": "M-3",
        "total_count": 9,
        "prices": [{**PRICE, "pricing_model": "auction", "metadata": {"kg": "3"}, "tiers": [1]}],
    }
    product = to_product(told)
    assert (product.kind, product.images, product.is_on_storefront) == ("lease", ("https://a/1.png",), False)
    assert (product.metadata, product.others) == ({"shelf": "2"}, {"sku": "M-3"})
    (price,) = product.prices
    assert (price.model, price.is_open, price.is_standard) == ("auction", False, False)
    assert (price.metadata, price.others) == ({"kg": "3"}, {"tiers": "[1]"})


def test_prices_that_are_no_list_are_no_prices():
    assert to_product({**PRODUCT, "prices": "none"}).prices == ()


# ---------------------------------------------------------------- what is sent


def test_a_product_is_written_with_all_that_it_says():
    open_price = PriceDraft(Money(1000), OPEN_MODEL, "month", Money(500), Money(2000), metadata={"a": "b"})
    draft = ProductDraft(
        "Don ", (open_price,), "recurring", is_active=False, charge_day=5, first_payment_type="prorated", trial_days=7
    )
    assert json.loads(product_body(draft)) == {
        "name": "Don",
        "product_type": "recurring",
        "prices": [
            {
                "amount": 1000,
                "currency_code": "XOF",
                "pricing_model": "pay_what_you_want",
                "billing_interval": "month",
                "minimum_amount": 500,
                "maximum_amount": 2000,
                "is_default": False,
                "metadata": {"a": "b"},
            }
        ],
        "is_active": False,
        "display_on_storefront": True,
        "charge_day": 5,
        "first_payment_type": "prorated",
        "trial_enabled": True,
        "trial_period_days": 7,
    }


PLAIN = PriceDraft(Money(500))


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ProductDraft(" ", (PLAIN,)), "product_needs"),
        (ProductDraft("Alloco", ()), "product_needs"),
        (ProductDraft("Alloco", (PLAIN,), "lease"), "word_unknown"),
        (ProductDraft("Alloco", (PLAIN,), failed_payment_action="shrug"), "word_unknown"),
        (ProductDraft("Alloco", (PLAIN,), first_payment_type="never"), "word_unknown"),
        (ProductDraft("Alloco", (PLAIN,), fee_type_ids=("fee",)), "id_wrong"),
        (ProductDraft("Alloco", (PriceDraft(Money(0)),)), "amount_zero"),
        (ProductDraft("Alloco", (PriceDraft(Money(500), "auction"),)), "word_unknown"),
        (ProductDraft("Alloco", (PriceDraft(Money(500), interval="fortnight"),)), "word_unknown"),
        (ProductDraft("Alloco", (PriceDraft(Money(500), minimum=Money(100)),)), "price_bounds"),
        (ProductDraft("Alloco", (PriceDraft(Money(500), OPEN_MODEL, minimum=Money(600)),)), "price_bounds"),
        (ProductDraft("Alloco", (PriceDraft(Money(500), OPEN_MODEL, maximum=Money(400)),)), "price_bounds"),
        (ProductDraft("Alloco", (PriceDraft(Money(5), OPEN_MODEL, maximum=Money(9, "EUR")),)), "price_bounds"),
    ],
)
@pytest.mark.anyio
async def test_what_cannot_be_a_product_is_refused_before_anything_is_sent(client, lomi, draft, code):
    lomi.answers({})
    with pytest.raises(TillRefusal) as refused:
        await client.products.create(draft)
    assert refused.value.message.code == code
    assert not lomi.asked


@pytest.mark.parametrize(("is_active", "word"), [(True, "true"), (False, "false"), (None, None)])
@pytest.mark.anyio
async def test_products_are_asked_for_in_lower_case_and_chosen_again(client, lomi, is_active, word):
    off = {**PRODUCT, "product_id": "id-2", "is_active": False}
    lomi.answers([PRODUCT, PRODUCT, off, {**PRODUCT, "product_id": "id-3", "environment": "live"}])
    found = await client.products.list(ProductQuery(is_active, limit=5, page=2))
    assert [one.id for one in found] == {True: ["id-1"], False: ["id-2"], None: ["id-1", "id-2"]}[is_active]
    asked = dict(lomi.asked[0].url.params)
    assert asked.pop("isActive", None) == word
    assert asked == {"limit": "5", "pageSize": "5", "page": "2", "offset": "5"}


@pytest.mark.anyio
async def test_a_product_whose_answer_is_lost_is_not_made_again(client, lomi):
    lomi.answers(b"<html>", 502)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.products.create(ProductDraft("Alloco", (PLAIN,)))
    assert (unknown.value.message.code, unknown.value.worth_repeating) == ("write_unclear", False)
    assert len(lomi.asked) == 1
