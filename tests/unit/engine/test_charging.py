"""From Charge to a code on screen, or to the reason why there is none (the table of states, upper half)."""

import json

import pytest

from lomi_pos.engine.news import SaleChanged, Trouble
from lomi_pos.till.errors import JournalFull, JournalReadOnly, TillRefusal
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order
from lomi_pos.till.products import Price
from lomi_pos.till.states import State

from .cut_journal import journalled_attempts
from .script import Held
from .till import Till
from .troubles import missing, no_connection, refused, timeout
from .turned_clock import settle

pytestmark = pytest.mark.anyio


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

    assert [(key, body) for key, body, _ in seen] == till.sent()
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


async def test_a_sale_is_never_carried_twice_at_once(till: Till):
    held = Held()
    till.lomi.answers("create_session", held)
    sale_id = await till.charge()

    for _ in range(20):
        await till.engine.retry(sale_id)
    sweeping = till.engine.sweep()
    await sweeping
    assert len(till.sent()) == 1

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


async def test_a_404_for_a_creation_is_a_firm_no(till: Till):
    till.lomi.answers("create_session", missing())

    await till.charge()

    assert till.sale().state is State.FAILED


async def test_retry_after_a_firm_no_makes_a_new_attempt_with_a_new_key(till: Till):
    till.lomi.answers("create_session", refused())
    sale_id = await till.charge()

    await till.engine.retry(sale_id)
    await settle()

    sale = till.sale()
    assert (sale.state, len(sale.attempts)) == (State.OPEN, 2)
    first, second = till.sent()
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
    assert len(set(till.sent())) == 1
    assert "session" not in [call.name for call in till.lomi.calls[:2]]


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
    assert till.sent() == []


async def test_a_full_disk_lets_nothing_be_sent(till: Till):
    till.journal.fill_the_disk()

    with pytest.raises(JournalFull):
        await till.engine.charge(Order(Money(5000), note="x" * 100_000))

    await till.wait(30)
    assert till.sent() == []
    assert till.told(SaleChanged) == []


async def test_a_journal_that_cannot_be_written_lets_nothing_be_sent(till: Till):
    till.journal.refuse_to_write()

    with pytest.raises(JournalReadOnly):
        await till.engine.charge(Order(Money(5000)))

    await till.wait(30)
    assert till.sent() == []


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
    assert len(set(till.sent())) == 1


# ---------------------------------------------------------------------- a new code
async def test_a_new_code_is_a_new_attempt_and_both_are_watched(till: Till):
    sale_id = await till.charge()

    await till.engine.new_code(sale_id)
    await settle()

    sale = till.sale()
    assert (sale.state, len(sale.attempts), sorted(sale.flags)) == (State.OPEN, 2, ["superseded"])
    assert len({key for key, _ in till.sent()}) == 2


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


# ---------------------------------------------------------------------- providers
async def test_the_connected_providers_are_offered_when_the_shop_has_chosen_none(till: Till):
    await till.engine.check_account()
    await till.charge()
    assert json.loads(till.sent()[0][1])["providers"] == ["WAVE"]


async def test_the_providers_of_the_order_come_first(till: Till):
    await till.engine.check_account()
    await till.charge(providers=("MTN", "ORANGE"))
    assert json.loads(till.sent()[0][1])["providers"] == ["MTN", "ORANGE"]
