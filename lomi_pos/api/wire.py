"""lomi.'s answers as it spells them, in all its dialects, and the till's types made of them.

Two dialects are known: the documented one (``{"data": ...}`` envelopes, ``url``) and the live one (bare objects and
arrays, ``checkout_url``), and mixtures of them. Unknown fields are ignored, unknown words are kept, null is the same
as absent. Sources: lomi. docs, Checkout sessions, Payment links, Transactions, Providers; lomi.'s OpenAPI 1.1.0
(``CheckoutSessionResponseDto``, ``TransactionResponseDto``); ``GET /me`` is in lomi.'s source only (``core/me``).
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator

from lomi_pos.api.values import (
    AMOUNT_FAULT,
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
    as_texts,
)
from lomi_pos.till.lomi import Account, CheckoutSession, PaymentLink, Provider, Transaction
from lomi_pos.till.money import Money

_LIST_NAMES = ("data", "checkout_sessions", "payment_links", "transactions", "providers", "items", "results")


class Unreadable(Exception):
    """An answer lacks a part that is needed. ``parts`` name it and what is wrong with it, and never quote it."""

    def __init__(self, *parts: str, fault: str = "unreadable") -> None:
        super().__init__(f"{fault}: {', '.join(parts)}")
        self.parts = parts
        self.fault = fault


# ---------------------------------------------------------------- envelopes


def one(payload: Any) -> Any:
    """Return the object that an answer is about: bare, under ``data``, or the only one of a list."""
    found = payload
    if isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping | list):
        found = payload["data"]
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return _with_environment(found, payload)


def rows(payload: Any) -> list[Any]:
    """Return the rows of a list: a bare array, or the array in one of the known envelopes.

    Raises:
        Unreadable: there is no list in it.
    """
    found = payload
    for _ in range(2):
        if isinstance(found, Mapping):
            found = next((found[name] for name in _LIST_NAMES if isinstance(found.get(name), list | Mapping)), None)
    if not isinstance(found, list):
        raise Unreadable("no list")
    return [_with_environment(row, payload) for row in found]


def asks_for_payment(payload: Any) -> bool:
    """Whether a creation made nothing because the customer has an unpaid invoice (lomi.'s blocking-invoice answer)."""
    return any(isinstance(part, Mapping) and part.get("payment_required") is True for part in (payload, one(payload)))


def _with_environment(found: Any, payload: Any) -> Any:
    """The transaction envelope names the environment once, beside ``data`` (lomi. docs, Transactions)."""
    if found is payload or not isinstance(found, Mapping) or not isinstance(payload, Mapping):
        return found
    environment = payload.get("environment")
    return {**found, "environment": environment} if found.get("environment") is None and environment else found


# ---------------------------------------------------------------- shapes


class Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: Any) -> Any:
        """Null and empty are absent, so that the next of several spellings gets its turn."""
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None and value != ""}


class OpenWire(Wire):
    """Keeps the fields that it does not know, so that they can be shown."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)


def others(wire: OpenWire, *, besides: Collection[str] = ()) -> dict[str, str]:
    """What ``wire`` was given and does not know, as clean texts. ``besides``: parts of the envelope."""
    return as_texts({name: part for name, part in (wire.model_extra or {}).items() if name not in besides})


class SessionRowWire(Wire):
    """A checkout session in a list, which the docs show abbreviated (lomi. docs, Checkout sessions)."""

    id: Id = Field(validation_alias=AliasChoices("checkout_session_id", "id", "session_id"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
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


class SessionWire(SessionRowWire):
    """A checkout session by itself (OpenAPI ``CheckoutSessionResponseDto``).

    Its amount and currency are needed: a ``completed`` without them would settle nothing.
    """

    amount: Whole
    currency: Currency = Field(validation_alias=AliasChoices("currency_code", "currency"))


class LinkWire(Wire):
    """A payment link (lomi. docs, Payment links; live spells its id ``link_id``). A product link has no amount."""

    id: Id = Field(validation_alias=AliasChoices("id", "link_id", "payment_link_id"))
    url: Url = Field(None, validation_alias=AliasChoices("url", "link_url", "payment_url"))
    kind: Line = Field("", validation_alias=AliasChoices("link_type", "type"))
    title: Line = ""
    description: Line = Field("", validation_alias=AliasChoices("description", "public_description"))
    amount: WholeIfThere = None
    currency: CurrencyOrNone = Field(None, validation_alias=AliasChoices("currency_code", "currency"))
    product_id: IdOrNone = None
    is_active: Flag = Field(None, validation_alias=AliasChoices("is_active", "active"))
    expires_at: When = None
    environment: Word = ""
    created_at: When = None


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


class ProviderWire(Wire):
    """A way to pay of this organization (lomi. docs, Providers)."""

    code: Line = Field(validation_alias=AliasChoices("provider_code", "code"), min_length=1)
    is_connected: Flag = None


class AccountWire(Wire):
    """Whose key it is (lomi.'s source, ``core/me``)."""

    environment: Word = ""
    organization_id: IdOrNone = None
    organization_name: Line = ""
    merchant_id: IdOrNone = None

    @model_validator(mode="after")
    def _says_something(self) -> "AccountWire":
        if not (self.organization_id or self.merchant_id):
            raise ValueError("whose is it")
        return self


# ---------------------------------------------------------------- the till's types

Shape = TypeVar("Shape", bound=Wire)


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
    )


def to_link(raw: Any) -> PaymentLink:
    wire = read(LinkWire, raw)
    return PaymentLink(
        id=wire.id,
        url=wire.url,
        kind=wire.kind or ("product" if wire.product_id else "instant"),
        title=wire.title,
        description=wire.description,
        amount=money(wire.amount, wire.currency),
        currency=wire.currency or "XOF",
        product_id=wire.product_id,
        is_active=wire.is_active is not False,
        expires_at=wire.expires_at,
        environment=wire.environment or None,
        created_at=wire.created_at,
    )


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


def to_provider(raw: Any) -> Provider:
    wire = read(ProviderWire, raw)
    return Provider(code=wire.code.upper(), is_connected=wire.is_connected is not False)


def to_account(raw: Any, *, key_environment: str) -> Account:
    wire = read(AccountWire, raw)
    return Account(
        environment=wire.environment or key_environment,
        organization_id=wire.organization_id,
        organization_name=wire.organization_name,
        merchant_id=wire.merchant_id,
    )


def money(minor: int | None, currency: str | None) -> Money | None:
    return Money(minor, currency) if minor is not None and currency is not None else None


def read(shape: type[Shape], raw: Any) -> Shape:
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        is_amount = any(one["type"] == AMOUNT_FAULT for one in details)
        parts = [f"{'.'.join(str(step) for step in one['loc']) or 'object'}: {one['type']}" for one in details]
        raise Unreadable(*parts, fault=AMOUNT_FAULT if is_amount else "unreadable") from None
