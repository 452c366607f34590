"""Every field that lomi. publishes of a session and of a link is kept, and so is what it does not."""

from typing import Any

import pytest

from lomi_pos.till.errors import NotFound
from tests.unit.api.asked import OTHER_ID, SESSION_ID

pytestmark = pytest.mark.anyio


PUBLISHED_OF_A_SESSION: dict[str, Any] = {
    "description": "Thé",
    "success_url": "https://chez-awa.example/merci",
    "cancel_url": "https://chez-awa.example/",
    "customer_id": OTHER_ID,
    "customer_name": "Fatou",
    "customer_email": "awa@example.com",
    "customer_phone": "+2250700000000",
    "product_id": OTHER_ID,
    "price_id": OTHER_ID,
    "quantity": 2,
    "subscription_id": OTHER_ID,
    "plan_id": OTHER_ID,
    "payment_link_id": OTHER_ID,
    "payment_request_id": OTHER_ID,
    "installment_plan_id": OTHER_ID,
    "allow_coupon_code": True,
    "allow_quantity": False,
    "require_billing_address": False,
    "merchant_id": OTHER_ID,
    "organization_id": OTHER_ID,
    "created_by": OTHER_ID,
    "is_pos": False,
    "is_spi": True,
    "qr_code_data": "0002010102" * 30,
    "qr_code_type": "dynamic",
    "spi_account_number": "CI93 0001",
    "spi_qr_code_id": "spi-1",
}

PUBLISHED_OF_A_LINK: dict[str, Any] = {
    "description": "Un don",
    "price_id": OTHER_ID,
    "product_id": OTHER_ID,
    "quantity": 1,
    "allow_coupon_code": False,
    "allow_quantity": True,
    "require_billing_address": False,
    "success_url": "https://chez-awa.example/merci",
    "cancel_url": "https://chez-awa.example/",
    "metadata": {"table": "4"},
    "organization_id": OTHER_ID,
    "created_by": OTHER_ID,
}


async def test_every_published_field_of_a_session_is_kept(client, lomi, a_session):
    lomi.answers({**a_session, **PUBLISHED_OF_A_SESSION, "allowed_providers": ["WAVE", "NEWPAY"]})
    found = await client.session(SESSION_ID)
    assert {name: getattr(found, name) for name in PUBLISHED_OF_A_SESSION} == PUBLISHED_OF_A_SESSION
    assert found.allowed_providers == ("WAVE", "NEWPAY")
    assert found.others == {}
    assert not any(shown in repr(found) for shown in ("Fatou", "awa@example.com", "+2250700000000", "CI93"))


async def test_every_published_field_of_a_link_is_kept(client, lomi, a_link):
    lomi.answers({**a_link, **PUBLISHED_OF_A_LINK, "line_items": [{"price_id": OTHER_ID, "quantity": 2}]})
    found = await client.link(a_link["id"])
    assert {name: getattr(found, name) for name in PUBLISHED_OF_A_LINK} == PUBLISHED_OF_A_LINK
    assert OTHER_ID in found.others["line_items"]


async def test_unknown_fields_and_words_are_kept_and_never_fatal(client, lomi, a_session, a_link):
    unknown = {"shade": "mauve", "levels": [1, {"deep": None}], "quantity": "two", "is_pos": "perhaps"}
    lomi.answers({"data": {**a_session, **unknown, "status": "on_hold"}})
    lomi.answers({"data": {**a_link, **unknown, "link_type": "poster"}})
    session, link = await client.session(SESSION_ID), await client.link(a_link["id"])
    for found in (session, link):
        assert (found.others["shade"], found.quantity) == ("mauve", None)
        assert found.others["levels"] == '[1, {"deep": null}]'
    assert (session.status, session.is_open, session.is_completed, session.is_expired) == (
        "on_hold",
        False,
        False,
        False,
    )
    assert link.kind == "poster"


@pytest.mark.parametrize("call", ["session", "link"])
@pytest.mark.parametrize("asked", ["", "cs_123", f"{SESSION_ID}/..", f" {SESSION_ID}", "{CHECKOUT_SESSION_ID}"])
async def test_only_a_uuid_is_asked_for(client, lomi, call, asked):
    with pytest.raises(NotFound):
        await getattr(client, call)(asked)
    assert lomi.asked == []
