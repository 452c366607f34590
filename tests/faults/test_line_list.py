"""The lists on a spoilt line, and lists that lie: a hint that is wrong tells nothing, and money is seen without it."""

from collections.abc import Callable
from typing import Any

import pytest

from lomi_pos.engine.lookup import MOST_PAGES
from lomi_pos.engine.news import AccountSeen
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.errors import LomiTrouble
from lomi_pos.till.money import Money
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.states import State
from tests.faults.faults import RETRY_AFTER, Spoilt, on_the_line, quiet_until
from tests.faults.lies import STRANGERS_ID, rows_of
from tests.faults.till import Liar, Listener, Till

pytestmark = pytest.mark.anyio

LIST: dict[str, Any] = {"method": "GET", "path": "/checkout-sessions", "times": None}
TRANSACTIONS: dict[str, Any] = {"method": "GET", "path": "/transactions", "times": None}


def as_often_as_it_may(spoilt: Spoilt) -> dict[str, Any]:
    """For ever; but a drip costs a real deadline each time, and a list is asked for often."""
    return {"times": 4 if spoilt.kind == "slow_bytes" else None}


# ---------------------------------------------------------------- the list of sessions
@on_the_line
async def test_without_the_list_each_sale_is_still_seen_by_itself(till: Till, server: SandboxServer, spoilt: Spoilt):
    first, second = await till.charge(5000), await till.charge(7000)
    server.faults.add(spoilt.kind, **LIST | as_often_as_it_may(spoilt), **spoilt.how)
    server.pay(till.remote_id(first))

    paid = await till.settles(first)
    await till.wait(60)

    assert paid.is_paid_exactly
    assert till.states(second) == ["creating", "open"]
    server.faults.clear()
    await till.goes_on()


@pytest.mark.parametrize(("header", "waited_s"), RETRY_AFTER)
async def test_a_429_at_the_list_quiets_the_watching(
    till: Till, server: SandboxServer, header: str | None, waited_s: float
):
    await till.charge()
    await till.charge()
    headers = {} if header is None else {"Retry-After": header}
    fault = server.faults.add("status", **{**LIST, "times": 1}, status=429, headers=headers)
    await till.until(lambda: fault.hits)
    busy = next(one for one in server.requests if one.status == 429)
    await till.until(lambda: any(one.at > busy.at and one.method == "GET" for one in server.requests))

    watching = [one for one in server.requests if one.at > busy.at and one.path.startswith("/checkout-sessions")]
    assert all(one.at >= quiet_until(header, waited_s, busy.at) for one in watching)
    server.pay(till.remote_id(1))
    assert (await till.settles(1)).is_paid_exactly


async def test_a_401_at_the_list_alone_is_not_a_bad_key(till: Till, server: SandboxServer):
    await till.charge()
    await till.charge()
    fault = server.faults.add("status", **LIST, status=401, body={"error": {"code": "unauthorized", "message": "No"}})
    await till.until(lambda: fault.hits > 3)
    await till.wait(60)

    assert [one.problem for one in till.told(AccountSeen) if one.problem is not None] == []
    assert [till.states(one) for one in (1, 2)] == [["creating", "open"]] * 2


async def test_a_redirected_list_is_not_followed_and_the_key_stays_here(
    till: Till, server: SandboxServer, stranger: Listener
):
    await till.charge()
    await till.charge()
    fault = server.faults.add("redirect", **LIST, location=f"{stranger.url}/checkout-sessions")
    await till.until(lambda: fault.hits > 3)
    assert stranger.heard == b""


def repeated(answer: Any) -> Any:
    return rows_of(answer) * 40


def of_a_stranger(answer: Any) -> Any:
    row = {"amount": 5000, "currency_code": "XOF", "status": "completed", "environment": "test"}
    return [{**row, "checkout_session_id": STRANGERS_ID}, *rows_of(answer)]


def with_rubbish(answer: Any) -> Any:
    return [None, 7, "x", [], {}, {"checkout_session_id": None}, {"id": ["x"]}, *rows_of(answer)]


LYING_LISTS = [
    pytest.param(repeated, id="duplicate_ids"),
    pytest.param(of_a_stranger, id="another_sessions_id"),
    pytest.param(with_rubbish, id="rubbish_between_the_rows"),
    pytest.param(lambda _: [], id="always_empty"),
    pytest.param(lambda _: None, id="null"),
    pytest.param(lambda _: {"data": None}, id="null_inside"),
    pytest.param(lambda _: {"data": {"data": {"data": []}}}, id="nested"),
    pytest.param(lambda _: "completed", id="a_word"),
    pytest.param(lambda answer: [dict.fromkeys(row) for row in rows_of(answer)], id="null_everywhere"),
    pytest.param(lambda answer: [{**row, "status": "settled"} for row in rows_of(answer)], id="unknown_words"),
    pytest.param(lambda answer: [{**row, "amount": "much"} for row in rows_of(answer)], id="wrong_types"),
    pytest.param(lambda answer: {"data": rows_of(answer), "environment": "live"}, id="of_the_other_environment"),
]


@pytest.mark.parametrize("tell", LYING_LISTS)
async def test_a_lying_list_tells_nothing_false_and_the_money_is_seen(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any]
):
    till = deceived_till
    first, second = await till.charge(5000), await till.charge(5000)
    liar.about_list(tell)
    await till.wait(30)
    assert [till.states(one) for one in (first, second)] == [["creating", "open"]] * 2

    server.pay(till.remote_id(second))
    assert (await till.settles(second)).is_paid_exactly
    assert till.states(first) == ["creating", "open"]


async def test_completed_in_the_list_is_believed_by_nobody_until_the_session_says_so(deceived_till: Till, liar: Liar):
    till = deceived_till
    first, second = await till.charge(5000), await till.charge(5000)

    def everyone_has_paid(_answer: Any) -> Any:
        return [{"id": till.remote_id(one), "status": "completed", "amount": 5000} for one in (first, second)]

    lie = liar.about_list(everyone_has_paid)
    await till.until(lambda: lie.told > 5)
    await till.wait(30)
    assert [till.states(one) for one in (first, second)] == [["creating", "open"]] * 2


@pytest.mark.parametrize("how_many", [1, 20, 100, 300])
async def test_a_search_ends_though_the_list_repeats_its_page_for_ever(
    deceived_till: Till, liar: Liar, server: SandboxServer, how_many: int
):
    till = deceived_till
    server.faults.add("drop_before", method="POST", times=None)
    row = {"amount": 5000, "currency_code": "XOF", "status": "open", "title": "x"}
    lie = liar.about_list(lambda _: [{**row, "id": f"s-{count}"} for count in range(how_many)])
    await till.begin()
    await till.until(till.faults)
    till.clock.leap(hours=24)  # the key is too old to be repeated: it is looked for instead
    await till.until(lambda: till.sale().state is State.ATTENTION)

    assert (till.states(), till.words()) == (["creating", "attention"], "too_old_to_repeat")
    assert lie.told <= MOST_PAGES
    assert len(server.lomi.sessions) == 0


async def test_a_search_finds_its_session_behind_pages_of_others_and_takes_no_other(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    till = deceived_till
    server.faults.add("drop_after", method="POST", path="/checkout-sessions")
    server.faults.add("drop_before", method="POST", path="/checkout-sessions", times=None)
    await till.begin()
    await till.until(till.faults)
    made = server.lomi.newest_session()
    alike = {"amount": 5000, "currency_code": "XOF", "status": "completed", "title": "Chez Awa · A-001 · 0123456789X"}
    pages = iter(range(10))

    def tell(_answer: Any) -> Any:
        page = next(pages)
        others = [{**alike, "id": f"s-{page}-{count}"} for count in range(100)]
        return others if page < 3 else [{"id": made.id, "metadata": dict(made.metadata or {})}]

    liar.about_list(tell)
    till.clock.leap(hours=24)
    await till.until(lambda: till.sale().attempts[0].remote_id is not None)
    assert till.remote_id() == made.id
    assert till.sale().received is None


# ---------------------------------------------------------------- the list of transactions
@on_the_line
async def test_without_the_transactions_the_sale_is_paid_and_only_its_provider_is_not_known(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    fault = server.faults.add(spoilt.kind, **TRANSACTIONS, **spoilt.how)
    await till.until(lambda: fault.hits)
    server.pay(till.remote_id())

    paid = await till.settles()
    await till.wait(60)

    assert (paid.is_paid_exactly, till.sale().provider) == (True, "")
    assert till.states() == ["creating", "open", "paid"]
    assert till.sale().received == Money(5000)
    server.faults.clear()
    await till.goes_on()


@on_the_line
async def test_a_page_of_transactions_that_is_spoilt_is_a_sentence_and_not_a_crash(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    fault = server.faults.add(spoilt.kind, **TRANSACTIONS, **spoilt.how)
    with pytest.raises(LomiTrouble) as told:
        await till.answer_of(till.engine.transactions(TransactionQuery()))
    assert told.value.message.code == spoilt.words
    assert fault.hits <= 2
    server.faults.clear()
    assert (await till.answer_of(till.engine.transactions(TransactionQuery()))).transactions == ()


def booked(till: Till, **changes: Any) -> dict[str, Any]:
    """A transaction of the first sale's own reference."""
    return {
        "transaction_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "gross_amount": 5000,
        "currency_code": "XOF",
        "status": "completed",
        "transaction_type": "payment",
        "provider_code": "WAVE",
        "environment": "test",
        "created_at": "2026-03-14T12:00:30.000Z",
        "metadata": {"order_ref": till.sale().reference},
        **changes,
    }


NO_MONEY = [
    pytest.param({"metadata": {}}, id="amount_and_time_alone"),
    pytest.param({"metadata": None}, id="metadata_null"),
    pytest.param({"metadata": {"order_ref": "0123456789A"}}, id="another_reference"),
    pytest.param({"metadata": {"order_ref": None}}, id="reference_null"),
    pytest.param({"metadata": {"order_ref": ["x"]}}, id="reference_a_list"),
    pytest.param({"checkout_session_id": STRANGERS_ID, "metadata": {}}, id="another_session"),
    pytest.param({"environment": "live"}, id="another_environment"),
    pytest.param({"status": "succeeded"}, id="an_unknown_word"),
    pytest.param({"status": "COMPLETED"}, id="the_word_in_capitals"),
    pytest.param({"status": "completed\x00"}, id="the_word_with_a_null"),
    pytest.param({"status": None}, id="status_null"),
    pytest.param({"status": True}, id="status_true"),
    pytest.param({"status": "refunded"}, id="refunded"),
    pytest.param({"transaction_type": "refund"}, id="a_refund"),
    pytest.param({"transaction_type": "payout"}, id="a_payout"),
    pytest.param({"gross_amount": None}, id="amount_null"),
    pytest.param({"gross_amount": 5000.5}, id="half_a_franc"),
    pytest.param({"gross_amount": True}, id="amount_true"),
    pytest.param({"gross_amount": "a lot"}, id="amount_a_word"),
    pytest.param({"currency_code": None}, id="currency_null"),
    pytest.param({"transaction_id": None}, id="id_null"),
    pytest.param({"transaction_id": {"$ne": ""}}, id="id_an_object"),
]


@pytest.mark.parametrize("changes", NO_MONEY)
async def test_a_transaction_that_is_not_surely_ours_and_completed_is_no_money(
    deceived_till: Till, liar: Liar, server: SandboxServer, changes: dict[str, Any]
):
    till = deceived_till
    await till.charge()
    await till.engine.put_in_front(1)
    lie = liar.about_list(lambda _: [booked(till, **changes)] * 3, path="/transactions")
    await till.until(lambda: lie.told > 2)
    assert (till.states(), till.sale().received) == (["creating", "open"], None)

    liar.stop_lying()
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


@pytest.mark.parametrize("repeats", [1, 2, 250])
async def test_a_transaction_is_counted_once_however_often_it_is_listed(
    deceived_till: Till, liar: Liar, server: SandboxServer, repeats: int
):
    till = deceived_till
    await till.charge()
    server.pay(till.remote_id())
    lie = liar.about_list(lambda _: [booked(till)] * repeats, path="/transactions")
    await till.settles()
    await till.engine.put_in_front(1)
    await till.until(lambda: lie.told > 2)
    assert till.sale().received == Money(5000)
    assert till.sale().is_paid_exactly
    assert list(till.sale().transaction_ids) == [booked(till)["transaction_id"]]


async def test_a_transaction_of_ours_in_another_currency_is_for_a_person(deceived_till: Till, liar: Liar):
    till = deceived_till
    await till.charge()
    await till.engine.put_in_front(1)
    liar.about_list(lambda _: [booked(till, currency_code="EUR")], path="/transactions")
    await till.until(lambda: till.sale().state is not State.OPEN)
    assert (till.states(), till.words()) == (["creating", "open", "attention"], "currency_differs")
    assert till.sale().received is None
