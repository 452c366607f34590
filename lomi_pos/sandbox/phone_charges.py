"""``POST /charge/wave`` and ``POST /charge/mtn``: the phone is asked at once. Neither knows an Idempotency-Key.

The bodies are camelCase. The documented dialect checks them; the server leaves that to what lies behind it,
and answers 500 for a missing customer or a wrong currency. Source: lomi. docs, Charges; the server's own code.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.charges import SOURCE, Charge, charge_of, pending_transaction
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import CREATE, Endpoint
from lomi_pos.sandbox.records import Amount
from lomi_pos.sandbox.session_bodies import amount_problems, is_web_url, lax_number
from lomi_pos.sandbox.trouble import bad_request, broken, invalid

WAVE_LEAST = 100
WAVE_LASTS = timedelta(minutes=30)  # as Wave's own pages
MTN_LASTS = timedelta(minutes=5)
DIALLING_CODES = {
    "CI": "225",
    "CM": "237",
    "GH": "233",
    "UG": "256",
    "ZM": "260",
    "BJ": "229",
    "CG": "242",
    "SZ": "268",
    "GN": "224",
    "ZA": "27",
    "LR": "231",
    "NG": "234",
}

Body = Mapping[str, Any]


def charge_wave(call: Call) -> Answer:
    """Open a Wave page for the amount; the customer pays there."""
    body = _body(call)
    if not call.lomi.catalogue.is_connected("WAVE"):
        raise bad_request("Wave provider not configured for this organization")
    amount = _amount(call, body, least=WAVE_LEAST)
    row = pending_transaction(
        call.lomi,
        call.owner,
        checkout_id=f"cos-{uuid.uuid4().hex[:13]}",
        provider="WAVE",
        amount=amount,
        currency="XOF",
        description=body.get("description"),
        metadata={"source": SOURCE},
        **_customer(body),
    )
    addresses = {"success_url": body.get("successUrl"), "error_url": body.get("errorUrl")}
    charge = call.lomi.charges.begin(charge_of(row, lasts=WAVE_LASTS, **addresses), row)
    return Answer(_wave_answer(call, charge), 201)


def _wave_answer(call: Call, charge: Charge) -> dict[str, Any]:
    """Wave's own answer, passed through: no envelope, and the amount is a string."""
    url = call.lomi.wave_url(charge.id)
    is_paid = charge.status == "completed"
    return {
        "transactionId": charge.transaction_id,
        "checkoutUrl": url,
        "waveSession": {
            "id": charge.id,
            "amount": str(charge.amount),
            "checkout_status": "complete" if is_paid else "open",
            "client_reference": charge.transaction_id,
            "currency": charge.currency_code,
            "error_url": charge.error_url,
            "last_payment_error": None,
            "business_name": call.lomi.shop_of(call.owner),
            "payment_status": "succeeded" if is_paid else "processing",
            "success_url": charge.success_url,
            "wave_launch_url": url,
            "when_completed": stamp(call.lomi.now) if is_paid else None,
            "when_created": stamp(charge.created_at),
            "when_expires": stamp(charge.expires_at) if charge.expires_at else None,
            "aggregated_merchant_id": "am-sandbox",
        },
    }


def charge_mtn(call: Call) -> Answer:
    """Send a request to the phone; the customer is asked for amount times quantity."""
    body = _body(call)
    if not call.lomi.catalogue.is_connected("MTN"):
        raise bad_request("MTN provider is not connected for this organization")
    quantity = _quantity(call, body)
    amount = _amount(call, body, more=_product_problems(body)) * quantity
    row = pending_transaction(
        call.lomi,
        call.owner,
        checkout_id=str(uuid.uuid4()),
        provider="MTN",
        amount=amount,
        currency="XOF",
        description=body.get("description"),
        product_id=body.get("productId"),
        subscription_id=body.get("subscriptionId"),
        quantity=quantity,
        metadata={"source": SOURCE},
        **_customer(body),
    )
    details = {"country": _country(body.get("countryCode")), "external_id": str(uuid.uuid4())}
    charge = call.lomi.charges.begin(charge_of(row, lasts=MTN_LASTS, details=details), row)
    return Answer({"success": True, "data": _mtn_answer(charge)}, 201)


def _mtn_answer(charge: Charge) -> dict[str, Any]:
    return {
        "transaction_id": charge.transaction_id,
        "external_id": charge.details["external_id"],
        "reference_id": charge.id,
        "status": "SUCCESSFUL" if charge.status == "completed" else "PENDING",
        "mtn_response": {
            "amount": str(charge.amount),
            "currency": charge.currency_code,
            "country": charge.details["country"],
            "payer": {"partyIdType": "MSISDN", "partyId": (charge.phone or "").lstrip("+")},
        },
    }


# ---------------------------------------------------------------- bodies
def _body(call: Call) -> Body:
    """Return the body of a charge that has a customer to ask.

    Raises:
        Refusal: documented 400, one message a problem; live 500, the server trips over what is not there.
    """
    body = call.body if isinstance(call.body, dict) else {}
    customer = body.get("customer")
    if call.is_live:
        if not isinstance(customer, dict) or body.get("currency") != "XOF":
            raise broken()
        return body
    problems = _customer_problems(customer)
    if body.get("currency") != "XOF":
        problems.append("currency must be XOF")
    problems += [
        f"{name} must be a URL address"
        for name in ("successUrl", "errorUrl")
        if body.get(name) is not None and not is_web_url(body[name])
    ]
    if problems:
        raise invalid(problems)
    return body


def _customer_problems(customer: Any) -> list[str]:
    if not isinstance(customer, dict):
        return ["customer must be an object"]
    texts = {name: customer.get(name) for name in ("name", "phoneNumber")}
    return [
        f"customer.{name} should not be empty"
        for name, text in texts.items()
        if not isinstance(text, str) or not text.strip()
    ]


def _amount(call: Call, body: Body, *, least: int = 1, more: list[str] | None = None) -> Amount:
    """Read the amount. The published minimum is checked by nobody but the documented dialect."""
    if call.is_live:
        return lax_number(body.get("amount"))
    problems = amount_problems(body.get("amount")) + (more or [])
    if not problems and body["amount"] < least:
        problems = [f"amount must not be less than {least}"]
    if problems:
        raise invalid(problems)
    return int(body["amount"])


def _quantity(call: Call, body: Body) -> int:
    quantity = body.get("quantity", 1)
    if call.is_live:
        return int(lax_number(quantity))
    if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 1:
        raise bad_request("quantity must be a positive whole number")
    return quantity


def _product_problems(body: Body) -> list[str]:
    return [
        f"{name} must be a UUID"
        for name in ("productId", "subscriptionId")
        if body.get(name) is not None and not is_uuid(str(body[name]))
    ]


def _customer(body: Body) -> dict[str, Any]:
    customer = body["customer"]
    return {
        "customer_name": customer.get("name"),
        "customer_phone": customer.get("phoneNumber"),
        "customer_email": customer.get("email"),
    }


def _country(code: Any) -> str:
    """MTN's country; one it does not serve falls back to Côte d'Ivoire, in silence."""
    return code if code in DIALLING_CODES else "CI"


ENDPOINTS = (
    Endpoint("POST", "/charge/wave", charge_wave, network=CREATE),
    Endpoint("POST", "/charge/mtn", charge_mtn, network=CREATE),
)
