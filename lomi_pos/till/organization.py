"""Whose till it is, and what lomi. keeps for them.

Sources: lomi.'s source, ``core/merchants``, ``core/accounts`` and ``core/organizations``; lomi. docs, Merchants.
Figures are as lomi. writes them, in the currency's smallest unit, and may have decimals: lomi. averages them and takes
fees off them. They inform; no sale is settled by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from lomi_pos.till.money import Money


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the shop's: its balance, or what its subscriptions bring in. ``value`` None: it was unreadable."""

    value: Decimal | None
    currency: str | None = None
    as_of: datetime | None = None

    @property
    def money(self) -> Money | None:
        """The figure as money, when it is whole."""
        if self.value is None or self.currency is None or self.value != self.value.to_integral_value():
            return None
        return Money(int(self.value), self.currency)


@dataclass(frozen=True, slots=True)
class Merchant:
    """The shop behind the key (``GET /merchants/{id}``). ``mrr`` and ``arr``: a month's, a year's subscriptions."""

    id: str
    name: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    country: str = ""
    mrr: Decimal | None = None
    arr: Decimal | None = None
    lifetime_value: Decimal | None = None
    retry_payment_every: int | None = None
    total_retries: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BalanceAccount:
    """Where lomi. keeps the shop's money in one currency (``GET /accounts``)."""

    id: str
    balance: Figure
    organization_id: str | None = None
    environment: str | None = None
    is_spi: bool | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BalanceParts:
    """A balance in its parts (``GET /accounts/balance/breakdown``): what can be paid out, and what is still on its way.

    ``converted`` are the same in ``target_currency``, as lomi. reckons them, by their names without ``converted_``.
    """

    currency: str
    available: Decimal | None
    pending: Decimal | None = None
    reserved: Decimal | None = None
    total: Decimal | None = None
    target_currency: str | None = None
    converted: Mapping[str, Decimal] = field(default_factory=dict)
    as_of: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """Whether there is money to give back or pay out (``GET /accounts/balance/check/{currency}``)."""

    is_sufficient: bool | None
    available: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """The organization behind the key (``GET /organizations``)."""

    id: str
    name: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    status: str = ""
    verification_status: str = ""
    default_currency: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class OrganizationFigures:
    """How the organization does (``GET /organizations/metrics``)."""

    currency: str | None = None
    mrr: Decimal | None = None
    arr: Decimal | None = None
    total_revenue: Decimal | None = None
    total_transactions: int | None = None
    total_customers: int | None = None
    as_of: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
