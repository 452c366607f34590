"""Where a till's key is kept, and what may be said of it."""

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class KeyState:
    """What may be said of the till's key: never the key itself."""

    masked: str = ""
    """``lomi_sk_live_...a1b2``; empty when there is none."""
    environment: str = ""
    place: Literal["", "environment", "keychain", "memory"] = ""
    """``memory``: this computer has no keychain, so it is kept for this run only."""


class KeyBook(Protocol):
    """Where the lomi. key is kept."""

    @property
    def state(self) -> KeyState: ...

    def keep(self, key: str) -> KeyState:
        """Keep ``key`` in the system's keychain, or for this run when there is none.

        Raises:
            SettingsTrouble: it is not a secret key of lomi.'s.
        """

    def forget(self) -> KeyState: ...

    def read(self) -> str:
        """The key itself, empty when there is none: for the client only. Asks the keychain, which takes its time."""
