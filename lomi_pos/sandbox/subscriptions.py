"""Subscriptions under both their paths (lomi.'s source, ``core/subscriptions``, ``core/customer-subscriptions``)."""

from typing import Any

from lomi_pos.sandbox.call import Answer, Call, is_uuid
from lomi_pos.sandbox.clock import read_stamp_or_none, stamp
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.subscription_book import STATUSES, Subscription
from lomi_pos.sandbox.trouble import SandboxError, bad_request, broken, invalid, not_found

TIMES = {"start_date": "started_at", "end_date": "ended_at", "next_billing_date": "next_bill_at"}


# ---------------------------------------------------------------- looking
def _own(call: Call) -> list[Subscription]:
    owner = call.owner
    return [
        each
        for each in call.lomi.subscriptions.kept
        if (each.organization_id, each.environment) == (owner.organization_id, owner.environment)
    ]


def _asked(call: Call) -> Subscription:
    """Find one; the environment is not asked for a single one."""
    asked = call.path["id"].strip()
    if not is_uuid(asked):
        raise broken() if call.is_live else bad_request("Subscription id must be a UUID")
    found = call.lomi.subscriptions.kept.get(asked)
    if found is None or found.organization_id != call.owner.organization_id:
        raise not_found("Subscription", asked)
    return found


def list_subscriptions(call: Call) -> Answer:
    page, size = call.whole("page", 1, least=1), call.whole("pageSize", 50, least=1)
    rows = _own(call)
    return Answer([_written(call, each) for each in rows[(page - 1) * size : page * size]])


def list_of_customer(call: Call) -> Answer:
    asked = call.path["id"]
    customer = call.lomi.customers.get(asked)
    if customer is None or customer.organization_id != call.owner.organization_id:
        raise not_found("Customer", asked)
    return Answer([_written(call, each) for each in _own(call) if each.customer_id == customer.id])


def get_subscription(call: Call) -> Answer:
    return Answer(_written(call, _asked(call)))


def list_customer_subscriptions(call: Call) -> Answer:
    customer_id, status = call.query.get("customer_id") or None, call.query.get("status") or None
    if status is not None and status not in STATUSES:
        raise broken() if call.is_live else bad_request(f"status must be one of: {', '.join(STATUSES)}")
    if customer_id is not None and not is_uuid(customer_id):
        raise broken() if call.is_live else bad_request("customer_id must be a UUID")
    limit, offset = call.whole("limit", 20), call.whole("offset", 0)
    rows = [
        each
        for each in _own(call)
        if (customer_id is None or each.customer_id == customer_id.lower()) and status in (None, each.status)
    ][offset : offset + limit]
    meta = {"limit": limit, "offset": offset, "total_returned": len(rows)}
    return Answer({"success": True, "data": [_written(call, each) for each in rows], "meta": meta})


def get_customer_subscription(call: Call) -> Answer:
    return _enveloped(call, _asked(call))


# ---------------------------------------------------------------- changing
def _changed(call: Call) -> Subscription:
    its = _asked(call)
    body = call.body if isinstance(call.body, dict) else {}
    problems = []
    changes: dict[str, Any] = {}
    if body.get("status") is not None:
        if body["status"] not in STATUSES:
            problems.append(f"status must be one of the following values: {', '.join(STATUSES)}")
        changes["status"] = body["status"]
    for name, kept in TIMES.items():
        if body.get(name) is not None:
            changes[kept] = read_stamp_or_none(body[name])
            if changes[kept] is None:
                problems.append(f"{name} must be a valid ISO 8601 date string")
    if body.get("metadata") is not None:
        if not isinstance(body["metadata"], dict):
            problems.append("metadata must be an object")
        changes["metadata"] = body["metadata"]
    if problems:
        # The server quotes its database here, one problem at a time.
        raise invalid(problems[:1] if call.is_live else problems)
    return call.lomi.subscriptions.change(its, **changes)


def change_subscription(call: Call) -> Answer:
    return Answer(_written(call, _changed(call)))


def change_customer_subscription(call: Call) -> Answer:
    return _enveloped(call, _changed(call))


def cancel_subscription(call: Call) -> Answer:
    its = _asked(call)
    body = call.body if isinstance(call.body, dict) else {}
    at_end = body.get("cancel_at_period_end", False)
    if not isinstance(at_end, bool):
        raise broken() if call.is_live else bad_request("cancel_at_period_end must be a boolean value")
    reason = body.get("cancellation_reason")
    cancelled = call.lomi.subscriptions.cancel(its, at_period_end=at_end, reason=reason)
    return Answer(_written(call, cancelled), 201)


def end_customer_subscription(call: Call) -> Answer:
    return _enveloped(call, call.lomi.subscriptions.cancel(_asked(call)))


def uncancel_subscription(call: Call) -> Answer:
    try:
        return Answer(_written(call, call.lomi.subscriptions.uncancel(_asked(call))), 201)
    except SandboxError as error:
        raise bad_request(str(error)) from error


def change_plan(call: Call) -> Answer:
    its = _asked(call)
    price_id = str((call.body if isinstance(call.body, dict) else {}).get("price_id"))
    for product in call.lomi.catalogue.products.values():
        if product.product_type == "recurring" and product.price(price_id):
            changed = call.lomi.subscriptions.change(its, product_id=product.id, price_id=price_id)
            return Answer(_written(call, changed), 201)
    raise bad_request("price_id is not the price of a subscription" if is_uuid(price_id) else "price_id must be a UUID")


# ---------------------------------------------------------------- writing
def _enveloped(call: Call, its: Subscription) -> Answer:
    return Answer({"success": True, "data": _written(call, its)})


def _written(call: Call, its: Subscription) -> dict[str, Any]:
    written = {
        "subscription_id": its.id,
        "organization_id": its.organization_id,
        "product_id": its.product_id,
        "price_id": its.price_id,
        "customer_id": its.customer_id,
        "status": its.status,
        "start_date": stamp(its.started_at),
        "end_date": stamp(its.ended_at) if its.ended_at else None,
        "next_billing_date": stamp(its.next_bill_at) if its.next_bill_at else None,
        "cancel_at_period_end": its.cancels_at is not None,
        "cancellation_reason": its.cancellation_reason,
        "metadata": its.metadata,
        "environment": its.environment,
        "created_at": stamp(its.created_at),
        "updated_at": stamp(its.updated_at),
    }
    if not call.is_live:
        return written
    product, price = call.lomi.subscriptions.sold(its)
    customer = call.lomi.customers.kept.get(its.customer_id)
    return {
        **written,
        "amount": price.amount if price else None,
        "currency_code": price.currency_code if price else None,
        "customer_name": customer.name if customer else None,
        "product_name": product.name if product else None,
    }


ENDPOINTS = (
    Endpoint("GET", "/subscriptions", list_subscriptions),
    Endpoint("GET", "/subscriptions/customer/{id}", list_of_customer),
    Endpoint("GET", "/subscriptions/{id}", get_subscription),
    Endpoint("PATCH", "/subscriptions/{id}", change_subscription),
    Endpoint("POST", "/subscriptions/{id}/cancel", cancel_subscription),
    Endpoint("POST", "/subscriptions/{id}/uncancel", uncancel_subscription),
    Endpoint("POST", "/subscriptions/{id}/change-plan", change_plan),
    Endpoint("GET", "/customer-subscriptions", list_customer_subscriptions),
    Endpoint("GET", "/customer-subscriptions/{id}", get_customer_subscription),
    Endpoint("PATCH", "/customer-subscriptions/{id}", change_customer_subscription),
    Endpoint("DELETE", "/customer-subscriptions/{id}", end_customer_subscription),
)
