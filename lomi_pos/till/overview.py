"""What the shop's account at lomi. is worth knowing: whose it is, how it is paid, what is in it, what it costs.

It informs; no sale is settled by it. Each part can be missing by itself, and then has its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import Account, Provider, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.organization import BalanceParts, Figure
from lomi_pos.till.words import Message


class Part(StrEnum):
    """What is asked for by itself."""

    ACCOUNT = "account"
    PROVIDERS = "providers"
    BALANCES = "balances"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class Balance:
    """In one currency, in its smallest unit. ``pending`` is still on its way; None is not told."""

    currency: str
    available: Decimal | None
    pending: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProviderFees:
    """What lomi. kept of the last payments of one provider in one currency."""

    provider: str
    count: int
    gross: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """As it was ``asked_at``. ``problems`` says of each part that is missing why it is."""

    identity: Identity
    asked_at: datetime
    account: Account | None = None
    providers: tuple[Provider, ...] = ()
    balances: tuple[Balance, ...] = ()
    fees: tuple[ProviderFees, ...] = ()
    problems: Mapping[Part, Message] = field(default_factory=dict)


def balances_of(parts: Iterable[BalanceParts], figures: Iterable[Figure]) -> tuple[Balance, ...]:
    """One a currency: the breakdown where there is one, else the plain figure."""
    found = {one.currency: Balance(one.currency, one.available, one.pending) for one in parts}
    for figure in figures:
        if figure.currency is not None:
            found.setdefault(figure.currency, Balance(figure.currency, figure.value))
    return tuple(found[currency] for currency in sorted(found))


def fees_of(transactions: Iterable[Transaction]) -> tuple[ProviderFees, ...]:
    """By provider, the busiest first. A payment without a fee, or in two currencies, is left out."""
    found: dict[tuple[str, str], ProviderFees] = {}
    for one in transactions:
        if not one.is_completed_payment or one.gross is None or one.fee is None:
            continue
        if one.gross.currency != one.fee.currency:
            continue
        before = found.get((one.provider, one.gross.currency))
        found[one.provider, one.gross.currency] = ProviderFees(
            one.provider,
            1 + (before.count if before else 0),
            one.gross + before.gross if before else one.gross,
            one.fee + before.fee if before else one.fee,
        )
    return tuple(sorted(found.values(), key=lambda fees: (-fees.count, fees.provider)))
