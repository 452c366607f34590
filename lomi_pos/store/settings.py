"""``settings.toml``: the shop's settings as a person may also edit them. Never a secret among them.

A missing key has its default, an unknown one is left in the file, and so is every comment.
"""

import logging
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lomi_pos.store.backups import sync_folder
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.money import CURRENCIES
from lomi_pos.till.settings import Settings

_log = logging.getLogger(__name__)

_TILL = re.compile(r"(?!P$)[A-Z][A-Z0-9]{0,2}")
_AT_LINE = re.compile(r"at line (\d+)")
_LOUDEST = 100


class SettingsFile:
    """The ``SettingsBook`` on one file. Unknown keys are warned about once, when it is opened."""

    def __init__(self, path: Path) -> None:
        """Read the file; without one, everything has its default.

        Raises:
            SettingsTrouble: it cannot be read.
        """
        self.path = path
        self._settings = load_settings(path)

    @property
    def settings(self) -> Settings:
        return self._settings

    def keep(self, settings: Settings) -> None:
        """Write ``settings`` down; they are in force once this returns.

        Raises:
            SettingsTrouble: one of them is impossible, or they could not be written. The old ones stay in force.
        """
        save_settings(self.path, settings)
        self._settings = settings


def load_settings(path: Path) -> Settings:
    """Read the settings; without a file, everything has its default.

    Raises:
        SettingsTrouble: the file cannot be read, or a value in it is impossible. It is not touched.
    """
    found = _read(path)
    sections: dict[str, Any] = {}
    for name, kind in get_type_hints(Settings).items():
        written = found.pop(name, {})
        if not isinstance(written, dict):
            raise _unreadable(path, f"“{name}” must be a section, written [{name}]")
        values = {}
        for key, hint in get_type_hints(kind).items():
            if key in written:
                values[key] = _value(written.pop(key), hint, f"{name}.{key}", path)
        sections[name] = kind(**values)
        found |= {f"{name}.{key}": value for key, value in written.items()}
    for unknown in found:
        _log.warning("settings.toml has a setting that this version does not know; it is kept: %s", unknown)
    settings = Settings(**sections)
    for problem in _problems(settings):
        raise _unreadable(path, problem)
    return settings


def save_settings(path: Path, settings: Settings) -> None:
    """Write ``settings`` into the file, all of them or none, and leave its comments and unknown keys as they are.

    Raises:
        SettingsTrouble: one of them is impossible, the file as it stands cannot be read, or it cannot be written.
    """
    for problem in _problems(settings):
        raise _unwritable(path, problem)
    _read(path)
    import tomlkit  # noqa: PLC0415  30 ms, and only for writing

    document = tomlkit.parse(_text(path))
    for name, section in _plain(settings).items():
        defaults = _plain(Settings())[name]
        changed = {key: value for key, value in section.items() if value != document.get(name, {}).get(key)}
        new = {key: value for key, value in changed.items() if key in document.get(name, {}) or value != defaults[key]}
        if new and name not in document:
            document[name] = tomlkit.table()
        for key, value in new.items():
            document[name][key] = value
    try:
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        raise _unwritable(path, error.strerror or type(error).__name__) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        raise _unreadable(path, f"line {line[1]} is not right" if line else "it ends too early") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not text in UTF-8") from error
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from error


def _value(written: object, hint: Any, name: str, path: Path) -> object:
    if hint == tuple[str, ...]:
        if isinstance(written, list) and all(type(one) is str for one in written):
            return tuple(written)
        raise _unreadable(path, f"{name} must be a list of texts")
    if get_origin(hint) is Literal:
        if written in get_args(hint):
            return written
        allowed = ", ".join(f'"{one}"' for one in get_args(hint))
        raise _unreadable(path, f"{name} must be one of {allowed}")
    if type(written) is not hint:
        raise _unreadable(path, f"{name} must be {_IN_WORDS[hint]}")
    return written


_IN_WORDS: Mapping[type, str] = {
    int: "a whole number",
    bool: "true or false",
    str: 'a text between "quotes"',
}


def _problems(settings: Settings) -> Iterator[str]:
    """What no till can work with, one phrase each."""
    if not _TILL.fullmatch(settings.shop.till):
        yield "shop.till must be one to three capital letters or figures like A, and not P, which is for practice"
    if settings.shop.currency not in CURRENCIES:
        yield f"shop.currency must be one of {', '.join(CURRENCIES)}"
    if settings.shop.confirm_limit < 0:
        yield "shop.confirm_limit must not be negative"
    if settings.payments.expiration_minutes < 1:
        yield "payments.expiration_minutes must be at least 1"
    if settings.counter.return_after_s < 0:
        yield "counter.return_after_s must not be negative"
    if not 0 <= settings.counter.volume <= _LOUDEST:
        yield f"counter.volume must be from 0 to {_LOUDEST}"


def _plain(settings: Settings) -> dict[str, dict[str, Any]]:
    """The settings as TOML has them: sections of plain values."""
    return {
        section.name: {key.name: _as_toml(getattr(getattr(settings, section.name), key.name)) for key in fields(kind)}
        for section, kind in zip(fields(Settings), get_type_hints(Settings).values(), strict=True)
    }


def _as_toml(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file: after a power cut it is the old or the new one, whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".settings-", suffix=".toml", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
    sync_folder(path.parent)


def _unreadable(path: Path, problem: str) -> SettingsTrouble:
    return SettingsTrouble("settings_unreadable", path=path, problem=problem)


def _unwritable(path: Path, problem: str) -> SettingsTrouble:
    return SettingsTrouble("settings_unwritable", path=path, problem=problem)
