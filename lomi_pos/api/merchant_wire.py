"""A merchant as lomi. spells it (lomi.'s source, ``core/merchants``)."""

from lomi_pos.api.values import its_id, line, number, texts, when, whole_or_none
from lomi_pos.api.wire import Said, reads
from lomi_pos.till.organization import Merchant


@reads
def to_merchant(said: Said) -> Merchant:
    return Merchant(
        id=said.needs(its_id, "merchant_id", "id"),
        name=said(line, "name"),
        email=said(line, "email"),
        phone=said(line, "phone_number", "phone"),
        country=said(line, "country"),
        mrr=said(number, "mrr"),
        arr=said(number, "arr"),
        lifetime_value=said(number, "merchant_lifetime_value"),
        retry_payment_every=said(whole_or_none, "retry_payment_every"),
        total_retries=said(whole_or_none, "total_retries"),
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )
