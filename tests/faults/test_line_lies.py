"""Answers that arrive whole and are wrong: types, nulls, words, amounts, ids, and characters."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.errors import NotChecked
from lomi_pos.till.money import Money
from lomi_pos.till.states import State
from tests.faults.lies import STRANGERS_ID, as_bytes, null_everywhere, with_, with_address, with_id
from tests.faults.till import Liar, Till

pytestmark = pytest.mark.anyio


# ---------------------------------------------------------------- cannot be read
UNREADABLE = [
    pytest.param(null_everywhere, "unreadable", id="null_everywhere"),
    pytest.param(lambda _: None, "unreadable", id="null"),
    pytest.param(lambda _: True, "unreadable", id="true"),
    pytest.param(lambda _: 5000, "unreadable", id="a_number"),
    pytest.param(lambda _: "open", "unreadable", id="a_word"),
    pytest.param(lambda _: [], "unreadable", id="an_empty_list"),
    pytest.param(lambda _: {}, "unreadable", id="an_empty_object"),
    pytest.param(lambda _: {"data": None}, "unreadable", id="empty_data"),
    pytest.param(lambda answer: [answer, answer], "unreadable", id="two_of_them"),
    pytest.param(with_(amount=None), "unreadable", id="amount_null"),
    pytest.param(with_(amount=...), "unreadable", id="amount_missing"),
    pytest.param(with_(amount=True), "amount_not_whole", id="amount_true"),
    pytest.param(with_(amount=5000.5), "amount_not_whole", id="amount_with_half_a_franc"),
    pytest.param(with_(amount="5 000"), "amount_not_whole", id="amount_with_a_space"),
    pytest.param(with_(amount="٥٠٠٠"), "amount_not_whole", id="amount_in_arabic_digits"),
    pytest.param(with_(amount=[5000]), "amount_not_whole", id="amount_in_a_list"),
    pytest.param(with_(amount={"value": 5000}), "amount_not_whole", id="amount_in_an_object"),
    pytest.param(with_(amount=10**400), "amount_not_whole", id="amount_beyond_reason"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000", b"5e999999")), "amount_not_whole", id="amount_5e999999"),
    pytest.param(with_(currency_code=None), "unreadable", id="currency_null"),
    pytest.param(with_(currency_code=952), "unreadable", id="currency_a_number"),
    pytest.param(with_(currency_code="F CFA"), "unreadable", id="currency_a_sign"),
    pytest.param(with_id(None), "unreadable", id="id_null"),
    pytest.param(with_id(7), "unreadable", id="id_a_number"),
    pytest.param(with_id("../me"), "unreadable", id="id_a_path"),
    pytest.param(with_id("x?y=z"), "unreadable", id="id_a_query"),
    pytest.param(with_id("a" * 500), "unreadable", id="id_without_end"),
    pytest.param(as_bytes(lambda body: body[:-1]), "not_json", id="cut"),
    pytest.param(as_bytes(lambda body: body + body), "not_json", id="twice"),
    pytest.param(as_bytes(lambda body: b"\xef\xbb\xbf" + body), "not_json", id="byte_order_mark"),
    pytest.param(as_bytes(lambda body: body.decode().encode("utf-16")), "not_json", id="utf_16"),
    pytest.param(as_bytes(lambda body: body.replace(b'"XOF"', b'"XO\xff"')), "not_json", id="latin_1"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000", b"NaN")), "not_json", id="nan"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000", b"Infinity")), "not_json", id="infinity"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000", b"05000")), "not_json", id="leading_zero"),
    pytest.param(as_bytes(lambda body: body[:-1] + b',"x":1,"x":2}'), "not_json", id="a_key_twice"),
    pytest.param(as_bytes(lambda _: b"[" * 100_000), "not_json", id="deep"),
    pytest.param(as_bytes(lambda _: b'{"a":' * 50 + b"1" + b"}" * 50), "not_json", id="deep_and_closed"),
]


@pytest.mark.parametrize(("tell", "fault"), UNREADABLE)
async def test_a_creation_whose_answer_cannot_be_read_is_unclear_until_it_can(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any], fault: str
):
    till = deceived_till
    lie = liar.about_creation(tell)
    await till.begin()
    await till.until(lambda: lie.told == 3)
    assert (till.states(), till.words(), till.faults()) == (["creating"], "outcome_unknown", [fault])

    liar.stop_lying()
    await till.until(lambda: till.sale().state is State.OPEN)

    assert len(server.lomi.sessions) == 1
    await till.goes_on()


@pytest.mark.parametrize(("tell", "_fault"), UNREADABLE)
async def test_a_look_whose_answer_cannot_be_read_is_dropped(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any], _fault: str
):
    till = deceived_till
    await till.charge()
    before = till.sale()
    server.pay(till.remote_id())
    lie = liar.about_one(tell)
    await till.until(lambda: lie.told == 3)
    assert (till.sale(), till.states()) == (before, ["creating", "open"])

    liar.stop_lying()
    assert (await till.settles()).is_paid_exactly


# ---------------------------------------------------------------- can be read, and is not what was asked
DIFFERENT = [
    pytest.param(with_(amount=4500), "made_other_amount", id="less"),
    pytest.param(with_(amount=500000), "made_other_amount", id="cents"),
    pytest.param(with_(amount=0), "made_other_amount", id="nothing"),
    pytest.param(with_(amount=-5000), "made_other_amount", id="negative"),
    pytest.param(with_(currency_code="EUR"), "made_other_currency", id="euros"),
    pytest.param(with_(environment="live"), "made_other_environment", id="live_instead_of_test"),
    pytest.param(with_(environment="staging"), "made_other_environment", id="an_unknown_environment"),
    pytest.param(with_address(None), "url_refused", id="no_address"),
]


@pytest.mark.parametrize(("tell", "words"), DIFFERENT)
async def test_a_session_that_differs_from_what_was_asked_is_for_a_person_and_its_money_counts(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any], words: str
):
    till = deceived_till
    liar.about_creation(tell)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    assert (till.states(), till.words(), till.sale().attempts[0].url) == (["creating", "attention"], words, None)
    assert len(server.lomi.sessions) == 1

    assert "nothing was charged" in said(till)
    liar.stop_lying()
    server.pay(server.lomi.newest_session().id)
    await till.settles()
    await till.goes_on()


def said(till: Till) -> str:
    reason = till.sale().reason
    assert reason is not None
    return reason.english()


@pytest.mark.parametrize(("tell", "words"), DIFFERENT)
async def test_a_replay_that_differs_is_not_called_unpaid_and_its_money_counts(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any], words: str
):
    till = deceived_till
    liar.about_creation(lambda _: b"", times=1)
    liar.about_creation(tell)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    assert (till.states(), till.words()) == (["creating", "attention"], f"{words}_may_be_paid")
    assert "it may be paid" in said(till)
    assert "nothing was charged" not in said(till)
    assert till.sale().attempts[0].url is None

    liar.stop_lying()
    server.pay(server.lomi.newest_session().id)
    await till.settles()
    await till.goes_on()


def lost_while_someone_pays(server: SandboxServer) -> Callable[[Any], bytes]:
    def tell(_: Any) -> bytes:
        server.pay(server.lomi.newest_session().id)
        return b""

    return tell


@pytest.mark.parametrize(("tell", "_words"), DIFFERENT)
async def test_a_replay_that_differs_and_is_paid_already_is_told_as_paid_at_once(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any], _words: str
):
    till = deceived_till

    liar.about_creation(lost_while_someone_pays(server), times=1)
    liar.about_creation(tell)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)

    assert (till.states(), till.sale().received) == (["creating", "paid"], Money(5000))
    liar.stop_lying()
    await till.goes_on()


async def test_a_replay_that_is_paid_in_another_currency_says_that_money_came(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    till = deceived_till
    in_euros = with_(currency_code="EUR")

    liar.about_creation(lost_while_someone_pays(server), times=1)
    liar.about_creation(in_euros)
    liar.about_one(in_euros)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    assert (till.states(), till.words()) == (["creating", "attention"], "currency_differs")
    assert till.sale().received is None


async def test_a_code_in_another_currency_that_is_paid_later_says_that_money_came(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    till = deceived_till
    in_euros = with_(currency_code="EUR")
    liar.about_creation(in_euros)
    liar.about_one(in_euros)
    await till.begin()
    await till.until(lambda: till.words() == "made_other_currency")

    server.pay(server.lomi.newest_session().id)
    await till.until(lambda: till.words() == "currency_differs")
    assert (till.sale().state, till.sale().received) == (State.ATTENTION, None)


async def test_codes_that_differ_are_seen_to_be_paid_by_the_list_as_others_are(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    """Several that are given up share a look: what is odd about one must not hide its money for ten minutes."""
    till = deceived_till
    liar.about_creation(with_(amount=4500), times=2)
    await till.begin()
    await till.begin()
    await till.until(lambda: {till.sale(1).state, till.sale(2).state} == {State.ATTENTION})
    await till.wait(90)

    server.pay(till.remote_id(1))
    await till.until(lambda: till.sale(1).state is State.PAID, within_s=90)


async def test_a_session_of_another_organization_is_for_a_person_and_looked_at_no_more(deceived_till: Till, liar: Liar):
    till = deceived_till
    await till.answer_of(till.engine.check_account())
    liar.about_creation(with_(organization_id=STRANGERS_ID))
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    assert (till.states(), till.words()) == (["creating", "attention"], "made_for_another")
    assert (till.sale().attempts[0].url, till.sale().attempts[0].remote_id) == (None, None)

    liar.stop_lying()
    await till.goes_on()


@pytest.mark.parametrize("hours", [0, 25], ids=["at once", "when lomi. has forgotten the key"])
async def test_check_again_sends_nothing_of_what_was_made_for_another_organization(
    deceived_till: Till, liar: Liar, hours: int
):
    till = deceived_till
    await till.answer_of(till.engine.check_account())
    liar.about_creation(with_(organization_id=STRANGERS_ID))
    liar.about_list(lambda _: {"data": []})
    await till.begin()
    await till.until(lambda: till.sale().state is State.ATTENTION)
    till.clock.leap(hours=hours)

    for _ in range(2):
        await till.answer_of(till.engine.check_now(1))
        await till.wait(60)

    assert (len(till.creations()), till.sale().state, till.words()) == (1, State.ATTENTION, "made_for_another")
    assert [one for one in till.server.requests if one.path == "/checkout-sessions" and one.method == "GET"]


@pytest.mark.parametrize("dialect", ["documented"])  # a live list names no address to show
async def test_check_again_that_finds_the_code_to_be_ours_after_all_shows_it(deceived_till: Till, liar: Liar):
    till = deceived_till
    await till.answer_of(till.engine.check_account())
    liar.about_creation(with_(organization_id=STRANGERS_ID))
    await till.begin()
    await till.until(lambda: till.sale().state is State.ATTENTION)

    await till.answer_of(till.engine.check_now(1))

    assert (len(till.creations()), till.sale().state) == (1, State.OPEN)
    till.server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


async def test_check_again_that_lomi_does_not_answer_says_so(deceived_till: Till, liar: Liar):
    till = deceived_till
    await till.answer_of(till.engine.check_account())
    liar.about_creation(with_(organization_id=STRANGERS_ID))
    liar.about_list(lambda _: b"nothing of the kind")
    await till.begin()
    await till.until(lambda: till.sale().state is State.ATTENTION)

    with pytest.raises(NotChecked):
        await till.answer_of(till.engine.check_now(1))

    assert (len(till.creations()), till.words()) == (1, "made_for_another")


HARMLESS = [
    pytest.param(with_(amount="5000"), id="amount_as_text"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000,", b"5000.0,")), id="amount_with_a_point"),
    pytest.param(as_bytes(lambda body: body.replace(b"5000,", b"5e3,")), id="amount_with_an_exponent"),
    pytest.param(with_(currency_code=" xof "), id="currency_in_small_letters"),
    pytest.param(with_(environment=None), id="environment_null"),
    pytest.param(with_(status="processing"), id="an_unknown_status"),
    pytest.param(with_(status=7), id="status_a_number"),
    pytest.param(with_(status=None), id="status_null"),
    pytest.param(with_(expires_at="tomorrow"), id="expiry_a_word"),
    pytest.param(with_(expires_at=0), id="expiry_a_number"),
    pytest.param(with_(expires_at="9999-12-31T23:59:59-23:59"), id="expiry_beyond_the_calendar"),
    pytest.param(with_(metadata=["a"]), id="metadata_a_list"),
    pytest.param(with_(metadata={"a": {"b": [1]}}), id="metadata_nested"),
    pytest.param(with_(title={"fr": "x"}), id="title_an_object"),
    pytest.param(with_(organization_id={}), id="organization_an_object"),
    pytest.param(with_(surprise={"deep": [1, 2, 3]}), id="an_unknown_field"),
]


@pytest.mark.parametrize("tell", HARMLESS)
async def test_what_decides_nothing_may_be_wrong_in_every_answer(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any]
):
    till = deceived_till
    liar.about_creation(tell)
    await till.charge()
    look = liar.about_one(tell)
    await till.until(lambda: look.told == 2)
    assert till.states() == ["creating", "open"]

    liar.stop_lying()
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


# ---------------------------------------------------------------- a look that lies
@pytest.mark.parametrize(
    "status", ["processing", "paid", "COMPLETED", "completed ", "complete\u0000d", "<b>", "", None, 1]
)
async def test_a_status_word_that_we_do_not_know_is_shown_and_settles_nothing(
    deceived_till: Till, liar: Liar, server: SandboxServer, status: Any
):
    till = deceived_till
    await till.charge()
    look = liar.about_one(with_(status=status))
    await till.until(lambda: look.told == 3)
    assert till.states() == ["creating", "open"]

    liar.stop_lying()
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


NOT_OURS = [
    pytest.param(with_id(STRANGERS_ID), id="another_session"),
    pytest.param(with_(amount=None), id="amount_null"),
    pytest.param(with_(environment="live"), id="another_environment"),
]


@pytest.mark.parametrize("tell", NOT_OURS)
async def test_completed_of_something_else_is_not_our_money(
    deceived_till: Till, liar: Liar, server: SandboxServer, tell: Callable[[Any], Any]
):
    till = deceived_till
    await till.charge()
    look = liar.about_one(lambda answer: with_(status="completed")(tell(answer)))
    await till.until(lambda: look.told == 5)
    assert till.states() == ["creating", "open"]

    liar.stop_lying()
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


async def test_completed_in_another_currency_is_for_a_person(deceived_till: Till, liar: Liar, server: SandboxServer):
    till = deceived_till
    await till.charge()
    server.pay(till.remote_id())
    liar.about_one(with_(currency_code="EUR"))
    await till.until(lambda: till.sale().state is not State.OPEN)

    assert (till.states(), till.words()) == (["creating", "open", "attention"], "currency_differs")
    assert till.sale().received is None
    liar.stop_lying()
    await till.goes_on()


async def test_an_id_in_capital_letters_is_the_same_session(deceived_till: Till, liar: Liar, server: SandboxServer):
    till = deceived_till
    await till.charge()
    server.pay(till.remote_id())
    liar.about_one(with_id(till.remote_id().upper()))
    assert (await till.settles()).is_paid_exactly


async def test_the_address_of_the_creation_stays_whatever_a_look_says(deceived_till: Till, liar: Liar):
    till = deceived_till
    await till.charge()
    shown = till.sale().attempts[0].url
    look = liar.about_one(with_address("https://checkout.lomi.africa.evil.example/"))
    await till.until(lambda: look.told == 2)
    assert till.sale().attempts[0].url == shown


# ---------------------------------------------------------------- characters
HOSTILE = "<img src='http://x.example/'>\u202e\u2066\x00\x07\x1b]0;x\x07\ud83d\nA\u200b\tB" + "é" * 500


async def test_hostile_characters_in_every_text_of_an_answer_stay_out_of_sight(
    deceived_till: Till, liar: Liar, server: SandboxServer
):
    till = deceived_till
    lie = with_(title=HOSTILE, description=HOSTILE, status="open", metadata={HOSTILE: HOSTILE})
    liar.about_creation(lie)
    liar.about_one(lie)
    liar.about_list(lambda answer: [*answer, {"checkout_session_id": str(uuid4()), "title": HOSTILE}])
    await till.charge()
    await till.charge()
    await till.wait(60)

    rows = await till.answer_of(till.engine._desk.payments.sessions())
    assert max(len(one.title) for one in rows) <= 140
    assert all(one.title.isprintable() for one in rows)
    assert (till.states(1), till.states(2)) == (["creating", "open"], ["creating", "open"])
    liar.stop_lying()
    await till.goes_on()
