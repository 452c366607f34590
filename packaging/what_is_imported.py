"""Every module that lomi POS imports here, one a line: all of its own, what those import late, what practice needs.

Run with the Python of the build. It sells in practice, from a terminal and in an offscreen window; nobody is asked.
"""

import ast
import contextlib
import importlib
import io
import os
import pkgutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

import babel.numbers
import qrcode
import xlsxwriter
from escpos import printer
from PIL import Image

LATE = [
    "anyio._backends._asyncio", "escpos.capabilities", "httpcore", "httpx._transports.default", "logging.handlers",
    "keyring.backends.SecretService", "keyring.backends.kwallet", "usb.backend.libusb0", "usb.backend.libusb1",
    "usb.backend.openusb", "usb.core", "uvicorn.lifespan.off", "uvicorn.lifespan.on", "uvicorn.protocols.http.h11_impl",
    "zipp",
]  # fmt: skip
"""What libraries import in functions, on paths that are not taken below."""
COMMANDS = (
    "charge 5000 --no-wait", "charge 700 --link --no-wait --json", "sales", "sales --json", "recover", "recover --json",
    "transactions", "transactions --json", "links list", "links create --title T --amount 100", "products list",
    "api GET /me", "key check", "doctor", "doctor --json",
)  # fmt: skip
WINDOW_S = 6.0


def main() -> None:
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(root))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    package = importlib.import_module("lomi_pos")
    for module in pkgutil.walk_packages(package.__path__, "lomi_pos."):
        importlib.import_module(module.name)
    for name in [*LATE, *named_in(root / "lomi_pos")]:
        with contextlib.suppress(ImportError):  # another system's
            importlib.import_module(name)
    use_libraries()
    with tempfile.TemporaryDirectory() as folder:
        sell(folder)
    print("\n".join(sorted(sys.modules)))


def named_in(sources: Path) -> set[str]:
    """Every module that our own sources import anywhere, in functions too."""
    found = set()
    for path in sources.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def use_libraries() -> None:
    """What no command below does."""
    babel.numbers.format_currency(1, "XOF", locale="fr")
    Image.preinit()
    code = qrcode.QRCode()
    code.add_data("x")
    code.get_matrix()
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    book.add_worksheet().write(0, 0, "x", book.add_format({"bold": True}))
    book.close()
    printer.Dummy().text("x")


def sell(folder: str) -> None:
    """One practice shop: each command of the terminal, then the window."""
    lomi_pos = importlib.import_module("lomi_pos.cli.main").main
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for command in COMMANDS:
            with contextlib.suppress(SystemExit):
                lomi_pos(["--data-dir", folder, *command.split(), "--practice"])
        if sys.platform != "win32":  # where nothing asks a window to close
            threading.Timer(WINDOW_S, signal.raise_signal, [signal.SIGTERM]).start()
            lomi_pos(["--data-dir", folder, "--practice"])


if __name__ == "__main__":
    main()
