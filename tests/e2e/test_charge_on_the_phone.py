"""A customer is asked on their own phone, over sockets: they confirm, refuse, or the answer is lost on the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from lomi_pos.sandbox.charges import Charge
from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def ask(counter: Counter, amount: str, way: str) -> None:
    counter.wait_until(lambda: counter.focused_name() == "amount")
    counter.type(amount)
    options = counter.child("options")
    assert isinstance(options, QPushButton)
    options.click()
    phone, button = counter.child("optionPhone"), counter.child(f"optionAsk{way}")
    assert isinstance(phone, QLineEdit)
    assert isinstance(button, QPushButton)
    phone.setFocus()
    counter.type("07 07 00 00 01")
    button.setFocus()
    counter.press(Qt.Key.Key_Space)


def charges(server: SandboxServer) -> list[Charge]:
    with server.lomi.turn():
        return list(server.lomi.charges.kept)


def posts(server: SandboxServer) -> int:
    return sum(one.method == "POST" and one.path.startswith("/charge/") for one in server.requests)


def words(counter: Counter) -> str:
    return "\n".join(one.text() for one in counter.window.findChildren(QLabel) if one.isVisible())


def title_says(counter: Counter, state: str) -> None:
    counter.wait_until(lambda: f" {state} " in counter.window.windowTitle())


def test_wave_is_asked_scanned_and_paid(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        ask(counter, "5000", "WAVE")
        title_says(counter, "open")
        (charge,) = charges(server)
        counter.wait_until(lambda: counter.codes_on_screen() == [server.lomi.wave_url(charge.id)])
        assert (charge.amount, charge.phone) == (5000, "+2250707000001")
        server.confirm_charge(charge.id)
        title_says(counter, "paid")

    assert posts(server) == 1


def test_mtn_is_confirmed_on_the_phone(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        ask(counter, "5000", "MTN")
        title_says(counter, "open")
        assert "The customer confirms on their phone" in words(counter)
        assert counter.codes_on_screen() == []
        (charge,) = charges(server)
        server.confirm_charge(charge.id)
        title_says(counter, "paid")

    assert posts(server) == 1


def test_one_that_is_refused_is_asked_once_more_by_the_clerk(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        ask(counter, "5000", "MTN")
        title_says(counter, "open")
        (charge,) = charges(server)
        server.refuse_charge(charge.id)
        title_says(counter, "failed")
        assert "Not paid on the phone." in words(counter)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: len(charges(server)) == 2)
        title_says(counter, "open")

    assert posts(server) == 2


def test_one_whose_answer_is_lost_is_found_and_not_sent_again(folder: Path, server: SandboxServer):
    server.faults.add("drop_after", method="POST", path_prefix="/charge/")
    with Counter(folder, server) as counter:
        ask(counter, "5000", "MTN")
        counter.wait_until(lambda: len(charges(server)) == 1)
        title_says(counter, "open")
        server.confirm_charge(charges(server)[0].id)
        title_says(counter, "paid")

    assert posts(server) == 1
