from typing import Any

import pytest

from .shop import OpenShop, Shop, error

PRODUCT = "b7a1c000-0000-4000-8000-000000000001"


def body(**changes: Any) -> dict[str, Any]:
    link = {"link_type": "instant", "title": "Donation", "currency_code": "XOF", "amount": 5000, **changes}
    return {name: value for name, value in link.items() if value is not ...}


def test_a_documented_link_keeps_its_metadata(documented: Shop) -> None:
    made = documented.post("/payment-links", body(metadata={"poster": "1"})).json()["data"]
    assert made["metadata"] == {"poster": "1"}
    assert made["url"] == f"{documented.server.url}/link/{made['id']}"


def test_the_live_server_drops_a_links_metadata(live: Shop) -> None:
    made = live.post("/payment-links", body(metadata={"poster": "1"})).json()
    assert made["metadata"] is None
    assert made["require_billing_address"] is True
    assert live.server.lomi.link(made["link_id"]).metadata is None


def test_an_amount_of_zero_is_none(either: Shop) -> None:
    made = either.post("/payment-links", body(amount=0)).json()
    assert made.get("data", made)["amount"] is None


BAD = [
    {"link_type": "gift"},
    {"title": ""},
    {"currency_code": "GBP"},
    {"amount": ...},
    {"amount": -5},
    {"product_id": PRODUCT},
    {"link_type": "product", "product_id": PRODUCT},
    {"link_type": "product", "amount": ...},
    {"link_type": "product", "amount": ..., "product_id": PRODUCT, "price_id": "x"},
    {"expires_at": "tomorrow"},
]


@pytest.mark.parametrize("changes", BAD)
@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_a_bad_link_is_refused(open_shop: OpenShop, dialect: str, status: int, changes: dict[str, Any]) -> None:
    assert error(open_shop(dialect).post("/payment-links", body(**changes)))[0] == status


def test_the_documented_link_also_checks_pages_and_metadata(documented: Shop) -> None:
    answer = documented.post("/payment-links", body(success_url="ftp://x", metadata={"n": 1}))
    assert error(answer)[3] == ["metadata values must be strings", "success_url must be a URL address"]


def test_links_are_listed_newest_first_and_filtered(either: Shop) -> None:
    instant = either.create_link()
    product = either.create_link(link_type="product", amount=..., product_id=PRODUCT)
    ending = either.create_link(expires_at="2026-03-02T10:00:00Z")
    either.clock.advance(hours=2)

    def listed(**query: str | int) -> list[str]:
        rows = either.get("/payment-links", **query).json()["data"]
        return [row.get("id") or row["link_id"] for row in rows]

    assert listed() == [ending, product, instant]
    assert listed(linkType="product") == [product]
    assert listed(isActive="true") == [product, instant]
    assert listed(isActive="false") == [ending]
    assert listed(isActive="True") == [ending, product, instant]
    assert listed(limit=1, offset=1) == [product]


def test_total_counts_only_the_page(either: Shop) -> None:
    for _ in range(3):
        either.create_link()
    told = either.get("/payment-links", limit=2).json()
    assert (told["total"], told["limit"], told["offset"]) == (2, 2, 0)


@pytest.mark.parametrize("asked", ["pl_abc123", "a465993b-98fb-49c3-9943-5b8eac17004c"])
def test_an_unknown_link_is_not_found(either: Shop, asked: str) -> None:
    message = f"Payment link with ID {asked} not found or access denied"
    assert error(either.get(f"/payment-links/{asked}")) == (404, "not_found", message, "Not Found")


@pytest.mark.parametrize(("dialect", "status"), [("documented", 400), ("live", 500)])
def test_an_unknown_type_cannot_be_listed(open_shop: OpenShop, dialect: str, status: int) -> None:
    assert open_shop(dialect).get("/payment-links", linkType="gift").status_code == status


def test_a_link_can_be_read_in_a_links_own_dialect(either: Shop) -> None:
    its_id = either.create_link()
    told = either.get(f"/payment-links/{its_id}").json()
    assert told.get("data", told).get("id", told.get("link_id")) == its_id


def test_only_a_live_link_that_is_read_by_itself_has_its_line_items(live: Shop, documented: Shop) -> None:
    product = next(iter(live.server.lomi.catalogue.products.values()))
    made = live.create_link(link_type="product", product_id=product.id, amount=...)
    price = product.price()
    assert price is not None
    assert live.get(f"/payment-links/{made}").json()["line_items"] == [{"price_id": price.id, "quantity": 1}]
    assert live.get(f"/payment-links/{live.create_link()}").json()["line_items"] == []
    assert "line_items" not in live.get("/payment-links").json()["data"][0]
    assert "line_items" not in documented.get(f"/payment-links/{documented.create_link()}").json()["data"]
