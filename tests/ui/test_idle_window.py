"""A till that sells nothing draws nothing: its processor time is other programs', and a laptop's battery."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.ui.sale_card import SaleCard
from tests.ui import sales
from tests.ui.conftest import Shop


class Painted(QObject):
    """The names of the widgets that were painted since it was last emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  the name is Qt's
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.names.append(watched.objectName())
        return False

    def in_a_tick(self, shop: Shop, *, after_s: float) -> list[str]:
        QApplication.processEvents()
        self.names.clear()
        shop.clock.advance(seconds=after_s)
        shop.counter.tick()
        QApplication.processEvents()
        return self.names


@pytest.fixture
def painted(qapp: QApplication) -> Iterator[Painted]:
    """The blinking of the cursor is not the tick's."""
    flash_ms = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    watching = Painted()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)
    qapp.setCursorFlashTime(flash_ms)


def test_a_tick_in_which_nothing_changes_paints_nothing(shop, painted):
    for number in range(1, 5):
        shop.tell(sales.paid(number), sales.payment())
    shop.bridge.connection_changed.emit(ConnectionChanged(Line.UP, sales.NOW - timedelta(seconds=20)))
    shop.counter.tick()
    assert painted.in_a_tick(shop, after_s=0.5) == []
    assert painted.in_a_tick(shop, after_s=5) == []
    assert "connection" in painted.in_a_tick(shop, after_s=5)
    assert shop.find("connection").text() == "Connected, 30 s ago"


def test_the_age_of_a_sale_that_waits_goes_on(shop, painted):
    shop.tell(sales.waiting())
    shop.counter.tick()
    assert painted.in_a_tick(shop, after_s=1) != []


def test_a_finished_sale_gets_its_date_at_midnight(dressed, qtbot):
    card = SaleCard(sales.paid(), sales.NOW)
    qtbot.addWidget(card)
    time_alone = written_on(card)[-1]
    card.tick(sales.NOW + timedelta(hours=1))
    assert written_on(card)[-1] == time_alone
    card.tick(sales.NOW + timedelta(days=1))
    assert written_on(card)[-1].endswith(time_alone)
    assert written_on(card)[-1] != time_alone


def written_on(card: SaleCard) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel)]
