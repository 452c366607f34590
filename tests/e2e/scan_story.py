"""``python -m tests.e2e.scan_story URL KEY FOLDER THEME``: charge 5000 in a window, and print what its QR says.

A process of its own, because Qt reads the scale factor once, at its start.
"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import Qt

from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.ui.desktop import Desktop
from tests.e2e.counter import Counter


def main(url: str, key: str, folder: str, theme: str) -> None:
    desktop = Desktop(["lomi-pos"])
    desktop.wear(language="fr", theme="dark" if theme == "dark" else "light")
    elsewhere = cast("SandboxServer", SimpleNamespace(url=url, key=key))
    with Counter(Path(folder), elsewhere) as counter:
        counter.wait_until(lambda: counter.focused_name() == "amount")
        counter.type("5000")
        counter.press(Qt.Key.Key_Return)
        counter.wait_until(lambda: " open " in counter.window.windowTitle())
        sys.stdout.write(counter.read_qr() + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
