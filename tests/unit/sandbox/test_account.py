import pytest

from lomi_pos.sandbox.dialect import Dialects
from lomi_pos.sandbox.records import HOME_MERCHANT

from .shop import OpenShop, Shop, error


def test_me_names_the_shop_and_the_keys_environment(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_sk_live_own")
    assert either.get("/me").json()["environment"] == "test"
    told = either.get("/me", {"X-API-Key": "lomi_sk_live_own"}).json()
    assert (told["environment"], told["organization_name"]) == ("live", "Boutique Baobab")


def test_providers_are_told_connected_or_not(either: Shop) -> None:
    rows = either.get("/providers").json()["data"]
    assert [row["provider_code"] for row in rows if row["is_connected"]] == ["WAVE", "ORANGE", "MTN", "STRIPE"]
    either.server.lomi.catalogue.providers["WAVE"].is_connected = False
    assert either.get("/providers", provider_code="WAVE").json()["data"][0]["is_connected"] is False
    assert [row["provider_code"] for row in either.get("/providers", provider_code="CARD").json()["data"]] == ["STRIPE"]


def test_products_come_with_their_prices(either: Shop) -> None:
    rows = either.get("/products", isActive="true", limit=2, offset=1).json()
    assert [row["name"] for row in rows] == ["Pagne wax 6 yards", "Soutenir l'association"]
    one = either.get(f"/products/{rows[0]['product_id']}").json()
    assert one["prices"][0]["amount"] == 18000
    assert error(either.get("/products/none"))[0] == 404


def test_another_organization_has_no_products(either: Shop) -> None:
    either.server.lomi.keys.add("lomi_sk_test_other", organization_id="11111111-2222-4333-8444-555555555555")
    assert either.get("/products", {"X-API-Key": "lomi_sk_test_other"}).json() == []


def test_the_merchant_and_its_balance(either: Shop) -> None:
    either.server.pay(either.create().id)
    told = either.get(f"/merchants/{HOME_MERCHANT}").json()
    assert told["data"]["name"] == "Boutique Baobab"
    balance = either.get(f"/merchants/{HOME_MERCHANT}/balance", currency_code="XOF").json()
    assert balance["data"]["balance"] == 4875
    assert error(either.get(f"/merchants/{HOME_MERCHANT}/balance"))[0] == 400
    refused = error(either.get("/merchants/someone-else"))
    assert refused[:3] == (403, "forbidden", "Access denied: merchant ID does not match API key")


@pytest.mark.parametrize(("dialect", "names"), [("documented", {"data"}), ("live", {"success", "data"})])
def test_the_merchant_has_an_envelope(open_shop: OpenShop, dialect: str, names: set[str]) -> None:
    assert open_shop(dialect).get(f"/merchants/{HOME_MERCHANT}").json().keys() == names


# ---------------------------------------------------------------- mixed
def test_a_mixture_is_the_same_for_the_same_seed() -> None:
    endpoints = [f"GET /{n}" for n in range(30)]
    mixture = [Dialects("mixed", "a").of(each) for each in endpoints]
    assert mixture == [Dialects("mixed", "a").of(each) for each in endpoints]
    assert mixture != [Dialects("mixed", "b").of(each) for each in endpoints]
    assert set(mixture) == {"documented", "live"}


def test_a_mixed_sandbox_answers_each_endpoint_in_its_dialect(open_shop: OpenShop) -> None:
    shop = open_shop("mixed")
    shop.create()
    for path in ("/checkout-sessions", "/transactions"):
        wanted = dict if shop.server.dialects.of(f"GET {path}") == "documented" else list
        assert isinstance(shop.get(path).json(), wanted)


def test_an_unknown_dialect_is_refused(open_shop: OpenShop) -> None:
    with pytest.raises(ValueError, match="No dialect"):
        open_shop("klingon")
