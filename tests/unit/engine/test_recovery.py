"""The power fails anywhere; the next start finishes what was begun, once, and says what changed."""

import asyncio
from dataclasses import replace

import pytest

from lomi_pos.api.server_time import ServerTime
from lomi_pos.engine.news import AccountSeen, SaleChanged, SweepFinished, Trouble
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State

from .cut_journal import PowerCut, journalled_attempts
from .script import Held, Lost
from .till import Till
from .troubles import busy, gateway, key_refused, no_connection, own_500, refused, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


def keys_and_bodies(till: Till) -> set[tuple[str, bytes]]:
    return {call.arguments for call in till.lomi.called("create_session")}


# ---------------------------------------------------------------------- the power fails
async def test_a_cut_before_the_sale_is_written_sends_nothing_ever(till: Till):
    till.journal.cut_before = "begin_sale"
    with pytest.raises(PowerCut):
        await till.engine.charge(Order(Money(5000)))
    await till.crash()

    await till.restart()
    await till.wait(30)

    assert till.lomi.called("create_session") == []
    assert await till.engine.sale_lines(SalesQuery()) == []


async def test_a_cut_before_the_first_try_is_finished_with_the_journalled_key(till: Till):
    till.journal.cut_before = "AttemptTried"
    await till.charge()
    assert till.lomi.called("create_session") == []
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert keys_and_bodies(till) == {(key, body) for key, body, _ in journalled_attempts(till.path)}


@pytest.mark.parametrize("is_done", [False, True], ids=["before lomi. has it", "after lomi. has done it"])
async def test_a_cut_while_the_answer_is_awaited_makes_one_session(till: Till, is_done: bool):
    till.lomi.answers("create_session", Held(done=is_done))
    await till.charge()
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(keys_and_bodies(till)) == 1
    assert till.lomi.called("session"), "a replay is an old picture"


async def test_a_cut_before_the_answer_is_written_makes_one_session(till: Till):
    till.journal.cut_before = "AttemptOpened"
    await till.charge()
    assert till.told_states() == ["creating"]
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(keys_and_bodies(till)) == 1


async def test_a_cut_before_the_replay_is_looked_at_makes_one_session(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.answers("session", Held())
    await till.charge()
    await till.wait(2)
    await till.crash()

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(keys_and_bodies(till)) == 1


async def test_a_cut_before_paid_is_written_loses_no_money(till: Till):
    await till.charge()
    till.journal.cut_before = "PaymentReceived"
    till.lomi.pay()
    await till.wait(12)
    assert "paid" not in till.told_states()
    await till.crash()

    await till.restart()
    await till.wait(12)

    assert till.sale().is_paid_exactly
    assert len(till.sale().payments) == 1


async def test_a_cut_in_flight_is_written_down_as_unclear(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(no_connection())

    await till.restart()
    await till.wait(60)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.CREATING, "outcome_unknown")


async def test_a_cut_in_flight_then_a_refusal_never_ends_in_a_new_key_by_itself(till: Till):
    till.lomi.answers("create_session", Held(done=True), refused(), refused())
    till.lomi.always(lambda _rows: Rows(), "sessions")
    sale_id = await till.charge()
    await till.crash()
    await till.restart()
    assert till.sale().state is State.ATTENTION

    await till.engine.retry(sale_id)
    await settle()

    assert till.sale().state is State.ATTENTION
    assert len(till.sale().attempts) == 1
    assert len(keys_and_bodies(till)) == 1


async def test_stopping_in_flight_leaves_the_attempt_to_the_next_start(till: Till):
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.close()
    states = till.told_states()

    await till.restart()

    assert states == ["creating"]
    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_an_attempt_of_23_hours_is_looked_up_after_a_start(till: Till):
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.crash()
    till.clock.leap(hours=23)
    tries = len(till.lomi.called("create_session"))

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.called("create_session")) == tries


async def test_an_attempt_of_22_hours_is_replayed_after_a_start(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.clock.leap(hours=22)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(keys_and_bodies(till)) == 1


@pytest.mark.parametrize("wrong_then_h", [-24, 0, 24])
@pytest.mark.parametrize("wrong_now_h", [-24, 0, 24])
@pytest.mark.parametrize(("away_h", "is_replayed"), [(22, True), (24, False)])
async def test_a_key_is_as_old_as_lomi_says_whatever_the_clocks_of_the_machine_say(
    till: Till, wrong_then_h: int, wrong_now_h: int, away_h: int, is_replayed: bool
):
    till.lomi.time = ServerTime()
    till.clock.set_wrong(hours=wrong_then_h)
    till.lomi.answers("create_session", Held(done=True))
    await till.charge()
    await till.crash()
    till.lomi.time = ServerTime()
    till.clock.leap(hours=away_h)
    till.clock.set_wrong(hours=wrong_now_h - wrong_then_h)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(till.lomi.called("create_session")) == (2 if is_replayed else 1)
    assert len(till.lomi.session_ids) == 1


@pytest.mark.parametrize("is_done", [False, True])
async def test_a_key_whose_first_try_lomi_never_dated_is_looked_up_after_a_crash(till: Till, is_done: bool):
    till.lomi.time = ServerTime()
    till.lomi.answers("account", timeout())
    till.lomi.answers("create_session", Held(done=is_done))
    await till.charge()
    await till.crash()

    await till.restart()

    assert till.sale().state is (State.OPEN if is_done else State.ATTENTION)
    assert len(till.lomi.called("create_session")) == 1


async def test_a_second_key_of_the_shop_finishes_what_the_first_began(till: Till):
    till.lomi.identity = replace(till.lomi.identity, organization_id="org-1")
    till.lomi.answers("create_session", timeout())
    await till.charge()
    await till.crash()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16, organization_id=None)

    await till.restart()

    assert till.sale().state is State.OPEN
    assert len(keys_and_bodies(till)) == 1


# ---------------------------------------------------------------------- while you were away
async def test_what_was_paid_while_the_till_was_away_is_told(till: Till):
    for _ in range(3):
        await till.charge()
    paid, expired, _open = till.lomi.session_ids
    await till.close()
    till.lomi.pay(paid)
    till.lomi.say("expired", expired)
    till.clock.leap(hours=1)

    await till.restart()
    await till.wait(12)

    (swept,) = till.told(SweepFinished)
    assert (swept.looked_at, swept.unreached) == (3, 0)
    assert sorted((sale.number, str(sale.state)) for sale in swept.changed) == [("A-001", "paid"), ("A-002", "expired")]


async def test_a_sweep_knows_who_paid_before_it_says_so(till: Till):
    await till.charge()
    await till.close()
    till.lomi.pay(provider="MTN")

    await till.restart()

    assert [sale.provider for sale in till.told(SweepFinished)[0].changed] == ["MTN"]


async def test_the_day_s_sales_are_shown_before_lomi_is_asked(till: Till):
    await till.charge()
    await till.close()
    till.lomi.always(Held())

    await till.restart()

    assert [told.sale.number for told in till.told(SaleChanged)] == ["A-001"]
    assert till.told(AccountSeen) == []


async def test_a_second_sweep_changes_nothing(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.pay()
    first = await till.engine.sweep()
    histories = [till.sale(one).history for one in (1, 2, 3)]

    second = await till.engine.sweep()

    assert (len(first.changed), first.looked_at) == (1, 3)
    assert (second.changed, second.looked_at, second.unreached) == ((), 2, 0)
    assert [till.sale(one).history for one in (1, 2, 3)] == histories


async def test_a_sale_given_up_a_week_ago_is_not_looked_at(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    await till.close()
    till.clock.leap(days=7, seconds=1)
    till.lomi.forget_calls()

    await till.restart()

    assert till.lomi.called("session") == []
    assert till.told(SweepFinished)[0].looked_at == 0


async def test_a_late_payment_is_found_by_the_sweep(till: Till):
    sale_id = await till.charge()
    await till.engine.cancel(sale_id)
    await till.close()
    till.lomi.pay()
    till.clock.leap(days=3)

    await till.restart()

    assert (till.sale().state, sorted(till.sale().flags)) == (State.PAID, ["late"])


# ---------------------------------------------------------------------- without a network
async def test_a_sweep_without_a_network_says_so_and_is_made_again_when_it_is_back(till: Till):
    for _ in range(6):
        await till.charge()
    await till.close()
    till.lomi.always(no_connection())
    till.lomi.pay()
    till.lomi.forget_calls()

    await till.restart()
    await till.wait(5)
    (swept,) = till.told(SweepFinished)
    assert (swept.changed, swept.looked_at, swept.unreached) == ((), 6, 6)

    till.lomi.recover()
    await till.wait(30)
    _, again = till.told(SweepFinished)
    assert again.unreached == 0
    assert [sale.number for sale in again.changed] == ["A-006"]


async def test_a_sweep_without_a_network_does_not_ask_about_every_sale(till: Till):
    for _ in range(10):
        await till.charge()
    till.lomi.always(no_connection())
    till.lomi.forget_calls()

    swept = await till.engine.sweep()

    assert swept.unreached == 10
    assert len(till.lomi.called("session")) <= 3


async def test_one_sale_that_cannot_be_read_does_not_stop_the_sweep(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.answers("session", gateway())

    swept = await till.engine.sweep()

    assert (swept.looked_at, swept.unreached) == (3, 1)


async def test_a_busy_lomi_is_waited_for_in_the_sweep(till: Till):
    await till.charge()
    await till.close()
    till.lomi.answers("session", busy(40))

    await till.restart()
    assert till.told(SweepFinished) == []
    await till.wait(41)

    assert [swept.unreached for swept in till.told(SweepFinished)] == [0]


async def test_an_interrupted_creation_goes_on_in_the_background_until_lomi_is_back(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(no_connection())
    await till.restart()
    await till.wait(120)
    assert till.sale().state is State.CREATING

    till.lomi.recover()
    await till.wait(40)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1
    assert len(keys_and_bodies(till)) == 1


async def test_an_interrupted_creation_outlasts_every_sweep(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(gateway(), "create_session")
    await till.restart()
    await till.wait(600)
    assert till.sale().state is State.CREATING

    till.lomi.recover()
    await till.wait(40)

    assert till.sale().state is State.OPEN
    assert len(keys_and_bodies(till)) == 1


async def test_a_charge_during_the_sweep_is_carried_once(till: Till):
    await till.charge()
    await till.close()
    held = Held()
    till.lomi.answers("account", held)
    await till.restart()
    creating = Held()
    till.lomi.answers("create_session", creating)
    await till.charge()
    tries = len(till.lomi.called("create_session"))

    held.release()
    await till.wait(5)
    assert len(till.lomi.called("create_session")) == tries

    creating.release()
    await settle()
    assert till.sale(2).state is State.OPEN


async def test_a_creation_that_lomi_keeps_failing_is_left_to_a_person_by_the_sweep(till: Till):
    till.lomi.answers("create_session", Held())
    await till.charge()
    await till.crash()
    till.lomi.always(own_500(), "create_session")

    await till.restart()
    await till.wait(10)

    (swept,) = till.told(SweepFinished)
    assert [str(sale.state) for sale in swept.changed] == ["attention"]


async def test_a_refused_key_at_the_start_is_asked_twice_and_told(till: Till):
    await till.close()
    till.lomi.always(key_refused(), "account")

    await till.restart()
    await till.wait(2)

    seen = till.told(AccountSeen)
    assert [one.problem and one.problem.code for one in seen] == ["key_refused"]
    assert len(till.lomi.called("account")) == 2


async def test_the_account_is_told_with_its_organization_and_providers(till: Till):
    await till.close()

    await till.restart()

    (seen,) = till.told(AccountSeen)
    assert seen.identity.organization_id == "org-1"
    assert seen.providers == ("WAVE",)


async def test_a_member_s_account_is_proved_by_its_transactions(member_till: Till):
    seen = await member_till.engine.check_account()

    assert seen.problem is None
    assert [call.name for call in member_till.lomi.calls] == ["transactions"]


async def test_a_payment_that_was_not_named_before_the_power_failed_is_named_by_the_next_start(till: Till):
    till.journal.cut_before = "PaymentDetailed"
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    assert (till.sale().state, till.sale().provider) == (State.PAID, "")
    await till.crash()

    await till.restart()
    await till.wait(30)

    assert till.sale().provider == "WAVE"
    assert len(till.sale().payments) == 1


async def test_a_payment_that_lomi_never_names_costs_a_start_one_look(till: Till):
    await till.charge()
    till.lomi.pay(is_booked=False)
    await till.wait(60)
    assert (till.sale().state, till.sale().provider) == (State.PAID, "")
    await till.crash()
    till.lomi.forget_calls()

    await till.restart()

    assert len(till.lomi.called("transactions")) == 1
    assert till.told(SweepFinished)[0].unreached == 0


async def test_two_sweeps_at_once_follow_one_another(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.crash()
    held = Held()
    till.lomi.answers("session", held)
    await till.restart()

    second = asyncio.create_task(till.engine.sweep())
    await settle()
    held.release()
    await settle()

    assert (await second).changed == ()
    assert till.told(Trouble) == []
    assert till.told(SweepFinished)[0].changed[0].state is State.PAID


async def test_a_second_payment_while_the_till_was_off_is_told_at_the_next_start(till: Till):
    await till.charge()
    till.lomi.pay()
    await till.wait(30)
    assert till.sale().transaction_ids
    await till.crash()
    till.lomi.book()

    await till.restart()

    assert sorted(till.sale().flags) == ["twice"]
    assert [sale.id for sale in till.told(SweepFinished)[0].changed] == [1]


async def test_a_till_that_is_closed_during_its_sweep_leaves_nothing_running(till: Till):
    before = asyncio.all_tasks() | {till._living}
    till.lomi.always(timeout(), "create_session")
    await till.charge()
    await till.charge()
    await till.crash()
    till.lomi.always(Held(), "create_session")
    await till.restart()

    await till.close()
    await settle()

    assert asyncio.all_tasks() <= before


async def test_what_another_organization_made_has_been_asked_about_when_lomi_denies_it(till: Till):
    await till.charge()
    await till.crash()
    till.lomi.always(refused(403), "session")

    await till.restart()

    assert till.told(SweepFinished)[0].unreached == 0
    assert (till.sale().state, till.sale().attempts[0].status_word) == (State.OPEN, "403")


async def test_a_late_payment_whose_session_stays_expired_is_found_by_its_transaction(till: Till):
    await till.charge()
    till.lomi.say("expired")
    await till.wait(30)
    assert till.sale().state is State.EXPIRED
    await till.crash()
    till.lomi.book()

    await till.restart()

    assert (till.sale().state, sorted(till.sale().flags)) == (State.PAID, ["late"])
    assert [sale.id for sale in till.told(SweepFinished)[0].changed] == [1]


async def test_a_sweep_is_not_held_up_by_what_is_paced(till: Till):
    for _ in range(12):
        await till.charge()
    await till.wait(90)
    sweep = asyncio.ensure_future(till.engine.sweep())
    await till.wait(20)
    is_done = sweep.done()
    await till.wait(120)
    await sweep
    assert is_done


async def test_an_odd_code_made_while_the_clock_stood_in_2020_is_looked_at_after_a_start(till: Till):
    till.clock.set_wrong(days=-2_000)
    till.lomi.answers("create_session", lambda made: replace(made, amount=Money(4500)))
    await till.charge()
    assert till.sale().state is State.ATTENTION
    await till.close()
    till.lomi.pay()
    till.clock.set_wrong(days=2_000)

    await till.restart()
    await till.wait(30)

    assert till.sale().state is State.PAID


# ---------------------------------------------------------------------- a till that opens with a customer waiting
async def test_a_charge_does_not_wait_until_all_of_the_day_is_told(till: Till):
    for _ in range(5):
        await till.charge()
    await till.close()

    opening = asyncio.create_task(till.restart())
    await asyncio.sleep(0)
    charging = asyncio.create_task(till.engine.charge(Order(Money(700))))
    await opening

    told = [one.sale.id for one in till.told(SaleChanged)]
    assert told.index((await charging).id) < told.index(5)
