"""Direct charges (lomi. docs, Charges; lomi.'s source, ``core/charges``). One request each, never repeated.

Wave and MTN are written in camelCase and cards in snake_case, as lomi. reads them. A request that fails with 500 can
leave a pending transaction behind.
"""

from collections.abc import Callable
from typing import Any

from lomi_pos.api.answers import Answer
from lomi_pos.api.charge_wire import to_card_charge, to_mtn_charge, to_wave_charge
from lomi_pos.api.checks import check_id, check_uuid, check_word
from lomi_pos.api.json_body import as_bytes
from lomi_pos.api.once import create_once
from lomi_pos.api.transport import Transport
from lomi_pos.till.charges import CardCharge, CardDraft, MtnDraft, PhoneCharge, WaveDraft
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import Money, check_currency
from lomi_pos.till.order import LARGEST_QUANTITY
from lomi_pos.till.phones import MTN_PREFIXES, mtn_country_of, read_phone
from lomi_pos.till.text import clean

SMALLEST_WAVE_MINOR = 100
"""lomi. docs, Charges; its source does not enforce it, Wave does."""

_BILLING_ADDRESS = ("auto", "never")


class Charges:
    """lomi.'s direct charges, under one identity."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def wave_body(self, draft: WaveDraft) -> bytes:
        """Return the exact bytes of ``POST /charge/wave``, to be journalled first.

        Raises:
            TillRefusal: the draft cannot be charged; nothing was sent. So for the other bodies.
        """
        _check_in_francs(draft.amount)
        if draft.amount.minor < SMALLEST_WAVE_MINOR:
            raise TillRefusal("wave_smallest", smallest=Money(SMALLEST_WAVE_MINOR))
        return as_bytes(
            {
                "amount": draft.amount.minor,
                "currency": draft.amount.currency,
                "customer": _payer(draft.customer_name, draft.phone, draft.customer_email),
                "description": clean(draft.description),
                "successUrl": draft.success_url,
                "errorUrl": draft.error_url,
            }
        )

    def mtn_body(self, draft: MtnDraft) -> bytes:
        """Return the exact bytes of ``POST /charge/mtn``.

        A country that lomi. does not know would be taken for Côte d'Ivoire, and one that is not the number's would ask
        a stranger for money: both are refused here.
        """
        _check_in_francs(draft.amount)
        phone = read_phone(draft.phone, country=_known_country(draft.country or "CI"))
        country = mtn_country_of(phone)
        if country is None or draft.country.upper() not in {"", country}:
            raise TillRefusal("mtn_country", phone=phone[:4] + "…", countries=", ".join(MTN_PREFIXES))
        return as_bytes(
            {
                "amount": draft.amount.minor,
                "currency": draft.amount.currency,
                "customer": _payer(draft.customer_name, phone, draft.customer_email),
                "description": clean(draft.description),
                "countryCode": country,
                "productId": _uuid_if_there(draft.product_id),
                "subscriptionId": _uuid_if_there(draft.subscription_id),
                "quantity": _quantity(draft.quantity),
            }
        )

    def card_body(self, draft: CardDraft) -> bytes:
        """Return the exact bytes of ``POST /charge/card``."""
        if draft.amount.minor <= 0:
            raise TillRefusal("amount_zero")
        if draft.customer_id is None and not (draft.customer_name and draft.customer_email):
            raise TillRefusal("card_customer")
        check_word(draft.appearance_billing_address, ("", *_BILLING_ADDRESS))
        radius = draft.appearance_border_radius
        return as_bytes(
            {
                "amount": draft.amount.minor,
                "currency_code": check_currency(draft.amount.currency),
                "customer_id": _uuid_if_there(draft.customer_id),
                "customer_name": clean(draft.customer_name),
                "customer_email": clean(draft.customer_email),
                "customer_phone": clean(draft.customer_phone),
                "description": clean(draft.description),
                "payment_reference": clean(draft.payment_reference),
                "product_id": _uuid_if_there(draft.product_id),
                "subscription_id": _uuid_if_there(draft.subscription_id),
                "quantity": None if draft.quantity is None else _quantity(draft.quantity),
                "metadata": dict(draft.metadata) or None,
                "appearance_theme": draft.appearance_theme,
                "appearance_border_radius": None if radius is None else max(radius, 0),
                "appearance_billing_address": draft.appearance_billing_address,
            }
        )

    async def wave(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        """Send a body of ``wave_body``, once.

        Raises:
            RequestRefused, KeyRefused, NoConnection: nobody was asked for money.
            OutcomeUnknown: somebody may have been. So for the other two.
        """
        return await self._of_a_phone("/charge/wave", body, to_wave_charge, request_id)

    async def mtn(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        return await self._of_a_phone("/charge/mtn", body, to_mtn_charge, request_id)

    async def _of_a_phone(
        self, path: str, body: bytes, read: Callable[[Any], PhoneCharge], request_id: str
    ) -> PhoneCharge:
        return await create_once(
            self._transport, path, body, lambda answer: answer.read_one(read), request_id=request_id
        )

    async def card(self, body: bytes) -> CardCharge:
        return await create_once(self._transport, "/charge/card", body, lambda answer: answer.read_one(to_card_charge))

    async def card_charge(self, charge_id: str) -> CardCharge:
        """Look a card payment up. 403 is another organization's."""
        answer = await self._transport.read(f"/charge/card/{check_id(charge_id)}")
        return _of(charge_id, answer)

    async def cancel_card(self, charge_id: str) -> CardCharge:
        """Give a card payment up, once. lomi. docs say 200 and its source 201: any success counts."""
        path = f"/charge/card/{check_id(charge_id)}/cancel"
        return await create_once(self._transport, path, b"{}", lambda answer: _of(charge_id, answer))


def _of(charge_id: str, answer: Answer) -> CardCharge:
    found = answer.read_one(to_card_charge)
    if found.id != charge_id:
        raise answer.unclear("other_object")
    return found


def _check_in_francs(amount: Money) -> None:
    if amount.minor <= 0:
        raise TillRefusal("amount_zero")
    if amount.currency != "XOF":
        raise TillRefusal("phone_only_xof", currency=amount.currency)


def _payer(name: str, phone: str, email: str) -> dict[str, str]:
    """Lomi. fails with 500 without a name, so an unknown customer is called by the number."""
    number = read_phone(phone)
    payer = {"name": clean(name) or number, "phoneNumber": number, "email": clean(email)}
    return {part: text for part, text in payer.items() if text}


def _known_country(code: str) -> str:
    return check_word(code.upper(), MTN_PREFIXES)


def _uuid_if_there(asked: str | None) -> str | None:
    return None if asked is None else check_uuid(asked)


def _quantity(count: int) -> int:
    if not 1 <= count <= LARGEST_QUANTITY:
        raise TillRefusal("quantity_wrong", most=LARGEST_QUANTITY)
    return count
