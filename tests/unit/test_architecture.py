"""docs/architecture.md speaks of files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([a-z_/]+(?:\.py|/))`", PAGE))))
def test_what_the_page_names_is_there(named: str):
    assert (ROOT / "lomi_pos" / named).exists()


def test_the_page_names_files_and_folders():
    assert {"till/", "engine/opening.py"} <= set(re.findall(r"`([a-z_/.]+)`", PAGE))
