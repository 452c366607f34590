"""Whose key it is, and how its customers can pay (lomi.'s source, ``core/me``; lomi. docs, Providers)."""

from typing import Any

from pydantic import AliasChoices, Field, model_validator

from lomi_pos.api.values import Flag, IdOrNone, Line, Word
from lomi_pos.api.wire import Wire, read
from lomi_pos.till.lomi import Account, Provider


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
