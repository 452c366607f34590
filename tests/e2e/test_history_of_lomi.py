"""lomi.'s own lists in the window, over sockets: what is left out ends no list, and a repeated page does."""

import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lomi_pos.sandbox.records import Link, Session
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.ui.history.lists import Source
from lomi_pos.ui.history.pane import HistoryPane
from lomi_pos.ui.history.sheet import Kind
from lomi_pos.ui.links.pane import LinksPane
from tests.e2e.counter import Counter
from tests.ui.history.test_sheet import read_csv

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def put_sessions(server: SandboxServer, *, statuses: list[str], environments: list[str] | None = None) -> None:
    """Sessions made elsewhere, the first the oldest."""
    lomi = server.lomi
    for count, (status, environment) in enumerate(zip(statuses, environments or ["test"] * len(statuses), strict=True)):
        at = lomi.now - timedelta(seconds=len(statuses) - count)
        lomi.keep_session(
            Session(
                id=str(uuid.UUID(int=count + 1, version=4)),
                amount=500 + count,
                currency_code="XOF",
                created_at=at,
                updated_at=at,
                expires_at=at + timedelta(hours=1),
                status=status,  # type: ignore[arg-type]
                title=f"Panier {count}",
                environment=environment,  # type: ignore[arg-type]
            )
        )


def put_links(server: SandboxServer, *, environments: list[str]) -> None:
    lomi = server.lomi
    for count, environment in enumerate(environments):
        at = lomi.now - timedelta(minutes=len(environments) - count)
        link = Link(
            id=str(uuid.UUID(int=count + 1, version=4)),
            link_type="instant",
            title=f"Panier {count}",
            amount=500 + count,
            currency_code="XOF",
            created_at=at,
            updated_at=at,
            environment=environment,  # type: ignore[arg-type]
        )
        lomi.links[link.id] = link


def history(counter: Counter, source: Source) -> HistoryPane:
    counter.wait_until(lambda: counter.focused_name() == "amount")
    counter.press(Qt.Key.Key_F3)
    pane = counter.window.findChild(HistoryPane)
    assert pane is not None
    pane.show_source(source)
    return pane


def pages_asked(server: SandboxServer, path: str) -> int:
    return [(one.method, one.path) for one in server.requests].count(("GET", path))


def test_a_page_of_which_nothing_is_wanted_ends_no_list_of_sessions(folder: Path, server: SandboxServer):
    put_sessions(server, statuses=["completed"] * 30 + ["open"] * 200 + ["expired"] * 20)
    with Counter(folder, server) as counter:
        pane = history(counter, Source.SESSIONS)
        pane.filters.status.choose("completed", "expired")
        counter.wait_until(lambda: len(pane.sessions.rows) == 50)
    assert {row.status for row in pane.sessions.rows} == {"completed", "expired"}


OTHERS_IN_THE_MIDDLE = ["test"] * 30 + ["live"] * 200 + ["test"] * 20


def test_pages_of_sessions_of_the_other_environment_end_no_list(folder: Path):
    """Where the list says whose environment it is: the running server does not."""
    with SandboxServer(dialect="documented") as server:
        put_sessions(server, statuses=["open"] * 250, environments=OTHERS_IN_THE_MIDDLE)
        with Counter(folder, server) as counter:
            pane = history(counter, Source.SESSIONS)
            counter.wait_until(lambda: len(pane.sessions.rows) == 50)


def test_pages_of_links_of_the_other_environment_end_no_list(folder: Path):
    """Here it is the running server that says it."""
    with SandboxServer(dialect="live") as server, Counter(folder, server) as counter:
        put_links(server, environments=OTHERS_IN_THE_MIDDLE)
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.press(Qt.Key.Key_F4)
        pane = counter.window.findChild(LinksPane)
        assert pane is not None
        counter.wait_until(lambda: len(pane.model.rows) == 50)


@pytest.mark.parametrize("path", ["/checkout-sessions", "/transactions"])
def test_a_server_that_ignores_the_page_is_not_asked_for_ever(folder: Path, server: SandboxServer, path: str):
    put_sessions(server, statuses=["open"] * 120)
    with Counter(folder, server) as counter:
        for session in list(server.lomi.sessions.values()):
            server.pay(session.id)
        asked = {"limit": "100", "pageSize": "100", "page": "1", "offset": "0"}
        first = httpx.get(f"{server.url}{path}", params=asked, headers={"X-API-Key": server.key}).json()
        server.faults.add("status", method="GET", path_prefix=path, times=None, status=200, body=first)
        before = pages_asked(server, path)
        pane = history(counter, Source.SESSIONS if path == "/checkout-sessions" else Source.LOMI)
        pane._export_button.wanted.emit(Kind.CSV)  # which reads to the end
        counter.wait_until(lambda: not pane.exporting.is_reading)
        assert pages_asked(server, path) - before <= 4
        model = pane.sessions if path == "/checkout-sessions" else pane.transactions
        assert len(model.rows) == 100


def test_the_whole_list_is_exported_and_not_only_what_was_scrolled_to(
    folder: Path, server: SandboxServer, tmp_path: Path
):
    put_sessions(server, statuses=["completed"] * 250)
    with Counter(folder, server) as counter:
        pane = history(counter, Source.SESSIONS)
        pane.export._folder = tmp_path
        saved: list[Path] = []

        def note(path: Path, _rows: int) -> None:
            saved.append(path)

        pane.export.saved.connect(note)
        counter.wait_until(lambda: len(pane.sessions.rows) == 100)
        pane._export_button.wanted.emit(Kind.CSV)
        counter.wait_until(lambda: bool(saved))
    rows = read_csv(saved[0])
    assert [row[2] for row in rows[1:]] == [str(500 + count) for count in range(249, -1, -1)]


def test_our_own_session_bears_our_number_and_shows_its_code_again(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        session_id = counter.charge("2500")
        counter.press(Qt.Key.Key_F2)
        pane = history(counter, Source.SESSIONS)
        counter.wait_until(lambda: len(pane.sessions.rows) == 1)
        (row,) = pane.sessions.rows
        assert (row.number, row.session.id) == ("A-001", session_id)
        counter.press(Qt.Key.Key_Down)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: counter.codes_on_screen() == [server.lomi.checkout_url(session_id)])
        shown = pane.detail.findChild(QPushButton, "showCode")
        assert shown is not None
        shown.click()
        counter.wait_until(lambda: "A-001 open" in counter.window.windowTitle())


def test_a_refund_in_the_dashboard_is_seen_in_the_window(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        session_id = counter.charge("2500")
        server.pay(session_id)
        counter.wait_until(lambda: "A-001 paid" in counter.window.windowTitle())
        (paid,) = server.lomi.transactions.values()
        server.lomi.refunds.make_in_dashboard(paid.id, 1000)
        pane = history(counter, Source.TILL)
        counter.wait_until(lambda: bool(pane.sales.rows) and bool(pane.sales.rows[0].provider))
        counter.press(Qt.Key.Key_Down)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: pane.detail.shown is not None)
        pane.detail.check_now()
        counter.wait_until(lambda: "partly_refunded" in pane.sales.rows[0].flags)
        server.lomi.refunds.make_in_dashboard(paid.id)
        assert server.lomi.transactions[paid.id].status == "refunded"
        pane.show_source(Source.LOMI)
        counter.wait_until(lambda: "refunded" in pane.sales.rows[0].flags)
        assert counter.till is not None
        assert replace(pane.sales.rows[0], flags=frozenset()).received == pane.sales.rows[0].received
