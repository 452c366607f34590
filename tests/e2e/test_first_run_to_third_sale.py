"""A new clerk at a real window, in French, with a keyboard and no mouse: from the first start to the third sale paid.

``LOMI_POS_PICTURES=FOLDER`` keeps a picture of every step.
"""

import os
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import zxingcpp
from PIL import Image, ImageGrab

from lomi_pos.store.folder import DataFolder
from lomi_pos.store.journal import SqliteJournal
from lomi_pos.till.sale_lines import SalesQuery

pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(not all(map(shutil.which, ("Xvfb", "xdotool"))), reason="needs Xvfb and xdotool"),
]

LOOKS = 600
LOOK_EVERY_S = 0.1
Found = TypeVar("Found")


class Clerk:
    """Two hands on a keyboard, two eyes on the screen."""

    def __init__(self, display: str, folder: Path, pictures: Path | None) -> None:
        self._display = display
        self._folder = folder
        self._pictures = pictures
        self._window = ""
        self._taken = 0
        self.presses = 0

    # ------------------------------------------------------------------ hands
    def press(self, *keys: str) -> None:
        for key in keys:
            self._do("key", "--clearmodifiers", key)
            self.presses += 1

    def go_on(self, key: str) -> None:
        """Press a key that leads to another picture, and wait until that one stands still."""
        before = self._look().tobytes()
        self.press(key)
        self.until(lambda: self._look().tobytes() != before)
        self.has_settled()

    def type(self, text: str) -> None:
        """As fast as a person; a scanner is faster, and its figures go to the note."""
        self._do("type", "--delay", "90", text)
        self.presses += len(text)

    # ------------------------------------------------------------------ eyes
    def take_window(self, *, besides: str = "") -> str:
        """Turn to the window of lomi POS that is not ``besides``."""

        def seen() -> str:
            done = self._ask("search", "--onlyvisible", "--name", "lomi POS")
            return next((one for one in reversed(done.split()) if one != besides), "")

        self._window = self.until(seen)
        self._do("windowfocus", "--sync", self._window)
        return self._window

    def title(self) -> str:
        return self._ask("getwindowname", self._window).strip()

    def sees(self, words: str) -> None:
        self.until(lambda: words in self.title())

    def has_settled(self) -> None:
        """Two looks in a row show the same picture."""
        before = self._look()

        def is_same() -> bool:
            nonlocal before
            was, before = before, self._look()
            return was.tobytes() == before.tobytes()

        self.until(is_same)

    def codes(self) -> list[str]:
        """What a phone reads from the screen: upright, dark on light, no second guesses."""
        found = zxingcpp.read_barcodes(
            self._look().convert("L"),
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
            try_rotate=False,
            try_downscale=False,
            try_invert=False,
        )
        return [one.text for one in found]

    def keep_picture(self, name: str) -> None:
        self._taken += 1
        if self._pictures is not None:
            self._look().save(self._pictures / f"{self._taken:02d}-{name}.png")

    def until(self, look: Callable[[], Found]) -> Found:
        for _ in range(LOOKS):
            found = look()
            if found:
                return found
            threading.Event().wait(LOOK_EVERY_S)
        self.keep_picture("in-vain")
        raise AssertionError(f"waited in vain; the title is {self.title()!r}")

    def states(self) -> dict[str, str]:
        """Number and state of each practice sale on disk."""
        journal = SqliteJournal.open_for_reading(DataFolder(self._folder).practice().journal, is_practice=True)
        try:
            return {line.number: str(line.state) for line in journal.sale_lines(SalesQuery())}
        finally:
            journal.close()

    def _look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self._display)

    def _do(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=os.environ | {"DISPLAY": self._display}, check=True)

    def _ask(self, *arguments: str) -> str:
        environment = os.environ | {"DISPLAY": self._display}
        return subprocess.run(
            ["xdotool", *arguments], env=environment, capture_output=True, text=True, check=False
        ).stdout


@pytest.fixture
def display() -> Iterator[str]:
    """An empty screen of a shop laptop's size, without a window manager."""
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(tells,),
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.fixture
def clerk(display: str, tmp_path: Path) -> Iterator[Clerk]:
    kept = os.environ.get("LOMI_POS_PICTURES")
    pictures = Path(kept) if kept else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    usual = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    till = subprocess.Popen(
        [sys.executable, "-m", "lomi_pos", "--data-dir", str(tmp_path / "till")],
        env=usual
        | {"HOME": str(tmp_path), "LANG": "fr_FR.UTF-8", "PYTHONUTF8": "1", "DISPLAY": display}
        | {"QT_QPA_PLATFORM": "xcb", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield Clerk(display, tmp_path / "till", pictures)
    till.terminate()
    till.wait(timeout=30)


def sell(clerk: Clerk, typed: str, number: str) -> None:
    """An amount, Enter, the code, the customer pays, green."""
    clerk.type(typed)
    clerk.keep_picture(f"{number}-typed")
    clerk.press("Return")
    clerk.sees(f"{number} open ")
    (url,) = clerk.until(clerk.codes)
    assert url.startswith("http://127.0.0.1:")
    clerk.keep_picture(f"{number}-code")
    clerk.press("ctrl+1")
    clerk.sees(f"{number} paid ")
    clerk.has_settled()
    clerk.keep_picture(f"{number}-paid")
    clerk.until(lambda: not clerk.codes())


@pytest.mark.timeout(300)
def test_from_the_first_start_to_three_customers_at_once_without_a_mouse(clerk: Clerk, tmp_path: Path):
    first_run = clerk.take_window()
    clerk.has_settled()
    clerk.keep_picture("language")
    clerk.go_on("Return")
    clerk.type("Boutique Awa")
    clerk.has_settled()
    clerk.keep_picture("shop")
    clerk.go_on("Return")
    clerk.keep_picture("key-or-practice")
    clerk.press("Return")

    practice = clerk.take_window(besides=first_run)
    clerk.has_settled()
    clerk.keep_picture("practice")
    kept = tomllib.loads((tmp_path / "till" / "settings.toml").read_text(encoding="utf-8"))
    assert (kept["display"]["language"], kept["shop"]["name"]) == ("fr", "Boutique Awa")

    clerk.presses = 0
    sell(clerk, "12500", "P-001")
    clerk.press("Return")
    clerk.until(lambda: clerk.title() == "lomi POS")
    assert clerk.presses == len("12500") + len(("Return", "ctrl+1", "Return"))
    sell(clerk, "3*", "P-002")
    sell(clerk, "750", "P-003")  # figures on the green screen are the next sale already
    clerk.press("Return")

    for amount, number in (("1*", "P-004"), ("2*", "P-005"), ("5*", "P-006")):
        clerk.type(amount)
        clerk.press("Return")
        clerk.sees(f"{number} open ")
        clerk.press("F2")
        clerk.until(lambda: clerk.title() == "lomi POS")
    clerk.has_settled()
    clerk.keep_picture("three-customers")
    for number, key in (("P-005", "alt+2"), ("P-004", "alt+1"), ("P-006", "alt+3")):
        clerk.press(key)
        clerk.sees(f"{number} open ")
        clerk.press("ctrl+1")
        clerk.sees(f"{number} paid ")
        clerk.keep_picture(f"{number}-paid")
    clerk.press("Return")
    clerk.until(lambda: clerk.title() == "lomi POS")
    clerk.has_settled()
    clerk.keep_picture("the-end")
    assert clerk.states() == {f"P-{place:03d}": "paid" for place in range(1, 7)}

    selling = DataFolder(tmp_path / "till")
    assert not selling.window.exists()
    clerk.go_on("F10")
    clerk.go_on("Down")
    clerk.press("Tab", "Tab", "space")
    clerk.take_window(besides=practice)
    clerk.until(selling.window.exists)
    assert not selling.practice().window.exists()
    clerk.keep_picture("selling")
