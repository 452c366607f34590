import threading
from dataclasses import replace
from urllib.parse import unquote

import pytest
from PySide6.QtGui import QDesktopServices

from lomi_pos.till import events as ev
from lomi_pos.till.errors import PrinterTrouble
from lomi_pos.till.money import Money
from lomi_pos.till.phrases import SILENT_PRINTER
from lomi_pos.till.settings import PrintingSection, Settings
from lomi_pos.till.slip import Kind, Slip
from lomi_pos.ui.printing.desk import DETAILS_WAIT_S, LONGEST_PRINT_S, Outlet, PrintDesk
from lomi_pos.ui.words import tell
from tests.fakes import FakeBook
from tests.ui import sales
from tests.ui.printing.papers import SHOP, live, paid, practised

pytestmark = pytest.mark.usefixtures("dressed")


class Printer:
    """Takes slips, when and as the test says."""

    def __init__(self) -> None:
        self.slips: list[Slip] = []
        self.trouble: Exception | None = None
        self.may_print = threading.Event()
        self.may_print.set()

    def __call__(self, slip: Slip, printing: PrintingSection) -> None:
        self.may_print.wait(30)
        if self.trouble is not None:
            raise self.trouble
        self.slips.append(slip)


@pytest.fixture
def printer():
    made = Printer()
    yield made
    made.may_print.set()


@pytest.fixture
def book() -> FakeBook:
    return FakeBook(Settings(shop=SHOP, printing=PrintingSection(printer="any", auto=True)))


@pytest.fixture
def desk(bridge, book, clock, printer, tmp_path):
    made = PrintDesk(bridge, book, clock, print_out=printer, folder=tmp_path / "receipts")
    yield made
    printer.may_print.set()
    made.finish()


def received(transaction: str | None = "T") -> ev.PaymentReceived:
    return ev.PaymentReceived(at=sales.NOW, attempt=1, amount=Money(12_500), transaction_id=transaction)


def test_a_printed_receipt_is_noted_in_the_journal(qtbot, desk, bridge, printer):
    with qtbot.waitSignal(desk.printed):
        desk.hand_out(paid(), Outlet.PRINT)
    assert [slip.kind for slip in printer.slips] == [Kind.RECEIPT]
    assert ("note_printed", 41, "receipt", False) in bridge.calls


def test_a_waiting_sale_prints_its_code(qtbot, desk, bridge, printer):
    with qtbot.waitSignal(desk.printed):
        desk.hand_out(sales.waiting(), Outlet.PRINT)
    assert [slip.kind for slip in printer.slips] == [Kind.CODE]
    assert ("note_printed", 41, "code", False) in bridge.calls


def test_an_unpaid_sale_gives_no_paper_and_one_sentence(qtbot, desk, printer):
    with qtbot.waitSignal(desk.failed) as told:
        desk.hand_out(sales.expired(), Outlet.PRINT)
    assert told.args is not None
    assert "nothing to print" in told.args[0].english()
    assert printer.slips == []


def test_a_silent_printer_takes_nothing_from_the_sale(qtbot, desk, bridge, printer):
    printer.trouble = PrinterTrouble(SILENT_PRINTER)
    with qtbot.waitSignal(desk.failed) as told:
        desk.hand_out(paid(), Outlet.PRINT)
    assert told.args is not None
    assert tell(told.args[0]) == (
        "Receipt of A-041 (12,500\u00a0F\u202fCFA, paid) not printed: the printer does not answer. "
        "Print it again from the history (F3)."
    )
    assert not [call for call in bridge.calls if call[0] == "note_printed"]


def test_a_bug_in_printing_is_one_calm_line_and_the_next_slip_prints(qtbot, desk, printer, caplog):
    printer.trouble = RuntimeError("no ink")
    with qtbot.waitSignal(desk.failed) as told:
        desk.hand_out(paid(), Outlet.PRINT)
    assert told.args is not None
    assert told.args[0].code == "bug"
    assert "no ink" in caplog.text
    printer.trouble = None
    with qtbot.waitSignal(desk.printed):
        desk.hand_out(paid(), Outlet.PRINT)


def test_the_window_never_waits_for_a_printer_and_one_that_hangs_is_given_up(qtbot, desk, clock, printer):
    printer.may_print.clear()
    desk.hand_out(paid(), Outlet.PRINT)  # returns though nothing is printed
    desk.tick()
    clock.advance(seconds=LONGEST_PRINT_S)
    with qtbot.waitSignal(desk.failed) as told:
        desk.tick()
    assert told.args is not None
    assert told.args[0].code == "not_printed_paid"


def test_slips_come_out_one_after_the_other(qtbot, desk, printer):
    printer.may_print.clear()
    desk.hand_out(paid(), Outlet.PRINT)
    desk.hand_out(sales.waiting(), Outlet.PRINT)
    printer.may_print.set()
    qtbot.waitUntil(lambda: [slip.kind for slip in printer.slips] == [Kind.RECEIPT, Kind.CODE])


def test_a_key_pressed_twenty_times_is_one_receipt(qtbot, desk, bridge, printer):
    printer.may_print.clear()
    for _ in range(20):
        desk.hand_out(paid(), Outlet.PRINT)
    with qtbot.waitSignal(desk.printed):
        printer.may_print.set()
    desk.finish()
    assert len(printer.slips) == 1
    assert [call[0] for call in bridge.calls].count("note_printed") == 1


def test_closing_the_window_does_not_wait_for_a_printer_that_was_given_up(qtbot, desk, clock, printer):
    printer.may_print.clear()
    desk.hand_out(paid(), Outlet.PRINT)
    clock.advance(seconds=LONGEST_PRINT_S)
    desk.tick()
    assert desk._threads == set()


# ---------------------------------------------------------------------- by itself
def test_a_paid_sale_prints_by_itself_once(qtbot, desk, bridge, printer):
    sale = live(sales.waiting().after(received()))
    with qtbot.waitSignal(desk.printed):
        bridge.sale_changed.emit(sale, (received(),))
    assert ("note_printed", 41, "receipt", True) in bridge.calls

    again = sale.after(received("T2"))
    bridge.sale_changed.emit(again, (received("T2"),))
    bridge.sale_changed.emit(sale, (received(),))
    desk.finish()
    assert len(printer.slips) == 1


def test_it_waits_for_the_transaction_to_be_named(qtbot, desk, bridge, clock, printer):
    unnamed = live(sales.waiting().after(received(None)))
    bridge.sale_changed.emit(unnamed, (received(None),))
    desk.tick()
    desk.finish()
    assert printer.slips == []
    detail = ev.PaymentDetailed(at=sales.NOW, attempt=1, transaction_id="T9", provider="WAVE")
    with qtbot.waitSignal(desk.printed):
        bridge.sale_changed.emit(unnamed.after(detail), (detail,))
    assert any(getattr(line, "value", "") == "T9" for line in printer.slips[0].lines)


def test_but_not_for_long(qtbot, desk, bridge, clock, printer):
    bridge.sale_changed.emit(live(sales.waiting().after(received(None))), (received(None),))
    clock.advance(seconds=DETAILS_WAIT_S)
    with qtbot.waitSignal(desk.printed):
        desk.tick()
    assert len(printer.slips) == 1


def test_after_a_restart_nothing_prints_by_itself_again(desk, bridge, clock, printer):
    on_paper = ev.ReceiptPrinted(at=sales.NOW, slip="receipt")
    bridge.sale_changed.emit(paid(), ())  # read again from the journal
    bridge.sale_changed.emit(paid().after(on_paper), (received(),))
    clock.advance(seconds=DETAILS_WAIT_S)
    desk.tick()
    desk.finish()
    assert printer.slips == []


def test_nothing_prints_by_itself_unless_asked(desk, bridge, book, printer):
    book.settings = replace(book.settings, printing=PrintingSection(printer="any"))
    bridge.sale_changed.emit(paid(), (received(),))
    desk.finish()
    assert printer.slips == []


# ---------------------------------------------------------------------- elsewhere
@pytest.fixture
def opened(monkeypatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(bytes(url.toEncoded().data()).decode()))
    return urls


def test_whatsapp_gets_the_receipt_as_text_for_the_customers_own_phone(desk, opened):
    body = b'{"customer_phone": "+225 07 08 09 10 11"}'
    sale = replace(paid(), attempts=(replace(paid().attempts[0], body=body),))
    desk.hand_out(sale, Outlet.WHATSAPP)
    (url,) = opened
    assert url.startswith("https://wa.me/2250708091011?text=")
    text = unquote(url)
    assert "PAID\n12,500" in text
    assert "Sale: A-041" in text


def test_whatsapp_asks_whom_it_is_for_when_no_phone_is_known(desk, opened):
    desk.hand_out(paid(), Outlet.WHATSAPP)
    assert opened[0].startswith("https://wa.me/?text=")


def test_mail_has_a_subject_and_a_practice_receipt_says_so(desk, opened):
    desk.hand_out(practised(), Outlet.MAIL)
    (url,) = opened
    assert url.startswith("mailto:?subject=Receipt%20P-002%20Boutique%20Awa&body=")
    assert "*** PRACTICE: no real money ***" in unquote(url)


@pytest.mark.parametrize(("outlet", "start"), [(Outlet.PDF, b"%PDF"), (Outlet.PICTURE, b"\x89PNG")])
def test_a_file_is_saved_beside_the_others(qtbot, desk, tmp_path, outlet, start):
    with qtbot.waitSignal(desk.saved) as told:
        desk.hand_out(paid(), outlet)
    (path,) = (tmp_path / "receipts").iterdir()
    assert told.args == [path]
    assert path.stem == "Receipt-A-041-2026-11-21"
    assert path.read_bytes().startswith(start)


def test_a_folder_that_cannot_be_is_told(qtbot, desk, tmp_path):
    (tmp_path / "receipts").write_text("a file")
    with qtbot.waitSignal(desk.failed) as told:
        desk.hand_out(paid(), Outlet.PDF)
    assert told.args is not None
    assert told.args[0].code == "not_saved"
