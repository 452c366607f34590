from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.engine.pages import TransactionPage
from lomi_pos.till.sale_lines import SalesQuery
from lomi_pos.till.states import State
from lomi_pos.till.words import Message
from lomi_pos.ui import theme, translation
from lomi_pos.ui.history.lines import line_of
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.pane import HistoryPane
from tests.ui import sales
from tests.ui.history.data import a_line, a_transaction


@pytest.fixture
def pane(qtbot, bridge, clock) -> HistoryPane:
    made = HistoryPane(bridge, clock)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    return made


def page(clock, *counts: int, is_last: bool = False, **how) -> TransactionPage:
    listed = tuple(a_transaction(clock, count, **how) for count in counts)
    return TransactionPage(listed, {}, is_last, clock.now(), given=frozenset(one.id for one in listed))


def asked(bridge, command: str) -> list[Any]:
    return [call[1] for call in bridge.calls if call[0] == command]


def notice(pane: HistoryPane) -> str:
    label = pane.findChild(QLabel, "historyNotice")
    assert label is not None
    return label.text() if label.isVisibleTo(pane) else ""


def test_it_opens_with_this_tills_last_seven_days(pane, bridge, clock):
    bridge.lines = [a_line(clock, 2), a_line(clock, 1)]
    pane.show()
    (query,) = asked(bridge, "fetch_sale_lines")
    assert query.from_at.astimezone().date() == (clock.now().astimezone() - timedelta(days=6)).date()
    assert [line.id for line in pane.sales.rows] == [2, 1]


def test_the_next_page_begins_where_the_last_ended(pane, bridge, clock):
    bridge.lines = [a_line(clock, number) for number in range(250, 0, -1)]
    pane.show()
    pane.lists.table.model().fetchMore(pane.lists.table.rootIndex())
    assert asked(bridge, "fetch_sale_lines")[-1].before_id == 151
    pane.lists.table.model().fetchMore(pane.lists.table.rootIndex())
    assert len(pane.sales.rows) == 250
    assert not pane.sales.canFetchMore(pane.lists.table.rootIndex())


def test_a_search_is_asked_of_the_journal_once_the_typing_stops(qtbot, pane, bridge):
    pane.show()
    qtbot.keyClicks(pane.filters.search, "A-041")
    qtbot.waitUntil(lambda: asked(bridge, "fetch_sale_lines")[-1].text == "A-041")
    assert [query.text for query in asked(bridge, "fetch_sale_lines")] == ["", "A-041"]


def test_several_statuses_can_be_chosen_at_once(qtbot, pane, bridge):
    pane.show()
    pane.filters.status.choose("paid", "expired")
    qtbot.waitUntil(lambda: set(asked(bridge, "fetch_sale_lines")[-1].states) == {State.PAID, State.EXPIRED})


def test_the_unresolved_chip_looks_at_all_dates(pane, bridge):
    pane.show()
    pane.filters.chips["unresolved"].click()
    assert asked(bridge, "fetch_sale_lines")[-1] == SalesQuery(only_unresolved=True)


def test_yesterday_is_one_whole_local_day(pane, bridge, clock):
    pane.show()
    pane.filters.chips["yesterday"].click()
    query = asked(bridge, "fetch_sale_lines")[-1]
    assert query.to_at - query.from_at == timedelta(days=1) - timedelta(microseconds=1)
    assert query.from_at < clock.now() - timedelta(hours=12)


def test_the_journal_is_asked_for_a_provider(qtbot, pane, bridge, clock):
    pane.show()
    pane.filters.provider.setCurrentIndex(pane.filters.provider.findData("MTN"))
    qtbot.waitUntil(lambda: asked(bridge, "fetch_sale_lines")[-1].provider == "MTN")


def test_a_day_in_the_search_is_a_day_and_no_word(qtbot, pane, bridge, clock):
    pane.show()
    pane.filters.search.setText("awa hier")
    qtbot.waitUntil(lambda: asked(bridge, "fetch_sale_lines")[-1].text == "awa")
    query = asked(bridge, "fetch_sale_lines")[-1]
    assert query.to_at - query.from_at == timedelta(days=1) - timedelta(microseconds=1)
    assert query.from_at.astimezone().date() == clock.now().astimezone().date() - timedelta(days=1)


def test_lomis_pages_are_told_apart_and_end_on_a_repeat(pane, bridge, clock):
    pages = {1: page(clock, *range(100)), 2: page(clock, *range(90, 150)), 3: page(clock, *range(90, 150))}
    bridge.on_transactions = lambda query: pages[query.page]
    pane.show()
    pane.show_source(Source.LOMI)
    model, root = pane.transactions, pane.lists.table.rootIndex()
    model.fetchMore(root)
    assert len(model.rows) == 150
    model.fetchMore(root)
    assert len(model.rows) == 150
    assert not model.canFetchMore(root)
    assert [query.page for query in asked(bridge, "fetch_transactions")][-3:] == [1, 2, 3]


def test_rows_that_lomi_should_not_have_sent_are_left_out(qtbot, pane, bridge, clock):
    bridge.on_transactions = lambda _: page(clock, 1, 60 * 24 * 9, is_last=True)
    pane.show()
    pane.show_source(Source.LOMI)
    assert [row.transaction.id[-1] for row in pane.transactions.rows] == ["1"]


def test_a_sale_of_ours_gets_its_number(pane, bridge, clock):
    bridge.sales = {41: sales.paid(41)}
    ours = a_transaction(clock, 1)
    bridge.on_transactions = lambda _: TransactionPage((ours,), {ours.id: 41}, is_last=True, asked_at=clock.now())
    pane.show()
    assert pane.transactions.rows[0] == Booked(ours, 41, "A-041")


def test_a_search_in_lomis_rows_finds_names_and_amounts(qtbot, pane, bridge, clock):
    found = (a_transaction(clock, 1, name="Kouassi Aya"), a_transaction(clock, 2))
    bridge.on_transactions = lambda _: TransactionPage(found, {}, is_last=True, asked_at=clock.now())
    pane.show()
    pane.show_source(Source.LOMI)
    pane.filters.search.setText("kouassi")
    qtbot.waitUntil(lambda: pane.lists.lomi_order.rowCount() == 1)
    pane.filters.search.setText("5 002")
    qtbot.waitUntil(lambda: pane.lists.lomi_order.index(0, 0).data().startswith("14:29"))


def test_an_answer_to_an_older_question_is_dropped(pane, bridge, clock):
    waiting = []
    bridge.fetch_sale_lines = lambda query, on_lines: waiting.append((query, on_lines))
    pane.show()
    pane.refresh()
    waiting[1][1]([a_line(clock, 2)])
    waiting[0][1]([a_line(clock, 1)])
    assert [line.id for line in pane.sales.rows] == [2]


def test_without_a_connection_it_shows_what_is_known_and_says_so(pane, bridge, clock):
    bridge.on_transactions = lambda _: page(clock, 1, is_last=True)
    pane.show()
    pane.show_source(Source.LOMI)
    bridge.on_transactions = lambda _: Message("no_connection")
    pane.refresh()
    assert notice(pane) == f"No connection: this is what lomi. said at {clock.now().astimezone():%H:%M}."
    assert len(pane.transactions.rows) == 1


def test_it_asks_again_when_the_line_is_back(pane, bridge):
    pane.show()
    bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, None))
    assert notice(pane) == "No connection: this is what the till knows."
    before = len(asked(bridge, "fetch_sale_lines"))
    bridge.connection_changed.emit(ConnectionChanged(Line.UP, None))
    assert (notice(pane), len(asked(bridge, "fetch_sale_lines"))) == ("", before + 1)


def test_news_of_a_sale_changes_its_row(pane, bridge):
    bridge.lines = [line_of(sales.waiting())]
    pane.show()
    bridge.sale_changed.emit(sales.paid(), ())
    assert pane.sales.rows[0].state is State.PAID


def test_a_row_opens_in_detail_and_escape_goes_back_step_by_step(qtbot, pane, bridge):
    bridge.lines, bridge.sales = [line_of(sales.waiting())], {41: sales.waiting()}
    pane.show()
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Return)
    assert pane.lists.table.chosen_row() == bridge.lines[0]
    assert pane.lists.table.selectionModel().selectedRows(), "a chosen row is seen to be chosen"
    pane.lists.table.activated.emit(pane.lists.table.currentIndex())
    assert pane.detail.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.detail.isVisible()
    with qtbot.waitSignal(pane.closed):
        qtbot.keyClick(pane, Qt.Key.Key_Escape)


def test_escape_clears_the_search_first_and_then_goes_back(qtbot, pane, bridge):
    bridge.lines, bridge.sales = [line_of(sales.waiting())], {41: sales.waiting()}
    pane.show()
    left: list[bool] = []
    pane.closed.connect(lambda: left.append(True))
    pane.filters.search.setText("awa")
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Escape)
    assert (pane.filters.search.text(), left) == ("", [])
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Escape)
    assert left == [True]


def test_escape_closes_a_detail_before_it_clears_the_search_that_led_there(qtbot, pane, bridge):
    bridge.lines, bridge.sales = [line_of(sales.waiting())], {41: sales.waiting()}
    pane.show()
    pane.filters.search.setText("awa")
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_Return)
    pane.lists.table.activated.emit(pane.lists.table.currentIndex())
    qtbot.keyClick(pane.lists.table, Qt.Key.Key_Escape)
    assert (pane.detail.isVisible(), pane.filters.search.text()) == (False, "awa")
    qtbot.keyClick(pane.lists.table, Qt.Key.Key_Escape)
    assert (pane.isVisible(), pane.filters.search.text()) == (True, "")


def test_nothing_between_the_dates_offers_all_dates(qtbot, pane, bridge):
    pane.show()
    pane.lists.all_dates_wanted.emit()
    assert asked(bridge, "fetch_sale_lines")[-1] == SalesQuery()


def test_what_is_typed_into_the_table_is_a_search(qtbot, pane, bridge, clock):
    bridge.lines = [a_line(clock, 1)]
    pane.show()
    qtbot.keyClicks(pane.lists.table, "12")
    assert pane.filters.search.text() == "12"


def test_f5_in_history_is_not_about_the_sale_behind_it(qtbot, pane, bridge):
    counted: list[int] = []
    QShortcut(QKeySequence("F5"), pane, lambda: counted.append(1))
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    before = len(asked(bridge, "fetch_sale_lines"))
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_F5)
    assert (len(asked(bridge, "fetch_sale_lines")), counted) == (before + 1, [])


@pytest.mark.parametrize("width", [900, 1024, 1366])
def test_no_word_of_the_lists_is_cut(dressed, pane, qapp, qtbot, width):
    translation.speak(qapp, "fr")
    pane.setFixedSize(width, 560)
    pane.show()
    names = {"historyTill", "historyLomi", "historySessions"}
    tabs = [one for one in pane.findChildren(QPushButton) if one.objectName() in names]
    assert len(tabs) == len(names)
    paddings = (
        2 * theme.SPACE_M - theme.SPACE_XS
    )  # as the style sheet has them, but for the frame of the one that is down
    qtbot.waitUntil(
        lambda: all(one.width() >= one.fontMetrics().horizontalAdvance(one.text()) + paddings for one in tabs),
        timeout=2_000,
    )
    translation.speak(qapp, "en")
