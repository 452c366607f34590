"""Which printer the settings name, and the way to it. Everything here may take seconds: not for the window's thread."""

import re
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from lomi_pos.till.errors import PrinterTrouble
from lomi_pos.till.phrases import NO_DRIVER, NO_PRINTER, NO_SUCH_PRINTER, SILENT_PRINTER, WRONG_ADDRESS
from lomi_pos.till.settings import PrintingSection
from lomi_pos.till.slip import Slip
from lomi_pos.ui.printing.paper import PAPERS, POSTER_PAPERS, Paper, roll_of
from lomi_pos.ui.printing.sheets import paint_on
from lomi_pos.ui.printing.till_printer import print_slip

ANSWER_S = 5.0
"""How long a printer on the network may take to answer."""

_SERIAL_PART = 512
"""Bytes that a port must take within ``ANSWER_S``: a slow one carries 1 kB a second, and a code is 15 kB."""

_USUAL_PORT = 9100
_USUAL_BAUD = 9600
_PRINTER_DPI = 300
_TCP = re.compile(r"tcp:(?P<host>[^:/\s]+|\[[0-9a-fA-F:]+\])(?::(?P<port>\d{1,5}))?")
_USB = re.compile(r"usb:(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})")
_SERIAL = re.compile(r"serial:(?P<port>[^@\s]+)(?:@(?P<baud>\d{3,6}))?")
_FILE = re.compile(r"file:(?P<path>/.+)")


@dataclass(frozen=True, slots=True)
class SystemPrinter:
    """One that CUPS or Windows knows, by its name there."""

    name: str


@dataclass(frozen=True, slots=True)
class NetworkPrinter:
    host: str
    port: int = _USUAL_PORT


@dataclass(frozen=True, slots=True)
class SerialPrinter:
    """A serial port, or what looks like one: most Bluetooth printers."""

    port: str
    baud: int = _USUAL_BAUD


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    vendor: int
    product: int


@dataclass(frozen=True, slots=True)
class DevicePrinter:
    """A file of the system's that prints what is written to it: ``/dev/usb/lp0``."""

    path: str


TillAddress = NetworkPrinter | SerialPrinter | UsbPrinter | DevicePrinter
Address = SystemPrinter | TillAddress


def address_of(printer: str) -> Address:
    """What ``[printing] printer`` says.

    Raises:
        PrinterTrouble: there is none, or it is no address.
    """
    printer = printer.strip()
    if not printer:
        raise PrinterTrouble(NO_PRINTER)
    if found := _TCP.fullmatch(printer):
        port = int(found["port"] or _USUAL_PORT)
        if 0 < port < 2**16:
            return NetworkPrinter(found["host"].strip("[]"), port)
    if found := _USB.fullmatch(printer):
        return UsbPrinter(int(found["vendor"], 16), int(found["product"], 16))
    if found := _SERIAL.fullmatch(printer):
        return SerialPrinter(found["port"], int(found["baud"] or _USUAL_BAUD))
    if found := _FILE.fullmatch(printer):
        return DevicePrinter(found["path"])
    if printer.partition(":")[0] in {"tcp", "usb", "serial", "file"}:
        raise PrinterTrouble(WRONG_ADDRESS.format(name=printer))
    return SystemPrinter(printer)


def system_printers() -> list[str]:
    """The names that the system knows; asks it, which takes its time."""
    return QPrinterInfo.availablePrinterNames()


def print_out(slip: Slip, printing: PrintingSection) -> None:
    """Put ``slip`` on the paper of the printer in the settings, and wait until it has taken it.

    Raises:
        PrinterTrouble: it has not, or not all of it.
    """
    address = address_of(printing.printer)
    paper = PAPERS[printing.paper]
    if isinstance(address, SystemPrinter):
        _print_by_system(slip, address, printing)
        return
    dummy = _escpos().Dummy()
    print_slip(slip, dummy, roll_of(paper))
    _send(dummy.output, address)


def _print_by_system(slip: Slip, address: SystemPrinter, printing: PrintingSection) -> None:
    info = QPrinterInfo.printerInfo(address.name)
    if info.isNull():
        raise PrinterTrouble(NO_SUCH_PRINTER.format(name=address.name))
    if not paint_by_system(QPrinter(info), slip, POSTER_PAPERS.get(slip.sheet, PAPERS[printing.paper])):
        raise PrinterTrouble(SILENT_PRINTER)


def paint_by_system(printer: QPrinter, slip: Slip, paper: Paper) -> bool:
    """Hand the slip to the system's queue; False when it takes none."""
    printer.setResolution(_PRINTER_DPI)
    printer.setFullPage(True)
    printer.setDocName(slip.title)
    printer.setCreator("lomi POS")
    return paint_on(printer, slip, paper, printer.resolution())


def _send(data: bytes, address: TillAddress) -> None:
    """Bring ``data`` to the printer.

    escpos only makes the bytes: its own connections stay open, and one complains later still, when a printer fails.
    """
    try:
        match address:
            case NetworkPrinter():
                with socket.create_connection((address.host, address.port), timeout=ANSWER_S) as line:
                    line.sendall(data)
                    line.shutdown(socket.SHUT_WR)
            case DevicePrinter():
                if Path(address.path).is_file():  # a document, which would be written over
                    raise PrinterTrouble(WRONG_ADDRESS.format(name=address.path))
                with Path(address.path).open("wb", buffering=0) as device:
                    _write_all(device.write, data)
            case SerialPrinter():
                _send_by_serial_port(data, address)
            case UsbPrinter():
                _send_by_usb(data, address)
    except OSError as error:
        raise PrinterTrouble(SILENT_PRINTER) from error


def _write_all(write: Callable[[bytes], int | None], data: bytes) -> None:
    while data:
        data = data[write(data) or 0 :]


def _send_by_serial_port(data: bytes, address: SerialPrinter) -> None:
    import serial  # noqa: PLC0415  with the printers that need it

    with serial.Serial(address.port, address.baud, write_timeout=ANSWER_S) as port:
        for at in range(0, len(data), _SERIAL_PART):
            _write_all(port.write, data[at : at + _SERIAL_PART])
        port.flush()


def _send_by_usb(data: bytes, address: UsbPrinter) -> None:
    from escpos.exceptions import Error  # noqa: PLC0415  with the printers that need it

    printer = _escpos().Usb(address.vendor, address.product, timeout=round(ANSWER_S * 1000))
    try:
        printer.open()
        printer._raw(data)  # noqa: SLF001  it finds the way to the printer; the bytes are ours
    except Error as error:
        raise PrinterTrouble(SILENT_PRINTER) from error
    except (RuntimeError, ValueError) as error:  # pyusb without its library
        raise PrinterTrouble(NO_DRIVER) from error
    finally:
        printer.close()


def _escpos() -> Any:
    """python-escpos, read when something is printed for the first time: 0.3 s.

    It keeps a copy of its list of printers in a new temporary folder at each start; that is taken away again.
    """
    from escpos import capabilities, printer  # noqa: PLC0415

    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printer
