"""Who the key belongs to, how that shop can be paid, and whether lomi. is there: me, providers, health."""

from lomi_pos.sandbox.call import Answer, Call
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.merchants import shop_name_of
from lomi_pos.sandbox.transactions import LIVE_PROVIDERS
from lomi_pos.sandbox.trouble import bad_request, broken


def me(call: Call) -> Answer:
    owner = call.owner
    return Answer(
        {
            "merchant_id": owner.merchant_id,
            "organization_id": owner.organization_id,
            "organization_name": shop_name_of(call),
            "environment": owner.environment,
        }
    )


def list_providers(call: Call) -> Answer:
    """List what can be connected. The filter also takes CARD, where the server itself says STRIPE."""
    wanted = call.query.get("provider_code") or None
    wanted = "STRIPE" if wanted == "CARD" else wanted
    known = LIVE_PROVIDERS if call.is_live else tuple(call.lomi.catalogue.providers)
    if wanted is not None and wanted not in known:
        raise broken() if call.is_live else bad_request(f"Invalid provider_code: {wanted}")
    rows = [each.as_json() for code, each in call.lomi.catalogue.providers.items() if wanted in (None, code)]
    return Answer({"success": True, "data": rows})


def health(_call: Call) -> Answer:
    return Answer({"ok": True, "service": "lomi-api", "uptime": 1})


def ready(_call: Call) -> Answer:
    return Answer({"ready": True, "service": "lomi-api", "checks": {"database": True}, "redis": {"ok": True}})


ENDPOINTS = (
    Endpoint("GET", "/me", me),
    Endpoint("GET", "/providers", list_providers),
    Endpoint("GET", "/health", health, open_to_all=True),
    Endpoint("GET", "/ready", ready, open_to_all=True),
)
