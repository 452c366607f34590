"""What lomi. tells us, in the till's own types. ``api/`` reads it off the wire; the rules only see this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.money import Money


@dataclass(frozen=True, slots=True)
class CheckoutSession:
    """A checkout session as an answer showed it. ``status`` is lomi.'s word (lomi. docs, Checkout sessions).

    Few answers say all of it: a list is short, and a session that is read names neither its page nor its environment.
    What an answer does not say is None or empty, which is not the same as no.
    """

    id: str
    status: str
    amount: Money | None
    url: str | None = None
    expires_at: datetime | None = None
    environment: str | None = None
    organization_id: str | None = None
    title: str = ""
    payment_link_id: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    description: str = ""
    success_url: str | None = None
    cancel_url: str | None = None
    customer_id: str | None = None
    customer_name: str = field(default="", repr=False)
    customer_email: str = field(default="", repr=False)
    customer_phone: str = field(default="", repr=False)
    product_id: str | None = None
    price_id: str | None = None
    quantity: int | None = None
    subscription_id: str | None = None
    plan_id: str | None = None
    payment_request_id: str | None = None
    installment_plan_id: str | None = None
    allowed_providers: tuple[str, ...] = ()
    allow_coupon_code: bool | None = None
    allow_quantity: bool | None = None
    require_billing_address: bool | None = None
    merchant_id: str | None = None
    created_by: str | None = None
    is_pos: bool | None = None
    is_spi: bool | None = None
    qr_code_data: str | None = None
    qr_code_type: str = ""
    spi_account_number: str = field(default="", repr=False)
    spi_qr_code_id: str = ""
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Fields that this version does not know, to be shown as they came."""

    @property
    def is_open(self) -> bool:
        return self.status in {"open", "pending"}

    @property
    def is_completed(self) -> bool:
        return self.status == "completed"

    @property
    def is_expired(self) -> bool:
        return self.status == "expired"


@dataclass(frozen=True, slots=True)
class PaymentLink:
    """A reusable link (lomi. docs, Payment links). ``amount`` is None for a product link, priced by its product.

    ``metadata`` is documented, and dropped by lomi.'s server: nothing may depend on it.
    """

    id: str
    url: str | None
    kind: str
    title: str = ""
    description: str = ""
    amount: Money | None = None
    currency: str = "XOF"
    product_id: str | None = None
    is_active: bool = True
    expires_at: datetime | None = None
    environment: str | None = None
    created_at: datetime | None = None
    price_id: str | None = None
    quantity: int | None = None
    allow_coupon_code: bool | None = None
    allow_quantity: bool | None = None
    require_billing_address: bool | None = None
    success_url: str | None = None
    cancel_url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    organization_id: str | None = None
    created_by: str | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)
    """What this version does not know, and a link's ``line_items``, to be shown as they came."""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A payment link to be made (lomi. docs, Payment links): ``instant`` has an amount, ``product`` has a product.

    An empty page to return to is the shop's usual one.
    """

    kind: str
    title: str
    currency: str
    amount: Money | None = None
    product_id: str | None = None
    price_id: str | None = None
    description: str = ""
    expires_at: datetime | None = None
    allow_coupon_code: bool = False
    allow_quantity: bool = False
    require_billing_address: bool = False
    success_url: str = ""
    cancel_url: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Sent as documented; lomi.'s server drops it, so a link is only found again by its title."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One payment as lomi. books it (lomi. docs, Transactions): ``gross`` paid, ``fee`` kept, ``net`` received.

    ``kind``, ``provider``, ``method`` and ``status`` are lomi.'s words, as it wrote them. ``discount`` is what coupons
    took off. No list says all of it, and neither does a single one. What may name a customer is not in its ``repr``.
    """

    id: str
    status: str
    gross: Money | None
    fee: Money | None = None
    net: Money | None = None
    provider: str = ""
    method: str = ""
    kind: str = "payment"
    checkout_session_id: str | None = None
    environment: str | None = None
    description: str = field(default="", repr=False)
    customer_name: str = field(default="", repr=False)
    provider_transaction_id: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    discount: Money | None = None
    fee_name: str = ""
    fee_reference: str = ""
    product_id: str | None = None
    price_id: str | None = None
    subscription_id: str | None = None
    quantity: int | None = None
    customer_id: str | None = None
    customer_email: str = field(default="", repr=False)
    customer_phone: str = field(default="", repr=False)
    provider_checkout_id: str = ""
    merchant_id: str | None = None
    organization_id: str | None = None
    is_pos: bool | None = None
    is_bnpl: bool | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Fields that this version does not know, to be shown as they came."""

    @property
    def is_completed_payment(self) -> bool:
        return self.status == "completed" and self.kind in {"payment", "instalment"}

    @property
    def is_given_back(self) -> bool:
        """Whether all of a payment went back: lomi. knows no status for a part, which stays ``completed``."""
        return self.status == "refunded" and self.kind in {"payment", "instalment"}

    @property
    def tells_of_a_refund(self) -> bool:
        """Whether its status speaks of one at all; a word such as ``partially_refunded`` is believed to mean a part."""
        return "refund" in self.status and self.kind in {"payment", "instalment"}


@dataclass(frozen=True, slots=True)
class Account:
    """Whose key it is (``GET /me``). A field is empty where only ``GET /providers`` could be asked."""

    environment: str
    organization_id: str | None = None
    organization_name: str = ""
    merchant_id: str | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """A way to pay (``GET /providers``): ``WAVE``, ``ORANGE``, ``MTN``, ``STRIPE`` for cards, ...

    ``onboarding`` is lomi.'s word for how far the shop has come with it: ``pending``, ``in_progress``, ``completed``,
    ``failed``, ``skipped``. ``merchant_id`` is the shop's with the provider. None of it is set per environment.
    """

    code: str
    is_connected: bool = True
    onboarding: str = ""
    is_phone_verified: bool | None = None
    phone: str = field(default="", repr=False)
    merchant_id: str = ""
    organization_id: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
