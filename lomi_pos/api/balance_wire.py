"""Balances as lomi. spells them, and single figures of money.

Source: lomi.'s source, ``core/accounts``. lomi. docs, Data models, name the parts of a balance otherwise:
``available_amount``, ``pending_amount``, ``reserved_amount``, ``updated_at``.
"""

from decimal import Decimal
from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Currency, CurrencyOrNone, Flag, Id, IdOrNone, Number, When, Word
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, others, read
from lomi_pos.till.organization import BalanceAccount, BalanceCheck, BalanceParts, Figure


class FigureWire(OpenWire):
    """``mrr``, ``arr`` or ``balance``, whichever was asked for; a row of ``GET /accounts/balance`` too."""

    value: Number = Field(None, validation_alias=AliasChoices("balance", "mrr", "arr", "available_amount"))
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    as_of: When = Field(None, validation_alias=AliasChoices("as_of_date", "last_updated", "updated_at"))


class BalanceAccountWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("account_id", "id"))
    organization_id: IdOrNone = None
    balance: Number = Field(None, validation_alias=AliasChoices("balance", "available_amount"))
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    is_spi_account: Flag = None
    environment: Word = ""
    created_at: When = None
    updated_at: When = None


class BalancePartsWire(OpenWire):
    currency: Currency = Field(validation_alias=CURRENCY_NAMES)
    available: Number = Field(None, validation_alias=AliasChoices("available_balance", "available_amount"))
    pending: Number = Field(None, validation_alias=AliasChoices("pending_balance", "pending_amount"))
    reserved: Number = Field(None, validation_alias=AliasChoices("reserved_balance", "reserved_amount"))
    total: Number = Field(None, validation_alias=AliasChoices("total_balance", "total_amount"))
    converted_available_balance: Number = None
    converted_pending_balance: Number = None
    converted_total_balance: Number = None
    target_currency: CurrencyOrNone = None
    updated_at: When = None


class BalanceCheckWire(OpenWire):
    has_sufficient_balance: Flag = None
    available_balance: Number = None


def to_figure(raw: Any) -> Figure:
    wire = read(FigureWire, raw)
    return Figure(wire.value, wire.currency, wire.as_of)


def to_balance_account(raw: Any) -> BalanceAccount:
    wire = read(BalanceAccountWire, raw)
    return BalanceAccount(
        id=wire.id,
        balance=Figure(wire.balance, wire.currency, wire.updated_at),
        organization_id=wire.organization_id,
        environment=wire.environment or None,
        is_spi=wire.is_spi_account,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )


def to_balance_parts(raw: Any) -> BalanceParts:
    wire = read(BalancePartsWire, raw)
    converted: dict[str, Decimal | None] = {
        "available": wire.converted_available_balance,
        "pending": wire.converted_pending_balance,
        "total": wire.converted_total_balance,
    }
    return BalanceParts(
        currency=wire.currency,
        available=wire.available,
        pending=wire.pending,
        reserved=wire.reserved,
        total=wire.total,
        target_currency=wire.target_currency,
        converted={name: value for name, value in converted.items() if value is not None},
        as_of=wire.updated_at,
        others=others(wire),
    )


def to_balance_check(raw: Any) -> BalanceCheck:
    wire = read(BalanceCheckWire, raw)
    return BalanceCheck(wire.has_sufficient_balance, wire.available_balance)
