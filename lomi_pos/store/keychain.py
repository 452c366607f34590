"""The lomi. key in the system's keychain; where there is none, in memory for this run, and saying so.

Only the systems' own keychains are used. What else ``keyring`` may find (a plain file, a plug-in, ``null``) is not.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, cast

from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.keys import masked, read_key

if TYPE_CHECKING:
    from lomi_pos.till.key_book import KeyState

SERVICE = "lomi-pos"
ACTIVE = "active"
"""Beside the entries ``live`` and ``test``: the one of the two that is in use."""

Taken = Literal["taken", "nothing", "refused"]
"""What became of the keys in the keychain; ``refused``: it is locked or broken, and may still hold them."""

T = TypeVar("T")

_log = logging.getLogger(__name__)

_BACK_ENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring")),
}
_NAMES = {
    "WinVaultKeyring": "Windows Credential Manager",
    "macOS": "macOS Keychain",
    "SecretService": "Secret Service",
    "kwallet": "KWallet",
}


class BackEnd(Protocol):
    """The part of ``keyring.backend.KeyringBackend`` that is used."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Keychain:
    """The ``KeyBook``. May be used from any thread; the first use finds the keychain, which takes 70 ms or more.

    A key given in the environment (``LOMI_API_KEY``) goes before the keychain and is never written down.
    """

    def __init__(self, environment_key: str = "", *, find: Callable[[], BackEnd | None] | None = None) -> None:
        self._environment_key = environment_key.strip()
        self._find = find or find_back_end
        self._lock = threading.RLock()
        self._back_end: BackEnd | None = None
        self._is_found = False
        self._is_read = False
        self._works = True
        self._key = ""
        self._place: Literal["", "keychain", "memory"] = ""

    @property
    def is_given(self) -> bool:
        """Whether the environment says the key; asks no keychain."""
        return bool(self._environment_key)

    def read(self) -> str:
        """The key itself, empty when there is none. The keychain is asked once, and may ask a person to unlock it."""
        if self._environment_key:
            return self._environment_key
        with self._lock:
            if not self._is_read:
                self._is_read = True
                self._key = self._ask(_active_key) or ""
                self._place = "keychain" if self._key else ""
            return self._key

    @property
    def state(self) -> KeyState:
        """What may be shown of the key that ``read`` gives."""
        with self._lock:
            key = self.read()
            place = "environment" if self._environment_key else self._place
            from lomi_pos.till.key_book import KeyState  # noqa: PLC0415  after the first paint

            return KeyState(masked(key), _environment_of(key), place) if key else KeyState()

    def keep(self, key: str) -> KeyState:
        """Keep ``key``, as the one in use from now on. Its ``place`` is ``memory`` where no keychain took it.

        Raises:
            SettingsTrouble: it is not a secret key of lomi.'s. The old one stays in use.
        """
        key = key.strip()
        environment = read_key(key)
        with self._lock:
            is_written = self._ask(lambda keychain: _write(keychain, environment, key)) or False
            self._key, self._is_read = key, True
            self._place = "keychain" if is_written else "memory"
            return self.state

    def forget(self) -> KeyState:
        """Forget the keys of both environments, here and in the keychain.

        One from the environment stays, and so does one in a keychain that does not let go of it.
        """
        self.take_out()
        return self.state

    def take_out(self) -> Taken:
        """As ``forget``; say what became of what the keychain held."""
        with self._lock:
            had_any = self._ask(_forget)
            is_refused = had_any is None and self._back_end is not None
            if not (is_refused and self._place == "keychain"):
                self._key, self._place, self._is_read = "", "", True
            return "refused" if is_refused else "taken" if had_any else "nothing"

    @property
    def is_kept(self) -> bool:
        """Whether this computer has a keychain that does its work: else a key is gone when the app is closed."""
        with self._lock:
            self._ask(_active_key)
            return self._works and self._back_end is not None

    @property
    def backend(self) -> str:
        """The keychain's name; empty without one."""
        with self._lock:
            back_end = self._found()
        if back_end is None:
            return ""
        module, kind = type(back_end).__module__.rpartition(".")[2], type(back_end).__name__
        return _NAMES.get(kind) or _NAMES.get(module) or kind

    def _found(self) -> BackEnd | None:
        if not self._is_found:
            self._is_found = True
            self._back_end = self._find()
        return self._back_end

    def _ask(self, what: Callable[[BackEnd], T]) -> T | None:
        back_end = self._found()
        if back_end is None:
            return None
        try:
            answer = what(back_end)
        except Exception as error:  # noqa: BLE001  each keychain raises what its system raises; none may stop the till
            _log.warning("The keychain did not do its work: %s", type(error).__name__)
            self._works = False
            return None
        self._works = True
        return answer


def find_back_end() -> BackEnd | None:
    """The best of this system's own keychains, or None. What ``keyring`` is configured to use does not count."""
    usable = [kind for kind in _allowed() if _priority(kind) > 0]
    if not usable:
        return None
    return cast("BackEnd", max(usable, key=_priority)())


def _allowed() -> Iterator[type]:
    for module, name in _BACK_ENDS.get(sys.platform, ()):
        try:
            yield getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue


def _priority(kind: Any) -> float:
    try:
        return float(kind.priority)
    except Exception:  # noqa: BLE001  "not usable here" is told by raising, RuntimeError or what D-Bus raises
        return 0.0


def _environment_of(key: str) -> str:
    """Empty for what is no secret key: one from the environment may be anything, and is refused where it is used."""
    try:
        return read_key(key)
    except SettingsTrouble:
        return ""


def _active_key(keychain: BackEnd) -> str:
    environment = keychain.get_password(SERVICE, ACTIVE)
    return (keychain.get_password(SERVICE, environment) or "") if environment in {"live", "test"} else ""


def _write(keychain: BackEnd, environment: str, key: str) -> bool:
    keychain.set_password(SERVICE, environment, key)
    keychain.set_password(SERVICE, ACTIVE, environment)
    return keychain.get_password(SERVICE, environment) == key


def _forget(keychain: BackEnd) -> bool:
    kept = [name for name in (ACTIVE, "live", "test") if keychain.get_password(SERVICE, name) is not None]
    for name in kept:
        keychain.delete_password(SERVICE, name)
    return bool(kept)
