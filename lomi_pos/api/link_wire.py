"""Payment links as lomi. spells them (lomi. docs, Payment links)."""

from lomi_pos.api.values import (
    currency_or_none,
    flag,
    id_or_none,
    its_id,
    line,
    texts,
    url,
    when,
    whole,
    whole_or_none,
    word,
)
from lomi_pos.api.wire import CURRENCY_NAMES, Said, money, reads
from lomi_pos.till.lomi import PaymentLink


@reads
def to_link(said: Said) -> PaymentLink:
    """Live spells its id ``link_id``. A product link has no amount."""
    product_id = said(id_or_none, "product_id")
    currency = said(currency_or_none, *CURRENCY_NAMES)
    return PaymentLink(
        id=said.needs(its_id, "id", "link_id", "payment_link_id"),
        url=said(url, "url", "link_url", "payment_url"),
        kind=said(line, "link_type", "type") or ("product" if product_id else "instant"),
        title=said(line, "title"),
        description=said(line, "description", "public_description"),
        amount=money(said(whole, "amount"), currency),
        currency=currency or "XOF",
        product_id=product_id,
        is_active=said(flag, "is_active", "active") is not False,
        expires_at=said(when, "expires_at"),
        environment=said(word, "environment") or None,
        created_at=said(when, "created_at"),
        price_id=said(id_or_none, "price_id"),
        quantity=said(whole_or_none, "quantity"),
        allow_coupon_code=said(flag, "allow_coupon_code"),
        allow_quantity=said(flag, "allow_quantity"),
        require_billing_address=said(flag, "require_billing_address"),
        success_url=said(url, "success_url"),
        cancel_url=said(url, "cancel_url"),
        metadata=said(texts, "metadata"),
        organization_id=said(id_or_none, "organization_id"),
        created_by=said(id_or_none, "created_by"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )
