import json
from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.api.bodies import body_again, link_body, session_body, title_of
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.products import LineItem, Price
from lomi_pos.till.reference import SALE_TITLE_LENGTH, new_reference, references_in
from lomi_pos.till.text import TITLE_LENGTH

BASKET = Price("price-1", Money(2500), "XOF")


TOLD = {"requests_today": "412", "requests_pace": "0.04"}


def test_a_session_body_is_these_bytes(order, sale, shop):
    assert session_body(order, sale, attempt=1, shop=shop).decode() == (
        '{"amount":5000,"currency_code":"XOF","success_url":"https://lomi.africa/","cancel_url":"https://lomi.africa/",'
        '"allowed_providers":["WAVE","ORANGE","MTN"],"title":"Chez Awa · A-041 · 0123456789A","expiration_minutes":15,'
        '"allow_coupon_code":false,"require_billing_address":false,'
        '"metadata":{"order_ref":"0123456789A","till":"A","attempt":"1"}}'
    )


def test_the_same_order_gives_the_same_bytes(order, sale, shop):
    bodies = {session_body(order, sale, attempt=1, shop=shop) for _ in range(3)}
    assert len(bodies) == 1
    assert session_body(order, sale, attempt=2, shop=shop) not in bodies


def test_all_that_an_order_says_is_sent_in_both_spellings(sale, shop):
    order = Order(
        Money(1250, "USD"),
        title="Table 4",
        description="Thé\nglacé",
        customer_name="Awa \u202eDiop",
        customer_email="awa@example.com",
        customer_phone="+2250700000000",
        providers=("WAVE",),
        expiration_minutes=5,
        allow_coupon_code=True,
        product_id="p-1",
        price=BASKET,
        quantity=2,
        allow_quantity=True,
        subscription_id="s-1",
        plan_id="plan-1",
        customer_country="CI",
        customer_city="Bouaké",
        customer_address="Rue\n12",
        customer_postal_code="01 BP 1",
        metadata=(("table", "4"), ("order_ref", "stolen"), ("", "nameless")),
    )
    sent = json.loads(session_body(order, sale, attempt=2, shop=shop))
    assert sent["amount"] == 1250
    assert sent["currency_code"] == "USD"
    assert sent["title"] == "Table 4 · A-041 · 0123456789A"
    assert sent["public_description"] == sent["description"] == "Thé glacé"
    assert sent["customer_name"] == "Awa Diop"
    assert sent["allowed_providers"] == ["WAVE"]
    assert sent["expiration_minutes"] == 5
    assert sent["allow_coupon_code"] is True
    assert (sent["product_id"], sent["price_id"], sent["quantity"]) == ("p-1", "price-1", 2)
    assert (sent["allow_quantity"], sent["subscription_id"], sent["plan_id"]) == (True, "s-1", "plan-1")
    assert (sent["customer_country"], sent["customer_city"]) == ("CI", "Bouaké")
    assert (sent["customer_address"], sent["customer_postal_code"]) == ("Rue 12", "01 BP 1")
    assert sent["require_billing_address"] is False
    assert sent["metadata"] == {"order_ref": "0123456789A", "till": "A", "attempt": "2", "table": "4"}
    assert "customer_id" not in sent


def test_articles_are_sent_without_a_product(sale, shop):
    items = (LineItem(BASKET, 2, (("size", "3 kg"),)), LineItem(replace(BASKET, id="price-2")))
    order = Order(Money(7500), product_id="p-1", price=BASKET, line_items=items)
    sent = json.loads(session_body(order, sale, attempt=1, shop=shop))
    assert sent["line_items"] == [
        {"price_id": "price-1", "quantity": 2, "metadata": {"size": "3 kg"}},
        {"price_id": "price-2", "quantity": 1},
    ]
    assert not {"product_id", "price_id", "quantity"} & set(sent)
    assert sent["amount"] == 7500


def test_metadata_stays_within_fifty_keys(order, sale, shop):
    many = replace(order, metadata=tuple((f"key {count}", "x" * 600) for count in range(80)))
    metadata = json.loads(session_body(many, sale, attempt=1, shop=shop))["metadata"]
    assert len(metadata) == 50
    assert metadata["order_ref"] == sale.reference
    assert max(len(value) for value in metadata.values()) <= 500


@pytest.mark.parametrize("title", ["", "Chez Awa", "x" * 500, "👩🏾‍🍳" * 200, "a\nb\x00\u202e", "\ud800"])
@pytest.mark.parametrize("number", ["A-041", "Z-1234567", "A" * 60])
def test_a_title_ends_with_the_whole_reference_and_is_never_too_long(order, sale, title, number):
    named = replace(sale, number=number, reference=new_reference(lambda below: below - 2))
    made = title_of(replace(order, title=title), named, shop=Shop())
    assert made.endswith(f"{number} · {named.reference}")
    assert references_in(made) == [named.reference]
    assert len(made) <= TITLE_LENGTH
    made.encode()


def test_a_title_as_long_as_its_field_is_shown_whole(order, sale, shop):
    longest = "x" * SALE_TITLE_LENGTH
    made = title_of(replace(order, title=longest), replace(sale, number="A-9999999"), shop=shop)
    assert made.startswith(f"{longest} · A-9999999 · ")


def test_an_instant_link_has_an_amount_and_no_product(sale, shop, clock):
    order = Order(Money(5000), kind=Kind.LINK, description="Un don")
    sent = json.loads(link_body(order, sale, attempt=1, shop=shop, now=clock.now()))
    assert (sent["link_type"], sent["amount"], sent["currency_code"]) == ("instant", 5000, "XOF")
    assert sent["require_billing_address"] is False
    assert sent["title"].endswith(sale.reference)
    assert "product_id" not in sent
    assert sent["expires_at"] == "2026-03-14T12:15:00Z"


def test_a_product_link_has_a_product_and_no_amount(sale, shop, clock):
    order = Order(Money(5000), kind=Kind.LINK, product_id="p-1")
    sent = json.loads(link_body(order, sale, attempt=1, shop=shop, now=clock.now()))
    assert (sent["link_type"], sent["product_id"]) == ("product", "p-1")
    assert "amount" not in sent


def test_a_product_link_is_for_one_at_a_fixed_price(sale, shop, clock):
    one = Order(Money(2500), kind=Kind.LINK, product_id="p-1", price=BASKET, allow_quantity=True)
    sent = json.loads(link_body(one, sale, attempt=1, shop=shop, now=clock.now()))
    assert (sent["price_id"], sent["allow_quantity"]) == ("price-1", True)
    gift = replace(BASKET, model="pay_what_you_want")
    for other in (replace(one, quantity=2), replace(one, price=gift), replace(one, line_items=(LineItem(BASKET),))):
        sent = json.loads(link_body(other, sale, attempt=1, shop=shop, now=clock.now()))
        assert (sent["link_type"], sent["amount"]) == ("instant", 2500)
        assert not {"product_id", "price_id"} & set(sent)


def test_a_link_ends_only_when_its_order_says_so(sale, shop, clock):
    order = Order(Money(5000), kind=Kind.LINK, expiration_minutes=90)
    sent = json.loads(link_body(order, sale, attempt=1, shop=shop, now=clock.now()))
    assert sent["expires_at"] == "2026-03-14T13:30:00Z"


def test_the_body_of_another_attempt_differs_in_its_count_only(order, sale, shop, clock):
    first = session_body(order, sale, attempt=1, shop=shop)
    again = body_again(first, attempt=2, shop=shop, now=clock.now())
    assert again == session_body(order, sale, attempt=2, shop=shop)


def test_where_tills_share_a_key_a_sale_says_how_much_its_till_has_asked(order, sale, shop, clock):
    first = session_body(order, sale, attempt=1, shop=shop, told=TOLD)
    again = body_again(
        first, attempt=2, shop=shop, now=clock.now(), told={"requests_today": "431", "requests_pace": "0.05"}
    )
    by_itself = body_again(again, attempt=3, shop=shop, now=clock.now())

    metadata = [json.loads(body)["metadata"] for body in (first, again, by_itself)]

    told = [(one.get("requests_today"), one.get("requests_pace")) for one in metadata]
    assert told == [("412", "0.04"), ("431", "0.05"), (None, None)]


def test_no_order_says_it_in_the_place_of_its_till(order, sale, shop):
    order = replace(order, metadata=(("requests_today", "9000"), ("requests_pace", "9")))
    assert not {"requests_today", "requests_pace"} & set(
        json.loads(session_body(order, sale, attempt=1, shop=shop))["metadata"]
    )


@pytest.mark.parametrize(
    "sold",
    [
        {"product_id": "p-1", "quantity": 2},
        {"line_items": (LineItem(Price("price-1", Money(2500), "XOF"), 2),)},
        {"subscription_id": "s-1", "plan_id": "plan-1", "customer_city": "Bouaké", "customer_phone": "+2250700000000"},
    ],
    ids=lambda sold: next(iter(sold)),
)
def test_another_attempt_sells_the_same(order, sale, shop, clock, sold):
    order = replace(order, **sold)
    again = body_again(session_body(order, sale, attempt=1, shop=shop), attempt=2, shop=shop, now=clock.now())
    assert again == session_body(order, sale, attempt=2, shop=shop)


def test_a_link_made_again_is_not_born_expired(sale, shop, clock):
    order = Order(Money(5000), kind=Kind.LINK, expiration_minutes=90)
    first = link_body(order, sale, attempt=1, shop=shop, now=clock.now())
    soon = body_again(first, attempt=2, shop=shop, now=clock.now() + timedelta(minutes=1))
    later = body_again(first, attempt=2, shop=shop, now=clock.now() + timedelta(hours=3))
    assert json.loads(soon)["expires_at"] == "2026-03-14T13:30:00Z"
    assert json.loads(later)["expires_at"] == "2026-03-14T15:15:00Z"


def test_what_a_till_has_asked_takes_no_metadata_s_place_and_is_no_fifty_first(order, sale, shop, clock):
    order = replace(order, metadata=tuple((f"name-{number}", "x") for number in range(60)))
    first = session_body(order, sale, attempt=1, shop=shop)
    again = json.loads(body_again(first, attempt=2, shop=shop, now=clock.now(), told=TOLD))["metadata"]

    assert again.keys() == json.loads(first)["metadata"].keys()
    assert (len(again), again["attempt"]) == (50, "2")
