"""What the installed program and its installer weigh, against the least that could do: ``uv run python bench/size.py``.

The floor is a PySide6 window that can use httpx, qrcode, Pillow and keyring, built in the same run with the same
dependencies, trimmed by the same rules and stripped by the same command. Linux. ``--no-build`` measures what is there.
"""

import argparse
import lzma
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOOR = ROOT / "bench" / "size_floor"
sys.path.insert(0, str(ROOT / "packaging"))

from build import origin  # noqa: E402  the path comes first
from freezing import Workshop, size_of, strip  # noqa: E402
from linux_packages import tarred  # noqa: E402
from trimming import REACHED_OTHERWISE, unexplained  # noqa: E402

GOAL = 1.15
MIB = 1024 * 1024
WHY = {
    "libicudata": "Unicode's tables, which libQt6Core is linked to",
    "libQt6Gui": "Qt: painting, text, pictures",
    "libQt6Widgets": "Qt: buttons, lists, fields",
    "libQt6Core": "Qt: its foundation",
    "libpython": "Python",
    "lomi-pos": "the loader, and every Python module",
    "cryptography": "the keychain: Secret Service carries secrets enciphered",
    "QtWidgets.abi3": "Python's bindings of libQt6Widgets",
    "QtGui.abi3": "Python's bindings of libQt6Gui",
    "QtCore.abi3": "Python's bindings of libQt6Core",
    "libcrypto": "TLS",
    "libicui18n": "Unicode: sorting and dates of libQt6Core",
    "_imaging": "Pillow: QR codes, logos, slips of till printers",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Weigh the bundle against its floor.")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "size")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    work = options.work.resolve()
    workshop = Workshop(work / "workshop", origin()[1])
    ours, floor = work / "lomi-pos", work / "floor"
    if not options.no_build:
        subprocess.run(
            [
                sys.executable,
                ROOT / "packaging/build.py",
                "--no-installers",
                f"--out={work}",
                f"--work={workshop.folder}",
            ],
            check=True,
        )
        workshop.freeze(FLOOR / "floor.spec", work)
        strip(floor)
    workshop.run(floor / "floor", "--once")

    is_small = weigh(ours, floor)
    largest(ours)
    is_clean = compare_modules(workshop, ours)
    return 0 if is_small and is_clean else 1


def weigh(ours: Path, floor: Path) -> bool:
    print(f"\n{'':24}{'lomi POS':>12}{'floor':>12}{'ratio':>8}   goal: at most {GOAL}")
    ratios = []
    for name, measure in (("on disk", size_of), ("as .tar.xz", packed_size)):
        a, b = measure(ours), measure(floor)
        ratios.append(a / b)
        print(f"{name:24}{a / MIB:>8.1f} MiB{b / MIB:>8.1f} MiB{a / b:>8.3f}")
    return all(ratio <= GOAL for ratio in ratios)


def packed_size(folder: Path) -> int:
    return len(lzma.compress(tarred(folder, folder.name, 0), preset=6))


def largest(folder: Path) -> None:
    print("\nThe ten largest files")
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    for path in sorted(files, key=lambda one: one.stat().st_size, reverse=True)[:10]:
        place = path.relative_to(folder).as_posix()
        why = next((told for part, told in WHY.items() if part in place), "?")
        print(f"{path.stat().st_size / MIB:>8.1f} MiB  {place.removeprefix('_internal/'):58}  {why}")


def compare_modules(workshop: Workshop, folder: Path) -> bool:
    """Say which modules are in the bundle though the program imports them nowhere, and why; False without a reason."""
    bundled = set(workshop.lines(ROOT / "packaging" / "contents.py", folder))
    idle = bundled - set(workshop.lines(ROOT / "packaging" / "what_is_imported.py"))
    wrong = unexplained(idle, ())
    print(
        f"\n{len(bundled)} modules in the bundle, {len(bundled) - len(idle)} of them seen imported; without a reason: ",
        end="",
    )
    print(", ".join(wrong) or "none")
    for pattern, why in REACHED_OTHERWISE.items():
        if count := sum(fnmatch(name, pattern) for name in idle):
            print(f"{count:>8}  {pattern:24} {why}")
    return not wrong


if __name__ == "__main__":
    sys.exit(main())
