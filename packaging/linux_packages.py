"""The .deb and the tar.gz of a built folder, the same each time. The data folder is none of their business."""

import gzip
import io
import shutil
import subprocess
import tarfile
import time
from pathlib import Path

from freezing import ROOT, Workshop, is_elf, settle, size_of
from reaching import needed_by
from system_libraries import PACKAGES

LINUX = ROOT / "packaging" / "linux"
_SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_CONTROL = """\
Package: lomi-pos
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kibibytes}
Depends: {depends}
Recommends: fonts-noto-core | fonts-dejavu-core, gnome-keyring | kwalletmanager, libcups2 | libcups2t64,
 libusb-1.0-0, xdg-utils
Section: misc
Priority: optional
Homepage: https://lomi.africa/
Description: take mobile money and card payments by QR code at a counter
 Type an amount; the customer scans the QR code and pays on lomi.'s page with
 Wave, Orange Money, MTN MoMo or a card. The screen turns green when, and only
 when, the money is there.
 .
 Practice mode, without real money, is built in: lomi-pos --practice
"""


def make_tar(folder: Path, out: Path, version: str, epoch: int) -> Path:
    """The folder itself, to be unpacked anywhere."""
    machine = subprocess.run(["uname", "-m"], capture_output=True, text=True, check=True).stdout.strip()
    path = out / f"lomi-pos-{version}-linux-{machine}.tar.gz"
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=epoch) as packed:
        packed.write(tarred(folder, f"lomi-pos-{version}", epoch))
    return path


def tarred(folder: Path, name: str, epoch: int) -> bytes:
    """A tar of ``folder`` as ``name``, in one order, of nobody."""

    def of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = epoch
        return member

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in [folder, *sorted(folder.rglob("*"))]:
            place = path.relative_to(folder).as_posix()
            tar.add(path, f"{name}/{place}" if path != folder else name, recursive=False, filter=of_nobody)
    return packed.getvalue()


def make_deb(folder: Path, workshop: Workshop, out: Path, version: str) -> Path:
    """For Debian 12, Ubuntu 22.04 and later."""
    tree = workshop.folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _put_files(folder, tree, workshop, version)
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    control = tree / "DEBIAN"
    control.mkdir()
    text = _CONTROL.format(
        version=version,
        architecture=architecture,
        maintainer="The lomi POS maintainers <noreply@lomi-pos.invalid>",
        kibibytes=size_of(tree) // 1024,
        depends=", ".join(packages_needed(folder)),
    )
    (control / "control").write_text(text, encoding="utf-8")
    shutil.copyfile(LINUX / "preinst", control / "preinst")
    (control / "preinst").chmod(0o755)
    settle(tree, workshop.epoch)
    path = out / f"lomi-pos_{version}_{architecture}.deb"
    workshop.run("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", tree, path)
    return path


def packages_needed(folder: Path) -> list[str]:
    """The Debian packages of every library that the bundle asks for and does not bring.

    Raises:
        SystemExit: one is neither in the bundle nor known to be the desktop's.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and is_elf(path)]
    brought = {path.name for path in folder.rglob("*")}
    wanted = {name for path in files for name in needed_by(path)} - brought
    unknown = sorted(wanted - PACKAGES.keys())
    if unknown:
        raise SystemExit(f"neither in the bundle nor in system_libraries.py: {', '.join(unknown)}")
    return sorted({PACKAGES[name] for name in wanted} - {""})


def _put_files(folder: Path, tree: Path, workshop: Workshop, version: str) -> None:
    shutil.copytree(folder, tree / "usr/lib/lomi-pos", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/lomi-pos").symlink_to("../lib/lomi-pos/lomi-pos")
    share = tree / "usr/share"
    _put(share / "applications/lomi-pos.desktop", (LINUX / "lomi-pos.desktop").read_text(encoding="utf-8"))
    for place, name in (("metainfo", "africa.lomi.pos.metainfo.xml"), ("man/man1", "lomi-pos.1")):
        _put(share / place / name, _filled(LINUX / name, version, workshop.epoch))
    _pack(share / "man/man1/lomi-pos.1")
    for side in _SIDES:
        icon = share / f"icons/hicolor/{side}x{side}/apps/lomi-pos.png"
        icon.parent.mkdir(parents=True)
        shutil.copyfile(workshop.stage / f"lomi-pos-{side}.png", icon)
    _put(
        share / "icons/hicolor/scalable/apps/lomi-pos.svg",
        (ROOT / "resources/icons/app.svg").read_text(encoding="utf-8"),
    )
    about = share / "doc/lomi-pos"
    notice = (folder / "licences/NOTICE.txt").read_text(encoding="utf-8")
    _put(about / "copyright", notice.replace("in this folder", "in /usr/lib/lomi-pos/licences"))
    _put(about / "changelog", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    _pack(about / "changelog")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pack(path: Path) -> None:
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    path.unlink()


def _filled(path: Path, version: str, epoch: int) -> str:
    date = time.strftime("%Y-%m-%d", time.gmtime(epoch))
    return path.read_text(encoding="utf-8").replace("@VERSION@", version).replace("@DATE@", date)
