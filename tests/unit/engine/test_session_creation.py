"""What lomi. made for a charge is shown when it is ours, as asked, and looked at afresh after a repeat."""

from dataclasses import replace
from pathlib import Path

import pytest

from lomi_pos.till.money import Money
from lomi_pos.till.states import State

from .script import Held, Lost
from .scripted_lomi import LIVE, NETWORK
from .till import Till
from .troubles import gateway, refused, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


async def test_a_replay_is_looked_at_afresh_before_it_is_shown(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.always(gateway(), "session")
    await till.charge()

    await till.wait(5)
    assert till.stands() == (State.CREATING, "outcome_unknown")

    till.lomi.recover()
    await till.wait(40)
    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_a_replay_that_was_paid_meanwhile_is_never_shown_as_waiting(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.lomi.pay()

    await till.wait(5)

    assert till.told_states() == ["creating", "paid"]


async def test_a_replay_that_expired_meanwhile_is_believed_when_it_is_said_twice(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.lomi.say("expired")

    await till.wait(5)

    assert till.told_states() == ["creating", "expired"]
    assert len(till.lomi.called("session")) >= 2


async def test_a_replay_that_is_called_expired_once_is_still_open(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.answers("session", lambda seen: replace(seen, status="expired"))

    await till.charge()
    await till.wait(5)

    assert till.told_states() == ["creating", "open"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": Money(500)}, "made_other_amount"),
        ({"amount": Money(5000, "USD")}, "made_other_currency"),
        ({"environment": "test"}, "made_other_environment"),
        ({"url": None}, "url_refused"),
        ({"url": "javascript:alert(1)"}, "url_refused"),
        ({"url": "https://checkout.lomi.africa.evil.example/1"}, "url_refused"),
        ({"url": "https://checkout.lomi.africa/11111111-2222-4333-8444-555555555555"}, "url_refused"),
    ],
)
async def test_a_session_that_is_not_what_was_asked_is_never_shown(till: Till, changes: dict[str, object], code: str):
    till.lomi.answers("create_session", lambda made: replace(made, **changes))

    await till.charge()

    assert till.stands() == (State.ATTENTION, code)
    (attempt,) = till.sale().attempts
    assert (attempt.url, attempt.remote_id) == (None, till.lomi.session_ids[0])


async def test_a_replay_that_is_another_organization_s_needs_no_look_that_our_key_is_denied(tmp_path: Path):
    till = Till(tmp_path / "journal.sqlite", identity=replace(LIVE, organization_id="org-1"))
    await till.open()
    till.lomi.always(refused(403), "session")
    till.lomi.answers("create_session", Lost(timeout()), lambda made: replace(made, organization_id="org-2"))

    await till.charge()
    await till.wait(60)

    assert till.stands() == (State.ATTENTION, "made_for_another_may_be_paid")
    assert len(till.lomi.called("create_session")) == 2
    await till.close()


async def test_a_session_of_another_amount_goes_on_being_watched(till: Till):
    till.lomi.answers("create_session", lambda made: replace(made, amount=Money(4500)))
    await till.charge()
    till.lomi.pay(amount=Money(4500))

    await till.wait(120)

    sale = till.sale()
    assert (sale.state, sorted(sale.flags)) == (State.PAID, ["underpaid"])


async def test_an_absent_amount_and_environment_are_no_difference(till: Till):
    till.lomi.answers("create_session", lambda made: replace(made, amount=None, environment=None))

    await till.charge()

    assert till.sale().state is State.OPEN


async def test_a_replay_whose_fresh_look_differs_is_not_shown(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.answers("session", lambda seen: replace(seen, amount=Money(1)))

    await till.charge()
    await till.wait(5)

    assert till.stands() == (State.ATTENTION, "made_other_amount_may_be_paid")


async def test_a_replay_for_a_member_that_differs_is_not_called_unpaid_and_settled_by_its_transaction(tmp_path: Path):
    till = Till(tmp_path / "journal.sqlite", identity=NETWORK)
    await till.open()
    till.lomi.answers("create_session", Lost(timeout()), lambda made: replace(made, amount=Money(4500)))
    await till.charge()
    await till.wait(5)
    assert till.stands() == (State.ATTENTION, "made_other_amount_may_be_paid")

    till.lomi.pay()
    await till.wait(120)
    assert till.sale().state is State.PAID
    await till.close()


async def test_a_member_s_replay_is_opened_without_a_look_that_network_refuses(member_till: Till):
    member_till.lomi.answers("create_session", Lost(timeout()))

    await member_till.charge()
    await member_till.wait(5)

    assert member_till.sale().state is State.OPEN
    assert member_till.lomi.called("session") == []


async def test_an_answer_that_was_not_written_down_is_an_old_picture_by_now(till: Till):
    held = Held(done=True)
    till.lomi.answers("create_session", held)
    await till.charge()
    till.journal.refuse_to_write()
    held.release()
    await settle()

    till.lomi.pay()
    till.journal.write_again()
    await till.wait(5)

    assert till.told_states() == ["creating", "paid"]
