"""Direct charges as lomi. spells them (lomi. docs, Charges; lomi.'s source, ``core/charges``).

Wave's answer is passed through in camelCase, MTN's is wrapped and in snake_case; each may come in the other way. Wave
writes amounts as texts.
"""

from typing import Any

from pydantic import AliasChoices, AliasPath, Field

from lomi_pos.api.values import CurrencyOrNone, Id, IdOrNone, Line, Url, WholeOrNone, Word
from lomi_pos.api.wire import OpenWire, money, others, read
from lomi_pos.till.charges import CardCharge, PhoneCharge


def _in_wave_session(name: str, *plain: str) -> AliasChoices:
    return AliasChoices(AliasPath("waveSession", name), AliasPath("wave_session", name), *plain)


class WaveWire(OpenWire):
    transaction_id: Id = Field(validation_alias=AliasChoices("transactionId", "transaction_id"))
    checkout_url: Url = Field(
        None,
        validation_alias=AliasChoices(
            "checkoutUrl",
            "checkout_url",
            "wave_launch_url",
            AliasPath("waveSession", "wave_launch_url"),
            AliasPath("wave_session", "wave_launch_url"),
        ),
    )
    session_id: Line = Field("", validation_alias=_in_wave_session("id"))
    session_amount: WholeOrNone = Field(None, validation_alias=_in_wave_session("amount", "amount"))
    session_currency: CurrencyOrNone = Field(None, validation_alias=_in_wave_session("currency", "currency"))
    payment_status: Word = Field("", validation_alias=_in_wave_session("payment_status", "status"))


class MtnWire(OpenWire):
    transaction_id: Id = Field(validation_alias=AliasChoices("transaction_id", "transactionId"))
    external_id: Line = Field("", validation_alias=AliasChoices("external_id", "externalId"))
    reference_id: Line = Field("", validation_alias=AliasChoices("reference_id", "referenceId"))
    status: Word = ""


class CardWire(OpenWire):
    id: Id = Field(validation_alias=AliasChoices("id", "payment_intent_id"))
    client_secret: Line = ""
    amount: WholeOrNone = None
    currency: CurrencyOrNone = None
    original_amount: WholeOrNone = None
    original_currency: CurrencyOrNone = None
    status: Word = ""
    transaction_id: IdOrNone = Field(
        None, validation_alias=AliasChoices(AliasPath("transaction", "transaction_id"), "transaction_id")
    )
    transaction_status: Word = Field("", validation_alias=AliasPath("transaction", "status"))


def to_wave_charge(raw: Any) -> PhoneCharge:
    """Raises ``Unreadable``, as all of these do: a charge that cannot be followed is not a clear one."""
    wire = read(WaveWire, raw)
    return PhoneCharge(
        provider="WAVE",
        transaction_id=wire.transaction_id,
        status=wire.payment_status,
        url=wire.checkout_url,
        provider_id=wire.session_id,
        amount=money(wire.session_amount, wire.session_currency),
        others=others(wire, besides={"waveSession", "wave_session"}),
    )


def to_mtn_charge(raw: Any) -> PhoneCharge:
    wire = read(MtnWire, raw)
    return PhoneCharge(
        provider="MTN",
        transaction_id=wire.transaction_id,
        status=wire.status or "PENDING",
        provider_id=wire.reference_id or wire.external_id,
        others=others(wire),
    )


def to_card_charge(raw: Any) -> CardCharge:
    wire = read(CardWire, raw)
    return CardCharge(
        id=wire.id,
        status=wire.status,
        amount=money(wire.original_amount, wire.original_currency),
        converted=money(wire.amount, wire.currency),
        transaction_id=wire.transaction_id,
        transaction_status=wire.transaction_status,
        client_secret=wire.client_secret,
        others=others(wire, besides={"transaction"}),
    )
