from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from lomi_pos.till.money import Money
from lomi_pos.till.states import State
from lomi_pos.ui.history.columns import Column
from lomi_pos.ui.history.models import Booked, SalesModel, SessionsModel, TransactionsModel
from lomi_pos.ui.lists.rows import SORT_ROLE, STANDING_ROLE
from tests.ui.history.data import a_line, a_transaction


@pytest.fixture
def sales(qapp, clock) -> SalesModel:
    return SalesModel(clock)


@pytest.fixture
def transactions(qapp, clock) -> TransactionsModel:
    return TransactionsModel(clock)


def text(model, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (SalesModel, "Time Number Amount Status Provider Clerk Note"),
        (TransactionsModel, "Time Sale Amount Status Provider Customer Description"),
        (SessionsModel, "Time Sale Amount Status Provider Customer Title"),
    ],
)
def test_each_list_says_what_its_columns_are(qapp, clock, kind, headings):
    model = kind(clock)
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in Column] == headings.split()


def test_sales_are_a_sound_model(qtmodeltester, sales, clock):
    sales.show([a_line(clock, number) for number in range(5, 0, -1)], has_more=True)
    qtmodeltester.check(sales)


def test_transactions_are_a_sound_model(qtmodeltester, transactions, clock):
    transactions.show([Booked(a_transaction(clock, number)) for number in range(5)])
    qtmodeltester.check(transactions)


def test_a_page_goes_under_the_last_and_the_end_is_the_end(sales, clock):
    sales.show([a_line(clock, 9)], has_more=True)
    asked = []
    sales.more_wanted.connect(lambda: asked.append(1))
    sales.fetchMore(sales.index(-1, -1))
    sales.fetchMore(sales.index(-1, -1))
    assert asked == [1]
    sales.append([a_line(clock, 8)], has_more=False)
    assert [line.id for line in sales.rows] == [9, 8]
    assert not sales.canFetchMore(sales.index(-1, -1))


def test_sorting_is_by_amounts_and_not_by_their_words(sales, clock):
    sales.show([a_line(clock, 1, minor=9_000), a_line(clock, 2, minor=12_500)])
    assert sales.index(1, Column.AMOUNT).data(SORT_ROLE) > sales.index(0, Column.AMOUNT).data(SORT_ROLE)


def test_a_payment_of_another_amount_is_never_green(sales, clock):
    sales.show([a_line(clock, 1, state=State.PAID, flags={"underpaid"}, received=Money(12_000))])
    standing = sales.index(0, Column.STATUS).data(STANDING_ROLE)
    assert (standing.tone, standing.shape) == ("amber", "warning")
    assert text(sales, 0, Column.AMOUNT) == "12,000 / 12,500\u00a0F\u202fCFA"


def test_yesterdays_sale_shows_its_date(sales, clock):
    sales.show([a_line(clock, 1, at=clock.now() - timedelta(days=1))])
    assert text(sales, 0, Column.TIME).startswith("20/11/2026 ")


def test_what_was_sold_elsewhere_says_so(transactions, clock):
    transactions.show(
        [
            Booked(a_transaction(clock, 1)),
            Booked(a_transaction(clock, 2, till="B")),
            Booked(a_transaction(clock, 3), sale_id=7),
        ]
    )
    assert [text(transactions, row, Column.NUMBER) for row in range(3)] == ["↗ elsewhere", "↗ till B", "this till"]
    transactions.name_sales({7: "A-007"})
    assert text(transactions, 2, Column.NUMBER) == "A-007"


def test_an_unknown_status_stands_for_itself_and_is_not_money(transactions, clock):
    transactions.show([Booked(a_transaction(clock, 1, status="processing"))])
    standing = transactions.index(0, Column.STATUS).data(STANDING_ROLE)
    assert (standing.words, standing.tone) == ("processing", "grey")
