"""The two ways lomi. speaks: as its documentation pages say, and as the running server answers."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Dialect = Literal["documented", "live"]
DialectName = Literal["documented", "live", "mixed"]
DIALECTS: tuple[DialectName, ...] = ("documented", "live", "mixed")


@dataclass(frozen=True, slots=True)
class Dialects:
    """Which dialect each endpoint speaks. ``mixed`` picks one per endpoint, the same for the same seed."""

    name: DialectName = "documented"
    seed: str = "lomi"

    def __post_init__(self) -> None:
        if self.name not in DIALECTS:
            raise ValueError(f"No dialect is called {self.name!r}: take one of {', '.join(DIALECTS)}.")

    def of(self, endpoint: str) -> Dialect:
        """Return the dialect of an endpoint written as ``GET /checkout-sessions/{id}``."""
        if self.name == "mixed":
            digest = hashlib.sha256(f"{self.seed}:{endpoint}".encode()).digest()
            return "live" if digest[0] % 2 else "documented"
        return self.name
