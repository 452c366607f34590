"""Customers as lomi. spells them (lomi.'s source, ``core/customers``; OpenAPI 1.1.0)."""

from typing import Any

from lomi_pos.api.values import flag, id_or_none, its_id, line, texts, when, whole_or_none, word
from lomi_pos.api.wire import Said, reads
from lomi_pos.till.customers import Customer, PortalLaunch


@reads
def to_customer(said: Said) -> Customer:
    return Customer(
        id=said.needs(its_id, "customer_id", "id"),
        name=said(line, "name", "customer_name"),
        email=said(line, "email", "customer_email"),
        phone=said(line, "phone_number", "phone", "customer_phone"),
        whatsapp=said(line, "whatsapp_number", "whatsapp"),
        country=said(line, "country"),
        city=said(line, "city"),
        address=said(line, "address"),
        postal_code=said(line, "postal_code"),
        is_business=said(flag, "is_business"),
        metadata=said(texts, "metadata"),
        environment=said(word, "environment") or None,
        organization_id=said(id_or_none, "organization_id"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )


def _page(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise ValueError("not a page")


@reads
def to_portal_launch(said: Said) -> PortalLaunch:
    """The token stands in the URL as well, and is used there only."""
    return PortalLaunch(
        customer_id=said(id_or_none, "customer_id"),
        url=said.needs(_page, "launch_url", "url"),
        expires_in_s=said(whole_or_none, "expires_in_seconds"),
    )
