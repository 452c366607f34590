"""Organizations as lomi. spells them (lomi.'s source, ``core/organizations``)."""

from lomi_pos.api.values import currency_or_none, its_id, line, number, when, whole_or_none, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, reads
from lomi_pos.till.organization import Organization, OrganizationFigures


@reads
def to_organization(said: Said) -> Organization:
    return Organization(
        id=said.needs(its_id, "organization_id", "id"),
        name=said(line, "name", "organization_name"),
        email=said(line, "email"),
        phone=said(line, "phone_number"),
        status=said(word, "status"),
        verification_status=said(word, "verification_status"),
        default_currency=said(currency_or_none, "default_currency"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )


@reads
def to_organization_figures(said: Said) -> OrganizationFigures:
    return OrganizationFigures(
        currency=said(currency_or_none, *CURRENCY_NAMES),
        mrr=said(number, "mrr"),
        arr=said(number, "arr"),
        total_revenue=said(number, "total_revenue"),
        total_transactions=said(whole_or_none, "total_transactions"),
        total_customers=said(whole_or_none, "total_customers"),
        as_of=said(when, "calculated_at"),
        others=said.others(),
    )
