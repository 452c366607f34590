"""The built program as a shop has it: started from outside, in an environment without Python. Needs Python only."""

import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE_S = 60.0
_SYSTEM = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
"""Without these nothing starts on Windows."""
_FROM_OUTSIDE = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", *_SYSTEM)


class SmokeFailed(Exception):
    """The program did not do what it should; the text says what it did."""


@dataclass
class BuiltProgram:
    """``program`` with a home and a data folder of its own; in ``root`` when that is another system's (chroot)."""

    program: str
    home: Path
    root: Path | None = None
    settings: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "settings.toml").write_text(self.settings, encoding="utf-8")

    @property
    def data(self) -> Path:
        return self.home / "till"

    @property
    def journal(self) -> Path:
        return self.data / "practice" / "journal.sqlite"

    def command(self, *arguments: str) -> list[str]:
        seen = str(self.data) if self.root is None else "/" + str(self.data.relative_to(self.root))
        inside = [self.program, "--data-dir", seen, "--lang", "en", *arguments]
        return inside if self.root is None else [shutil.which("chroot") or "chroot", str(self.root), *inside]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours, and an empty PATH: the program has to bring its own Python."""
        home = str(self.home) if self.root is None else "/" + str(self.home.relative_to(self.root))
        kept = {name: os.environ[name] for name in _FROM_OUTSIDE if name in os.environ}
        return kept | {"PATH": "/nowhere", "HOME": home, "LANG": "C.UTF-8"} | self.more

    # ------------------------------------------------------------------ the terminal
    def run(self, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | more,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    def json(self, *arguments: str, **more: str) -> Any:
        """What a command says with ``--json``.

        Raises:
            SmokeFailed: it said something else.
        """
        done = self.run(*arguments, "--json", **more)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise SmokeFailed(f"{arguments}: exit {done.returncode}, {done.stdout}{done.stderr}") from None

    def sales(self) -> list[dict[str, Any]]:
        """The practice sales, the newest last."""
        return sorted(self.json("sales", "--practice")["sales"], key=lambda sale: str(sale["number"]))

    @contextlib.contextmanager
    def started(self, *arguments: str, **more: str) -> Iterator["Started"]:
        """A running one, killed at the end if it is still there."""
        process = subprocess.Popen(
            self.command(*arguments),
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        running = Started(process)
        try:
            yield running
        except SmokeFailed as failed:
            raise SmokeFailed(f"{failed}; exit {process.poll()}: {running.errors}") from failed
        finally:
            running.kill()

    # ------------------------------------------------------------------ the journal
    def pretend_newer(self, version: str) -> None:
        """Mark the journal as that of a later lomi POS."""
        with contextlib.closing(sqlite3.connect(self.journal, isolation_level=None)) as db:
            db.execute("PRAGMA user_version = 99")
            db.execute("UPDATE meta SET value = ? WHERE name = 'app_version'", (version,))


class Started:
    """One running program; what it says is read beside it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: list[str] = []
        for stream, take in ((process.stdout, self._lines.put), (process.stderr, self._errors.append)):
            threading.Thread(target=self._read, args=(stream, take), daemon=True).start()

    @staticmethod
    def _read(stream: Any, take: Callable[[str], object]) -> None:
        for line in stream:
            take(line)

    def until(self, event: str) -> dict[str, Any]:
        """Read JSON lines up to the one that tells ``event``.

        Raises:
            SmokeFailed: it did not come.
        """
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                told = json.loads(self._lines.get(timeout=0.2))
            except queue.Empty:
                if self.process.poll() is not None and self._lines.empty():
                    break
                continue
            if told["event"] == event:
                return dict(told)
        raise SmokeFailed(f"no {event}: exit {self.process.poll()}, {''.join(self._errors)}")

    def end(self) -> int:
        """Wait for its end."""
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        """As a power cut: no chance to say or write anything."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        self.process.wait(PATIENCE_S)

    @property
    def errors(self) -> str:
        return "".join(self._errors)


def pay(url: str, provider: str = "WAVE") -> None:
    """Pay on the hosted page as a customer's browser does."""
    form = urllib.parse.urlencode({"action": "pay", "provider": provider}).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, form, timeout=PATIENCE_S) as page:
        page.read()


def answers(url: str) -> bool:
    """Whether somebody listens there."""
    place = urllib.parse.urlsplit(url)
    with contextlib.suppress(OSError), socket.create_connection((place.hostname, place.port), timeout=PATIENCE_S):
        return True
    return False


def wait_for(what: str, is_so: Callable[[], object], *, patience_s: float = PATIENCE_S) -> Any:
    """Ask until there is an answer.

    Raises:
        SmokeFailed: there was none in time.
    """
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        answer = is_so()
        if answer:
            return answer
        time.sleep(0.1)
    raise SmokeFailed(f"waited in vain for {what}")
