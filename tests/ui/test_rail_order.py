from datetime import timedelta

import pytest

from lomi_pos.till import events as ev
from lomi_pos.till.sale import Sale
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.status import standing_of
from lomi_pos.ui.lists.standing import Standing
from lomi_pos.ui.rail_order import rail_order, tone_of
from lomi_pos.ui.sale_card import SaleCard
from tests.ui import sales


def test_those_that_need_someone_stand_on_top_and_the_oldest_waits_first():
    old = sales.waiting(1, at=sales.NOW - timedelta(minutes=5))
    new = sales.waiting(2)
    twice = sales.paid_twice(3)
    order = rail_order([new, sales.paid(4), twice, old], sales.NOW)
    assert [sale.id for sale in order.open_sales] == [3, 1, 2]
    assert [sale.id for sale in order.finished] == [4]


def test_one_just_paid_stands_above_all_for_a_while():
    order = rail_order([sales.waiting(1), sales.paid_twice(2), sales.paid(3)], sales.NOW, frozenset({3}))
    assert [sale.id for sale in order.open_sales] == [3, 2, 1]


def test_yesterdays_finished_sales_are_not_todays():
    order = rail_order([sales.paid(1, at=sales.NOW - timedelta(days=1))], sales.NOW)
    assert not order.finished


def test_only_an_exact_payment_is_green():
    assert tone_of(sales.paid()) == "green"
    for sale in (sales.paid_late(), sales.paid_twice(), sales.paid(received=12_000), sales.waiting(), sales.expired()):
        assert tone_of(sale) != "green"


PAYING = sales.waiting().after(ev.CustomerPaying(at=sales.NOW, attempt=1, transaction_id="tx-1"))
DECLINED = PAYING.after(ev.PaymentDeclined(at=sales.NOW, attempt=1, transaction_id="tx-1"))


@pytest.mark.parametrize(
    ("sale", "standing"),
    [
        (sales.waiting(), Standing("Waiting", "clock", "accent")),
        (PAYING, Standing("Customer paying", "paying", "accent")),
        (DECLINED, Standing("Refused once", "clock", "amber")),
        (sales.unclear(), Standing("Not confirmed yet", "making", "amber")),
        (sales.creating(), Standing("Creating", "making", "accent")),
        (PAYING.after(sales.payment()), Standing("Paid", "paid", "green")),
    ],
)
def test_what_is_known_of_a_sale_is_said_alike_on_its_card_in_lists_and_in_its_detail(
    dressed, qtbot, sale: Sale, standing: Standing
):
    card = SaleCard(sale, sales.NOW)
    qtbot.addWidget(card)
    assert card.accessibleName().endswith(standing.words)
    assert standing_of(line_of(sale)) == standing_of(sale) == standing
