"""Which build this is: the commit and the day that packaging/build.py baked in. From sources there is none."""

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lomi_pos.resources import resource


@dataclass(frozen=True, slots=True)
class BuildMark:
    """Both are empty from sources. ``licences`` is the folder of their texts, which only a built program has."""

    commit: str = ""
    built_on: str = ""
    licences: Path | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.commit, self.built_on) if part)


@cache
def build_mark() -> BuildMark:
    """Never fails: a till sells without it."""
    try:
        told = json.loads(resource("build.json").read_text(encoding="utf-8"))
        return BuildMark(str(told["commit"]), str(told["built_on"]), _licences())
    except (OSError, ValueError, KeyError, TypeError):
        return BuildMark()


def _licences() -> Path | None:
    program = Path(sys.executable).resolve()
    places = (program.parent / "licences", program.parent.parent / "Resources" / "licences")  # the second one on macOS
    return next((place for place in places if place.is_dir()), None)
