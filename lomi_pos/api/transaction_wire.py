"""Transactions as lomi. spells them (lomi. docs, Transactions; OpenAPI 1.1.0 ``TransactionResponseDto``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Id, IdOrNone, Line, Metadata, When, WholeOrNone, Word
from lomi_pos.api.wire import Wire, money, read
from lomi_pos.till.lomi import Transaction


class TransactionWire(Wire):
    """A transaction (lomi. docs, Transactions and Data models; OpenAPI ``TransactionResponseDto``)."""

    id: Id = Field(validation_alias=AliasChoices("transaction_id", "id"))
    status: Word = ""
    gross: WholeOrNone = Field(None, validation_alias=AliasChoices("gross_amount", "amount"))
    fee: WholeOrNone = Field(None, validation_alias=AliasChoices("fee_amount", "fee"))
    net: WholeOrNone = Field(None, validation_alias=AliasChoices("net_amount", "net"))
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    provider: Line = Field("", validation_alias=AliasChoices("provider_code", "provider"))
    method: Line = Field("", validation_alias=AliasChoices("payment_method_code", "payment_method"))
    kind: Word = Field("payment", validation_alias=AliasChoices("transaction_type", "type"))
    checkout_session_id: IdOrNone = None
    environment: Word = ""
    description: Line = ""
    customer_name: Line = ""
    provider_transaction_id: Line = ""
    metadata: Metadata = Field(default_factory=dict)
    created_at: When = None


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
        customer_name=wire.customer_name,
        provider_transaction_id=wire.provider_transaction_id,
        metadata=wire.metadata,
        created_at=wire.created_at,
    )
