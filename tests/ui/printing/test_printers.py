import os
import socket
import threading

import pypdfium2
import pytest
from escpos import capabilities
from PySide6.QtPrintSupport import QPrinter

from lomi_pos.till.errors import PrinterTrouble
from lomi_pos.till.settings import PaperName, PrintingSection
from lomi_pos.ui.printing import printers
from lomi_pos.ui.printing.paper import A4, A6, ROLL_58, ROLL_80
from lomi_pos.ui.printing.printers import (
    DevicePrinter,
    NetworkPrinter,
    SerialPrinter,
    SystemPrinter,
    UsbPrinter,
    address_of,
    paint_by_system,
    print_out,
    system_printers,
)
from tests.ui.printing import roll
from tests.ui.printing.loopback import LoopbackPrinter
from tests.ui.printing.papers import every_slip

pytestmark = pytest.mark.usefixtures("dressed")


def chosen(printer: str) -> PrintingSection:
    return PrintingSection(printer=printer, paper="58mm")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp:192.168.1.50", NetworkPrinter("192.168.1.50", 9100)),
        (" tcp:printer.local:9101 ", NetworkPrinter("printer.local", 9101)),
        ("tcp:[::1]:9100", NetworkPrinter("::1", 9100)),
        ("serial:/dev/rfcomm0", SerialPrinter("/dev/rfcomm0", 9600)),
        ("serial:COM3@115200", SerialPrinter("COM3", 115200)),
        ("usb:04b8:0e15", UsbPrinter(0x04B8, 0x0E15)),
        ("file:/dev/usb/lp0", DevicePrinter("/dev/usb/lp0")),
        ("HP LaserJet: office", SystemPrinter("HP LaserJet: office")),
    ],
)
def test_the_setting_names_a_printer_in_one_line(text, address):
    assert address_of(text) == address


@pytest.mark.parametrize("text", ["tcp:", "tcp:host:99999", "usb:1:2", "usb:04b8", "serial:", "file:lp0"])
def test_what_is_no_address_is_told_and_not_guessed_at(text):
    with pytest.raises(PrinterTrouble, match="is not the address of a printer"):
        address_of(text)


def test_no_printer_is_told_with_where_to_choose_one():
    with pytest.raises(PrinterTrouble, match="no printer is chosen in Settings"):
        print_out(every_slip()["paid"], chosen(""))


def test_a_network_printer_gets_the_whole_receipt_over_a_real_socket():
    with LoopbackPrinter() as printer:
        print_out(every_slip()["paid"], chosen(printer.address))
    (job,) = printer.jobs
    out = roll.read(job, 384)
    assert "PAID" in out.texts
    assert out.cuts == 1


def test_a_network_printer_that_is_off_is_told_as_silent():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(PrinterTrouble, match="the printer does not answer"):
        print_out(every_slip()["paid"], chosen(f"tcp:127.0.0.1:{port}"))


def printed_on_a_device(path, paper: PaperName = "58mm") -> bytes:
    """What comes out at the other end of a device file."""
    os.mkfifo(path)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(path.read_bytes()))
    reader.start()
    print_out(every_slip()["paid"], PrintingSection(printer=f"file:{path}", paper=paper))
    reader.join(10)
    return received[0]


def test_a_device_file_gets_the_same_bytes(tmp_path):
    out = roll.read(printed_on_a_device(tmp_path / "lp0"), 384)
    assert "PAID" in out.texts
    assert out.cuts == 1


def test_a_document_is_never_written_over(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Awa")
    with pytest.raises(PrinterTrouble, match="is not the address of a printer"):
        print_out(every_slip()["paid"], chosen(f"file:{letter}"))
    assert letter.read_text() == "Dear Awa"


@pytest.mark.parametrize(("paper", "width_mm"), [(A4, 210), (A6, 105), (ROLL_80, 72), (ROLL_58, 48)])
def test_the_systems_printers_get_the_paper_of_the_settings_from_any_thread(tmp_path, paper, width_mm):
    path = tmp_path / "queue.pdf"

    def run() -> None:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        taken.append(paint_by_system(printer, every_slip()["paid"], paper))

    taken: list[bool] = []
    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert taken == [True]
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        assert round(document[0].get_width() / 72 * 25.4) == width_mm
        assert "7ZK4M2Q9XB*" in document[0].get_textpage().get_text_bounded()


def test_a_device_that_is_not_there_or_takes_nothing_is_told_as_silent():
    for path in ("/dev/usb/lp-none", "/dev/full"):
        with pytest.raises(PrinterTrouble, match="the printer does not answer"):
            print_out(every_slip()["paid"], chosen(f"file:{path}"))


def test_a_serial_printer_gets_them_through_a_terminal():
    ours, theirs = os.openpty()
    received = bytearray()
    is_read = threading.Event()

    def listen() -> None:
        while b"\x1dV" not in received:
            received.extend(os.read(ours, 4096))
        is_read.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    print_out(every_slip()["paid"], chosen(f"serial:{os.ttyname(theirs)}"))
    assert is_read.wait(10)
    assert "PAID" in roll.read(bytes(received), 384).texts
    os.close(ours)
    os.close(theirs)


def test_a_serial_port_that_is_not_there_is_told_as_silent():
    with pytest.raises(PrinterTrouble, match="does not answer"):
        print_out(every_slip()["paid"], chosen("serial:/dev/ttyNONE"))


def test_a_usb_printer_that_is_not_plugged_in_is_told():
    with pytest.raises(PrinterTrouble, match=r"does not answer|cannot reach printers of this kind"):
        print_out(every_slip()["paid"], chosen("usb:04b8:0e15"))


def test_a_printer_that_the_system_does_not_know_is_named():
    with pytest.raises(PrinterTrouble, match="knows no printer “Nowhere”"):
        print_out(every_slip()["paid"], chosen("Nowhere"))
    assert "Nowhere" not in system_printers()


def test_a_till_printer_on_a_sheet_of_paper_prints_as_on_its_roll(tmp_path):
    out = roll.read(printed_on_a_device(tmp_path / "lp0", "A4"), 576)
    assert max(len(text) for text in out.texts) == 48


def test_reading_the_library_leaves_nothing_in_the_temporary_folder():
    printers._escpos()
    assert not os.path.exists(capabilities.pickle_dir)  # noqa: PTH110  it is text there
