"""Which shared libraries of a bundle anything in it asks for. Linux only; elsewhere Qt's wheels bring no others."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from trimming import Entry


def reached(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without the libraries that only something trimmed away had asked for (GTK, say)."""
    entries = list(entries)
    libraries = {Path(name).name: source for name, source, kind in entries if kind == "BINARY" and _is_library(name)}
    waiting = [source for name, source, kind in entries if kind in {"EXTENSION", "BINARY"} and not _is_library(name)]
    found: set[str] = set()
    while waiting:
        for name in needed_by(waiting.pop()):
            if name not in found:
                found.add(name)
                if name in libraries:
                    waiting.append(libraries[name])
    return [entry for entry in entries if not _is_library(entry[0]) or Path(entry[0]).name in found]


def needed_by(file: str | Path) -> list[str]:
    """The names of the libraries that ``file`` itself asks for; empty when it is no program or library."""
    told = subprocess.run(["readelf", "--dynamic", "--wide", file], capture_output=True, text=True, check=False)
    return re.findall(r"\(NEEDED\).*\[(.+)\]", told.stdout)


def _is_library(name: str) -> bool:
    """A library is loaded because another file names it; an extension or a plugin because the program does."""
    path = Path(name)
    is_root = path.name.startswith("libpython") or "plugins" in path.parts
    return path.name.startswith("lib") and ".so." in path.name + "." and not is_root
