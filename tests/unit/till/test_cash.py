"""Money handed back in cash: what it changes of a sale, and what it never does."""

from dataclasses import replace

import pytest
from hypothesis import given

from lomi_pos.till import events as ev
from lomi_pos.till.cash import too_much_of
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import Flag, Progress

from .making import NOON, after, any_course, paid, sale_creating, sale_open, sale_with_two_codes

TWICE = sale_open().after(paid(transaction_id="T1")).after(paid(transaction_id="T2"))
OVER = sale_open().after(paid(5500, transaction_id="T1"))
LATE = sale_open().after(ev.AttemptExpired(at=NOON, attempt=1)).after(paid(transaction_id="T1"))


def cash(minor: int, note: int = 1) -> ev.CashGivenBack:
    return ev.CashGivenBack(at=after(5), who="Awa", note=note, amount=Money(minor), till="A")


@pytest.mark.parametrize(
    ("sale", "minor", "needs_someone"),
    [(TWICE, 5000, False), (TWICE, 10_000, False), (TWICE, 4000, True), (OVER, 500, False), (LATE, 5000, False)],
    ids=["one of two", "both", "a part", "what was too much", "what came late"],
)
def test_nobody_is_called_once_the_shop_is_even(sale: Sale, minor: int, needs_someone: bool):
    assert sale.needs_someone
    given_back = sale.after(cash(minor))
    assert given_back.needs_someone is needs_someone
    assert not given_back.is_paid_exactly, "a sale of which money went back is never plain green"


def test_cash_is_no_refund_of_lomis():
    sale = TWICE.after(cash(5000))
    assert sale.flags == {Flag.TWICE, Flag.CASH_BACK}
    assert (sale.refunded, sale.received, sale.kept) == (None, Money(10_000), Money(5000))


def test_cash_and_a_refund_together_make_it_even():
    asked = ev.RefundAsked(at=NOON, refund=1, amount=Money(3000), transaction_id="T2")
    done = ev.RefundDone(at=NOON, refund=1, amount=Money(3000), word="completed")
    sale = TWICE.after(cash(2000)).after(asked).after(done)
    assert not sale.needs_someone
    assert sale.kept == Money(5000)


def test_what_is_too_much_shrinks_as_it_goes_back():
    assert too_much_of(TWICE) == Money(5000)
    assert too_much_of(TWICE.after(cash(4000))) == Money(1000)
    assert too_much_of(TWICE.after(cash(5000))) is None
    assert too_much_of(sale_open()) is None


def test_more_money_after_that_calls_someone_again():
    assert TWICE.after(cash(5000)).after(paid(transaction_id="T3")).needs_someone


def test_only_what_a_person_called_dealt_with_can_be_taken_up_again():
    dealt_with = TWICE.after(ev.SaleAcknowledged(at=after(1)))
    assert dealt_with.can_be_taken_up_again
    again = dealt_with.after(ev.SaleTakenUpAgain(at=after(2)))
    assert again.needs_someone
    assert not again.can_be_taken_up_again
    assert not TWICE.can_be_taken_up_again
    assert not TWICE.after(cash(5000)).can_be_taken_up_again, "it is even: there is nothing to take up"


@given(any_course())
def test_what_the_shop_has_is_never_below_zero_and_never_above_what_came(course):
    sale = sale_with_two_codes().after_all(course)
    assert (sale.kept is None) is (sale.received is None)
    assert sale.kept is None or sale.received is None or Money(0) <= sale.kept <= sale.received
    if sale.can_be_taken_up_again:
        assert sale.after(ev.SaleTakenUpAgain(at=NOON)).needs_someone


def test_what_is_known_of_a_sale_that_waits():
    waiting = sale_open()
    paying = waiting.after(ev.CustomerPaying(at=NOON, attempt=1, transaction_id="T1"))
    declined = paying.after(ev.PaymentDeclined(at=NOON, attempt=1, transaction_id="T1"))
    assert waiting.progress is Progress.NONE
    assert paying.progress is Progress.PAYING
    assert declined.progress is Progress.DECLINED
    assert paying.after(paid()).progress is Progress.NONE
    creating = sale_creating()
    assert creating.progress is Progress.NONE
    assert replace(creating, attempts=(replace(creating.attempts[0], unclear_tries=1),)).progress is (
        Progress.UNCONFIRMED
    )
