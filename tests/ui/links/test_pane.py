from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.engine.pages import LinkPage
from lomi_pos.till.links import KnownLink, LinkState
from lomi_pos.till.queries import LinkQuery
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.links.pane import LinksPane
from tests.fakes import FakeBook
from tests.ui import sales
from tests.ui.links.data import a_link, known, made, ours

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def pane(qtbot, bridge, clock, tmp_path) -> LinksPane:
    shown = LinksPane(bridge, FakeBook(), clock)
    shown.folder = tmp_path / "saved"
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    return shown


def page(*links: KnownLink, is_last: bool = False) -> LinkPage:
    return LinkPage(links, is_last=is_last, asked_at=sales.NOW, given=frozenset(one.key for one in links))


def titles(pane: LinksPane) -> list[str]:
    return [pane.order.index(row, 1).data() for row in range(pane.order.rowCount())]


def asked(bridge) -> list[LinkQuery]:
    return [call[1] for call in bridge.calls if call[0] == "fetch_links"]


def words(pane: LinksPane, name: str) -> str:
    found = pane.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisibleTo(pane) else ""


def test_what_the_till_knows_is_shown_before_lomi_answers(pane, bridge):
    bridge.known_links = [KnownLink(ours=ours()), known(1)]
    pane.show()
    assert titles(pane) == ["Thé à la menthe", "Panier de mangues"]
    assert words(pane, "linksUpdated") == ""


def test_lomi_s_list_joins_what_is_known_each_link_once(pane, bridge):
    bridge.known_links = [known(1, "Old title"), known(3, "Gone from this page")]
    bridge.on_links = lambda _: page(known(1, "New title"), known(2, "Another"))
    pane.show()
    assert titles(pane) == ["New title", "Another", "Gone from this page"]
    assert words(pane, "linksUpdated") == f"updated {sales.NOW.astimezone():%H:%M}"


def test_pages_are_asked_for_as_one_scrolls_until_one_repeats(pane, bridge):
    pages = {1: [known(n) for n in range(100)], 2: [known(n) for n in range(100, 150)]}
    bridge.on_links = lambda query: page(*pages.get(query.page, pages[2]))
    pane.show()
    root = pane.table.rootIndex()
    for _ in range(4):
        pane.table.model().fetchMore(root)
    assert [query.page for query in asked(bridge)] == [1, 2, 3]
    assert len(pane.model.rows) == 150


def test_the_filters_are_asked_of_lomi_and_kept_here_too(pane, bridge):
    bridge.known_links = [known(1), known(2, "Pagne", kind="product", amount=None), known(3, "Old", is_active=False)]
    pane.show()
    pane.filters.kind.setCurrentIndex(pane.filters.kind.findData("product"))
    assert asked(bridge)[-1].kind == "product"
    assert titles(pane) == ["Pagne"]
    pane.filters.kind.setCurrentIndex(0)
    pane.filters.active.setCurrentIndex(pane.filters.active.findData(False))
    assert asked(bridge)[-1].is_active is False
    assert titles(pane) == ["Old"]


def test_a_search_finds_titles_and_amounts_in_what_is_known(qtbot, pane, bridge):
    bridge.known_links = [known(1), known(2, "Cours de couture")]
    bridge.on_links = lambda _: page(is_last=True)
    pane.show()
    qtbot.keyClicks(pane.filters.search, "COUTURE")
    qtbot.waitUntil(lambda: titles(pane) == ["Cours de couture"])
    pane.filters.search.setText("2501")
    qtbot.waitUntil(lambda: titles(pane) == ["Panier de mangues"])
    pane.filters.search.setText("nothing like this")
    qtbot.waitUntil(lambda: words(pane, "linksEmpty").startswith("No payment link like this."))


def test_without_any_link_it_says_how_to_make_one(pane, bridge):
    bridge.on_links = lambda _: page(is_last=True)
    pane.show()
    assert words(pane, "linksEmpty").startswith("No payment link yet. Ctrl+N makes one")


def test_without_a_connection_it_shows_what_is_known_and_says_so(pane, bridge):
    bridge.known_links = [known(1)]
    bridge.on_links = lambda _: Message("no_connection")
    pane.show()
    assert titles(pane) == ["Panier de mangues"]
    assert words(pane, "linksNotice") == "No connection: these are the links that the till knows."
    bridge.on_links = lambda _: page(known(1), is_last=True)
    bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, None))
    bridge.connection_changed.emit(ConnectionChanged(Line.UP, None))
    assert words(pane, "linksNotice") == ""


def test_an_answer_to_an_older_question_is_dropped(pane, bridge):
    waiting: list[Any] = []
    bridge.fetch_links = lambda query, on_page, _on_error: waiting.append(on_page)
    pane.show()
    pane.refresh()
    waiting[1](page(known(2, "Second")))
    waiting[0](page(known(1, "First")))
    assert titles(pane) == ["Second"]


def test_enter_opens_a_link_and_escape_goes_back_step_by_step(qtbot, pane, bridge):
    bridge.known_links = [known(1)]
    pane.show()
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Return)
    pane.table.activated.emit(pane.table.currentIndex())
    assert pane.detail.isVisible()
    assert pane.detail.qr.url == a_link(1).url
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.detail.isVisible()
    with qtbot.waitSignal(pane.closed):
        qtbot.keyClick(pane, Qt.Key.Key_Escape)


def test_escape_clears_the_search_first_and_then_goes_back(qtbot, pane):
    pane.show()
    left: list[bool] = []
    pane.closed.connect(lambda: left.append(True))
    pane.filters.search.setText("awa")
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Escape)
    assert (pane.filters.search.text(), left) == ("", [])
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Escape)
    assert left == [True]


def test_escape_leaves_a_new_link_and_keeps_the_search_behind_it(qtbot, pane):
    pane.show()
    pane.filters.search.setText("awa")
    pane.show_form()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.filters.isVisible()
    assert pane.filters.search.text() == "awa"


def test_ctrl_c_copies_the_link_on_screen_and_not_the_sale_behind_it(qtbot, pane, bridge):
    counted: list[int] = []
    QShortcut(QKeySequence("Ctrl+C"), pane, lambda: counted.append(1))
    bridge.known_links = [known(1)]
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Return)
    pane.table.activated.emit(pane.table.currentIndex())
    qtbot.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (QGuiApplication.clipboard().text(), counted) == (a_link(1).url, [])


def test_a_link_of_ours_becomes_lomi_s_row_when_it_is_made(pane, bridge):
    pane.show()
    bridge.link_changed.emit(ours())
    pane.show_link(pane.model.rows[0])
    assert [row.key for row in pane.model.rows] == ["own 1"]
    bridge.link_changed.emit(made())
    assert [row.key for row in pane.model.rows] == [a_link(0).id]
    assert pane.detail.qr.url == a_link(0).url


def test_a_refused_link_leaves_the_list(pane, bridge):
    pane.show()
    bridge.link_changed.emit(ours())
    bridge.link_changed.emit(ours(LinkState.REFUSED))
    assert titles(pane) == []


def test_one_that_nobody_knows_of_says_so_shows_no_code_and_can_be_looked_for(pane, bridge):
    bridge.known_links = [KnownLink(ours=ours(LinkState.UNCLEAR, reason=Message("link_unclear")))]
    pane.show()
    pane.show_link(bridge.known_links[0])
    assert "never made twice" in words(pane, "linkReason")
    assert not pane.detail.qr.isVisible()
    assert not pane.findChild(QPushButton, "copyLink").isVisible()
    pane.findChild(QPushButton, "lookForLink").click()
    assert bridge.calls[-1] == ("look_for_link", 1)


def test_markup_from_the_server_stays_text(pane, bridge):
    bad = a_link(1, "<b>Bold</b><img src=x>", description="<a href='https://x'>here</a>")
    pane.show()
    pane.show_link(KnownLink(bad))
    shown = [label for label in pane.detail.findChildren(QLabel) if "<" in label.text()]
    assert shown
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in shown)


def test_another_key_begins_with_an_empty_list(pane, bridge):
    bridge.known_links = [known(1)]
    pane.show()
    bridge.known_links = []
    bridge.identified.emit(sales.IDENTITY)
    assert titles(pane) == []


def test_that_a_link_can_be_paid_more_than_once_is_read_whole_on_a_small_screen(pane, qapp, qtbot):
    translation.speak(qapp, "fr")
    pane.resize(1366, 730)
    pane.show()
    pane.show_link(known(1))
    advice = pane.detail.findChild(QLabel, "linkAdvice")
    qtbot.waitUntil(lambda: advice.isVisible() and advice.visibleRegion().boundingRect() == advice.rect())
    translation.speak(qapp, "en")


@pytest.mark.parametrize("height", [560, 700, 1000])
def test_the_whole_code_of_a_link_is_in_sight(pane, bridge, qtbot, height):
    bridge.known_links = [known(1)]
    pane.resize(1366, height)
    pane.show()
    pane.show_link(pane.model.rows[0])
    qr = pane.detail.qr
    qtbot.waitUntil(lambda: qr.isVisible() and qr.visibleRegion().boundingRect() == qr.rect())
