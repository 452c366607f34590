"""Which requests go out in a Network member's name: those that lomi. takes, and no other."""

import pytest

from lomi_pos.api.network import check_supported
from lomi_pos.sandbox.app import ENDPOINTS
from lomi_pos.till.errors import LomiTrouble

TAKEN = [
    "POST /charge/card",
    "POST /charge/wave",
    "POST /charge/mtn",
    "GET /charge/card/pi_1",
    "POST /charge/card/pi_1/cancel",
    "POST /checkout-sessions",
    "GET /transactions",
    "GET /transactions/1",
    "GET /customers",
    "GET /customers/1",
    "GET /customers/1/transactions",
    "POST /customers",
    "PATCH /customers/1",
    "POST /refunds",
    "GET /refunds",
    "GET /refunds/1",
]
REFUSED = [
    "GET /checkout-sessions",
    "GET /checkout-sessions/1",
    "GET /payment-links",
    "POST /payment-links",
    "GET /providers",
    "GET /me",
    "GET /accounts",
    "GET /products",
    "POST /products",
    "GET /merchants/1",
    "GET /webhooks",
    "DELETE /customers/1",
    "POST /customers/1/portal-launch-session",
    "GET /charge/wave/1",
    "POST /charge/card/pi_1",
    "POST /refunds/1",
    "GET /subscriptions",
    "DELETE /transactions/1",
    "GET /transactions/1/2",
]


@pytest.mark.parametrize("request_", TAKEN)
def test_what_lomi_takes_for_a_member_is_sent(request_):
    check_supported(*request_.split(" "))


@pytest.mark.parametrize("request_", REFUSED)
def test_all_else_is_refused_here_in_words(request_):
    with pytest.raises(LomiTrouble) as refused:
        check_supported(*request_.split(" "))
    assert refused.value.message.code == "network_refused"
    assert "Switch it off in Settings" in str(refused.value)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.name)
def test_the_sandbox_takes_the_same(endpoint):
    path = endpoint.path.replace("{", "").replace("}", "")
    if endpoint.network:
        check_supported(endpoint.method, path)
    else:
        with pytest.raises(LomiTrouble):
            check_supported(endpoint.method, path)
