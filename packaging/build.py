"""The whole build for the system it stands on: ``uv run python packaging/build.py`` (``--help`` for its options).

Makes ``dist/lomi-pos`` (one folder that runs without Python) and this system's installers beside it, and prints the
name, size and SHA-256 of each. The same commit, uv.lock, Python and system give the same folder, byte for byte.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from freezing import ROOT, Workshop, differing, settle, sha256, size_of, strip, tree_hash
from trimming import unexplained

SYSTEM = platform.system()
URL = "https://lomi.africa/"
BUNDLE = "lomi POS.app" if sys.platform == "darwin" else "lomi-pos"


def main() -> int:
    options = arguments().parse_args()
    commit, epoch = origin()
    version = version_of_sources()
    workshop = Workshop(options.work.resolve(), epoch)
    out = options.out.resolve()
    print(
        f"lomi POS {version}, {commit or 'no commit'}, {time.strftime('%Y-%m-%d', time.gmtime(epoch))}, {sys.platform}"
    )
    folder = bundle(workshop, out, version, commit)
    if options.twice and not is_the_same_again(workshop, folder, version, commit):
        return 1
    files = [] if options.no_installers else installers(workshop, folder, out, version)
    print(f"{'':64}  {size_of(folder):>11,}  {folder.name}/")
    print(f"{tree_hash(folder)}  {'(tree)':>11}  {folder.name}/")
    sums = "".join(f"{sha256(path)}  {path.name}\n" for path in files)
    (out / f"SHA256SUMS-{sys.platform}").write_text(sums, encoding="utf-8", newline="\n")  # sha256sum reads no CR
    for path in files:
        print(f"{sha256(path)}  {path.stat().st_size:>11,}  {path.name}")
    return 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build lomi POS for the system this runs on.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the results go (dist/)")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="where it is made (build/)")
    parser.add_argument("--no-installers", action="store_true", help="the folder only")
    parser.add_argument("--twice", action="store_true", help="build it again, compare, and say what differs")
    return parser


def bundle(workshop: Workshop, out: Path, version: str, commit: str) -> Path:
    """Make the folder (on macOS the .app), stripped, with its licences and its bill of materials."""
    say("environment, as locked")
    workshop.install("packaging")
    say("icons, the build's mark, and the code of its classes")
    shutil.rmtree(workshop.stage, ignore_errors=True)
    workshop.stage.mkdir(parents=True)
    workshop.run(workshop.python, ROOT / "packaging" / "make_icons.py", workshop.stage)
    built_on = time.strftime("%Y-%m-%d", time.gmtime(workshop.epoch))
    mark = {"version": version, "commit": commit, "built_on": built_on}
    (workshop.stage / "build.json").write_text(json.dumps(mark) + "\n", encoding="utf-8")
    workshop.run(workshop.python, ROOT / "packaging" / "class_code.py", workshop.stage / "class_code.bin")
    if sys.platform == "win32":
        (workshop.stage / "version.txt").write_text(windows_version(version), encoding="utf-8")
    say("PyInstaller")
    folder = out / BUNDLE
    shutil.rmtree(folder, ignore_errors=True)
    workshop.freeze(
        ROOT / "packaging" / "lomi_pos.spec", out, LOMI_POS_STAGE=str(workshop.stage), LOMI_POS_VERSION=version
    )
    saved = strip(folder)
    say(f"stripped: {saved:,} bytes less" if saved else "not stripped: only done on Linux")
    say("modules that nothing imports")
    refuse_idle_modules(workshop, folder)
    say("licences and bill of materials")
    sbom = workshop.folder / "environment.cdx.json"
    workshop.run(
        *("uv", "run", "--locked", "--only-group=sbom", "cyclonedx-py", "environment", "--output-reproducible"),
        *("--pyproject=pyproject.toml", f"--output-file={sbom}", workshop.python),
        UV_PROJECT_ENVIRONMENT=str(workshop.folder / "sbom-venv"),
    )
    workshop.run(workshop.python, ROOT / "packaging" / "licences.py", folder, sbom, version, URL)
    settle(folder, workshop.epoch)
    return folder


def refuse_idle_modules(workshop: Workshop, folder: Path) -> None:
    """Look for modules of the bundle that the program does not import; elsewhere than on Linux they are only told.

    Raises:
        SystemExit: there are some.
    """
    bundled = workshop.lines(ROOT / "packaging" / "contents.py", folder)
    idle = unexplained(bundled, workshop.lines(ROOT / "packaging" / "what_is_imported.py"))
    if idle:
        print(f"in the bundle, and imported by nothing (packaging/trimming.py): {', '.join(idle)}")
        if sys.platform == "linux":
            raise SystemExit(1)


def is_the_same_again(workshop: Workshop, folder: Path, version: str, commit: str) -> bool:
    say("once more, from nothing")
    shutil.rmtree(workshop.environment)
    again = bundle(workshop, workshop.folder / "again", version, commit)
    names = differing(folder, again)
    for name in names:
        say(f"differs: {name}")
    say("both builds are the same, byte for byte" if not names else f"{len(names)} files differ")
    return not names


def installers(workshop: Workshop, folder: Path, out: Path, version: str) -> list[Path]:
    """This system's installers."""
    if SYSTEM == "Linux":
        from linux_packages import make_deb, make_tar  # noqa: PLC0415  each system has its own

        say("tar.gz and .deb")
        return [make_tar(folder, out, version, workshop.epoch), make_deb(folder, workshop, out, version)]
    if SYSTEM == "Windows":
        from windows_installer import make_setup, sign  # noqa: PLC0415

        say("installer")
        sign(*folder.glob("*.exe"))
        return [make_setup(folder, workshop.stage, out, version)]
    from macos_image import make_image  # noqa: PLC0415

    say("disk image")
    return [make_image(folder, out, version)]


def origin() -> tuple[str, int]:
    """The commit this is built from (with a + when files were changed since), and the moment that the build bears."""
    set_epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%h %ct"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return "", int(set_epoch or (ROOT / "pyproject.toml").stat().st_mtime)
    return told[0] + ("+" if changed else ""), int(set_epoch or told[1])


def version_of_sources() -> str:
    text = (ROOT / "lomi_pos" / "__init__.py").read_text(encoding="utf-8")
    return re.search(r'__version__ = "(.+)"', text)[1]  # type: ignore[index]


def windows_version(version: str) -> str:
    """What Windows shows under Properties, Details, in PyInstaller's notation."""
    numbers = tuple(int(one) for one in [*re.findall(r"\d+", version), 0, 0, 0, 0][:4])
    strings = {
        "CompanyName": "lomi POS",
        "FileDescription": "lomi POS",
        "FileVersion": version,
        "LegalCopyright": "MIT; Qt: LGPL-3.0",
        "ProductName": "lomi POS",
        "ProductVersion": version,
    }
    words = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=[StringFileInfo("
        f"[StringTable('040904B0', [{words}])]), VarFileInfo([VarStruct('Translation', [1033, 1200])])])"
    )


def say(what: str) -> None:
    print(f"  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
