"""Every module that lomi POS imports here, one a line: all of its own, and all that those import late.

Run with the Python of the build. Nothing is sold and nobody is asked: it only goes where imports stand in functions.
"""

import importlib
import os
import pkgutil
import sys
from pathlib import Path

LATE = [
    "anyio._backends._asyncio", "escpos.capabilities", "escpos.exceptions", "escpos.printer", "httpcore",
    "httpx._transports.default", "keyring.backends.SecretService", "keyring.backends.kwallet", "logging.handlers",
    "miniaudio", "serial", "tomlkit", "truststore", "usb.backend.libusb0", "usb.backend.libusb1", "usb.backend.openusb",
    "usb.core", "uvicorn.lifespan.off", "uvicorn.lifespan.on", "uvicorn.protocols.http.h11_impl", "xlsxwriter", "zipp",
]  # fmt: skip


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    package = importlib.import_module("lomi_pos")
    for module in pkgutil.walk_packages(package.__path__, "lomi_pos."):
        importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)

    import babel.dates
    import babel.numbers
    import httpx
    import qrcode
    from escpos import printer
    from PIL import Image

    babel.numbers.format_currency(1, "XOF", locale="fr")
    babel.dates.format_skeleton("yMMMd", locale="fr")
    httpx.Client(transport=httpx.HTTPTransport(verify=False)).close()
    qrcode.QRCode().add_data("x")
    Image.preinit()
    printer.Dummy().text("x")
    print("\n".join(sorted(sys.modules)))


if __name__ == "__main__":
    main()
