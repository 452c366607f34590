"""Transactions as lomi. spells them (lomi. docs, Transactions; OpenAPI 1.1.0 ``TransactionResponseDto``)."""

from typing import Any

from lomi_pos.api.values import currency_or_none, flag, id_or_none, its_id, line, texts, when, whole_or_none, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, money, reads
from lomi_pos.till.lomi import Transaction


def _kind(value: Any) -> str:
    return "payment" if value is None else word(value)


@reads
def to_transaction(said: Said) -> Transaction:
    """A list leaves out what a single one says, and the other way round (lomi.'s database types)."""
    currency = said(currency_or_none, *CURRENCY_NAMES)
    return Transaction(
        id=said.needs(its_id, "transaction_id", "id"),
        status=said(word, "status"),
        gross=money(said(whole_or_none, "gross_amount", "amount"), currency),
        fee=money(said(whole_or_none, "fee_amount", "fee"), currency),
        net=money(said(whole_or_none, "net_amount", "net"), currency),
        provider=said(line, "provider_code", "provider"),
        method=said(line, "payment_method_code", "payment_method"),
        kind=said(_kind, "transaction_type", "type"),
        checkout_session_id=said(id_or_none, "checkout_session_id"),
        environment=said(word, "environment") or None,
        description=said(line, "description"),
        discount=money(said(whole_or_none, "discount_amount", "discount"), currency),
        fee_name=said(line, "fee_name"),
        fee_reference=said(line, "fee_reference", "fee_structure_id"),
        product_id=said(id_or_none, "product_id"),
        price_id=said(id_or_none, "price_id"),
        subscription_id=said(id_or_none, "subscription_id"),
        quantity=said(whole_or_none, "quantity"),
        customer_id=said(id_or_none, "customer_id"),
        customer_name=said(line, "customer_name"),
        customer_email=said(line, "customer_email"),
        customer_phone=said(line, "customer_phone"),
        provider_transaction_id=said(line, "provider_transaction_id"),
        provider_checkout_id=said(line, "provider_checkout_id"),
        merchant_id=said(id_or_none, "merchant_id"),
        organization_id=said(id_or_none, "organization_id"),
        is_pos=said(flag, "is_pos"),
        is_bnpl=said(flag, "is_bnpl"),
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )
