"""A shop whose receipts print by themselves: once for a sale, over a socket, and never again after a new start."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.till.events import ReceiptPrinted
from lomi_pos.till.sale import Sale
from tests.e2e.counter import Counter
from tests.ui.printing import roll
from tests.ui.printing.loopback import LoopbackPrinter

pytestmark = pytest.mark.usefixtures("qapp")


def the_sale(counter: Counter) -> Sale:
    with counter.till.journal_to_read() as journal:
        assert journal is not None
        sale = journal.sale_named("A-001")
        assert sale is not None
        return sale


def who_printed(counter: Counter) -> list[tuple[str, str]]:
    return [(event.slip, event.who) for event in the_sale(counter).history if isinstance(event, ReceiptPrinted)]


def test_a_receipt_comes_out_by_itself_once_and_again_when_asked(tmp_path: Path, server: SandboxServer):
    folder = tmp_path / "till"
    folder.mkdir()
    with LoopbackPrinter() as printer:
        settings = f'[shop]\nname = "Boutique Awa"\n[printing]\nprinter = "{printer.address}"\nauto = true\n'
        (folder / "settings.toml").write_text(settings, encoding="utf-8")
        with Counter(folder, server) as counter:
            server.pay(counter.charge("5000"))
            counter.wait_until(lambda: who_printed(counter) == [("receipt", "till")])
            counter.wait_until(lambda: len(printer.jobs) == 1)
        (first,) = [roll.read(job, 576) for job in printer.jobs]
        sale = the_sale(counter)
        assert {"Boutique Awa", "PAID", "5,000 F CFA"} <= set(first.texts)
        assert any(sale.reference in text for text in first.texts)
        assert any(next(iter(sale.transaction_ids)) in text for text in first.texts)
        assert "TEST: no real money" in first.texts[0]

        swept: list[object] = []
        again = Counter(folder, server)
        again.bridge.sweep_finished.connect(swept.append)
        with again as counter:
            counter.wait_until(lambda: counter.focused_name() == "amount")
            counter.window.show_sale(1)
            counter.wait_until(lambda: " paid " in counter.window.windowTitle() and bool(swept))
            counter.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
            counter.wait_until(lambda: len(who_printed(counter)) == 2)
        assert who_printed(counter) == [("receipt", "till"), ("receipt", "clerk")]
    assert len(printer.jobs) == 2
