"""What is in a bundle: ``contents.py FOLDER`` prints its Python modules, one a line.

Run with the Python of the build, which has PyInstaller.
"""

import sys
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader


def program_in(folder: Path) -> Path:
    for place in ("lomi-pos", "lomi-pos.exe", "Contents/MacOS/lomi-pos", "floor", "floor.exe", "Contents/MacOS/floor"):
        if (folder / place).is_file():
            return folder / place
    raise FileNotFoundError(folder)


def inside(folder: Path) -> Path:
    """Where everything but the program itself is."""
    return folder / "Contents" / "Frameworks" if (folder / "Contents").is_dir() else folder / "_internal"


def modules_of(folder: Path) -> set[str]:
    """Every Python module of the bundle, whether frozen, in the base library or an extension."""
    archive = CArchiveReader(str(program_in(folder)))
    (frozen,) = [name for name in archive.toc if name.endswith((".pyz", "PYZ"))]
    found = set(archive.open_embedded_archive(frozen).toc)
    for base in inside(folder).glob("**/base_library.zip"):
        found |= {
            name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
            for name in zipfile.ZipFile(base).namelist()
            if name.endswith(".pyc")
        }
    return found | set(_extensions_of(folder))


def _extensions_of(folder: Path) -> list[str]:
    names = []
    for path in inside(folder).rglob("*"):
        ending = next((one for one in EXTENSION_SUFFIXES if path.name.endswith(one)), None)
        if ending is None or path.name.startswith("lib"):
            continue
        place = path.relative_to(inside(folder)).as_posix().removesuffix(ending)
        names.append(place.rpartition("lib-dynload/")[2].replace("/", "."))
    return names


if __name__ == "__main__":
    print("\n".join(sorted(modules_of(Path(sys.argv[1]).resolve()))))
