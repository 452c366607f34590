"""The walk of docs/sandbox.md, run as it stands there."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "sandbox.md"
NEEDED = ("bash", "curl", "openssl", "python3")


def walk() -> str:
    docs = DOCS.read_text(encoding="utf-8")
    found = re.search(r"^## A walk with curl$.*?^```sh\n(.*?)^```$", docs, re.DOTALL | re.MULTILINE)
    assert found, "docs/sandbox.md has no walk"
    return found.group(1)


def free_ports() -> tuple[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return str(one.getsockname()[1]), str(other.getsockname()[1])


def test_the_walk_in_the_docs_ends_with_a_signed_webhook(tmp_path: Path) -> None:
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"the walk in the docs was not run: {', '.join(missing)} is not here")
    port, hook_port = free_ports()
    bin_folder = Path(sys.executable).parent
    told = subprocess.run(
        ["bash", "-c", walk()],
        cwd=tmp_path,
        env={
            "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "NO_PROXY": "*",
            "PORT": port,
            "HOOK_PORT": hook_port,
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stderr
    assert lines[0].startswith(f"pay here: http://127.0.0.1:{port}/checkout/")
    assert "12,500" in lines[1].replace("\u202f", ",")
    assert lines[2:4] == ["303", "completed"]
    assert '"provider_code":"ORANGE"' in lines[4]
    assert lines[5:] == ["signed by lomi."]
