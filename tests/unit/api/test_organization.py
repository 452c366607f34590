"""Merchants, balances and organizations: what is asked, and what is made of the answers."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from lomi_pos.till.errors import LomiTrouble, NotFound, OutcomeUnknown, RequestRefused, TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.organization import BalanceCheck, Figure
from tests.unit.api.asked import OTHER_ID

pytestmark = pytest.mark.anyio

MERCHANT_ID = "904d003c-3736-41d4-90a5-9de74d404fd7"
ACCOUNT_ID = "3f6f1d60-52f0-4a0e-8e59-0a4a2b9f7d11"
ORGANIZATION_ID = "0979ec77-9fb1-4c9a-8c55-d7fb6c182c9c"

MERCHANT: dict[str, Any] = {
    "merchant_id": MERCHANT_ID,
    "name": "Awa",
    "email": "awa@example.com",
    "phone_number": "+2250700000000",
    "country": "CI",
    "mrr": 50000.5,
    "arr": 600000.0,
    "merchant_lifetime_value": None,
    "retry_payment_every": 3,
    "total_retries": 4,
    "metadata": {"a": 1},
    "created_at": "2025-01-01T00:00:00Z",
    "updated_at": "2025-01-02T00:00:00Z",
    "tier": "gold",
}


def envelopes() -> Any:
    return pytest.mark.parametrize(
        "envelope", [lambda it: it, lambda it: {"data": it}, lambda it: {"success": True, "data": it}]
    )


# ---------------------------------------------------------------- merchants


@envelopes()
async def test_a_merchant_is_read_in_every_envelope(client, lomi, envelope):
    lomi.answers(envelope(MERCHANT))
    merchant = await client.merchants.get(MERCHANT_ID)
    assert (merchant.id, merchant.name, merchant.country) == (MERCHANT_ID, "Awa", "CI")
    assert (merchant.mrr, merchant.arr, merchant.lifetime_value) == (Decimal("50000.5"), Decimal("600000.0"), None)
    assert (merchant.retry_payment_every, merchant.total_retries) == (3, 4)
    assert merchant.others == {"tier": "gold"}
    assert "awa@example.com" not in repr(merchant)
    assert "+2250700000000" not in repr(merchant)


async def test_another_merchants_answer_is_not_believed(client, lomi):
    lomi.answers(MERCHANT)
    with pytest.raises(OutcomeUnknown):
        await client.merchants.get(OTHER_ID)


@envelopes()
@pytest.mark.parametrize("name", ["mrr", "arr", "balance"])
async def test_a_merchants_figures_are_read(client, lomi, envelope, name):
    lomi.answers(
        envelope(
            {
                "merchant_id": MERCHANT_ID,
                name: 50000.0,
                "currency_code": "XOF",
                "as_of_date": "2025-04-05T10:30:00Z",
            }
        )
    )
    figure = await getattr(client.merchants, name)(MERCHANT_ID)
    assert figure == Figure(Decimal("50000.0"), "XOF", datetime(2025, 4, 5, 10, 30, tzinfo=UTC))
    assert figure.money == Money(50_000)
    assert lomi.asked[0].url.path == f"/merchants/{MERCHANT_ID}/{name}"


async def test_a_balance_is_asked_for_with_its_currency(client, lomi):
    lomi.answers({"balance": 1, "currency_code": "EUR"})
    await client.merchants.balance(MERCHANT_ID, "eur")
    assert dict(lomi.asked[0].url.params) == {"currency_code": "EUR"}
    with pytest.raises(TillRefusal):
        await client.merchants.balance(MERCHANT_ID, "GHS")
    assert len(lomi.asked) == 1


@pytest.mark.parametrize(("value", "currency"), [(1.5, "XOF"), ("many", "XOF"), (None, "XOF"), (5, None)])
async def test_a_figure_that_is_no_money_is_not_made_into_some(client, lomi, value, currency):
    lomi.answers({"mrr": value, "currency_code": currency})
    assert (await client.merchants.mrr(MERCHANT_ID)).money is None


async def test_another_merchants_id_is_refused_by_lomi(client, lomi):
    lomi.refuses(403, "Access denied: merchant ID does not match API key")
    with pytest.raises(RequestRefused) as refused:
        await client.merchants.arr(OTHER_ID)
    assert refused.value.answered.text.startswith("Access denied")


# ---------------------------------------------------------------- balances


@envelopes()
async def test_accounts_are_listed(client, lomi, envelope):
    row = {
        "account_id": ACCOUNT_ID,
        "organization_id": ORGANIZATION_ID,
        "balance": 100000.0,
        "currency_code": "XOF",
        "is_spi_account": False,
        "spi_account_status": None,
        "updated_at": "2025-04-05T10:30:00Z",
    }
    lomi.answers(envelope([row, row, {**row, "account_id": OTHER_ID, "environment": "live"}]))
    (account,) = await client.balances.accounts()
    assert (account.id, account.balance.money, account.is_spi) == (ACCOUNT_ID, Money(100_000), False)
    lomi.answers(envelope(row))
    lomi.answers(envelope(row))
    await client.balances.accounts()  # the first answer, once more
    assert (await client.balances.account(ACCOUNT_ID)).organization_id == ORGANIZATION_ID


@envelopes()
async def test_the_balance_of_a_currency_is_read(client, lomi, envelope):
    row = {"currency_code": "XOF", "balance": 4875, "last_updated": "2025-04-05T10:30:00Z"}
    lomi.answers(envelope([row, {**row, "currency_code": "EUR"}]))
    (figure,) = await client.balances.now("xof")
    assert figure.money == Money(4875)
    assert figure.as_of == datetime(2025, 4, 5, 10, 30, tzinfo=UTC)
    assert dict(lomi.asked[0].url.params) == {"currency": "XOF"}
    assert len(await client.balances.now()) == 2


@pytest.mark.parametrize(
    "row",
    [
        {"available_balance": 4875.5, "pending_balance": 100, "total_balance": "4975.5"},
        {"available_amount": 4875.5, "pending_amount": 100, "total_amount": 4975.5},
    ],
)
async def test_the_parts_of_a_balance_are_read_in_both_spellings(client, lomi, row):
    lomi.answers(
        [
            {
                "currency_code": "XOF",
                **row,
                "reserved_amount": 7,
                "converted_total_balance": 8.25,
                "target_currency": "USD",
            }
        ]
    )
    (parts,) = await client.balances.parts("usd")
    assert (parts.available, parts.pending, parts.total) == (Decimal("4875.5"), Decimal(100), Decimal("4975.5"))
    assert (parts.reserved, parts.converted, parts.target_currency) == (Decimal(7), {"total": Decimal("8.25")}, "USD")
    assert dict(lomi.asked[0].url.params) == {"target_currency": "USD"}


async def test_before_the_first_payment_there_is_no_balance_and_no_trouble(client, lomi):
    lomi.refuses(404)
    assert await client.balances.now("XOF") == []
    assert await client.balances.parts() == []


async def test_whether_there_is_money_is_asked_by_currency(client, lomi):
    lomi.answers({"has_sufficient_balance": True, "available_balance": 4875})
    assert await client.balances.check("xof") == BalanceCheck(is_sufficient=True, available=Decimal(4875))
    assert lomi.asked[0].url.path == "/accounts/balance/check/XOF"
    with pytest.raises(TillRefusal):
        await client.balances.check("../x")


# ---------------------------------------------------------------- organizations

ORGANIZATION = {
    "organization_id": ORGANIZATION_ID,
    "name": "Boutique Baobab",
    "email": "shop@example.com",
    "phone_number": "+2250700000000",
    "status": "active",
    "verification_status": "verified",
    "default_currency": "XOF",
    "pin_code": "1234",
    "industry": "Retail",
}


@pytest.mark.parametrize("answer", [[ORGANIZATION], {"data": [ORGANIZATION]}, ORGANIZATION, {"data": ORGANIZATION}])
async def test_the_organization_is_read_and_its_pin_never_kept(client, lomi, answer):
    lomi.answers(answer)
    (organization,) = await client.organizations.list()
    assert (organization.name, organization.status, organization.default_currency) == (
        "Boutique Baobab",
        "active",
        "XOF",
    )
    assert organization.others == {"industry": "Retail"}
    assert "shop@example.com" not in repr(organization)


async def test_one_organization_is_read_by_its_id(client, lomi):
    lomi.answers(ORGANIZATION)
    assert (await client.organizations.get(ORGANIZATION_ID)).verification_status == "verified"
    with pytest.raises(OutcomeUnknown):
        await client.organizations.get(OTHER_ID)


async def test_how_the_organization_does_is_read(client, lomi):
    lomi.answers(
        {
            "mrr": 50000.0,
            "arr": 600000.0,
            "total_revenue": 250000.5,
            "total_transactions": 1234,
            "total_customers": 567,
            "currency_code": "XOF",
            "calculated_at": "2025-04-05T10:30:00Z",
        }
    )
    figures = await client.organizations.figures()
    assert (figures.mrr, figures.arr, figures.total_revenue) == (Decimal(50000), Decimal(600000), Decimal("250000.5"))
    assert (figures.total_transactions, figures.total_customers, figures.currency) == (1234, 567, "XOF")


# ---------------------------------------------------------------- all of them

READS = {
    "merchant": lambda client, it: client.merchants.get(it),
    "mrr": lambda client, it: client.merchants.mrr(it),
    "account": lambda client, it: client.balances.account(it),
    "organization": lambda client, it: client.organizations.get(it),
}


@pytest.mark.parametrize("read", READS.values(), ids=list(READS))
@pytest.mark.parametrize("asked", ["", "me", "../me", "904d003c-3736-41d4-90a5-9de74d404fd7/x", "a?b"])
async def test_what_is_no_id_is_not_asked_for(client, lomi, read, asked):
    with pytest.raises(NotFound):
        await read(client, asked)
    assert not lomi.asked


@pytest.mark.parametrize("read", READS.values(), ids=list(READS))
async def test_a_network_account_has_none_of_them(client_for, lomi, read):
    client = await client_for(account="acct_member", inner=httpx.MockTransport(lomi))
    with pytest.raises(LomiTrouble) as refused:
        await read(client, MERCHANT_ID)
    assert refused.value.message.code == "network_refused"
    assert not lomi.asked
