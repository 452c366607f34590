"""The Windows installer of a built folder, by NSIS; its signature, where there is a certificate.

``windows_installer.py FOLDER ICON OUT VERSION`` compiles it on any system that has ``makensis``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent / "windows" / "lomi-pos.nsi"
_TIME_STAMPS = "http://timestamp.digicert.com"


def make_setup(folder: Path, stage: Path, out: Path, version: str) -> Path:
    """Compile ``lomi-pos-VERSION-setup.exe``; ``stage`` holds ``lomi-pos.ico``.

    Raises:
        SystemExit: there is no ``makensis``, or it does not take the script.
    """
    path = out.resolve() / f"lomi-pos-{version}-setup.exe"
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if makensis is None:
        raise SystemExit("makensis is missing: install NSIS 3")
    names = {
        "VERSION": version,
        "STAGE": str(folder.resolve()),
        "ICON": str((stage / "lomi-pos.ico").resolve()),
        "OUTFILE": str(path),
    }
    command = signing_command()
    if command:
        names["SIGN"] = subprocess.list2cmdline(command)
    done = subprocess.run(
        [
            makensis,
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={value}" for name, value in names.items()),
            SCRIPT,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"makensis: {done.stdout}{done.stderr}")
    return path


def signing_command() -> list[str]:
    """What signs a file, up to its name; empty without a certificate (a .pfx and its password in the environment)."""
    certificate = os.environ.get("LOMI_POS_WINDOWS_CERTIFICATE", "")
    if not certificate:
        return []
    password = os.environ.get("LOMI_POS_WINDOWS_CERTIFICATE_PASSWORD", "")
    return [
        *("signtool", "sign", "/fd", "SHA256", "/tr", _TIME_STAMPS, "/td", "SHA256"),
        *("/f", certificate, "/p", password),
    ]


def sign(*programs: Path) -> None:
    """Sign the programs, or say out loud that they are not."""
    command = signing_command()
    if not command:
        print("  NOT SIGNED: no LOMI_POS_WINDOWS_CERTIFICATE. Windows will warn before this is run.")
        return
    for program in programs:
        subprocess.run([*command, program], check=True)


if __name__ == "__main__":
    bundle, icon, target, number = sys.argv[1:5]
    print(make_setup(Path(bundle), Path(icon).parent, Path(target), number))
