"""The shop's customers as lomi. keeps them (lomi.'s source, ``core/customers``; OpenAPI 1.1.0).

They are people: what names or reaches one is in no ``repr``, and so in no log and no traceback.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lomi_pos.till.errors import TillRefusal

CUSTOMER_KINDS = ("business", "individual", "all")
CUSTOMER_STATUSES = ("active", "inactive", "all")
"""To lomi. a customer is active who has paid once."""

_EMAIL = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer. A field is empty where lomi. told none; ``others`` is what this version does not know."""

    id: str
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    whatsapp: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    is_business: bool | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)
    environment: str | None = None
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer to be written down. What is empty is not sent; numbers may be typed as people type them."""

    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    whatsapp: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    is_business: bool = False
    metadata: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CustomerChanges:
    """What to change of a customer; None stays as it is, and the empty text takes away what was there."""

    name: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    whatsapp: str | None = field(default=None, repr=False)
    country: str | None = field(default=None, repr=False)
    city: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    postal_code: str | None = field(default=None, repr=False)
    is_business: bool | None = None
    metadata: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """Filters of ``GET /customers``; empty means all. ``search`` is in names, e-mails and numbers."""

    search: str = field(default="", repr=False)
    kind: str = ""
    status: str = ""
    limit: int = 50
    page: int = 1


@dataclass(frozen=True, slots=True)
class PortalLaunch:
    """A way into a customer's own pages at lomi. Whoever has ``url`` is in, for ``expires_in_s`` seconds."""

    customer_id: str | None
    url: str = field(repr=False)
    expires_in_s: int | None = None


def check_email(text: str) -> str:
    """Return ``text`` without spaces around it.

    Raises:
        TillRefusal: it is no e-mail address. The sentence does not repeat it.
    """
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise TillRefusal("email_wrong")
    return address


def may_be_email(text: str) -> bool:
    """Whether a clerk need not look at it once more: one "@", something on both sides of it, and no space."""
    name, _, host = text.partition("@")
    return bool(name and host) and "@" not in host and not any(char.isspace() for char in text)
