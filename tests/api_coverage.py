"""docs/api-coverage.md, made from the code: which of lomi.'s endpoints and fields are served here, and by what.

``uv run python -m tests.api_coverage`` writes it; ``tests/unit/test_api_coverage.py`` says when it is stale.
What no code can tell stands in this file: what lomi. publishes, and the test that covers each endpoint.
"""

import contextlib
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx

import lomi_pos.api
from lomi_pos.api.client import LomiClient
from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.keys import identity_for
from lomi_pos.api.network import check_supported
from lomi_pos.api.products import price_body, product_body
from lomi_pos.api.wire import Said
from lomi_pos.clock import SystemClock
from lomi_pos.sandbox.app import ENDPOINTS
from lomi_pos.till.charges import CardDraft, MtnDraft, WaveDraft
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.lomi import LinkDraft
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.ports import Shop
from lomi_pos.till.products import OPEN_MODEL, LineItem, Price, PriceDraft, ProductDraft
from lomi_pos.till.refunds import RefundDraft
from lomi_pos.till.sale import Sale

Value = TypeVar("Value")

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "api-coverage.md"
UNIT = "tests/unit/api"
TERMINAL = "lomi-pos api"
"""The one way to every endpoint, where there is no call of its own."""

_SESSIONS = f"{UNIT}/test_client_on_sandbox.py::"
_RESOURCES = f"{UNIT}/test_resources_on_sandbox.py::"
_CUSTOMERS = f"{_RESOURCES}test_a_customer_is_written_down_found_changed_and_hidden"
_HOOKS = f"{_RESOURCES}test_a_payment_is_announced_signed_and_believed"


@dataclass(frozen=True, slots=True)
class Served:
    """An endpoint of lomi.'s, the call of ``LomiClient`` that asks it, and the test that covers it."""

    endpoint: str
    call: str
    test: str


SERVED = (
    Served("POST /checkout-sessions", "create_session", _SESSIONS + "test_a_session_is_made_and_read_back"),
    Served("GET /checkout-sessions", "sessions", _SESSIONS + "test_pages_do_not_overlap"),
    Served("GET /checkout-sessions/{id}", "session", _SESSIONS + "test_a_session_is_made_and_read_back"),
    Served("POST /payment-links", "create_link", _SESSIONS + "test_a_link_is_made_read_and_listed"),
    Served("GET /payment-links", "links", _SESSIONS + "test_a_link_is_made_read_and_listed"),
    Served("GET /payment-links/{id}", "link", _SESSIONS + "test_a_link_is_made_read_and_listed"),
    Served(
        "GET /transactions",
        "transactions",
        _SESSIONS + "test_a_paid_session_is_completed_and_its_transaction_is_found",
    ),
    Served(
        "GET /transactions/{id}",
        "transaction",
        _SESSIONS + "test_a_paid_session_is_completed_and_its_transaction_is_found",
    ),
    Served("POST /charge/wave", "charges.wave", _RESOURCES + "test_wave_is_charged_and_followed_by_its_transaction"),
    Served("POST /charge/mtn", "charges.mtn", _RESOURCES + "test_mtn_is_charged_in_all_its_quantity"),
    Served("POST /charge/card", "charges.card", _RESOURCES + "test_a_card_is_prepared_read_and_given_up"),
    Served("GET /charge/card/{id}", "charges.card_charge", _RESOURCES + "test_a_card_is_prepared_read_and_given_up"),
    Served(
        "POST /charge/card/{id}/cancel",
        "charges.cancel_card",
        _RESOURCES + "test_a_card_is_prepared_read_and_given_up",
    ),
    Served("POST /refunds", "refunds.create", _RESOURCES + "test_a_payment_goes_back_whole"),
    Served("GET /refunds", "refunds.list", _RESOURCES + "test_a_payment_goes_back_whole"),
    Served("GET /refunds/{id}", "refunds.get", _RESOURCES + "test_a_payment_goes_back_whole"),
    Served("GET /customers", "customers.list", _CUSTOMERS),
    Served("POST /customers", "customers.create", _CUSTOMERS),
    Served("GET /customers/{id}", "customers.get", _CUSTOMERS),
    Served("PATCH /customers/{id}", "customers.change", _CUSTOMERS),
    Served("DELETE /customers/{id}", "customers.delete", _CUSTOMERS),
    Served(
        "GET /customers/{id}/transactions",
        "customers.transactions",
        _RESOURCES + "test_what_a_customer_has_paid_is_found",
    ),
    Served("POST /customers/{id}/portal-launch-session", "customers.launch_portal", _CUSTOMERS),
    Served("GET /products", "products.list", _RESOURCES + "test_a_product_is_made_priced_and_read_back"),
    Served("POST /products", "products.create", _RESOURCES + "test_a_product_is_made_priced_and_read_back"),
    Served("GET /products/{id}", "products.get", _RESOURCES + "test_a_product_is_made_priced_and_read_back"),
    Served(
        "POST /products/{id}/prices", "products.add_price", _RESOURCES + "test_a_product_is_made_priced_and_read_back"
    ),
    Served(
        "POST /products/{id}/prices/{price_id}/set-default",
        "products.set_default",
        _RESOURCES + "test_a_product_is_made_priced_and_read_back",
    ),
    Served("GET /providers", "providers", _SESSIONS + "test_the_account_and_its_providers_are_known"),
    Served("GET /me", "account", _SESSIONS + "test_the_account_and_its_providers_are_known"),
    Served("GET /merchants/{id}", "merchants.get", _RESOURCES + "test_the_merchants_figures_are_read"),
    Served("GET /merchants/{id}/mrr", "merchants.mrr", _RESOURCES + "test_the_organization_and_its_figures_are_read"),
    Served("GET /merchants/{id}/arr", "merchants.arr", _RESOURCES + "test_the_organization_and_its_figures_are_read"),
    Served("GET /merchants/{id}/balance", "merchants.balance", _RESOURCES + "test_the_merchants_figures_are_read"),
    Served("GET /accounts", "balances.accounts", _RESOURCES + "test_balances_are_read_in_every_form"),
    Served("GET /accounts/{id}", "balances.account", _RESOURCES + "test_balances_are_read_in_every_form"),
    Served("GET /accounts/balance", "balances.now", _RESOURCES + "test_balances_are_read_in_every_form"),
    Served(
        "GET /accounts/balance/breakdown",
        "balances.parts",
        _RESOURCES + "test_balances_are_read_in_every_form",
    ),
    Served(
        "GET /accounts/balance/check/{currency}",
        "balances.check",
        _RESOURCES + "test_balances_are_read_in_every_form",
    ),
    Served("GET /organizations", "organizations.list", _RESOURCES + "test_the_organization_and_its_figures_are_read"),
    Served(
        "GET /organizations/{id}", "organizations.get", _RESOURCES + "test_the_organization_and_its_figures_are_read"
    ),
    Served(
        "GET /organizations/metrics",
        "organizations.figures",
        _RESOURCES + "test_the_organization_and_its_figures_are_read",
    ),
    Served("GET /subscriptions", "subscriptions.list", _RESOURCES + "test_subscriptions_are_found_under_both_names"),
    Served(
        "GET /subscriptions/customer/{id}",
        "subscriptions.of_customer",
        _RESOURCES + "test_subscriptions_are_found_under_both_names",
    ),
    Served(
        "GET /subscriptions/{id}", "subscriptions.get", _RESOURCES + "test_subscriptions_are_found_under_both_names"
    ),
    Served(
        "PATCH /subscriptions/{id}",
        "subscriptions.change",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served(
        "POST /subscriptions/{id}/cancel",
        "subscriptions.cancel",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served(
        "POST /subscriptions/{id}/uncancel",
        "subscriptions.uncancel",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served(
        "POST /subscriptions/{id}/change-plan",
        "subscriptions.change_plan",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served(
        "GET /customer-subscriptions",
        "customer_subscriptions.list",
        _RESOURCES + "test_subscriptions_are_found_under_both_names",
    ),
    Served(
        "GET /customer-subscriptions/{id}",
        "customer_subscriptions.get",
        _RESOURCES + "test_subscriptions_are_found_under_both_names",
    ),
    Served(
        "PATCH /customer-subscriptions/{id}",
        "customer_subscriptions.change",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served(
        "DELETE /customer-subscriptions/{id}",
        "customer_subscriptions.cancel",
        _RESOURCES + "test_a_subscription_is_changed_ended_and_ended_for_good",
    ),
    Served("POST /webhooks", "webhooks.create", _HOOKS),
    Served("GET /webhooks", "webhooks.list", _HOOKS),
    Served("GET /webhooks/{id}", "webhooks.get", _HOOKS),
    Served("PATCH /webhooks/{id}", "webhooks.change", _HOOKS),
    Served("DELETE /webhooks/{id}", "webhooks.delete", _HOOKS),
    Served("POST /webhooks/{id}/test", "webhooks.test", _HOOKS),
    Served("POST /webhooks/{id}/logs/{log_id}/retry", "webhooks.retry", _HOOKS),
    Served("GET /webhook-delivery-logs", "webhooks.deliveries", _HOOKS),
    Served("GET /webhook-delivery-logs/{id}", "webhooks.delivery", _HOOKS),
    Served(
        "GET /webhooks/{id}/logs",
        "webhooks.deliveries",
        f"{UNIT}/test_webhooks.py::test_the_documented_place_of_the_logs_is_tried_when_the_real_one_is_not_there",
    ),
    Served("GET /health", TERMINAL, _RESOURCES + "test_the_state_of_lomi_is_reached"),
    Served("GET /ready", TERMINAL, _RESOURCES + "test_the_state_of_lomi_is_reached"),
)

PUBLISHED: Mapping[str, str] = {
    "session": """checkout_session_id id session_id url checkout_url status amount currency_code title description
        public_description success_url cancel_url customer_id customer_email customer_name customer_phone product_id
        price_id subscription_id plan_id payment_link_id payment_request_id installment_plan_id quantity
        allow_coupon_code allow_quantity allowed_providers require_billing_address metadata environment organization_id
        merchant_id created_by is_pos is_spi qr_code_data qr_code_type spi_account_number spi_qr_code_id expires_at
        created_at updated_at""",
    "link": """id link_id payment_link_id url link_type title description amount currency_code product_id price_id
        quantity is_active expires_at success_url cancel_url allow_coupon_code allow_quantity require_billing_address
        metadata environment organization_id created_by line_items created_at updated_at""",
    "transaction": """transaction_id merchant_id organization_id customer_id gross_amount discount_amount fee_amount
        net_amount fee_reference fee_structure_id fee_name currency_code payment_method_code provider_code
        provider_transaction_id provider_checkout_id transaction_type type product_id price_id subscription_id
        checkout_session_id status description quantity is_pos is_bnpl environment metadata created_at updated_at
        customer_name customer_email customer_phone""",
    "refund": """refund_id transaction_id amount refunded_amount fee_amount reason status message metadata
        subscription_action stripe_refund_id fallback created_at updated_at""",
    "wave_charge": "transactionId transaction_id checkoutUrl checkout_url waveSession wave_session",
    "mtn_charge": "transaction_id external_id reference_id status mtn_response",
    "card_charge": """id client_secret amount currency original_amount original_currency status appearance
        transaction""",
    "provider": """provider_code is_connected onboarding_status is_phone_verified phone_number provider_merchant_id
        metadata organization_id""",
    "account": "merchant_id organization_id organization_name environment",
    "merchant": """merchant_id name email phone_number country mrr arr merchant_lifetime_value retry_payment_every
        total_retries metadata created_at updated_at""",
    "figure": "merchant_id mrr arr balance currency_code as_of_date last_updated",
    "balance_account": "account_id organization_id balance currency_code is_spi_account created_at updated_at",
    "balance_parts": """currency_code available_balance pending_balance total_balance available_amount pending_amount
        reserved_amount updated_at converted_available_balance converted_pending_balance converted_total_balance
        target_currency""",
    "balance_check": "has_sufficient_balance available_balance",
    "organization": """organization_id name email phone_number verification_status status default_currency
        created_at updated_at""",
    "organization_figures": """mrr arr total_revenue total_transactions total_customers currency_code
        calculated_at""",
    "product": """product_id id name description product_type is_active prices images metadata environment
        created_at updated_at""",
    "price": """price_id id amount currency_code pricing_model minimum_amount maximum_amount billing_interval
        is_default is_active""",
    "subscription": """subscription_id organization_id product_id price_id customer_id status start_date end_date
        next_billing_date metadata environment amount currency_code customer_name product_name created_at
        updated_at""",
    "webhook": """webhook_id id url authorized_events events is_active active environment metadata created_at
        updated_at secret verification_token""",
    "delivery": """log_id webhook_id event_type payload response_status response_body attempt_number success
        request_duration_ms created_at""",
    "customer": """customer_id organization_id name email phone_number whatsapp_number country city address
        postal_code is_business metadata environment created_at updated_at""",
    "portal_launch": """customer_id organization_id launch_token launch_url expires_in_seconds flow_type
        flow_subscription_id return_url flow_after_completion_url""",
    "delivery_result": "delivered response_status event_id",
    "event": """id event timestamp data lomi_environment data.transaction_id data.checkout_session_id
        data.environment""",
}
"""What lomi.'s pages, its OpenAPI and its source name in answers; ``session`` is what ``to_session`` reads."""

SENT: Mapping[str, str] = {
    "POST /checkout-sessions": """amount currency_code success_url cancel_url allowed_providers title public_description
        description customer_email customer_name customer_phone customer_country customer_city customer_address
        customer_postal_code customer_id product_id price_id quantity line_items
        subscription_id plan_id metadata expiration_minutes allow_coupon_code allow_quantity require_billing_address
        payment_link_id integration_source""",
    "POST /payment-links": """link_type title currency_code description amount product_id price_id allow_coupon_code
        allow_quantity require_billing_address expires_at success_url cancel_url metadata""",
    "POST /refunds": "transaction_id amount reason refund_type subscription_action",
    "POST /products": """name product_type prices description images is_active display_on_storefront metadata
        fee_type_ids failed_payment_action charge_day first_payment_type trial_enabled trial_period_days""",
    "POST /products/{id}/prices": """amount currency_code billing_interval pricing_model minimum_amount maximum_amount
        is_default metadata""",
    "POST /charge/wave": "amount currency customer description successUrl errorUrl",
    "POST /charge/mtn": "amount currency customer description countryCode productId subscriptionId quantity",
    "POST /charge/card": """amount currency_code customer_id customer_email customer_name customer_phone description
        payment_reference product_id subscription_id quantity metadata appearance_theme appearance_border_radius
        appearance_billing_address""",
}
"""What lomi. reads of a request."""

_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
_AT = datetime(2026, 3, 14, 12, tzinfo=UTC)


def made_client() -> LomiClient:
    """A client that can ask nobody."""
    key = "lomi_sk_test_0123456789abcdefa1b2"
    nobody = httpx.MockTransport(lambda _request: httpx.Response(500))
    return LomiClient(identity=identity_for(key), key=key, shop=Shop(title="Shop"), clock=SystemClock(), inner=nobody)


def bodies(client: LomiClient) -> Mapping[str, set[str]]:
    """The fields that each creation sends when everything it can say is said."""
    price = Price(_ID, Money(5000), "XOF")
    order = Order(
        Money(5000),
        title="t",
        description="d",
        customer_name="n",
        customer_email="e",
        customer_phone="p",
        customer_country="c",
        customer_city="c",
        customer_address="a",
        customer_postal_code="z",
        product_id=_ID,
        price=price,
        subscription_id=_ID,
        plan_id=_ID,
        metadata=(("a", "b"),),
    )
    sale = Sale(1, "A-001", "0123456789A", Money(5000), _AT, client.identity)
    link = LinkDraft("product", "t", "XOF", Money(1), _ID, _ID, "d", _AT)
    card = CardDraft(Money(1), _ID, "n", "e", "p", "d", "r", _ID, _ID, 1, {"a": "b"}, "night", 1, "auto")
    wave = WaveDraft(Money(100), "+2250700000000", "n", "e", "d", "https://a/", "https://b/")
    mtn = MtnDraft(Money(100), "+2250700000000", "n", "e", "d", "CI", _ID, _ID, 2)
    bounds = (Money(1), Money(2))
    price_draft = PriceDraft(Money(1), OPEN_MODEL, "month", *bounds, is_default=True, metadata={"a": "b"})
    product = ProductDraft(
        "n", (price_draft,), "recurring", "d", ("https://a/",), True, True, {"a": "b"}, (_ID,), "pause", 1, "initial", 7
    )
    refund = RefundDraft(_ID, Money(1), reason="r", subscription_action="none")
    sent = {
        "POST /checkout-sessions": (
            client.session_body(order, sale, attempt=1),
            client.session_body(Order(Money(5000), line_items=(LineItem(price),)), sale, attempt=1),
        ),
        "POST /payment-links": (
            client.new_link_body(link, reference="0123456789A"),
            client.link_body(order, sale, attempt=1),
        ),
        "POST /refunds": (client.refunds.body(refund),),
        "POST /products": (product_body(product),),
        "POST /products/{id}/prices": (price_body(price_draft),),
        "POST /charge/wave": (client.charges.wave_body(wave),),
        "POST /charge/mtn": (client.charges.mtn_body(mtn),),
        "POST /charge/card": (client.charges.card_body(card),),
    }
    return {endpoint: {name for body in made for name in json.loads(body)} for endpoint, made in sent.items()}


class Asked(Said):
    """An object that says nothing, and notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__({})
        self.read_as: dict[str, str] = {}
        self.keeps_others = False

    def __call__(self, kind: Callable[[Any], Value], *spellings: str) -> Value:
        for spelling in spellings:
            self.read_as.setdefault(spelling, spellings[0])
            self.read_as.setdefault(*[spelling.partition(".")[0]] * 2)
        return super().__call__(kind, *spellings)

    def others(self, *, besides: Collection[str] = ()) -> dict[str, str]:
        self.keeps_others = True
        return super().others(besides=besides)


def readers() -> Mapping[str, Asked]:
    """What each reader of an answer asks for."""
    found = {}
    for module in pkgutil.iter_modules(lomi_pos.api.__path__):
        for name, reader in vars(importlib.import_module(f"lomi_pos.api.{module.name}")).items():
            if module.name.endswith("_wire") and hasattr(reader, "__wrapped__"):
                found[name.removeprefix("to").strip("_")] = asked_by(reader)
    return found


def asked_by(reader: Any) -> Asked:
    asked = Asked()
    with contextlib.suppress(Unreadable):
        reader.__wrapped__(asked, **{name: "" for name in inspect.signature(reader).parameters if name != "said"})
    return asked


def simulated(endpoint: str) -> bool:
    return _plain(endpoint) in {_plain(one.name) for one in ENDPOINTS}


def _plain(endpoint: str) -> str:
    return re.sub(r"\{\w+\}", "{}", endpoint)


def for_members(endpoint: str) -> bool:
    method, _, path = endpoint.partition(" ")
    try:
        check_supported(method, re.sub(r"\{\w+\}", "1", path))
    except LomiTrouble:
        return False
    return True


# ---------------------------------------------------------------- the page


def page() -> str:
    return "\n".join([*_head(), *_endpoints(), *_answers(), *_requests()]) + "\n"


def _head() -> list[str]:
    return [
        "# What of lomi.'s API is served here",
        "",
        "Made by `uv run python -m tests.api_coverage` from the code. A test says when it is stale, when a route of",
        "the simulator or a call of the client is missing, and when a test named here is gone.",
    ]


def _endpoints() -> list[str]:
    lines = [
        "",
        "## Endpoints",
        "",
        "Every endpoint can be asked with `lomi-pos api METHOD PATH`; the other calls are those of `LomiClient`.",
        "“Members” are the endpoints that go out with `Lomi-Account`; all others are refused before anything is sent.",
        "",
        "| endpoint | client | simulator | members | covered by |",
        "|---|---|---|---|---|",
    ]
    for one in SERVED:
        route = "yes" if simulated(one.endpoint) else "no"
        members = "yes" if for_members(one.endpoint) else ""
        lines.append(f"| `{one.endpoint}` | `{one.call}` | {route} | {members} | `{one.test}` |")
    return lines


def _answers() -> list[str]:
    lines = [
        "",
        "## Fields of answers",
        "",
        "Each field that lomi. names; another spelling is read as the first of them. “Kept” is shown as it came",
        "(`others`); “left” is not read, because nothing here depends on it. Unknown fields are never fatal.",
    ]
    for name, asked in sorted(readers().items()):
        published = PUBLISHED.get(name, "").split()
        unread = "kept" if asked.keeps_others else "left"
        lines += ["", f"### {name}", "", "| field | read as |", "|---|---|"]
        for field in sorted({*published, *asked.read_as}):
            lines.append(f"| `{field}` | {f'`{asked.read_as[field]}`' if field in asked.read_as else unread} |")
    return lines


def _requests() -> list[str]:
    sent = bodies(made_client())
    lines = [
        "",
        "## Fields of requests",
        "",
        "What the till never needs to say can be said with `lomi-pos api --body`.",
    ]
    for endpoint, fields in SENT.items():
        lines += ["", f"### {endpoint}", "", "| field | sent |", "|---|---|"]
        for field in sorted({*fields.split(), *sent[endpoint]}):
            lines.append(f"| `{field}` | {'yes' if field in sent[endpoint] else 'with `lomi-pos api` only'} |")
    return lines


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
