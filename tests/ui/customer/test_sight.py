"""What the customer is shown, while the clerk goes about other sales."""

from dataclasses import replace

import pytest

from lomi_pos.ui.customer.sight import NOTHING, THANKS_S, CustomerSight, Sees
from tests.ui import sales


@pytest.fixture
def sight(clock) -> CustomerSight:
    return CustomerSight(clock)


def test_an_empty_till_shows_nothing(sight):
    sight.bring_to_front(None)
    assert sight.now == NOTHING


def test_a_code_in_front_is_shown(sight):
    sale = sales.waiting(41)
    sight.bring_to_front(sale)
    assert sight.now.sees is Sees.CODE
    assert sight.now.sale == sale


def test_a_sale_without_a_code_is_not_shown(sight):
    sight.bring_to_front(sales.creating(41))
    assert sight.now == NOTHING


def test_a_new_sale_takes_no_code_away_from_a_customer_who_scans_it(sight):
    sight.bring_to_front(sales.waiting(41))
    sight.bring_to_front(None)
    sight.bring_to_front(sales.creating(42))
    assert sight.now.sale.id == 41


def test_the_clerk_shows_another_code(sight):
    sight.bring_to_front(sales.waiting(41))
    sight.bring_to_front(sales.waiting(42))
    assert sight.now.sale.id == 42


def test_a_code_of_another_key_is_not_shown_and_comes_back_with_its_key(sight):
    sale = sales.waiting(41)
    sight.bring_to_front(sale)
    sight.identify(replace(sales.IDENTITY, environment="live"))
    assert sight.now == NOTHING
    sight.take_in(sale)
    assert sight.now == NOTHING

    sight.identify(sales.IDENTITY)
    sight.bring_to_front(sale)
    assert sight.now.sees is Sees.CODE


def test_a_payment_is_thanked_for_five_seconds(sight, clock):
    sight.bring_to_front(sales.waiting(41))
    sight.take_in(sales.paid(41))
    clock.advance(seconds=THANKS_S - 0.1)
    sight.tick()
    assert sight.now.sees is Sees.THANKS
    clock.advance(seconds=0.2)
    sight.tick()
    assert sight.now == NOTHING


def test_more_news_of_a_paid_sale_makes_the_thanks_no_longer(sight, clock):
    sight.bring_to_front(sales.waiting(41))
    sight.take_in(sales.paid(41))
    clock.advance(seconds=THANKS_S - 1)
    sight.take_in(sales.paid_twice(41))
    assert sight.now.sale == sales.paid_twice(41)
    clock.advance(seconds=1.5)
    sight.tick()
    assert sight.now == NOTHING


def test_after_the_thanks_comes_the_code_that_the_clerk_has_on_screen_by_then(sight, clock):
    first, second = sales.waiting(41), sales.waiting(42)
    sight.bring_to_front(first)
    sight.take_in(sales.paid(41))
    sight.bring_to_front(sales.creating(42))
    sight.take_in(second)
    assert sight.now.sees is Sees.THANKS
    clock.advance(seconds=THANKS_S)
    sight.tick()
    assert sight.now.sale == second


def test_another_sale_that_is_paid_meanwhile_is_nobodys_business(sight):
    sight.bring_to_front(sales.waiting(41))
    sight.take_in(sales.paid(40))
    assert sight.now.sale.id == 41
    assert sight.now.sees is Sees.CODE


@pytest.mark.parametrize("ended", [sales.expired(41), sales.cancelled(41), sales.attention(41)])
def test_a_code_that_ended_goes_away(sight, ended):
    sight.bring_to_front(sales.waiting(41))
    sight.take_in(ended)
    assert sight.now == NOTHING


def test_looking_at_a_sale_paid_long_ago_thanks_nobody(sight):
    sight.bring_to_front(sales.paid(40))
    sight.take_in(sales.paid(40))
    assert sight.now == NOTHING
