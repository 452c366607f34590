from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import WATCHED_FOR
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, State

from .making import (
    NOON,
    SESSION_2,
    WHY,
    a_sale,
    after,
    any_course,
    any_event,
    opened,
    paid,
    sale_creating,
    sale_open,
    sale_with_two_codes,
    with_attempt,
)

TRIED = ev.AttemptTried(at=NOON, attempt=1)
UNCLEAR = ev.AttemptUnclear(at=NOON, attempt=1, fault="timeout", reason=WHY)
FAILED = ev.AttemptFailed(at=NOON, attempt=1, reason=WHY)
ATTENTION = ev.AttentionNeeded(at=NOON, attempt=1, reason=WHY)
EXPIRED = ev.AttemptExpired(at=after(15), attempt=1)
CANCELLED = ev.SaleCancelled(at=after(3), who="Awa")
ACKNOWLEDGED = ev.SaleAcknowledged(at=after(20), who="Awa")


# ---------------------------------------------------------------------------- the table of states, one case a row
@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], State.CREATING),
        ([TRIED], State.CREATING),
        ([TRIED, UNCLEAR], State.CREATING),
        ([TRIED, UNCLEAR, TRIED, UNCLEAR], State.CREATING),
        ([TRIED, opened()], State.OPEN),
        ([TRIED, UNCLEAR, TRIED, opened()], State.OPEN),
        ([TRIED, FAILED], State.FAILED),
        ([TRIED, FAILED, TRIED], State.CREATING),
        ([TRIED, ATTENTION], State.ATTENTION),
        ([TRIED, ATTENTION, TRIED, opened()], State.OPEN),
        ([TRIED, opened(), EXPIRED], State.EXPIRED),
        ([TRIED, opened(), CANCELLED], State.CANCELLED),
        ([TRIED, CANCELLED, opened()], State.CANCELLED),
        ([TRIED, opened(), EXPIRED, CANCELLED], State.CANCELLED),
        ([TRIED, opened(), paid()], State.PAID),
        ([TRIED, opened(), EXPIRED, paid()], State.PAID),
        ([TRIED, opened(), CANCELLED, paid()], State.PAID),
        ([TRIED, opened(), paid(4500)], State.PAID),
        ([TRIED, opened(), ev.StatusUnknown(at=NOON, attempt=1, word="processing")], State.OPEN),
        ([TRIED, opened(), ev.CodeShown(at=NOON, attempt=1)], State.OPEN),
        ([TRIED, opened(), ev.CustomerPaying(at=NOON, attempt=1, transaction_id="T")], State.OPEN),
        ([TRIED, opened(), ev.PaymentDeclined(at=NOON, attempt=1, transaction_id="T")], State.OPEN),
    ],
)
def test_the_state_follows_what_happened(events, state):
    assert sale_creating().after_all(tuple(events)).state is state


def test_a_sale_without_an_attempt_is_a_draft():
    assert a_sale().state is State.DRAFT


def test_an_unknown_word_is_shown_until_lomi_takes_it_back():
    puzzled = sale_open().after(ev.StatusUnknown(at=NOON, attempt=1, word="processing"))
    assert puzzled.attempts[-1].status_word == "processing"
    assert puzzled.after(ev.StatusUnknown(at=NOON, attempt=1, word="")).attempts[-1].status_word == ""


def test_a_kind_of_event_from_another_version_changes_nothing_but_the_history():
    event = ev.Event(at=NOON)
    moved = sale_open().after(event)
    assert moved.state is State.OPEN
    assert moved.history[-1] is event


# ---------------------------------------------------------------------------- attempts
def test_the_first_try_keeps_its_time():
    sale = sale_creating().after(TRIED).after(ev.AttemptTried(at=after(1), attempt=1))
    assert sale.attempts[-1].first_tried_at == NOON


def test_a_try_is_in_flight_until_its_answer_is_written_down():
    tried = sale_creating().after(TRIED)
    assert tried.attempts[-1].is_in_flight
    assert tried.attempts[-1].may_exist_at_lomi
    for answer in (UNCLEAR, FAILED, ATTENTION, opened()):
        assert not tried.after(answer).attempts[-1].is_in_flight


def test_what_was_never_sent_or_was_refused_does_not_exist_at_lomi():
    assert not sale_creating().attempts[-1].may_exist_at_lomi
    assert not sale_creating().after(TRIED).after(FAILED).attempts[-1].may_exist_at_lomi


def test_what_was_unclear_once_may_exist_even_when_refused_later():
    assert sale_creating().after_all((TRIED, UNCLEAR, TRIED, FAILED)).attempts[-1].may_exist_at_lomi


def test_the_open_code_is_in_front_even_when_a_newer_one_failed():
    sale = with_attempt(sale_open()).after(ev.AttemptFailed(at=NOON, attempt=2, reason=WHY))
    assert sale.state is State.OPEN
    assert sale.attempt == sale.attempts[0]


def test_the_newest_attempt_is_in_front_when_none_is_open():
    sale = with_attempt(sale_open().after(EXPIRED))
    assert sale.attempt == sale.attempts[1]


def test_a_new_code_takes_the_cancellation_back():
    sale = with_attempt(sale_open().after(CANCELLED))
    assert sale.state is State.CREATING
    assert sale.cancelled_at is None


def test_two_codes_that_may_both_be_paid_are_flagged():
    assert Flag.SUPERSEDED in sale_with_two_codes().flags
    assert Flag.SUPERSEDED not in sale_open().flags


def test_a_declined_try_is_told_until_the_customer_tries_again():
    declined = sale_open().after(ev.PaymentDeclined(at=NOON, attempt=1, transaction_id="T1"))
    assert declined.attempts[-1].was_declined
    again = declined.after(ev.CustomerPaying(at=NOON, attempt=1, transaction_id="T2"))
    assert again.attempts[-1].customer_is_paying
    assert not again.attempts[-1].was_declined


# ---------------------------------------------------------------------------- money
def test_settling_twice_keeps_the_first_time():
    sale = sale_open().after(paid(at=after(2))).after(paid(at=after(9)))
    assert sale.settled_at == after(2)
    assert sale.received == Money(5000)


def test_the_session_and_its_transaction_are_the_same_money():
    session_first = sale_open().after(paid()).after(paid(transaction_id="T1"))
    transaction_first = sale_open().after(paid(transaction_id="T1")).after(paid())
    for sale in (session_first, transaction_first):
        assert sale.received == Money(5000)
        assert sale.transaction_ids == {"T1"}
        assert sale.is_paid_exactly


def test_details_come_to_the_payment_they_belong_to():
    details = ev.PaymentDetailed(
        at=NOON, attempt=1, transaction_id="T1", provider="WAVE", fee=Money(50), net=Money(4950)
    )
    (payment,) = sale_open().after(paid()).after(details).payments
    assert (payment.transaction_id, payment.provider, payment.fee, payment.net) == (
        "T1",
        "WAVE",
        Money(50),
        Money(4950),
    )


def test_details_without_a_payment_are_no_money():
    sale = sale_open().after(ev.PaymentDetailed(at=NOON, attempt=1, transaction_id="T1"))
    assert sale.received is None
    assert sale.state is State.OPEN


@pytest.mark.parametrize(
    ("amounts", "flags"),
    [
        ([5000], set()),
        ([4500], {Flag.UNDERPAID}),
        ([5500], {Flag.OVERPAID}),
        ([5000, 5000], {Flag.TWICE}),
        ([2000, 2000], {Flag.TWICE, Flag.UNDERPAID}),
        ([2000, 3000], {Flag.TWICE}),
    ],
)
def test_money_that_is_not_what_was_asked_is_flagged_and_someone_must_look(amounts, flags):
    sale = sale_open()
    for n, amount in enumerate(amounts):
        sale = sale.after(paid(amount, transaction_id=f"T{n}"))
    assert sale.flags == flags
    assert sale.received == Money(sum(amounts))
    assert sale.needs_someone is bool(flags)
    assert sale.is_paid_exactly is not bool(flags)


@pytest.mark.parametrize("ending", [EXPIRED, CANCELLED])
def test_money_after_the_end_is_late(ending):
    sale = sale_open().after(ending).after(paid())
    assert sale.flags == {Flag.LATE}
    assert sale.needs_someone


def test_money_on_an_expired_code_after_the_new_one_failed_is_late():
    failed = with_attempt(sale_open().after(EXPIRED)).after(ev.AttemptFailed(at=NOON, attempt=2, reason=WHY))
    assert failed.state is State.FAILED
    assert Flag.LATE in failed.after(paid(attempt=1)).flags


def test_both_codes_paid_is_paid_twice():
    sale = sale_with_two_codes().after(paid(attempt=2)).after(paid(attempt=1))
    assert Flag.TWICE in sale.flags
    assert sale.received == Money(10_000)


def test_one_transaction_told_of_under_both_codes_is_paid_once():
    sale = sale_with_two_codes()
    sale = sale.after(paid(attempt=1, transaction_id="T1")).after(paid(attempt=2, transaction_id="T1"))
    assert Flag.TWICE not in sale.flags
    assert sale.received == Money(5000)


def test_practice_is_flagged():
    assert a_sale(is_practice=True).flags == {Flag.PRACTICE}


# ---------------------------------------------------------------------------- someone
def test_what_was_dealt_with_leaves_the_top_until_something_new_happens():
    sale = sale_open().after(paid(4500, transaction_id="T1")).after(ACKNOWLEDGED)
    assert not sale.needs_someone
    assert sale.after(paid(500, transaction_id="T2")).needs_someone


def test_an_attention_that_was_dealt_with_comes_back_with_a_new_one():
    sale = sale_creating().after(ATTENTION)
    assert sale.needs_someone
    assert not sale.after(ACKNOWLEDGED).needs_someone
    assert sale.after(ACKNOWLEDGED).after(ATTENTION).needs_someone


def test_the_reason_is_that_of_the_newest_attempt():
    assert sale_creating().after(TRIED).after(FAILED).reason == WHY
    assert sale_open().reason is None
    assert a_sale().reason is None


# ---------------------------------------------------------------------------- watching
def test_a_code_is_watched_for_seven_days_whatever_became_of_it():
    for sale in (sale_open(), sale_open().after(EXPIRED), sale_open().after(CANCELLED)):
        assert sale.still_watched(NOON + WATCHED_FOR - timedelta(seconds=1))
        assert not sale.still_watched(NOON + WATCHED_FOR)


def test_a_paid_sale_is_watched_only_for_its_other_code():
    assert not sale_open().after(paid()).still_watched(NOON)
    assert sale_with_two_codes().after(paid(attempt=2)).still_watched(NOON)


# ---------------------------------------------------------------------------- whatever happens
@given(any_course(), any_course())
def test_paid_is_sticky_under_anything_that_comes_later(before, later):
    sale = sale_with_two_codes().after_all(before).after(paid())
    moved = sale.after_all(later)
    assert moved.state is State.PAID
    assert moved.settled_at == sale.settled_at
    first, then = sale.payments[0], moved.payments[0]
    is_coupon_told = then.discount is not None and first.transaction_id is None
    assert then.amount <= first.amount if is_coupon_told else then.amount == first.amount
    assert len(moved.payments) >= len(sale.payments)
    assert moved.transaction_ids >= sale.transaction_ids


@given(any_course())
def test_paid_needs_money(events):
    sale = sale_with_two_codes().after_all(events)
    told = [event for event in events if isinstance(event, ev.PaymentReceived)]
    assert (sale.state is State.PAID) is bool(told)


@given(any_course())
def test_twice_needs_two_distinct_payments(events):
    sale = sale_with_two_codes().after_all(events)
    ids = [payment.transaction_id for payment in sale.payments if payment.transaction_id]
    assert len(ids) == len(set(ids))
    nameless = [payment.attempt for payment in sale.payments if payment.transaction_id is None]
    assert len(nameless) == len(set(nameless))
    assert (Flag.TWICE in sale.flags) is (len(sale.payments) > 1)


@given(any_course(), any_event())
def test_the_same_money_told_again_changes_no_sum(events, event):
    sale = sale_with_two_codes().after_all(events).after(event)
    assert sale.after(event).received == sale.received


@given(any_course())
def test_nothing_that_happened_is_lost_from_the_history(events):
    before = sale_with_two_codes()
    assert before.after_all(events).history == (*before.history, *events)


@given(any_course(), st.integers(0, 12))
def test_folding_at_once_or_with_a_pause_is_the_same(events, cut):
    sale = sale_with_two_codes()
    assert sale.after_all(events[:cut]).after_all(events[cut:]) == sale.after_all(events)


@given(st.permutations([paid(transaction_id="T1"), paid(attempt=2, transaction_id="T2"), paid(), EXPIRED]))
def test_the_order_in_which_payments_are_told_changes_no_sum(events):
    sale = sale_with_two_codes().after_all(tuple(events))
    assert sale.received == Money(10_000)
    assert sale.transaction_ids == {"T1", "T2"}
    assert Flag.TWICE in sale.flags


@given(any_course())
def test_plain_green_is_one_payment_in_full(events):
    sale = sale_with_two_codes().after_all(events)
    if sale.is_paid_exactly:
        assert len(sale.payments) == 1
        assert sale.received is not None
        assert sale.due <= sale.received <= sale.amount
        assert sale.received == sale.amount or sale.discount is not None


@given(any_course())
def test_no_more_went_back_than_came_in(events):
    sale = sale_with_two_codes().after_all(events)
    assert sale.refunded is None or (sale.received is not None and sale.refunded <= sale.received)
    assert not sale.is_paid_exactly or sale.refunded is None


@given(any_course())
def test_what_a_person_must_see_is_seen_until_someone_acts(events):
    sale: Sale = sale_with_two_codes().after_all(events)
    someone_acted = any(isinstance(event, ev.SaleAcknowledged | ev.CashGivenBack) for event in events)
    if sale.refunded is not None or someone_acted:
        return
    must_be_seen = sale.flags & {Flag.LATE, Flag.TWICE, Flag.UNDERPAID, Flag.OVERPAID}
    assert sale.needs_someone is (bool(must_be_seen) or sale.state is State.ATTENTION)


def test_the_second_code_has_its_own_address():
    assert sale_with_two_codes().attempts[-1].remote_id == SESSION_2
