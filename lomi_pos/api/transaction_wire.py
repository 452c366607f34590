"""Transactions as lomi. spells them (lomi. docs, Transactions; OpenAPI 1.1.0 ``TransactionResponseDto``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Flag, Id, IdOrNone, Line, Metadata, When, WholeOrNone, Word
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, money, others, read
from lomi_pos.till.lomi import Transaction


class TransactionWire(OpenWire):
    """The list leaves out what a single one says, and the other way round (lomi.'s database types)."""

    id: Id = Field(validation_alias=AliasChoices("transaction_id", "id"))
    status: Word = ""
    gross: WholeOrNone = Field(None, validation_alias=AliasChoices("gross_amount", "amount"))
    fee: WholeOrNone = Field(None, validation_alias=AliasChoices("fee_amount", "fee"))
    net: WholeOrNone = Field(None, validation_alias=AliasChoices("net_amount", "net"))
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    provider: Line = Field("", validation_alias=AliasChoices("provider_code", "provider"))
    method: Line = Field("", validation_alias=AliasChoices("payment_method_code", "payment_method"))
    kind: Word = Field("payment", validation_alias=AliasChoices("transaction_type", "type"))
    checkout_session_id: IdOrNone = None
    environment: Word = ""
    description: Line = ""
    discount: WholeOrNone = Field(None, validation_alias=AliasChoices("discount_amount", "discount"))
    fee_name: Line = ""
    fee_reference: Line = Field("", validation_alias=AliasChoices("fee_reference", "fee_structure_id"))
    product_id: IdOrNone = None
    price_id: IdOrNone = None
    subscription_id: IdOrNone = None
    quantity: WholeOrNone = None
    customer_id: IdOrNone = None
    customer_name: Line = ""
    customer_email: Line = ""
    customer_phone: Line = ""
    provider_transaction_id: Line = ""
    provider_checkout_id: Line = ""
    merchant_id: IdOrNone = None
    organization_id: IdOrNone = None
    is_pos: Flag = None
    is_bnpl: Flag = None
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None
    updated_at: When = None


def to_transaction(raw: Any) -> Transaction:
    wire = read(TransactionWire, raw)
    return Transaction(
        id=wire.id,
        status=wire.status,
        gross=money(wire.gross, wire.currency),
        fee=money(wire.fee, wire.currency),
        net=money(wire.net, wire.currency),
        provider=wire.provider,
        method=wire.method,
        kind=wire.kind,
        checkout_session_id=wire.checkout_session_id,
        environment=wire.environment or None,
        description=wire.description,
        discount=money(wire.discount, wire.currency),
        fee_name=wire.fee_name,
        fee_reference=wire.fee_reference,
        product_id=wire.product_id,
        price_id=wire.price_id,
        subscription_id=wire.subscription_id,
        quantity=wire.quantity,
        customer_id=wire.customer_id,
        customer_name=wire.customer_name,
        customer_email=wire.customer_email,
        customer_phone=wire.customer_phone,
        provider_transaction_id=wire.provider_transaction_id,
        provider_checkout_id=wire.provider_checkout_id,
        merchant_id=wire.merchant_id,
        organization_id=wire.organization_id,
        is_pos=wire.is_pos,
        is_bnpl=wire.is_bnpl,
        metadata=wire.metadata,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )
