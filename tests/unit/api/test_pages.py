"""Lists, page by page: where they end, and what a page keeps."""

from typing import Any

import pytest

from lomi_pos.engine.lookup import all_rows
from lomi_pos.till.queries import TransactionQuery

pytestmark = pytest.mark.anyio


def some(a_transaction: dict[str, Any], count: int, **changes: Any) -> list[dict[str, Any]]:
    return [{**a_transaction, "transaction_id": f"t-{number}", **changes} for number in range(count)]


@pytest.mark.parametrize(("asked", "sent"), [(500, "100"), (100, "100"), (7, "7"), (0, "1"), (-3, "1")])
async def test_a_page_is_as_large_as_lomi_takes(client, lomi, asked, sent):
    lomi.answers([])
    await client.transactions(TransactionQuery(limit=asked, page=2))
    assert dict(lomi.asked[0].url.params) == {"limit": sent, "pageSize": sent, "page": "2", "offset": sent}


@pytest.mark.parametrize(("asked", "given"), [(100, 0), (100, 19), (10, 9)])
async def test_a_page_shorter_than_any_full_one_is_the_last(client, lomi, a_transaction, asked, given):
    lomi.answers(some(a_transaction, given))
    page = await client.transactions(TransactionQuery(limit=asked))
    assert (len(page), page.is_last) == (given, True)


@pytest.mark.parametrize(("asked", "given"), [(100, 20), (100, 50), (10, 10), (10, 50)])
async def test_a_page_that_may_be_full_is_not_the_last(client, lomi, a_transaction, asked, given):
    """Where lomi. ignores the size that it is asked for, 20 rows are a full page."""
    lomi.answers(some(a_transaction, given))
    page = await client.transactions(TransactionQuery(limit=asked))
    assert (len(page), page.is_last) == (given, False)


async def test_a_row_that_cannot_be_read_does_not_make_its_page_the_last(client, lomi, a_transaction):
    lomi.answers([*some(a_transaction, 19), {"transaction_id": None}])
    page = await client.transactions(TransactionQuery(limit=20))
    assert (len(page), page.is_last) == (19, False)


async def test_what_is_left_out_was_given_all_the_same(client, lomi, a_transaction):
    lomi.answers([*some(a_transaction, 2), *some(a_transaction, 3, environment="live")[2:]])
    page = await client.transactions(TransactionQuery())
    assert [one.id for one in page] == ["t-0", "t-1"]
    assert page.given == {"t-0", "t-1", "t-2"}


async def test_a_page_of_the_other_environment_is_not_the_end(client, lomi, a_transaction):
    lomi.answers(some(a_transaction, 20, environment="live"))
    lomi.answers([{**a_transaction, "transaction_id": "ours"}])
    found = [one async for one in all_rows(lambda page: client.transactions(TransactionQuery(page=page)))]
    assert [one.id for one in found] == ["ours"]


async def test_a_list_that_gives_the_same_page_for_ever_ends(client, lomi, a_transaction):
    lomi.answers(some(a_transaction, 20))
    found = [one async for one in all_rows(lambda page: client.transactions(TransactionQuery(page=page)))]
    assert len(found) == 20
    assert len(lomi.asked) == 2


# ---------------------------------------------------------------- over sockets, in every dialect


@pytest.mark.parametrize("size", [4, 7, 100])
async def test_sessions_links_and_transactions_are_read_to_their_ends(sandbox_client, sandbox, order, sale, size):
    body = sandbox_client.session_body(order, sale, attempt=1)
    for count in range(9):
        made = await sandbox_client.create_session(body, idempotency_key=f"walk-{size}-{count}")
        sandbox.pay(made.id)
        await sandbox_client.create_link(sandbox_client.link_body(order, sale, attempt=1))
    lists = {
        "sessions": lambda page: sandbox_client.sessions(limit=size, page=page),
        "links": lambda page: sandbox_client.links(limit=size, page=page),
        "transactions": lambda page: sandbox_client.transactions(TransactionQuery(limit=size, page=page)),
    }
    for name, read in lists.items():
        found = [one.id async for one in all_rows(read, most_pages=50)]
        assert len(found) == len(set(found))
        assert set(found) == set(getattr(sandbox.lomi, name)), name
