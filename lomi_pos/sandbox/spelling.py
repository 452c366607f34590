"""How each object is written: the documentation's spelling, and the running server's.

Sources: lomi. docs, Checkout sessions, Payment links, Transactions (documented);
the published OpenAPI document and database types (live).
"""

from typing import Any

from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.records import Link, Session, Transaction

Json = dict[str, Any]


def documented_session(session: Session, url: str, *, created: bool = False) -> Json:
    written = {
        "checkout_session_id": session.id,
        "url": url,
        "status": session.status,
        "expires_at": stamp(session.expires_at),
        "created_at": stamp(session.created_at),
        "merchant_id": session.merchant_id,
        "organization_id": session.organization_id,
        "success_url": session.success_url,
        "cancel_url": session.cancel_url,
        "amount": session.amount,
        "currency_code": session.currency_code,
        "allowed_providers": list(session.allowed_providers),
        "title": session.title,
        "public_description": session.description,
        "customer_email": session.customer_email,
        "customer_name": session.customer_name,
        "customer_phone": session.customer_phone,
        "product_id": session.product_id,
        "subscription_id": session.subscription_id,
        "plan_id": session.plan_id,
        "allow_coupon_code": session.allow_coupon_code,
        "metadata": session.metadata,
        "environment": session.environment,
    }
    if session.payment_link_id:
        # The page does not list it, but nothing else tells which sessions a link made.
        written["payment_link_id"] = session.payment_link_id
    # Published beside the page, and shown by it only where they say something.
    published = {"price_id": None, "quantity": 1, "allow_quantity": False, "require_billing_address": False}
    written |= {name: getattr(session, name) for name, usual in published.items() if getattr(session, name) != usual}
    if not created:
        written["updated_at"] = stamp(session.updated_at)
    return written


def live_session_created(session: Session, url: str) -> Json:
    return {
        **live_session(session),
        "checkout_url": url,
        "price_id": session.price_id,
        "payment_request_id": None,
        "installment_plan_id": None,
        "quantity": session.quantity,
        "allow_coupon_code": session.allow_coupon_code,
        "allow_quantity": session.allow_quantity,
        "require_billing_address": session.require_billing_address,
        "environment": session.environment,
        "created_by": session.merchant_id,
        "is_pos": False,
        "is_spi": False,
        "qr_code_data": None,
        "qr_code_type": None,
        "spi_account_number": None,
        "spi_qr_code_id": None,
    }


def live_session(session: Session) -> Json:
    """Write a session as it is read back: without its URL and without its environment."""
    return {
        "checkout_session_id": session.id,
        "amount": session.amount,
        "currency_code": session.currency_code,
        "title": session.title,
        "description": session.description,
        "status": session.status,
        "success_url": session.success_url,
        "cancel_url": session.cancel_url,
        "customer_id": session.customer_id,
        "customer_email": session.customer_email,
        "customer_name": session.customer_name,
        "customer_phone": session.customer_phone,
        "product_id": session.product_id,
        "subscription_id": session.subscription_id,
        "payment_link_id": session.payment_link_id,
        "merchant_id": session.merchant_id,
        "organization_id": session.organization_id,
        "metadata": session.metadata,
        "expires_at": stamp(session.expires_at),
        "created_at": stamp(session.created_at),
        "updated_at": stamp(session.updated_at),
    }


def documented_link(link: Link, url: str, *, is_active: bool) -> Json:
    return {
        "id": link.id,
        "url": url,
        "link_type": link.link_type,
        "title": link.title,
        "description": link.description,
        "amount": link.amount,
        "currency_code": link.currency_code,
        "product_id": link.product_id,
        "is_active": is_active,
        "expires_at": stamp(link.expires_at) if link.expires_at else None,
        "metadata": link.metadata,
        "created_at": stamp(link.created_at),
    }


def live_link(link: Link, url: str, *, is_active: bool) -> Json:
    return {
        "link_id": link.id,
        "url": url,
        "link_type": link.link_type,
        "title": link.title,
        "description": link.description,
        "amount": link.amount,
        "currency_code": link.currency_code,
        "product_id": link.product_id,
        "price_id": link.price_id,
        "quantity": link.quantity,
        "is_active": is_active,
        "expires_at": stamp(link.expires_at) if link.expires_at else None,
        "success_url": link.success_url,
        "cancel_url": link.cancel_url,
        "allow_coupon_code": link.allow_coupon_code,
        "allow_quantity": link.allow_quantity,
        "require_billing_address": link.require_billing_address,
        "metadata": None,
        "environment": link.environment,
        "organization_id": link.organization_id,
        "created_by": link.merchant_id,
        "created_at": stamp(link.created_at),
        "updated_at": stamp(link.updated_at),
    }


def documented_transaction(transaction: Transaction) -> Json:
    written = {
        "transaction_id": transaction.id,
        "merchant_id": transaction.merchant_id,
        "organization_id": transaction.organization_id,
        "customer_id": transaction.customer_id,
        "gross_amount": transaction.gross_amount,
        "fee_amount": transaction.fee_amount,
        "net_amount": transaction.net_amount,
        "fee_reference": "STANDARD_FEE",
        "currency_code": transaction.currency_code,
        "payment_method_code": transaction.payment_method_code,
        "provider_code": transaction.provider_code,
        "provider_transaction_id": transaction.provider_transaction_id,
        "transaction_type": "payment",
        "product_id": transaction.product_id,
        "subscription_id": transaction.subscription_id,
        "status": transaction.status,
        "description": transaction.description,
        "created_at": stamp(transaction.created_at),
        "updated_at": stamp(transaction.updated_at),
        "metadata": transaction.metadata,
    }
    if transaction.discount_amount:
        # The page does not list it, and nothing else tells a coupon from money that is missing.
        written["discount_amount"] = transaction.discount_amount
    return written


def _live_transaction(transaction: Transaction) -> Json:
    return {
        "transaction_id": transaction.id,
        "merchant_id": transaction.merchant_id,
        "organization_id": transaction.organization_id,
        "customer_id": transaction.customer_id,
        "customer_name": transaction.customer_name,
        "customer_email": transaction.customer_email,
        "customer_phone": transaction.customer_phone,
        "gross_amount": transaction.gross_amount,
        "discount_amount": transaction.discount_amount,
        "fee_amount": transaction.fee_amount,
        "net_amount": transaction.net_amount,
        "currency_code": transaction.currency_code,
        "payment_method_code": transaction.payment_method_code,
        "provider_code": transaction.provider_code,
        "transaction_type": "payment",
        "product_id": transaction.product_id,
        "price_id": transaction.price_id,
        "subscription_id": transaction.subscription_id,
        "quantity": transaction.quantity,
        "status": transaction.status,
        "metadata": transaction.metadata,
        "created_at": stamp(transaction.created_at),
    }


def live_transaction_row(transaction: Transaction) -> Json:
    """Write a row of the list: with the provider's ids, without description and environment."""
    return {
        **_live_transaction(transaction),
        "provider_checkout_id": transaction.provider_checkout_id,
        "provider_transaction_id": transaction.provider_transaction_id,
    }


def live_transaction(transaction: Transaction) -> Json:
    """Write a transaction read by itself: with description and fee, without the provider's ids."""
    return {
        **_live_transaction(transaction),
        "description": transaction.description,
        "fee_name": "Standard fee",
        "updated_at": stamp(transaction.updated_at),
    }
