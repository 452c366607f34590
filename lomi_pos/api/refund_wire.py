"""Refunds as lomi. spells them (lomi.'s source, ``core/refunds``; OpenAPI 1.1.0 shows a single one without envelope).

The answer to a creation is flat and says ``refunded_amount``; a row says ``amount``, and both once it is booked.
"""

from lomi_pos.api.values import currency_or_none, id_or_none, its_id, line, texts, when, whole_or_none, word
from lomi_pos.api.wire import CURRENCY_NAMES, Said, reads
from lomi_pos.till.refunds import Refund


@reads
def to_refund(said: Said) -> Refund:
    """Only the id is needed: a refund that cannot be read whole is still one, and must be seen."""
    amount, refunded = said(whole_or_none, "amount"), said(whole_or_none, "refunded_amount")
    return Refund(
        id=said.needs(its_id, "refund_id", "id"),
        transaction_id=said(id_or_none, "transaction_id"),
        status=said(word, "status"),
        # One that is pending says 0 refunded beside its amount; where that is all it says, 0 stays.
        amount_minor=refunded or amount or refunded,
        fee_minor=said(whole_or_none, "fee_amount"),
        currency=said(currency_or_none, *CURRENCY_NAMES),
        reason=said(line, "reason"),
        message=said(line, "message"),
        is_by_hand=said(line, "fallback").lower() == "manual",
        provider_refund_id=said(line, "stripe_refund_id", "provider_refund_id"),
        subscription_action=said(line, "subscription_action"),
        environment=said(word, "environment") or None,
        metadata=said(texts, "metadata"),
        created_at=said(when, "created_at"),
        updated_at=said(when, "updated_at"),
        others=said.others(),
    )
