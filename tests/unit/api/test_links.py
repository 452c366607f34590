"""Payment links: what is asked, and what is made of the answers."""

import pytest

from lomi_pos.till.errors import OutcomeUnknown
from lomi_pos.till.money import Money
from tests.unit.api.asked import OTHER_ID, paging

pytestmark = pytest.mark.anyio


async def test_a_link_is_made_without_a_key_to_repeat_it_by(client, lomi, a_link):
    lomi.answers(a_link, 201)
    made = await client.create_link(b"{}")
    assert (made.id, made.url, made.amount) == (a_link["id"], a_link["url"], Money(5000))
    assert "Idempotency-Key" not in lomi.asked[0].headers


async def test_another_links_answer_is_not_believed(client, lomi, a_link):
    lomi.answers(a_link)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.link(OTHER_ID[:-1] + "e")
    assert unknown.value.fault == "other_object"
    assert (await client.link(a_link["id"])).title == "Donation"


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, paging(20, 1)),
        (
            {"kind": "instant", "is_active": True, "limit": 10, "page": 2},
            {**paging(10, 2), "linkType": "instant", "isActive": "true"},
        ),
        ({"is_active": False}, {**paging(20, 1), "isActive": "false"}),
    ],
)
async def test_links_are_asked_for_as_lomi_understands(client, lomi, asked, query):
    lomi.answers({"data": [], "total": 0, "limit": 20, "offset": 0})
    await client.links(**asked)
    assert dict(lomi.asked[0].url.params) == query


async def test_a_list_of_links_is_cleaned_of_what_was_not_asked_for(client, lomi, a_link):
    lomi.answers(
        {
            "data": [
                a_link,
                a_link,
                {**a_link, "id": "1", "is_active": False},
                {**a_link, "id": "2", "link_type": "product"},
                {**a_link, "id": "3", "environment": "live"},
            ]
        }
    )
    assert [one.id for one in await client.links(kind="instant", is_active=True)] == [a_link["id"]]
