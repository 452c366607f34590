"""The customer endpoints (OpenAPI 1.1.0; lomi.'s source, ``core/customers``). Nothing is deduplicated here."""

import math
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.clientele import Customer
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.records import Transaction
from lomi_pos.sandbox.trouble import bad_request, broken, invalid, not_found

TEXTS = ("name", "email", "phone_number", "whatsapp_number", "country", "city", "address", "postal_code")
NULLABLE = ("email", "phone_number", "whatsapp_number")
KINDS = ("business", "individual", "all")
ACTIVITIES = ("active", "inactive", "all")
FLOWS = ("portal_home", "payment_method_update", "subscription_cancel", "subscription_update")
PORTAL_S = 900


# ---------------------------------------------------------------- looking
def list_customers(call: Call) -> Answer:
    """List the newest first, of the key's environment only. An active customer is one who has paid."""
    kind, activity = call.query.get("type") or "all", call.query.get("status") or "all"
    if not call.is_live:
        problems = [] if kind in KINDS else [f"type must be one of: {', '.join(KINDS)}"]
        problems += [] if activity in ACTIVITIES else [f"status must be one of: {', '.join(ACTIVITIES)}"]
        if problems:
            raise invalid(problems)
    page, size = call.whole("page", 1, least=1), call.whole("pageSize", 50, least=1)
    searched = call.query.get("search", "").strip().casefold()
    rows = [
        each
        for each in call.lomi.customers.kept
        if _is_seen(call, each)
        and each.environment == call.owner.environment
        and (not searched or searched in _searchable(each))
        and (kind not in KINDS[:2] or each.is_business == (kind == "business"))
        and (activity not in ACTIVITIES[:2] or _is_active(call, each) == (activity == "active"))
    ]
    shown = rows[(page - 1) * size : page * size]
    # The total travels on the rows of the server's database: an empty page has none.
    total = len(rows) if shown else 0
    return Answer(
        {
            "customers": [_written(each) for each in shown],
            "pagination": {"page": page, "pageSize": size, "totalCount": total, "totalPages": math.ceil(total / size)},
        }
    )


def _searchable(customer: Customer) -> str:
    return " ".join(filter(None, (customer.name, customer.email, customer.phone_number))).casefold()


def _is_active(call: Call, customer: Customer) -> bool:
    return any(row.status == "completed" for row in _payments(call, customer))


def _payments(call: Call, customer: Customer) -> list[Transaction]:
    return [
        row
        for row in reversed(call.lomi.transactions.values())
        if row.customer_id == customer.id
        and row.environment == call.owner.environment
        and call.owner.operator_id in (None, row.operator_id)
    ]


def _is_seen(call: Call, customer: Customer) -> bool:
    """An operator sees the customers it made, and those of payments it made."""
    owner = call.owner
    if customer.is_deleted or customer.organization_id != owner.organization_id:
        return False
    return owner.operator_id in (None, customer.operator_id) or bool(_payments(call, customer))


def _customer(call: Call) -> Customer:
    asked = call.path["id"].strip()
    if not is_uuid(asked):
        raise broken() if call.is_live else bad_request("Customer id must be a UUID")
    customer = call.lomi.customers.get(asked)
    if customer is None or not _is_seen(call, customer):
        raise not_found("Customer", asked)
    return customer


def get_customer(call: Call) -> Answer:
    return Answer(_written(_customer(call)))


def list_payments(call: Call) -> Answer:
    return Answer(
        [
            {
                "transaction_id": row.id,
                "gross_amount": row.gross_amount,
                "currency_code": row.currency_code,
                "status": row.status,
                "provider_code": row.provider_code,
                "payment_method_code": row.payment_method_code,
                "description": row.description,
                "metadata": row.metadata,
                "created_at": stamp(row.created_at),
            }
            for row in _payments(call, _customer(call))
        ]
    )


# ---------------------------------------------------------------- writing
def create_customer(call: Call) -> Answer:
    body = _body(call, creating=True)
    now = call.lomi.now
    texts: dict[str, Any] = {name: body.get(name) or (None if name in NULLABLE else "") for name in TEXTS[1:]}
    customer = Customer(
        **asdict(call.owner),
        id=call.lomi.new_id(),
        name=str(body["name"]),
        **texts,
        is_business=bool(body.get("is_business") or False),
        metadata=_metadata(call, body.get("metadata")),
        created_at=now,
        updated_at=now,
    )
    return Answer(_written(call.lomi.customers.kept.keep(customer)), 201)


def change_customer(call: Call) -> Answer:
    customer = _customer(call)
    body = _body(call, creating=False)
    changes: dict[str, Any] = {name: body[name] for name in TEXTS if name in body}
    if not changes.get("name"):
        changes.pop("name", None)  # an empty name is no name
    if body.get("is_business") is not None:
        changes["is_business"] = bool(body["is_business"])
    if "metadata" in body or call.owner.operator_id:
        changes["metadata"] = _metadata(call, body.get("metadata"), customer.metadata)
    changed = replace(customer, **changes, updated_at=call.lomi.now)
    return Answer(_written(call.lomi.customers.kept.keep(changed)))


def delete_customer(call: Call) -> Answer:
    """Hide a customer. The payments stay."""
    customer = _customer(call)
    call.lomi.customers.kept.keep(replace(customer, is_deleted=True, updated_at=call.lomi.now))
    return Answer({"message": "Customer deleted successfully"})


def _body(call: Call, *, creating: bool) -> Mapping[str, Any]:
    body = call.body if isinstance(call.body, dict) else {}
    problems = list(_problems(body, creating=creating))
    if problems and not call.is_live:
        raise invalid(problems)
    # The server casts what it can, and its database has only one rule.
    if call.is_live and ((creating and not body.get("name")) or not isinstance(body.get("metadata"), dict | None)):
        raise broken()
    return body


def _problems(body: Mapping[str, Any], *, creating: bool) -> list[str]:
    problems = []
    if (creating or "name" in body) and (not isinstance(body.get("name"), str) or not body["name"].strip()):
        problems.append("name should not be empty")
    problems += [f"{name} must be a string" for name in TEXTS[1:] if not isinstance(body.get(name), str | None)]
    if isinstance(body.get("email"), str) and not _is_email(body["email"]):
        problems.append("email must be an email")
    if not isinstance(body.get("is_business"), bool | None):
        problems.append("is_business must be a boolean value")
    if not isinstance(body.get("metadata"), dict | None):
        problems.append("metadata must be an object")
    return problems


def _is_email(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host.strip(".") and not set(text) & set(" \t\n,;"))


def _metadata(
    call: Call, given: Mapping[str, Any] | None, earlier: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """What an operator writes is merged, and carries who wrote it for whom."""
    member = call.caller.member if call.caller else None
    if call.caller is None or member is None:
        return dict(given) if given is not None else None
    network = {
        "operator_organization_id": call.owner.operator_id,
        "member_organization_id": member.organization_id,
        "network_membership_id": member.membership_id(call.caller.key.organization_id),
        "network_account_id": member.network_account_id,
        "public_account_id": member.account_id,
        "source": "network_api",
    }
    return {**(earlier or {}), **(given or {}), "network": network}


def launch_portal(call: Call) -> Answer:
    """Make a token for the customer's own pages. The sandbox has none: the address leads nowhere."""
    customer = _customer(call)
    body = call.body if isinstance(call.body, dict) else {}
    flow = body.get("flow_type") or "portal_home"
    if flow not in FLOWS:
        raise broken() if call.is_live else bad_request(f"flow_type must be one of: {', '.join(FLOWS)}")
    token = secrets.token_urlsafe(24)
    told = {
        "customer_id": customer.id,
        "organization_id": call.owner.organization_id,
        "launch_token": token,
        "launch_url": f"{call.lomi.base_url}/portal/launch?token={token}",
        "expires_in_seconds": PORTAL_S,
        "flow_type": flow,
        "flow_subscription_id": body.get("flow_subscription_id"),
        "return_url": body.get("return_url"),
        "flow_after_completion_url": body.get("flow_after_completion_url"),
    }
    return Answer(told, 201)


def _written(customer: Customer) -> dict[str, Any]:
    return {
        "customer_id": customer.id,
        "organization_id": customer.organization_id,
        **{name: getattr(customer, name) for name in TEXTS},
        "is_business": customer.is_business,
        "metadata": customer.metadata,
        "environment": customer.environment,
        "created_at": stamp(customer.created_at),
        "updated_at": stamp(customer.updated_at),
    }


VIEW, WRITE = ("customer.read",), ("customer.write",)

ENDPOINTS = (
    Endpoint("GET", "/customers", list_customers, network=VIEW),
    Endpoint("POST", "/customers", create_customer, network=WRITE),
    Endpoint("GET", "/customers/{id}", get_customer, network=VIEW),
    Endpoint("PATCH", "/customers/{id}", change_customer, network=WRITE),
    Endpoint("DELETE", "/customers/{id}", delete_customer),
    Endpoint("GET", "/customers/{id}/transactions", list_payments, network=VIEW),
    Endpoint("POST", "/customers/{id}/portal-launch-session", launch_portal),
)
