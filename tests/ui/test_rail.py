"""A long day beside the counter."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from lomi_pos.ui.rail import Rail
from lomi_pos.ui.sale_card import SaleCard
from tests.ui import sales

DAY = [sales.paid(number, at=sales.NOW - timedelta(seconds=60 * number)) for number in range(1, 36)]


@pytest.fixture
def rail(dressed, qtbot):
    made = Rail()
    qtbot.addWidget(made)
    made.resize(360, 640)
    made.show()
    made.show_sales(DAY, sales.NOW, just_paid=frozenset(), front=None)
    return made


def numbers(rail: Rail) -> list[int]:
    return [card.sale.id for card in sorted(rail.findChildren(SaleCard), key=lambda card: card.y())]


def test_a_long_day_has_cards_for_what_is_on_the_screen(rail, qtbot):
    bar = rail.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert 10 < len(numbers(rail)) < len(DAY)


def test_and_for_the_rest_as_someone_scrolls_there(rail, qtbot):
    bar = rail.findChild(QScrollArea).verticalScrollBar()

    def are_all_there() -> bool:
        bar.setValue(bar.maximum())
        return len(numbers(rail)) == len(DAY)

    qtbot.waitUntil(are_all_there)
    qtbot.waitUntil(lambda: numbers(rail) == [sale.id for sale in DAY])


def test_a_tall_window_has_more_of_them(rail):
    rail.resize(360, 2200)
    assert len(numbers(rail)) == len(DAY)


def test_nothing_is_said_of_the_day_before_the_journal_was_read(dressed, qtbot):
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show()
    assert not [one for one in rail.findChildren(QLabel) if one.property("role") == "quiet" and one.isVisible()]
    rail.journal_was_read()
    said = [one.text() for one in rail.findChildren(QLabel) if one.property("role") == "quiet" and one.isVisible()]
    assert said == ["No sale is waiting.", "Nothing yet today."]
