"""Whose key it is, and how its customers can pay (lomi.'s source, ``core/me``; lomi. docs, Providers)."""

from typing import Any

from pydantic import AliasChoices, Field, model_validator

from lomi_pos.api.values import Flag, IdOrNone, Line, Metadata, Word
from lomi_pos.api.wire import OpenWire, Wire, others, read
from lomi_pos.till.lomi import Account, Provider


class ProviderWire(OpenWire):
    """A way to pay of this organization (lomi. docs, Providers)."""

    code: Line = Field(validation_alias=AliasChoices("provider_code", "code"), min_length=1)
    is_connected: Flag = None
    onboarding: Word = Field("", validation_alias="onboarding_status")
    is_phone_verified: Flag = None
    phone: Line = Field("", validation_alias=AliasChoices("phone_number", "phone"))
    merchant_id: Line = Field("", validation_alias="provider_merchant_id")
    organization_id: IdOrNone = None
    metadata: Metadata = Field(default_factory=dict)


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


def to_provider(raw: Any) -> Provider:
    wire = read(ProviderWire, raw)
    return Provider(
        code=wire.code.upper(),
        is_connected=wire.is_connected is not False,
        onboarding=wire.onboarding,
        is_phone_verified=wire.is_phone_verified,
        phone=wire.phone,
        merchant_id=wire.merchant_id,
        organization_id=wire.organization_id,
        metadata=wire.metadata,
        others=others(wire),
    )


def to_account(raw: Any, *, key_environment: str) -> Account:
    wire = read(AccountWire, raw)
    return Account(
        environment=wire.environment or key_environment,
        organization_id=wire.organization_id,
        organization_name=wire.organization_name,
        merchant_id=wire.merchant_id,
    )
