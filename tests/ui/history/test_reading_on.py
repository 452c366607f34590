"""Lists of lomi.'s in pages: where they end, and what an export makes of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.engine.pages import SessionPage, TransactionPage
from lomi_pos.till.lomi import CheckoutSession
from lomi_pos.till.money import Money
from lomi_pos.till.sessions import ListedSession, SessionQuery
from lomi_pos.till.words import Message
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.sheet import Kind
from tests.ui import sales
from tests.ui.history.data import a_transaction
from tests.ui.history.test_pane import asked, notice, page
from tests.ui.history.test_sheet import read_csv, read_xlsx

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def pane(qtbot, bridge, clock, tmp_path) -> HistoryPane:
    made = HistoryPane(bridge, clock)
    made.export._folder = tmp_path
    qtbot.addWidget(made)
    made.resize(1366, 700)
    return made


def listed(count: int, status: str = "open", **changes: Any) -> ListedSession:
    """One of lomi.'s; the higher ``count``, the older."""
    its_id = f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}"
    seen = CheckoutSession(
        its_id,
        status,
        Money(2_500 + count),
        title=f"Panier {count}",
        customer_name="Awa Koné",
        created_at=sales.NOW - timedelta(minutes=count),
        expires_at=sales.NOW + timedelta(minutes=30),
    )
    return ListedSession(seen, url=f"https://checkout.lomi.africa/checkout/{its_id}", **changes)


def sessions(*rows: ListedSession, given: int = 0, is_last: bool = False) -> SessionPage:
    """A page; ``given`` more rows came and were left out."""
    ids = {one.session.id for one in rows} | {f"left-out-{given}-{count}" for count in range(given)}
    return SessionPage(rows, is_last, sales.NOW, frozenset(ids))


def show(pane: HistoryPane, source: Source) -> None:
    pane.show()
    pane.show_source(source)


# ---------------------------------------------------------------------------- where a list ends
def test_pages_that_are_left_out_whole_end_no_list(pane, bridge):
    pages = {
        1: sessions(*(listed(n) for n in range(60)), given=40),
        2: sessions(given=100),
        3: sessions(given=99),
        4: sessions(listed(61), is_last=True),
    }
    bridge.on_sessions = lambda query: pages[query.page]
    show(pane, Source.SESSIONS)
    pane.sessions.fetchMore(pane.lists.table.rootIndex())
    assert len(pane.sessions.rows) == 61


def test_it_does_not_read_for_ever_what_nobody_can_see(pane, bridge):
    bridge.on_sessions = lambda query: sessions(given=100 + query.page)
    show(pane, Source.SESSIONS)
    asked_for = [query.page for query in asked(bridge, "fetch_sessions")]
    assert asked_for == sorted(set(asked_for))
    assert len(asked_for) <= 10


def test_a_repeated_page_ends_a_list_although_nothing_of_it_is_shown(pane, bridge):
    bridge.on_sessions = lambda _: sessions(given=100)
    show(pane, Source.SESSIONS)
    assert [query.page for query in asked(bridge, "fetch_sessions")] == [1, 2]


# ---------------------------------------------------------------------------- checkout sessions
def test_sessions_are_asked_for_when_they_are_wanted_and_say_whose_they_are(pane, bridge):
    bridge.on_sessions = lambda _: sessions(
        listed(1, sale_id=41, number="A-041", provider="WAVE"),
        listed(2, "completed"),
        listed(3, "expired"),
        is_last=True,
    )
    pane.show()
    assert asked(bridge, "fetch_sessions") == []
    pane.show_source(Source.SESSIONS)
    cells = [[pane.lists.order.index(row, column).data() for column in (1, 3, 4)] for row in range(3)]
    assert cells == [["A-041", "Can be paid", "Wave"], ["↗ elsewhere", "Paid", "–"], ["↗ elsewhere", "Expired", "–"]]
    assert not pane.filters.provider.isEnabled()


def test_lomi_is_asked_for_the_chosen_statuses_and_dates(qtbot, pane, bridge):
    show(pane, Source.SESSIONS)
    pane.filters.status.choose("open", "expired")
    qtbot.waitUntil(lambda: asked(bridge, "fetch_sessions")[-1].statuses == ("open", "expired"))
    assert asked(bridge, "fetch_sessions")[-1].from_at is not None
    pane.filters.chips["unresolved"].click()
    pane.filters.status.choose()
    qtbot.waitUntil(lambda: asked(bridge, "fetch_sessions")[-1] == SessionQuery(statuses=("open",), limit=100, page=1))


def test_a_search_finds_titles_and_amounts_of_what_came(qtbot, pane, bridge):
    bridge.on_sessions = lambda _: sessions(listed(1), listed(2), is_last=True)
    show(pane, Source.SESSIONS)
    pane.filters.search.setText("2502")
    qtbot.waitUntil(lambda: pane.lists.order.rowCount() == 1)
    pane.filters.search.setText("koné")
    qtbot.waitUntil(lambda: pane.lists.order.rowCount() == 2)


def test_an_open_session_shows_its_code_and_another_does_not(pane, bridge):
    show(pane, Source.SESSIONS)
    pane._on_row_chosen(listed(1))
    assert pane.detail.qr.isVisible()
    assert pane.detail.qr.url == listed(1).url
    assert not pane.detail.findChild(QPushButton, "showCode").isVisible()
    pane._on_row_chosen(listed(2, "completed", sale_id=41, number="A-041"))
    assert not pane.detail.qr.isVisible()


def test_our_own_open_one_leads_back_to_its_sale(qtbot, pane, bridge):
    show(pane, Source.SESSIONS)
    pane._on_row_chosen(listed(1, sale_id=41, number="A-041"))
    with qtbot.waitSignal(pane.show_sale_requested) as asked_for:
        pane.detail.findChild(QPushButton, "showCode").click()
    assert asked_for.args == [41]


def test_the_support_text_of_a_session_names_nobody(pane, bridge):
    show(pane, Source.SESSIONS)
    pane._on_row_chosen(listed(1))
    assert listed(1).session.id in pane.detail.support_text()
    assert "Awa" not in pane.detail.support_text()


def test_without_a_connection_the_sessions_stay_and_it_says_so(pane, bridge, clock):
    bridge.on_sessions = lambda _: sessions(listed(1), is_last=True)
    show(pane, Source.SESSIONS)
    bridge.on_sessions = lambda _: Message("no_connection")
    pane.refresh()
    assert notice(pane) == f"No connection: this is what lomi. said at {clock.now().astimezone():%H:%M}."
    assert len(pane.sessions.rows) == 1


def test_offline_from_the_start_it_says_that_they_come_later(pane, bridge):
    bridge.on_sessions = lambda _: Message("no_connection")
    show(pane, Source.SESSIONS)
    assert notice(pane) == "No connection: lomi.'s checkout sessions come when it is back."


# ---------------------------------------------------------------------------- the whole list in a file
def in_hundreds(clock, count: int) -> Callable[[Any], TransactionPage]:
    def answer(query: Any) -> TransactionPage:
        first = (query.page - 1) * 100
        return page(clock, *range(first, min(count, first + 100)), is_last=first + 100 >= count)

    return answer


def saved(qtbot, pane: HistoryPane, kind: Kind) -> object:
    with qtbot.waitSignal(pane.export.saved) as signal:
        pane._export_button.wanted.emit(kind)
        pane.export.finish()
    return signal.args[0]


def test_an_export_of_transactions_reads_them_to_the_end_in_their_turn(qtbot, pane, bridge, clock):
    bridge.on_transactions = in_hundreds(clock, 450)
    show(pane, Source.LOMI)
    rows = read_csv(saved(qtbot, pane, Kind.CSV))
    assert len(rows) == 451
    calls = [call for call in bridge.calls if call[0] == "fetch_transactions"]
    assert [call[1].page for call in calls[-4:]] == [2, 3, 4, 5]
    assert all(call[2] for call in calls[-4:])
    assert "450 rows are saved" in notice(pane)


def test_an_export_of_sessions_holds_the_whole_list_in_both_forms(qtbot, pane, bridge):
    pages = {1: [listed(n) for n in range(100)], 2: [listed(n, "expired") for n in range(100, 130)]}
    bridge.on_sessions = lambda query: sessions(*pages[query.page], is_last=query.page == 2)
    show(pane, Source.SESSIONS)
    assert len(read_csv(saved(qtbot, pane, Kind.CSV))) == 131
    pane.filters.search.setText("2501")
    pane.lists.keep_only("2501")
    rows = read_xlsx(saved(qtbot, pane, Kind.XLSX))
    assert len(rows) == 2


class Slow:
    """Holds each page back until it is let through."""

    def __init__(self, bridge: Any, answer: Callable[[Any], Any]) -> None:
        self.waiting: list[Callable[[], None]] = []
        self._answer = answer
        bridge.fetch_transactions = self._fetch

    def _fetch(self, query: Any, on_page: Any, on_error: Any, *, in_turn: bool = False) -> None:
        del in_turn

        def tell() -> None:
            answer = self._answer(query)
            (on_error if isinstance(answer, Message) else on_page)(answer)

        self.waiting.append(tell)

    def let_through(self) -> None:
        self.waiting.pop(0)()


@pytest.fixture
def slow(pane, bridge, clock) -> Slow:
    made = Slow(bridge, in_hundreds(clock, 450))
    show(pane, Source.LOMI)
    while made.waiting:
        made.let_through()
    return made


def test_it_says_how_far_it_is_and_can_be_stopped(pane, slow, tmp_path):
    stop, export = (pane.findChild(QPushButton, name) for name in ("historyExportStop", "historyExport"))
    assert (stop.isVisible(), export.isVisible()) == (False, True)
    pane._export_button.wanted.emit(Kind.CSV)
    assert "100 rows so far" in notice(pane)
    slow.let_through()
    assert "200 rows so far" in notice(pane)
    assert (stop.isVisible(), export.isVisible()) == (True, False)
    stop.click()
    slow.let_through()
    assert "Nothing was saved" in notice(pane)
    assert (len(pane.transactions.rows), slow.waiting, list(tmp_path.iterdir())) == (300, [], [])


def test_a_fault_in_the_middle_writes_nothing_and_is_gone_on_from(qtbot, pane, slow, tmp_path):
    pane._export_button.wanted.emit(Kind.CSV)
    slow.let_through()
    good = slow._answer
    slow._answer = lambda _: Message("no_connection")
    slow.let_through()
    assert "200 rows were read and nothing was saved" in notice(pane)
    assert list(tmp_path.iterdir()) == []
    slow._answer = good
    with qtbot.waitSignal(pane.export.saved) as signal:
        pane._export_button.wanted.emit(Kind.CSV)
        while slow.waiting:
            slow.let_through()
        pane.export.finish()
    assert signal.args[1] == 450


def test_another_filter_stops_the_export_and_the_same_question_does_not(pane, slow, tmp_path):
    pane._export_button.wanted.emit(Kind.CSV)
    pane.refresh()
    pane._on_connection_changed(ConnectionChanged(Line.DOWN, None))
    pane._on_connection_changed(ConnectionChanged(Line.UP, None))
    assert pane.exporting.is_reading
    pane.filters.chips["today"].click()
    assert not pane.exporting.is_reading
    while slow.waiting:
        slow.let_through()
    assert list(tmp_path.iterdir()) == []


def test_it_goes_on_while_the_clerk_sells(qtbot, pane, slow):
    pane._export_button.wanted.emit(Kind.CSV)
    pane.hide()
    with qtbot.waitSignal(pane.export.saved) as signal:
        while slow.waiting:
            slow.let_through()
        pane.export.finish()
    assert signal.args[1] == 450


def test_a_row_that_was_partly_given_back_is_exported_as_it_is_shown(qtbot, pane, bridge, clock):
    seen = a_transaction(clock, 1)
    bridge.on_transactions = lambda _: TransactionPage(
        (seen,), {}, is_last=True, asked_at=sales.NOW, given_back={seen.id: 100}, given=frozenset({seen.id})
    )
    show(pane, Source.LOMI)
    assert "Partly refunded" in read_csv(saved(qtbot, pane, Kind.CSV))[1]
    assert pane.findChild(QLabel, "historyNotice").text()
