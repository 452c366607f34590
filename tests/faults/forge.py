"""Tills in processes of their own, to be killed from the outside."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

from tests.faults.kill_driver import Errand, as_line

ROOT = Path(__file__).parents[2]
_LONGEST_S = 30.0


class Forge:
    """Forks tills (``kill_driver``) and kills them from the outside."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kill_driver"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def run(self, errand: Errand, *, kill_after_s: float | None = None, till: "Victim | None" = None) -> int:
        """Run one till to its end; return its exit code, -9 when it was killed."""
        self._write(as_line(errand))
        pid = self._read(_LONGEST_S)["pid"]
        if till is not None:
            till.is_born(pid)
        if kill_after_s is not None and not self._has_something_to_read(kill_after_s):
            os.kill(pid, signal.SIGKILL)  # it cannot be another's: the driver does not reap it before we say so
        self._read(_LONGEST_S)
        self._write("reap\n")
        return int(self._read(_LONGEST_S)["code"])

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def _read(self, wait_s: float) -> dict[str, Any]:
        assert self._process.stdout is not None
        if not self._has_something_to_read(wait_s):
            raise TimeoutError
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told

    def _has_something_to_read(self, wait_s: float) -> bool:
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout.fileno()], [], [], wait_s)[0])


class Victim:
    """A till whose pid the server's thread waits for, to kill it once."""

    def __init__(self) -> None:
        self._born = threading.Event()
        self._pid = 0
        self._is_spent = False

    def is_born(self, pid: int) -> None:
        self._pid = pid
        self._born.set()

    def kill(self) -> None:
        if not self._is_spent and self._born.wait(_LONGEST_S):
            self._is_spent = True
            os.kill(self._pid, signal.SIGKILL)
