"""A clerk at the real window: the real engine, journal and client behind it, and a sandbox on a socket."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import zxingcpp
from PIL.ImageQt import fromqimage
from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lomi_pos.assembly import Till
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.keychain import Keychain
from lomi_pos.store.settings import SettingsFile
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.window import MainWindow

PATIENCE_MS = 20_000
_LOOK_EVERY_MS = 10


class Counter:
    """A window on ``folder``, selling at ``server``. Closing it is a clerk closing the window.

    ``account`` is the Network member to sell for, as LOMI_ACCOUNT gives it. With ``is_opening`` the window stands as at
    its first paint, until ``begin``.
    """

    def __init__(self, folder: Path, server: SandboxServer, *, account: str = "", is_opening: bool = False) -> None:
        data = DataFolder(folder)
        data.prepare()
        self.server = server
        self.till = Till(data, SettingsFile(data.settings), Keychain(server.key), api_url=server.url, account=account)
        self.bridge = EngineBridge(self.till.open_engine)
        self.window = MainWindow(self.bridge, self.till.book, self.till.keys, self.till.clock, is_opening=is_opening)
        self._is_opening = is_opening

    def __enter__(self) -> Self:
        self.window.resize(1366, 768)
        self.window.show()
        if not self._is_opening:
            self.bridge.start()
        return self

    def begin(self) -> None:
        """All is loaded."""
        self.window.completed.connect(self.bridge.hear)
        self.bridge.start(is_heard=False)
        self.window.complete(at_once=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.window.close()
        self.bridge.stop()
        self.till.close()
        self.window.deleteLater()

    # ------------------------------------------------------------------ what the clerk does
    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def charge(self, amount: str) -> str:
        """Type an amount, press Enter, and wait for the code; return lomi.'s id of the session."""
        self.wait_until(lambda: self.focused_name() == "amount")
        self.type(amount)
        self.press(Qt.Key.Key_Return)
        self.wait_until(lambda: " open " in self.window.windowTitle())
        return self.server.lomi.newest_session().id

    # ------------------------------------------------------------------ what the clerk sees
    def child(self, name: str) -> QWidget:
        found: QWidget | None = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found

    def focused_name(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def read_qr(self) -> str:
        """The code as a phone reads it from the pixels of the window: upright, dark on light, no second guesses."""
        found = self.codes_on_screen()
        assert len(found) == 1, f"{len(found)} codes on screen"
        return found[0]

    def codes_on_screen(self) -> list[str]:
        picture = fromqimage(self.window.grab().toImage()).convert("L")
        found = zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
            try_rotate=False,
            try_downscale=False,
            try_invert=False,
        )
        return [one.text for one in found]

    def wait_until(self, is_so: Callable[[], Any]) -> None:
        """Let Qt work until ``is_so``; fails after ``PATIENCE_MS``, and then looks no more."""
        patience = QDeadlineTimer(PATIENCE_MS)
        _let_qt_work()
        while not is_so():
            assert not patience.hasExpired(), f"waited in vain; the title is {self.window.windowTitle()!r}"
            _let_qt_work()


def _let_qt_work() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_LOOK_EVERY_MS, loop, loop.quit)
    loop.exec()


def engine_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "lomi-engine"]
