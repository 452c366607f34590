"""Practice is killed and started again: the code that a customer has on their phone still leads to its page."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest


@contextmanager
def a_sale_that_waits(data: Path, amount: int) -> Iterator[str]:
    """``lomi-pos charge`` in practice, killed at the end; the address of its code."""
    command = [sys.executable, "-m", "lomi_pos", "--data-dir", str(data), "charge", str(amount), "--practice", "--json"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOMI_")}
    till = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    assert till.stdout is not None
    try:
        yield next(told["url"] for line in till.stdout if (told := json.loads(line))["event"] == "open")
    finally:
        till.kill()
        till.wait()
        till.stdout.close()


@pytest.mark.timeout(120)
def test_a_code_of_before_the_kill_can_be_paid_after_it(tmp_path: Path):
    with a_sale_that_waits(tmp_path, 500) as first:
        pass
    with a_sale_that_waits(tmp_path, 700) as second:
        assert urlsplit(first).netloc == urlsplit(second).netloc
        page = httpx.get(first)
        assert page.status_code == 200
        assert "500" in page.text
    port = urlsplit(first).port
    assert port is not None
    assert port < 32_768, "where a system gives ports to outgoing connections, it would be taken one day"
