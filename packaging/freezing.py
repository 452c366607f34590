"""From locked dependencies and a spec to a folder that runs: the same folder each time. Needs Python and uv only."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_QT_OWN = ("PySide6", "shiboken6", "pillow.libs")
"""Never stripped: what is under the LGPL stays as it came, and auditwheel's rewritten libraries break."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a build is made, and the moment that it bears."""

    folder: Path
    epoch: int

    @property
    def environment(self) -> Path:
        return self.folder / "venv"

    @property
    def python(self) -> Path:
        return self.environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def stage(self) -> Path:
        """What is made ready before PyInstaller starts: icons, build.json."""
        return self.folder / "stage"

    @property
    def variables(self) -> dict[str, str]:
        """The environment of every step: nothing in it may differ between two builds."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_", "LOMI_")) and name != "LD_LIBRARY_PATH"
        }
        return kept | {
            "PYTHONHASHSEED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNODEBUGRANGES": "1",  # they mark a part of a source line, and no source is in the bundle
            "SOURCE_DATE_EPOCH": str(self.epoch),
            "QT_QPA_PLATFORM": "offscreen",
            "PYINSTALLER_CONFIG_DIR": str(self.folder / "pyinstaller"),
            "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",  # modules load sooner, and the installer packs them better
            "TZ": "UTC",
        }

    def run(self, *command: str | Path, **more: str) -> None:
        """Run one step; its words are shown only when it fails.

        Raises:
            SystemExit: it failed.
        """
        done = subprocess.run(
            [str(one) for one in command],
            cwd=ROOT,
            env=self.variables | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print(done.stdout[-6000:])
            raise SystemExit(f"failed: {' '.join(str(one) for one in command)}")

    def lines(self, script: Path, *arguments: Path) -> list[str]:
        """What a script prints that is run with the Python of the build.

        Raises:
            SystemExit: it failed.
        """
        done = subprocess.run(
            [str(one) for one in (self.python, script, *arguments)],
            cwd=ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print(done.stderr[-6000:])
            raise SystemExit(f"failed: {script.name}")
        return done.stdout.split()

    def install(self, *groups: str) -> None:
        """Make the environment exactly as uv.lock says, without the tools of development."""
        chosen = [f"--group={one}" for one in groups]
        self.run(
            *("uv", "sync", "--locked", "--no-default-groups", "--no-install-project", "--quiet", *chosen),
            *("--python", sys.executable),
            UV_PROJECT_ENVIRONMENT=str(self.environment),
        )

    def freeze(self, spec: Path, out: Path, **more: str) -> None:
        """Run PyInstaller on ``spec``; what it makes lies in ``out`` then."""
        shutil.rmtree(self.folder / "pyinstaller-work", ignore_errors=True)
        self.run(
            *(self.python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"),
            *(f"--distpath={out}", f"--workpath={self.folder / 'pyinstaller-work'}", spec),
            **more,
        )


def strip(folder: Path) -> int:
    """Take the symbols out of the shared libraries, but of Qt's; return how many bytes that saved. Linux only."""
    if sys.platform != "linux" or shutil.which("strip") is None:
        return 0
    before = size_of(folder)
    for path in sorted((folder / "_internal").rglob("*.so*")):
        if path.is_symlink() or any(one in path.parts for one in _QT_OWN) or not is_elf(path):
            continue
        subprocess.run(["strip", "--strip-unneeded", "--enable-deterministic-archives", path], check=True)
    return before - size_of(folder)


def is_elf(path: Path) -> bool:
    """Whether it is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def settle(folder: Path, epoch: int) -> None:
    """Give every file and folder the same time and the usual rights."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink():
            if sys.platform != "win32":
                os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        if sys.platform != "win32":
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        os.utime(path, (epoch, epoch))
    os.utime(folder, (epoch, epoch))


def size_of(folder: Path) -> int:
    """Bytes of all its files, each counted once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def hashes_of(folder: Path) -> dict[str, str]:
    """Each file, by its place, and its SHA-256; of a symbolic link, where it points."""
    told = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            told[name] = f"-> {path.readlink()}"
        elif path.is_file():
            told[name] = sha256(path)
    return told


def tree_hash(folder: Path) -> str:
    """One hash for the whole tree: names, contents and links."""
    lines = "".join(f"{value}  {name}\n" for name, value in hashes_of(folder).items())
    return hashlib.sha256(lines.encode()).hexdigest()


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differing(one: Path, other: Path) -> list[str]:
    """The files that two trees do not have in common."""
    first, second = hashes_of(one), hashes_of(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
