"""Asking on the customer's phone: on disk before it is sent, sent once, and followed by its transaction."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from lomi_pos.till.errors import JournalBusy, JournalFull, LomiTrouble, TillRefusal
from lomi_pos.till.events import AttemptTried, AttemptUnclear, Event
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.reference import named_title
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State

from .script import Held, Lost
from .till import Till
from .troubles import gateway, key_refused, no_connection, own_500, refused, timeout
from .turned_clock import NOON, settle

pytestmark = pytest.mark.anyio

PHONE = "+2250700000000"


async def ask(till: Till, kind: Kind = Kind.WAVE, **order: Any) -> int:
    return await till.charge(kind=kind, customer_phone=PHONE, **order)


def sent(till: Till) -> int:
    return len(till.lomi.called("charge_wave")) + len(till.lomi.called("charge_mtn"))


def transaction_id(till: Till) -> str:
    remote_id = till.sale().attempts[-1].remote_id
    assert remote_id is not None
    return remote_id


@pytest.mark.parametrize(("kind", "url"), [(Kind.WAVE, "https://pay.wave.com/c/cos-1"), (Kind.MTN, "")])
async def test_it_is_on_disk_before_it_is_sent_and_waits_after(till: Till, kind: Kind, url: str):
    await ask(till, kind)

    (attempt,) = till.sale().attempts
    assert (till.sale().state, attempt.kind, attempt.url, sent(till)) == (State.OPEN, kind, url, 1)


@pytest.mark.parametrize("kind", [Kind.WAVE, Kind.MTN])
async def test_it_is_paid_once_its_own_transaction_is_completed(till: Till, kind: Kind):
    sale_id = await ask(till, kind)
    await till.engine.put_in_front(sale_id)
    till.lomi.say_of_transaction(transaction_id(till), "completed")

    await till.wait(15)

    sale = till.sale()
    assert (sale.is_paid_exactly, sale.provider, set(sale.transaction_ids)) == (
        True,
        kind.upper(),
        {transaction_id(till)},
    )


async def test_another_payment_of_the_same_amount_is_not_it(till: Till):
    await ask(till)
    mine = till.lomi.called("charge_wave")
    other = Transaction(
        "other", "completed", Money(5000), provider="WAVE", metadata={"source": "api_direct_charge"}, created_at=None
    )
    till.lomi.add_transaction(other)

    await till.wait(15)

    assert (till.sale().state, len(mine)) == (State.OPEN, 1)


@pytest.mark.parametrize("lost", [timeout(), gateway(), own_500()], ids=["timeout", "502", "500"])
async def test_one_whose_answer_was_lost_is_found_by_its_reference_and_not_sent_again(till: Till, lost: LomiTrouble):
    till.lomi.answers("charge_wave", Lost(lost))

    await ask(till)
    assert till.sale().state is State.CREATING
    await till.wait(10)

    assert (till.sale().state, sent(till)) == (State.OPEN, 1)


async def test_one_that_cannot_be_told_apart_needs_a_person_and_is_never_sent_again(till: Till):
    till.lomi.answers("charge_wave", timeout())
    await ask(till)
    alike = Transaction("alike", "pending", Money(5000), provider="WAVE", metadata={"source": "api_direct_charge"})
    till.lomi.add_transaction(alike)

    await till.wait(30)
    assert till.stands() == (State.ATTENTION, "charge_not_found")
    with pytest.raises(TillRefusal):
        await till.engine.new_code(1)
    await till.crash()
    await till.restart()
    await till.engine.retry(1)
    await till.wait(30)

    assert (till.sale().state, sent(till)) == (State.ATTENTION, 1)


def ring_elsewhere(till: Till, count: int, *, minor: int = 900) -> list[str]:
    """Other tills of the key ask so many phones; the list names no description."""
    ids = [f"elsewhere-{number}" for number in range(count)]
    for one in ids:
        till.lomi.add_transaction(
            Transaction(one, "completed", Money(minor), metadata={"source": "api_direct_charge"}, created_at=NOON)
        )
    return ids


async def test_charges_of_others_are_read_once_and_leave_room_for_a_sale(till: Till):
    others = ring_elsewhere(till, 45)
    till.lomi.answers("charge_wave", timeout())

    await ask(till)
    await till.wait(30)
    assert till.stands() == (State.ATTENTION, "charge_not_found")
    assert len(till.lomi.called("transaction")) <= 30
    await till.wait(3_600)

    assert sorted(call.arguments[0] for call in till.lomi.called("transaction")) == sorted(others)


async def test_a_journal_that_cannot_be_read_for_a_moment_does_not_end_the_search(
    till: Till, monkeypatch: pytest.MonkeyPatch
):
    def locked(_sale_id: int) -> Sale:
        raise JournalBusy

    till.lomi.answers("charge_wave", timeout())
    await ask(till)
    await till.wait(30)
    with monkeypatch.context() as patch:
        patch.setattr(till.journal, "sale", locked)
        await till.wait(90)
    named = named_title("Café", till.sale().reference)
    arrived = Transaction(
        "arrived", "pending", Money(5000), description=named, metadata={"source": "api_direct_charge"}
    )
    till.lomi.add_transaction(arrived)

    await till.wait(120)

    assert (till.sale().state, transaction_id(till)) == (State.OPEN, "arrived")


@pytest.mark.parametrize("kind", [Kind.MTN, Kind.LINK])
async def test_a_disk_that_takes_the_try_only_the_second_time_delays_what_is_sent(
    till: Till, monkeypatch: pytest.MonkeyPatch, kind: Kind
):
    record, refusals = till.journal.record, [JournalFull()]

    def record_at_last(sale_id: int, events: Iterable[Event]) -> Sale:
        events = tuple(events)
        if refusals and isinstance(events[0], AttemptTried):
            raise refusals.pop()
        return record(sale_id, events)

    monkeypatch.setattr(till.journal, "record", record_at_last)
    await (ask(till, kind) if kind.is_phone else till.charge_link())
    assert (till.sale().state, sent(till)) == (State.CREATING, 0)

    await till.wait(10)

    assert till.sale().state is State.OPEN


@pytest.mark.parametrize("is_done", [True, False], ids=["made", "not made"])
async def test_one_in_flight_when_the_power_failed_is_looked_for_and_not_sent(till: Till, *, is_done: bool):
    till.lomi.answers("charge_mtn", Held(done=is_done))
    await ask(till, Kind.MTN)
    await till.crash()
    await till.restart()
    told = [one.reason.code for one in till.sale().history if isinstance(one, AttemptUnclear)]
    assert set(told) == {"charge_unclear"}
    await till.wait(30)

    assert (till.sale().state, sent(till)) == (State.OPEN if is_done else State.ATTENTION, 1)


@pytest.mark.parametrize("answer", [no_connection(), refused()], ids=["offline", "400"])
async def test_a_firm_no_asks_nobody(till: Till, answer: LomiTrouble):
    till.lomi.answers("charge_wave", answer)

    await ask(till)

    assert till.sale().state is State.FAILED


async def test_a_key_refused_twice_needs_a_person(till: Till):
    till.lomi.always(key_refused(), "charge_wave")

    await ask(till)
    await till.wait(11)

    assert till.sale().state is State.ATTENTION


async def test_a_key_refused_while_a_lost_one_is_looked_for_does_not_say_that_nothing_was_charged(till: Till):
    till.lomi.answers("charge_wave", Lost(timeout()))
    till.lomi.always(key_refused(), "transactions")

    await ask(till)
    await till.wait(30)

    assert till.stands() == (State.ATTENTION, "key_refused_in_use")


@pytest.mark.parametrize(("word", "state"), [("failed", State.FAILED), ("expired", State.EXPIRED)])
async def test_once_it_has_firmly_ended_it_can_be_asked_again_and_both_are_followed(
    till: Till, word: str, state: State
):
    sale_id = await ask(till)
    with pytest.raises(TillRefusal):
        await till.engine.new_code(sale_id)
    first = transaction_id(till)
    till.lomi.say_of_transaction(first, word)
    await till.engine.check_now(sale_id)
    assert till.sale().state is state

    await (till.engine.retry(sale_id) if state is State.FAILED else till.engine.new_code(sale_id))
    await settle()
    assert (till.sale().state, sent(till)) == (State.OPEN, 2)
    till.lomi.say_of_transaction(first, "completed")
    await till.wait(4)
    await till.engine.check_now(sale_id)

    assert till.sale().state is State.PAID
    assert Flag.SUPERSEDED in till.sale().flags


@pytest.mark.parametrize(
    ("was_sent", "words"), [(True, "other_identity_in_use"), (False, "phone_other_identity")], ids=["sent", "unsent"]
)
async def test_another_key_says_of_one_that_may_have_asked_that_it_may_be_paid(
    till: Till, *, was_sent: bool, words: str
):
    till.lomi.answers("charge_mtn", Held(done=False))
    till.journal.cut_before = "" if was_sent else "AttemptTried"
    await ask(till, Kind.MTN)
    await till.crash()
    till.lomi.identity = replace(till.lomi.identity, key_fingerprint="e" * 16)
    await till.open(sweeps=True)
    await till.wait(1)

    assert (till.stands(), sent(till)) == ((State.ATTENTION, words), int(was_sent))


async def test_a_page_that_may_not_be_shown_is_not(till: Till):
    till.lomi.answers("charge_wave", lambda made: replace(made, url="https://pay.wave.com.example/c/1"))

    await ask(till)

    assert (till.sale().state, till.sale().attempts[0].url) == (State.ATTENTION, None)


async def test_an_amount_that_is_not_ours_is_not_waited_for(till: Till):
    till.lomi.answers("charge_wave", lambda made: replace(made, amount=Money(500)))

    await ask(till)

    assert till.sale().state is State.ATTENTION


async def test_a_number_is_never_part_of_what_is_logged(till: Till, caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    till.lomi.answers("charge_wave", Lost(timeout()))
    await ask(till)
    await till.wait(10)
    assert PHONE[4:] not in caplog.text


@pytest.mark.parametrize("changes", [{"amount": Money(4500)}, {"url": "https://evil.example/"}], ids=["amount", "url"])
async def test_a_charge_that_is_not_what_was_asked_may_be_paid_on_the_phone_and_says_so(
    till: Till, changes: dict[str, Any]
):
    till.lomi.answers("charge_wave", lambda made: replace(made, **changes))
    await ask(till)
    sale = till.sale()
    assert sale.state is State.ATTENTION
    assert sale.reason is not None
    assert "they may have confirmed" in sale.reason.english().lower()
    assert "code" not in sale.reason.english()

    till.lomi.say_of_transaction(transaction_id(till), "completed")
    await till.wait(120)
    assert till.sale().state is State.PAID
