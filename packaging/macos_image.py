"""The disk image of a built .app; signed and notarised where there is an identity. macOS only."""

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

ENTITLEMENTS = Path(__file__).resolve().parent / "macos" / "entitlements.plist"


def make_image(app: Path, out: Path, version: str) -> Path:
    """``lomi-pos-VERSION-MACHINE.dmg``: the app, and the folder Applications to drag it to."""
    identity = os.environ.get("LOMI_POS_MAC_IDENTITY", "")
    _sign(app, identity)
    path = out / f"lomi-pos-{version}-macos-{platform.machine()}.dmg"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(app, Path(folder) / app.name, symlinks=True)
        (Path(folder) / "Applications").symlink_to("/Applications")
        subprocess.run(
            ["hdiutil", "create", "-volname", "lomi POS", "-srcfolder", folder, "-format", "UDZO", "-ov", path],
            check=True,
        )
    if identity:
        subprocess.run(["codesign", "--sign", identity, "--timestamp", path], check=True)
        _notarise(path)
    return path


def _sign(app: Path, identity: str) -> None:
    """The licences went in after PyInstaller had signed: the seal is made anew, ad hoc where there is no identity."""
    if not identity:
        print("  NOT SIGNED: no LOMI_POS_MAC_IDENTITY. macOS will ask for a right click, Open, the first time.")
    hardened = ["--options", "runtime", "--timestamp", "--entitlements", str(ENTITLEMENTS)] if identity else []
    subprocess.run(["codesign", "--force", "--deep", "--sign", identity or "-", *hardened, app], check=True)
    subprocess.run(["codesign", "--verify", "--deep", "--strict", app], check=True)


def _notarise(image: Path) -> None:
    profile = os.environ.get("LOMI_POS_MAC_NOTARY_PROFILE", "")
    if not profile:
        print("  NOT NOTARISED: no LOMI_POS_MAC_NOTARY_PROFILE (xcrun notarytool store-credentials).")
        return
    subprocess.run(["xcrun", "notarytool", "submit", image, "--keychain-profile", profile, "--wait"], check=True)
    subprocess.run(["xcrun", "stapler", "staple", image], check=True)
