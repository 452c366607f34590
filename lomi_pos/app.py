"""The window: a till, its engine's thread and its main window, put together once."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lomi_pos.assembly import LOADED_TO_CHARGE, LOADED_TO_READ, Till, open_till
from lomi_pos.till.errors import DataFolderInUse
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.ui.bridge import EngineBridge
    from lomi_pos.ui.desktop import Desktop
    from lomi_pos.ui.single_window import SingleWindow
    from lomi_pos.ui.sound import Sounds
    from lomi_pos.ui.window import MainWindow

_ENGINE_OPENS_MS = 1_000
"""A keychain that asks for its password, or a long journal, may keep the engine; the window does not wait longer."""


class NoScreen(Exception):
    """There is nothing to open a window on; the text says what was looked for."""


def run_window(till: Till, *, data_dir: Path | None, language: str | None) -> int:
    """Open the window on ``till``; return 0 when it is closed. A second start raises the first one's window.

    Raises:
        NoScreen: no window can be opened here.
        DataFolderInUse: another lomi POS holds the data folder and has no window that could be raised.
    """
    problem = screen_problem()
    if problem is not None:
        raise NoScreen(problem)
    try:
        desktop = _desktop()
    except ImportError as missing:
        raise NoScreen(str(missing)) from missing
    return _Windows(desktop, data_dir, language).run(till)


def show_refusal(message: Message, *, language: str) -> None:
    """Say in a small window why the till does not open, until it is closed. Without a screen, nothing happens."""
    if screen_problem() is not None:
        return
    try:
        desktop = _desktop()
    except ImportError:
        return
    from lomi_pos.ui.refusal_window import RefusalWindow  # noqa: PLC0415  Qt

    desktop.wear(language=language, theme="system")
    desktop.show_icon()
    window = RefusalWindow(message)
    window.appear()
    desktop.run()


def _desktop() -> "Desktop":
    """Load Qt, once there is a screen for it, and begin with it.

    Raises:
        ImportError: it is not there, or a library that it needs.
    """
    from lomi_pos.ui.pyside import import_pyside  # noqa: PLC0415

    gc.disable()  # what a start imports stays; from here on the window's thread collects (docs/decisions/0014)
    import_pyside()
    from lomi_pos.ui.desktop import Desktop  # noqa: PLC0415

    return Desktop(sys.argv[:1])


def screen_problem() -> str | None:
    """Why no window can be opened here, or None. Qt itself would end the program without a word to the clerk."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM", "xcb") not in {"xcb", "wayland"}:
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "DISPLAY"
    return None if _x_server_answers(display) else f"DISPLAY={display}"


def _x_server_answers(display: str) -> bool:
    import socket  # noqa: PLC0415  only where there is an X server

    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if host not in {"", "unix"} or not number.isdecimal():
        return True  # a screen elsewhere (ssh -X): Qt will find out
    for name in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108  where X servers listen
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as there, contextlib.suppress(OSError):
            there.connect(name)
            return True
    return False


class _Windows:
    """The window that is open, and its way from selling to practising and back."""

    def __init__(self, desktop: "Desktop", data_dir: Path | None, language: str | None) -> None:
        self._desktop = desktop
        self._data_dir = data_dir
        self._language = language
        self._open = contextlib.ExitStack()
        self._window: MainWindow | None = None

    def run(self, till: Till) -> int:
        try:
            self._show(till)
        except DataFolderInUse:
            from lomi_pos.ui.single_window import raise_the_other  # noqa: PLC0415  for a second start only

            if raise_the_other(till.folder.window):
                return 0
            raise
        try:
            return self._desktop.run()
        finally:
            self._open.close()

    def _show(self, till: Till) -> None:
        """Open the window on ``till``; what was open before is closed once this one stands.

        Raises:
            DataFolderInUse: another lomi POS holds the folder; what was open stays open.
        """
        from lomi_pos.ui.bridge import EngineBridge  # noqa: PLC0415  Qt
        from lomi_pos.ui.loading import FirstPaint  # noqa: PLC0415
        from lomi_pos.ui.window import MainWindow  # noqa: PLC0415

        with contextlib.ExitStack() as stack:
            stack.enter_context(till.folder.locked())
            stack.callback(till.close)
            display = till.settings.display
            self._desktop.wear(language=self._language or display.language, theme=display.theme)
            bridge = EngineBridge(till.open_engine)
            window = MainWindow(
                bridge,
                till.book,
                till.keys,
                till.clock,
                is_practice=till.is_practice,
                trainer=till.practice,
                is_first_run=till.is_first_run,
                data_folder=str(till.folder.path),
                make_sounds=_sounds,
                is_opening=True,
            )
            window.practice_requested.connect(self._practise)
            window.selling_requested.connect(self._sell)
            self._desktop.unexpected.happened.connect(window.tell_of_bug)
            opening = _Opening(till, window, bridge)
            painted = FirstPaint(window)
            painted.over.connect(window.take_keys)
            painted.over.connect(opening.begin)
            window.completed.connect(self._desktop.show_icon)
            stack.callback(opening.close)
            window.appear()
            former, self._open = self._open, stack.pop_all()
        if self._window is not None:
            self._window.close()
        former.close()
        self._window = window

    def _practise(self) -> None:
        self._turn_to(open_till(self._data_dir, is_practice=True))

    def _sell(self) -> None:
        """Leave practice. What is seen first is the key that sells, or the field for one."""
        till = open_till(self._data_dir, is_practice=False)
        if self._turn_to(till) and self._window is not None and not till.is_first_run:
            self._window.completed.connect(self._window.show_account)

    def _turn_to(self, till: Till) -> bool:
        """Open ``till`` instead, unless it is open already: then that window comes to the front, and this one stays."""
        try:
            self._show(till)
        except DataFolderInUse as held:
            from lomi_pos.ui.single_window import raise_the_other  # noqa: PLC0415  loaded by now

            if not raise_the_other(till.folder.window) and self._window is not None:
                self._window.tell(held.message)
            return False
        return True


def _sounds() -> "Sounds":
    from lomi_pos.ui.sound import Sounds  # noqa: PLC0415  after the first paint

    return Sounds()


class _Opening:
    """What follows the first paint: first what a charge needs, then the engine, then what shows its news."""

    def __init__(self, till: Till, window: "MainWindow", bridge: "EngineBridge") -> None:
        self._till = till
        self._window = window
        self._bridge = bridge
        self._single: SingleWindow | None = None
        self._is_loading_the_rest = False
        self._is_closed = False

    def begin(self) -> None:
        """Load what a charge needs."""
        from lomi_pos.ui.loading import Loading  # noqa: PLC0415  Qt

        loading = Loading(LOADED_TO_CHARGE, self._window)
        loading.done.connect(self._begin_to_sell)
        loading.start()

    def _begin_to_sell(self) -> None:
        """Open the engine; the rest is loaded once that is done, since two threads at once make the window wait."""
        if self._is_closed:
            return
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        self._bridge.begun.connect(self._load_the_rest)
        opens = QTimer(self._window, singleShot=True, interval=_ENGINE_OPENS_MS)
        opens.timeout.connect(self._load_the_rest)  # not QTimer.singleShot: that would call us when we are gone
        opens.start()
        self._bridge.start(is_heard=False)

    def _load_the_rest(self) -> None:
        if self._is_closed or self._is_loading_the_rest:
            return
        self._is_loading_the_rest = True
        self._in_the_next_turn(self._make_enums)

    def _make_enums(self) -> None:
        """The longest turn of a start, so one of its own, when neither the engine nor a thread that loads is busy."""
        if self._is_closed:
            return
        from lomi_pos.ui.pyside import make_enums_of_qt  # noqa: PLC0415

        make_enums_of_qt()
        self._in_the_next_turn(self._load_what_shows_news)

    def _load_what_shows_news(self) -> None:
        if self._is_closed:
            return
        from lomi_pos.ui.loading import Loading  # noqa: PLC0415  Qt
        from lomi_pos.ui.window import LOADED_FOR_THE_DAY  # noqa: PLC0415

        modules = (*LOADED_TO_READ, *LOADED_FOR_THE_DAY, "lomi_pos.ui.single_window")
        loading = Loading(modules, self._window)
        loading.done.connect(self._hear)
        loading.start()

    def _hear(self) -> None:
        """Complete the window, listen for later starts, and hear what the engine has told meanwhile."""
        if self._is_closed:
            return
        from lomi_pos.ui.single_window import SingleWindow  # noqa: PLC0415  loaded by now

        self._single = SingleWindow(self._till.folder.window, self._window)
        self._single.asked_to_show.connect(self._window.come_to_front)
        self._window.completed.connect(self._bridge.hear)  # not in between: a view and a day's sales are a late frame
        self._window.complete(at_once=False)

    def _in_the_next_turn(self, do: Callable[[], None]) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        follows = QTimer(self._window, singleShot=True, interval=0)
        follows.timeout.connect(do)  # not QTimer.singleShot: that would call us when we are gone
        follows.start()

    def close(self) -> None:
        self._is_closed = True
        if self._single is not None:
            self._single.close()
        self._bridge.stop()
