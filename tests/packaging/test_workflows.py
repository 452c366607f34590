"""The workflows that test, build and release."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

WORKFLOWS = sorted((Path(__file__).resolve().parents[2] / ".github" / "workflows").glob("*.yml"))


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="needs actionlint")
def test_actionlint_finds_nothing():
    done = subprocess.run(["actionlint", *WORKFLOWS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_the_files_that_a_workflow_runs_are_there(workflow: Path):
    root = workflow.parents[2]
    named = re.findall(r"(?:\./)?((?:packaging|\.github|\.ci)/[\w./-]+)", workflow.read_text(encoding="utf-8"))
    assert [name for name in named if not (root / name).exists()] == []
