"""Whose key it is, and how its customers can pay (lomi.'s source, ``core/me``; lomi. docs, Providers)."""

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.values import flag, id_or_none, line, some_line, texts, word
from lomi_pos.api.wire import Said, reads
from lomi_pos.till.lomi import Account, Provider


@reads
def to_provider(said: Said) -> Provider:
    return Provider(
        code=said.needs(some_line, "provider_code", "code").upper(),
        is_connected=said(flag, "is_connected") is not False,
        onboarding=said(word, "onboarding_status"),
        is_phone_verified=said(flag, "is_phone_verified"),
        phone=said(line, "phone_number", "phone"),
        merchant_id=said(line, "provider_merchant_id"),
        organization_id=said(id_or_none, "organization_id"),
        metadata=said(texts, "metadata"),
        others=said.others(),
    )


@reads
def to_account(said: Said, *, key_environment: str) -> Account:
    account = Account(
        environment=said(word, "environment") or key_environment,
        organization_id=said(id_or_none, "organization_id"),
        organization_name=said(line, "organization_name"),
        merchant_id=said(id_or_none, "merchant_id"),
    )
    if not (account.organization_id or account.merchant_id):
        raise Unreadable("object: says not whose it is")
    return account
