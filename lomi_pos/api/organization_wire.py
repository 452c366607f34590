"""Merchants, balances and organizations as lomi. spells them.

Sources: lomi.'s source, ``core/merchants``, ``core/accounts``, ``core/organizations``. lomi. docs, Data models, name
the parts of a balance otherwise: ``available_amount``, ``pending_amount``, ``reserved_amount``, ``updated_at``.
"""

from decimal import Decimal
from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import (
    Currency,
    CurrencyOrNone,
    Flag,
    Id,
    IdOrNone,
    Line,
    Metadata,
    Number,
    When,
    WholeOrNone,
    Word,
)
from lomi_pos.api.wire import OpenWire, others, read
from lomi_pos.till.organization import (
    BalanceAccount,
    BalanceCheck,
    BalanceParts,
    Figure,
    Merchant,
    Organization,
    OrganizationFigures,
)

_NEVER_KEPT = {"pin_code", "success"}
"""``pin_code`` guards what people do on lomi.'s own pages: it is dropped the moment it comes."""


class MerchantWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("merchant_id", "id"))
    name: Line = ""
    email: Line = ""
    phone: Line = Field("", validation_alias=AliasChoices("phone_number", "phone"))
    country: Line = ""
    mrr: Number = None
    arr: Number = None
    merchant_lifetime_value: Number = None
    retry_payment_every: WholeOrNone = None
    total_retries: WholeOrNone = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


class FigureWire(OpenWire):
    """``mrr``, ``arr`` or ``balance``, whichever was asked for; a row of ``GET /accounts/balance`` too."""

    value: Number = Field(None, validation_alias=AliasChoices("balance", "mrr", "arr", "available_amount"))
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    as_of: When = Field(None, validation_alias=AliasChoices("as_of_date", "last_updated", "updated_at"))


class BalanceAccountWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("account_id", "id"))
    organization_id: IdOrNone = None
    balance: Number = Field(None, validation_alias=AliasChoices("balance", "available_amount"))
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    is_spi_account: Flag = None
    environment: Word = ""
    created_at: When = None
    updated_at: When = None


class BalancePartsWire(OpenWire):
    currency: Currency = Field(validation_alias=AliasChoices("currency_code", "currency"))
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


class OrganizationWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("organization_id", "id"))
    name: Line = Field("", validation_alias=AliasChoices("name", "organization_name"))
    email: Line = ""
    phone_number: Line = ""
    status: Word = ""
    verification_status: Word = ""
    default_currency: CurrencyOrNone = None
    created_at: When = None
    updated_at: When = None


class OrganizationFiguresWire(OpenWire):
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    mrr: Number = None
    arr: Number = None
    total_revenue: Number = None
    total_transactions: WholeOrNone = None
    total_customers: WholeOrNone = None
    calculated_at: When = None


def to_merchant(raw: Any) -> Merchant:
    """Raises ``Unreadable``, as all of these do."""
    wire = read(MerchantWire, raw)
    return Merchant(
        id=wire.id,
        name=wire.name,
        email=wire.email,
        phone=wire.phone,
        country=wire.country,
        mrr=wire.mrr,
        arr=wire.arr,
        lifetime_value=wire.merchant_lifetime_value,
        retry_payment_every=wire.retry_payment_every,
        total_retries=wire.total_retries,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire, besides=_NEVER_KEPT),
    )


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
        others=others(wire, besides=_NEVER_KEPT),
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
        others=others(wire, besides=_NEVER_KEPT),
    )


def to_balance_check(raw: Any) -> BalanceCheck:
    wire = read(BalanceCheckWire, raw)
    return BalanceCheck(wire.has_sufficient_balance, wire.available_balance)


def to_organization(raw: Any) -> Organization:
    wire = read(OrganizationWire, raw)
    return Organization(
        id=wire.id,
        name=wire.name,
        email=wire.email,
        phone=wire.phone_number,
        status=wire.status,
        verification_status=wire.verification_status,
        default_currency=wire.default_currency,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire, besides=_NEVER_KEPT),
    )


def to_organization_figures(raw: Any) -> OrganizationFigures:
    wire = read(OrganizationFiguresWire, raw)
    return OrganizationFigures(
        currency=wire.currency,
        mrr=wire.mrr,
        arr=wire.arr,
        total_revenue=wire.total_revenue,
        total_transactions=wire.total_transactions,
        total_customers=wire.total_customers,
        as_of=wire.calculated_at,
        others=others(wire, besides=_NEVER_KEPT),
    )
