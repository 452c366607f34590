"""The till through the accessibility bus of a real session: what a blind clerk's screen reader is given."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
DEBIANS_PYTHON = Path("/usr/bin/python3")
NEEDED = ("Xvfb", "xdotool", "dbus-run-session")
SESSION = """
Xvfb :{display} -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
{launcher} --launch-immediately >/dev/null 2>&1 &
for _ in $(seq 100); do [ -S /tmp/.X11-unix/X{display} ] && break; sleep 0.1; done
export DISPLAY=:{display} QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
{python} -m lomi_pos --practice --lang {language} --data-dir {data} &
till=$!
timeout 90 {reader_python} {reader} $till
told=$?
kill $till 2>/dev/null; wait $till 2>/dev/null
kill $server 2>/dev/null
exit $told
"""


def _can_read() -> bool:
    if not LAUNCHER.exists() or not DEBIANS_PYTHON.exists() or not all(map(shutil.which, NEEDED)):
        return False
    check = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([DEBIANS_PYTHON, "-c", check], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.screen,
    pytest.mark.skipif(
        not _can_read(), reason="needs Xvfb, xdotool, dbus, at-spi2-core and gir1.2-atspi-2.0 of Debian"
    ),
]


def read(tmp_path: Path, language: str) -> dict[str, dict[str, object]]:
    script = SESSION.format(
        display=200 + os.getpid() % 500 + (500 if language == "en" else 0),
        launcher=LAUNCHER,
        python=sys.executable,
        language=language,
        data=tmp_path / "till",
        reader_python=DEBIANS_PYTHON,
        reader=Path(__file__).with_name("screen_reader.py"),
    )
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=environment | {"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return {line["what"]: line for line in map(json.loads, done.stdout.splitlines())}


EXPECTED = {
    "fr": ("Montant", "Code QR pour payer 5\u202f000\u00a0F\u202fCFA", "En attente du paiement", "PAYÉ"),
    "en": ("Amount", "QR code to pay 5,000\u00a0F\u202fCFA", "Waiting for payment", "PAID"),
}


@pytest.mark.parametrize("language", EXPECTED)
def test_a_sale_from_amount_to_paid_is_read_aloud(tmp_path, language):
    amount, code, waiting, paid = EXPECTED[language]
    told = read(tmp_path, language)
    assert told["amount"]["name"] == amount
    assert told["code"]["name"] == code
    assert told["code"]["state"] == waiting
    assert told["controls without a name"]["ids"] == []
    words = told["heard"]["words"]
    assert isinstance(words, list)
    assert any(one.startswith(paid) and "P-001" in one for one in words)
