from lomi_pos.sandbox.records import HOME_MERCHANT, HOME_ORGANIZATION

from .shop import Shop, error


def test_recurring_revenue_is_what_subscriptions_bring(either: Shop) -> None:
    mrr = either.get(f"/merchants/{HOME_MERCHANT}/mrr").json()["data"]
    arr = either.get(f"/merchants/{HOME_MERCHANT}/arr").json()["data"]
    assert (mrr["mrr"], mrr["currency_code"], arr["arr"]) == (30000, "XOF", 360000)
    for figure in ("mrr", "arr"):
        assert error(either.get(f"/merchants/someone-else/{figure}"))[0] == 403


def test_before_the_first_payment_there_is_no_account(documented: Shop, live: Shop) -> None:
    for shop in (documented, live):
        assert shop.get("/accounts").json() == []
        assert error(shop.get("/accounts/balance", currency="XOF"))[0] == 404
        assert error(shop.get("/accounts/balance/breakdown"))[0] == 404
    path = f"/merchants/{HOME_MERCHANT}/balance"
    assert documented.get(path, currency_code="XOF").json()["data"]["balance"] == 0
    assert error(live.get(path, currency_code="XOF"))[2] == "No balance found for currency XOF"


def test_balances_follow_payments_and_refunds(documented: Shop, live: Shop) -> None:
    for shop in (documented, live):
        row = shop.server.pay(shop.create().id)
        shop.server.start_payment(shop.create(amount=1000).id)
        parts = shop.get("/accounts/balance/breakdown", target_currency="XOF").json()
        assert [(each["available_balance"], each["pending_balance"], each["total_balance"]) for each in parts] == [
            (4875, 975, 5850)
        ]
        assert shop.get("/accounts/balance/check/XOF").json() == {
            "has_sufficient_balance": True,
            "available_balance": 4875,
        }
        assert shop.get("/accounts/balance/check/XOF", amount=5000).json()["has_sufficient_balance"] is False
        shop.post("/refunds", {"transaction_id": row.id, "amount": 5000}).raise_for_status()
        assert shop.get("/accounts/balance/check/XOF").json()["available_balance"] == -125
        account = shop.get("/accounts").json()[0]
        assert shop.get(f"/accounts/{account['account_id']}").json() == account
    assert documented.get("/accounts/balance").json()[0]["available_amount"] == -125
    assert live.get("/accounts/balance", currency="XOF").json()[0]["balance"] == -125


def test_test_money_is_in_no_live_account(either: Shop) -> None:
    either.server.pay(either.create().id)
    either.server.lomi.keys.add("lomi_sk_live_own")
    assert either.get("/accounts", {"X-API-Key": "lomi_sk_live_own"}).json() == []


def test_wrong_accounts_and_currencies(documented: Shop, live: Shop) -> None:
    for shop, wrong, unknown in ((documented, 400, 404), (live, 500, 500)):
        assert error(shop.get("/accounts/none"))[0] == wrong
        assert error(shop.get(f"/accounts/{HOME_ORGANIZATION}"))[0] == unknown
        assert error(shop.get("/accounts/balance/check/CFA"))[0] == wrong
        assert error(shop.get("/providers", provider_code="PAYPAL"))[0] == wrong
    assert error(live.get("/providers", provider_code="ORANGE"))[0] == 500


def test_an_organization_sees_only_itself(either: Shop) -> None:
    assert [each["name"] for each in either.get("/organizations").json()] == ["Boutique Baobab"]
    refused = error(either.get("/organizations/11111111-2222-4333-8444-555555555555"))
    assert refused[:3] == (404, "not_found", "Organization not found or access denied")
    either.server.pay(either.create().id)
    told = either.get("/organizations/metrics").json()
    assert (told["total_revenue"], told["total_transactions"], told["total_customers"]) == (5000, 1, 8)
