"""``settings.toml``: the shop's settings as a person may also edit them. Never a secret among them.

A missing key has its default, and so has a wrong one, with a warning: one slip of the pen must not stop the till. An
unknown key is left in the file, and so is every comment.
"""

import logging
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lomi_pos.store.disk import sync_folder
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.money import CURRENCIES
from lomi_pos.till.phrases import ENDS_EARLY, IMPOSSIBLE, NOT_TEXT, WRONG_LINE, phrase_of_disk
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
        self._settings, self._defaulted = read_settings(path)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def defaulted(self) -> tuple[str, ...]:
        return self._defaulted

    def keep(self, settings: Settings) -> None:
        """Write ``settings`` down; they are in force once this returns.

        Raises:
            SettingsTrouble: one of them is impossible, or they could not be written. The old ones stay in force.
        """
        changed = _changed(self._settings, settings)
        still_wrong = tuple(name for name in self._defaulted if name not in changed)
        save_settings(self.path, settings, leave=still_wrong)
        self._settings, self._defaulted = settings, still_wrong


def load_settings(path: Path) -> Settings:
    """Read the settings; without a file, everything has its default, and so has a value that no till can work with.

    Raises:
        SettingsTrouble: the file cannot be read, or is no TOML. It is not touched.
    """
    return read_settings(path)[0]


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """As ``load_settings``, with the names of the settings in the file that could not be used, like ``shop.till``.

    Raises:
        SettingsTrouble: the file cannot be read, or is no TOML. It is not touched.
    """
    found = _read(path)
    wrong: dict[str, str] = {}
    sections: dict[str, Any] = {}
    for name, kind in get_type_hints(Settings).items():
        written = found.pop(name, {})
        if not isinstance(written, dict):
            wrong[name] = f"must be a section, written [{name}]"
            written = {}
        values = {}
        for key, hint in get_type_hints(kind).items():
            if key in written:
                values[key] = written.pop(key)
                problem = _problem_of(values[key], hint)
                if problem:
                    wrong[f"{name}.{key}"] = problem
                    del values[key]
                elif hint == tuple[str, ...]:
                    values[key] = tuple(values[key])
        sections[name] = kind(**values)
        found |= {f"{name}.{key}": value for key, value in written.items()}
    settings = Settings(**sections)
    for name, problem in _problems(settings):
        wrong[name] = problem
        settings = _with_default(settings, name)
    for unknown in found:
        _log.warning("settings.toml has a setting that this version does not know; it is kept: %s", unknown)
    for name, problem in wrong.items():
        _log.warning("settings.toml: %s %s; its default is used", name, problem)
    return settings, tuple(wrong)


def _with_default(settings: Settings, name: str) -> Settings:
    section, _, key = name.partition(".")
    default = getattr(getattr(Settings(), section), key)
    changed: dict[str, Any] = {section: replace(getattr(settings, section), **{key: default})}
    return replace(settings, **changed)


def save_settings(path: Path, settings: Settings, *, leave: Collection[str] = ()) -> None:
    """Write ``settings`` into the file, all of them or none, and leave its comments and unknown keys as they are.

    What is named in ``leave`` (``shop`` or ``shop.till``) stays as a person wrote it, though it cannot be used.

    Raises:
        SettingsTrouble: one of them is impossible, the file as it stands cannot be read, or it cannot be written.
    """
    for name, _ in _problems(settings):
        raise _unwritable(path, IMPOSSIBLE.format(name=name))
    _read(path)
    import tomlkit  # noqa: PLC0415  30 ms, and only for writing

    document = tomlkit.parse(_text(path))
    for name, section in _plain(settings).items():
        if name in leave:
            continue
        defaults = _plain(Settings())[name]
        if not isinstance(document.get(name, {}), dict):
            del document[name]
        changed = {key: value for key, value in section.items() if value != document.get(name, {}).get(key)}
        new = {key: value for key, value in changed.items() if key in document.get(name, {}) or value != defaults[key]}
        if new and name not in document:
            document[name] = tomlkit.table()
        for key, value in new.items():
            if f"{name}.{key}" not in leave:
                document[name][key] = value
    try:
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        raise _unwritable(path, phrase_of_disk(error)) from error


def _read(path: Path) -> dict[str, Any]:
    text = _text(path)
    if not text:
        return {}
    import tomllib  # noqa: PLC0415  a new till has no file yet

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        raise _unreadable(path, WRONG_LINE.format(number=line[1]) if line else ENDS_EARLY) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(path, NOT_TEXT) from error
    except OSError as error:
        raise _unreadable(path, phrase_of_disk(error)) from error


def _problem_of(written: object, hint: Any) -> str:
    """Why ``written`` is not of the kind that the setting has; empty when it is."""
    if hint == tuple[str, ...]:
        is_right = isinstance(written, list) and all(type(one) is str for one in written)
        return "" if is_right else "must be a list of texts"
    if get_origin(hint) is Literal:
        allowed = ", ".join(f'"{one}"' for one in get_args(hint))
        return "" if written in get_args(hint) else f"must be one of {allowed}"
    return "" if type(written) is hint else f"must be {_IN_WORDS[hint]}"


_IN_WORDS: Mapping[type, str] = {
    int: "a whole number",
    bool: "true or false",
    str: 'a text between "quotes"',
}


def _problems(settings: Settings) -> Iterator[tuple[str, str]]:
    """What no till can work with: which setting, and what it must be."""
    if not _TILL.fullmatch(settings.shop.till):
        yield "shop.till", "must be one to three capital letters or figures like A, and not P, which is for practice"
    if settings.shop.currency not in CURRENCIES:
        yield "shop.currency", f"must be one of {', '.join(CURRENCIES)}"
    if settings.shop.confirm_limit < 0:
        yield "shop.confirm_limit", "must not be negative"
    if settings.payments.expiration_minutes < 1:
        yield "payments.expiration_minutes", "must be at least 1"
    if settings.counter.return_after_s < 0:
        yield "counter.return_after_s", "must not be negative"
    if not 0 <= settings.counter.volume <= _LOUDEST:
        yield "counter.volume", f"must be from 0 to {_LOUDEST}"


def _plain(settings: Settings) -> dict[str, dict[str, Any]]:
    """The settings as TOML has them: sections of plain values."""
    return {
        section.name: {key.name: _as_toml(getattr(getattr(settings, section.name), key.name)) for key in fields(kind)}
        for section, kind in zip(fields(Settings), get_type_hints(Settings).values(), strict=True)
    }


def _changed(former: Settings, settings: Settings) -> frozenset[str]:
    """The names of what is another now: each setting, and its section."""
    before, after = _plain(former), _plain(settings)
    keys = [(name, key) for name, section in after.items() for key in section if section[key] != before[name][key]]
    return frozenset(name for name, _ in keys) | {f"{name}.{key}" for name, key in keys}


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
