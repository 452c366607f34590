"""Whose key it is, and how its customers can pay (lomi.'s source, ``core/me``; lomi. docs, Providers)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lomi_pos.api.answers import without_repeats
from lomi_pos.api.transactions import PROVIDERS_IN_THE_DATABASE
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import NotFound

if TYPE_CHECKING:
    from lomi_pos.till.lomi import Account, Provider


async def get(transport: Transport, *, key_environment: str) -> Account:
    """Ask ``GET /me``, which the docs do not name; where it is unknown, ``GET /providers`` still proves the key."""
    try:
        answer = await transport.read("/me")
    except NotFound:
        await providers(transport)
        from lomi_pos.till.lomi import Account  # noqa: PLC0415  as below

        return Account(environment=key_environment)
    from lomi_pos.api.account_wire import to_account  # noqa: PLC0415  a charge leaves before it is there

    return answer.read_one(lambda raw: to_account(raw, key_environment=key_environment))


async def providers(transport: Transport, code: str = "") -> list[Provider]:
    """Every way to pay that lomi. knows for this shop, or the one of ``code``: ``CARD`` is ``STRIPE``.

    A code that lomi.'s database does not know is not sent, since asking for it fails: it is looked for here.
    """
    wanted = "STRIPE" if code.upper() == "CARD" else code.upper()
    filters = {"provider_code": wanted} if wanted in PROVIDERS_IN_THE_DATABASE else {}
    answer = await transport.read("/providers", filters)
    from lomi_pos.api.account_wire import to_provider  # noqa: PLC0415  as above

    found = without_repeats(answer.read_rows(to_provider), lambda one: one.code)
    return [one for one in found if wanted in {"", one.code}]
