"""A screen and a keyboard for the built program: Xvfb and xdotool. Linux only; needs Python only."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from built_program import BuiltProgram, SmokeFailed, wait_for

_DEBIANS_PYTHON = Path("/usr/bin/python3")
_PRESS = Path(__file__).with_name("press_by_name.py")
_KEY_MS = "90"
"""Slower than a barcode scanner, which goes to the note."""


def is_possible() -> bool:
    return all(map(shutil.which, ("Xvfb", "xdotool")))


def can_press_by_name() -> bool:
    """Whether there is an accessibility bus, and Debian's Python to talk to it."""
    check = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return (
        "DBUS_SESSION_BUS_ADDRESS" in os.environ
        and Path("/usr/libexec/at-spi-bus-launcher").exists()
        and _DEBIANS_PYTHON.exists()
        and subprocess.run([_DEBIANS_PYTHON, "-c", check], capture_output=True, check=False).returncode == 0
    )


class Screen:
    """What a clerk sees and types."""

    def titles(self) -> list[str]:
        """Of the windows that are shown. The customer's own window is none of ours."""
        found = _xdotool("search", "--onlyvisible", "--name", "lomi POS").split()
        return [_xdotool("getwindowname", one).strip() for one in found]

    def wait_for_title(self, part: str) -> str:
        wait_for(f"a window called {part!r}", lambda: any(part in title for title in self.titles()))
        return next(title for title in self.titles() if part in title)

    def focus(self) -> None:
        """There is no window manager: the newest window is given the keyboard by hand."""
        newest = _xdotool("search", "--onlyvisible", "--name", "lomi POS").split()[-1]
        _xdotool("windowfocus", "--sync", newest)
        time.sleep(0.5)

    def type(self, text: str) -> None:
        self.focus()
        _xdotool("type", "--delay", _KEY_MS, text)

    def press(self, *keys: str) -> None:
        _xdotool("key", "--delay", _KEY_MS, *keys)

    def press_button(self, process_id: int, name: str) -> None:
        """Press the button of this Qt object name, as a screen reader does."""
        done = subprocess.run(
            [_DEBIANS_PYTHON, _PRESS, str(process_id), name], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode != 0:
            raise SmokeFailed(f"no button {name}: {done.stdout}{done.stderr}")

    def picture(self, path: Path) -> None:
        """Keep what is on the screen, when ImageMagick is there."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", path], check=False)


@contextlib.contextmanager
def screen(program: BuiltProgram) -> Iterator[Screen]:
    """A screen of 1366x768, which ``program`` opens its windows on."""
    # Without -noreset it starts anew whenever its last client leaves, and drops whoever comes at that moment.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    display = f":{server.stdout.readline().strip() if server.stdout else ''}"  # said once it answers
    if display == ":":
        raise SmokeFailed("Xvfb did not start")
    bus = None
    if can_press_by_name():
        bus = subprocess.Popen(
            ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"],
            env=os.environ | {"DISPLAY": display},
            stderr=subprocess.DEVNULL,
        )
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = display
    program.more |= {"QT_QPA_PLATFORM": "xcb"}
    if bus is not None:
        program.more |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    try:
        yield Screen()
    finally:
        for process in (bus, server):
            if process is not None:
                process.terminate()
                process.wait(10)
        os.environ.pop("DISPLAY")
        if before is not None:
            os.environ["DISPLAY"] = before


def _xdotool(*arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, timeout=60, check=False).stdout
