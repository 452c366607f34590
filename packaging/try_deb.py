"""Does the .deb do on a clean Debian what it should? ``sudo python packaging/try_deb.py FILE.deb [--root DIR]``.

Makes a minimal Debian 12 (debootstrap), installs the package there with what it depends on, sells in it (smoke.py),
upgrades over a running and over a closed till, removes and purges it, and looks whether the sales are still there.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from built_program import BuiltProgram, wait_for

HERE = Path(__file__).resolve().parent
PROGRAM = "/usr/bin/lomi-pos"
FONT = "fonts-dejavu-core"


def main() -> int:
    parser = argparse.ArgumentParser(description="Install, use, upgrade and remove a .deb in a clean Debian.")
    parser.add_argument("deb", type=Path)
    parser.add_argument("--root", type=Path, help="a debootstrap to use, and to keep; else one is made for this")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    options = parser.parse_args()
    root = options.root or Path(tempfile.mkdtemp(prefix="lomi-pos-root-"))
    if not (root / "usr/bin/apt-get").exists():
        say("debootstrap")
        subprocess.run(
            ["debootstrap", "--variant=minbase", "bookworm", root, options.mirror], check=True, capture_output=True
        )
    with ready(root):
        the_life_of_a_till(root, options.deb.resolve())
    if options.root is None:
        shutil.rmtree(root)
    return 0


def the_life_of_a_till(root: Path, deb: Path) -> None:
    inside(root, "apt-get", "update", "-q")
    inside(root, "dpkg", "--purge", "lomi-pos", check=False)
    install(root, deb)
    pythons = [str(one.relative_to(root)) for one in (root / "usr/bin").glob("python3*")]
    say(f"installed with what it depends on; Python there: {', '.join(pythons) or 'none'}")
    inside(root, "lomi-pos", "--version")
    subprocess.run([sys.executable, HERE / "smoke.py", PROGRAM, "--root", root], check=True)

    till = BuiltProgram(PROGRAM, Path(tempfile.mkdtemp(dir=root / "home")), root)
    expect(till.run("charge", "5000", "--practice", "--no-wait").returncode == 0, "no sale")
    sales, before = till.sales(), digest(till.journal)
    newer = newer_of(deb)
    with BuiltProgram(PROGRAM, till.home / "open", root, more={"QT_QPA_PLATFORM": "offscreen"}).started("--practice"):
        wait_for("the open till", (till.home / "open/till/practice/journal.sqlite").exists)
        refused = install(root, newer, check=False)
        expect(refused.returncode != 0 and "lomi POS is open" in refused.stdout, refused.stdout)
        say("an upgrade under an open till is refused: " + line_with("lomi POS is open", refused.stdout))
    install(root, newer)
    say(f"upgraded to {version_in(root)}")
    expect((till.sales(), digest(till.journal)) == (sales, before), "the sales after the upgrade are not those before")
    inside(root, "apt-get", "remove", "-q", "-y", "lomi-pos")
    expect(not (root / "usr/lib/lomi-pos").exists(), "the program is still there")
    inside(root, "dpkg", "--purge", "lomi-pos", check=False)
    expect(digest(till.journal) == before, "the journal is not what it was")
    left = list((root / "usr").rglob("*lomi*"))
    expect(not left, left)
    say(f"removed and purged; the journal is still there, byte for byte: {till.journal.relative_to(root)}")


def install(root: Path, deb: Path, *, check: bool = True) -> "subprocess.CompletedProcess[str]":
    shutil.copyfile(deb, root / deb.name)
    done = inside(root, "apt-get", "install", "-q", "-y", "--no-install-recommends", f"/{deb.name}", FONT, check=check)
    (root / deb.name).unlink()
    return done


def newer_of(deb: Path) -> Path:
    """The same package with a higher version."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(["dpkg-deb", "--raw-extract", deb, folder / "tree"], check=True)
    control = folder / "tree/DEBIAN/control"
    control.write_text(control.read_text(encoding="utf-8").replace("\nVersion: ", "\nVersion: 9."), encoding="utf-8")
    made = folder / "lomi-pos-newer.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", folder / "tree", made],
        check=True,
        capture_output=True,
    )
    return made


def version_in(root: Path) -> str:
    return inside(root, "dpkg-query", "--show", "--showformat=${Version}", "lomi-pos").stdout


@contextlib.contextmanager
def ready(root: Path) -> Iterator[None]:
    """/proc and /dev in the root, and no daemon started by an installation."""
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    mounted = []
    try:
        for kind, place in (("proc", "proc"), ("devtmpfs", "dev")):
            if not os.path.ismount(root / place):
                command = ["mount", "--bind", f"/{place}", str(root / place)]
                if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                    mounted.append(root / place)
                else:
                    say(f"{kind} could not be mounted")
        yield
    finally:
        for there in reversed(mounted):
            subprocess.run(["umount", "--lazy", there], check=False)


def inside(root: Path, *command: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        ["chroot", root, *command],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check and done.returncode != 0:
        raise SystemExit(f"{command}: {done.stdout[-3000:]}")
    return done


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def line_with(part: str, text: str) -> str:
    return next(line.strip() for line in text.splitlines() if part in line)


def expect(is_so: object, what: object) -> None:
    if not is_so:
        raise SystemExit(f"FAILED: {what}")


def say(what: str) -> None:
    print(f"-- {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
