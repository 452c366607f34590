"""Checkout sessions as lomi. spells them (lomi. docs, Checkout sessions; OpenAPI 1.1.0)."""

from lomi_pos.api.values import (
    currency,
    currency_or_none,
    flag,
    id_or_none,
    its_id,
    line,
    texts,
    url,
    when,
    whole,
    whole_or_none,
    word,
    words,
)
from lomi_pos.api.wire import CURRENCY_NAMES, Said, money, reads
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.money import Money


@reads
def to_session(said: Said) -> CheckoutSession:
    """One by itself (OpenAPI ``CheckoutSessionResponseDto``).

    Its amount and currency are needed: a ``completed`` without them would settle nothing.
    """
    return _session(said, money(said.needs(whole, "amount"), said.needs(currency, *CURRENCY_NAMES)))


@reads
def to_session_row(said: Said) -> CheckoutSession:
    """One in a list, which the docs show abbreviated.

    Its amount is None when the row does not say it; a list is only ever a hint.
    """
    return _session(said, money(said(whole, "amount"), said(currency_or_none, *CURRENCY_NAMES)))


def _session(said: Said, amount: Money | None) -> CheckoutSession:
    return CheckoutSession(
        id=said.needs(its_id, "checkout_session_id", "id", "session_id"),
        status=said(word, "status"),
        amount=amount,
        url=said(url, "url", "checkout_url"),
        expires_at=said(when, "expires_at"),
        environment=said(word, "environment") or None,
        organization_id=said(id_or_none, "organization_id"),
        title=said(line, "title"),
        payment_link_id=said(id_or_none, "payment_link_id"),
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        description=said(line, "description", "public_description"),
        success_url=said(url, "success_url"),
        cancel_url=said(url, "cancel_url"),
        customer_id=said(id_or_none, "customer_id"),
        customer_name=said(line, "customer_name"),
        customer_email=said(line, "customer_email"),
        customer_phone=said(line, "customer_phone"),
        product_id=said(id_or_none, "product_id"),
        price_id=said(id_or_none, "price_id"),
        quantity=said(whole_or_none, "quantity"),
        subscription_id=said(id_or_none, "subscription_id"),
        plan_id=said(id_or_none, "plan_id"),
        payment_request_id=said(id_or_none, "payment_request_id"),
        installment_plan_id=said(id_or_none, "installment_plan_id"),
        allowed_providers=said(words, "allowed_providers"),
        allow_coupon_code=said(flag, "allow_coupon_code"),
        allow_quantity=said(flag, "allow_quantity"),
        require_billing_address=said(flag, "require_billing_address"),
        merchant_id=said(id_or_none, "merchant_id"),
        created_by=said(id_or_none, "created_by"),
        is_pos=said(flag, "is_pos"),
        is_spi=said(flag, "is_spi"),
        qr_code_data=said(url, "qr_code_data"),
        qr_code_type=said(word, "qr_code_type"),
        spi_account_number=said(line, "spi_account_number"),
        spi_qr_code_id=said(line, "spi_qr_code_id"),
        others=said.others(besides={"payment_required"}),
    )
