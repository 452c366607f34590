"""A sale for a member of a lomi. Network, over sockets: its session can be made and never read."""

from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from lomi_pos.sandbox.network import Member
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.ui.customer.view import CustomerView
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")

MEMBER = Member("acct_chez_fatou", name="Chez Fatou")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


@pytest.fixture
def network(server: SandboxServer) -> SandboxServer:
    server.lomi.network.add(MEMBER)
    return server


def words(counter: Counter, name: str) -> str:
    shown = [one for one in counter.window.findChildren(QLabel, name) if one.isVisible()]
    return " ".join(one.text() for one in shown)


def pay_on_the_page(url: str) -> None:
    assert httpx.post(url, data={"action": "pay", "provider": "WAVE"}).status_code < httpx.codes.BAD_REQUEST


def read_session(server: SandboxServer, session_id: str) -> httpx.Response:
    headers = {"X-API-Key": server.key, "Lomi-Account": MEMBER.account_id}
    return httpx.get(f"{server.url}/checkout-sessions/{session_id}", headers=headers)


def test_a_members_sale_is_settled_by_its_transaction_alone(folder: Path, network: SandboxServer):
    with Counter(folder, network, account=MEMBER.account_id) as counter:
        session_id = counter.charge("5000")
        url = counter.read_qr()
        assert url == f"{network.checkout}/{session_id}"
        assert read_session(network, session_id).status_code == httpx.codes.UNAUTHORIZED
        network.requests.clear()

        pay_on_the_page(url)
        counter.wait_until(lambda: counter.window.windowTitle() == "A-001 paid 5 000 F CFA - lomi POS")

        assert network.requests.to("/transactions")
        assert not network.requests.to("/checkout-sessions"), "lomi. refuses it, and it was asked all the same"
        assert {one.headers.get("lomi-account") for one in network.requests.to("/transactions")} == {MEMBER.account_id}
        assert not any(network.requests.to(path) for path in ("/me", "/providers", "/products", "/accounts"))
        with counter.till.journal_to_read() as journal:
            assert journal is not None
            sale = journal.sale(1)
    assert (sale.identity.account, sale.payments[0].provider) == (MEMBER.account_id, "WAVE")


def test_everyone_sees_for_whom_the_money_is(folder: Path, network: SandboxServer):
    with Counter(folder, network, account=MEMBER.account_id) as counter:
        counter.charge("5000")
        assert words(counter, "soldFor") == "for acct_chez_fatou"
        counter.press(Qt.Key.Key_F6)
        (theirs,) = counter.window.findChildren(CustomerView)
        assert MEMBER.account_id in " ".join(label.text() for label in theirs.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (None, "there is no such Network account"),
        (replace(MEMBER, is_active=False), "this member account is not active for Network"),
        (replace(MEMBER, is_connected=False), "this member is not connected to your organization"),
        (replace(MEMBER, membership_is_active=False), "the connection to this member is suspended"),
        (replace(MEMBER, capabilities={}), "this member has not given you the right to do this with this key"),
    ],
)
def test_what_the_network_refuses_is_told_at_the_start(
    folder: Path, server: SandboxServer, member: Member | None, said: str
):
    if member is not None:
        server.lomi.network.add(member)
    with Counter(folder, server, account=MEMBER.account_id) as counter:
        counter.wait_until(lambda: said in words(counter, "trouble"))
        assert "Open sales cannot be checked" in words(counter, "trouble")
        assert "Ask the manager" in words(counter, "trouble")


def test_a_charge_without_the_right_makes_nothing_and_says_what_to_do(folder: Path):
    with SandboxServer() as server:
        server.lomi.network.add(replace(MEMBER, capabilities={}))
        with Counter(folder, server, account=MEMBER.account_id) as counter:
            counter.wait_until(lambda: counter.focused_name() == "amount")
            counter.type("5000")
            counter.press(Qt.Key.Key_Return)
            counter.wait_until(lambda: counter.window.windowTitle() == "A-001 attention 5 000 F CFA - lomi POS")
            shown = " ".join(one.text() for one in counter.window.counter.findChildren(QLabel) if one.isVisible())
        assert "this member has not given you the right to do this with this key" in shown
        assert "Nothing was charged. Ask the manager." in shown
        assert not server.lomi.sessions
