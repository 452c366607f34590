"""The card charge endpoints. Their bodies are checked by hand: real 400s in both dialects.

The card is charged in another currency: ``amount`` and ``currency`` of an answer are the converted ones, in
cents; what the shop asked for is ``original_amount`` and ``original_currency``. Source: lomi. docs, Charges.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.catalogue import CURRENCIES
from lomi_pos.sandbox.charges import Charge, charge_of, pending_transaction
from lomi_pos.sandbox.endpoint import CREATE, READ, Endpoint
from lomi_pos.sandbox.records import Amount
from lomi_pos.sandbox.session_bodies import lax_number
from lomi_pos.sandbox.trouble import Refusal, SessionClosed, bad_request, not_found

XOF_FOR_A_EURO = 655.957
LEAST_CENTS = 50  # the processor takes no smaller card payment
BILLING = ("auto", "never")


def charge_card(call: Call) -> Answer:
    body = call.body if isinstance(call.body, dict) else {}
    amount, currency = _checked(body)
    if not call.lomi.catalogue.is_connected("STRIPE"):
        raise bad_request("Card provider is not connected for this organization")
    cents, charged_in = converted(amount, currency)
    if cents < LEAST_CENTS:
        raise Refusal(500, "Failed to create card charge")
    quantity = int(lax_number(body.get("quantity", 1)))
    charge_id = f"pi_{uuid.uuid4().hex[:24]}"
    row = pending_transaction(
        call.lomi,
        call.owner,
        checkout_id=charge_id,
        provider="STRIPE",
        amount=amount,
        currency=currency,
        customer_id=body.get("customer_id"),
        customer_email=body.get("customer_email"),
        customer_name=body.get("customer_name"),
        customer_phone=body.get("customer_phone"),
        description=body.get("description"),
        product_id=body.get("product_id"),
        subscription_id=body.get("subscription_id"),
        quantity=quantity,
        # payment_reference goes to the card processor only.
        metadata=body.get("metadata") or {},
    )
    details = {
        "client_secret": f"{charge_id}_secret_{uuid.uuid4().hex[:25]}",
        "cents": cents,
        "charged_in": charged_in,
        **_appearance(body),
    }
    charge = call.lomi.charges.begin(charge_of(row, details=details), row)
    return Answer({"success": True, "data": _written(charge)}, 201)


def get_card_charge(call: Call) -> Answer:
    charge = _own_charge(call)
    row = call.lomi.transactions.get(charge.transaction_id)
    transaction = {"transaction_id": row.id, "status": row.status} if row else None
    return Answer({"success": True, "data": {**_written(charge), "transaction": transaction}})


def cancel_card_charge(call: Call) -> Answer:
    """Call it off: 200 as published, 201 as the server answers every POST."""
    charge = _own_charge(call)
    try:
        charge = call.lomi.charges.cancel(charge.id)
    except SessionClosed:
        message = f"You cannot cancel this PaymentIntent because it has a status of {charge.card_status}."
        raise bad_request(message) from None
    data = {"id": charge.id, "status": charge.card_status}
    return Answer({"success": True, "data": data}, 201 if call.is_live else 200)


def _own_charge(call: Call) -> Charge:
    charge = call.lomi.charges.kept.get(call.path["id"])
    if charge is None or charge.provider_code != "STRIPE":
        raise not_found("Card charge", call.path["id"])
    if charge.organization_id != call.owner.organization_id:
        raise Refusal(403, "Access denied to this payment intent")
    return charge


def converted(amount: Amount, currency: str) -> tuple[int, str]:
    """Return the amount as the card pays it: cents, and of which currency."""
    if currency == "XOF":
        return round(amount * 100 / XOF_FOR_A_EURO), "eur"
    return round(amount), currency.lower()


def _checked(body: Mapping[str, Any]) -> tuple[Amount, str]:
    amount = body.get("amount")
    if not isinstance(amount, int | float) or isinstance(amount, bool) or amount <= 0:
        raise bad_request("amount must be greater than 0")
    currency = body.get("currency_code") or body.get("currency") or "XOF"
    if currency not in CURRENCIES:
        raise bad_request(f"Unsupported currency: {currency}")
    customer_id = body.get("customer_id")
    if customer_id is not None:
        if not is_uuid(str(customer_id)):
            raise bad_request("customer_id must be a UUID")
    elif not (body.get("customer_email") and body.get("customer_name")):
        raise bad_request("Either customer_id or both customer_email and customer_name are required")
    radius = body.get("appearance_border_radius")
    if radius is not None and not (isinstance(radius, int | float) and not isinstance(radius, bool) and radius >= 0):
        raise bad_request("appearance_border_radius must be 0 or more")
    billing = body.get("appearance_billing_address")
    if billing is not None and billing not in BILLING:
        raise bad_request("appearance_billing_address must be auto or never")
    return amount, currency


def _appearance(body: Mapping[str, Any]) -> dict[str, Any]:
    asked = {
        "theme": body.get("appearance_theme"),
        "border_radius": body.get("appearance_border_radius"),
        "billing_address": body.get("appearance_billing_address"),
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return {"appearance": given} if given else {}


def _written(charge: Charge) -> dict[str, Any]:
    told = {
        "id": charge.id,
        "client_secret": charge.details["client_secret"],
        "amount": charge.details["cents"],
        "currency": charge.details["charged_in"],
        "original_amount": charge.amount,
        "original_currency": charge.currency_code,
        "status": charge.card_status,
    }
    appearance = charge.details.get("appearance")
    return {**told, "appearance": appearance} if appearance else told


ENDPOINTS = (
    Endpoint("POST", "/charge/card", charge_card, network=CREATE),
    # The page also lists transaction.read_own; the server asks for the wider right.
    Endpoint("GET", "/charge/card/{id}", get_card_charge, network=READ, live_network=("transaction.read",)),
    Endpoint("POST", "/charge/card/{id}/cancel", cancel_card_charge, network=CREATE),
)
