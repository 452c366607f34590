"""On a small screen nothing of a sale is cut, in either language, in practice too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till.sale import Sale
from lomi_pos.till.settings import KeyState
from lomi_pos.ui import translation
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBook, FakeBridge, FakeClock, FakeKeys
from tests.ui import sales
from tests.ui.test_trainee_panel import RememberingTrainer

FRONT: dict[str, Sale | None] = {
    "empty": None,
    "waiting": sales.waiting(),
    "lost": sales.waiting(),
    "unclear": sales.unclear(),
    "last fifth": sales.waiting(at=sales.NOW - timedelta(minutes=13)),
    "two codes": sales.superseded(),
    "paid": sales.paid(),
    "underpaid": sales.paid(received=12_000),
    "paid twice": sales.paid_twice(),
    "paid late": sales.paid_late(),
    "expired": sales.expired(),
    "cancelled": sales.cancelled(),
    "attention": sales.attention(),
}
SIZES = [(800, 600), (1024, 720), (1366, 768)]


def cut(page: QWidget) -> list[str]:
    """What is smaller than it needs to be, or reaches over the edge of the window."""
    found = []
    window = page.window()
    for one in page.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QPushButton | QLabel):
            continue
        needed = one.minimumSizeHint() if isinstance(one, QLabel) else one.sizeHint()
        name = one.objectName() or one.text()
        is_elided = one.sizePolicy().horizontalPolicy() is one.sizePolicy().Policy.Ignored
        if isinstance(one, QLabel) and one.wordWrap():
            if one.heightForWidth(one.width()) > one.height():
                found.append(f"{name} needs a height of {one.heightForWidth(one.width())}, has {one.height()}")
        elif not is_elided and (needed.width() > one.width() or needed.height() > one.height()):
            found.append(f"{name} needs {needed.toTuple()}, has {one.size().toTuple()}")
        if one.mapTo(window, one.rect().bottomRight()).x() > window.width():
            found.append(f"{name} is beyond the edge")
    return found


@pytest.mark.parametrize("is_practice", [False, True], ids=["shop", "practice"])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=[f"{wide}x{high}" for wide, high in SIZES])
@pytest.mark.usefixtures("dressed")
def test_nothing_of_a_sale_is_cut(qtbot, qapp, size, language, is_practice):
    translation.speak(qapp, language)
    bridge = FakeBridge()
    window = MainWindow(
        bridge,
        FakeBook(),
        FakeKeys(KeyState("lomi_sk_test_...a1b2", "test", "keychain")),
        FakeClock(sales.NOW),
        is_practice=is_practice,
        trainer=RememberingTrainer() if is_practice else None,
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    bridge.identified.emit(sales.IDENTITY)
    told = {}
    for name, sale in FRONT.items():
        down = name == "lost"
        bridge.connection_changed.emit(ConnectionChanged(Line.DOWN if down else Line.UP, sales.NOW))
        if sale is None:
            window.counter.new_sale()
        else:
            bridge.sale_changed.emit(replace(sale, number="P-041") if is_practice else sale, ())
            window.counter.show_sale(sale.id)
        window.counter.tick()
        QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        told[name] = cut(window.counter)
    assert {name: found for name, found in told.items() if found} == {}
    assert window.size().toTuple() == size
