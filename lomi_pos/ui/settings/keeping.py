"""Writing settings and keys down beside the window's thread: a disk or a keychain may take seconds."""

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from lomi_pos.till.errors import LomiPosError, as_message, as_not_kept
from lomi_pos.till.key_book import KeyBook
from lomi_pos.till.settings import Settings, SettingsBook

_LONGEST_WAIT_MS = 5000


class Keeper(QObject):
    """One errand after the other, in the order in which they were given. Lives in the main thread.

    Signals:
        settings_kept(Settings): written down and in force.
        settings_refused(Message): they could not be written; the old ones stand.
        key_known(KeyState): which key there is, after a look.
        key_kept(KeyState): the key is another one now, or there is none any more.
        key_refused(Message): it is not a key; the old one stands.
    """

    settings_kept = Signal(object)
    settings_refused = Signal(object)
    key_known = Signal(object)
    key_kept = Signal(object)
    key_refused = Signal(object)

    _done = Signal(str, object)

    def __init__(self, book: SettingsBook, keys: KeyBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._keys = keys
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def keep_settings(self, settings: Settings) -> None:
        self._run(lambda: self._keep(settings), "settings_kept", "settings_refused")

    def keep_key(self, key: str) -> None:
        self._run(lambda: self._keys.keep(key), "key_kept", "key_refused")

    def forget_key(self) -> None:
        self._run(self._keys.forget, "key_kept", "key_refused")

    def look_at_key(self) -> None:
        """Find out which key there is; the keychain may ask a person to unlock it."""
        self._run(lambda: self._keys.state, "key_known", "key_refused")

    def finish(self) -> None:
        """Wait until what was given has been written."""
        self._pool.waitForDone(_LONGEST_WAIT_MS)

    def _keep(self, settings: Settings) -> Settings:
        self._book.keep(settings)
        return settings

    def _run(self, errand: Callable[[], object], done: str, refused: str) -> None:
        def run() -> None:
            try:
                told, answer = done, errand()
            except LomiPosError as trouble:
                told, answer = refused, as_not_kept(as_message(trouble))
            with contextlib.suppress(RuntimeError):  # its window is gone, and with it whoever would hear
                self._done.emit(told, answer)

        self._pool.start(run)

    @Slot(str, object)
    def _on_done(self, told: str, answer: object) -> None:
        {
            "settings_kept": self.settings_kept,
            "settings_refused": self.settings_refused,
            "key_known": self.key_known,
            "key_kept": self.key_kept,
            "key_refused": self.key_refused,
        }[told].emit(answer)
