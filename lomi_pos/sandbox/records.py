"""What lomi. keeps: sessions, links, transactions. Frozen; a change makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from lomi_pos.sandbox.clock import read_stamp, stamp

Amount = int | float  # whole smallest units, but for what a live-dialect caller sends unchecked
Environment = Literal["test", "live"]
SessionStatus = Literal["open", "completed", "expired"]
TransactionStatus = Literal["pending", "completed", "failed", "refunded", "expired"]

# The organization and merchant of the examples in lomi.'s documentation.
HOME_ORGANIZATION = "0979ec77-9fb1-4c9a-8c55-d7fb6c182c9c"
HOME_MERCHANT = "904d003c-3736-41d4-90a5-9de74d404fd7"

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose object it is; ``operator_id`` when a Network operator made it for a member."""

    organization_id: str = HOME_ORGANIZATION
    merchant_id: str = HOME_MERCHANT
    environment: Environment = "test"
    operator_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Owner):
    """What a shelf can hold."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Owner):
    id: str
    amount: Amount
    currency_code: str
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    status: SessionStatus = "open"
    title: str | None = None
    description: str | None = None
    success_url: str | None = None
    cancel_url: str | None = None
    allowed_providers: tuple[str, ...] = ()
    customer_id: str | None = None
    customer_email: str | None = None
    customer_name: str | None = None
    customer_phone: str | None = None
    product_id: str | None = None
    price_id: str | None = None
    subscription_id: str | None = None
    plan_id: str | None = None
    payment_link_id: str | None = None
    quantity: int = 1
    allow_coupon_code: bool = False
    allow_quantity: bool = False
    require_billing_address: bool = False
    metadata: Mapping[str, Any] | None = None
    coupon_code: str | None = None
    discount_amount: Amount = 0
    """What the coupon took off; ``amount`` is what is left to pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Owner):
    id: str
    link_type: str
    title: str
    currency_code: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    amount: Amount | None = None
    product_id: str | None = None
    price_id: str | None = None
    quantity: int = 1
    is_active: bool = True
    expires_at: datetime | None = None
    success_url: str | None = None
    cancel_url: str | None = None
    allow_coupon_code: bool = False
    allow_quantity: bool = False
    require_billing_address: bool = True
    metadata: Mapping[str, Any] | None = None

    def is_open(self, at: datetime) -> bool:
        return self.is_active and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction(Owner):
    id: str
    customer_id: str
    gross_amount: Amount
    fee_amount: Amount
    currency_code: str
    provider_code: str
    provider_transaction_id: str
    status: TransactionStatus
    created_at: datetime
    updated_at: datetime
    session_id: str | None = None
    provider_checkout_id: str | None = None
    product_id: str | None = None
    price_id: str | None = None
    subscription_id: str | None = None
    customer_email: str | None = None
    customer_name: str | None = None
    customer_phone: str | None = None
    quantity: int = 1
    description: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    coupon_code: str | None = None
    discount_amount: Amount = 0

    @property
    def net_amount(self) -> Amount:
        return self.gross_amount - self.fee_amount

    @property
    def payment_method_code(self) -> str:
        return {"STRIPE": "CARDS", "FREE": "FREE"}.get(self.provider_code, "MOBILE_MONEY")


@dataclass(frozen=True, slots=True)
class Invoice:
    """An unpaid invoice that blocks its customer; its own session collects it."""

    invoice_id: str
    number: str
    amount_remaining: Amount
    currency_code: str


Record = TypeVar("Record", bound=Owner)
Item = TypeVar("Item", bound=Kept)


def freeze(record: Owner) -> dict[str, Any]:
    """Return a record as JSON values, for the state file."""
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    return {name: stamp(value) if isinstance(value, datetime) else value for name, value in values.items()}


def thaw(kind: type[Record], saved: Mapping[str, Any]) -> Record:
    """Read a record back from the state file; fields it does not know are left out."""
    known = {each.name for each in fields(kind)}
    values = {name: value for name, value in saved.items() if name in known}
    for name, value in values.items():
        if name.endswith("_at") and value is not None:
            values[name] = read_stamp(value)
        if name in {"allowed_providers", "product_ids"}:
            values[name] = tuple(value)
    return kind(**values)
