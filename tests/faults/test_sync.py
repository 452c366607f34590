"""Between the attempt on disk and the first byte to lomi. there is a sync: seen from the kernel's side, not ours."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.conftest import Terminal

pytestmark = pytest.mark.strace

_CALLS = "pwrite64,pwritev,write,fsync,fdatasync,connect,sendto,sendmsg"
_OPTIONS = ("-f", "-y", "-qq", "-s", "8192", "-e", f"trace={_CALLS}")
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_OF_WAL = re.compile(r"/journal\.sqlite-wal>")


def calls_in(trace: Path) -> Iterator[str]:
    """Every system call in the order of their ends; one that another thread interrupted is put together again."""
    begun: dict[str, str] = {}
    for line in trace.read_text(errors="replace").splitlines():
        unfinished, resumed = _UNFINISHED.match(line), _RESUMED.match(line)
        if unfinished:
            begun[unfinished[1]] = unfinished[2]
        elif resumed:
            yield begun.pop(resumed[1], "") + resumed[2]
        else:
            yield line.partition(" ")[2].strip()


@pytest.fixture
def strace() -> str:
    """Where it is, if it may look at other programs here."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip(
            "strace is not installed: that the disk was told to sync before the socket opened is NOT PROVED here"
        )
    if subprocess.run([found, "-qq", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("strace may not trace here: that the disk was told to sync before the socket opened is NOT PROVED")
    return found


def test_the_attempt_is_synced_to_the_disk_before_the_socket_opens(strace: str, tmp_path: Path):
    trace = tmp_path / "trace"
    with SandboxServer() as server:
        server.lomi.every_payer = pays(after_s=0)
        terminal = Terminal(tmp_path, server)
        ended = subprocess.run(
            [strace, *_OPTIONS, "-o", str(trace), *terminal.command("charge", "5000", "--json")],
            env=terminal.env,
            capture_output=True,
            text=True,
            check=False,
        )
        port = server.url.rpartition(":")[2]
        posted = server.requests.to("/checkout-sessions", "POST")
    assert ended.returncode == 0, ended.stderr
    (key,) = {one.headers["idempotency-key"] for one in posted}

    calls = list(calls_in(trace))
    opened = next(place for place, call in enumerate(calls) if call.startswith("connect(") and f"htons({port})" in call)
    posted_at = next(
        place for place, call in enumerate(calls) if call.startswith("send") and "POST /checkout-sessions" in call
    )
    assert opened < posted_at

    assert was_synced(key, calls[:opened]), "the attempt was not on the disk before the socket opened"
    assert was_synced("AttemptTried", calls[:posted_at]), "that it is tried was not on the disk before it was sent"


def was_synced(text: str, before: list[str]) -> bool:
    """Whether ``text`` was written to the journal, and the journal told to sync after that, and all that came later."""
    written = [place for place, call in enumerate(before) if "write" in call.partition("(")[0] and _OF_WAL.search(call)]
    synced = [
        place
        for place, call in enumerate(before)
        if call.startswith(("fsync(", "fdatasync(")) and _OF_WAL.search(call) and call.endswith("= 0")
    ]
    return any(text in before[place] for place in written) and bool(synced) and synced[-1] > written[-1]
