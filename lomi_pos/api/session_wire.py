"""Checkout sessions as lomi. spells them (lomi. docs, Checkout sessions; OpenAPI 1.1.0)."""

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
    Url,
    When,
    Whole,
    WholeIfThere,
    WholeOrNone,
    Word,
    Words,
)
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, money, others, read
from lomi_pos.till.lomi import CheckoutSession


class SessionRowWire(OpenWire):
    """A checkout session in a list, which the docs show abbreviated (lomi. docs, Checkout sessions)."""

    id: Id = Field(validation_alias=AliasChoices("checkout_session_id", "id", "session_id"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    status: Word = ""
    url: Url = Field(None, validation_alias=AliasChoices("url", "checkout_url"))
    expires_at: When = None
    environment: Word = ""
    organization_id: IdOrNone = None
    title: Line = ""
    payment_link_id: IdOrNone = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None
    description: Line = Field("", validation_alias=AliasChoices("description", "public_description"))
    success_url: Url = None
    cancel_url: Url = None
    customer_id: IdOrNone = None
    customer_name: Line = ""
    customer_email: Line = ""
    customer_phone: Line = ""
    product_id: IdOrNone = None
    price_id: IdOrNone = None
    quantity: WholeOrNone = None
    subscription_id: IdOrNone = None
    plan_id: IdOrNone = None
    payment_request_id: IdOrNone = None
    installment_plan_id: IdOrNone = None
    allowed_providers: Words = ()
    allow_coupon_code: Flag = None
    allow_quantity: Flag = None
    require_billing_address: Flag = None
    merchant_id: IdOrNone = None
    created_by: IdOrNone = None
    is_pos: Flag = None
    is_spi: Flag = None
    qr_code_data: Url = None
    qr_code_type: Word = ""
    spi_account_number: Line = ""
    spi_qr_code_id: Line = ""


class SessionWire(SessionRowWire):
    """A checkout session by itself (OpenAPI ``CheckoutSessionResponseDto``).

    Its amount and currency are needed: a ``completed`` without them would settle nothing.
    """

    amount: Whole
    currency: Currency = Field(validation_alias=CURRENCY_NAMES)


def to_session(raw: Any) -> CheckoutSession:
    """Raises ``Unreadable``, as all of these do."""
    return _session(read(SessionWire, raw))


def to_session_row(raw: Any) -> CheckoutSession:
    """Its amount is None when the row does not say it; a list is only ever a hint."""
    return _session(read(SessionRowWire, raw))


def _session(wire: SessionRowWire) -> CheckoutSession:
    return CheckoutSession(
        id=wire.id,
        status=wire.status,
        amount=money(wire.amount, wire.currency),
        url=wire.url,
        expires_at=wire.expires_at,
        environment=wire.environment or None,
        organization_id=wire.organization_id,
        title=wire.title,
        payment_link_id=wire.payment_link_id,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        description=wire.description,
        success_url=wire.success_url,
        cancel_url=wire.cancel_url,
        customer_id=wire.customer_id,
        customer_name=wire.customer_name,
        customer_email=wire.customer_email,
        customer_phone=wire.customer_phone,
        product_id=wire.product_id,
        price_id=wire.price_id,
        quantity=wire.quantity,
        subscription_id=wire.subscription_id,
        plan_id=wire.plan_id,
        payment_request_id=wire.payment_request_id,
        installment_plan_id=wire.installment_plan_id,
        allowed_providers=wire.allowed_providers,
        allow_coupon_code=wire.allow_coupon_code,
        allow_quantity=wire.allow_quantity,
        require_billing_address=wire.require_billing_address,
        merchant_id=wire.merchant_id,
        created_by=wire.created_by,
        is_pos=wire.is_pos,
        is_spi=wire.is_spi,
        qr_code_data=wire.qr_code_data,
        qr_code_type=wire.qr_code_type,
        spi_account_number=wire.spi_account_number,
        spi_qr_code_id=wire.spi_qr_code_id,
        others=others(wire, besides={"payment_required"}),
    )
