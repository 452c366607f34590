"""Money given back in the window, over sockets: clear, lost on the way, and refused after the money had moved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from lomi_pos.sandbox.faults import Fault
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.refunding import AskedRefund
from lomi_pos.till.states import RefundState
from lomi_pos.ui.history.pane import HistoryPane
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")

LEDGER = {"error": {"code": "internal_error", "message": "Refund initiated in Stripe but ledger update failed"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def posts(server: SandboxServer) -> int:
    return [(one.method, one.path) for one in server.requests].count(("POST", "/refunds"))


def words(counter: Counter) -> str:
    return "\n".join(one.text() for one in counter.child("transactionDetail").findChildren(QLabel) if one.isVisible())


def sell(counter: Counter, provider: str) -> None:
    """A sale of 5 000 that is paid, with its transaction found."""
    session_id = counter.charge("5000")
    counter.server.pay(session_id, provider)
    counter.wait_until(lambda: " paid " in counter.window.windowTitle())


def open_detail(counter: Counter) -> QPushButton:
    """F3, the first row, and its Refund button once lomi. has told how it was paid."""
    counter.press(Qt.Key.Key_F3)
    counter.wait_until(lambda: counter.focused_name() == "historySearch")
    pane = counter.child("history")
    assert isinstance(pane, HistoryPane)
    counter.wait_until(lambda: pane.sales.rows)
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_Return)
    counter.wait_until(pane.detail.isVisible)
    button = counter.child("transactionDetail").findChild(QPushButton, "refund")
    assert button is not None
    counter.wait_until(button.isEnabled)
    return button


def give_back(counter: Counter, amount: str) -> None:
    """As a manager does without a mouse: the amount stands there, it is typed again, Enter."""
    button = open_detail(counter)
    button.setFocus()
    counter.press(Qt.Key.Key_Space)
    counter.wait_until(lambda: counter.focused_name() == "refundAgain")
    if amount != "5000":
        field = counter.child("refundAmount")
        field.setFocus()
        counter.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        counter.type(amount)
        counter.child("refundAgain").setFocus()
    counter.type(amount)
    counter.press(Qt.Key.Key_Return)


def journalled(folder: Path) -> list[AskedRefund]:
    journal = SqliteJournal.open_for_reading(folder / "journal.sqlite")
    try:
        return journal.refunds.refunds()
    finally:
        journal.close()


def test_a_refund_that_is_clear(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        sell(counter, "WAVE")
        give_back(counter, "5000")
        counter.wait_until(lambda: "Refunded" in words(counter).splitlines())
        counter.wait_until(lambda: "lomi. has given 5,000" in words(counter))
        total = counter.child("todayTotal")
        counter.wait_until(lambda: isinstance(total, QLabel) and total.text().startswith("Today 0"))

    (given,) = server.lomi.refunds.kept
    assert (given.amount, given.is_full, posts(server)) == (5000, True, 1)
    (ours,) = journalled(folder)
    assert (ours.state, ours.refund_id) == (RefundState.DONE, given.id)


def test_a_part_of_a_card_payment(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        sell(counter, "STRIPE")
        give_back(counter, "1200")
        counter.wait_until(lambda: "Partly refunded" in words(counter).splitlines())

    assert [one.amount for one in server.lomi.refunds.kept] == [1200]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda server: server.faults.add("drop_after", method="POST", path_prefix="/refunds"),
        lambda server: server.faults.add("delay_after", method="POST", path_prefix="/refunds", delay_s=60),
        lambda server: server.faults.add(
            "status_after", method="POST", path_prefix="/refunds", status=500, body=LEDGER
        ),
    ],
    ids=["cut off", "timed out", "500 after the money moved"],
)
def test_one_whose_answer_is_lost_is_found_and_sent_once(
    folder: Path, server: SandboxServer, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[SandboxServer], Fault]
):
    with Counter(folder, server) as counter:
        sell(counter, "WAVE")
        fault = spoil(server)
        if fault.kind == "delay_after":  # the others are answered, however busy this machine is
            monkeypatch.setattr("lomi_pos.api.once.CREATE_DEADLINE_S", 2.0)
        said: list[str] = []
        counter.bridge.refund_changed.connect(lambda _: said.append(words(counter)))  # it is unclear for a moment only
        give_back(counter, "5000")
        counter.wait_until(lambda: "Refunded" in words(counter).splitlines())

    unclear = [one for one in said if "Refund unclear" in one.splitlines()]
    assert unclear
    assert all("Do not repeat it" in one for one in unclear)
    assert (len(server.lomi.refunds.kept), posts(server)) == (1, 1)


def test_one_that_the_books_do_not_show_stays_unclear_over_a_restart_until_they_do(folder: Path, server: SandboxServer):
    server.lomi.refunds.trap("ledger")
    with Counter(folder, server) as counter:
        sell(counter, "STRIPE")
        give_back(counter, "5000")
        counter.wait_until(lambda: "Refund unclear" in words(counter).splitlines())
    assert [one.state for one in journalled(folder)] == [RefundState.UNCLEAR]

    with Counter(folder, server) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        open_detail(counter).click()
        notice = counter.child("refundNotice")
        counter.wait_until(lambda: isinstance(notice, QLabel) and "Do not repeat it" in notice.text())
        assert not _can_be_sent(counter)
        counter.press(Qt.Key.Key_Escape)
        server.lomi.refunds.reconcile()
        counter.press(Qt.Key.Key_F5)
        counter.wait_until(lambda: "Refunded" in words(counter).splitlines())

    assert (len(server.lomi.refunds.kept), posts(server)) == (1, 1)


def test_what_lomi_cannot_give_back_is_given_in_cash_and_noted(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        sell(counter, "MTN")
        open_detail(counter).click()
        counter.wait_until(lambda: counter.focused_name() == "cashAmount")
        assert "MTN MoMo" in words(counter)
        counter.type("5000")
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: handed_back(folder) == [5000])

    assert posts(server) == 0


def handed_back(folder: Path) -> list[int]:
    journal = SqliteJournal.open_for_reading(folder / "journal.sqlite")
    try:
        return [note.amount.minor for note in journal.sale(1).cash_backs]
    finally:
        journal.close()


def _can_be_sent(counter: Counter) -> bool:
    pressed: QWidget = counter.child("giveBack")
    QApplication.processEvents()
    return pressed.isVisible()
