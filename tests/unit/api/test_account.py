"""The account: whose key it is, and how customers can pay."""

import httpx
import pytest

from lomi_pos.till.errors import KeyRefused
from lomi_pos.till.lomi import Account, Provider

pytestmark = pytest.mark.anyio


async def test_the_account_names_the_organization_and_so_does_the_identity_from_then_on(client, lomi):
    assert client.identity.organization_id is None
    lomi.answers(
        {"merchant_id": "m-1", "organization_id": "o-1", "organization_name": "Chez Awa", "environment": "test"}
    )
    assert await client.account() == Account("test", "o-1", "Chez Awa", "m-1")
    assert client.identity.organization_id == "o-1"


async def test_where_me_is_unknown_the_providers_prove_the_key(client, lomi):
    lomi.refuses(404, "Cannot GET /me")
    lomi.answers({"success": True, "data": []})
    assert await client.account() == Account("test")
    assert [sent.url.path for sent in lomi.asked] == ["/me", "/providers"]


async def test_a_bad_key_stays_bad_when_me_is_unknown(client, lomi):
    lomi.refuses(404)
    lomi.refuses(401, "Invalid API Key")
    with pytest.raises(KeyRefused):
        await client.account()


async def test_providers_are_listed_with_their_connection(client, lomi):
    lomi.answers(
        {
            "success": True,
            "data": [
                {"provider_code": "WAVE", "is_connected": True, "phone_number": "+225"},
                {"provider_code": "mtn", "is_connected": False},
                {"provider_code": None},
            ],
        }
    )
    assert await client.providers() == [Provider("WAVE", phone="+225"), Provider("MTN", is_connected=False)]


@pytest.mark.parametrize(("code", "sent"), [("wave", "WAVE"), ("CARD", "STRIPE"), ("ORANGE", None), ("", None)])
async def test_one_provider_is_asked_for_by_a_word_that_lomi_knows(client, lomi, code, sent):
    lomi.answers({"data": [{"provider_code": one} for one in ("WAVE", "STRIPE", "ORANGE", "WAVE")]})
    found = await client.providers(code)
    assert lomi.asked[0].url.params.get("provider_code") == sent
    assert [one.code for one in found] == ([sent or code] if code else ["WAVE", "STRIPE", "ORANGE"])


async def test_all_that_a_provider_says_is_kept(client, lomi):
    lomi.answers(
        {
            "data": [
                {
                    "provider_code": "SPI",
                    "is_connected": False,
                    "onboarding_status": "in_review",
                    "is_phone_verified": True,
                    "phone_number": "+2250700000000",
                    "provider_merchant_id": "spi-1",
                    "organization_id": "o-1",
                    "metadata": {"bank": "BCEAO"},
                    "limit": 5,
                }
            ]
        }
    )
    (seen,) = await client.providers()
    assert (seen.onboarding, seen.is_phone_verified, seen.phone) == ("in_review", True, "+2250700000000")
    assert (seen.merchant_id, seen.organization_id) == ("spi-1", "o-1")
    assert (seen.metadata, seen.others) == ({"bank": "BCEAO"}, {"limit": "5"})
    assert "+225" not in repr(seen)


async def test_a_live_keys_account_may_say_another_environment(client_for, lomi):
    client = await client_for(inner=httpx.MockTransport(lomi))
    lomi.answers({"organization_id": "o-1", "environment": "live"})
    assert (await client.account()).environment == "live"
