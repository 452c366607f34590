"""What is asked while sales wait: several at once, and at a clerk's wish."""

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from lomi_pos.engine.news import SaleChanged, SaleChecked
from lomi_pos.till.answered import Answered
from lomi_pos.till.budget import Use
from lomi_pos.till.errors import KeyRefused, NotChecked
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.money import Money
from lomi_pos.till.rows import Rows
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

from .script import Held
from .till import Till
from .troubles import busy, no_connection
from .turned_clock import settle

pytestmark = pytest.mark.anyio


# ---------------------------------------------------------------------- several at once
async def test_several_waiting_sales_share_one_list_call(till: Till):
    for _ in range(5):
        await till.charge()
    await till.wait(35)
    till.lomi.forget_calls()

    await till.wait(60)

    listed = till.lomi.called("sessions")
    assert 15 <= len(listed) <= 57
    assert min(later.at_s - call.at_s for call, later in itertools.pairwise(listed)) >= 1.05
    assert len(till.lomi.called("session")) <= 5


async def test_a_hit_in_the_list_is_confirmed_by_itself_before_anyone_is_told(till: Till):
    await till.charge()
    await till.charge()
    await till.wait(12)
    till.lomi.forget_calls()
    liar = till.lomi.session_ids[0]
    till.lomi.always(lambda rows: Rows([replace(till.lomi._sessions[liar], status="completed")]), "sessions")

    await till.wait(8)

    assert liar in {call.arguments[0] for call in till.lomi.called("session")}
    assert till.sale(1).state is State.OPEN


async def test_a_code_that_is_paid_is_not_confirmed_again_at_every_list(till: Till):
    sale_id = await till.charge()
    await till.engine.new_code(sale_id)
    for _ in range(2):
        await till.charge()
    till.lomi.pay(till.lomi.session_ids[1], is_booked=False)
    await till.wait(12)
    assert till.sale(sale_id).state is State.PAID
    till.lomi.forget_calls()

    await till.wait(60)

    assert len(till.lomi.called("sessions")) > 20
    asked = [call.arguments[0] for call in till.lomi.called("session")]
    assert asked.count(till.lomi.session_ids[0]) <= 2


async def test_a_look_under_way_is_not_begun_again(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    till.lomi.answers("session", Held())

    await till.wait(30)

    assert len(till.lomi.called("session")) == 1


async def test_a_waiting_sale_that_the_list_shows_is_paid_within_seconds(till: Till):
    for _ in range(3):
        await till.charge()
    await till.wait(32)
    till.lomi.pay(till.lomi.session_ids[0])

    await till.wait(3)

    assert till.sale(1).state is State.PAID


async def test_a_sale_that_the_list_forgets_is_still_looked_at_by_itself(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.always(lambda _rows: Rows(), "sessions")
    await till.wait(5)
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)

    await till.wait(481)

    assert till.sale(1).state is State.PAID


async def test_a_waiting_sale_older_than_the_first_page_is_found_on_the_next(till: Till):
    await till.charge()
    await till.charge()
    till.clock.leap(minutes=6)
    for count in range(150):
        await add_completed(till, count)
    till.lomi.pay(till.lomi.session_ids[0], is_booked=False)
    till.lomi.forget_calls()

    await till.wait(10)

    assert {call.arguments[1] for call in till.lomi.called("sessions")} == {1, 2}


async def test_a_list_that_repeats_a_page_is_read_no_further(till: Till):
    await till.charge()
    await till.charge()
    till.clock.leap(minutes=6)
    for count in range(150):
        await add_completed(till, count)
    newest = till.lomi.session_ids[-100:]
    till.lomi.always(lambda _: Rows([till.lomi._sessions[one] for one in newest], is_last=False), "sessions")
    till.lomi.forget_calls()

    await till.wait(2)

    assert {call.arguments[1] for call in till.lomi.called("sessions")} == {1, 2}


async def add_completed(till: Till, count: int) -> None:
    """Somebody else's completed session, made just now."""
    made_at = till.clock.now()
    till.lomi.add_session(CheckoutSession(f"other-{count}", "completed", Money(5000), created_at=made_at))


async def test_every_request_is_counted_those_repeated_at_once_too(till: Till):
    sale_id = await till.charge()
    await till.wait(60)
    till.lomi.requests_sent += 1
    await till.engine.check_now(sale_id)

    spent = till.engine._desk.ledger.spent
    assert sum(spent.today.values()) == till.lomi.requests_sent
    assert (spent.today[Use.CREATE], spent.today[Use.CHECK], spent.today[Use.REPEAT]) == (1, 1, 1)


async def test_a_429_halves_the_pace_once_it_is_over(till: Till):
    for _ in range(5):
        await till.charge()
    till.lomi.answers("sessions", busy(60))
    await till.wait(70)

    assert till.engine._desk.ledger.sharing.slowed == 2.0


async def test_the_customer_in_front_is_looked_for_among_the_transactions(till: Till):
    sale_ids = [await till.charge() for _ in range(3)]
    await till.wait(30)
    assert till.lomi.called("transactions") == []

    await till.engine.put_in_front(sale_ids[1])
    await till.wait(30)

    assert 2 <= len(till.lomi.called("transactions")) <= 6


async def test_a_look_is_told_though_it_tells_nothing_new(till: Till):
    sale_id = await till.charge()

    await till.wait(11)

    assert {told.sale_id for told in till.told(SaleChecked)} == {sale_id}
    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened"]


async def test_watching_writes_nothing_while_nothing_happens(till: Till):
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)

    await till.wait(300)

    assert till.events() == ["AttemptMade", "AttemptTried", "AttemptOpened", "CodeShown"]


async def test_a_code_that_opens_in_front_is_noted_as_shown(till: Till):
    held = Held()
    till.lomi.answers("create_session", held)
    sale_id = await till.charge()
    await till.engine.put_in_front(sale_id)
    assert "CodeShown" not in till.events()

    held.release()
    await settle()

    assert till.events().count("CodeShown") == 1


async def test_the_news_come_in_the_order_of_their_commits(till: Till):
    for _ in range(3):
        await till.charge()
    till.lomi.pay(till.lomi.session_ids[0])
    till.lomi.pay(till.lomi.session_ids[2])
    await till.wait(40)

    for sale_id in (1, 2, 3):
        told = [event for news in till.told(SaleChanged) if news.sale.id == sale_id for event in news.events]
        assert tuple(told) == till.sale(sale_id).history


async def test_a_list_has_only_those_sales_read_that_wait_or_that_it_shows(till: Till, monkeypatch: pytest.MonkeyPatch):
    given_up = [await till.charge() for _ in range(6)]
    for sale_id in given_up:
        await till.engine.cancel(sale_id)
    waiting = [await till.charge(), await till.charge()]
    till.lomi.pay(till.sale(given_up[3]).attempts[0].remote_id or "")
    read: set[int] = set()
    real = till.journal.sale

    def noted(sale_id: int) -> Sale:
        read.add(sale_id)
        return real(sale_id)

    monkeypatch.setattr(till.journal, "sale", noted)
    await till.wait(20)

    assert till.lomi.called("sessions")
    assert read == {*waiting, given_up[3]}


# ---------------------------------------------------------------------- check now
async def test_check_now_asks_at_once_and_at_most_once_in_three_seconds(till: Till):
    sale_id = await till.charge()
    await till.wait(0.5)
    till.lomi.forget_calls()

    for _ in range(10):
        await till.engine.check_now(sale_id)
    assert len(till.lomi.called("session")) == 1

    await till.wait(3)
    till.lomi.forget_calls()
    await till.engine.check_now(sale_id)
    assert len(till.lomi.called("session")) == 1


async def test_a_sale_that_cannot_be_checked_is_never_told_as_not_charged(till: Till):
    sale_id = await till.charge()
    till.lomi.always(no_connection())

    with pytest.raises(NotChecked, match=r"A-001 could not be checked.* may be paid already") as told:
        await till.engine.check_now(sale_id)
    assert "Nothing was charged" not in str(told.value)


async def test_a_paid_sale_whose_other_code_cannot_be_checked_stays_paid(till: Till):
    sale_id = await till.charge()
    await till.engine.new_code(sale_id)
    await till.wait(1)
    till.lomi.pay(till.lomi.session_ids[0])
    await till.wait(12)
    assert till.sale().is_paid_exactly
    till.lomi.always(no_connection())

    with pytest.raises(NotChecked, match=r"A-001 could not be checked again.* stays as it stood"):
        await till.engine.check_now(sale_id)


async def test_a_refused_key_says_that_open_sales_may_be_paid(till: Till):
    sale_id = await till.charge()
    till.lomi.always(KeyRefused(Answered(401)))

    with pytest.raises(NotChecked, match="they may already be paid"):
        await till.engine.check_now(sale_id)


async def test_two_looks_at_once_record_one_payment(till: Till):
    sale_id = await till.charge()
    till.lomi.pay()

    await asyncio.gather(*(till.engine._watching.look(sale_id) for _ in range(5)))
    await till.wait(12)

    assert till.events().count("PaymentReceived") == 1
    assert len(till.sale().payments) == 1


async def test_where_the_transactions_tell_a_short_answer_settles_the_only_sale_with_its_provider(till: Till):
    await till.engine.put_in_front(await till.charge())
    till.lomi.book()
    await till.wait(10)
    sale_id = await till.charge()
    begun_at = till.sale(sale_id).begun_at
    till.lomi.forget_calls()

    till.lomi.book(provider="ORANGE")
    await till.wait(30)

    assert till.sale(sale_id).payments[0].provider == "ORANGE"
    assert till.lomi.called("session") == till.lomi.called("sessions") == []
    (last,) = till.lomi.called("transactions")[-1].arguments
    assert begun_at - timedelta(hours=1) < last.from_at <= begun_at
