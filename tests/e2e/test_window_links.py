"""Payment links in the window, over sockets: made, scanned, and listed again after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.counter import Counter

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def visible(counter: Counter, name: str) -> bool:
    return any(one.isVisible() for one in counter.window.findChildren(QWidget, name))


def table(counter: Counter) -> QTableView:
    found = counter.child("linksTable")
    assert isinstance(found, QTableView)
    return found


def titles(counter: Counter) -> list[str]:
    model = table(counter).model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def open_links(counter: Counter) -> None:
    counter.wait_until(lambda: counter.focused_name() == "amount")
    counter.press(Qt.Key.Key_F4)
    counter.wait_until(lambda: counter.focused_name() == "linksSearch")


def fill_in(counter: Counter, amount: str, title: str) -> None:
    """As a clerk does without a mouse."""
    counter.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    counter.wait_until(lambda: counter.focused_name() == "linkAmount")
    counter.type(amount)
    counter.press(Qt.Key.Key_Tab)
    assert counter.focused_name() == "linkTitle"
    counter.type(title)
    counter.press(Qt.Key.Key_Return)


def test_an_instant_link_is_made_scanned_and_listed_after_a_restart(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        open_links(counter)
        fill_in(counter, "2500", "Panier de mangues")
        counter.wait_until(lambda: len(server.lomi.links) == 1)
        (link_id,) = server.lomi.links
        counter.wait_until(lambda: counter.codes_on_screen() == [server.lomi.link_url(link_id)])

    server.stop()
    with Counter(folder, server) as counter:
        open_links(counter)
        counter.wait_until(lambda: titles(counter) == ["Panier de mangues"])
        counter.press(Qt.Key.Key_Down)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: counter.codes_on_screen() == [server.lomi.link_url(link_id)])


def test_a_link_whose_answer_is_lost_is_found_and_not_made_twice(folder: Path, server: SandboxServer):
    server.faults.add("drop_after", method="POST", path_prefix="/payment-links")

    with Counter(folder, server) as counter:
        open_links(counter)
        fill_in(counter, "2500", "Panier de mangues")
        counter.wait_until(lambda: visible(counter, "linkCode"))

    assert len(server.lomi.links) == 1
    assert [(one.method, one.path) for one in server.requests].count(("POST", "/payment-links")) == 1


def test_a_link_made_elsewhere_is_listed_too(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        open_links(counter)
        fill_in(counter, "1000", "Don")
        counter.wait_until(lambda: visible(counter, "linkCode"))

    with Counter(folder.with_name("another"), server) as counter:
        open_links(counter)
        counter.wait_until(lambda: titles(counter) == ["Don"])


def test_a_product_link_is_made_and_scanned(folder: Path, server: SandboxServer):
    with Counter(folder, server) as counter:
        open_links(counter)
        counter.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        counter.wait_until(lambda: counter.focused_name() == "linkAmount")
        chip, picker = counter.child("linkKind_product"), counter.child("linkProduct")
        chip.setFocus()
        counter.press(Qt.Key.Key_Space)
        assert isinstance(picker, QComboBox)
        counter.wait_until(lambda: picker.count() == 5)
        picker.setFocus()
        counter.press(Qt.Key.Key_Down)
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: len(server.lomi.links) == 1)
        (made,) = server.lomi.links.values()
        counter.wait_until(lambda: counter.codes_on_screen() == [server.lomi.link_url(made.id)])
        assert (made.link_type, made.product_id, made.amount) == (
            "product",
            "b7a1c000-0000-4000-8000-000000000001",
            None,
        )
        assert made.price_id == "9c1d5e00-0000-4000-8000-000000000002"
        assert not made.require_billing_address
