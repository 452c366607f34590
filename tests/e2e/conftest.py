"""The real program as other programs meet it: a process, its arguments, its output, its exit code."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import pytest

from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.main import main
from lomi_pos.sandbox.server import SandboxServer

LONGEST_S = 60


class Terminal:
    """``lomi-pos`` on one data folder, pointed at one sandbox (or at nothing)."""

    def __init__(self, data: Path, server: SandboxServer | None = None) -> None:
        self.data = data
        home = data / "home"
        home.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.env = kept | {"HOME": str(home), "LANG": "C.UTF-8", "PYTHONWARNINGS": "error", "NO_COLOR": "1"}
        if server is not None:
            self.point_at(server)

    def point_at(self, server: SandboxServer) -> None:
        self.env |= {"LOMI_API_KEY": server.key, "LOMI_API_URL": server.url}

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "lomi_pos", "--data-dir", str(self.data / "till"), *args]

    def run(self, *args: str, typed: str | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*args),
            env=self.env,
            input=typed,
            stdin=None if typed is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )

    def run_here(self, *args: str) -> str:
        """What ``args`` print, run in this process: a tenth of the cost, for what is to have happened before a test."""
        told = io.StringIO()
        with patch.dict(os.environ, self.env), contextlib.redirect_stdout(told):
            ended = main(["--data-dir", str(self.data / "till"), *args])
        assert ended == Exit.OK, told.getvalue()
        return told.getvalue()

    def start(self, *args: str) -> "Running":
        return Running(
            subprocess.Popen(
                self.command(*args), env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )


class Running:
    """A program under way, read line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def until(self, event: str) -> dict[str, Any]:
        """The first JSON line with this event; fails when the program ends before it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told: dict[str, Any] = json.loads(line)
            if told["event"] == event:
                return told
        assert self.process.stderr is not None
        pytest.fail(f"it ended without {event}: {self.process.stderr.read()}")

    def end(self) -> int:
        self.process.communicate(timeout=LONGEST_S)
        return self.process.returncode

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.end()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture(params=["documented", "live"])
def server(request: pytest.FixtureRequest) -> Iterator[SandboxServer]:
    with SandboxServer(dialect=request.param) as running:
        yield running


@pytest.fixture
def terminal(tmp_path: Path, server: SandboxServer) -> Terminal:
    return Terminal(tmp_path, server)


@pytest.fixture
def bare_terminal(tmp_path: Path) -> Terminal:
    """Nothing is set up: no key, no address, no data."""
    return Terminal(tmp_path)
