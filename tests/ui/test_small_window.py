"""On a small screen nothing of a sale is cut, in either language, in practice too."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.till.key_book import KeyState
from lomi_pos.till.links import KnownLink
from lomi_pos.till.lomi import PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.big_text import FittedLabel
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.links.pane import LinksPane
from lomi_pos.ui.notices import Notices
from lomi_pos.ui.settings.dialog import SettingsView
from lomi_pos.ui.waiting_view import WaitingView
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
WAITING = ("waiting", "lost", "unclear", "last fifth", "two codes")
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
        parent = one.parentWidget()
        if isinstance(one, QPushButton) and parent is not None and not parent.rect().contains(one.geometry()):
            found.append(f"{name} reaches out of its parent")
        if one.mapTo(window, one.rect().bottomRight()).x() > window.width():
            found.append(f"{name} is beyond the edge")
    return found + overlaps(page)


def overlaps(page: QWidget) -> list[str]:
    """Buttons of one parent that lie on another."""
    pressed = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    return [
        f"{one.objectName()} lies on {other.objectName()}"
        for at, one in enumerate(pressed)
        for other in pressed[:at]
        if one.parentWidget() is other.parentWidget() and one.geometry().intersects(other.geometry())
    ]


def cut_under_a_notice(window: MainWindow, bridge: FakeBridge) -> list[str]:
    bridge.trouble_told.emit(Message("journal_full"))
    for _ in range(3):
        QCoreApplication.processEvents()
    notices = window.findChild(Notices)
    assert notices is not None
    assert notices.isVisible()
    found = cut(window.counter)
    notices.hide()
    for _ in range(2):
        QCoreApplication.processEvents()
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
        if name in WAITING and not (is_practice and size == SIZES[0]):
            told[f"{name}, with a notice"] = cut_under_a_notice(window, bridge)
    assert {name: found for name, found in told.items() if found} == {}
    assert window.size().toTuple() == size


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", ["shop", "account", "overview", "counter", "printing", "system"])
@pytest.mark.usefixtures("dressed")
def test_no_page_of_the_settings_is_wider_than_the_smallest_window(qtbot, qapp, page, language):
    translation.speak(qapp, language)
    window = MainWindow(FakeBridge(), FakeBook(), FakeKeys(), FakeClock(sales.NOW))
    qtbot.addWidget(window)
    window.resize(*SIZES[0])
    window.show()
    window.show_settings()
    settings = window.findChild(SettingsView)
    assert settings is not None
    settings.show_page(page)
    for _ in range(3):
        QCoreApplication.processEvents()
    bars = [area.horizontalScrollBar() for area in settings.findChildren(QScrollArea) if area.isVisible()]
    assert [bar.maximum() for bar in bars] == [0] * len(bars)


def test_an_amount_on_the_rail_loses_no_figure(qtbot, qapp, dressed):
    amount = FittedLabel("heading", smallest_px=11)
    qtbot.addWidget(amount)
    amount.setText("99 999 999 F CFA")
    amount.resize(amount.sizeHint())
    whole = inked(amount)
    amount.resize(amount.width() * 2 // 3, amount.height())
    narrowed = inked(amount)

    assert amount.sizeHint().width() > amount.width()
    assert narrowed.left() > 0
    assert narrowed.height() < whole.height()


def inked(drawn: QWidget) -> QRect:
    """Where ``drawn`` is not the colour of its corner."""
    picture = drawn.grab().toImage()
    ground = picture.pixel(0, 0)
    at = [(x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) != ground]
    xs, ys = [x for x, _ in at], [y for _, y in at]
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_on_a_shop_laptop_every_button_keeps_its_words_in_practice(qtbot, qapp, dressed, language):
    translation.speak(qapp, language)
    bridge = FakeBridge()
    window = MainWindow(
        bridge, FakeBook(), FakeKeys(), FakeClock(sales.NOW), is_practice=True, trainer=RememberingTrainer()
    )
    qtbot.addWidget(window)
    window.resize(1366, 720)
    window.show()
    bridge.sale_changed.emit(sales.waiting(), ())
    window.counter.show_sale(41)
    for _ in range(3):
        QCoreApplication.processEvents()

    pressed = [one for one in window.counter.views.waiting_view.findChildren(QPushButton) if one.isVisible()]
    assert len(pressed) == 8
    assert all(one.text() for one in pressed)
    assert cut(window.counter) == []


def test_under_a_notice_the_story_of_a_sale_keeps_five_lines(shop):
    shop.window.show_history()
    history = shop.window.findChild(HistoryPane)
    history.detail.show_sale(sales.paid_twice())
    history.detail.show()
    shop.bridge.trouble_told.emit(Message("journal_full"))
    for _ in range(3):
        QCoreApplication.processEvents()
    labels = history.detail.findChildren(QLabel)
    heading = next(one for one in labels if one.text() == "What happened" and one.isVisible())
    area = next(one for one in history.detail.findChildren(QScrollArea) if one.isAncestorOf(heading))
    story_from = heading.mapTo(area.viewport(), heading.rect().bottomLeft()).y()
    assert area.viewport().height() - story_from >= 5 * heading.fontMetrics().lineSpacing()
    assert overlaps(history.detail) == []
    rows = {one.y() for one in history.detail.findChildren(QPushButton) if one.property("compact") and one.isVisible()}
    assert len(rows) == 2


def test_every_button_of_a_link_is_in_sight_and_page_down_scrolls(shop):
    shop.window.show_links()
    links = shop.window.findChild(LinksPane)
    link = PaymentLink("id", "https://checkout.lomi.africa/link/id", "instant", "Thé", amount=Money(1_500))
    links.show_link(KnownLink(link))
    for _ in range(3):
        QCoreApplication.processEvents()
    assert overlaps(links.detail) == []
    poster = links.detail.findChild(QPushButton, "printPoster")
    assert not poster.visibleRegion().isEmpty()
    assert poster.visibleRegion().boundingRect() == poster.rect()
    bar = links.detail.findChild(QScrollArea).verticalScrollBar()
    QTest.keyClick(links, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(links, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_history_begins_clean_when_it_is_opened_from_the_counter(shop):
    shop.window.show_history()
    search = shop.window.findChild(HistoryPane).filters.search
    search.setText("A-041")
    shop.window.show_history()
    assert search.text() == "A-041"
    shop.window.show_counter()
    shop.window.show_history()
    assert search.text() == ""


def pictured(view: WaitingView) -> list[str]:
    """The buttons that have their icon."""
    return [one.objectName() for one in view.findChildren(QPushButton) if one.isVisible() and not one.icon().isNull()]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 700)], ids=str)
def test_under_a_notice_buttons_keep_their_icons_while_there_is_room(qapp, shop, language, size):
    translation.speak(qapp, language)
    shop.window.resize(*size)
    shop.show(sales.unclear())
    shop.bridge.trouble_told.emit(Message("journal_full"))
    for _ in range(3):
        QCoreApplication.processEvents()

    view = shop.counter.views.waiting_view
    assert len(pictured(view)) == 7
    assert cut(shop.counter) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_gave_way_comes_back_with_the_room(qapp, shop, language):
    translation.speak(qapp, language)
    shop.show(sales.waiting())
    view = shop.counter.views.waiting_view
    before = pictured(view)
    for size in [(800, 600), (1366, 768)]:
        shop.window.resize(*size)
        for _ in range(3):
            QCoreApplication.processEvents()
        assert cut(shop.counter) == []
        assert (pictured(view) == before) == (size == (1366, 768))


def test_a_new_code_says_beside_it_that_the_first_can_still_be_paid(shop):
    shop.show(sales.waiting(at=sales.NOW - timedelta(minutes=13)))
    shop.counter.tick()
    shop.bridge.trouble_told.emit(Message("journal_full"))
    for _ in range(3):
        QCoreApplication.processEvents()
    assert shop.shows("newCode")
    assert shop.counter.views.waiting_view.buttons.warning.isVisible()
    assert cut(shop.counter) == []
