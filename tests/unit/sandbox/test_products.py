from typing import Any

from .shop import OpenShop, Shop, error

MANGOES = "b7a1c000-0000-4000-8000-000000000001"
BODY = {
    "name": "Attiéké",
    "description": "La boule",
    "prices": [{"amount": 500, "currency_code": "XOF"}, {"amount": 2000, "currency_code": "XOF", "is_default": True}],
}


def test_a_product_is_made_with_its_prices_and_sold(either: Shop) -> None:
    made = either.post("/products", BODY)
    assert made.status_code == 201
    product = made.json()
    assert [price["is_default"] for price in product["prices"]] == [False, True]
    assert either.get(f"/products/{product['product_id']}").json() == product
    assert product["name"] in [row["name"] for row in either.get("/products", limit=50).json()]
    link = {"link_type": "product", "title": "Attiéké", "currency_code": "XOF", "product_id": product["product_id"]}
    assert either.post("/payment-links", link).status_code == 201


def test_a_product_without_a_default_price_takes_its_first(either: Shop) -> None:
    made = either.post("/products", {"name": "Alloco", "prices": BODY["prices"][:1]}).json()
    assert made["prices"][0]["is_default"] is True


def test_a_price_is_added_and_made_the_default(either: Shop) -> None:
    added = either.post(f"/products/{MANGOES}/prices", {"amount": 9000, "currency_code": "XOF"})
    assert added.status_code == 201
    assert (added.json()["product_id"], added.json()["is_default"]) == (MANGOES, False)
    changed = either.post(f"/products/{MANGOES}/prices/{added.json()['price_id']}/set-default", {})
    assert changed.status_code == 201
    assert [price["amount"] for price in changed.json()["prices"] if price["is_default"]] == [9000]
    refused = either.post(f"/products/{MANGOES}/prices/{MANGOES}/set-default", {})
    assert error(refused)[:3] == (404, "not_found", f"Price with ID {MANGOES} not found for this product")


def test_a_new_default_price_takes_the_place_of_the_old(either: Shop) -> None:
    either.post(f"/products/{MANGOES}/prices", {"amount": 9000, "currency_code": "XOF", "is_default": True})
    prices = either.get(f"/products/{MANGOES}").json()["prices"]
    assert [price["amount"] for price in prices if price["is_default"]] == [9000]


def test_a_wrong_product_is_told_as_documented_and_broken_live(documented: Shop, live: Shop) -> None:
    wrong = {"name": "", "product_type": "rent", "prices": [{"amount": 0, "currency_code": "CFA"}], "metadata": []}
    told = error(documented.post("/products", wrong))
    assert (told[2], len(told[3])) == ("Validation failed", 5)
    assert error(documented.post("/products", {"name": "A"}))[2] == "prices must contain at least 1 elements"
    assert error(live.post("/products", wrong))[:2] == (500, "internal_error")
    assert live.post("/products", {"name": "A", "prices": [{"amount": "500", "currency_code": "XOF"}]}).is_success
    for shop, status in ((documented, 400), (live, 500)):
        assert error(shop.post(f"/products/{MANGOES}/prices", {"amount": -1, "currency_code": "XOF"}))[0] == status


def test_a_stranger_neither_sees_nor_prices_our_products(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    price = {"amount": 1, "currency_code": "XOF"}
    assert either.post(f"/products/{MANGOES}/prices", price, X_API_Key="lomi_sk_test_other").status_code == 404
    made = either.post("/products", BODY, X_API_Key="lomi_sk_test_other").json()
    assert either.get(f"/products/{made['product_id']}").status_code == 404


def test_products_survive_a_restart(open_shop: OpenShop, tmp_path: Any) -> None:
    shop = open_shop("live", state_file=tmp_path / "practice.json")
    made = shop.post("/products", BODY).json()
    shop.server.stop()
    again = open_shop("live", state_file=tmp_path / "practice.json")
    assert again.get(f"/products/{made['product_id']}").json() == made
    again.server.lomi.forget_all()
    assert again.get(f"/products/{made['product_id']}").status_code == 404
