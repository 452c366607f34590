"""The licences of everything in a bundle, and its bill of materials: ``licences.py BUNDLE SBOM`` puts them in.

Run by build.py with the Python of the build. ``SBOM`` is CycloneDX of that whole environment: what did not go into
the bundle is taken out of it, and what is no Python package (Qt, Python, OpenSSL, ...) is put in.
"""

import json
import platform
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import Any

from contents import inside, modules_of

HERE = Path(__file__).resolve().parent
ALWAYS = {"pyinstaller"}
"""Its loader is the first thing that runs. GPL, with an exception for the programs that it starts."""

NOTICE = """\
lomi POS {version}
{url}

lomi POS itself is under the MIT licence (LICENSE.txt). It brings the work of others, each under its own licence; the
texts are in this folder, and sbom.cdx.json lists every part with its version.

Qt {qt} and PySide6 {qt} are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt, GPL-3.0.txt).
They are unchanged and stay separate shared libraries in the folder PySide6: you may put your own builds of the same
version in their place, and the program will use them. Their sources: https://download.qt.io/official_releases/

{parts}
"""


def in_the_bundle(modules: set[str]) -> list[metadata.Distribution]:
    """The installed packages of which something is in the bundle."""
    packages = metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    names = {name for top in tops for name in packages.get(top, ())} | ALWAYS
    found = {_plain(name): metadata.distribution(name) for name in names}
    return [found[name] for name in sorted(found) if name != "lomi-pos"]


def copy_texts(distribution: metadata.Distribution, folder: Path) -> int:
    """Copy the licence files of one package; return how many there are."""
    texts = [
        one
        for one in distribution.files or []
        if re.search(r"licen[cs]e|copying|notice|authors", one.name, re.IGNORECASE) and ".dist-info" in str(one)
    ]
    for text in texts:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(text.locate()), folder / text.name)
    return len(texts)


def copy_system_texts(bundle: Path, folder: Path) -> list[tuple[str, str]]:
    """On Debian: the copyright files of the packages whose shared libraries went into the bundle."""
    if shutil.which("dpkg-query") is None:
        return []
    parts: dict[str, str] = {}
    for library in sorted(inside(bundle).glob("lib*.so*")):
        if library.is_symlink() or library.name.startswith("libpython"):  # Python, which need not be Debian's
            continue
        owner = subprocess.run(
            ["dpkg-query", "--search", f"*/{library.name}"], capture_output=True, text=True, check=False
        ).stdout.partition(":")[0]
        text = Path("/usr/share/doc") / owner / "copyright"
        if owner and text.is_file():
            version = subprocess.run(
                ["dpkg-query", "--show", "--showformat=${Version}", owner], capture_output=True, text=True, check=True
            ).stdout
            (folder / owner).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, folder / owner / "copyright")
            parts[owner] = version
    return sorted(parts.items())


def licence_of(distribution: metadata.Distribution) -> str:
    about: Any = distribution.metadata
    named = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    classified = [
        one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License ::")
    ]
    return named or ", ".join(classified) or "see its text"


def pruned(bill: dict[str, Any], kept: set[str], others: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The bill of the bundle: only the packages ``kept``, and ``others`` (name, version, licence) beside them."""
    components = [one for one in bill["components"] if _plain(one["name"]) in kept]
    for component in components:  # where the build's environment was is no fact about the program
        component.pop("externalReferences", None)
    components += [
        {
            "type": "library",
            "bom-ref": f"{name}@{version}",
            "name": name,
            "version": version,
            **({"licenses": [{"license": {"name": licence}}]} if licence else {}),
        }
        for name, version, licence in others
    ]
    refs = {one["bom-ref"] for one in components} | {bill["metadata"].get("component", {}).get("bom-ref")}
    dependencies = [
        {**one, "dependsOn": sorted(ref for ref in one.get("dependsOn", ()) if ref in refs)}
        for one in bill.get("dependencies", ())
        if one["ref"] in refs
    ]
    return {**bill, "components": components, "dependencies": dependencies}


def put_in(bundle: Path, sbom: Path, version: str, url: str) -> Path:
    folder = bundle / "Contents" / "Resources" / "licences" if (bundle / "Contents").is_dir() else bundle / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(HERE.parent / "LICENSE", folder / "LICENSE.txt")
    for text in sorted((HERE / "licences").glob("*.txt")):
        shutil.copyfile(text, folder / text.name)
    python_text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python_text.is_file():
        shutil.copyfile(python_text, folder / "Python.txt")

    distributions = in_the_bundle(modules_of(bundle))
    lines = [f"  {'Python':28}{platform.python_version():16}PSF-2.0"]
    for distribution in distributions:
        name = distribution.metadata["Name"]
        count = copy_texts(distribution, folder / name)
        told = licence_of(distribution)
        lines.append(f"  {name:28}{distribution.version:16}{told}{'' if count else ' (its package has no text)'}")
    system = copy_system_texts(bundle, folder)
    lines += [f"  {name:28}{number:16}{name}/copyright" for name, number in system]

    qt = metadata.version("PySide6-Essentials")
    others = [
        ("Qt", qt, "LGPL-3.0-only"),
        ("Python", platform.python_version(), "PSF-2.0"),
        ("OpenSSL", ssl.OPENSSL_VERSION.split()[1], "Apache-2.0"),
        ("SQLite", sqlite3.sqlite_version, "Public domain"),
        *((name, number, "") for name, number in system),
    ]
    bill = pruned(json.loads(sbom.read_text(encoding="utf-8")), {_plain(one.name) for one in distributions}, others)
    (folder / "sbom.cdx.json").write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    notice = NOTICE.format(version=version, url=url, qt=qt, parts="\n".join(lines))
    (folder / "NOTICE.txt").write_text(notice, encoding="utf-8")
    return folder


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    made = put_in(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    print(f"{made}: {sum(1 for one in made.rglob('*') if one.is_file())} files")
