"""lomi. Network: an operator's key acting for a member account (lomi. docs, Network)."""

import uuid
from dataclasses import dataclass, field

from lomi_pos.sandbox.keys import Key
from lomi_pos.sandbox.records import HOME_ORGANIZATION, Environment
from lomi_pos.sandbox.trouble import unauthorized

SAMPLE_ACCOUNT = "acct_sandbox_member"
CAPABILITIES = (
    "payment.create",
    "transaction.read_own",
    "transaction.read",
    "customer.read",
    "customer.write",
    "refund.create",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A connected account, and the organizations that may act for it.

    Capabilities are granted for one environment at a time: a test grant opens
    nothing live.
    """

    account_id: str = SAMPLE_ACCOUNT
    organization_id: str = "5b0f6a52-8f0e-4f37-9f0e-2b6f4f0a7c11"
    merchant_id: str = "7d1c2e90-3a44-4d0b-8a55-91c0a1b2c3d4"
    name: str = "Boutique Membre"
    is_active: bool = True
    is_connected: bool = True
    membership_is_active: bool = True
    capabilities: dict[Environment, frozenset[str]] = field(
        default_factory=lambda: {"test": frozenset(CAPABILITIES) - {"transaction.read"}}
    )
    operators: frozenset[str] = frozenset({HOME_ORGANIZATION})

    def granted(self, environment: Environment) -> frozenset[str]:
        return self.capabilities.get(environment, frozenset())

    def membership_id(self, operator_id: str) -> str:
        """Return the id of the relationship with one operator, which scopes what that operator repeats."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"lomi:membership:{operator_id}:{self.account_id}"))

    @property
    def network_account_id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"lomi:account:{self.account_id}"))


class Network:
    """The members the shop may act for, and whether it is an operator at all."""

    def __init__(self) -> None:
        self.operator_is_active = True
        self.operators = {HOME_ORGANIZATION}
        self._members = {SAMPLE_ACCOUNT: Member()}

    def add(self, member: Member) -> Member:
        self._members[member.account_id] = member
        return member

    @property
    def members(self) -> list[Member]:
        return list(self._members.values())

    def remove(self, account_id: str) -> None:
        self._members.pop(account_id, None)

    def member_for(self, account_id: str, key: Key, wanted: tuple[str, ...]) -> Member:
        """Return the member a request acts for.

        Raises:
            Refusal: 401 in each case; the message tells which.
        """
        member = self._members.get(account_id)
        if member is None:
            raise unauthorized("network_account_not_found")
        granted = member.granted(key.environment)
        checks = (
            (member.is_active, "network_account_not_active"),
            (self.operator_is_active and key.organization_id in self.operators, "operator_not_active"),
            (not key.is_publishable, "Network requests require a secret API key"),
            (member.is_connected and key.organization_id in member.operators, "network_membership_not_found"),
            (member.membership_is_active, "network_membership_not_active"),
            (not granted.isdisjoint(wanted), "network_capability_missing"),
        )
        for passes, message in checks:
            if not passes:
                raise unauthorized(message)
        return member
