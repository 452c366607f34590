"""Runs in the built program before anything of ours: the methods of its classes need not be compiled."""

import builtins
import dataclasses
import inspect
import marshal
import os
import sys
from types import SimpleNamespace
from typing import Any


def use_code_made_ahead(path: str) -> None:
    """Let ``dataclasses`` find compiled what it writes for a till's classes (class_code.py). The rest it compiles."""
    with open(path, "rb") as file:  # noqa: PTH123  pathlib is loaded later, if at all
        codes: dict[str, bytes] = marshal.load(file)  # noqa: S302  a part of this program

    execute, loaded = builtins.exec, marshal.loads

    def execute_ahead(source: str, names: dict[str, Any] | None = None, made: dict[str, Any] | None = None) -> None:
        code = codes.get(source)
        execute(source if code is None else loaded(code), names, made)

    vars(dataclasses)["exec"] = execute_ahead  # found before Python's own


BUNDLE: str = sys._MEIPASS  # type: ignore[attr-defined]  # noqa: SLF001  PyInstaller's name for it
use_code_made_ahead(os.path.join(BUNDLE, "lomi_pos", "_resources", "class_code.bin"))  # noqa: PTH118  as above

# A class without words of its own gets its signature for them: a fifth of a millisecond for each of a till's classes,
# which all have lost their words here (trimming.OPTIMIZE). Nobody asks a bundle for help.
vars(dataclasses)["inspect"] = SimpleNamespace(**vars(inspect) | {"signature": lambda *_, **__: ""})
