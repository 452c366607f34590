"""From Charge to a code on screen, or to the reason why there is none (the table of states, upper half)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lomi_pos.api.server_time import ServerTime
from lomi_pos.engine.key_age import ASKED_FOR_S
from lomi_pos.engine.news import SaleChanged, Trouble
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import JournalFull, JournalReadOnly, LomiTrouble, PaymentRequired, TillRefusal
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import Price
from lomi_pos.till.rows import Rows
from lomi_pos.till.states import State

from .cut_journal import journalled_attempts
from .script import Held, Lost
from .scripted_lomi import NETWORK
from .till import Till
from .troubles import busy, conflict, gateway, key_refused, missing, no_connection, own_500, refused, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio

UNCLEAR = [
    pytest.param(timeout(), "outcome_unknown", id="timeout"),
    pytest.param(gateway(502), "outcome_unknown", id="502"),
    pytest.param(gateway(408), "outcome_unknown", id="408"),
    pytest.param(own_500(), "outcome_unknown", id="500"),
    pytest.param(busy(), "lomi_busy", id="429"),
]


def sent(till: Till) -> list[tuple[str, bytes]]:
    """Key and body of every session that was asked for."""
    return [call.arguments for call in till.lomi.called("create_session")]


# ---------------------------------------------------------------------- creating -> open
async def test_a_charge_is_creating_first_and_then_open_with_a_code(till: Till):
    await till.charge()

    assert till.told_states() == ["creating", "open"]
    attempt = till.sale().attempts[0]
    assert attempt.url == f"https://checkout.lomi.africa/{till.lomi.session_ids[0]}"
    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened"]


async def test_the_attempt_is_on_disk_before_the_socket_opens(till: Till):
    seen = []
    till.lomi.checks_before_sending = lambda _body: seen.extend(journalled_attempts(till.path))

    await till.charge()

    assert [(key, body) for key, body, _ in seen] == sent(till)
    assert [is_tried for *_, is_tried in seen] == [True]


async def test_what_is_told_is_on_disk_already(till: Till):
    behind: list[tuple[str, str]] = []

    def tell(news: object) -> None:
        if isinstance(news, SaleChanged):
            behind.append((news.sale.state, till.sale(news.sale.id).state))

    till.engine._desk._tell = tell
    await till.charge()

    assert behind
    assert all(told == on_disk for told, on_disk in behind)


async def test_a_first_answer_needs_no_second_look_before_it_is_shown(till: Till):
    till.lomi.answers("session", Held())

    await till.charge()

    assert till.sale().state is State.OPEN


# ---------------------------------------------------------------------- creating -> creating
@pytest.mark.parametrize(("trouble", "code"), UNCLEAR)
async def test_an_unclear_answer_leaves_the_sale_creating(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", trouble)

    await till.charge()

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code, sale.flags) == (State.CREATING, code, frozenset())


@pytest.mark.parametrize(("trouble", "code"), UNCLEAR)
async def test_a_lost_answer_is_asked_for_with_the_same_key_and_bytes(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", Lost(trouble), Lost(trouble))

    await till.charge()
    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(sent(till)) == 3
    assert len(set(sent(till))) == 1
    assert len(till.lomi.session_ids) == 1


async def test_a_replay_is_looked_at_afresh_before_it_is_shown(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.always(gateway(), "session")
    await till.charge()

    await till.wait(5)
    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.CREATING, "outcome_unknown")

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


async def test_no_connection_after_an_unclear_try_stays_creating(till: Till):
    till.lomi.answers("create_session", timeout(), no_connection())

    await till.charge()
    await till.wait(1)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.CREATING, "outcome_unknown")


async def test_the_same_fault_in_a_row_is_written_down_once(till: Till):
    till.lomi.always(timeout(), "create_session")

    await till.charge()
    await till.wait(300)

    assert len(sent(till)) > 8
    assert till.events().count("AttemptUnclear") == 1


async def test_retry_after_is_waited_for_whatever_the_clerk_presses(till: Till):
    till.lomi.answers("create_session", busy(30))
    sale_id = await till.charge()

    for _ in range(5):
        await till.wait(4)
        await till.engine.check_now(sale_id)
        await till.engine.retry(sale_id)
    assert len(sent(till)) == 1

    await till.wait(11)
    assert till.sale().state is State.OPEN


async def test_check_again_ends_the_till_s_own_waiting(till: Till):
    till.lomi.always(timeout(), "create_session")
    sale_id = await till.charge()
    await till.wait(120)
    till.lomi.recover()
    tries = len(sent(till))

    await till.engine.retry(sale_id)
    await settle()

    assert len(sent(till)) == tries + 1
    assert till.sale().state is State.OPEN


async def test_a_sale_is_never_carried_twice_at_once(till: Till):
    held = Held()
    till.lomi.answers("create_session", held)
    sale_id = await till.charge()

    for _ in range(20):
        await till.engine.retry(sale_id)
    sweeping = till.engine.sweep()
    await sweeping
    assert len(sent(till)) == 1

    held.release()
    await settle()
    assert till.sale().state is State.OPEN


# ---------------------------------------------------------------------- creating -> failed
@pytest.mark.parametrize("status", [400, 403, 422])
async def test_a_firm_no_fails_the_attempt_in_our_words(till: Till, status: int):
    till.lomi.answers("create_session", refused(status))

    await till.charge()

    sale = till.sale()
    assert sale.state is State.FAILED
    assert sale.reason is not None
    assert sale.reason.code == "request_refused"
    assert "Nothing was charged" in sale.reason.english()


async def test_retry_after_a_firm_no_makes_a_new_attempt_with_a_new_key(till: Till):
    till.lomi.answers("create_session", refused())
    sale_id = await till.charge()

    await till.engine.retry(sale_id)
    await settle()

    sale = till.sale()
    assert (sale.state, len(sale.attempts)) == (State.OPEN, 2)
    first, second = sent(till)
    assert first[0] != second[0]


async def test_no_connection_at_the_first_try_says_that_nothing_was_charged(till: Till):
    till.lomi.answers("create_session", no_connection())

    await till.charge()

    sale = till.sale()
    assert sale.state is State.FAILED
    assert sale.reason is not None
    assert sale.reason.english() == "No connection. Nothing was charged."


async def test_retry_after_no_connection_repeats_the_same_attempt(till: Till):
    till.lomi.answers("create_session", no_connection())
    sale_id = await till.charge()

    await till.engine.retry(sale_id)
    await settle()

    sale = till.sale()
    assert (sale.state, len(sale.attempts)) == (State.OPEN, 1)
    assert len(set(sent(till))) == 1
    assert "session" not in [call.name for call in till.lomi.calls[:2]]


async def test_a_try_that_never_left_the_till_does_not_age_the_key(till: Till):
    till.lomi.answers("create_session", no_connection())
    sale_id = await till.charge()
    till.clock.leap(hours=30)
    till.lomi.answers("create_session", timeout())

    await till.engine.retry(sale_id)
    await till.wait(5)

    assert till.sale().state is State.OPEN


# ---------------------------------------------------------------------- creating -> attention
async def test_a_key_refused_twice_ten_seconds_apart_needs_a_person(till: Till):
    till.lomi.always(key_refused(), "create_session")

    await till.charge()
    await till.wait(9)
    assert till.sale().state is State.CREATING
    await till.wait(2)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "key_refused")
    first, second = till.lomi.called("create_session")
    assert second.at_s - first.at_s >= 10


async def test_a_key_refused_once_proves_nothing(till: Till):
    till.lomi.answers("create_session", key_refused())

    await till.charge()
    await till.wait(11)

    assert till.sale().state is State.OPEN
    assert len(till.sale().attempts) == 1


async def test_an_impatient_clerk_does_not_bring_the_second_401_forward(till: Till):
    till.lomi.answers("create_session", key_refused())
    sale_id = await till.charge()

    for _ in range(3):
        await till.wait(3)
        await till.engine.check_now(sale_id)

    assert len(sent(till)) == 1


async def test_check_again_after_a_refused_key_repeats_the_same_attempt(till: Till):
    till.lomi.answers("create_session", key_refused(), key_refused())
    sale_id = await till.charge()
    await till.wait(11)
    assert till.sale().state is State.ATTENTION

    await till.engine.check_now(sale_id)
    await settle()

    assert till.sale().state is State.OPEN
    assert len(set(sent(till))) == 1


async def test_the_same_500_three_times_needs_a_person(till: Till):
    till.lomi.always(own_500(), "create_session")

    await till.charge()
    await till.wait(60)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "same_fault_thrice")
    assert len(sent(till)) == 3


async def test_three_different_500s_are_three_unclear_answers(till: Till):
    till.lomi.answers("create_session", own_500("one"), own_500("two"), own_500("three"))

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN


async def test_a_gateway_s_error_page_is_asked_again_for_ever(till: Till):
    till.lomi.always(gateway(500), "create_session")

    await till.charge()
    await till.wait(600)

    assert till.sale().state is State.CREATING


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        pytest.param(conflict(), "key_reused", id="409"),
        pytest.param(PaymentRequired(Answered(status=201)), "payment_required", id="payment_required"),
        pytest.param(LomiTrouble("network_refused", problem="no"), "network_refused", id="network"),
    ],
)
async def test_what_only_a_person_can_decide_is_not_repeated(till: Till, trouble: LomiTrouble, code: str):
    till.lomi.answers("create_session", trouble)

    await till.charge()
    await till.wait(60)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, code)
    assert sale.needs_someone
    assert len(sent(till)) == 1
    assert all(attempt.url is None for attempt in sale.attempts)


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

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, code)
    assert sale.attempts[0].url is None
    assert sale.attempts[0].remote_id == till.lomi.session_ids[0]


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

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "made_other_amount_may_be_paid")


async def test_a_replay_for_a_member_that_differs_is_not_called_unpaid_and_settled_by_its_transaction(tmp_path: Path):
    till = Till(tmp_path / "journal.sqlite", identity=NETWORK)
    await till.open()
    till.lomi.answers("create_session", Lost(timeout()), lambda made: replace(made, amount=Money(4500)))
    await till.charge()
    await till.wait(5)
    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "made_other_amount_may_be_paid")

    till.lomi.pay()
    await till.wait(120)
    assert till.sale().state is State.PAID
    await till.close()


async def test_a_key_of_23_hours_is_looked_up_and_not_repeated(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    till.lomi.always(no_connection(), "create_session")
    await till.charge()
    till.clock.leap(hours=23)
    tries = len(sent(till))

    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(sent(till)) == tries
    assert till.lomi.called("sessions")


async def test_a_key_of_23_hours_whose_session_is_nowhere_needs_a_person(till: Till):
    till.lomi.answers("create_session", timeout())
    await till.charge()
    till.clock.leap(hours=23)

    await till.wait(60)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "too_old_to_repeat")
    assert len(sent(till)) == 1
    assert till.lomi.session_ids == []


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_is_set_makes_a_key_neither_older_nor_younger(till: Till, days: int):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.clock.set_wrong(days=days)

    await till.wait(5)

    assert till.sale().state is State.OPEN
    assert len(set(sent(till))) == 1
    assert len(sent(till)) == 2
    assert len(till.lomi.session_ids) == 1


async def test_a_key_that_aged_while_the_clock_was_set_back_is_looked_up(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.clock.leap(hours=25)
    till.clock.set_wrong(hours=-25)

    await till.wait(60)

    assert till.sale().state is State.OPEN
    assert len(sent(till)) == 1


async def test_a_key_is_not_repeated_until_lomi_has_said_how_late_it_is(till: Till):
    till.lomi.answers("create_session", Lost(timeout()))
    await till.charge()
    till.lomi.always(timeout(), "account")
    till.clock.set_wrong(hours=2)

    await till.wait(60)
    assert (till.sale().state, len(sent(till))) == (State.CREATING, 1)

    till.lomi.recover()
    await till.wait(60)
    assert (till.sale().state, len(sent(till))) == (State.OPEN, 2)


async def test_without_the_time_at_lomi_a_charge_goes_out_and_is_repeated_while_the_clocks_run_on(till: Till):
    till.lomi.time = ServerTime()
    till.lomi.always(timeout(), "account")
    till.lomi.answers("create_session", timeout(), Lost(timeout()))

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.called("account")) == 1
    assert len(till.lomi.session_ids) == 1


async def test_the_time_at_lomi_holds_a_charge_up_for_a_moment_at_most(till: Till):
    till.lomi.time = ServerTime()
    till.lomi.answers("account", Held())

    await till.charge()
    assert sent(till) == []
    await till.wait(ASKED_FOR_S)

    assert till.sale().state is State.OPEN


async def test_a_refusal_after_an_unclear_try_is_looked_up(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused())

    await till.charge()
    await till.wait(5)

    assert till.sale().state is State.OPEN
    assert len(till.lomi.session_ids) == 1


async def test_a_refusal_after_an_unclear_try_that_made_nothing_needs_a_person(till: Till):
    till.lomi.answers("create_session", timeout(), refused())

    await till.charge()
    await till.wait(5)

    sale = till.sale()
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "refused_after_unclear")
    assert len(sale.attempts) == 1


async def test_a_look_up_that_fails_is_made_again(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused(), refused())
    till.lomi.answers("sessions", gateway(), None)

    await till.charge()
    await till.wait(10)

    assert till.sale().state is State.OPEN


async def test_a_look_up_reads_past_the_first_page(till: Till):
    till.lomi.answers("create_session", Lost(timeout()), refused())
    await till.charge()
    for count in range(150):
        till.lomi.add_session(CheckoutSession(f"other-{count}", "open", Money(5000)))

    await till.wait(5)

    assert till.sale().state is State.OPEN


async def test_a_look_up_does_not_take_the_code_of_another_attempt(till: Till):
    sale_id = await till.charge()
    till.lomi.answers("create_session", timeout(), refused())
    till.lomi.always(lambda rows: Rows(replace(one, metadata={}) for one in rows), "sessions")

    await till.engine.new_code(sale_id)
    await till.wait(5)

    first, second = till.sale().attempts
    assert first.remote_id is not None
    assert second.remote_id is None


async def test_another_identity_finishes_nothing_of_this_one(till: Till):
    till.lomi.answers("create_session", timeout())
    sale_id = await till.charge()
    await till.crash()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16)
    await till.open(sweeps=True)
    await till.wait(1)

    sale = till.sale(sale_id)
    assert (sale.state, sale.reason and sale.reason.code) == (State.ATTENTION, "other_identity")
    assert len(sent(till)) == 1


# ---------------------------------------------------------------------- before anything is sent
async def test_an_order_of_nothing_is_refused_before_it_is_written(till: Till):
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.charge(Order(Money(0)))

    assert refusal.value.message.code == "amount_zero"
    assert journalled_attempts(till.path) == []


async def test_a_currency_that_lomi_does_not_take_is_refused(till: Till):
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.charge(Order(Money(100, "GBP")))

    assert refusal.value.message.code == "currency_unknown"


async def test_an_amount_that_is_not_the_products_price_is_refused_before_it_is_written(till: Till):
    price = Price("9c1d5e00-0000-4000-8000-000000000001", Money(2500), "XOF")
    with pytest.raises(TillRefusal) as refusal:
        await till.engine.charge(Order(Money(2500), price=price, quantity=2))

    assert refusal.value.message.code == "price_differs"
    assert journalled_attempts(till.path) == []
    assert sent(till) == []


async def test_a_full_disk_lets_nothing_be_sent(till: Till):
    till.journal.fill_the_disk()

    with pytest.raises(JournalFull):
        await till.engine.charge(Order(Money(5000), note="x" * 100_000))

    await till.wait(30)
    assert sent(till) == []
    assert till.told(SaleChanged) == []


async def test_a_journal_that_cannot_be_written_lets_nothing_be_sent(till: Till):
    till.journal.refuse_to_write()

    with pytest.raises(JournalReadOnly):
        await till.engine.charge(Order(Money(5000)))

    await till.wait(30)
    assert sent(till) == []


async def test_an_answer_that_cannot_be_written_down_is_not_told_and_is_asked_for_again(till: Till):
    held = Held(done=True)
    till.lomi.answers("create_session", held)
    await till.charge()

    till.journal.refuse_to_write()
    held.release()
    await till.wait(60)
    assert till.told_states() == ["creating"]
    assert [trouble.message.code for trouble in till.told(Trouble)] == ["journal_read_only_in_use"]

    till.journal.write_again()
    await till.wait(60)
    assert till.told_states() == ["creating", "open"]
    assert len(till.lomi.session_ids) == 1
    assert len(set(sent(till))) == 1


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


# ---------------------------------------------------------------------- a new code
async def test_a_new_code_is_a_new_attempt_and_both_are_watched(till: Till):
    sale_id = await till.charge()

    await till.engine.new_code(sale_id)
    await settle()

    sale = till.sale()
    assert (sale.state, len(sale.attempts), sorted(sale.flags)) == (State.OPEN, 2, ["superseded"])
    assert len({key for key, _ in sent(till)}) == 2


async def test_no_new_code_while_the_first_is_being_made(till: Till):
    till.lomi.answers("create_session", timeout())
    sale_id = await till.charge()

    with pytest.raises(TillRefusal) as refusal:
        await till.engine.new_code(sale_id)

    assert refusal.value.message.code == "not_possible_now"


async def test_no_new_code_for_a_sale_that_is_paid(till: Till):
    sale_id = await till.charge()
    till.lomi.pay()
    await till.engine.check_now(sale_id)

    with pytest.raises(TillRefusal) as refusal:
        await till.engine.new_code(sale_id)

    assert refusal.value.message.code == "paid_cannot_change"


# ---------------------------------------------------------------------- lomi. Network
async def test_a_member_s_replay_is_opened_without_a_look_that_network_refuses(member_till: Till):
    member_till.lomi.answers("create_session", Lost(timeout()))

    await member_till.charge()
    await member_till.wait(5)

    assert member_till.sale().state is State.OPEN
    assert member_till.lomi.called("session") == []


async def test_a_member_s_refusal_after_an_unclear_try_needs_a_person(member_till: Till):
    member_till.lomi.answers("create_session", timeout(), refused())

    await member_till.charge()
    await member_till.wait(5)

    assert member_till.sale().state is State.ATTENTION
    assert member_till.lomi.called("sessions") == []


async def test_a_404_for_a_creation_is_a_firm_no(till: Till):
    till.lomi.answers("create_session", missing())

    await till.charge()

    assert till.sale().state is State.FAILED


# ---------------------------------------------------------------------- providers
async def test_the_connected_providers_are_offered_when_the_shop_has_chosen_none(till: Till):
    await till.engine.check_account()
    await till.charge()
    assert json.loads(sent(till)[0][1])["providers"] == ["WAVE"]


async def test_the_providers_of_the_order_come_first(till: Till):
    await till.engine.check_account()
    await till.charge(providers=("MTN", "ORANGE"))
    assert json.loads(sent(till)[0][1])["providers"] == ["MTN", "ORANGE"]
