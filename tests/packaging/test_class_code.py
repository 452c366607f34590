"""Classes whose methods were compiled when the bundle was built."""

import os
import subprocess
import sys

import pytest

from freezing import ROOT

PACKAGING = ROOT / "packaging"
A_START = """
import builtins, runpy, sys
from dataclasses import dataclass
written = []
execute = builtins.exec
def noting(code, *names):
    if isinstance(code, str):
        written.append(code)
    execute(code, *names)
builtins.exec = noting
sys._MEIPASS = sys.argv[1]
runpy.run_path(sys.argv[2])
"""
OF_A_TILL = """
from datetime import UTC, datetime
from lomi_pos.till.events import AttemptExpired, AttemptOpened
now = datetime(2026, 11, 21, tzinfo=UTC)
one, same, other = (AttemptOpened(at=now, attempt=number, remote_id="r", url="u") for number in (1, 1, 2))
assert one == same != other
assert hash(one) == hash(same)
assert repr(AttemptExpired(at=now, attempt=1)).startswith("AttemptExpired(at=datetime")
try:
    one.attempt = 2
except AttributeError:
    print("frozen", len(written))
"""
OF_ANOTHER = """
@dataclass(frozen=True)
class Unheard:
    of: int = 5
print(Unheard(), Unheard() == Unheard(5), len(written) > 0)
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    resources = folder / "lomi_pos" / "_resources"
    resources.mkdir(parents=True)
    written = [resources / "class_code.bin", folder / "again.bin"]
    for seed, file in enumerate(written):
        run(PACKAGING / "class_code.py", file, PYTHONHASHSEED=str(seed))
    assert written[0].read_bytes() == written[1].read_bytes()
    return folder


def run(*arguments, **more: str) -> str:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | more,
    ).stdout


def test_a_till_s_classes_are_what_they_were_and_nothing_is_compiled_for_them(bundle):
    assert run("-c", A_START + OF_A_TILL, bundle, PACKAGING / "classes_at_start.py") == "frozen 0\n"


def test_any_other_class_is_compiled_as_ever(bundle):
    assert run("-c", A_START + OF_ANOTHER, bundle, PACKAGING / "classes_at_start.py") == "Unheard(of=5) True True\n"
