"""API keys: the shop's own, and those a test adds to play refusals (lomi. docs, Authentication)."""

import secrets
from dataclasses import dataclass

from lomi_pos.sandbox.records import HOME_MERCHANT, HOME_ORGANIZATION, Environment
from lomi_pos.sandbox.trouble import unauthorized


@dataclass(frozen=True, slots=True)
class Key:
    secret: str
    organization_id: str = HOME_ORGANIZATION
    merchant_id: str = HOME_MERCHANT

    @property
    def environment(self) -> Environment:
        """The key decides, never the host; whatever is not plainly a test key is live."""
        return "test" if self.secret.startswith(("lomi_sk_test_", "lomi_pk_test_")) else "live"

    @property
    def is_publishable(self) -> bool:
        return self.secret.startswith("lomi_pk_")

    def __repr__(self) -> str:
        return f"Key({mask(self.secret)})"


class KeyRing:
    """Every key the sandbox knows. The first is the shop's own."""

    def __init__(self, own: str | None = None) -> None:
        self.own = Key(own or f"lomi_sk_test_{secrets.token_hex(16)}")
        self._keys = {self.own.secret: self.own}

    def add(self, secret: str, *, organization_id: str = HOME_ORGANIZATION, merchant_id: str = HOME_MERCHANT) -> Key:
        """Let another key in: live, publishable, or of another organization."""
        key = Key(secret, organization_id, merchant_id)
        self._keys[secret] = key
        return key

    def revoke(self, secret: str) -> None:
        self._keys.pop(secret, None)

    def renew_own(self, secret: str) -> None:
        """Take over the key of an earlier run, so that a practice till is known again."""
        self.revoke(self.own.secret)
        self.own = self.add(secret)

    def verify(self, secret: str) -> Key:
        """Return the key.

        Raises:
            Refusal: 401, nobody knows it. A publishable key is refused later,
                and only where a secret one is asked for.
        """
        key = self._keys.get(secret)
        if key is None:
            raise unauthorized("Invalid API Key")
        return key


def mask(secret: str) -> str:
    """Return a key as it may be shown: ``lomi_sk_test_...a1b2``."""
    shown = secret[-4:] if len(secret) > len("lomi_sk_test_") + 4 else ""
    head = "_".join(secret.split("_")[:3])
    return f"{head}_...{shown}" if secret.startswith("lomi_") else f"...{shown}"
