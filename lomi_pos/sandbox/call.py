"""One API request, as the endpoints see it, and what they have in common in reading it."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lomi_pos.sandbox.dialect import Dialect
from lomi_pos.sandbox.keys import Key
from lomi_pos.sandbox.network import Member
from lomi_pos.sandbox.records import Owner
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import bad_request


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the key, and the member account a Network operator acts for."""

    key: Key
    member: Member | None = None

    @property
    def owner(self) -> Owner:
        """Whose objects this request makes and sees."""
        if self.member is None:
            return Owner(
                organization_id=self.key.organization_id,
                merchant_id=self.key.merchant_id,
                environment=self.key.environment,
            )
        return Owner(
            organization_id=self.member.organization_id,
            merchant_id=self.member.merchant_id,
            environment=self.key.environment,
            operator_id=self.key.organization_id,
        )


@dataclass(frozen=True, slots=True)
class Call:
    lomi: Lomi
    dialect: Dialect
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any = None
    caller: Caller | None = None

    @property
    def owner(self) -> Owner:
        if self.caller is None:
            raise TypeError("This endpoint is open to all: nobody owns the request.")
        return self.caller.owner

    @property
    def is_live(self) -> bool:
        return self.dialect == "live"

    def whole(self, name: str, default: int, *, least: int = 0) -> int:
        """Read a number from the query.

        Raises:
            Refusal: 400, it is none.
        """
        text = self.query.get(name, "")
        if not text:
            return default
        if not re.fullmatch(r"-?\d{1,9}", text):
            raise bad_request("Validation failed (numeric string is expected)")
        if int(text) < least:
            raise bad_request(f"{name} must not be less than {least}")
        return int(text)

    def flag(self, name: str) -> bool | None:
        """Read a boolean as lomi. does: only the exact words ``true`` and ``false`` count."""
        return {"true": True, "false": False}.get(self.query.get(name, ""))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint says; with ``finish``, what it will say after some work outside lomi.'s memory."""

    body: Any
    status: int = 200
    finish: "Callable[[], Answer] | None" = None


Action = Callable[[Call], Answer]


def is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
