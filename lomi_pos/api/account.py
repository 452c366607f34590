"""Whose key it is, and how its customers can pay (lomi.'s source, ``core/me``; lomi. docs, Providers)."""

from lomi_pos.api.account_wire import to_account, to_provider
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import NotFound
from lomi_pos.till.lomi import Account, Provider


async def get(transport: Transport, *, key_environment: str) -> Account:
    """Ask ``GET /me``, which the docs do not name; where it is unknown, ``GET /providers`` still proves the key."""
    try:
        answer = await transport.read("/me")
    except NotFound:
        await providers(transport)
        return Account(environment=key_environment)
    return answer.read_one(lambda raw: to_account(raw, key_environment=key_environment))


async def providers(transport: Transport) -> list[Provider]:
    answer = await transport.read("/providers")
    return answer.read_rows(to_provider)
