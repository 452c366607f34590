"""A look at one session on a spoilt line: it is dropped and asked again; nothing false is told meanwhile."""

from typing import Any

import pytest

from lomi_pos.engine.news import AccountSeen
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.errors import NotChecked
from lomi_pos.till.states import State
from tests.faults.faults import BUSY, RETRY_AFTER, Spoilt, on_the_line, quiet_until, refused
from tests.faults.till import Listener, Till

pytestmark = pytest.mark.anyio

LOOK_UP: dict[str, Any] = {"method": "GET", "path_prefix": "/checkout-sessions/"}
FOR_EVER: dict[str, Any] = {**LOOK_UP, "times": None}


async def words_of_check_now(till: Till) -> tuple[str, str]:
    """What the clerk reads after "Check now", and what was behind it; nothing when lomi. has answered."""
    await till.wait(3)
    try:
        await till.answer_of(till.engine.check_now(1))
    except NotChecked as not_checked:
        return not_checked.message.code, not_checked.trouble.message.code
    return "", ""


@on_the_line
async def test_a_look_that_is_spoilt_changes_nothing_and_the_money_is_seen_when_the_line_is_back(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    await till.charge()
    before = till.sale()
    server.pay(till.remote_id())
    fault = server.faults.add(spoilt.kind, **FOR_EVER, **spoilt.how)

    words = await words_of_check_now(till)
    await till.wait(30)

    assert words == ("check_busy" if spoilt.words == BUSY else "check_unanswered", spoilt.words)
    assert fault.hits > 1
    assert till.sale() == before
    assert till.states() == ["creating", "open"]
    server.faults.clear()
    assert (await till.settles()).is_paid_exactly
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


@on_the_line
async def test_a_replay_is_not_shown_before_a_fresh_look_has_confirmed_it(
    till: Till, server: SandboxServer, spoilt: Spoilt
):
    server.faults.add("drop_after", method="POST")
    fault = server.faults.add(spoilt.kind, **FOR_EVER, **spoilt.how)
    await till.begin()
    await till.until(lambda: fault.hits > 3)
    await till.until(lambda: not till.line.under_way)
    assert (till.states(), till.words()) == (["creating"], "outcome_unknown")

    server.faults.clear()
    await till.until(lambda: till.sale().state is State.OPEN)
    assert len(server.lomi.sessions) == 1
    await till.goes_on()


async def test_a_redirect_to_another_host_is_not_followed_and_the_key_stays_here(
    till: Till, server: SandboxServer, stranger: Listener
):
    await till.charge()
    server.pay(till.remote_id())
    fault = server.faults.add("redirect", **FOR_EVER, location=f"{stranger.url}/checkout-sessions/x")
    await till.until(lambda: fault.hits > 2)
    assert till.states() == ["creating", "open"]
    assert stranger.heard == b""

    server.faults.clear()
    await till.settles()


@pytest.mark.parametrize(("header", "waited_s"), RETRY_AFTER)
async def test_a_429_quiets_the_watching_for_as_long_as_it_asks_within_reason(
    till: Till, server: SandboxServer, header: str | None, waited_s: float
):
    await till.charge()
    server.pay(till.remote_id())
    headers = {} if header is None else {"Retry-After": header}
    fault = server.faults.add("status", **LOOK_UP, status=429, headers=headers)
    await till.until(lambda: fault.hits)
    await till.settles()

    busy, next_one = [one for one in server.requests if one.path.startswith("/checkout-sessions/")][-2:]
    assert busy.status == 429
    waited = next_one.at - quiet_until(header, waited_s, busy.at)
    assert 0 <= waited.total_seconds() <= max(10 - waited_s, 0) + 1


async def test_one_401_at_a_look_is_told_to_nobody(till: Till, server: SandboxServer):
    await till.charge()
    fault = server.faults.add("status", **LOOK_UP, status=401, body=refused("unauthorized", "Invalid API Key"))
    await till.until(lambda: fault.hits)
    await till.wait(30)

    assert till.states() == ["creating", "open"]
    assert [one.problem for one in till.told(AccountSeen) if one.problem is not None] == []
    server.pay(till.remote_id())
    assert (await till.settles()).is_paid_exactly


async def test_401_for_ever_everywhere_tells_of_the_key_and_keeps_the_sale(till: Till, server: SandboxServer):
    await till.charge()
    server.pay(till.remote_id())
    server.faults.add("status", status=401, times=None, body=refused("unauthorized", "Invalid API Key"))
    await till.until(lambda: any(one.problem for one in till.told(AccountSeen)))
    (problem, *_) = [one.problem for one in till.told(AccountSeen) if one.problem]

    assert problem.code == "key_refused"
    assert till.states() == ["creating", "open"]
    server.faults.clear()
    assert (await till.settles()).is_paid_exactly
    await till.goes_on()


@pytest.mark.parametrize("status", [403, 404])
async def test_a_session_that_lomi_denies_stays_open_here_and_its_money_is_seen_later(
    till: Till, server: SandboxServer, status: int
):
    await till.charge()
    server.pay(till.remote_id())
    server.faults.add("status", **FOR_EVER, status=status, body=refused("not_found", "not found or access denied"))
    await till.wait(120)
    assert till.states() == ["creating", "open"]

    server.faults.clear()
    assert (await till.settles()).is_paid_exactly
    await till.goes_on()


async def test_expired_is_believed_only_when_it_is_said_twice(till: Till, server: SandboxServer):
    await till.charge()
    server.expire(till.remote_id())
    fault = server.faults.add("drop_after", **LOOK_UP, skip=1, times=2)
    await till.until(lambda: fault.hits == 2)
    await till.until(lambda: not till.line.under_way)
    assert till.states() == ["creating", "open"]

    await till.until(lambda: till.sale().state is State.EXPIRED)
    assert till.states() == ["creating", "open", "expired"]
    await till.goes_on()
