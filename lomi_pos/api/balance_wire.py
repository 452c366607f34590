"""Balances as lomi. spells them, and single figures of money.

Source: lomi.'s source, ``core/accounts``. lomi. docs, Data models, name the parts of a balance otherwise:
``available_amount``, ``pending_amount``, ``reserved_amount``, ``updated_at``.
"""

from decimal import Decimal

from lomi_pos.api.values import currency, currency_or_none, flag, id_or_none, its_id, number, when, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, reads
from lomi_pos.till.organization import BalanceAccount, BalanceCheck, BalanceParts, Figure


@reads
def to_figure(said: Said) -> Figure:
    """``mrr``, ``arr`` or ``balance``, whichever was asked for; a row of ``GET /accounts/balance`` too."""
    return Figure(
        said(number, "balance", "mrr", "arr", "available_amount"),
        said(currency_or_none, *CURRENCY_NAMES),
        said(when, "as_of_date", "last_updated", "updated_at"),
    )


@reads
def to_balance_account(said: Said) -> BalanceAccount:
    balance, updated_at = said(number, "balance", "available_amount"), said(when, "updated_at")
    return BalanceAccount(
        id=said.needs(its_id, "account_id", "id"),
        balance=Figure(balance, said(currency_or_none, *CURRENCY_NAMES), updated_at),
        organization_id=said(id_or_none, "organization_id"),
        environment=said(word, "environment") or None,
        is_spi=said(flag, "is_spi_account"),
        created_at=said(when, "created_at"),
        updated_at=updated_at,
        others=said.others(),
    )


@reads
def to_balance_parts(said: Said) -> BalanceParts:
    converted: dict[str, Decimal | None] = {
        "available": said(number, "converted_available_balance"),
        "pending": said(number, "converted_pending_balance"),
        "total": said(number, "converted_total_balance"),
    }
    return BalanceParts(
        currency=said.needs(currency, *CURRENCY_NAMES),
        available=said(number, "available_balance", "available_amount"),
        pending=said(number, "pending_balance", "pending_amount"),
        reserved=said(number, "reserved_balance", "reserved_amount"),
        total=said(number, "total_balance", "total_amount"),
        target_currency=said(currency_or_none, "target_currency"),
        converted={name: value for name, value in converted.items() if value is not None},
        as_of=said(when, "updated_at"),
        others=said.others(),
    )


@reads
def to_balance_check(said: Said) -> BalanceCheck:
    return BalanceCheck(said(flag, "has_sufficient_balance"), said(number, "available_balance"))
