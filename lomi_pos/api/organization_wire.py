"""Organizations as lomi. spells them (lomi.'s source, ``core/organizations``)."""

from typing import Any

from pydantic import AliasChoices, Field

from lomi_pos.api.values import CurrencyOrNone, Id, Line, Number, When, WholeOrNone, Word
from lomi_pos.api.wire import CURRENCY_NAMES, OpenWire, others, read
from lomi_pos.till.organization import Organization, OrganizationFigures


class OrganizationWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("organization_id", "id"))
    name: Line = Field("", validation_alias=AliasChoices("name", "organization_name"))
    email: Line = ""
    phone_number: Line = ""
    status: Word = ""
    verification_status: Word = ""
    default_currency: CurrencyOrNone = None
    created_at: When = None
    updated_at: When = None


class OrganizationFiguresWire(OpenWire):
    currency: CurrencyOrNone = Field(None, validation_alias=CURRENCY_NAMES)
    mrr: Number = None
    arr: Number = None
    total_revenue: Number = None
    total_transactions: WholeOrNone = None
    total_customers: WholeOrNone = None
    calculated_at: When = None


def to_organization(raw: Any) -> Organization:
    wire = read(OrganizationWire, raw)
    return Organization(
        id=wire.id,
        name=wire.name,
        email=wire.email,
        phone=wire.phone_number,
        status=wire.status,
        verification_status=wire.verification_status,
        default_currency=wire.default_currency,
        created_at=wire.created_at,
        updated_at=wire.updated_at,
        others=others(wire),
    )


def to_organization_figures(raw: Any) -> OrganizationFigures:
    wire = read(OrganizationFiguresWire, raw)
    return OrganizationFigures(
        currency=wire.currency,
        mrr=wire.mrr,
        arr=wire.arr,
        total_revenue=wire.total_revenue,
        total_transactions=wire.total_transactions,
        total_customers=wire.total_customers,
        as_of=wire.calculated_at,
        others=others(wire),
    )
