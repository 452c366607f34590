"""A creation on a spoilt line: unclear stays ``creating``, one session is made, and the next customer pays."""

from typing import Any

import pytest

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.order import Kind
from lomi_pos.till.states import State
from tests.faults.faults import RETRY_AFTER, Spoilt, in_both_dialects, on_the_line, on_the_line_for_ever, refused
from tests.faults.till import Listener, Till

pytestmark = pytest.mark.anyio

CREATION: dict[str, Any] = {"method": "POST", "path": "/checkout-sessions"}
FOR_EVER: dict[str, Any] = {**CREATION, "times": None}
LINK: dict[str, Any] = {"method": "POST", "path": "/payment-links"}


# ---------------------------------------------------------------- the line
@in_both_dialects
@on_the_line
async def test_an_answer_spoilt_once_is_asked_for_again_and_makes_one_session(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    server.faults.add(spoilt.kind, **CREATION, **spoilt.how)
    await till.begin()
    await till.until(till.faults)
    assert (till.states(), till.words(), till.faults()) == (["creating"], spoilt.words, [spoilt.fault])
    assert till.sale().attempts[0].url is None

    await till.until(lambda: till.sale().state is not State.CREATING)

    assert (till.states(), till.words()) == (["creating", "open"], "")
    assert len(server.lomi.sessions) == 1
    assert len({(one.headers["idempotency-key"], one.body) for one in till.creations()}) == 1
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly
    await till.goes_on()


@on_the_line_for_ever
async def test_an_answer_spoilt_for_ever_is_never_a_failure_and_never_a_code(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    fault = server.faults.add(spoilt.kind, **FOR_EVER, **spoilt.how)
    await till.begin()
    await till.until(lambda: fault.hits == 4)
    await till.until(lambda: not till.line.under_way)
    assert (till.states(), till.words(), till.faults()) == (["creating"], spoilt.words, [spoilt.fault])
    assert till.sale().attempts[0].url is None
    assert len(server.lomi.sessions) <= 1

    server.faults.clear()
    await till.until(lambda: till.sale().state is not State.CREATING)

    assert till.states() == ["creating", "open"]
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


async def test_a_refused_connection_charges_nothing_and_retry_sends_the_same_sale(till: Till, server: SandboxServer):
    server.stop()
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    assert (till.states(), till.words(), till.faults()) == (["creating", "failed"], "no_connection", [])

    server._asked_port = int(server.url.rpartition(":")[2])
    server.start()
    await till.answer_of(till.engine.retry(1))
    await till.until(lambda: till.sale().state is State.OPEN)

    assert (len(till.sale().attempts), len(server.lomi.sessions)) == (1, 1)
    await till.goes_on()


async def test_a_redirect_to_another_host_is_not_followed_and_the_key_stays_here(
    till: Till, server: SandboxServer, stranger: Listener
):
    for status in (301, 302, 303, 307, 308):
        server.faults.add(
            "status", **CREATION, status=status, headers={"Location": f"{stranger.url}/checkout-sessions"}
        )
    await till.begin()
    await till.until(lambda: till.sale().state is State.OPEN)

    assert till.states() == ["creating", "open"]
    assert len(till.creations()) == 6
    assert stranger.heard == b""


# ---------------------------------------------------------------- lomi. is busy
@pytest.mark.parametrize(("header", "waited_s"), RETRY_AFTER)
async def test_a_429_is_waited_for_as_long_as_it_asks_within_reason(
    till: Till, server: SandboxServer, header: str | None, waited_s: float
):
    headers = {} if header is None else {"Retry-After": header}
    server.faults.add("status", **CREATION, status=429, headers=headers, body=refused("rate_limit_exceeded"))
    await till.begin()
    await till.until(till.faults)
    reason = till.sale().reason
    assert reason is not None
    assert (reason.code, reason.values["wait_s"], till.faults()) == ("lomi_busy", str(waited_s), ["busy"])

    await till.until(lambda: till.sale().state is State.OPEN)

    first, second = till.creations()
    assert (second.at - first.at).total_seconds() == pytest.approx(waited_s)
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


# ---------------------------------------------------------------- the key
async def test_one_401_is_asked_again_ten_seconds_later_and_nobody_is_told(till: Till, server: SandboxServer):
    server.faults.add("status", **CREATION, status=401, body=refused("unauthorized", "Invalid API Key"))
    await till.begin()
    await till.until(lambda: till.sale().state is State.OPEN)

    first, second = till.creations()
    assert (second.at - first.at).total_seconds() == pytest.approx(10)
    assert till.states() == ["creating", "open"]
    assert till.faults() == []
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


@pytest.mark.parametrize("body", [refused("unauthorized", "Invalid API Key"), b"<h1>401</h1>", b""], ids=str)
async def test_a_401_for_ever_asks_for_the_manager_and_the_same_sale_goes_through_once_the_key_is_good(
    till: Till, server: SandboxServer, body: Any
):
    server.faults.add("status", **FOR_EVER, status=401, body=body)
    await till.begin()
    await till.until(lambda: till.sale().state is State.ATTENTION)
    await till.wait(60)
    assert (till.states(), till.words()) == (["creating", "attention"], "key_refused")
    assert (len(till.creations()), len(server.lomi.sessions)) == (2, 0)

    server.faults.clear()
    await till.engine.retry(1)
    await till.until(lambda: till.sale().state is State.OPEN)

    assert len({one.headers["idempotency-key"] for one in till.creations()}) == 1
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


# ---------------------------------------------------------------- lomi. says no
FIRM = [
    pytest.param(400, refused("bad_request", "Unsupported currency"), ("failed", "request_refused"), id="400"),
    pytest.param(403, refused("forbidden", "Access denied"), ("failed", "request_refused"), id="403"),
    pytest.param(404, refused("not_found", "Cannot POST /x"), ("failed", "request_refused"), id="404"),
    pytest.param(413, refused("error", "Too large"), ("failed", "request_refused"), id="413"),
    pytest.param(422, refused("error", "Unprocessable"), ("failed", "request_refused"), id="422"),
    pytest.param(400, {"message": "Too long", "statusCode": 400}, ("failed", "request_refused"), id="flat"),
    pytest.param(400, {"error": "Bad Request"}, ("failed", "request_refused"), id="one_word"),
    pytest.param(409, refused("conflict", "Key reused"), ("attention", "key_reused"), id="409"),
    pytest.param(201, {"payment_required": True, "reason": "x"}, ("attention", "payment_required"), id="an_invoice"),
    pytest.param(
        401,
        refused("unauthorized", "network_capability_missing"),
        ("attention", "network_refused"),
        id="network_401",
    ),
    pytest.param(
        403,
        refused("forbidden", "network_membership_not_active"),
        ("attention", "network_refused"),
        id="network_403",
    ),
]


@pytest.mark.parametrize(("status", "body", "told"), FIRM)
async def test_a_firm_no_is_told_in_our_words_and_makes_no_code(
    till: Till, server: SandboxServer, status: int, body: Any, told: tuple[str, str]
):
    state, words = told
    server.faults.add("status", **FOR_EVER, status=status, body=body)
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    await till.wait(60)

    assert (till.states(), till.words()) == (["creating", state], words)
    assert till.sale().attempts[0].url is None
    assert len(server.lomi.sessions) == 0
    server.faults.clear()
    await till.goes_on()


@pytest.mark.parametrize("hours", [0, 25], ids=["at once", "when lomi. has forgotten the key"])
async def test_what_was_sent_with_other_details_is_looked_for_and_never_sent_again(
    till: Till, server: SandboxServer, hours: int
):
    server.faults.add("status", **CREATION, status=409, body=refused("conflict", "Key reused"))
    await till.begin()
    await till.until(lambda: till.sale().state is State.ATTENTION)
    till.clock.leap(hours=hours)

    await till.answer_of(till.engine.retry(1))
    await till.wait(60)

    assert (len(till.creations()), till.sale().state, till.words()) == (1, State.ATTENTION, "key_reused")


@pytest.mark.parametrize(
    ("dialect", "state", "words"),
    [
        ("documented", "open", ""),
        ("live", "attention", "url_refused_may_be_paid"),
    ],  # a live list names no address to show
)
async def test_a_no_after_an_unclear_try_is_looked_up_before_it_is_believed(
    till: Till, server: SandboxServer, state: str, words: str
):
    server.faults.add("drop_after", **CREATION)
    server.faults.add("status", **FOR_EVER, status=400, body=refused("bad_request", "No"))
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)

    assert (till.states(), till.words()) == (["creating", state], words)
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


async def test_the_same_500_of_lomis_thrice_asks_for_a_person_who_can_check_again(till: Till, server: SandboxServer):
    server.faults.add("status", **FOR_EVER, status=500, body=refused("internal_error", "An unexpected error occurred"))
    await till.begin()
    await till.until(lambda: till.sale().state is not State.CREATING)
    await till.wait(60)
    assert (till.states(), till.words()) == (["creating", "attention"], "same_fault_thrice")
    assert len(till.creations()) == 3

    server.faults.clear()
    await till.answer_of(till.engine.retry(1))
    await till.until(lambda: till.sale().state is State.OPEN)

    assert len(server.lomi.sessions) == 1
    await till.goes_on()


# ---------------------------------------------------------------- links, which have no key
@on_the_line
async def test_a_link_whose_answer_is_spoilt_is_sent_once_and_then_only_looked_for(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    server.faults.add(spoilt.kind, **LINK, **spoilt.how)
    await till.begin(kind=Kind.LINK)
    await till.until(till.faults)
    assert (till.states(), till.words(), till.faults()) == (["creating"], "link_unclear", [spoilt.fault])

    await till.until(lambda: till.sale().state is not State.CREATING)

    assert len(till.creations()) == 1
    expected = "open" if server.lomi.links else "attention"
    assert till.states() == ["creating", expected]
    assert till.words() == ("" if server.lomi.links else "link_not_found")
    await till.goes_on()


@on_the_line
async def test_a_link_is_not_sent_while_it_cannot_be_seen_whether_it_exists(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    server.faults.add(spoilt.kind, method="GET", path="/payment-links", times=None, **spoilt.how)
    await till.begin(kind=Kind.LINK)
    await till.until(lambda: till.sale().state is not State.CREATING or len(server.requests.to("/payment-links")) > 2)

    assert till.creations() == []
    assert till.sale().state in {State.CREATING, State.FAILED}
    server.faults.clear()
    await till.answer_of(till.engine.retry(1))
    await till.until(lambda: till.sale().state is State.OPEN)
    assert (len(till.creations()), len(server.lomi.links)) == (1, 1)


async def test_a_refusal_in_hostile_characters_is_quoted_on_one_visible_line(till: Till, server: SandboxServer):
    hostile = "<img src='http://x.example/'>\u202e\x00\x1b[31m\u2066 Refused\r\nNothing"
    server.faults.add("status", **CREATION, status=400, body=refused("bad_request", hostile))
    await till.begin()
    await till.until(lambda: till.sale().state is State.FAILED)

    reason = till.sale().reason
    assert reason is not None
    assert reason.values["message"] == "<img src='http://x.example/'>[31m Refused Nothing"
