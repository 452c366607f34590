"""A clerk who types before everything is loaded: nothing typed is lost, and a charge goes out once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")


def sessions_asked_for(server: SandboxServer) -> int:
    return [(one.method, one.path) for one in server.requests].count(("POST", "/checkout-sessions"))


def test_figures_typed_before_all_is_loaded_stand_in_the_amount(tmp_path: Path, server: SandboxServer):
    with Counter(tmp_path / "till", server, is_opening=True) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.type("12")
        counter.begin()
        counter.type("500")

        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: " open " in counter.window.windowTitle())
        assert counter.window.windowTitle() == "A-001 open 12 500 F CFA - lomi POS"


def test_a_charge_before_the_engine_is_there_waits_on_screen_and_goes_out_once(tmp_path: Path, server: SandboxServer):
    with Counter(tmp_path / "till", server, is_opening=True) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.type("5000")
        counter.press(Qt.Key.Key_Return)
        counter.press(Qt.Key.Key_Return)

        charge, amount = counter.child("charge"), counter.child("amount")
        assert isinstance(charge, QPushButton)
        assert isinstance(amount, QLineEdit)
        assert charge.text() == "Creating…"
        assert not charge.isEnabled()
        shown = amount.text()
        counter.type("9")
        assert amount.text() == shown
        assert sessions_asked_for(server) == 0

        counter.begin()
        counter.wait_until(lambda: " open " in counter.window.windowTitle())
        assert sessions_asked_for(server) == 1


def test_a_window_that_is_closed_before_the_engine_is_there_charges_nothing(tmp_path: Path, server: SandboxServer):
    with Counter(tmp_path / "till", server, is_opening=True) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.type("5000")
        counter.press(Qt.Key.Key_Return)
    counter.bridge.start()  # what was being loaded is there now
    assert not (tmp_path / "till" / "journal.sqlite").exists()
    assert sessions_asked_for(server) == 0
