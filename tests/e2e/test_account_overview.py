"""The account at a glance, over sockets: as the shop itself, and for a Network member."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from lomi_pos.sandbox.network import SAMPLE_ACCOUNT
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.ui.settings.dialog import SettingsView
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")


def words(counter: Counter, name: str) -> str:
    found = counter.window.findChild(QLabel, name)
    assert found is not None
    return found.text().replace("\u00a0", " ").replace("\u202f", " ")


def look(counter: Counter) -> None:
    counter.window.show_settings()
    view = counter.window.findChild(SettingsView)
    assert view is not None
    view.show_page("overview")
    counter.wait_until(lambda: words(counter, "overviewUpdated").startswith("Updated"))


def test_a_paid_sale_is_in_the_balance_and_its_fee_is_told(tmp_path: Path, server: SandboxServer):
    with Counter(tmp_path / "till", server) as counter:
        server.pay(counter.charge("5000"))
        counter.wait_until(lambda: " paid " in counter.window.windowTitle())
        look(counter)
        assert words(counter, "overviewOrganization")
        assert "F CFA" in words(counter, "overviewBalances")
        assert words(counter, "overviewFees").startswith("Wave: ")
        assert "of 5,000 F CFA" in words(counter, "overviewFees")


def test_for_a_member_nothing_is_asked_that_lomi_refuses(tmp_path: Path, server: SandboxServer):
    with Counter(tmp_path / "till", server, account=SAMPLE_ACCOUNT) as counter:
        look(counter)
        assert words(counter, "overviewMember") == SAMPLE_ACCOUNT
        assert words(counter, "overviewBalances") == "lomi. does not tell this of a Network account."
        assert words(counter, "overviewFees") == "No payment with a fee yet."
    assert not [one for one in server.requests if one.path.startswith(("/me", "/providers", "/accounts"))]
