"""Customers as lomi. spells them (lomi.'s source, ``core/customers``; OpenAPI 1.1.0)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import Flag, Id, IdOrNone, Line, Metadata, When, WholeOrNone, Word
from lomi_pos.api.wire import OpenWire, Wire, others, read
from lomi_pos.till.customers import Customer, PortalLaunch


class CustomerWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("customer_id", "id"))
    name: Line = Field("", validation_alias=AliasChoices("name", "customer_name"))
    email: Line = Field("", validation_alias=AliasChoices("email", "customer_email"))
    phone: Line = Field("", validation_alias=AliasChoices("phone_number", "phone", "customer_phone"))
    whatsapp: Line = Field("", validation_alias=AliasChoices("whatsapp_number", "whatsapp"))
    country: Line = ""
    city: Line = ""
    address: Line = ""
    postal_code: Line = ""
    is_business: Flag = None
    metadata: Metadata = Field(default_factory=dict)
    environment: Word = ""
    organization_id: IdOrNone = None
    created_at: When = None
    updated_at: When = None


class PortalLaunchWire(Wire):
    """The token stands in the URL as well, and is used there only."""

    customer_id: IdOrNone = None
    url: str = Field(validation_alias=AliasChoices("launch_url", "url"))
    expires_in_s: WholeOrNone = Field(None, validation_alias="expires_in_seconds")


def to_customer(raw: Any) -> Customer:
    """Raises ``Unreadable``."""
    wire = read(CustomerWire, raw)
    return Customer(
        id=wire.id,
        name=wire.name,
        email=wire.email,
        phone=wire.phone,
        whatsapp=wire.whatsapp,
        country=wire.country,
        city=wire.city,
        address=wire.address,
        postal_code=wire.postal_code,
        is_business=wire.is_business,
        metadata=wire.metadata,
        environment=wire.environment or None,
        organization_id=wire.organization_id,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )


def to_portal_launch(raw: Any) -> PortalLaunch:
    """Raises ``Unreadable``."""
    wire = read(PortalLaunchWire, raw)
    return PortalLaunch(wire.customer_id, wire.url, wire.expires_in_s)
