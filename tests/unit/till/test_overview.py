from decimal import Decimal

from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.organization import BalanceParts, Figure
from lomi_pos.till.overview import Balance, ProviderFees, balances_of, fees_of


def payment(
    provider: str, gross: int, fee: int | None, *, status: str = "completed", kind: str = "payment"
) -> Transaction:
    kept = None if fee is None else Money(fee)
    return Transaction(f"{provider}-{gross}", status, Money(gross), kept, provider=provider, kind=kind)


def test_the_breakdown_of_a_currency_goes_before_its_plain_figure():
    parts = [BalanceParts("XOF", Decimal(900), Decimal(100))]
    figures = [Figure(Decimal(1000), "XOF"), Figure(Decimal(5), "EUR"), Figure(Decimal(7), None)]
    assert balances_of(parts, figures) == (
        Balance("EUR", Decimal(5)),
        Balance("XOF", Decimal(900), Decimal(100)),
    )


def test_fees_are_added_up_by_provider_and_the_busiest_comes_first():
    found = fees_of([payment("MTN", 500, 10), payment("WAVE", 1000, 15), payment("WAVE", 2000, 30)])
    assert found == (
        ProviderFees("WAVE", 2, Money(3000), Money(45)),
        ProviderFees("MTN", 1, Money(500), Money(10)),
    )


def test_what_tells_no_fee_or_brought_no_money_is_left_out():
    assert fees_of([payment("WAVE", 1000, None), payment("WAVE", 1000, 15, status="failed")]) == ()
    assert fees_of([payment("WAVE", 1000, 15, kind="refund")]) == ()
