"""Operators, members and their rights from another process (``/_sandbox/network``)."""

import uuid
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from lomi_pos.sandbox.control import Options, guarded, only
from lomi_pos.sandbox.network import CAPABILITIES, Member
from lomi_pos.sandbox.state import Lomi

STATES = frozenset({"name", "is_active", "is_connected", "membership_is_active"})
ENVIRONMENTS = frozenset({"test", "live"})


class NetworkControl:
    """What is set up here lasts until the sandbox stops."""

    def __init__(self, lomi: Lomi) -> None:
        self._lomi = lomi

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/network", guarded(self._show), methods=["GET"]),
            Route("/_sandbox/network", guarded(self._set_operator), methods=["PATCH"]),
            Route("/_sandbox/network/members/{account}", guarded(self._set_member), methods=["PUT"]),
            Route("/_sandbox/network/members/{account}", guarded(self._remove_member), methods=["DELETE"]),
        ]

    def _show(self, _request: Request, _options: Options) -> Any:
        network = self._lomi.network
        members = [_written(each) for each in network.members]
        return {"operator_is_active": network.operator_is_active, "members": members}

    def _set_operator(self, request: Request, options: Options) -> Any:
        only(frozenset({"operator_is_active"}), options)
        self._lomi.network.operator_is_active = bool(options.get("operator_is_active", True))
        return self._show(request, {})

    def _set_member(self, request: Request, options: Options) -> Any:
        """Add a member, or change what is named of one; the rest stays."""
        only(STATES | {"capabilities"}, options)
        account = request.path_params["account"]
        member = next((each for each in self._lomi.network.members if each.account_id == account), _new(account))
        changes = {name: value for name, value in options.items() if name in STATES}
        if "capabilities" in options:
            changes["capabilities"] = _granted(options["capabilities"])
        return _written(self._lomi.network.add(replace(member, **changes)))

    def _remove_member(self, request: Request, _options: Options) -> Any:
        self._lomi.network.remove(request.path_params["account"])
        return self._show(request, {})


def _new(account: str) -> Member:
    return Member(
        account,
        organization_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"lomi:organization:{account}")),
        merchant_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"lomi:merchant:{account}")),
        name=account,
    )


def _granted(capabilities: dict[str, list[str]]) -> dict[Any, frozenset[str]]:
    """Read rights by environment.

    Raises:
        ValueError: there is no such environment or right.
    """
    lists = capabilities.values() if isinstance(capabilities, dict) else [None]
    are_lists = all(isinstance(rights, list) and all(right in CAPABILITIES for right in rights) for rights in lists)
    if not are_lists or not set(capabilities) <= ENVIRONMENTS:
        known = ", ".join(CAPABILITIES)
        raise ValueError(f'capabilities is an object like {{"test": ["payment.create"]}}: test, live; {known}')
    return {environment: frozenset(rights) for environment, rights in capabilities.items()}


def _written(member: Member) -> dict[str, Any]:
    return {
        "account_id": member.account_id,
        "organization_id": member.organization_id,
        "merchant_id": member.merchant_id,
        "name": member.name,
        "is_active": member.is_active,
        "is_connected": member.is_connected,
        "membership_is_active": member.membership_is_active,
        "capabilities": {environment: sorted(member.granted(environment)) for environment in member.capabilities},
    }
