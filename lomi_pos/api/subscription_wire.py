"""Subscriptions as lomi. spells them (lomi.'s source, ``core/subscriptions``, ``core/customer-subscriptions``)."""

from lomi_pos.api.values import currency_or_none, id_or_none, its_id, line, texts, when, whole_or_none, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, money, reads
from lomi_pos.till.subscriptions import Subscription


@reads
def to_subscription(said: Said) -> Subscription:
    return Subscription(
        id=said.needs(its_id, "subscription_id", "id"),
        status=said(word, "status"),
        customer_id=said(id_or_none, "customer_id"),
        customer_name=said(line, "customer_name"),
        product_id=said(id_or_none, "product_id"),
        product_name=said(line, "product_name", "plan_name"),
        price_id=said(id_or_none, "price_id"),
        amount=money(said(whole_or_none, "amount", "plan_amount"), said(currency_or_none, *CURRENCY_NAMES)),
        organization_id=said(id_or_none, "organization_id"),
        environment=said(word, "environment") or None,
        start_at=said(when, "start_date"),
        end_at=said(when, "end_date"),
        next_billing_at=said(when, "next_billing_date"),
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )
