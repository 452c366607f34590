"""As whom a till talks to lomi., and to whom an answer may be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom we talk to lomi.: an attempt is only ever repeated under the identity that began it.

    ``environment`` is ``live`` or ``test``, by the key. ``key_fingerprint`` recognises a key and reveals nothing of it.
    ``organization_id`` is None until ``GET /me`` has told it.
    """

    base_url: str
    environment: str
    key_fingerprint: str
    account: str = ""
    organization_id: str | None = None

    def is_same_as(self, other: "Identity") -> bool:
        """Whether a replay under ``other`` reaches the same idempotency scope as under this one.

        A new key of the same organization does; another address, environment, organization or account does not.
        """
        if not self.sees(other):
            return False
        if self.key_fingerprint == other.key_fingerprint:
            return True
        return self.organization_id is not None and self.organization_id == other.organization_id

    def may_turn_out_same_as(self, other: "Identity") -> bool:
        """Whether this may be another key of the organization that ``other`` is of: lomi. has not said so yet."""
        is_untold = self.organization_id is None and other.organization_id is not None and not self.account
        return is_untold and self.sees(other) and not self.is_same_as(other)

    def sees(self, made: "Identity") -> bool:
        """Whether an answer under this identity can be about what was made under ``made``.

        Another key of the shop's serves as well; whether it is of the same shop, lomi. says itself.
        """
        if (made.environment, made.account) != (self.environment, self.account):
            return False
        return made.base_url == self.base_url or self._has_moved_from(made)

    def _has_moved_from(self, made: "Identity") -> bool:
        """The simulator on this machine keeps its key, and gets another port when a program has taken its own."""
        if made.key_fingerprint != self.key_fingerprint:
            return False
        from lomi_pos.till.showable import loopback_host  # noqa: PLC0415  the window's first page asks for none of it

        host = loopback_host(self.base_url)
        return host is not None and host == loopback_host(made.base_url)
