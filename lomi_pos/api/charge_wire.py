"""Direct charges as lomi. spells them (lomi. docs, Charges; lomi.'s source, ``core/charges``).

Wave's answer is passed through in camelCase, MTN's is wrapped and in snake_case; each may come in the other way. Wave
writes amounts as texts.
"""

from lomi_pos.api.values import currency_or_none, id_or_none, its_id, line, url, whole_or_none, word
from lomi_pos.api.wire import Said, money, reads
from lomi_pos.till.charges import CardCharge, PhoneCharge


@reads
def to_wave_charge(said: Said) -> PhoneCharge:
    """A charge that cannot be followed is not a clear one."""
    return PhoneCharge(
        provider="WAVE",
        transaction_id=said.needs(its_id, "transactionId", "transaction_id"),
        status=said(word, "waveSession.payment_status", "wave_session.payment_status", "status"),
        url=said(
            url,
            "checkoutUrl",
            "checkout_url",
            "wave_launch_url",
            "waveSession.wave_launch_url",
            "wave_session.wave_launch_url",
        ),
        provider_id=said(line, "waveSession.id", "wave_session.id"),
        amount=money(
            said(whole_or_none, "waveSession.amount", "wave_session.amount", "amount"),
            said(currency_or_none, "waveSession.currency", "wave_session.currency", "currency"),
        ),
        others=said.others(besides={"waveSession", "wave_session"}),
    )


@reads
def to_mtn_charge(said: Said) -> PhoneCharge:
    reference = said(line, "reference_id", "referenceId")
    external = said(line, "external_id", "externalId")
    return PhoneCharge(
        provider="MTN",
        transaction_id=said.needs(its_id, "transaction_id", "transactionId"),
        status=said(word, "status") or "PENDING",
        provider_id=reference or external,
        others=said.others(),
    )


@reads
def to_card_charge(said: Said) -> CardCharge:
    return CardCharge(
        id=said.needs(its_id, "id", "payment_intent_id"),
        status=said(word, "status"),
        amount=money(said(whole_or_none, "original_amount"), said(currency_or_none, "original_currency")),
        converted=money(said(whole_or_none, "amount"), said(currency_or_none, "currency")),
        transaction_id=said(id_or_none, "transaction.transaction_id", "transaction_id"),
        transaction_status=said(word, "transaction.status"),
        client_secret=said(line, "client_secret"),
        others=said.others(besides={"transaction"}),
    )
